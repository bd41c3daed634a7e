"""A workbook as another program reads it."""

import io
from typing import Any

import openpyxl


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_rows(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the names in its head, without empty cells."""
    head, *rows = opened(data)[sheet].iter_rows(values_only=True)
    return [{name: value for name, value in zip(head, row, strict=True) if value is not None} for row in rows]


def sheet_texts(data: bytes) -> dict[str, str]:
    """All that stands in each sheet, as text."""
    cells = {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in opened(data)}
    return {
        title: "\n".join(str(value) for row in rows for value in row if value is not None)
        for title, rows in cells.items()
    }

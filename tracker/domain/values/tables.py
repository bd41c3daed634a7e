"""Facts that are tables: files of rows, each read once, where the rule that needs it is imported."""

import csv
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "tables"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/<name>.csv` in their order, by the names of its first row; what is not there is ""."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


def several(cell: str) -> tuple[str, ...]:
    """What stands in one cell with semicolons between."""
    return tuple(filter(None, cell.split("; ")))

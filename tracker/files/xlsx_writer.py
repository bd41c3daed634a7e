"""Writes the files of an export as one workbook: a sheet for each, in constant memory, and sheets that explain them.

Rows go to files in a folder of their own as they come, and that folder is gone when the workbook was read out of it.
Text is written as text and nothing else: no cell becomes a formula, a link or a number by what stands in it.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from tracker.fields.field import Field, Kind
from tracker.files.cells import DANGEROUS, Converters
from tracker.files.columns import File
from tracker.files.contract import PAIN_BY_DAY
from tracker.files.pain_chart import draw_pain
from tracker.files.rows import Piece, Row, by_field
from tracker.files.sheet_cells import OFFSET, TWO_CELLS, Cell, cell_writer, cut, moment_cell, moment_text, offset_cell
from tracker.wording import workbook as words
from tracker.wording.language import _

CHUNK: Final = 65_536
ROOM_FOR_ARROW: Final = 4
MEANING, LONG, LINE, SHORT = 70, 40, 20, 11
WIDTHS: Final[Mapping[Kind, int]] = {
    Kind.IDENTIFIER: 14,
    **dict.fromkeys((Kind.CODES, Kind.LINE, Kind.MOMENT, Kind.DOSE_TIME), LINE),
    **dict.fromkeys((Kind.NOTE, Kind.POINTS, Kind.EXERCISES, Kind.SIDE_EFFECTS, Kind.PLAIN_VALUES), LONG),
}
Look = tuple[str, str]
GENERAL: Final = ("General", "General")
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
# How numbers look: those with a part behind the point, and whole ones.
LOOKS: Final[Mapping[Kind, Look]] = {
    Kind.DAY: (DAY, DAY),
    Kind.CLOCK: ("hh:mm", "hh:mm"),
    Kind.MOMENT: (MOMENT, MOMENT),
    Kind.DOSE_TIME: (MOMENT, DAY),
    Kind.SHARE: ("0.000", "0.000"),
}
DECIMALS: Final[Mapping[int | None, Look]] = {None: ("0.00", "0"), 2: ("0.00", "0.00"), 3: ("0.###", "0")}
ABOUT, COLUMNS = "About", "Columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a workbook is made of.

    `about` are its opening sentences, `pain` the rows of `PAIN_BY_DAY` that the chart is drawn from, `sheets` the files
    with their rows, `columns` the lines about every column, their head first, and `made` the moment it says it is of.
    """

    about: Sequence[str]
    pain: Sequence[Row]
    sheets: Iterable[tuple[File, Iterable[Piece]]]
    columns: Sequence[Sequence[str]]
    made: datetime


def book_bytes(book: Book) -> Iterator[bytes]:
    """The workbook in chunks, once all of it is written. Two of the same content are the same bytes."""
    with tempfile.TemporaryDirectory(prefix="tracker-workbook-") as folder:
        path = Path(folder) / "book.xlsx"
        _write(book, path)
        with path.open("rb") as made:
            while chunk := made.read(CHUNK):
                yield chunk


def _write(book: Book, path: Path) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 - it is big, and only this needs it

    with Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as workbook:
        workbook.set_properties({"title": book.about[0], "created": book.made.replace(tzinfo=None)})
        sheets = _Sheets(workbook)
        sheets.write_text(ABOUT, book.about)
        drawn = sheets.write_file(PAIN_BY_DAY, [Piece(book.pain)] if book.pain else [])
        if book.pain:
            draw_pain(workbook, drawn, book.pain)
        for file, pieces in book.sheets:
            sheets.write_file(file, pieces)
        sheets.write_table(COLUMNS, book.columns)


class _Sheets:
    """Adds sheets to a workbook, which shares its formats among them."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats: dict[str, Any] = {"General": None}
        self._head = workbook.add_format({"bold": True})
        self._wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._as_text = workbook.add_format({"quote_prefix": True})
        self._cut = _(words.CUT)

    def write_text(self, name: str, lines: Sequence[str]) -> None:
        """A sheet to read: a line in each row, the first of them its head."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_column(0, 0, MEANING + LONG)
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line, self._wrapped if number else self._head)

    def write_table(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        """A sheet of text below a head."""
        sheet = self._begin(name, rows[0], (LINE, LINE, LINE, MEANING, MEANING))
        for number, row in enumerate(rows[1:], 1):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text, self._wrapped)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)

    def write_file(self, file: File, pieces: Iterable[Piece]) -> Any:
        """The sheet of a file, row by row."""
        columns = [(field, part) for field in file.columns for part in _parts(field)]
        names = [field.name + part for field, part in columns]
        widths = [SHORT if part else WIDTHS.get(field.kind, SHORT) for field, part in columns]
        sheet = self._begin(file.stem, names, widths)
        looks = [self._looks(field) for field, _part in columns]
        rows = 0
        for row in chain.from_iterable(_rows(file, piece) for piece in pieces):
            rows += 1
            self._write_row(sheet, rows, row, looks)
        sheet.autofilter(0, 0, rows, len(names) - 1)
        return sheet

    def _begin(self, name: str, head: Sequence[str], widths: Sequence[int]) -> Any:
        sheet = self._workbook.add_worksheet(name)
        for column, (title, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(column, column, max(width, len(title) + ROOM_FOR_ARROW))
            sheet.write_string(0, column, title, self._head)
        sheet.freeze_panes(1, 0)
        # On paper: as wide as a page, with the heads on each.
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _write_row(self, sheet: Any, number: int, row: Sequence[Cell], looks: Sequence[tuple[Any, Any]]) -> None:
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    dangerous = value[0] in DANGEROUS
                    sheet.write_string(number, column, cut(value, self._cut), self._as_text if dangerous else None)
            elif value is not None:
                sheet.write_number(number, column, value, looks[column][isinstance(value, int)])

    def _looks(self, field: Field) -> tuple[Any, Any]:
        parted, whole = DECIMALS[field.places] if field.kind is Kind.DECIMAL else LOOKS.get(field.kind, GENERAL)
        return self._format(parted), self._format(whole)

    def _format(self, look: str) -> Any:
        if look not in self._formats:
            self._formats[look] = self._workbook.add_format({"num_format": look})
        return self._formats[look]


def _parts(field: Field) -> tuple[str, ...]:
    """What follows the name of a field in the heads of its columns."""
    return ("", OFFSET) if field.kind in TWO_CELLS else ("",)


def _rows(file: File, piece: Piece) -> Iterable[Sequence[Cell]]:
    columns = (column for field, values in by_field(file, piece) for column in _columns(field, piece.write, values))
    return zip(*columns, strict=True)


def _columns(field: Field, write: Converters, values: Sequence[Iterable[Any]]) -> Iterator[Iterable[Cell]]:
    if field.kind in TWO_CELLS:
        moments = [*map(moment_text(field, write), *values)]
        yield map(moment_cell, moments)
        yield map(offset_cell, moments)
    else:
        yield map(cell_writer(field, write), *values)

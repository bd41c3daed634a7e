"""Rows of the sheets of an XLSX workbook: what its parts say (ECMA-376, part 1, 18.2 to 18.4 and 18.8).

Read as they stand there, a row at a time. A cell that spans rows stands in each of them.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers.opening import COLUMNS_MOST, PIECE, Opened, Part, Unreadable
from tracker.importers.spreadsheetml import Broken, Listener, listened
from tracker.importers.workbook_cells import Formats, column_of, shown

SHEET_MOST: Final = 400_000_000  # bytes of XML: a sheet of a million rows
BESIDE_MOST: Final = 60_000_000
STRINGS_MOST: Final = 2_000_000
TEXT_MOST: Final = 131_072
ROWS_MOST: Final = 1_048_576
MERGED_MOST: Final = 100_000
MERGED: Final = re.compile(rb"""mergeCell\s[^<>]{0,200}?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']""")
OVERLAP: Final = 300
CONTENT_TYPES: Final = "[Content_Types].xml"


@dataclass(frozen=True)
class Sheet:
    """A visible sheet: its name, where it lies, and what of the workbook its cells need."""

    name: str
    part: Part
    strings_part: Part | None
    styles_part: Part | None
    from_1904: bool

    @cached_property
    def _strings(self) -> Sequence[str]:
        heard = _Strings()
        _hear(self.strings_part, heard)
        return heard.found

    @cached_property
    def _formats(self) -> Formats:
        heard = _Styles()
        _hear(self.styles_part, heard)
        return Formats.of(heard.of_cells, heard.codes)

    def cells(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with something in it: its number, and its cells as text up to the last with something in it.

        Days and times are written as in ISO 8601 whatever they look like in the workbook, numbers with a point.
        """
        rows = _Rows()
        try:
            spans = _Spans(self.part)
            for _piece in listened(self.part, rows, SHEET_MOST):
                for number, cells in rows.taken():
                    row = [""] * (max(cells, default=-1) + 1)
                    for column, (kind, style, text) in cells.items():
                        date_like = self._formats.of_style(style)
                        row[column] = shown(kind, text, self._strings, date_like, from_1904=self.from_1904)
                    spans.fill(number, row)
                    if any(row):
                        yield number, row
        except Broken:
            raise Unreadable(Fault("import_broken_workbook"), member=self.name) from None


def is_workbook(file: Opened) -> bool:
    """Whether an archive says that it holds a workbook."""
    return _main(file) is not None


def sheets(file: Opened) -> list[Sheet]:
    """The visible sheets, in their order; `Unreadable` where the workbook is damaged, none where it is no workbook."""
    main = _main(file)
    if main is None:
        return []
    folder, own = posixpath.split(main.name)
    book = _Book()
    try:
        _hear(main, book)
        related = _related(file, f"{folder}/_rels/{own}.rels", folder)
    except Broken:
        raise Unreadable(Fault("import_broken_workbook"), member=main.name) from None
    beside = dict(related.values())
    return [
        Sheet(name, part, beside.get("sharedStrings"), beside.get("styles"), book.from_1904)
        for name, key in book.sheets
        for kind, part in (related.get(key, ("", None)),)
        if kind == "worksheet" and part is not None
    ]


def _main(file: Opened) -> Part | None:
    """The part with the list of sheets, which the archive's own relations name."""
    if not any(part.name == CONTENT_TYPES for part in file.parts):
        return None
    try:
        related = _related(file, "_rels/.rels", "")
    except (Broken, Unreadable):
        return None
    return next((part for kind, part in related.values() if kind == "officeDocument" and "workbook" in part.name), None)


def _related(file: Opened, name: str, folder: str) -> Mapping[str, tuple[str, Part]]:
    """The parts that one names, by the key it has for them: the last word of their type, and where they lie."""
    parts = {part.name: part for part in file.parts}
    heard = _Relations()
    _hear(parts.get(name), heard)
    return {
        key: (kind.rpartition("/")[2], parts[path])
        for key, kind, target in heard.found
        if (path := posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")) in parts
    }


def _hear(part: Part | None, listener: Listener) -> None:
    if part is not None:
        for _piece in listened(part, listener, BESIDE_MOST):
            pass


class _Heard:
    """A listener to whom text means nothing."""

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...


class _Relations(_Heard):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            self.found.append(tuple(attributes.get(key, "") for key in ("Id", "Type", "Target")))  # type: ignore[arg-type]


class _Book(_Heard):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), key))


class _Styles(_Heard):
    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.of_cells: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.of_cells.append(attributes.get("numFmtId", ""))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


class _Strings:
    """Shared strings; how they are spoken (`rPh`) is not part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._taking = self._spoken = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._spoken = self._spoken or name == "rPh"
        self._taking = name == "t" and not self._spoken

    def text(self, data: str) -> None:
        if self._taking:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append("".join(self._pieces))
            self._pieces.clear()
            if len(self.found) > STRINGS_MOST:
                raise Broken


class _Rows:
    """Rows as they come: their number, and by column the kind, the style and the text of each cell."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, dict[int, tuple[str, str, str]]]] = []
        self._cells: dict[int, tuple[str, str, str]] = {}
        self._row, self._column, self._length = 0, -1, 0
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._taking = self._spoken = False

    def taken(self) -> list[tuple[int, dict[int, tuple[str, str, str]]]]:
        """The rows since it was asked last."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "v" or (name == "t" and not self._spoken):
            self._taking = True
        elif name == "c":
            where = attributes.get("r")
            self._column = column_of(where.rstrip("0123456789")) if where else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        elif name == "row":
            self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = -1
        elif name == "rPh":
            self._spoken = True

    def text(self, data: str) -> None:
        if self._taking:
            self._length += len(data)
            if self._length > TEXT_MOST:
                raise Broken
            self._pieces.append(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._taking = False
        elif name == "c":
            if self._pieces and self._column < COLUMNS_MOST:
                self._cells[self._column] = (self._kind, self._style, "".join(self._pieces))
            self._pieces.clear()
            self._length = 0
        elif name == "row":
            if self._cells:
                self._rows.append((self._row, self._cells))
                self._cells = {}
        elif name == "rPh":
            self._spoken = False


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(ROWS_MOST)) or int(text) > ROWS_MOST:
        raise Broken
    return int(text)


class _Spans:
    """Cells that span rows: said behind the rows of a sheet, so they are looked for before these are read."""

    def __init__(self, part: Part) -> None:
        self._from: dict[int, dict[int, int]] = defaultdict(dict)
        self._held: dict[int, tuple[int, str]] = {}
        found, last = 0, b""
        with part.open() as data:
            while piece := data.read(PIECE):
                for span in MERGED.finditer(last + piece):
                    found += 1
                    first, end = int(span[2]), int(span[3])
                    if first < end and found <= MERGED_MOST:
                        self._from[first][column_of(span[1].decode())] = end
                last = piece[-OVERLAP:]

    def fill(self, number: int, row: list[str]) -> None:
        """The row with what spans into it from above."""
        for column, (end, cell) in self._held.items():
            if number <= end and column < len(row) and not row[column]:
                row[column] = cell
        for column, end in self._from.get(number, {}).items():
            if column < len(row):
                self._held[column] = (end, row[column])

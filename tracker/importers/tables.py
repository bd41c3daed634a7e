"""The table in a file of somebody's own: a CSV file, or a sheet of a workbook, with or without a header."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Final

from tracker.importers import meanings, workbook, written_days
from tracker.importers.asking import Ask, Asking, Question
from tracker.importers.opening import COLUMNS_MOST, Opened, Part
from tracker.importers.separated import SEPARATORS, UNSEEN, separated

HEADER_WITHIN: Final = 20
SAMPLE: Final = 200
TABLES_MOST: Final = 50
A_FEW: Final = 200  # of so many letters one may be a sign that no text has: some apps let such signs slip in
MARKUP: Final = ("{", "[", "<")
LEAST: Final = 2

Rows = Callable[[], Iterator[tuple[int, list[str]]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the names of its columns, unlike each other. `member` is its sheet or its path in an archive."""

    names: Sequence[str]
    header_line: int
    rows: Rows
    member: str | None = None

    def under_header(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its line, as long as the header."""
        width = len(self.names)
        for line, row in self.rows():
            if line > self.header_line:
                yield line, (row + [""] * (width - len(row)))[:width]

    def sample(self) -> list[list[str]]:
        """The cells of the first rows, a list for each column."""
        rows = [row for _line, row in islice(self.under_header(), SAMPLE)]
        return [[row[place] for row in rows] for place in range(len(self.names))]


def looks_like_tables(file: Opened) -> bool:
    """Whether there is a workbook, or text in rows of two cells or more."""
    return workbook.is_workbook(file) or any(_is_table(part) for part in file.parts)


def chosen(file: Opened, asking: Asking) -> Table | None:
    """The first table of the file, or where there are several the one that is chosen; None where there is none."""
    found: dict[str, Table] = {}
    for name, rows in _rows(file):
        table = _table(rows, name or None)
        if table is not None and name not in found:
            found[name] = table
    if len(found) < LEAST:
        return next(iter(found.values()), None)
    return found[asking.answer(Question(Ask.SHEET, tuple(found)))]


def _rows(file: Opened) -> Iterator[tuple[str, Rows]]:
    if workbook.is_workbook(file):
        yield from ((sheet.name, sheet.cells) for sheet in workbook.sheets(file)[:TABLES_MOST])
        return
    for part in islice(filter(_is_table, file.parts), TABLES_MOST):
        yield part.name, _of_part(part)


def _of_part(part: Part) -> Rows:
    separator = _separator(part.head)
    return lambda: part.cells(separator)


def _is_table(part: Part) -> bool:
    head = part.head
    if head.lstrip().startswith(MARKUP) or (len(head) - len(head.translate(UNSEEN))) * A_FEW > len(head) + A_FEW:
        return False
    return any(len(row) >= LEAST for row in _head_rows(head, _separator(head)))


def _head_rows(head: str, separator: str) -> list[list[str]]:
    return [row for _line, row in islice(separated(StringIO(head, newline=""), separator), SAMPLE)]


def _separator(head: str) -> str:
    """The one by which most of the first rows have the same number of cells, two or more."""

    def alike(separator: str) -> int:
        counts = Counter(len(row) for row in _head_rows(head, separator) if len(row) >= LEAST)
        return max(counts.values(), default=0)

    return max(SEPARATORS, key=alike)


def _table(rows: Rows, member: str | None) -> Table | None:
    """With the first row of two cells or more as its header; with numbers for names where that is a row of values."""
    for line, cells in islice(rows(), HEADER_WITHIN):
        if sum(map(bool, cells)) >= LEAST:
            row = cells[:COLUMNS_MOST]
            if any(map(_is_value, row)):
                return Table([f"#{place}" for place in range(1, len(row) + 1)], line - 1, rows, member)
            return Table(_names(row), line, rows, member)
    return None


def _is_value(cell: str) -> bool:
    return meanings.number(cell) is not None or written_days.is_day(cell)


def _names(header: Sequence[str]) -> list[str]:
    """The names, numbers for those that are missing, and a number behind one that stood before."""
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(header, 1):
        name = cell[: written_days.LONGEST] or f"#{place}"
        seen[name.casefold()] += 1
        many = seen[name.casefold()]
        names.append(name if many == 1 else f"{name} ({many})")
    return names

"""Rows of a text whose cells are separated: the separator found, lines counted, and nothing kept without end."""

import csv
from collections.abc import Iterator
from io import TextIOBase
from typing import Final

SEPARATORS: Final = ",;\t|"
SAID_FIRST: Final = "sep="
MARK: Final = "\ufeff"  # of byte order, which some write twice
BLANK: Final = MARK + " \t\v\f\r\n"
UNSEEN: Final = dict.fromkeys(set(range(32)) - set(map(ord, "\t\n\v\f\r\x1a\0")))
LINE_MOST: Final = 1_000_000
ROW_MOST: Final = 4_000_000


class BrokenTable(Exception):
    """It does not read as a table from this line on: a quote that is never closed, a line or a cell beyond measure."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def separated(lines: TextIOBase, separator: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line it begins in and its cells as they are.

    Without a `separator` it is the one that stands most often in the first line that is not blank; a line `sep=;`
    before that says it. NULs and other signs that no text has are passed over.
    """
    counted = _Counted(lines)
    line = 1
    try:
        first = _first(counted)
        said = first.strip('\r\n "')
        if said.casefold().startswith(SAID_FIRST) and len(said) <= len(SAID_FIRST) + 1:
            separator = said[len(SAID_FIRST) :] or separator
            first = _first(counted)
        mark = separator if separator and separator in SEPARATORS else max(SEPARATORS, key=first.count)
        line = counted.number
        for row in csv.reader(counted.after(first), delimiter=mark):
            yield line, row
            line = counted.number + 1
            counted.of_row = 0
    except csv.Error:
        raise BrokenTable(line) from None


def _first(counted: "_Counted") -> str:
    return next((line.lstrip(MARK) for line in counted if line.strip(BLANK)), "")


class _Counted(Iterator[str]):
    """The lines of a file, counted; a line, or a row over many of them, beyond all measure is an error of CSV."""

    def __init__(self, lines: TextIOBase) -> None:
        self._lines = lines
        self.number = 0
        self.of_row = 0

    def after(self, first: str) -> Iterator[str]:
        """The rest behind a line that was taken out."""
        yield first
        yield from self

    def __next__(self) -> str:
        line = self._lines.readline(LINE_MOST)
        if not line:
            raise StopIteration
        self.of_row += len(line)
        if len(line) >= LINE_MOST or self.of_row > ROW_MOST:
            raise csv.Error
        self.number += 1
        return line if line.rstrip("\r\n").isprintable() else line.translate(UNSEEN).replace("\0", "")

"""Reads a CSV file of ours row by row: anything that is not one ends in a sentence, never in memory or a traceback.

Spreadsheets save such a file in their own ways: with semicolons or tabs, a line `sep=;` before the header, an empty
column behind the last, rows that are nothing but separators. All of that is read.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from tracker.domain.errors import Fault
from tracker.files.columns import File
from tracker.files.readers.faults import FileFault
from tracker.wording.imports import shown

LONGEST_LINE: Final = 1_000_000
HEADER_ROW: Final = 1
SEPARATORS: Final = ",;\t"
SAID_FIRST: Final = {f"sep={mark}" for mark in SEPARATORS}
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
ZIP: Final = b"PK\x03\x04"
TOO_LONG: Final = "field larger"  # as the standard library says it
Cells = dict[str, str]


def read_rows(path: Path, file: File) -> Iterator[tuple[int, Cells]]:
    """Every row under the header as its number and its cells by column; empty rows are passed over.

    Raises `FileFault` where the file is not UTF-8, not CSV, or its columns are not those of `file`.
    """
    with path.open("rb") as data:
        _check_start(data, file)
        with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
            try:
                yield from _read(text, file)
            except UnicodeDecodeError:
                raise FileFault(file.name, _another_encoding(path)) from None


def header_names(path: Path, among: Sequence[str]) -> list[str]:
    """The names of the header, read with the separator that gives most of `among`; none where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = _first(_lines(text))
            return _names(next(csv.reader([first], delimiter=_separator(first, among), strict=True), []))
    except (UnicodeDecodeError, csv.Error):
        return []


def _check_start(data: BinaryIO, file: File) -> None:
    start = data.read(len(ZIP))
    if start == ZIP:
        raise FileFault(file.name, Fault("no_text"))
    if start[:2] in UTF_16:
        raise FileFault(file.name, Fault("not_utf_8"))
    data.seek(0)


def _another_encoding(path: Path) -> Fault:
    """Which line is not UTF-8, with the text around it as most Western computers would read it."""
    number = 0
    with path.open("rb") as data:
        while line := data.readline(LONGEST_LINE):
            number += 1
            try:
                line.decode()
            except UnicodeDecodeError as error:
                around = line[max(0, error.start - 10) : error.start + 10].decode("cp1252", errors="replace")
                return Fault("not_utf_8_from", line=number, around=shown(around.strip()))
    return Fault("not_utf_8")  # pragma: no cover - a line that ends in the middle of a letter was found above


def _read(text: TextIO, file: File) -> Iterator[tuple[int, Cells]]:
    lines = _lines(text)
    try:
        first = _first(lines)
    except csv.Error as error:
        raise FileFault(file.name, _fault(error), HEADER_ROW) from None
    reader = csv.reader(chain([first], lines), delimiter=_separator(first, file.header), strict=True)
    names: list[str] = []
    width = 0
    for number, row in _numbered(reader, file):
        if not names:
            names, width = _checked_header(row, file), len(row)
        elif any(cell.strip() for cell in row):
            if wrong := _misfit(row, len(names), width):
                raise FileFault(file.name, wrong, number)
            yield number, dict(zip(names, row, strict=False))
    if not names:
        raise FileFault(file.name, Fault("no_header"))


def _numbered(reader: Iterator[list[str]], file: File) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileFault(file.name, _fault(error), number) from None
        if row or number > 1:
            yield number, row


def _misfit(row: Sequence[str], named: int, width: int) -> Fault | None:
    """What is wrong with how many cells a row has; empty ones behind the last named column are no matter."""
    beyond = [cell for cell in row[named:] if cell.strip()]
    if beyond and len(row) <= width:
        return Fault("nameless_column", cell=shown(beyond[0]))
    if beyond or len(row) < named:
        return Fault("other_width", cells=len(row), names=named)
    return None


def _separator(line: str, among: Sequence[str]) -> str:
    """The mark that parts the names of a header: the one that gives most of the names we know."""
    known = set(among)
    return max(SEPARATORS, key=lambda mark: sum(name.strip(' "\r\n') in known for name in line.split(mark)))


def _first(lines: Iterator[str]) -> str:
    """The line of the header; empty where there is none."""
    first = next(lines, "")
    return next(lines, "") if first.strip() in SAID_FIRST else first


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise csv.Error(TOO_LONG)
        yield line


def _fault(error: csv.Error) -> Fault:
    text = str(error)
    if TOO_LONG in text:
        return Fault("cell_too_long")
    return Fault("quote_never_closed") if "unexpected end of data" in text else Fault("no_csv", error=text)


def _names(row: Sequence[str]) -> list[str]:
    """The names of a header without the nameless columns at its end."""
    names = [name.strip() for name in row]
    while names and not names[-1]:
        names.pop()
    return names


def _checked_header(row: Sequence[str], file: File) -> list[str]:
    names = _names(row)
    known = set(file.header)
    unknown = [name for name in names if name not in known]
    doubled = sorted({name for name in names if names.count(name) > 1}) if not unknown else []
    missing = [column.name for column in file.columns if column.required and column.name not in names]
    faults = {"columns_unknown": unknown, "columns_twice": doubled, "columns_missing": missing}
    for code, faulty in faults.items():
        if faulty:
            raise FileFault(file.name, Fault(code, names=faulty), HEADER_ROW)
    return names

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

from tracker.files.columns import File
from tracker.files.readers.faults import FileFault, RowError, shown

LONGEST_LINE: Final = 1_000_000
SHOWN_MOST: Final = 5
HEADER_ROW: Final = 1
SEPARATORS: Final = ",;\t"
SAID_FIRST: Final = {f"sep={mark}" for mark in SEPARATORS}
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
ZIP: Final = b"PK\x03\x04"
NOT_UTF_8: Final = "This is not UTF-8 text"
SAVE_AS: Final = "Please save the file as “CSV UTF-8”."
AN_ARCHIVE: Final = "This is an archive or a workbook, not a CSV file. Import an archive of ours by its own name."
NO_HEADER: Final = "This file is empty. Its first row should name the columns."
TOO_LONG: Final = "A cell or line is far too long, or a quote is opened and never closed."
NEVER_CLOSED: Final = "A quote is opened and never closed."
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
                raise FileFault(RowError(file.name, None, None, _another_encoding(path))) from None


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
        raise FileFault(RowError(file.name, None, None, AN_ARCHIVE))
    if start[:2] in UTF_16:
        raise FileFault(RowError(file.name, None, None, f"{NOT_UTF_8}. {SAVE_AS}"))
    data.seek(0)


def _another_encoding(path: Path) -> str:
    """Which line is not UTF-8, with the text around it as most Western computers would read it."""
    number = 0
    with path.open("rb") as data:
        while line := data.readline(LONGEST_LINE):
            number += 1
            try:
                line.decode()
            except UnicodeDecodeError as error:
                around = line[max(0, error.start - 10) : error.start + 10].decode("cp1252", errors="replace")
                return f"{NOT_UTF_8} from line {number} on (“{shown(around.strip())}”). {SAVE_AS}"
    return f"{NOT_UTF_8}. {SAVE_AS}"  # pragma: no cover - a line that ends in the middle of a letter was found above


def _read(text: TextIO, file: File) -> Iterator[tuple[int, Cells]]:
    lines = _lines(text)
    try:
        first = _first(lines)
    except csv.Error as error:
        raise FileFault(RowError(file.name, HEADER_ROW, None, _in_words(error))) from None
    reader = csv.reader(chain([first], lines), delimiter=_separator(first, file.header), strict=True)
    names: list[str] = []
    width = 0
    for number, row in _numbered(reader, file):
        if not names:
            names, width = _checked_header(row, file), len(row)
        elif any(cell.strip() for cell in row):
            if wrong := _misfit(row, len(names), width):
                raise FileFault(RowError(file.name, number, None, wrong))
            yield number, dict(zip(names, row, strict=False))
    if not names:
        raise FileFault(RowError(file.name, None, None, NO_HEADER))


def _numbered(reader: Iterator[list[str]], file: File) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileFault(RowError(file.name, number, None, _in_words(error))) from None
        if row or number > 1:
            yield number, row


def _misfit(row: Sequence[str], named: int, width: int) -> str | None:
    """What is wrong with how many cells a row has; empty ones behind the last named column are no matter."""
    beyond = [cell for cell in row[named:] if cell.strip()]
    if beyond and len(row) <= width:
        return f"“{shown(beyond[0])}” stands in a column without a name."
    if beyond or len(row) < named:
        return f"This row has {len(row)} cell{'' if len(row) == 1 else 's'}, and the header has {named}."
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


def _in_words(error: csv.Error) -> str:
    text = str(error)
    if text == TOO_LONG or "field larger" in text:
        return TOO_LONG
    return NEVER_CLOSED if "unexpected end of data" in text else f"This does not read as CSV ({text})."


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
    for faulty, words in (
        (unknown, "has columns we do not know"),
        (doubled, "names columns twice"),
        (missing, "lacks"),
    ):
        if faulty:
            raise FileFault(RowError(file.name, HEADER_ROW, None, f"The header {words}: {_listed(faulty)}."))
    return names


def _listed(names: Sequence[str]) -> str:
    cut = [shown(name) or "(empty)" for name in names[:SHOWN_MOST]]
    more = f" and {len(names) - SHOWN_MOST} more" if len(names) > SHOWN_MOST else ""
    return ", ".join(cut) + more

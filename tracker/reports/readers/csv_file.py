"""Reads a CSV file of ours row by row: anything that is not one ends in a sentence, never in memory or a traceback."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from tracker.reports.builders.columns import File
from tracker.reports.readers.faults import FileFault, RowError

LONGEST_LINE: Final = 1_000_000
SHOWN_MOST: Final = 5
LONGEST_SHOWN: Final = 40
HEADER_ROW: Final = 1
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
ENCODING: Final = "This is not UTF-8 text. Please save the file as “CSV UTF-8”."
NO_HEADER: Final = "This file is empty. Its first row should name the columns."
TOO_LONG: Final = "A cell or line is far too long, or a quote is opened and never closed."
NEVER_CLOSED: Final = "A quote is opened and never closed."
Cells = dict[str, str]


def read_rows(path: Path, file: File) -> Iterator[tuple[int, Cells]]:
    """Every row under the header as its number and its cells by column; empty lines are passed over.

    Raises `FileFault` where the file is not UTF-8, not CSV, or its columns are not those of `file`.
    """
    with path.open("rb") as data:
        if data.read(2) in UTF_16:
            raise FileFault(RowError(file.name, None, None, ENCODING))
        data.seek(0)
        with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
            yield from _read(text, file)


def _read(text: TextIO, file: File) -> Iterator[tuple[int, Cells]]:
    header: Sequence[str] | None = None
    number = 0
    reader = csv.reader(_lines(text), strict=True)
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except UnicodeDecodeError:
            raise FileFault(RowError(file.name, number, None, ENCODING)) from None
        except csv.Error as error:
            raise FileFault(RowError(file.name, number, None, _in_words(error))) from None
        if header is None:
            header = _checked_header(row, file)
        elif row:
            if len(row) != len(header):
                message = f"This row has {len(row)} cells, and the header has {len(header)}."
                raise FileFault(RowError(file.name, number, None, message))
            yield number, dict(zip(header, row, strict=True))
    if header is None:
        raise FileFault(RowError(file.name, None, None, NO_HEADER))


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


def _checked_header(row: Sequence[str], file: File) -> Sequence[str]:
    names = [name.strip() for name in row]
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
            raise FileFault(RowError(file.name, HEADER_ROW, None, f"The header {words}: {_shown(faulty)}."))
    return names


def _shown(names: Sequence[str]) -> str:
    cut = [repr(name[:LONGEST_SHOWN])[1:-1] or "(empty)" for name in names[:SHOWN_MOST]]
    more = f" and {len(names) - SHOWN_MOST} more" if len(names) > SHOWN_MOST else ""
    return ", ".join(cut) + more

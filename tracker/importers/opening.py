"""Opens a file that somebody brings: what it is, and its text, tables and JSON, never more than the limits hold.

Nothing of it is trusted: its name, its ending, what an archive says of itself. What it cannot read is `Unreadable`.
"""

import codecs
import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from tracker.domain.errors import Fault

START: Final = 65_536
PIECE: Final = 1_000_000
MEMBERS_MOST: Final = 10_000
UNPACKED_MOST: Final = 8_000_000_000  # of all members read; Apple's export of many years has some gigabytes
TEXT_MOST: Final = 200_000_000  # of what is read as a whole: JSON
CELL_MOST: Final = 1_000_000
ENCRYPTED: Final = 0x1
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ZIP: Final = b"PK\x03\x04"
EMPTY_ZIP: Final = b"PK\x05\x06"
BLANKS: Final = {ord(blank): " " for blank in "\u00a0\u202f\u2007"}
SAID_FIRST: Final = "sep="


class Unreadable(Exception):
    """The file cannot be read any further; `line` and `member` say where, if anywhere."""

    def __init__(self, fault: Fault, line: int | None = None, member: str | None = None) -> None:
        super().__init__(fault, line, member)
        self.fault, self.line, self.member = fault, line, member


@dataclass(frozen=True)
class Part:
    """One stream of bytes: the file itself, or a member of an archive (`name` is its path in there, else empty)."""

    path: Path
    name: str = ""
    size: int = 0

    def open(self) -> BinaryIO:
        """Its bytes from the beginning. A member that is longer than it says, or damaged, fails while it is read."""
        if not self.name:
            return self.path.open("rb")
        archive = zipfile.ZipFile(self.path)
        member = archive.getinfo(self.name)
        if member.flag_bits & ENCRYPTED or member.compress_type not in METHODS:
            raise Unreadable(Fault("import_locked"), member=self.name)
        stream = archive.open(member)
        archive.close()  # the member's own stream keeps the file open
        return cast("BinaryIO", stream)

    @cached_property
    def start(self) -> bytes:
        """Its first bytes, by which it is recognised; none where it cannot be read."""
        try:
            with self.open() as data:
                return data.read(START)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, Unreadable):
            return b""

    @cached_property
    def head(self) -> str:
        """Its start as text, without a mark of byte order, read leniently: to recognise by, not to keep."""
        if self.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return self.start.decode("utf-16", errors="ignore")
        return self.start.decode("utf-8-sig", errors="replace")

    @cached_property
    def encoding(self) -> str:
        """UTF-16 by its mark, UTF-8 where all of it is that, else Windows-1252, as Western computers write."""
        if self.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self.open() as data:
            try:
                while piece := data.read(PIECE):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return "cp1252"
        return "utf-8-sig"

    def lines(self) -> io.TextIOWrapper:
        """Its text as a file of lines, line ends as they are; letters that its encoding has not are replaced."""
        return io.TextIOWrapper(self.open(), encoding=self.encoding, errors="replace", newline="")

    def text(self) -> str:
        """All of its text; `Unreadable` beyond `TEXT_MOST` bytes."""
        with self.open() as data:
            raw = data.read(TEXT_MOST + 1)
        if len(raw) > TEXT_MOST:
            raise Unreadable(Fault("import_too_long", most=TEXT_MOST // PIECE), member=self.name or None)
        return raw.decode(self.encoding, errors="replace")

    @cached_property
    def looks_like_json(self) -> bool:
        return self.head.lstrip()[:1] in ("{", "[")

    def json(self) -> Any:
        """What it holds as JSON, numbers with a point as `Decimal`; `Unreadable` where it is none."""
        return read_json(self.text(), self.name or None)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The cells of its first row as CSV, trimmed; none where it is no text."""
        try:
            return tuple(next(iter(_cells(io.StringIO(self.head, newline=""), None)))[1])
        except (StopIteration, Unreadable):
            return ()

    def cells(self, separator: str | None = None) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not empty, with the line it begins in and its cells, trimmed.

        Without a `separator` it is that of the first line (`sep=;` before it is passed over). Quotes are those of CSV;
        a row may go over several lines.
        """
        with self.lines() as lines:
            yield from _cells(lines, separator, self.name or None)

    def table(self, separator: str | None = None) -> Iterator[tuple[int, dict[str, str]]]:
        """Every row under the header with its line, its cells by the names of the header; of doubled names the first.

        A short row has empty cells at its end; cells beyond the header are passed over.
        """
        rows = self.cells(separator)
        _line, names = next(rows, (0, []))
        places: Mapping[str, int] = {name: place for place, name in reversed(list(enumerate(names))) if name}
        for line, row in rows:
            whole = row + [""] * (len(names) - len(row))
            yield line, {name: whole[place] for name, place in places.items()}


@dataclass(frozen=True)
class Opened:
    """A file as it was brought. `parts` are its members where it is an archive, else itself alone."""

    path: Path
    parts: Sequence[Part]
    is_archive: bool = False
    comment: str = ""
    _by_name: dict[str, Part] = field(default_factory=dict)

    @property
    def only(self) -> Part | None:
        """Itself, where it is no archive."""
        return None if self.is_archive else self.parts[0]

    def tables(self, *names: str) -> list[Part]:
        """The parts whose first row has all of these cells, in any order, as they are written or in other case."""
        wanted = {name.casefold() for name in names}
        return [part for part in self.parts if wanted <= {cell.casefold() for cell in part.header}]


def open_file(path: Path) -> Opened:
    """What the file is; `Unreadable` for an empty one, and for an archive with too much in it, or damaged."""
    size = path.stat().st_size
    with path.open("rb") as data:
        start = data.read(len(ZIP))
    if not start.strip():
        raise Unreadable(Fault("import_empty"))
    if start not in (ZIP, EMPTY_ZIP):
        return Opened(path, (Part(path, size=size),))
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            comment = archive.comment.decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, zlib.error):
        raise Unreadable(Fault("import_broken_archive")) from None
    if len(members) > MEMBERS_MOST:
        raise Unreadable(Fault("import_many_members", most=MEMBERS_MOST))
    if sum(member.file_size for member in members) > UNPACKED_MOST:
        raise Unreadable(Fault("import_archive_too_large", most=UNPACKED_MOST // (1000 * PIECE)))
    parts = tuple(Part(path, member.filename, member.file_size) for member in members)
    return Opened(path, parts, is_archive=True, comment=comment)


def read_json(text: str, member: str | None = None) -> Any:
    """What a text holds as JSON, numbers with a point as `Decimal`; `Unreadable` where it is none."""
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Unreadable(Fault("import_broken_json"), member=member) from None


def trimmed(cell: str) -> str:
    """A cell without outer blanks, and with blanks that do not break as plain ones."""
    return cell.translate(BLANKS).strip()


def _cells(lines: io.TextIOBase, separator: str | None, member: str | None = None) -> Iterator[tuple[int, list[str]]]:
    counted = _Counted(lines)
    first = next(counted, "")
    if first.strip().casefold().startswith(SAID_FIRST):
        separator = first.strip()[len(SAID_FIRST) :] or separator
        first = next(counted, "")
    if not first:
        return
    mark = separator or max(",;\t", key=first.count)
    reader = csv.reader(counted.from_line(first), delimiter=mark)
    line = counted.number
    try:
        for row in reader:
            cells = [trimmed(cell) for cell in row]
            if any(cells):
                yield line, cells
            line = counted.number + 1
    except csv.Error:
        raise Unreadable(Fault("import_broken_csv"), line, member) from None
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise Unreadable(Fault("import_broken_archive"), line, member) from None


class _Counted(Iterator[str]):
    """The lines of a file, counted; a line beyond all measure is an error of CSV."""

    def __init__(self, lines: io.TextIOBase) -> None:
        self._lines = lines
        self._first: str | None = None
        self.number = 0

    def from_line(self, first: str) -> "_Counted":
        """With a line that was taken out put back."""
        self._first = first
        return self

    def __next__(self) -> str:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        line = self._lines.readline(CELL_MOST)
        if not line:
            raise StopIteration
        if len(line) >= CELL_MOST:
            raise csv.Error
        self.number += 1
        return line.replace("\x00", "")

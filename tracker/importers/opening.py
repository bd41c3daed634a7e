"""Opens a file that somebody brings: what it is, and its text, tables and JSON, never more than the limits hold.

Nothing of it is trusted: its name, its ending, what an archive says of itself. What it cannot read is `Unreadable`.
Members of an archive are read where they lie; none is ever written anywhere, so that their names can do nothing.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from tracker.domain.errors import Fault
from tracker.importers.letters import encoding_of, read_leniently
from tracker.importers.separated import BrokenTable, separated

START: Final = 65_536
STARTS_MOST: Final = 16_000_000  # of all members together, since they are kept
PIECE: Final = 1_000_000
MEMBERS_MOST: Final = 10_000
UNPACKED_MOST: Final = 8_000_000_000  # of all members; Apple's export of many years has some gigabytes
TIGHT_FROM, TIGHTER_MOST = 10_000_000, 250  # real diaries pack to a fortieth at most, zeros to a thousandth
TEXT_MOST: Final = 40_000_000  # of what is read as a whole, which is JSON: a byte of it can cost twenty of memory
VALUES_MOST: Final = 3_000_000
COLUMNS_MOST: Final = 1_000
ENCRYPTED: Final = 0x1
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ZIP: Final = b"PK\x03\x04"
EMPTY_ZIP: Final = b"PK\x05\x06"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel's workbooks before 2007, and those with a password
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
ENTRY: Final = b"PK\x01\x02"
DAMAGED: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
BLANKS: Final = {ord(blank): " " for blank in "\u00a0\u202f\u2007"}
NOT_PRINTED: Final = dict.fromkeys((*range(32), 127), "\N{REPLACEMENT CHARACTER}")
# Whoever wants to know how far a reading is, is told each stream as it is opened.
WATCHED: "ContextVar[Callable[[Part, BinaryIO], None] | None]" = ContextVar("watched", default=None)


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
    start_length: int = START
    _archive: zipfile.ZipFile | None = field(default=None, repr=False, compare=False)
    _member: zipfile.ZipInfo | None = field(default=None, repr=False, compare=False)

    def open(self) -> BinaryIO:
        """Its bytes from the beginning. A damaged member, or one longer than it says, is `Unreadable` on the way."""
        stream = self._opened()
        if (told := WATCHED.get()) is not None:
            told(self, stream)
        return stream

    def _opened(self) -> BinaryIO:
        if self._archive is None or self._member is None:
            return self.path.open("rb")
        if self._member.flag_bits & ENCRYPTED or self._member.compress_type not in METHODS:
            raise Unreadable(Fault("import_locked"), member=self.name)
        try:
            stream = self._archive.open(self._member)
        except DAMAGED:
            raise Unreadable(Fault("import_broken_archive"), member=self.name) from None
        return cast("BinaryIO", io.BufferedReader(_Member(stream, self.name), START))

    @cached_property
    def start(self) -> bytes:
        """Its first bytes, by which it is recognised; none where it cannot be read."""
        try:
            with self.open() as data:
                return data.read(self.start_length)
        except Unreadable:
            return b""

    @cached_property
    def head(self) -> str:
        """Its start as text, without a mark of byte order, read leniently: to recognise by, not to keep."""
        return read_leniently(self.start)

    @cached_property
    def encoding(self) -> str:
        """The name of its encoding, as Python has it, found by looking at all of it."""
        return encoding_of(self.start, self._pieces)

    def _pieces(self) -> Iterator[bytes]:
        with self.open() as data:
            while piece := data.read(PIECE):
                yield piece

    def lines(self) -> io.TextIOWrapper:
        """Its text as a file of lines, line ends as they are; letters that its encoding has not are replaced."""
        return io.TextIOWrapper(self.open(), encoding=self.encoding, errors="replace", newline="")

    def text(self) -> str:
        """All of its text; `Unreadable` beyond `TEXT_MOST` bytes."""
        with self.open() as data:
            raw = data.read(TEXT_MOST + 1)
        if len(raw) > TEXT_MOST:
            raise Unreadable(Fault("import_too_long", most=TEXT_MOST // PIECE), member=self.name or None)
        return raw.decode(encoding_of(raw[:START], lambda: (raw,)), errors="replace").lstrip("\ufeff")

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
            return tuple(next(_trimmed(io.StringIO(self.head, newline=""), None, None))[1][:COLUMNS_MOST])
        except (StopIteration, Unreadable):
            return ()

    def cells(self, separator: str | None = None) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not empty, with the line it begins in and its cells, trimmed.

        Without a `separator` it is that of the first line (`sep=;` before it is passed over). Quotes are those of CSV;
        a row may go over several lines.
        """
        with self.lines() as lines:
            yield from _trimmed(lines, separator, self.name or None)

    def table(self, separator: str | None = None) -> Iterator[tuple[int, "Row"]]:
        """Every row under the header with its line, its cells by the names of the header; of doubled names the first.

        A short row has empty cells at its end; cells beyond the header, and beyond `COLUMNS_MOST`, are passed over.
        """
        rows = self.cells(separator)
        _line, names = next(rows, (0, []))
        names = names[:COLUMNS_MOST]
        places = {name: place for place, name in reversed(list(enumerate(names))) if name}
        plain = len(places) == len(names)
        for line, row in rows:
            if len(row) < len(names):
                row.extend([""] * (len(names) - len(row)))
            if plain:
                yield line, Row(zip(names, row, strict=False))
            else:
                yield line, Row((name, row[place]) for name, place in places.items())


class Row(dict[str, str]):
    """The cells of a row by the names of the header. A name asked for in small letters is found in any.

    A name that is not there has an empty cell: what a file was recognised by can read otherwise in the whole of it.
    """

    def __missing__(self, name: str) -> str:
        folded = name.casefold()
        return next((cell for other, cell in self.items() if other.casefold() == folded), "")


@dataclass(frozen=True)
class Opened:
    """A file as it was brought. `parts` are its members where it is an archive, else itself alone."""

    path: Path
    parts: Sequence[Part]
    is_archive: bool = False
    comment: str = ""

    @property
    def only(self) -> Part | None:
        """Itself, where it is no archive."""
        return None if self.is_archive else self.parts[0]

    def tables(self, *names: str) -> list[Part]:
        """The parts whose first row has all of these cells, in any order, written just so."""
        return [part for part in self.parts if set(names) <= set(part.header)]

    def tables_in_any_case(self, *names: str) -> list[Part]:
        """The same, with these cells, given in small letters, written in any."""
        return [part for part in self.parts if set(names) <= {cell.casefold() for cell in part.header}]

    def with_keys(self, *keys: str) -> list[Part]:
        """The parts that look like JSON and have all of these keys near their begin."""
        return [part for part in self.parts if part.looks_like_json and all(f'"{key}"' in part.head for key in keys)]


def open_file(path: Path) -> Opened:
    """What the file is; `Unreadable` for an empty one, and for an archive with too much in it, or damaged."""
    only = Part(path, size=path.stat().st_size)
    if only.start.startswith(COMPOUND):
        raise Unreadable(Fault("import_other_workbook"))
    if not only.start.startswith((ZIP, EMPTY_ZIP)):
        if not only.head.replace("\x00", "").strip():
            raise Unreadable(Fault("import_empty"))
        return Opened(path, (only,))
    _counted(only)
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED:
        raise Unreadable(Fault("import_broken_archive")) from None
    members = [member for member in archive.infolist() if not member.is_dir()]
    _checked(members, only.size)
    length = min(START, STARTS_MOST // max(1, len(members)))
    parts = tuple(
        Part(path, member.filename.translate(NOT_PRINTED), member.file_size, length, archive, member)
        for member in members
    )
    if any(part.name == "mimetype" and part.start.startswith(OPEN_DOCUMENT) for part in parts):
        raise Unreadable(Fault("import_other_workbook"))
    return Opened(path, parts, is_archive=True, comment=archive.comment.decode("utf-8", errors="replace"))


def _counted(whole: Part) -> None:
    """Before its directory is read, which costs a thousand bytes of memory for each member."""
    found, last = 0, b""
    for piece in whole._pieces():  # noqa: SLF001 - of this module
        found += (last + piece).count(ENTRY)
        last = piece[1 - len(ENTRY) :]
    if found > MEMBERS_MOST:
        raise Unreadable(Fault("import_many_members", most=MEMBERS_MOST))


def _checked(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    """By what the archive says of itself: no member gives more bytes than it says it has."""
    if sum(member.compress_size for member in members) > size:  # they lie on top of each other
        raise Unreadable(Fault("import_broken_archive"))
    if sum(member.file_size for member in members) > UNPACKED_MOST:
        raise Unreadable(Fault("import_archive_too_large", most=UNPACKED_MOST // (1000 * PIECE)))
    for member in members:
        if member.file_size > TIGHT_FROM and member.file_size > TIGHTER_MOST * member.compress_size:
            raise Unreadable(Fault("import_archive_too_tight"), member=member.filename.translate(NOT_PRINTED))


def read_json(text: str, member: str | None = None) -> Any:
    """What a text holds as JSON, numbers with a point as `Decimal`, NaN as None; `Unreadable` where it is none."""
    if text.count(",") + text.count("[") + text.count("{") > VALUES_MOST:
        raise Unreadable(Fault("import_many_values", most=VALUES_MOST // PIECE), member=member)
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_float=Decimal, parse_constant=lambda _name: None)
    except (ValueError, RecursionError, InvalidOperation):
        raise Unreadable(Fault("import_broken_json"), member=member) from None


def trimmed(cell: str) -> str:
    """A cell without outer blanks, and with blanks that do not break as plain ones."""
    return cell.strip() if cell.isascii() else cell.translate(BLANKS).strip()


def _trimmed(lines: io.TextIOBase, separator: str | None, member: str | None) -> Iterator[tuple[int, list[str]]]:
    try:
        for line, row in separated(lines, separator):
            plain = "".join(row).isascii()
            cells = [*map(str.strip, row)] if plain else [cell and trimmed(cell) for cell in row]
            if any(cells):
                yield line, cells
    except BrokenTable as broken:
        raise Unreadable(Fault("import_broken_csv"), broken.line, member) from None


class _Member(io.RawIOBase):
    """The bytes of a member of an archive; what is wrong with them is `Unreadable`."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        super().__init__()
        self._stream, self._name = stream, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except DAMAGED:
            raise Unreadable(Fault("import_broken_archive"), member=self._name) from None
        buffer[: len(data)] = data
        return len(data)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()
        super().close()

"""The same resources as several bundles of a limited size, each of which can be read by itself.

Common readers of encrypted files open no more than 250,000 bytes of JSON at a time. So what was made of one row stays
together, with all that it refers to; what many refer to (a plan of care, a goal, the bout) stands in each part that
needs it. Parts are in the order of days. Entries wait in a temporary file, so that memory holds no more than their
places and one part.
"""

import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import IO, Final

from tracker.files.fhir.bundle import TAIL, Whose, content, head, opening
from tracker.files.fhir.json_parts import Json
from tracker.files.rows import Piece

# Of jose 6.2 for JavaScript 250,000 bytes are the most, of joserfc 1.8 for Python 256,000, and 49,152 as encrypted.
MOST_BYTES: Final = 235_000
MOST_PACKED: Final = 30_000
LOOKED_AT_EVERY: Final = 8_192
KEPT_IN_MEMORY: Final = 1_000_000
# What others refer to, and what says nothing by itself of a day: it may stand in several parts.
SHARED: Final = frozenset({"Patient", "OperationOutcome", "Condition", "CarePlan", "Goal", "Questionnaire"})
_NAMED: Final = re.compile(r'\{"fullUrl":"urn:uuid:([0-9a-f-]{36})","resource":\{"resourceType":"([A-Za-z]+)"')
_REFERS: Final = re.compile(r'"reference":"urn:uuid:([0-9a-f-]{36})"')
_DAY: Final = re.compile(r'":"([0-9]{4}-[0-9]{2}-[0-9]{2})')

Said = Callable[[int, int], str]


@dataclass(slots=True)
class _Entry:
    """Where an entry waits, of which kind it is, its first day, and what it refers to."""

    start: int
    size: int
    is_shared: bool
    day: str
    refers_to: tuple[str, ...]


def parts(whose: Whose, rows: Callable[[str], Iterable[Piece]], said: Said) -> Iterator[bytes]:
    """The bundles of a record; `said` says which of how many a part is.

    A part is larger than `MOST_BYTES` only where what was made of one row is.
    """
    with tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY) as kept:
        entries = _keep(kept, content(whose, rows))
        planned = list(_planned(kept, entries))
        for number, ids in enumerate(planned or [[]], 1):
            told = whose if len(planned) <= 1 else replace(whose, said=(said(number, len(planned)), *whose.said))
            yield b"".join(
                (
                    head(whose, f"bundle {number}").encode(),
                    ",\n".join(opening(told)).encode(),
                    *(b",\n" + _text(kept, entries[one]) for one in ids),
                    TAIL,
                )
            )


def _keep(kept: IO[bytes], made: Iterable[Json]) -> dict[str, _Entry]:
    """All entries, written down, by their ids and in their order."""
    entries, start = {}, 0
    for entry in made:
        named, day = _NAMED.match(entry), _DAY.search(entry)
        assert named is not None, "every entry begins with its id and its kind"  # noqa: S101
        written = kept.write(entry.encode())
        refers_to = tuple(dict.fromkeys(_REFERS.findall(entry)))
        entries[named[1]] = _Entry(start, written, named[2] in SHARED, day[1] if day else "", refers_to)
        start += written
    return entries


def _text(kept: IO[bytes], entry: _Entry) -> bytes:
    kept.seek(entry.start)
    return kept.read(entry.size)


def _planned(kept: IO[bytes], entries: dict[str, _Entry]) -> Iterator[list[str]]:
    """The ids of each part."""
    part: dict[str, None] = {}
    size, packed = 0, _Packed()

    def first_day(group: list[str]) -> str:
        return min(filter(None, (entries[one].day for one in group)), default="")

    for group in sorted(_groups(entries), key=first_day):
        more = [one for one in _with_all_referred_to(group, entries) if one not in part]
        adds = sum(entries[one].size + 2 for one in more)
        if part and (size + adds > MOST_BYTES or packed.size > MOST_PACKED):
            yield list(part)
            part, size, packed = {}, 0, _Packed()
            more = _with_all_referred_to(group, entries)
            adds = sum(entries[one].size + 2 for one in more)
        part.update(dict.fromkeys(more))
        size += adds
        packed.add(b"".join(_text(kept, entries[one]) for one in more))
    if part:
        yield list(part)


def _groups(entries: dict[str, _Entry]) -> Iterator[list[str]]:
    """What belongs together: all that refers to one another, but for what is shared, which is a group of its own."""
    first: dict[str, str] = {}

    def root(one: str) -> str:
        while first.setdefault(one, one) != one:
            first[one] = first[first[one]]
            one = first[one]
        return one

    for one, entry in entries.items():
        for other in entry.refers_to:
            if not entry.is_shared and other in entries and not entries[other].is_shared:
                first[root(one)] = root(other)
    found: dict[str, list[str]] = {}
    for one in entries:
        found.setdefault(root(one), []).append(one)
    yield from found.values()


def _with_all_referred_to(group: list[str], entries: dict[str, _Entry]) -> list[str]:
    """A group with what it refers to, which comes first, and what that refers to."""
    found: dict[str, None] = {}
    left = list(group)
    while left:
        one = left.pop()
        if one in entries and one not in found:
            found[one] = None
            left.extend(entries[one].refers_to)
    needed = [one for one in found if one not in group]
    return [*reversed(needed), *group]


class _Packed:
    """How large a part is once it is compressed, looked at every few thousand bytes."""

    def __init__(self) -> None:
        self.size = 0
        self._waiting = 0
        self._press = zlib.compressobj(wbits=-zlib.MAX_WBITS)

    def add(self, data: bytes) -> None:
        self.size += len(self._press.compress(data))
        self._waiting += len(data)
        if self._waiting >= LOOKED_AT_EVERY:
            self.size += len(self._press.flush(zlib.Z_SYNC_FLUSH))
            self._waiting = 0

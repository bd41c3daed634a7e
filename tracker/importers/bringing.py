"""All of one file: recognised, read with the answers given, checked, and told in short, with every row kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.importers import ours
from tracker.importers.asking import Asked, Asking
from tracker.importers.assembling import Record, assemble
from tracker.importers.checking import Row, check, within
from tracker.importers.contract import Here, LeftOut
from tracker.importers.opening import Opened, Unreadable
from tracker.importers.recognising import BY_CODE, recognised

OURS: Final = ours.CODE
SECOND: Final = Fault("import_second_of_day")
NOT_WANTED: Final = Fault("import_offer_not_taken")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be read: as of which app (None: as recognised), and with which answers."""

    source: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Brought:
    """What a file brings.

    `recognised` are the codes of the apps that know it, `source` the one it was read as. `rows` and `left_out` are all
    of them, in the order of the file. With a `fault` nothing of it counts.
    """

    recognised: Sequence[str] = ()
    source: str | None = None
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    asked: Sequence[Asked] = ()
    lacks: bool = False
    fault: Unreadable | None = None
    header: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        return dict(Counter(row.what for row in self.rows))

    @property
    def days(self) -> tuple[date, date, int] | None:
        """The first day, the last one, and how many there are with anything."""
        days = {row.day for row in self.rows}
        return (min(days), max(days), len(days)) if days else None


def bring(
    file: Opened,
    wanted: Wanted,
    here: Here,
    name_of: Callable[[str], str],
    noting: Callable[[Iterable[Any], int | None], Iterable[Any]] = lambda some, _count: some,
) -> Brought:
    """Read a file that was opened; `name_of` says what an app is called in notes.

    Where several apps know it, or none, and none was chosen, nothing is read. A file of ours is read elsewhere.
    `noting` is handed the readings, and then the records with how many they are, and hands them on: it may note how far
    that is.
    """
    known = [OURS] if ours.recognise(file) else [source.CODE for source in recognised(file)]
    made = Brought(known, wanted.source or (known[0] if len(known) == 1 else None))
    source = BY_CODE.get(made.source or "")
    if source is None:
        return made
    asking = Asking(wanted.answers)
    header_of: Callable[[Opened, Asking], str | None] = getattr(source, "header", _no_header)
    try:
        made.header = header_of(file, asking)
        items = noting(source.read(file, asking, here), None)
        name, once = name_of(source.CODE), source.ONE_PER_INSTANT
        found = assemble(items, code=source.CODE, name=name, one_per_instant=once, here=here)
        made.left_out = found.left_out
        _take(made, noting(found.records, len(found.records)), asking, here)
    except Unreadable as fault:
        made.fault, made.rows, made.left_out = fault, [], []
    made.asked, made.lacks = asking.asked, asking.lacks
    return made


def _no_header(_file: Opened, _asking: Asking) -> None:
    """What an app's columns are is known."""


def _take(made: Brought, records: Iterable[Record], asking: Asking, here: Here) -> None:
    days: set[tuple[str, date]] = set()
    for record in records:
        beyond = list(within(record))
        one = _judged(record, asking, here)
        if isinstance(one, LeftOut):
            made.left_out.append(one)
        elif (one.what, one.day) in days and _once_a_day(one):
            made.left_out.append(LeftOut(one.place, SECOND, one.day.isoformat(), refused=True))
        else:
            if _once_a_day(one):
                days.add((one.what, one.day))
            made.rows.append(one)
            made.left_out += beyond


def _once_a_day(row: Row) -> bool:
    return row.what == "context" or row.values.get("kind") == "daily"


def _judged(record: Record, asking: Asking, here: Here) -> Row | LeftOut:
    if record.offer is not None and not asking.takes(record.offer):
        return LeftOut(record.place, NOT_WANTED, record.offer)
    return check(record, here)

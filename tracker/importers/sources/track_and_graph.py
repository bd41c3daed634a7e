"""Track & Graph for Android: a CSV file with one row for each number or duration of a tracker of the person's own."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times, trackers
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, Session, When
from tracker.importers.measures import minutes
from tracker.importers.opening import Opened

CODE: Final = "track_and_graph"
ONE_PER_INSTANT: Final = True
COLUMNS: Final = ("FeatureName", "Timestamp", "Value")
DURATION: Final = re.compile(r"(\d{1,5}):(\d{2}):(\d{2})(?::(.*))?", re.DOTALL)


def recognise(file: Opened) -> bool:
    """A table with the columns of Track & Graph."""
    return bool(file.tables(*COLUMNS))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Numbers of pain as moments, durations of a treatment as sessions, other marks of one on offer."""
    for part in file.tables(*COLUMNS):
        for line, row in part.table():
            place = Place(line, part.name or None)
            when = times.iso_moment(row["Timestamp"], here.zone)
            if when is None:
                yield LeftOut(place, Fault("import_no_day"), row["Timestamp"], refused=True)
            else:
                yield _row(place, when, row, asking)


def _row(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Item:
    name, value = row["FeatureName"], row["Value"]
    duration = DURATION.fullmatch(value)
    if duration is not None:
        return _session(place, when, name, duration, row)
    number, _mark, label = value.partition(":")
    words = (row["Label"] or label.strip(), row["Note"])
    found = trackers.scored(place, when, name, number, asking, words=words)
    if isinstance(found, LeftOut) and found.why.code == "import_no_field":
        return trackers.offered(place, when, name, asking, words=words) or found
    return found


def _session(place: Place, when: When, name: str, duration: re.Match[str], row: Mapping[str, str]) -> Item:
    kind = meanings.treatment(name)
    if kind is None:
        return LeftOut(place, Fault("import_no_field"), name)
    hours, of_hour, seconds = (int(duration[number]) for number in (1, 2, 3))
    words = (row["Label"] or (duration[4] or "").strip(), row["Note"])
    return Session(
        place=place,
        when=when,
        kind=kind,
        minutes=minutes(Decimal(hours * 3600 + of_hour * 60 + seconds), "s"),
        words=tuple(filter(None, words)),
    )

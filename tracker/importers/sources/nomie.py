"""Nomie 5: a CSV file, never quoted, with one row for each tracker of a log; the note of the log stands in each."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times, trackers
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, When
from tracker.importers.measures import minutes
from tracker.importers.opening import Opened

CODE: Final = "nomie"
ONE_PER_INSTANT: Final = True
COLUMNS: Final = ("epoch", "start", "end", "offset", "tracker", "value")
TAG: Final = re.compile(r"#\w+(?:\([^()]*\))?")
TIMER: Final = "#{}("
NOTE: Final = "note"
DAY_MINUTES: Final = 24 * 60


def recognise(file: Opened) -> bool:
    """A table with Nomie's columns."""
    return bool(file.tables(*COLUMNS))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Trackers of pain as moments, those of a treatment as sessions on offer."""
    for part in file.tables(*COLUMNS):
        for line, row in part.table():
            place = Place(line, part.name or None)
            when = _when(row, here.zone)
            if when is None:
                yield LeftOut(place, Fault("import_no_day"), row["epoch"], refused=True)
            else:
                yield _row(place, when, row, asking)


def _when(row: Mapping[str, str], zone: tzinfo) -> When | None:
    """By the moment since 1970, which is sure, at the place that the offset says.

    The offset is as browsers have it, minutes west. Where it is 0 or none the app did not know the place.
    """
    epoch, west = meanings.number(row["epoch"]), meanings.number(row["offset"])
    try:
        moment = datetime.fromtimestamp(float(epoch) / 1000, UTC) if epoch is not None else None
        if moment is None:
            return None
        if west and abs(west) < DAY_MINUTES:
            zone = timezone(timedelta(minutes=-int(west)))
        return times.from_utc(moment, zone)
    except (ValueError, OverflowError, OSError):
        return None


def _row(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Item:
    tracker, note = row["tracker"], row["note"]
    name = tracker.replace("_", " ")
    if name == NOTE:
        return LeftOut(place, Fault("import_no_score"), note)
    words = (" ".join(TAG.sub(" ", note).split()),)
    found = trackers.scored(place, when, name, row["value"], asking, words=words)
    if isinstance(found, LeftOut) and found.why.code == "import_no_field":
        is_timer = ":" in note.partition(TIMER.format(tracker))[2].partition(")")[0]
        lasted = minutes(meanings.number(row["value"]), "s") if is_timer else None
        return trackers.offered(place, when, name, asking, minutes=lasted) or found
    return found

"""Google Fit, as Google Takeout gives it: JSON files of sessions, and a table of days.

Folders, names and the header of the table are in the language of the account; the table is read where it is English.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.importers import shapes, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, Session
from tracker.importers.days import Days
from tracker.importers.measures import metres, minutes
from tracker.importers.opening import Opened

CODE: Final = "google_fit"
ONE_PER_INSTANT: Final = False
ACTIVITY: Final = "fitnessActivity"
SESSION: Final = (ACTIVITY, "startTime", "endTime")
DAYS: Final = ("date", "move minutes count", "step count")
SLEEP: Final = "sleep"
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"walking": "walking"} | dict.fromkeys(("swimming", "swimming.pool", "swimming.open_water"), "swimming")
)
DISTANCE: Final = "com.google.distance.delta"


def recognise(file: Opened) -> bool:
    """JSON of a session, or the table of days in English."""
    return bool(file.with_keys(*SESSION) or file.tables_in_any_case(*DAYS))


def read(file: Opened, _asking: Asking, here: Here) -> Iterator[Item]:
    """Walks and swims as sessions, steps and sleep as days."""
    days = Days()
    for part in file.with_keys(*SESSION):
        one = shapes.mapping(part.json())
        place = Place(member=part.name or None)
        activity = shapes.text(one.get(ACTIVITY))
        start, end = (_moment(shapes.text(one.get(name)), here) for name in SESSION[1:])
        kind = KINDS.get(activity)
        if activity == SLEEP and start is not None and end is not None:
            days.slept(start, end)
        elif kind is None:
            yield LeftOut(place, Fault("import_no_field"), activity)
        elif start is None:
            yield LeftOut(place, Fault("import_no_day"), shapes.text(one.get("startTime")), refused=True)
        else:
            yield _session(place, start, kind, one)
    for part in file.tables_in_any_case(*DAYS):
        for _line, row in part.table():
            days.stepped(row["date"], row["step count"])
    yield from days.readings()


def _session(place: Place, start: datetime, kind: str, one: Mapping[str, Any]) -> Session:
    distance = sum(
        (
            shapes.number(part.get("floatValue")) or Decimal(0)
            for part in shapes.mappings(one.get("aggregate"))
            if part.get("metricName") == DISTANCE
        ),
        start=Decimal(0),
    )
    return Session(
        place=place,
        when=times.as_written(start),
        kind=kind,
        minutes=minutes(shapes.number(shapes.text(one.get("duration")).removesuffix("s")), "s"),
        distance_m=metres(distance, "m"),
    )


def _moment(text: str, here: Here) -> datetime | None:
    """A moment with its offset, at the clock of the person's zone; None for one that does not say where it is of."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(here.zone) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None

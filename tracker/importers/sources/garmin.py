"""Garmin Connect, the export of everything: JSON files with milliseconds and centimetres."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.importers import shapes, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, Session, When
from tracker.importers.days import Days
from tracker.importers.measures import metres, minutes
from tracker.importers.opening import Opened, Part

CODE: Final = "garmin"
ONE_PER_INSTANT: Final = False
ACTIVITIES: Final = "summarizedActivitiesExport"
DAY: Final = "calendarDate"
NIGHT: Final = ("sleepStartTimestampGMT", "sleepEndTimestampGMT")
STEPS: Final = "totalSteps"
NOT_ASLEEP: Final = ("awakeSleepSeconds", "unmeasurableSeconds")
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"walking": "walking"} | dict.fromkeys(("lap_swimming", "open_water_swimming", "swimming"), "swimming")
)
DAY_MILLISECONDS: Final = 86_400_000


def recognise(file: Opened) -> bool:
    """JSON of Garmin's activities, nights or days."""
    return bool(file.with_keys(ACTIVITIES) or file.with_keys(DAY, NIGHT[0]) or file.with_keys(DAY, STEPS))


def read(file: Opened, _asking: Asking, here: Here) -> Iterator[Item]:
    """Walks and swims as sessions, steps and sleep as days; a night is of the day that the file says."""
    days = Days()
    for part in file.with_keys(ACTIVITIES):
        for outer in shapes.mappings(part.json()):
            for number, activity in enumerate(shapes.mappings(outer.get(ACTIVITIES)), start=1):
                yield _activity(Place(number, part.name or None), activity, here)
    for part in file.with_keys(DAY):
        _of_days(part, days)
    yield from days.readings()


def _of_days(part: Part, days: Days) -> None:
    for one in shapes.mappings(part.json()):
        day = shapes.text(one.get(DAY))
        days.stepped(day, one.get(STEPS))
        start, end = (_gmt(shapes.text(one.get(name))) for name in NIGHT)
        if start is not None and end is not None:
            awake = sum((shapes.number(one.get(name)) or Decimal(0) for name in NOT_ASLEEP), start=Decimal(0))
            days.asleep(day, ((end - start).total_seconds() - float(awake)) / 60)


def _activity(place: Place, one: Mapping[str, Any], here: Here) -> Item:
    activity = shapes.text(one.get("activityType"))
    kind, when = KINDS.get(activity), _when(one, here)
    if kind is None:
        return LeftOut(place, Fault("import_no_field"), activity)
    if when is None:
        return LeftOut(place, Fault("import_no_day"), shapes.text(one.get("beginTimestamp")), refused=True)
    return Session(
        place=place,
        when=when,
        kind=kind,
        minutes=minutes(shapes.number(one.get("duration")), "ms"),
        distance_m=metres(shapes.number(one.get("distance")), "cm"),
    )


def _when(one: Mapping[str, Any], here: Here) -> When | None:
    """By its moment, with the clock of the place where the file says both clocks, else of the person's zone."""
    began = shapes.whole(one.get("beginTimestamp"))
    if began is None:
        return None
    zone: tzinfo = here.zone
    there, gmt = shapes.number(one.get("startTimeLocal")), shapes.number(one.get("startTimeGmt"))
    if there is not None and gmt is not None and abs(there - gmt) < DAY_MILLISECONDS:
        zone = timezone(timedelta(minutes=round((there - gmt) / 60_000)))
    return times.from_epoch(began, zone)


def _gmt(text: str) -> datetime | None:
    """A moment in GMT without a zone, `2026-03-01T22:41:00.0`."""
    try:
        return datetime.fromisoformat(text[: len("2026-03-01T22:41:00")]).replace(tzinfo=None)
    except ValueError:
        return None

"""Fitbit, as Google Takeout gives it: JSON files of exercise, sleep and steps.

Exercise and steps are written without a zone, in UTC as far as could be seen, so that is asked; sleep says its day.
Nothing inside a file of steps tells it from one of calories: there the name of the member in the archive decides.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.importers import shapes, times
from tracker.importers.asking import CLOCKS, UTC_CLOCK, Ask, Asking, Question
from tracker.importers.contract import Here, Item, LeftOut, Place, Session
from tracker.importers.days import Days
from tracker.importers.measures import metres, minutes
from tracker.importers.opening import Opened, Part

CODE: Final = "fitbit"
ONE_PER_INSTANT: Final = False
EXERCISE: Final = ("logId", "activityName", "startTime")
SLEEP: Final = ("logId", "dateOfSleep", "minutesAsleep")
STEPS: Final = ("dateTime", "value")
STEPS_NAME: Final = "steps-"
KINDS: Final[Mapping[str, str]] = MappingProxyType({"walk": "walking", "swim": "swimming"})


def recognise(file: Opened) -> bool:
    """JSON of Fitbit's exercise, sleep or steps."""
    return bool(file.with_keys(*EXERCISE) or file.with_keys(*SLEEP) or _steps(file))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Walks and swims as sessions, steps and sleep as days."""
    days = Days()
    for part in file.with_keys(*EXERCISE):
        yield from _exercises(part, asking, here)
    for part in file.with_keys(*SLEEP):
        for night in shapes.mappings(part.json()):
            days.asleep(shapes.text(night.get("dateOfSleep")), night.get("minutesAsleep"))
    for part in _steps(file):
        _walked(part, days, asking, here)
    yield from days.readings()


def _steps(file: Opened) -> list[Part]:
    return [part for part in file.with_keys(*STEPS) if part.name.rpartition("/")[2].startswith(STEPS_NAME)]


def _exercises(part: Part, asking: Asking, here: Here) -> Iterator[Item]:
    for number, one in enumerate(shapes.mappings(part.json()), start=1):
        place = Place(number, part.name or None)
        activity, start = shapes.text(one.get("activityName")), shapes.text(one.get("startTime"))
        kind = KINDS.get(activity.casefold())
        if kind is None:
            yield LeftOut(place, Fault("import_no_field"), activity)
            continue
        moment = _moment(start, _zone(asking, here, start))
        if moment is None:
            yield LeftOut(place, Fault("import_no_day"), start, refused=True)
        else:
            yield _session(place, moment.astimezone(here.zone), kind, one)


def _session(place: Place, moment: datetime, kind: str, one: Mapping[str, Any]) -> Session:
    return Session(
        place=place,
        when=times.as_written(moment),
        kind=kind,
        minutes=minutes(shapes.number(one.get("activeDuration")) or shapes.number(one.get("duration")), "ms"),
        distance_m=metres(shapes.number(one.get("distance")), shapes.text(one.get("distanceUnit"))),
    )


def _walked(part: Part, days: Days, asking: Asking, here: Here) -> None:
    rows = shapes.mappings(part.json())
    zone = _zone(asking, here, rows=len(rows))
    for row in rows:
        moment = _moment(shapes.text(row.get("dateTime")), zone)
        if moment is not None:
            days.stepped(moment.astimezone(here.zone).date().isoformat(), row.get("value"))


def _zone(asking: Asking, here: Here, example: str | None = None, *, rows: int = 1) -> tzinfo:
    """Where the clock times are of: UTC, or the person's own zone if the person says so."""
    answer = asking.answer(Question(Ask.CLOCK, CLOCKS), example, rows=rows)
    return UTC if answer == UTC_CLOCK else here.zone


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """A moment as Fitbit writes it, `03/01/26 22:40:08`."""
    try:
        month, day, year, hour, minute = (int(text[at : at + 2]) for at in (0, 3, 6, 9, 12))
        return datetime(times.CENTURY + year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None

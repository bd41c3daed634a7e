"""Apple Health: `export.xml`, alone or in its archive, where its name is translated: gigabytes, in little memory.

Its only pain is that of the lower back. Steps and sleep of several devices overlap, so of each day that of the device
with the most counts.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, Score, Session
from tracker.importers.days import Days
from tracker.importers.measures import metres, minutes
from tracker.importers.opening import Opened, Part
from tracker.importers.xml_stream import Element, elements, root
from tracker.wording import readings

CODE: Final = "apple_health"
ONE_PER_INSTANT: Final = False
ROOT: Final = "HealthData"
BACK_PAIN: Final = "HKCategoryTypeIdentifierLowerBackPain"
STEPS: Final = "HKQuantityTypeIdentifierStepCount"
SLEEP: Final = "HKCategoryTypeIdentifierSleepAnalysis"
TYPES: Final = frozenset((BACK_PAIN, STEPS, SLEEP))
ASLEEP: Final = "HKCategoryValueSleepAnalysisAsleep"  # as it is, or with Unspecified, Core, Deep or REM behind it
SEVERITY: Final = "HKCategoryValueSeverity"
SEVERITIES: Final[Mapping[str, str]] = MappingProxyType(
    {"NotPresent": "not present", "Mild": "mild", "Moderate": "moderate", "Severe": "severe"}
)
UNSPECIFIED: Final = "Unspecified"
ACTIVITY: Final = "HKWorkoutActivityType"
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"Walking": "walking", "Swimming": "swimming", "Flexibility": "stretching"}
)
DISTANCE: Final = "HKQuantityTypeIdentifierDistance"
CHILD: Final = 2  # the depth of what stands right in the root
TIMESTAMP: Final = len("2026-03-01 18:30:00 +0100")


def recognise(file: Opened) -> bool:
    """XML whose root is Apple's; its twin for hospitals, `ClinicalDocument`, is left alone."""
    return any(root(part) == ROOT for part in file.parts)


def read(file: Opened, asking: Asking, _here: Here) -> Iterator[Item]:
    """Pain of the lower back as moments, workouts as sessions, steps and sleep as days."""
    days = Days()
    for part in file.parts:
        if root(part) == ROOT:
            yield from _of_part(part, asking, days)
    yield from days.readings()


def _wanted(name: str, attributes: Mapping[str, str]) -> bool:
    if name == "Record":
        return attributes.get("type") in TYPES
    return name in ("Workout", "WorkoutStatistics")


def _of_part(part: Part, asking: Asking, days: Days) -> Iterator[Item]:
    workout: Element | None = None
    distance: tuple[str, str] = ("", "")
    for element in elements(part, _wanted):
        if element.name == "WorkoutStatistics":
            if element.attributes.get("type", "").startswith(DISTANCE):
                distance = element.attributes.get("sum", ""), element.attributes.get("unit", "")
            continue
        if workout is not None:
            yield _workout(part, workout, distance)
            workout = None
        if element.depth != CHILD:
            continue
        if element.name == "Workout":
            workout = element
            distance = element.attributes.get("totalDistance", ""), element.attributes.get("totalDistanceUnit", "")
        elif element.attributes["type"] == STEPS:
            at = element.attributes
            days.stepped(at.get("startDate", "")[:10], at.get("value"), at.get("sourceName", ""))
        elif element.attributes["type"] == SLEEP:
            _slept(element.attributes, days)
        else:
            yield _pain(part, element, asking)
    if workout is not None:
        yield _workout(part, workout, distance)


def _slept(attributes: Mapping[str, str], days: Days) -> None:
    start, end = _moment(attributes.get("startDate", "")), _moment(attributes.get("endDate", ""))
    if start is not None and end is not None and attributes.get("value", "").startswith(ASLEEP):
        days.slept(start, end, attributes.get("sourceName", ""))


def _pain(part: Part, element: Element, asking: Asking) -> Item:
    place = Place(element.line, part.name or None)
    attributes = element.attributes
    value = attributes.get("value", "").removeprefix(SEVERITY)
    start = _moment(attributes.get("startDate", ""))
    if start is None:
        return LeftOut(place, Fault("import_no_day"), attributes.get("startDate"), refused=True)
    if value == UNSPECIFIED:
        return LeftOut(place, Fault("import_present"), value)
    word = SEVERITIES.get(value)
    if word is None:
        return LeftOut(place, Fault("import_no_strength"), attributes.get("value"), refused=True)
    score = meanings.word_strength(word, asking)
    if score is None:
        return LeftOut(place, Fault("import_words"), value)
    end, written = _moment(attributes.get("endDate", "")), _moment(attributes.get("creationDate", ""))
    until = f"{end:%Y-%m-%d %H:%M} {end.isoformat()[-6:]}" if end is not None and end > start else ""
    return Score(
        place=place,
        when=times.as_written(start),
        back=score,
        said=(value, readings.told("until", until)),
        from_words=True,
        written_on=None if written is None else written.date(),
    )


def _workout(part: Part, element: Element, distance: tuple[str, str]) -> Item:
    place = Place(element.line, part.name or None)
    attributes = element.attributes
    activity = attributes.get("workoutActivityType", "").removeprefix(ACTIVITY)
    kind, start = KINDS.get(activity), _moment(attributes.get("startDate", ""))
    if kind is None:
        return LeftOut(place, Fault("import_no_field"), activity)
    if start is None:
        return LeftOut(place, Fault("import_no_day"), attributes.get("startDate"), refused=True)
    return Session(
        place=place,
        when=times.as_written(start),
        kind=kind,
        minutes=minutes(meanings.number(attributes.get("duration", "")), attributes.get("durationUnit", "min")),
        distance_m=metres(meanings.number(distance[0]), distance[1]),
    )


def _moment(text: str) -> datetime | None:
    """A moment as Apple writes it, `2026-03-01 18:30:00 +0100`, with its offset."""
    return _moment_of(text) if len(text) == TIMESTAMP else None


@lru_cache(maxsize=64)  # a record mostly ends when it began
def _moment_of(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text[:19] + text[20:])
    except ValueError:
        return None
    return moment if moment.tzinfo else None

"""Steps and sleep of watches and phones, put together for each day.

Several devices count the same steps and the same night, so of each day that of the device with the most is taken, and
of one device what overlaps is counted once. Names of devices only tell them apart and are never kept.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from tracker.domain.limits import DAY_MINUTES
from tracker.importers.contract import DayContext, Place, When
from tracker.importers.times import iso_day

Span = tuple[int, int]

STEPS_MOST: Final = 200_000
EVENING: Final = timedelta(hours=6)  # what ends after 18 o'clock is of the night to the next day
DAYS_MOST: Final = 40_000
DEVICES_MOST: Final = 50
SPANS_MOST: Final = 64


class Days:
    """Gathers what a file holds of each day, in however many pieces, in memory bounded by its days."""

    def __init__(self) -> None:
        self._steps: dict[str, dict[int, float]] = defaultdict(dict)
        self._spans: dict[date, dict[int, list[Span]]] = defaultdict(dict)
        self._asleep: dict[str, float] = defaultdict(float)

    def stepped(self, day: str, steps: object, device: str = "") -> None:
        """So many steps more on a day, `2026-03-01`; what is no number is passed over."""
        count, key = _count(steps), hash(device)
        if count is None or (day not in self._steps and len(self._steps) >= DAYS_MOST):
            return
        devices = self._steps[day]
        if key in devices or len(devices) < DEVICES_MOST:
            devices[key] = devices.get(key, 0) + count

    def asleep(self, day: str, minutes: object) -> None:
        """So many minutes more of the night before the day."""
        count = _count(minutes)
        if count is not None and (day in self._asleep or len(self._asleep) < DAYS_MOST):
            self._asleep[day] += count

    def slept(self, start: datetime, end: datetime, device: str = "") -> None:
        """Asleep from one moment to another, both with their offset; it is of the day on which one then wakes."""
        try:
            day, length = (end + EVENING).date(), end - start
            span = round(start.timestamp()) // 60, round(end.timestamp()) // 60
        except OverflowError:
            return
        if not timedelta(0) < length <= timedelta(days=1) or (day not in self._spans and len(self._spans) >= DAYS_MOST):
            return
        devices, key = self._spans[day], hash(device)
        if key not in devices and len(devices) >= DEVICES_MOST:
            return
        spans = devices.setdefault(key, [])
        if len(spans) >= SPANS_MOST:
            spans[:] = _united(spans)
        if len(spans) < SPANS_MOST:
            spans.append(span)

    def readings(self) -> Iterator[DayContext]:
        """What is known of each day, in their order."""
        steps = {day: max(devices.values()) for text, devices in self._steps.items() if (day := iso_day(text))}
        sleep = {day: minutes for text, minutes in self._asleep.items() if (day := iso_day(text))}
        for day, devices in self._spans.items():
            sleep[day] = max(sleep.get(day, 0), *map(_length, devices.values()))
        for day in sorted(steps.keys() | sleep.keys()):
            walked, minutes = round(steps.get(day, 0)), round(sleep.get(day, 0))
            known = walked if 0 < walked <= STEPS_MOST else None, minutes if 0 < minutes <= DAY_MINUTES else None
            if any(known):
                yield DayContext(place=Place(), when=When(day), steps=known[0], sleep_minutes=known[1])


def _count(value: object) -> float | None:
    try:
        count = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return count if 0 <= count <= STEPS_MOST else None


def _united(spans: list[Span]) -> list[Span]:
    """Spans that neither overlap nor touch, in their order."""
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((start, end))
    return united


def _length(spans: list[Span]) -> float:
    return sum(end - start for start, end in _united(spans))

"""Steps and sleep of several devices, put together for each day in bounded memory."""

from datetime import date, datetime, timedelta, timezone

import pytest

from tracker.importers import days as module
from tracker.importers.days import Days

EAST = timezone(timedelta(hours=1))


def held(days: Days) -> list[tuple[date, int | None, int | None]]:
    return [(one.when.day, one.steps, one.sleep_minutes) for one in days.readings()]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=EAST)


def test_steps_of_a_day_are_added_and_of_two_devices_the_most_is_taken() -> None:
    days = Days()
    for steps, device in ((100, "watch"), ("50", "watch"), (120, "phone")):
        days.stepped("2026-03-01", steps, device)
    assert held(days) == [(date(2026, 3, 1), 150, None)]


def test_what_is_no_number_no_day_or_beyond_measure_is_passed_over() -> None:
    days = Days()
    unusable: tuple[object, ...] = ("", None, [], "many", -5, "nan", "inf", 10**400, 300_000)
    for steps in unusable:
        days.stepped("2026-03-01", steps)
        days.asleep("2026-03-01", steps)
    days.stepped("1st of March", 100)
    days.asleep("", 100)
    days.stepped("2026-03-02", 150_000)
    days.stepped("2026-03-02", 150_000)
    days.asleep("2026-03-02", 2000)
    assert held(days) == []


def test_a_night_is_of_the_day_of_waking_and_what_overlaps_counts_once() -> None:
    days = Days()
    days.slept(at(1, 21), at(1, 23))
    days.slept(at(1, 22), at(2, 1))
    days.slept(at(2, 2), at(2, 3))
    days.slept(at(2, 13), at(2, 14), "another")
    days.asleep("2026-03-02", 200)
    assert held(days) == [(date(2026, 3, 2), None, 300)]


def test_a_sleep_backwards_of_days_or_beyond_the_calendar_is_none() -> None:
    days = Days()
    days.slept(at(2, 7), at(2, 6))
    days.slept(at(2, 7), at(5, 6))
    last = datetime.max.replace(tzinfo=EAST)
    days.slept(last, last)
    assert held(days) == []


def test_memory_is_bounded_by_days_devices_and_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DAYS_MOST", 30)
    days = Days()
    start = datetime(1900, 1, 1, 1, tzinfo=EAST)
    for number in range(module.DAYS_MOST + 5):
        day = start + timedelta(days=number)
        days.stepped(f"{day:%Y-%m-%d}", 10)
        days.asleep(f"{day:%Y-%m-%d}", 10)
        days.slept(day, day + timedelta(minutes=10))
    assert len(held(days)) == module.DAYS_MOST
    for device in range(module.DEVICES_MOST + 5):
        days.stepped("1900-01-01", 20 + device, str(device))
        days.slept(start, start + timedelta(minutes=20 + device), str(device))
    assert held(days)[0] == (date(1900, 1, 1), 20 + module.DEVICES_MOST - 2, 20 + module.DEVICES_MOST - 2)


def test_a_night_in_very_many_pieces_keeps_its_first() -> None:
    days = Days()
    for minute in range(0, 4 * module.SPANS_MOST, 2):
        days.slept(at(2, 0) + timedelta(minutes=minute), at(2, 0) + timedelta(minutes=minute + 1))
    assert held(days) == [(date(2026, 3, 2), None, module.SPANS_MOST)]


def test_pieces_that_touch_are_one() -> None:
    days = Days()
    for minute in range(200):
        days.slept(at(2, 0) + timedelta(minutes=minute), at(2, 0) + timedelta(minutes=minute + 1))
    assert held(days) == [(date(2026, 3, 2), None, 200)]

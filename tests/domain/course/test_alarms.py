"""When a calendar calls before an appointment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.course.alarms import Alarm, alarm_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("alarm", "span"),
    [(Alarm.NONE, None), (Alarm.ONE_HOUR, timedelta(hours=1)), (Alarm.TWO_HOURS, timedelta(hours=2))],
)
def test_a_span(alarm: Alarm, span: timedelta | None) -> None:
    assert alarm_of(alarm, datetime(2026, 3, 29, 8, tzinfo=UTC), BERLIN) == span


@pytest.mark.parametrize(
    ("day", "hour_in_utc"), [(date(2026, 3, 29), 17), (date(2026, 3, 30), 16), (date(2026, 10, 25), 16)]
)
def test_the_evening_before_is_six_on_the_clock_of_the_person(day: date, hour_in_utc: int) -> None:
    starts = datetime.combine(day, time(10), tzinfo=BERLIN).astimezone(UTC)
    found = alarm_of(Alarm.EVENING_BEFORE, starts, BERLIN)
    assert isinstance(found, datetime)
    assert found.astimezone(UTC) == datetime.combine(day - timedelta(1), time(hour_in_utc), tzinfo=UTC)

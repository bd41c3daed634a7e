"""What is written of an event: moments in UTC, an end, spans and moments of alarms, and what was called off."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import icalendar
import pytest

from tracker.files.ics_writer import Event, calendar_bytes

STARTS = datetime(2026, 3, 29, 10, 0, tzinfo=timezone(timedelta(hours=2)))


def event(**changed: Any) -> Event:
    plain = {"uid": "one", "starts": STARTS, "ends": STARTS + timedelta(minutes=45), "title": "Heat; a, b\nand \\ c"}
    return Event(**{**plain, "changed_at": datetime(2026, 3, 1, 8, 0, 7, 9, tzinfo=UTC), **changed})


def written(*events: Event) -> str:
    return calendar_bytes(events, "Mine").decode()


def read(text: str) -> icalendar.Component:
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return found


def test_an_event_is_told_in_utc_with_its_end() -> None:
    text = written(event(sequence=3, details="Bring the letter", address="https://example.org/x"))
    lines = text.split("\r\n")
    for line in (
        "DTSTART:20260329T080000Z",
        "DTEND:20260329T084500Z",
        "DTSTAMP:20260301T080007Z",
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CLASS:PRIVATE",
        "URL:https://example.org/x",
        "SUMMARY:Heat\\; a\\, b\\nand \\\\ c",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    ):
        assert line in lines
    assert "VTIMEZONE" not in text
    assert max(len(line.encode()) for line in lines) <= 75
    assert read(text)["summary"] == "Heat; a, b\nand \\ c"


def test_a_day_ends_on_the_next() -> None:
    lines = written(event(starts=date(2026, 3, 29), ends=date(2026, 3, 30), takes_time=False)).split("\r\n")
    assert {"DTSTART;VALUE=DATE:20260329", "DTEND;VALUE=DATE:20260330", "TRANSP:TRANSPARENT"} <= set(lines)


def test_alarms_are_spans_of_hours_or_moments_that_say_so() -> None:
    at = datetime(2026, 3, 28, 17, tzinfo=UTC)
    lines = written(event(alarms=(timedelta(hours=2), timedelta(), at))).split("\r\n")
    assert {"TRIGGER:-PT2H", "TRIGGER:P0D", "TRIGGER;VALUE=DATE-TIME:20260328T170000Z"} <= set(lines)


def test_no_alarm_is_a_span_of_days() -> None:
    with pytest.raises(AssertionError):
        written(event(alarms=(timedelta(days=1),)))


def test_what_was_called_off_takes_no_time_and_does_not_call() -> None:
    text = written(event(cancelled=True, alarms=(timedelta(hours=1),)))
    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT"} <= set(text.split("\r\n"))
    assert "VALARM" not in text

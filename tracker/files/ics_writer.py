"""Writes appointments as an iCalendar file (RFC 5545, 7986), so that readers of all kinds take the same hour from it.

Moments are written in UTC, since zones of a fixed offset and lists of clock changes are read wrongly by some; every
event has an end; an alarm at a moment says that it is one; an alarm before an event is a span of hours and never of
days, which are an hour longer or shorter when clocks change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icalendar import Component

PRODUCT: Final = "-//sciatica-tracker//appointments//EN"
AGAIN_AFTER: Final = timedelta(hours=4)
LONGEST_SPAN: Final = timedelta(hours=23)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: from `starts` to `ends`, two aware moments, or two days of which the second is not part of it.

    `uid` stays the same as long as it is the same event; `sequence` grows with each change, `changed_at` is the last.
    `alarms` are spans before its start, of less than a day, or moments.
    """

    uid: str
    starts: datetime | date
    ends: datetime | date
    title: str
    changed_at: datetime
    sequence: int = 0
    details: str = ""
    address: str = ""
    cancelled: bool = False
    takes_time: bool = True
    alarms: tuple[timedelta | datetime, ...] = ()


def calendar_bytes(events: Iterable[Event], name: str) -> bytes:
    """The events as one file; `name` is what the calendar is called."""
    from icalendar import Calendar  # noqa: PLC0415 - takes long to import, and few requests need it

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for event in events:
        calendar.add_component(_event(event))
    written: bytes = calendar.to_ical()
    return written


def _event(event: Event) -> "Component":
    from icalendar import Event as VEvent  # noqa: PLC0415

    made = VEvent()
    made.add("uid", event.uid)
    made.add("dtstamp", _utc(event.changed_at))
    made.add("last-modified", _utc(event.changed_at))
    made.add("sequence", event.sequence)
    made.add("dtstart", _utc(event.starts))
    made.add("dtend", _utc(event.ends))
    made.add("summary", event.title)
    made.add("class", "PRIVATE")
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if event.takes_time and not event.cancelled else "TRANSPARENT")
    if event.details:
        made.add("description", event.details)
    if event.address:
        made.add("url", event.address)
    if not event.cancelled:
        for alarm in event.alarms:
            made.add_component(_alarm(event.title, alarm))
    return made


def _alarm(title: str, at: timedelta | datetime) -> "Component":
    from icalendar import Alarm  # noqa: PLC0415

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    if isinstance(at, datetime):
        made.add("trigger", _utc(at), parameters={"VALUE": "DATE-TIME"})
    else:
        assert timedelta() <= at <= LONGEST_SPAN, "a longer span would be written in days"  # noqa: S101
        made.add("trigger", -at)
    return made


def _utc(when: datetime | date) -> datetime | date:
    return when.astimezone(UTC).replace(microsecond=0) if isinstance(when, datetime) else when

"""When a calendar may call before an appointment. The hours are the app's own choice."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

EVENING: Final = time(18)


class Alarm(StrEnum):
    """None, an hour or two before, or on the evening of the day before."""

    NONE = "none"
    ONE_HOUR = "one_hour"
    TWO_HOURS = "two_hours"
    EVENING_BEFORE = "evening_before"


def alarm_of(alarm: Alarm, starts: datetime, zone: ZoneInfo) -> timedelta | datetime | None:
    """The span before `starts` (aware), or the moment: six in the evening of the day before, on the clocks of `zone`.

    A day is no span of 24 hours where clocks change, so that the evening is a moment of its own.
    """
    if alarm is Alarm.NONE:
        return None
    if alarm is Alarm.EVENING_BEFORE:
        day = starts.astimezone(zone).date() - timedelta(days=1)
        return datetime.combine(day, EVENING, tzinfo=zone)
    return timedelta(hours=1 if alarm is Alarm.ONE_HOUR else 2)

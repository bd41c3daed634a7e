"""How dates, times and numbers are written for people."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tracker.domain.points.points import show_points
from tracker.domain.treatment.sessions import session_name
from tracker.domain.values import day_words
from tracker.domain.values.numbers import plain
from tracker.domain.values.rounding import one_decimal

MINUTES_PER_HOUR = 60
METRES_PER_KM = 1000
SHORT = 60
LED_IN = 12

day, day_year, long_day, month = day_words.day, day_words.day_year, day_words.long_day, day_words.month


def near_day(value: date, today: date) -> str:
    """Today, yesterday, or the day with its year where that is not this one."""
    distance = (today - value).days
    if distance in (0, 1):
        return ("today", "yesterday")[distance]
    return day(value) if value.year == today.year else day_year(value)


def clock(value: time | datetime) -> str:
    """17:30."""
    return f"{value.hour:02d}:{value.minute:02d}"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """Tue 3 Mar, 17:30, in the reader's zone."""
    local = value.astimezone(zone)
    return f"{day(local.date())}, {clock(local)}"


def moment_year(value: datetime, zone: ZoneInfo) -> str:
    """Tue 3 Mar 2026, 17:30, in the reader's zone: for what may be years old."""
    local = value.astimezone(zone)
    return f"{day_year(local.date())}, {clock(local)}"


def minutes(value: int) -> str:
    """45 min; 1 h 30 min."""
    hours, rest = divmod(value, MINUTES_PER_HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def metres(value: int) -> str:
    """800 m; 2.5 km."""
    return f"{value} m" if value < METRES_PER_KM else f"{plain(Decimal(value) / METRES_PER_KM)} km"


def counted(number: int, one: str, many: str) -> str:
    """1 session; 3 sessions."""
    return f"{number:,} {one if number == 1 else many}"


def shortly(text: str) -> str:
    """The text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"


def apart_shortly(one: str, other: str) -> tuple[str, str]:
    """Two texts in one line each, cut where they are long: from a little before the place where they differ."""
    first, second = (" ".join(text.split()) for text in (one, other))
    if max(len(first), len(second)) <= SHORT:
        return first, second
    shared = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    near = max(shared - LED_IN, 0)
    begin = first.rfind(" ", max(near - LED_IN, 0), near) + 1 or near
    lead = "… " if begin else ""
    return shortly(f"{lead}{first[begin:]}"), shortly(f"{lead}{second[begin:]}")


def score(value: float) -> str:
    """6, or 6.3 where it is the average of several."""
    return plain(Decimal(one_decimal(value)))


def treatment(session: Any) -> str:
    """What kind of treatment a session was, or what the person calls it."""
    return session_name(session.kind, session.other_name)


FILTERS = {
    "day": day,
    "day_year": day_year,
    "near_day": near_day,
    "long_day": long_day,
    "month": month,
    "clock": clock,
    "moment": moment,
    "moment_year": moment_year,
    "one_decimal": one_decimal,
    "score": score,
    "minutes": minutes,
    "metres": metres,
    "plain": plain,
    "shortly": shortly,
    "counted": counted,
    "points": show_points,
    "treatment": treatment,
}

"""How days, times, numbers and lists are written for people: English by our own rules, others by Unicode's (CLDR)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

from tracker.domain.values import rounding
from tracker.domain.values.numbers import plain
from tracker.wording import english_days
from tracker.wording.language import _, locale, ngettext

MINUTES_PER_HOUR = 60
METRES_PER_KM = 1000
SHORT = 60
LED_IN = 12


def day(value: date) -> str:
    """Tue 3 Mar."""
    return english_days.day(value) if locale() is None else format_skeleton("MMMEd", value, locale=locale())


def short_day(value: date) -> str:
    """3 Mar."""
    return english_days.short_day(value) if locale() is None else format_skeleton("MMMd", value, locale=locale())


def day_year(value: date) -> str:
    """Tue 3 Mar 2026."""
    return english_days.day_year(value) if locale() is None else format_skeleton("yMMMEd", value, locale=locale())


def long_day(value: date) -> str:
    """Tuesday 3 March."""
    return english_days.long_day(value) if locale() is None else format_skeleton("MMMMEd", value, locale=locale())


def month(value: date) -> str:
    """March 2026."""
    return english_days.month(value) if locale() is None else format_skeleton("yMMMM", value, locale=locale())


def short_month(value: date) -> str:
    """Mar 2026."""
    return english_days.short_month(value) if locale() is None else format_skeleton("yMMM", value, locale=locale())


def month_names() -> Sequence[str]:
    """January to December."""
    return _months("wide", english_days.MONTHS)


def short_month_names() -> Sequence[str]:
    """Jan to Dec."""
    return _months("abbreviated", english_days.SHORT_MONTHS)


def _months(width: str, english: Sequence[str]) -> Sequence[str]:
    spoken = locale()
    if spoken is None:
        return english
    names = get_month_names(width, "stand-alone", spoken)  # type: ignore[arg-type]
    return [names[number] for number in range(1, len(english) + 1)]


def short_weekday_names() -> Sequence[str]:
    """Mon to Sun."""
    spoken = locale()
    if spoken is None:
        return english_days.SHORT_WEEKDAYS
    names = get_day_names("abbreviated", "stand-alone", spoken)
    return [names[number] for number in range(len(english_days.SHORT_WEEKDAYS))]


def day_near(value: date, today: date) -> str:
    """Tue 3 Mar; with its year where that is not the year of `today`."""
    return day(value) if value.year == today.year else day_year(value)


def near_day(value: date, today: date) -> str:
    """Today, yesterday, or the day with its year where that is not this one."""
    distance = (today - value).days
    if distance in (0, 1):
        return (_("today"), _("yesterday"))[distance]
    return day_near(value, today)


def listed(parts: Sequence[str]) -> str:
    """One; one and two; one, two and three."""
    if locale() is not None:
        return format_list(parts, locale=locale())
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def either(parts: Sequence[str]) -> str:
    """One; one or two; one or two or three."""
    if locale() is not None:
        return format_list(parts, "or", locale())
    return " or ".join(parts)


def commas(parts: Sequence[str]) -> str:
    """One, two, three: a list that is no sentence."""
    return format_list(parts, "unit", locale()) if locale() is not None else ", ".join(parts)


def whole(value: int) -> str:
    """1,234."""
    return f"{value:,}" if locale() is None else format_decimal(value, locale=locale())


def one_decimal(value: float) -> str:
    """3.9: rounded by the one rule there is for what was worked out."""
    text = rounding.one_decimal(value)
    return text if locale() is None else format_decimal(Decimal(text), "0.0", locale=locale())


def day_title(value: date, today: date) -> str:
    """The same where it begins a line: Today, Yesterday."""
    return {0: _("Today"), 1: _("Yesterday")}.get((today - value).days, near_day(value, today))


def begun(text: str) -> str:
    """Words that end sentences elsewhere, as the beginning of one."""
    return f"{text[:1].upper()}{text[1:]}"


def clock(value: time | datetime) -> str:
    """17:30."""
    return f"{value.hour:02d}:{value.minute:02d}"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """Tue 3 Mar, 17:30, in the reader's zone."""
    local = value.astimezone(zone)
    return commas([day(local.date()), clock(local)])


def moment_year(value: datetime, zone: ZoneInfo) -> str:
    """Tue 3 Mar 2026, 17:30, in the reader's zone: for what may be years old."""
    local = value.astimezone(zone)
    return commas([day_year(local.date()), clock(local)])


def minutes(value: int) -> str:
    """45 min; 1 h 30 min."""
    hours, rest = divmod(value, MINUTES_PER_HOUR)
    if not hours:
        return _("%(minutes)s min", minutes=rest)
    if not rest:
        return _("%(hours)s h", hours=hours)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def metres(value: int) -> str:
    """800 m; 2.5 km."""
    if value < METRES_PER_KM:
        return _("%(metres)s m", metres=value)
    return _("%(kilometres)s km", kilometres=plain(Decimal(value) / METRES_PER_KM))


def counting(one: str, more: str, number: int, /, **values: object) -> str:
    """A sentence that counts, with its number written as `whole` writes it."""
    return ngettext(one, more, number, n=whole(number), **values)


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


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
    rounded = float(rounding.one_decimal(value))
    return whole(int(rounded)) if rounded.is_integer() else one_decimal(rounded)


FILTERS = {
    "day": day,
    "day_year": day_year,
    "near_day": near_day,
    "day_title": day_title,
    "begun": begun,
    "long_day": long_day,
    "month": month,
    "clock": clock,
    "moment": moment,
    "moment_year": moment_year,
    "one_decimal": one_decimal,
    "whole": whole,
    "commas": commas,
    "score": score,
    "minutes": minutes,
    "metres": metres,
    "plain": plain,
    "shortly": shortly,
}

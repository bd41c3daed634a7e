"""How days, times, numbers and lists are written for people: English by our own rules, others by Unicode's (CLDR)."""

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

from tracker.domain.accounts.look import DAY_FIRST, ISO, MONTH_FIRST
from tracker.domain.values import rounding
from tracker.domain.values.numbers import plain
from tracker.wording.language import _, locale, ngettext

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LETTERS: Final = 3
MINUTES_PER_HOUR = 60
METRES_PER_KM = 1000
SHORT = 60
LED_IN = 12


_date_format: ContextVar[str] = ContextVar("date_format", default=DAY_FIRST)
_ALIKE: Final = {"yMMMM": "{month} {year}", "yMMM": "{short_month} {year}", "Ed": "{short_weekday} {day}"}
# How each of them is written in English, by the reader's choice; the names are those of CLDR.
ENGLISH: Final = {
    DAY_FIRST: {
        "MMMEd": "{short_weekday} {day} {short_month}",
        "MMMd": "{day} {short_month}",
        "yMMMEd": "{short_weekday} {day} {short_month} {year}",
        "MMMMEd": "{weekday} {day} {month}",
        **_ALIKE,
    },
    MONTH_FIRST: {
        "MMMEd": "{short_weekday}, {short_month} {day}",
        "MMMd": "{short_month} {day}",
        "yMMMEd": "{short_weekday}, {short_month} {day}, {year}",
        "MMMMEd": "{weekday}, {month} {day}",
        **_ALIKE,
    },
}
# The numbers of ISO 8601, behind the day of the week; the same in every language.
IN_NUMBERS: Final = {
    "MMMEd": "{short_weekday} {value:%Y-%m-%d}",
    "MMMd": "{value:%m-%d}",
    "Ed": "{short_weekday} {value:%d}",
    "yMMMEd": "{short_weekday} {value:%Y-%m-%d}",
    "MMMMEd": "{weekday} {value:%Y-%m-%d}",
    "yMMMM": "{value:%Y-%m}",
    "yMMM": "{value:%Y-%m}",
}
# The same for the charts' own script (d3-time-format), which writes the days at its axis.
DRAWN: Final = {
    DAY_FIRST: {"MMMd": "%-d %b", "yMMM": "%b %Y"},
    MONTH_FIRST: {"MMMd": "%b %-d", "yMMM": "%b %Y"},
    ISO: {"MMMd": "%m-%d", "yMMM": "%Y-%m"},
}


def write_dates(date_format: str) -> None:
    """From here on this request writes days as its reader chose: one of `look.DATE_FORMATS`.

    Other languages than English write them in their own order, but for the numbers of ISO 8601.
    """
    _date_format.set(date_format)


def drawn(skeleton: str) -> str:
    """How a chart's script is to write the days of an axis."""
    return DRAWN[_date_format.get()][skeleton]


def browser_day() -> str:
    """How a script writes a day like Tue 3 Mar: by the names in braces."""
    if _date_format.get() == ISO:
        return "{weekday} {iso}"
    return "{weekday}, {month} {day}" if _date_format.get() == MONTH_FIRST else _("{weekday} {day} {month}")


def _written(value: date, skeleton: str) -> str:
    return _written_for(value, skeleton, locale(), _date_format.get())


@lru_cache(maxsize=16384)  # a chart of ten years writes each of its days several times
def _written_for(value: date, skeleton: str, spoken: Locale | None, date_format: str) -> str:
    if date_format == ISO:
        whole = WEEKDAYS if spoken is None else get_day_names("wide", "stand-alone", spoken)
        short, at = short_weekday_names(), value.weekday()
        return IN_NUMBERS[skeleton].format(value=value, weekday=whole[at], short_weekday=short[at])
    if spoken is not None:
        return format_skeleton(skeleton, value, locale=spoken)
    month_name, weekday = MONTHS[value.month - 1], WEEKDAYS[value.weekday()]
    return ENGLISH[date_format][skeleton].format(
        day=value.day,
        month=month_name,
        short_month=month_name[:LETTERS],
        weekday=weekday,
        short_weekday=weekday[:LETTERS],
        year=value.year,
    )


def day(value: date) -> str:
    """Tue 3 Mar."""
    return _written(value, "MMMEd")


def short_day(value: date) -> str:
    """3 Mar."""
    return _written(value, "MMMd")


def day_of_month(value: date) -> str:
    """Tue 3, under the name of its month."""
    return _written(value, "Ed")


def day_year(value: date) -> str:
    """Tue 3 Mar 2026."""
    return _written(value, "yMMMEd")


def long_day(value: date) -> str:
    """Tuesday 3 March."""
    return _written(value, "MMMMEd")


def month(value: date) -> str:
    """March 2026."""
    return _written(value, "yMMMM")


def short_month(value: date) -> str:
    """Mar 2026."""
    return _written(value, "yMMM")


def month_names() -> Sequence[str]:
    """January to December."""
    return _months("wide") or MONTHS


def short_month_names() -> Sequence[str]:
    """Jan to Dec."""
    return _months("abbreviated") or [name[:LETTERS] for name in MONTHS]


def _months(width: Literal["wide", "abbreviated"]) -> Sequence[str]:
    """As the language of this request names them; empty for English."""
    spoken = locale()
    if spoken is None:
        return ()
    names = get_month_names(width, "stand-alone", spoken)
    return [names[number] for number in range(1, len(MONTHS) + 1)]


def short_weekday_names() -> Sequence[str]:
    """Mon to Sun."""
    spoken = locale()
    if spoken is None:
        return [name[:LETTERS] for name in WEEKDAYS]
    names = get_day_names("abbreviated", "stand-alone", spoken)
    return [names[number] for number in range(len(WEEKDAYS))]


def short_weekday(value: date) -> str:
    """Tue."""
    return short_weekday_names()[value.weekday()]


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
    "day_of_month": day_of_month,
    "day_year": day_year,
    "near_day": near_day,
    "day_title": day_title,
    "begun": capital,
    "long_day": long_day,
    "short_weekday": short_weekday,
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

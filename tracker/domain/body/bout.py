"""One line about a bout of sciatica: which side, since when, and the cause that a clinician named."""

from datetime import date
from types import MappingProxyType
from typing import Final

from tracker.domain.values import day_words
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.domain.vocabularies import CAUSES_TOLD, DURATIONS, SIDES, Words

NAMED_BY_DAY: Final = 8 * DAYS_IN_WEEK
DAYS_FIRST: Final = 2 * DAYS_IN_WEEK
MONTHS_IN_YEAR: Final = 12
MONTHS_MOST: Final = 2 * MONTHS_IN_YEAR
DAYS_IN_MONTH: Final = 30.44
SIDES_SAID: Final[Words] = MappingProxyType(dict(SIDES) | {"switching": "Leg pain that switches sides"})
CAUSES_SAID: Final[Words] = MappingProxyType(
    {code: words[0].lower() + words[1:] for code, words in CAUSES_TOLD.items() if code != "unknown"}
)


def bout_words(
    *,
    side: str | None,
    began_on: date | None,
    duration_at_start: str | None,
    cause_told: str | None,
    ended_on: date | None,
    today: date,
) -> str:
    """Left leg, since Mar 2025 (about 20 months), told by a clinician: slipped (herniated) disc.

    `side`, `duration_at_start` and `cause_told` are codes of SIDES, DURATIONS and CAUSES_TOLD. What was not recorded
    is left out, and where nothing was the line is empty; a cause that is not known is none. Nobody is spoken to, so
    that it can be read by everybody. Raises nothing. Source: side, duration and the cause as told are what the intake
    of sciatica asks for (MSD Manual, lumbosacral radiculopathy); the words are ours.
    """
    said = [SIDES_SAID[side]] if side is not None and side in SIDES_SAID else []
    if began_on is not None:
        said.append(_since(began_on, ended_on, today))
    elif duration_at_start is not None and duration_at_start in DURATIONS:
        said.append(f"{DURATIONS[duration_at_start].lower()} when this record began")
    if cause_told is not None and cause_told in CAUSES_SAID:
        said.append(f"told by a clinician: {CAUSES_SAID[cause_told]}")
    line = ", ".join(said)
    return line[:1].upper() + line[1:]


def _since(began_on: date, ended_on: date | None, today: date) -> str:
    if ended_on is not None:
        return f"from {_month(began_on)} to {_month(ended_on)}"
    days = max(0, (today - began_on).days)
    named = day_words.day_year(began_on) if days <= NAMED_BY_DAY else _month(began_on)
    return f"since {named} ({lasted_words(days)})"


def lasted_words(days: int) -> str:
    """5 days, about 7 weeks, about 20 months, about 3 years: so many days (0 or more) as one says them.

    Days up to two weeks, weeks up to eight, months up to two years. Raises nothing. Our own rule.
    """
    if days < DAYS_FIRST:
        return _counted(days, "day")
    if days <= NAMED_BY_DAY:
        return f"about {_counted(round(days / DAYS_IN_WEEK), 'week')}"
    months = round(days / DAYS_IN_MONTH)
    if months < MONTHS_MOST:
        return f"about {_counted(months, 'month')}"
    return f"about {_counted(round(months / MONTHS_IN_YEAR), 'year')}"


def _month(value: date) -> str:
    """Mar 2025."""
    return f"{day_words.SHORT_MONTHS[value.month - 1]} {value.year}"


def _counted(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"

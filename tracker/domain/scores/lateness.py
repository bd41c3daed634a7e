"""How long after its day a score was given, and when a mean of such scores is too much from memory to confirm anything.

A score of a day is late where it was first given or changed on a later day; a correction on the day itself is not.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

REMEMBERED_DAYS: Final = 2
# By the name of a score, the name under which it is kept how many days later that score was given.
LATER_OF: Final[Mapping[str, str]] = MappingProxyType({"leg_pain": "leg_later", "back_pain": "back_later"})
ON_THE_DAY: Final[Mapping[date, int]] = MappingProxyType({})


class Late(NamedTuple):
    """Of the logged days behind a mean: how many were entered later, and how many of those over two days later."""

    days: int = 0
    from_memory: int = 0


NONE_LATE: Final = Late()


def days_later(for_date: date, given_on: date) -> int:
    """How many whole days after its day a score was given or changed last; 0 on the day itself.

    Both are the person's own local days. A score that stands for a day to come, which the diary does not allow, is not
    late. Source: scores given from memory differ from those of the day itself (Stone 2003, PubMed 15322442).
    """
    return max(0, (given_on - for_date).days)


def score_days_later(
    score: int | None, for_date: date, given_on: date, *, before: int | None = None, known: int | None = None
) -> int | None:
    """How late a stored score is, in whole days: None where there is none, what is `known` where it did not change.

    `before` is the score that stood for the same day, `known` how late that one was (None is not at all). Source: as
    `days_later`; a score that is changed later is one from memory as well.
    """
    if score is None:
        return None
    if score == before:
        return known
    return days_later(for_date, given_on)


def is_from_memory(later: int) -> bool:
    """Whether a score given so many days later counts as one from memory: more than two.

    Two days of back-fill are marked; diaries filled in later only looked complete (Stone 2003, PubMed 15322442).
    """
    return later > REMEMBERED_DAYS


def late_among(days: Iterable[date], later: Mapping[date, int]) -> Late:
    """Of the logged `days`, how many were entered later and from memory; `later` is how late each such day is."""
    if not later:
        return NONE_LATE
    found = [count for count in map(later.get, days) if count]
    return Late(len(found), sum(map(is_from_memory, found)))


def mostly_from_memory(days: int, from_memory: int) -> bool:
    """Whether more than half of the logged `days` behind a mean are from memory: it then confirms nothing.

    Our own rule, no source has one: half is where the mean rests more on memory than on the diary.
    """
    return 2 * from_memory > days

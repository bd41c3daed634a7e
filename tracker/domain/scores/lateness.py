"""How long after its day a score was given, whether it was imported, and when a mean of such scores confirms nothing.

A score of a day is late where it was first given or changed on a later day; a correction on the day itself is not.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

REMEMBERED_DAYS: Final = 2
# By the name of a score, the name under which it is kept how many days later that score was given.
LATER_OF: Final[Mapping[str, str]] = MappingProxyType({"leg_pain": "leg_later", "back_pain": "back_later"})


class Given(NamedTuple):
    """How a score was given: `later` whole days after its day, or `imported` from another app and not late.

    `from_words`: the other app had a word such as "moderate", of which the score was made.
    """

    later: int = 0
    imported: bool = False
    from_words: bool = False


ON_THE_DAY: Final[Mapping[date, Given]] = MappingProxyType({})


class Late(NamedTuple):
    """Of the logged days behind a mean: how many were entered later, and how many of those over two days later.

    `imported` are further days that another app's file held, `from_words` all whose score was made from a word there.
    """

    days: int = 0
    from_memory: int = 0
    imported: int = 0
    from_words: int = 0


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


def given_how(later: int, *, imported: bool, from_words: bool) -> Given:
    """How a score was given. An imported one is late only where its file shows that it was written later.

    Our own rule, no source has one: a file of another app seldom says when its scores were given.
    """
    return Given(later, imported and not later, from_words)


def late_among(days: Iterable[date], given: Mapping[date, Given]) -> Late:
    """Of the logged `days`, how many were entered later, from memory, imported and made from words.

    `given` is how the score of each such day was given; those of their own day may be left out.
    """
    if not given:
        return NONE_LATE
    return how_many(given[day] for day in days if day in given)


def how_many(given: Iterable[Given]) -> Late:
    """The same of the scores themselves."""
    found = list(given)
    return Late(
        days=sum(one.later > 0 for one in found),
        from_memory=sum(is_from_memory(one.later) for one in found),
        imported=sum(one.imported for one in found),
        from_words=sum(one.from_words for one in found),
    )


def mostly_from_memory(days: int, from_memory: int) -> bool:
    """Whether more than half of the logged `days` behind a mean are from memory: it then confirms nothing.

    Our own rule, no source has one: half is where the mean rests more on memory than on the diary.
    """
    return 2 * from_memory > days

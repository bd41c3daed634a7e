"""What goes with better and worse days: days with something beside days near them without it.

The usual way, the mean of all days with something less that of all days without, says of a diary that improves while
habits change that the habits did it. So each day with it is compared with days near it alone, and what is found is held
against what the same diary gives when its scores are shifted against what was done (`tracker.domain.learning.shifts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

from tracker.domain.learning.shifts import NEAR_DAYS, Facts, ShiftedScores

DAYS_NEEDED: Final = 5
SHIFTS_NEEDED: Final = 19
STANDS_OUT: Final = 0.05
# Periodic diaries meet the same days at several shifts; sums in another order must not tell them apart.
_SAME: Final = 1 - 1e-9


class Outcome(StrEnum):
    """Which day's leg score is compared: the next day's for what was done, the same day's for the night before it."""

    NEXT_DAY = "next_day"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class Row:
    """One yes/no fact about each of a row of days, None where it was not recorded.

    `judged` is false for treatments by practitioners, whose claimed effects carry over to the days without: their days
    are counted and never compared.
    """

    facts: Facts
    outcome: Outcome = Outcome.NEXT_DAY
    judged: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """What a row comes to.

    `with_days` and `without_days` are the days (from 0) with and without it whose outcome has a score, `counted_days`
    how many of the former have one of the latter near. `difference` is the mean of their differences, -10 to 10,
    negative where the days with it had less pain; `share` how often shifted scores, all rows together, give as large a
    one, over 0 to 1. Both are None where there is too little, and where the row is not judged.
    """

    with_days: tuple[int, ...]
    without_days: tuple[int, ...]
    counted_days: int
    difference: float | None = None
    share: float | None = None

    @property
    def with_missing(self) -> int:
        """How many more days with it the rule asks for."""
        return max(DAYS_NEEDED - self.counted_days, 0)

    @property
    def without_missing(self) -> int:
        return max(DAYS_NEEDED - len(self.without_days), 0)

    @property
    def stands_out(self) -> bool:
        return self.share is not None and self.share <= STANDS_OUT


def compare(legs: Sequence[float | None], rows: Sequence[Row]) -> tuple[Compared, ...]:
    """Each row compared, in the given order; `legs` are the leg scores (0 to 10) of the same days, None for none.

    A row counts from 5 counted days with it and 5 without it; from 19 usable shifts, which leave a week at either end,
    it has a share. Raises `ValueError` where a row has not as many days as the scores.

    Source: circular shifts keep how each series hangs together from day to day; the largest of all rows at each shift
    judges a page as a whole. Rebuilt in `tests/domain/learning/test_false_mentions.py`.
    """
    if any(len(row.facts) != len(legs) for row in rows):
        raise ValueError("a row needs a fact for each day")
    scores = {Outcome.SAME_DAY: list(legs), Outcome.NEXT_DAY: [*legs[1:], None][: len(legs)]}
    shifted = {outcome: ShiftedScores(scores[outcome]) for outcome in {row.outcome for row in rows}}
    counted = [_counted(row, scores[row.outcome]) for row in rows]
    usable = range(NEAR_DAYS, len(legs) - NEAR_DAYS + 1)
    differences = {
        at: shifted[row.outcome].differences(row.facts)
        for at, (row, own) in enumerate(zip(rows, counted, strict=True))
        if row.judged and not own.with_missing and not own.without_missing
    }
    shares = _shares(differences, usable) if len(usable) >= SHIFTS_NEEDED else {}
    return tuple(
        own
        if at not in differences
        else Compared(own.with_days, own.without_days, own.counted_days, differences[at][0], shares.get(at))
        for at, own in enumerate(counted)
    )


def _counted(row: Row, scores: Sequence[float | None]) -> Compared:
    given = [fact if score is not None else None for fact, score in zip(row.facts, scores, strict=True)]
    without = {day for day, fact in enumerate(given) if fact is False}
    on = tuple(day for day, fact in enumerate(given) if fact)
    near = sum(any(day + away in without or day - away in without for away in range(1, NEAR_DAYS + 1)) for day in on)
    return Compared(on, tuple(sorted(without)), near)


def _shares(differences: dict[int, list[float | None]], usable: range) -> dict[int, float]:
    """Each row's share among the largest of all rows, each row measured by its own root mean square."""
    sizes = {at: size for at, of in differences.items() if (size := _root_mean_square(of, usable))}
    largest = sorted(
        max((abs(of) / size for at, size in sizes.items() if (of := differences[at][shift]) is not None), default=0.0)
        for shift in usable
    )
    shares = {}
    for at, size in sizes.items():
        own = abs(differences[at][0] or 0.0) / size * _SAME
        shares[at] = (sum(most >= own for most in largest) + 1) / (len(largest) + 1)
    return {at: shares.get(at, 1.0) for at in differences}


def _root_mean_square(values: Sequence[float | None], usable: range) -> float:
    squares = [value * value for value in values[usable.start : usable.stop] if value is not None]
    return sqrt(sum(squares) / len(squares)) if squares else 0.0

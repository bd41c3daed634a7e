"""What was recorded in years, added up by week: all that charts need where no day is drawn by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.domain.body.centralisation import WeekFarthest
from tracker.domain.scores.lateness import Late
from tracker.domain.scores.steps import Counts, StretchMean
from tracker.domain.scores.weekly import WeekMean


class Scored(NamedTuple):
    """How many of the days shown have a score, how those were given, and whether any of them is of the leg."""

    days: int
    late: Late
    any_leg: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SummedAnswers:
    """The answers to what a day is asked beside leg and back pain, each by the name of its question.

    `means` are of the weeks, `most` is the largest number; both and `counts` hold the questions with any answer alone.
    `detailed` days have an answer to any of them.
    """

    means: Mapping[str, Sequence[StretchMean]]
    most: Mapping[str, int]
    counts: Mapping[str, Counts]
    detailed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """The days shown, week by week: weeks begin as those of the course, whose session 1 need not be shown.

    `marked` days have a place; `noted` says whether any day has a note.
    """

    leg_weeks: tuple[WeekMean, ...]
    back_weeks: tuple[WeekMean, ...]
    scored: Scored
    answers: SummedAnswers
    farthest: tuple[WeekFarthest, ...]
    marked: int
    noted: bool

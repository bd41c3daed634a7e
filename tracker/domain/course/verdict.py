"""How a course compares with its starting week: the label, the verdict, and what is missing for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from tracker.domain.scores import baseline as starting_week
from tracker.domain.scores import weekly
from tracker.domain.scores.baseline import Baseline, baseline_days, baseline_of
from tracker.domain.scores.lateness import mostly_from_memory
from tracker.domain.scores.weekly import WeekMean, latest_neighbours

TOLERANCE: Final = 1e-9
LARGE_POINTS: Final = 2.0
SMALL_START_POINTS: Final = 1.0
SMALL_START: Final = 4.0
WORSE_PERCENT: Final = 30.0
SUBSTANTIAL_PERCENT: Final = 50.0
MEANINGFUL_PERCENT: Final = 30.0
SMALL_PERCENT: Final = 10.0
PERCENT_NEEDS_BASELINE: Final = 1.0


class Label(StrEnum):
    """What a change of the weekly mean is called; the codes are stored in exports, pages put them into words."""

    WORSE = "worse"
    SUBSTANTIAL = "substantial"
    MEANINGFUL = "meaningful"
    SMALL = "small"
    NO_CLEAR_CHANGE = "no_clear_change"
    PAIN_FREE_AT_START = "pain_free_at_start"
    NOT_ENOUGH_DATA = "not_enough_data"


_BETTER: Final = (Label.SMALL, Label.MEANINGFUL, Label.SUBSTANTIAL)  # from the nearest to no clear change outwards


def change_percent(baseline: float, latest: float) -> float | None:
    """100 x (latest - baseline) / baseline, negative for better; None for a baseline under 1: it would mislead."""
    if baseline < PERCENT_NEEDS_BASELINE - TOLERANCE:
        return None
    return 100 * (latest - baseline) / baseline


def label_of(baseline: float | None, latest: float | None) -> Label:
    """The label of one weekly mean against the baseline (both 0 to 10, unrounded); the first match wins.

    worse: a rise of 2 points or more and of 30 % or more. substantial: a fall of 50 % or more and of 2 points or more.
    meaningful: a fall of 30 % or more and of 2 points or more (1 point or more where the baseline is 4 or less).
    small: a fall of 10 % or more. Else no_clear_change. A baseline under 1 has no percent: worse for a rise of 2 points
    or more, else pain_free_at_start. not_enough_data where one of the two is None. Compared with a tolerance of 1e-9.

    Sources: Farrar 2001, Pain 94:149; Ostelo 2008, doi 10.1097/BRS.0b013e31815e3a10 (2 points or 30 %); IMMPACT 2008,
    doi 10.1016/j.jpain.2007.09.005 (10, 30 and 50 %); thieme a-1304-3677 (smaller steps count from a low start).
    """
    if baseline is None or latest is None:
        return Label.NOT_ENOUGH_DATA
    percent = change_percent(baseline, latest)
    points = latest - baseline
    if percent is None:
        return Label.WORSE if _reaches(points, LARGE_POINTS) else Label.PAIN_FREE_AT_START
    if _reaches(points, LARGE_POINTS) and _reaches(percent, WORSE_PERCENT):
        return Label.WORSE
    return _label_of_fall(baseline, -points, -percent)


def _label_of_fall(baseline: float, points: float, percent: float) -> Label:
    if _reaches(percent, SUBSTANTIAL_PERCENT) and _reaches(points, LARGE_POINTS):
        return Label.SUBSTANTIAL
    enough_points = SMALL_START_POINTS if baseline <= SMALL_START + TOLERANCE else LARGE_POINTS
    if _reaches(percent, MEANINGFUL_PERCENT) and _reaches(points, enough_points):
        return Label.MEANINGFUL
    return Label.SMALL if _reaches(percent, SMALL_PERCENT) else Label.NO_CLEAR_CHANGE


def _reaches(value: float, threshold: float) -> bool:
    return value >= threshold - TOLERANCE


class Doubt(StrEnum):
    """Why a verdict is not confirmed; the codes are stored, pages put them into words."""

    ONE_WEEK = "one_week"
    START_FROM_MEMORY = "start_from_memory"
    LATEST_FROM_MEMORY = "latest_from_memory"
    BEFORE_FROM_MEMORY = "week_before_from_memory"
    START_FROM_WORDS = "start_from_words"
    LATEST_FROM_WORDS = "latest_from_words"
    BEFORE_FROM_WORDS = "week_before_from_words"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A course against its starting week.

    `latest` is the latest weekly mean, `change_points` is latest minus baseline (negative is better) and
    `change_percent` the same in percent of the baseline (None where that is under 1); all unrounded. `confirmed` says
    that two neighbouring weeks stand behind the label and that neither they nor the starting week are mostly from
    memory, or hold a score made from a word; `doubts` say why not, where there is a label at all.
    """

    baseline: Baseline | None
    latest: WeekMean | None
    change_points: float | None
    change_percent: float | None
    label: Label
    confirmed: bool
    doubts: tuple[Doubt, ...] = ()

    @property
    def of_two_weeks(self) -> bool:
        """Whether two neighbouring weeks stand behind the label, however they were entered."""
        return self.label is not Label.NOT_ENOUGH_DATA and Doubt.ONE_WEEK not in self.doubts


def course_verdict(baseline: Baseline | None, weeks: Sequence[WeekMean]) -> Verdict:
    """The verdict of a course from its baseline and its weeks in order.

    The label comes from the two latest weekly means where their weeks are neighbours: labels on the same side (better
    or worse) give the one nearer to no clear change, labels on different sides no_clear_change, both confirmed. Where
    there is one weekly mean, or the two latest are not neighbours, the latest gives its own label, not confirmed. A
    baseline under 1 knows only worse and pain_free_at_start, so there different sides give pain_free_at_start. The
    label stays, but nothing is confirmed where the starting week or a week behind the label is mostly from memory, or
    holds a score that was made from a word such as "moderate": our own rule, as a word is no number.

    Sources: asking for two weeks running cuts false improvements when people start on a bad day; recalled scores can
    fake improvement (Stone 2003, PubMed 15322442, see `mostly_from_memory`); labels as `label_of`.
    """
    usable = [week for week in weeks if week.mean is not None]
    latest = usable[-1] if usable else None
    if baseline is None or latest is None or latest.mean is None:
        return Verdict(baseline, latest, None, None, Label.NOT_ENOUGH_DATA, confirmed=False)
    label = label_of(baseline.mean, latest.mean)
    pair = latest_neighbours(usable)
    if pair is not None:
        label = _agreed(label_of(baseline.mean, pair[0].mean), label)
    points, percent = latest.mean - baseline.mean, change_percent(baseline.mean, latest.mean)
    found = {
        Doubt.ONE_WEEK: pair is None,
        Doubt.START_FROM_MEMORY: is_mostly_from_memory(baseline),
        Doubt.LATEST_FROM_MEMORY: is_mostly_from_memory(latest),
        Doubt.BEFORE_FROM_MEMORY: pair is not None and is_mostly_from_memory(pair[0]),
        Doubt.START_FROM_WORDS: has_words(baseline),
        Doubt.LATEST_FROM_WORDS: has_words(latest),
        Doubt.BEFORE_FROM_WORDS: pair is not None and has_words(pair[0]),
    }
    doubts = tuple(doubt for doubt, holds in found.items() if holds)
    return Verdict(baseline, latest, points, percent, label, not doubts, doubts)


def is_mostly_from_memory(mean: Baseline | WeekMean) -> bool:
    """Whether more than half of the days behind a mean are from memory, see `mostly_from_memory`."""
    return mostly_from_memory(mean.days, mean.late.from_memory)


def has_words(mean: Baseline | WeekMean) -> bool:
    """Whether any of the scores behind a mean was made from a word."""
    return mean.late.from_words > 0


def _agreed(one: Label, other: Label) -> Label:
    if one is other:
        return one
    if one in _BETTER and other in _BETTER:
        return min(one, other, key=_BETTER.index)
    if Label.PAIN_FREE_AT_START in {one, other}:
        return Label.PAIN_FREE_AT_START
    return Label.NO_CLEAR_CHANGE


class Lack(StrEnum):
    """What a confirmed verdict still lacks."""

    FIRST_SESSION = "first_session"
    BASELINE_DAYS = "baseline_days"
    WEEK_DAYS = "week_days"
    NEXT_WEEK_DAYS = "next_week_days"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, counted: `have` of the `need` sessions or logged days."""

    code: Lack
    have: int
    need: int


def missing(
    scores: Mapping[date, float], first_session_day: date | None, weeks: Sequence[WeekMean]
) -> tuple[Missing, ...]:
    """What a confirmed verdict of a course still lacks, in the order in which it can be had; empty when nothing.

    Days that were entered late are no gap that can be filled: `Verdict.doubts` tells of them.

    first_session: no session was attended yet. baseline_days: logged days of the starting week. week_days: no week has
    a mean yet; the logged days of the latest one. next_week_days: the verdict rests on one week; the logged days of
    the week that would confirm it. `scores` holds the logged days, `weeks` the weeks of `weekly_means`.
    """
    if first_session_day is None:
        return (Missing(Lack.FIRST_SESSION, 0, 1),)
    lacks: list[Missing] = []
    if baseline_of(scores, first_session_day) is None:
        have = baseline_days(scores, first_session_day)
        lacks.append(Missing(Lack.BASELINE_DAYS, have, starting_week.DAYS_NEEDED))
    usable = [week for week in weeks if week.mean is not None]
    if not usable:
        have = weeks[-1].days if weeks else 0
        lacks.append(Missing(Lack.WEEK_DAYS, have, weekly.DAYS_NEEDED))
    elif latest_neighbours(usable) is None:
        have = weeks[-1].days if weeks[-1].week > usable[-1].week else 0
        lacks.append(Missing(Lack.NEXT_WEEK_DAYS, have, weekly.DAYS_NEEDED))
    return tuple(lacks)

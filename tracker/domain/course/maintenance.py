"""Maintenance: when it is worth proposing, and whether pain comes back while it runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean
from typing import Final

from tracker.domain.course.verdict import TOLERANCE, Label, has_words, is_mostly_from_memory, label_of
from tracker.domain.scores.weekly import WeekMean, latest_neighbours

INITIAL: Final = "initial"
LOW_ENOUGH: Final = 2.0


def maintenance_proposed(phase: str, weeks: Sequence[WeekMean]) -> tuple[WeekMean, WeekMean] | None:
    """The two weeks that speak for proposing maintenance, in order, or None.

    Only in the phase "initial": the two latest weekly means of leg pain (0 to 10) belong to neighbouring weeks and
    both are 2 or less (tolerance 1e-9). It is proposed and never switched on: no trial was found that tests monthly
    maintenance, so the threshold is our own, near the 17.5 of 100 that a sciatica cohort called success (Haugen 2011,
    PMC3175874). `weeks` in order, as `weekly_means` gives them.
    """
    pair = latest_neighbours(weeks) if phase == INITIAL else None
    if pair is None or any(week.mean is None or week.mean > LOW_ENOUGH + TOLERANCE for week in pair):
        return None
    return pair


class RelapseState(StrEnum):
    """Whether leg pain has risen since maintenance began: not, in one week, or two weeks running.

    FROM_MEMORY: two weeks running, of which one, or the level before, was mostly entered from memory. FROM_WORDS: the
    same where one of them holds a score that was made from a word.
    """

    QUIET = "quiet"
    EARLY = "early"
    FROM_MEMORY = "from_memory"
    FROM_WORDS = "from_words"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class RelapseWatch:
    """Leg pain during maintenance: the `level` (0 to 10) before it began, the latest week since, and the state."""

    level: float
    latest: WeekMean
    state: RelapseState


def relapse_watch(weeks: Sequence[WeekMean], maintenance_since: date) -> RelapseWatch | None:
    """How leg pain compares with the level at which maintenance began; None where there is nothing to compare.

    The level is the mean of the last two weekly means whose weeks ended on or before `maintenance_since`, or the one
    there is. Compared with it are the weeks that began on that day or later; the week in between belongs to neither.
    The latest weekly mean worse than the level (`label_of`: 2 points and 30 % or more) is early; it and the week right
    before it both worse is confirmed, but from_memory where one of them or a week of the level is mostly entered from
    memory, and from_words where one of them holds a score made from a word; everything else is quiet. None without a
    level or without a later weekly mean.

    This is our own rule, no source has one: it asks for the same change and the same two weeks as the verdict of a
    course (Ostelo 2008, doi 10.1097/BRS.0b013e31815e3a10).
    """
    before = [week for week in weeks if week.mean is not None and week.to_date <= maintenance_since][-2:]
    since = [week for week in weeks if week.mean is not None and week.from_date >= maintenance_since]
    if not before or not since:
        return None
    level, latest = fmean([week.mean for week in before if week.mean is not None]), since[-1]
    if label_of(level, latest.mean) is not Label.WORSE:
        return RelapseWatch(level, latest, RelapseState.QUIET)
    pair = latest_neighbours(since)
    if pair is None or label_of(level, pair[0].mean) is not Label.WORSE:
        return RelapseWatch(level, latest, RelapseState.EARLY)
    compared = (*before, *pair)
    if any(map(is_mostly_from_memory, compared)):
        return RelapseWatch(level, latest, RelapseState.FROM_MEMORY)
    in_words = any(map(has_words, compared))
    return RelapseWatch(level, latest, RelapseState.FROM_WORDS if in_words else RelapseState.CONFIRMED)

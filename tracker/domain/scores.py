"""The score of a day: what the charts, the baseline and the weekly means are made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean
from typing import Final, NamedTuple

MOMENTS_NEEDED: Final = 2
DAILY: Final = "daily"


class EntryScore(NamedTuple):
    """The scores of one entry: `kind` daily or moment, whole numbers 0 to 10 (NPRS), None where not recorded.

    Source: numeric pain rating scale, Farrar 2001, Pain 94:149. `late` marks an entry made on a later day.
    """

    kind: str
    for_date: date
    leg: int | None
    back: int | None
    late: bool = False


class DayScore(NamedTuple):
    """The score of one day by site, 0 to 10, None where not recorded; never None for both.

    `from_moments` marks means of moments, `late` a day that rests on an entry made later.
    """

    day: date
    leg: float | None
    back: float | None
    from_moments: bool
    late: bool


def day_scores(entries: Iterable[EntryScore]) -> dict[date, DayScore]:
    """The score of every day that has one, in the order of the days.

    A daily entry decides its whole day: where it lacks one site, that site is not recorded, even if moments have it,
    because "on average over 24 hours" and "right now" are two different questions and a day is marked as one or the
    other. On a day without a daily entry, a site with two or more moments has their mean; one moment alone is no
    day's score. A missing score is left out, never 0. An entry without any score counts as none; of two daily
    entries for one day, which the diary does not allow, the last one given counts.

    Source: averages of a day's ratings stand for the day better than single ones (Stone 2010, PMC5935118).
    """
    scores: dict[date, DayScore] = {}
    moments: defaultdict[date, list[EntryScore]] = defaultdict(list)
    last, in_order = date.min, True
    for entry in entries:
        kind, day, leg, back, late = entry
        if leg is None and back is None:
            continue
        if kind == DAILY:
            scores[day] = DayScore(day, leg, back, False, late)
            in_order = in_order and day >= last
            last = day
        else:
            moments[day].append(entry)
    for day in moments.keys() - scores.keys():
        score = _from_moments(day, moments[day])
        if score is not None:
            scores[day] = score
            in_order = False
    return scores if in_order else dict(sorted(scores.items()))


def _from_moments(day: date, moments: Sequence[EntryScore]) -> DayScore | None:
    leg = _mean_of_enough([m.leg for m in moments if m.leg is not None])
    back = _mean_of_enough([m.back for m in moments if m.back is not None])
    if leg is None and back is None:
        return None
    return DayScore(day, leg, back, from_moments=True, late=any(m.late for m in moments))


def _mean_of_enough(values: Sequence[int]) -> float | None:
    return fmean(values) if len(values) >= MOMENTS_NEEDED else None


def leg_by_day(days: Mapping[date, DayScore]) -> dict[date, float]:
    """The leg score of each day that has one; days without one are left out, never 0."""
    return {day: score.leg for day, score in days.items() if score.leg is not None}


def back_by_day(days: Mapping[date, DayScore]) -> dict[date, float]:
    """The back score of each day that has one; days without one are left out, never 0."""
    return {day: score.back for day, score in days.items() if score.back is not None}

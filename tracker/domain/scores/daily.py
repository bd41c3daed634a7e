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

    `leg_later` and `back_later` say how many days after its day a score was given last, 0 or None for none.
    Source: numeric pain rating scale, Farrar 2001, Pain 94:149.
    """

    kind: str
    for_date: date
    leg: int | None
    back: int | None
    leg_later: int | None = None
    back_later: int | None = None


class DayScore(NamedTuple):
    """The score of one day by site, 0 to 10, None where not recorded; never None for both.

    `from_moments` marks means of moments. `leg_later` and `back_later` say how many days after the day the score was
    given or changed last, of moments the latest of those that count.
    """

    day: date
    leg: float | None
    back: float | None
    from_moments: bool = False
    leg_later: int = 0
    back_later: int = 0

    @property
    def late(self) -> bool:
        """Whether any of the day's scores was given or changed on a later day."""
        return self.leg_later > 0 or self.back_later > 0

    def is_late(self, site: str) -> bool:
        """The same of one site, leg or back. Raises `AttributeError` for any other."""
        later: int = getattr(self, f"{site}_later")
        return later > 0


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
    for entry in entries:
        kind, day, leg, back, leg_later, back_later = entry
        if leg is None and back is None:
            continue
        if kind == DAILY:
            scores[day] = DayScore(day, leg, back, False, leg_later or 0, back_later or 0)
        else:
            moments[day].append(entry)
    for day in moments.keys() - scores.keys():
        score = _from_moments(day, moments[day])
        if score is not None:
            scores[day] = score
    return dict(sorted(scores.items()))


def _from_moments(day: date, moments: Sequence[EntryScore]) -> DayScore | None:
    leg, leg_later = _mean_of_enough([(m.leg, m.leg_later) for m in moments if m.leg is not None])
    back, back_later = _mean_of_enough([(m.back, m.back_later) for m in moments if m.back is not None])
    return None if leg is None and back is None else DayScore(day, leg, back, True, leg_later, back_later)


def _mean_of_enough(given: Sequence[tuple[int, int | None]]) -> tuple[float | None, int]:
    """The mean of a site's moments and the latest of how late they were given."""
    if len(given) < MOMENTS_NEEDED:
        return None, 0
    return fmean(score for score, _ in given), max(later or 0 for _, later in given)


def leg_by_day(days: Mapping[date, DayScore]) -> dict[date, float]:
    """The leg score of each day that has one; days without one are left out, never 0."""
    return {day: score.leg for day, score in days.items() if score.leg is not None}


def back_by_day(days: Mapping[date, DayScore]) -> dict[date, float]:
    """The back score of each day that has one; days without one are left out, never 0."""
    return {day: score.back for day, score in days.items() if score.back is not None}


def leg_later_by_day(days: Mapping[date, DayScore]) -> dict[date, int]:
    """How many days later the leg score of each day was given that was given late; the others are left out."""
    return {day: score.leg_later for day, score in days.items() if score.leg is not None and score.leg_later}


def back_later_by_day(days: Mapping[date, DayScore]) -> dict[date, int]:
    """How many days later the back score of each day was given that was given late; the others are left out."""
    return {day: score.back_later for day, score in days.items() if score.back is not None and score.back_later}

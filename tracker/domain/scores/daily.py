"""The score of a day: what the charts, the baseline and the weekly means are made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean
from typing import Final, NamedTuple

from tracker.domain.scores.lateness import Given, given_how

MOMENTS_NEEDED: Final = 2
DAILY: Final = "daily"


class EntryScore(NamedTuple):
    """The scores of one entry: `kind` daily or moment, whole numbers 0 to 10 (NPRS), None where not recorded.

    `leg_later` and `back_later` say how many days after its day a score was given last, 0 or None for none.
    `imported_from` is the app it came from, `from_words` whether a word there became the scores.
    Source: numeric pain rating scale, Farrar 2001, Pain 94:149.
    """

    kind: str
    for_date: date
    leg: int | None
    back: int | None
    leg_later: int | None = None
    back_later: int | None = None
    imported_from: str | None = None
    from_words: bool = False


class DayScore(NamedTuple):
    """The score of one day by site, 0 to 10, None where not recorded; never None for both.

    `from_moments` marks means of moments. `leg_later` and `back_later` say how many days after the day the score was
    given or changed last, of moments the latest of those that count; `imported` and `from_words` that it, or one of
    those moments, came from another app, and was made from a word there.
    """

    day: date
    leg: float | None
    back: float | None
    from_moments: bool = False
    leg_later: int = 0
    back_later: int = 0
    imported: bool = False
    from_words: bool = False

    @property
    def late(self) -> bool:
        """Whether any of the day's scores was given or changed on a later day."""
        return self.leg_later > 0 or self.back_later > 0

    def is_late(self, site: str) -> bool:
        """The same of one site, leg or back. Raises `AttributeError` for any other."""
        return self.given(site).later > 0

    def given(self, site: str) -> Given:
        """How the score of one site was given, leg or back. Raises `AttributeError` for any other."""
        later: int = getattr(self, f"{site}_later")
        return given_how(later, imported=self.imported, from_words=self.from_words)

    @property
    def given_whole(self) -> Given:
        """How the day was given: the later of its sites."""
        later = max(self.leg_later, self.back_later)
        return given_how(later, imported=self.imported, from_words=self.from_words)


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
        kind, day, leg, back, leg_later, back_later, imported_from, from_words = entry
        if leg is None and back is None:
            continue
        if kind == DAILY:
            how = (leg_later or 0, back_later or 0, imported_from is not None, bool(from_words))
            scores[day] = DayScore(day, leg, back, False, *how)
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
    if leg is None and back is None:
        return None
    imported = any(m.imported_from is not None for m in moments)
    from_words = any(m.from_words for m in moments)
    return DayScore(day, leg, back, True, leg_later, back_later, imported, from_words)


def _mean_of_enough(given: Sequence[tuple[int, int | None]]) -> tuple[float | None, int]:
    """The mean of a site's moments and the latest of how late they were given."""
    if len(given) < MOMENTS_NEEDED:
        return None, 0
    return fmean(score for score, _ in given), max(later or 0 for _, later in given)


class SummedMoments(NamedTuple):
    """The moments of one day: of each site the sum of its scores, how many they are, and the latest of how late.

    `imported` and `from_words` say that any of them came from another app, or was made from a word there.
    """

    day: date
    leg_sum: int | None
    leg_count: int
    leg_later: int | None
    back_sum: int | None
    back_count: int
    back_later: int | None
    imported: bool
    from_words: bool


def score_of_moments(summed: SummedMoments) -> DayScore | None:
    """What `day_scores` makes of the moments of a day without an entry of its own, of their sums."""
    leg, leg_later = _mean_of_sum(summed.leg_sum, summed.leg_count, summed.leg_later)
    back, back_later = _mean_of_sum(summed.back_sum, summed.back_count, summed.back_later)
    if leg is None and back is None:
        return None
    how = bool(summed.imported), bool(summed.from_words)
    return DayScore(summed.day, leg, back, True, leg_later, back_later, *how)


def _mean_of_sum(found: int | None, count: int, later: int | None) -> tuple[float | None, int]:
    return (None, 0) if found is None or count < MOMENTS_NEEDED else (found / count, later or 0)


def leg_by_day(days: Mapping[date, DayScore]) -> dict[date, float]:
    """The leg score of each day that has one; days without one are left out, never 0."""
    return {day: score.leg for day, score in days.items() if score.leg is not None}


def back_by_day(days: Mapping[date, DayScore]) -> dict[date, float]:
    """The back score of each day that has one; days without one are left out, never 0."""
    return {day: score.back for day, score in days.items() if score.back is not None}


def leg_given_by_day(days: Mapping[date, DayScore]) -> dict[date, Given]:
    """How the leg score of each day was given that was late, imported or made from a word; others are left out."""
    return {
        day: score.given("leg")
        for day, score in days.items()
        if score.leg is not None and (score.leg_later or score.imported or score.from_words)
    }


def back_given_by_day(days: Mapping[date, DayScore]) -> dict[date, Given]:
    """How the back score of each day was given that was late, imported or made from a word; others are left out."""
    return {
        day: score.given("back")
        for day, score in days.items()
        if score.back is not None and (score.back_later or score.imported or score.from_words)
    }

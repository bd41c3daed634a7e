"""How one course stands: its starting week, its weekly means and its verdict, put together one way for everyone.

The page, the charts, the exports and the check of a course all ask here, so that their numbers agree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.course.verdict import Missing, Verdict, course_verdict, missing
from tracker.domain.scores.baseline import Baseline, baseline_of
from tracker.domain.scores.daily import DayScore, back_by_day, back_given_by_day, leg_by_day, leg_given_by_day
from tracker.domain.scores.lateness import ON_THE_DAY, Given
from tracker.domain.scores.weekly import Sensitivity, WeekMean, sensitivity, weekly_means
from tracker.domain.values.periods import DAYS_IN_WEEK, WEEK


@dataclass(frozen=True, slots=True)
class Measure:
    """A course measured on leg pain (0 to 10), with the weekly means of back pain beside it.

    `first_day` is the local day of the first attended session; without one there is no starting week and no week.
    `sensitivity` is that of the week the verdict speaks of, with the best and the worst day since a week before
    `first_day`; None where none of its days is missing.
    """

    first_day: date | None
    last_day: date
    baseline: Baseline | None
    leg_weeks: tuple[WeekMean, ...]
    back_weeks: tuple[WeekMean, ...]
    verdict: Verdict
    lacks: tuple[Missing, ...]
    sensitivity: Sensitivity | None

    @property
    def latest_days(self) -> tuple[date, date] | None:
        """The first and the last day of the week the verdict speaks of, as far as it is measured; None without one."""
        latest = self.verdict.latest
        return None if latest is None else (latest.from_date, min(latest.to_date, self.last_day))


def measure_days(
    days: Mapping[date, DayScore], attended: Iterable[date], *, ended_on: date | None, today: date
) -> Measure:
    """Measure a course from the scores of the days (0 to 10) and the local days of its attended sessions.

    A running course is measured up to today, an ended one up to the day it ended: what came long after it says nothing
    of it. Source: the starting week and the weekly means of trial diaries (NCT01474772), see `baseline` and `weekly`.
    """
    leg, leg_given = leg_by_day(days), leg_given_by_day(days)
    first_day = min(attended, default=None)
    last_day = today if ended_on is None else min(ended_on, today)
    if first_day is None or last_day < first_day:
        return Measure(first_day, last_day, None, (), (), course_verdict(None, ()), missing(leg, first_day, ()), None)
    baseline = baseline_of(leg, first_day, leg_given)
    leg_weeks = weekly_means(leg, first_day, last_day, leg_given)
    verdict = course_verdict(baseline, leg_weeks)
    return Measure(
        first_day=first_day,
        last_day=last_day,
        baseline=baseline,
        leg_weeks=leg_weeks,
        back_weeks=weekly_means(back_by_day(days), first_day, last_day, back_given_by_day(days)),
        verdict=verdict,
        lacks=missing(leg, first_day, leg_weeks),
        sensitivity=_sensitivity(verdict.latest, leg, first_day, last_day, ended=last_day == ended_on),
    )


def _sensitivity(
    latest: WeekMean | None, leg: Mapping[date, float], first_day: date, last_day: date, *, ended: bool
) -> Sensitivity | None:
    """Looks at the course's own days alone, so that the answer does not hang on how much of the diary was read."""
    if latest is None or latest.days == DAYS_IN_WEEK:
        return None
    measured = {day: score for day, score in leg.items() if first_day - WEEK <= day <= last_day}
    return sensitivity(latest, measured, last_day, ended=ended)


def weeks_through(
    scores: Mapping[date, float], anchor: date, first: date, last: date, given: Mapping[date, Given] = ON_THE_DAY
) -> tuple[WeekMean, ...]:
    """Weekly means for a chart from `first` to `last`, in weeks that begin on the anchor's weekday.

    With the first session's day as anchor the weeks after it are the course's own, and those before it run up to it.
    """
    return weekly_means(scores, first_week_start(anchor, first), last, given)


def first_week_start(anchor: date, first: date) -> date:
    """The day on which the week that holds `first` begins, in weeks that begin on the anchor's weekday."""
    return first - timedelta(days=(first - anchor).days % WEEK.days)

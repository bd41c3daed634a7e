"""How one course stands: its starting week, its weekly means and its verdict, put together one way for everyone.

The page, the charts, the exports and the check of a course all ask here, so that their numbers agree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.course.verdict import Missing, Verdict, course_verdict, missing
from tracker.domain.scores.baseline import Baseline, baseline_of
from tracker.domain.scores.daily import DayScore, back_by_day, back_later_by_day, leg_by_day, leg_later_by_day
from tracker.domain.scores.lateness import ON_THE_DAY
from tracker.domain.scores.weekly import Sensitivity, WeekMean, sensitivity, weekly_means
from tracker.domain.values.periods import DAYS_IN_WEEK, days_between

WEEK = timedelta(days=7)


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


def measure_days(
    days: Mapping[date, DayScore], attended: Iterable[date], *, ended_on: date | None, today: date
) -> Measure:
    """`measure` from the scores of the days, with how late they were given. Source: as `measure`."""
    return measure(
        leg_by_day(days),
        back_by_day(days),
        attended,
        ended_on=ended_on,
        today=today,
        leg_later=leg_later_by_day(days),
        back_later=back_later_by_day(days),
    )


def measure(
    leg: Mapping[date, float],
    back: Mapping[date, float],
    attended: Iterable[date],
    *,
    ended_on: date | None,
    today: date,
    leg_later: Mapping[date, int] = ON_THE_DAY,
    back_later: Mapping[date, int] = ON_THE_DAY,
) -> Measure:
    """Measure a course from day scores (0 to 10) and the local days of its attended sessions.

    `leg_later` and `back_later` say how many days late those scores were given that were.

    A running course is measured up to today, an ended one up to the day it ended: what came long after it says nothing
    of it. Source: the starting week and the weekly means of trial diaries (NCT01474772), see `baseline` and `weekly`.
    """
    first_day = min(attended, default=None)
    last_day = today if ended_on is None else min(ended_on, today)
    if first_day is None or last_day < first_day:
        verdict = course_verdict(None, ())
        return Measure(first_day, last_day, None, (), (), verdict, tuple(missing(leg, first_day, ())), None)
    baseline = baseline_of(leg, first_day, leg_later)
    leg_weeks = weekly_means(leg, first_day, last_day, leg_later)
    back_weeks = weekly_means(back, first_day, last_day, back_later)
    verdict = course_verdict(baseline, leg_weeks)
    return Measure(
        first_day,
        last_day,
        baseline,
        leg_weeks,
        back_weeks,
        verdict,
        tuple(missing(leg, first_day, leg_weeks)),
        _sensitivity(verdict.latest, leg, first_day, last_day, ended=last_day == ended_on),
    )


def _sensitivity(
    latest: WeekMean | None, leg: Mapping[date, float], first_day: date, last_day: date, *, ended: bool
) -> Sensitivity | None:
    """Looks at the course's own days alone, so that the answer does not hang on how much of the diary was read."""
    if latest is None or latest.days == DAYS_IN_WEEK:
        return None
    measured = {day: leg[day] for day in days_between(first_day - WEEK, last_day) if day in leg}
    return sensitivity(latest, measured, last_day, ended=ended)


def weeks_through(
    scores: Mapping[date, float], anchor: date, first: date, last: date, later: Mapping[date, int] = ON_THE_DAY
) -> tuple[WeekMean, ...]:
    """Weekly means for a chart from `first` to `last`, in weeks that begin on the anchor's weekday.

    With the first session's day as anchor the weeks after it are the course's own, and those before it run up to it.
    """
    return weekly_means(scores, first_week_start(anchor, first), last, later)


def first_week_start(anchor: date, first: date) -> date:
    """The day on which the week that holds `first` begins, in weeks that begin on the anchor's weekday."""
    return first - timedelta(days=(first - anchor).days % WEEK.days)

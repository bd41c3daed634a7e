"""What chart 1 says of leg and back pain over time, and the lines of weekly averages in any chart."""

from datetime import date
from typing import Final

from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.lateness import NONE_LATE, Given, Late
from tracker.domain.scores.steps import Step
from tracker.wording.charted.values import average, counted_days, days, score, tidy
from tracker.wording.formats import commas, counting
from tracker.wording.language import N_, Words, _
from tracker.wording.lateness import days_and_late, late_words
from tracker.wording.vocabularies import SESSION_STATUSES

TITLE: Final = N_("Pain and treatment over time")
LATE, OF_MOMENTS = "late", "moments"
DAYS_FOR_AN_AVERAGE: Final = 4
EACH_DAY: Final = Words({"leg": N_("leg, each day"), "back": N_("back, each day")})
HOW: Final = Words({LATE: N_("entered later"), OF_MOMENTS: N_("average of moments")})
AVERAGES: Final = Words({"leg": N_("leg, weekly average"), "back": N_("back, weekly average")})
AT_THE_END: Final = {"leg": N_("leg %(average)s"), "back": N_("back %(average)s")}
NO_SCORES: Final = N_("No pain scores from %(days)s.")
AVERAGED: Final = N_("Leg pain averaged %(averages)s; %(counted)s.")
IN_THE_FIRST_WEEK: Final = N_("%(average)s in the first week shown")
BAND: Final = N_("leg, rough range")
CHANGED: Final = N_("something changed")
FIRST_THING: Final = N_("experiment, one thing")
SECOND_THING: Final = N_("experiment, the other")
PLANNED: Final = N_("planned course")
START: Final = N_("start %(average)s")
STARTING_WEEK: Final = N_("starting week %(average)s")
# Tables
WEEKS: Final = N_("Weeks")
TREATMENT_AND_CHANGES: Final = N_("Treatment and changes")
NOTE: Final = N_("Note")
MONTH: Final = N_("Month")
MEDICINE_TAKEN: Final = N_("medicine taken")
WEEKS_AVERAGES: Final = N_("Averages of each week, with the rough range and the days counted")
OF_SINGLE_DAYS: Final = N_("Days on which something was recorded; pain is 0 to 10")
OF_MONTHS: Final = N_("Treatment sessions in each month")
# Notes
LONG: Final = N_("This is a long time, so single days are left out and the lines are weekly averages.")
COUNTED: Final = {
    Step.WEEK: N_(
        "What was done often is counted: each bar under the plot stands for a week, and the tallest of a row has its "
        "full height."
    ),
    Step.FOUR_WEEKS: N_(
        "What was done often is counted: each bar under the plot stands for four weeks, and the tallest of a row has "
        "its full height."
    ),
}
NOTES_LEFT_OUT: Final = N_("The notes of single days are left out too. Choose a shorter time to see them.")


def starting_week(baseline: Baseline, first: str) -> tuple[str, str]:
    """The row of the starting week in the table: which days, and its average."""
    counted = days_and_late(baseline.days, baseline.late)
    return _("Starting week, %(days)s", days=first), commas((average(baseline.mean), counted))


def score_of_day(value: float, given: Given, *, from_moments: bool) -> str:
    """A score in the table, with how it came about."""
    how = {
        _("average of moments"): from_moments,
        _("entered later"): given.later > 0,
        _("imported"): given.imported,
        _("from words"): given.from_words,
    }
    return commas((score(value), *(words for words, holds in how.items() if holds)))


def session_of_day(label: str, status: str) -> str:
    """A session in the table of days, with its status where it did not take place."""
    if status == "attended":
        return tidy(label)
    return _("%(session)s (%(status)s)", session=tidy(label), status=SESSION_STATUSES.within[status])


def days_counted(scored: int, span: int, late: Late) -> str:
    """How many of the days shown have a score, and how many of those were given later or imported."""
    if late == NONE_LATE:
        return counting(
            "%(n)s of %(days)s has a score", "%(n)s of %(days)s have a score", scored, days=counted_days(span)
        )
    return counting(
        "%(n)s of %(days)s has a score, %(late)s",
        "%(n)s of %(days)s have a score, %(late)s",
        scored,
        days=counted_days(span),
        late=late_words(scored, late),
    )


def of_days(mean: float, first: date, last: date, *, latest: bool) -> str:
    """The average of one week, which always has its days: those of the `latest` week are the same on a whole page."""
    if latest:
        return _("%(average)s in the latest week (%(days)s)", average=average(mean), days=days(first, last))
    return _("%(average)s in %(days)s", average=average(mean), days=days(first, last))


def at_first(start: Baseline) -> str:
    if start.overlaps_treatment:
        return _("%(average)s in the starting week (which overlaps treatment)", average=average(start.mean))
    return _("%(average)s in the starting week", average=average(start.mean))


def why_no_average(*, any_leg: bool) -> str:
    if not any_leg:
        return _("None of them is for the leg.")
    return _("An average needs %(days)s days with a score in a week.", days=DAYS_FOR_AN_AVERAGE)

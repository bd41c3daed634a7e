"""What is said of two courses side by side: each by itself, never one against the other."""

from datetime import date
from typing import Final

from tracker.domain.scores.baseline import Baseline
from tracker.wording.charted.values import average, days_years
from tracker.wording.formats import commas
from tracker.wording.language import N_, _
from tracker.wording.lateness import days_and_late

TITLE: Final = N_("Leg pain by week of each course")
UNDER_THE_AXIS: Final = N_("week of the course; 0 is the starting week")
CANNOT_RANK: Final = N_(
    "Two courses cannot be ranked by this chart. They came at different times, from different starting points, and "
    "other things changed too."
)
NOTHING: Final = N_("No weekly average in these courses yet")
BAND: Final = N_("%(course)s, rough range")
WEEKLY: Final = N_("%(course)s, weekly average")
START: Final = N_("%(course)s, starting week")
BAND_IN_KEY: Final = N_("rough range, around each line")
NO_COURSE: Final = N_("No course to show.")
CAPTION: Final = N_("Average leg pain by week of the course, with the rough range and the days counted")
WEEK_OF_COURSE: Final = N_("Week of the course")
WEEK: Final = N_("Week %(week)s")
STARTING_WEEK: Final = N_("Starting week")
NOT_KNOWN: Final = N_("not known")


Latest = tuple[int, float, tuple[date, date]]  # number, average, first and last day of a week


def start_in_numbers(start: Baseline) -> str:
    """The average of a starting week with the days behind it."""
    mean, days = average(start.mean), days_and_late(start.days, start.late)
    if start.overlaps_treatment:
        return _("%(average)s, %(days)s, overlaps treatment", average=mean, days=days)
    return commas((mean, days))


def told(letter: str, course: str, start: Baseline | None, latest: Latest | None) -> str:
    """One course: where it started, and its latest week and average."""
    first, last = _("no starting week"), _("no weekly average yet")
    if start is not None:
        first = _("%(average)s in the starting week", average=average(start.mean))
    if latest is not None:
        week, mean, between = latest
        last = _("%(average)s in week %(week)s (%(days)s)", average=average(mean), week=week, days=days_years(*between))
    return _("%(letter)s, %(course)s: %(start)s, %(latest)s.", letter=letter, course=course, start=first, latest=last)

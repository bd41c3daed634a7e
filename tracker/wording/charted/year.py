"""What the calendar of a year says."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.domain.scores.summaries import HIGH_PAIN, LOW_PAIN, Summary
from tracker.wording.charted.values import day, score
from tracker.wording.formats import counting
from tracker.wording.language import N_, _

TITLE: Final = N_("Leg pain in %(year)s, day by day")


def of_day(at: date, shown: str | None, *, to_come: bool) -> str:
    """The day for those who do not see where it stands and how dark it is."""
    if to_come:
        return _("%(day)s: still to come", day=day(at))
    if shown is None:
        return _("%(day)s: not recorded", day=day(at))
    return _("%(day)s: leg pain %(score)s", day=day(at), score=shown)


def summary(year: int, found: Summary | None) -> str:
    """The days logged, the middle score, and the days of high and of low pain, in one sentence."""
    if found is None:
        return _("No leg score from %(year)s.", year=year)
    median = score(found.median)
    if found.days == 1:
        return _("In %(year)s leg pain was recorded on 1 day: %(score)s.", year=year, score=median)
    return counting(
        "In %(year)s leg pain was recorded on %(n)s day: the middle score (median) was %(median)s, with %(high)s and "
        "%(low)s.",
        "In %(year)s leg pain was recorded on %(n)s days: the middle score (median) was %(median)s, with %(high)s and "
        "%(low)s.",
        found.days,
        year=year,
        median=median,
        high=_days_high(found),
        low=_days_low(found),
    )


def _days_high(found: Summary) -> str:
    return counting(
        "%(n)s day at %(score)s or more", "%(n)s days at %(score)s or more", found.days_high, score=HIGH_PAIN
    )


def _days_low(found: Summary) -> str:
    return counting("%(n)s day at %(score)s or less", "%(n)s days at %(score)s or less", found.days_low, score=LOW_PAIN)


def left_out(months: Sequence[str]) -> str:
    """Which months before the first score a phone leaves out."""
    if not months:
        return ""
    if len(months) == 1:
        return _("No score in %(month)s.", month=months[0])
    return _("No score from %(first)s to %(last)s.", first=months[0], last=months[-1])

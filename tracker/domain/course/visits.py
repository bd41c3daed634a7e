"""Counting visits against what an insurer allows: a count to talk about, never a promise of payment."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.domain.vocabularies import VISITS_RULES

CMS_VISITS: Final = 12
CMS_DAYS: Final = 90
CMS_MORE: Final = 8
CMS_A_YEAR: Final = 20
YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class VisitCount:
    """Visits counted against an allowance.

    `used` of the `allowed` and how many are `left`; with the rule "cms" `until`, the last of the 90 days while they run
    (None before they start and once they are over), the visits of the last 365 days and what is left of 20, and how
    many more if pain improves. Without it `until` and both yearly counts are None and `more_if_improving` is 0.
    """

    used: int
    allowed: int
    left: int
    until: date | None
    used_in_year: int | None
    left_in_year: int | None
    more_if_improving: int


def count_visits(
    visits: Sequence[date], *, rule: str | None, allowed: int | None, today: date, improving: bool
) -> VisitCount | None:
    """The visits used and left today; None when there is neither a rule nor a number.

    `visits` are the local days of attended visits that the insurer is to pay, in any order, two on one day counting
    twice; days after `today` do not count. Without a rule every visit given counts against the person's own number
    `allowed`, whatever its day. With the rule "cms" the number is not asked:

    - 12 visits in the 90 days that start with the first visit (that day is day 1). What is not used by then lapses.
    - 8 more while pain improves (`improving`), in or after the 90 days: then 20 are allowed.
    - Never more than 20 in 365 days ending today; what is left is cut to that.
    - A new count with new 90 days starts with the first visit after a pause of 90 days or more, or a year or more after
      the count's first visit. Where the next visit would start one, 0 are used. The 20 a year hold across counts, so a
      second course in the same year is not a second full allowance.

    How pauses and years are told apart, the source does not say: that is our reading. Raises `ValueError` for a rule
    that is not known. Source: CMS NCD 30.3.3 (12 in 90 days, 8 more for those who improve, 20 a year).
    """
    if rule is not None and rule not in VISITS_RULES:
        raise ValueError(f"no rule for counting visits is called {rule!r}")
    held = sorted(day for day in visits if day <= today)
    if rule is not None:
        return _cms(held, today, improving=improving)
    if allowed is None:
        return None
    return VisitCount(len(held), allowed, max(0, allowed - len(held)), None, None, None, 0)


def _cms(held: list[date], today: date, *, improving: bool) -> VisitCount:
    counted = _running(held, today)
    window_end = counted[0] + timedelta(days=CMS_DAYS - 1) if counted else None
    open_window = window_end is None or today <= window_end
    in_window = len(counted) if window_end is None else bisect_right(counted, window_end)
    basic = min(in_window, CMS_VISITS)
    more_left = max(0, CMS_MORE - (len(counted) - basic))
    in_year = len(held) - bisect_left(held, today - timedelta(days=YEAR_DAYS - 1))
    left_in_year = max(0, CMS_A_YEAR - in_year)
    left = min(left_in_year, (CMS_VISITS - basic if open_window else 0) + (more_left if improving else 0))
    return VisitCount(
        used=len(counted),
        allowed=CMS_VISITS + CMS_MORE if improving else CMS_VISITS,
        left=left,
        until=window_end if open_window else None,
        used_in_year=in_year,
        left_in_year=left_in_year,
        more_if_improving=0 if improving else min(more_left, left_in_year - left),
    )


def _running(held: list[date], today: date) -> list[date]:
    """The visits of the count that runs today: none where the next visit starts a new one."""
    start = 0
    for place, day in enumerate([*held, today]):
        if place > start and ((day - held[place - 1]).days >= CMS_DAYS or (day - held[start]).days >= YEAR_DAYS):
            start = place
    return held[start:]

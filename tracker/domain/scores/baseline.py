"""The starting week of a course: what everything later is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Final

from tracker.domain.scores.lateness import NONE_LATE, ON_THE_DAY, Given, Late, late_among
from tracker.domain.values.periods import DAYS_IN_WEEK

DAYS_NEEDED: Final = 4


@dataclass(frozen=True, slots=True)
class Baseline:
    """The mean score (0 to 10) of the starting week.

    `days` is the number of logged days behind it, `first_day` and `last_day` are the first and last of those logged
    days, and `overlaps_treatment` says that some of them lie on or after the day of the first session. `late` counts
    those of the days that were entered later.
    """

    mean: float
    days: int
    first_day: date
    last_day: date
    overlaps_treatment: bool
    late: Late = NONE_LATE


def baseline_of(
    scores: Mapping[date, float], first_session_day: date, given: Mapping[date, Given] = ON_THE_DAY
) -> Baseline | None:
    """The baseline of a course, or None while there is too little to make one.

    It is the mean of the seven days before the local day of the first attended session, when at least four of them
    are logged. Else it is the mean of the first seven logged days from seven days before that session on, marked as
    overlapping treatment, when there are at least four. Never a single day: people tend to start on a bad one.

    `scores` holds the logged days alone (0 to 10), `given` how they were given. Sources:
    trials compare with a baseline week (NCT01474772); that a week's mean is steadier than a day (Stone 2014,
    doi 10.1097/AJP.0000000000000030); four of seven is a common habit of trials.
    """
    found = _first_logged(scores, first_session_day)
    before = [day for day in found if day < first_session_day]
    overlaps = len(before) < DAYS_NEEDED
    days = found if overlaps else before
    if len(days) < DAYS_NEEDED:
        return None
    mean = fmean(scores[day] for day in days)
    return Baseline(mean, len(days), days[0], days[-1], overlaps, late_among(days, given))


def baseline_days(scores: Mapping[date, float], first_session_day: date) -> int:
    """How many logged days count towards the baseline so far, 0 to 7; four make one (see `baseline_of`)."""
    return len(_first_logged(scores, first_session_day))


def _first_logged(scores: Mapping[date, float], first_session_day: date) -> list[date]:
    start = first_session_day - timedelta(days=DAYS_IN_WEEK)
    return sorted([day for day in scores if day >= start])[:DAYS_IN_WEEK]

"""What a person can do again: up to five activities of their own, each scored 0 to 10.

The method is the Patient-Specific Functional Scale (Stratford 1995); the wording is ours. It runs the other way from
the pain scale: 10 is good.
"""

from collections.abc import Iterable
from datetime import date
from statistics import fmean
from typing import Final

QUESTION: Final = "How well can you do this today?"
LOW_END: Final = "Cannot do it"
HIGH_END: Final = "As well as before"
DAYS_BETWEEN: Final = 7


def mean_score(scores: Iterable[int | None]) -> float | None:
    """The mean of the activities that were scored (0 unable, 10 as before); None when none was.

    An activity that was not scored is left out, never counted as 0. Source: PSFS, Stratford 1995; a change of 1.3 is
    small, 2.3 medium, 2.7 large (JOSPT 2014, doi 10.2519/jospt.2014.5248).
    """
    given = [score for score in scores if score is not None]
    return fmean(given) if given else None


def function_due(last_scored_on: date | None, today: date) -> bool:
    """Whether the activities should be asked about: never scored yet, or seven days or more ago."""
    return last_scored_on is None or (today - last_scored_on).days >= DAYS_BETWEEN

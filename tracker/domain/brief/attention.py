"""Who of many patients needs a look first, and why: the order of the Patients page and its words.

Everything here is worked out from what is known of a record and the patient's own day. The words are neutral: they say
what was noted and when, never what it might mean.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum
from typing import Final, NamedTuple

from tracker.domain.course.counting import DECISION_AFTER_DAYS, Review
from tracker.domain.course.verdict import Label
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.values.periods import ONE_DAY, WEEK

QUIET_DAYS: Final = 7
ENDING_DAYS: Final = 7


class Need(IntEnum):
    """A reason to look at a patient, the most pressing first; ENDING is worth a line and no more."""

    WARNING = 0
    FLARE = 1
    WORSE = 2
    REVIEW = 3
    QUIET = 4
    ENDING = 5


class Known(NamedTuple):
    """What is known of one record, whatever day it is; None where there is nothing to know or nothing to see.

    `flare_on` is the later day of a flare, `warned_on` the latest day with a warning sign that nobody has answered,
    `flag_answered_on` the latest whose signs were all answered. Of the running course: `course_started_on` is the day
    it began, or the first session of any status if earlier, `course_first_day` that of the first attended session,
    `done` of `planned` sessions, `label` (a code), whether it is `confirmed`, the `doubts` (codes) that say why not,
    and `review_due` (a code; the review at 90 days is due from that day on). `first_day` and `last_day` are the
    share's.
    """

    last_entry_on: date | None = None
    flare_on: date | None = None
    warned_on: date | None = None
    course_started_on: date | None = None
    course_first_day: date | None = None
    done: int | None = None
    planned: int | None = None
    label: str | None = None
    confirmed: bool | None = None
    doubts: tuple[str, ...] | None = None
    review_due: str | None = None
    flag_answered_on: date | None = None
    first_day: date | None = None
    last_day: date | None = None


def within_terms(known: Known) -> Known:
    """What of `known` is shown to somebody who sees the record from `first_day` on; all of it where that is None.

    Days before it are not shown. A course is shown with its numbers only where it and the week before its first
    session, its starting week, lie on or after that day: numbers of a part would not be those of the patient. What
    rests on a starting week, a flare too, goes with it.
    """
    first_day = known.first_day
    if first_day is None:
        return known
    began = [found for found in (known.course_started_on, known.course_first_day) if found is not None]
    if not began or min(began) < first_day + WEEK:
        known = known._replace(flare_on=None, course_started_on=None, course_first_day=None, done=None, planned=None)
        known = known._replace(label=None, confirmed=None, doubts=None, review_due=None)
    days = {name: getattr(known, name) for name in ("last_entry_on", "warned_on", "flag_answered_on")}
    return known._replace(**{name: None for name, day in days.items() if day is not None and day < first_day})


def needs_of(known: Known, today: date) -> tuple[Need, ...]:
    """The reasons to look at a patient on `today`, their own local day, the most pressing first.

    WARNING: a recent sign (see `recent_from`) that nobody has answered. FLARE: one whose later day was today or
    yesterday, as `flare_of` says. WORSE: the running course is labelled worse. REVIEW: one is due, the one at 90 days
    from that day on. QUIET: no entry today nor on the six days before. ENDING: the share ends today or within seven
    days.

    To find who to ask first, no finding. Sources: BMJ Best Practice 3000164 (14 days), CMS NCD 30.3.3 (reviews).
    """
    found = {
        Need.WARNING: known.warned_on is not None and known.warned_on >= recent_from(today),
        Need.FLARE: known.flare_on is not None and known.flare_on >= today - ONE_DAY,
        Need.WORSE: known.label == Label.WORSE,
        Need.REVIEW: _review_is_due(known, today),
        Need.QUIET: known.last_entry_on is None or (today - known.last_entry_on).days >= QUIET_DAYS,
        Need.ENDING: known.last_day is not None and (known.last_day - today).days <= ENDING_DAYS,
    }
    return tuple(need for need, holds in found.items() if holds)


def _review_is_due(known: Known, today: date) -> bool:
    if known.review_due != Review.DAY_90:
        return known.review_due is not None
    first = known.course_first_day
    return first is not None and today >= first + timedelta(days=DECISION_AFTER_DAYS)


def needs_attention(needs: Iterable[Need]) -> bool:
    """Whether any of the reasons is about the patient; that a share ends is none of those."""
    return any(need is not Need.ENDING for need in needs)


def urgency(needs: Iterable[Need]) -> int:
    """A number to sort by, the lowest first: who has the most pressing reason, then who has more of the others.

    A share that ends does not count. Nobody without a reason comes before somebody with one.
    """
    return -sum(1 << (Need.ENDING - need) for need in needs if need is not Need.ENDING)

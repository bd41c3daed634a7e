"""Who of many patients needs a look first, and why: the order of the Patients page and its words.

Everything here is worked out from what is known of a record and the patient's own day. The words are neutral: they say
what was noted and when, never what it might mean.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import IntEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.domain.course.counting import DECISION_AFTER_DAYS, Review
from tracker.domain.course.verdict import Label
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.values.periods import DAYS_IN_WEEK

ONE_DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=DAYS_IN_WEEK)
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

    `flare_on` is the later day of a flare, `warned_on` the latest day with a warning sign that
    nobody has answered, `flag_answered_on` the latest whose signs were all answered. Of the running course:
    `course_started_on` is the day it began or the first session of any status if that was earlier, `course_first_day`
    the day of the first attended session, `done` of `planned` sessions, `label` (a code), whether it is `confirmed`,
    the `doubts` (codes) that say why not, and `review_due` (a code; the review at 90 days is due from that day on).
    `first_day` and `last_day` are those of the share.
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


_NO_COURSE: Final[Mapping[str, None]] = MappingProxyType(
    dict.fromkeys(
        (
            "flare_on",
            "course_started_on",
            "course_first_day",
            "done",
            "planned",
            "label",
            "confirmed",
            "doubts",
            "review_due",
        )
    )
)


def within_terms(known: Known) -> Known:
    """What of `known` is shown to somebody who sees the record from `first_day` on; all of it where that is None.

    Days before it are not shown. A course is shown with its numbers only where it and the week before its first
    session, its starting week, lie on or after that day: numbers of a part would not be those of the patient. What
    rests on a starting week, a flare too, goes with it. Our own rule, no source has one.
    """
    first_day = known.first_day
    if first_day is None:
        return known
    hidden: dict[str, None] = {}
    began = [found for found in (known.course_started_on, known.course_first_day) if found is not None]
    if not began or min(began) < first_day + WEEK:
        hidden.update(_NO_COURSE)
    if known.last_entry_on is not None and known.last_entry_on < first_day:
        hidden["last_entry_on"] = None
    if known.warned_on is not None and known.warned_on < first_day:
        hidden["warned_on"] = None
    if known.flag_answered_on is not None and known.flag_answered_on < first_day:
        hidden["flag_answered_on"] = None
    return known._replace(**hidden)


def needs_of(known: Known, today: date) -> tuple[Need, ...]:
    """The reasons to look at a patient on `today`, their own local day, the most pressing first.

    WARNING: a warning sign of the last 14 days (see `recent_from`) that nobody has answered. FLARE: one whose later
    day was today or yesterday, as `flare_of` says. WORSE: the running course is labelled worse. REVIEW: one is due, the
    one at 90 days from that day on. QUIET: no entry today nor on the six days before. ENDING: the share ends today or
    within seven days.

    Our own order, to find who to ask first; it is no finding. Source of the 14 days: BMJ Best Practice 3000164; of a
    course's reviews: CMS NCD 30.3.3.
    """
    found = []
    if known.warned_on is not None and known.warned_on >= recent_from(today):
        found.append(Need.WARNING)
    if known.flare_on is not None and known.flare_on >= today - ONE_DAY:
        found.append(Need.FLARE)
    if known.label == Label.WORSE:
        found.append(Need.WORSE)
    if _review_is_due(known, today):
        found.append(Need.REVIEW)
    if known.last_entry_on is None or (today - known.last_entry_on).days >= QUIET_DAYS:
        found.append(Need.QUIET)
    if known.last_day is not None and (known.last_day - today).days <= ENDING_DAYS:
        found.append(Need.ENDING)
    return tuple(found)


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

    A share that ends does not count. Nobody without a reason comes before somebody with one. Our own rule.
    """
    return -sum(1 << (Need.ENDING - need) for need in needs if need is not Need.ENDING)

"""What one practitioner sees of a record and how long: the terms, the course they speak of, and who can see it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final
from uuid import UUID

from tracker.domain.course.counting import by_lead
from tracker.domain.sharing.access import Terms
from tracker.domain.values.periods import WEEK

MONTHS_USUAL: Final = 3


class Reach(Enum):
    """Whether a practitioner can see what is shared with them: now, once they have a second factor, or not at all.

    AWAY: the host has disabled their account, or it is no practitioner's any more.
    """

    NOW = "now"
    FACTOR = "factor"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareTerms(Terms):
    """The same for one practitioner, with how long it holds, to the local day `last_day`, included (None: until ended).

    `may_record`: whether they may add their side of sessions.
    """

    may_record: bool
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCourse:
    """A course that has not ended: its kind (a code of SESSION_KINDS), and the local day it began.

    It begins on its planned first day or with its first session, whichever is earlier. `done` counts the sessions
    attended, `last_on` is the day of the last of them: by these several courses are told apart, see `by_lead`.
    """

    kind: str
    began_on: date
    id: UUID
    phase: str = "initial"
    done: int = 0
    last_on: date | None = None

    @property
    def started_on(self) -> date:
        return self.began_on

    @property
    def starting_week(self) -> date:
        """The first of the seven days before it began, with which its later weeks are compared."""
        return self.began_on - WEEK


def reach_of(*, practises: bool, has_factor: bool, factor_needed: bool) -> Reach:
    """Whether they can see what is shared: `practises`, whether theirs is an account of a practitioner and in use.

    The same holds at the door of every record. Source: this app's own rules of sharing.
    """
    if not practises:
        return Reach.AWAY
    return Reach.FACTOR if factor_needed and not has_factor else Reach.NOW


def shared_course(courses: Sequence[RunningCourse], today: date, trade: str | None = None) -> RunningCourse | None:
    """The course a patient means by "this course": of those whose starting week has begun, the one that leads.

    `trade` is what the practitioner gives with whom it is shared (a code of PRACTITIONER_KINDS), where it is known.
    """
    return next((course for course in by_lead(courses, today, trade) if course.starting_week <= today), None)


def is_shown(course: RunningCourse, first_day: date | None) -> bool:
    """Whether a course is shown at all where the record is shared from `first_day` on (None: all of it).

    Its numbers compare with the seven days before it, so it is shown when these are shared too, or not at all: of a
    part of it the numbers would not be true. The same rule stands beneath the queries of everybody but the owner.
    """
    return first_day is None or course.starting_week >= first_day

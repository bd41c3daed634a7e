"""What today calls for beside the day itself: courses and their appointments, what is due, what others wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.correspondence.queries import OpenRequest
from tracker.correspondence.services.flags import Flags, read_answers
from tracker.correspondence.services.notes import Unread, unread_note
from tracker.correspondence.services.proposals import ProposalLine, waiting
from tracker.correspondence.services.reviews import suggested
from tracker.dashboard.queries.waiting import waits
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.course.counting import ENDED, by_lead
from tracker.domain.scores.daily import DayScore
from tracker.domain.scores.function import function_due
from tracker.domain.treatment.one_visit import Visit
from tracker.domain.values.periods import local_day
from tracker.experiments.services.reading import Told, read_current
from tracker.review.services.measuring import MeasuredCourse, read_courses
from tracker.review.services.notices import Spoken, spoken
from tracker.review.services.now import CourseNow, CoursesHeld, read_held, stand_now
from tracker.storage.rows import one_of, rows_of
from tracker.treatment.queries.courses import CourseRow
from tracker.treatment.services.reading import appointments
from tracker.wording.verdict import short_words


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A day of a record that has come, asked for at `now` in its person's `zone`."""

    patient_id: UUID
    day: date
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)


@dataclass(frozen=True, slots=True)
class CourseToday:
    """One course that goes on, or the one that ended last: what it calls for, its verdict, its next appointment."""

    now: CourseNow
    notices: Sequence[Spoken]
    verdict: str
    next: Visit | None

    @property
    def row(self) -> CourseRow:
        return self.now.measured.row


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledFor:
    """What the page of today shows beside the day; `apart` are the next appointments of no course."""

    overdue: Sequence[Visit]
    function_due: bool
    courses: Sequence[CourseToday]
    apart: Sequence[Visit]
    flags: Flags
    unread: Unread | None
    proposals: Sequence[ProposalLine]
    suggested: Sequence[OpenRequest]
    experiment: Told | None = None

    @property
    def going_on(self) -> Sequence[CourseToday]:
        return [one for one in self.courses if not one.now.ended]

    @property
    def lead(self) -> MeasuredCourse | None:
        """The course that stands for all of them where there is room for one."""
        return next((one.now.measured for one in self.going_on), None)

    @property
    def next_visit(self) -> Visit | None:
        """The next appointment of all."""
        coming = [one.next for one in self.going_on if one.next is not None]
        return min([*coming, *self.apart], key=lambda visit: visit.started_at, default=None)

    @property
    def waiting(self) -> int:
        """How many things wait further down the page, apart from a flare, which stands at its top."""
        notices = sum(notice.code != "flare" for one in self.courses for notice in one.notices)
        written = len(self.proposals) + len(self.suggested) + (self.unread is not None)
        return len(self.overdue) + notices + self.function_due + written

    @property
    def flare(self) -> tuple[CourseToday, Spoken] | None:
        """High pain two days running is told once, by the first course that it stands out from."""
        told = ((one, notice) for one in self.courses for notice in one.notices if notice.code == "flare")
        return next(told, None)


def courses_of_today(db_session: Session, asked: AskedDay) -> CoursesHeld:
    """Every course that goes on; where none does the one that ended last, whose follow-up may be due."""
    rows = by_lead(read_courses(db_session, asked.patient_id), asked.today)
    shown = [row for row in rows if row.phase != ENDED] or rows[:1]
    return read_held(db_session, asked.patient_id, shown)


def read_called_for(
    db_session: Session, asked: AskedDay, courses: CoursesHeld, scores: Mapping[date, DayScore]
) -> CalledFor:
    """What today calls for, by all `scores` that its courses need, in a number of queries that stays the same."""
    patient_id, today = asked.patient_id, asked.today
    coming, overdue = appointments(db_session, patient_id, asked.now)
    found = stand_now(db_session, courses, scores, today, asked.zone)
    of_courses, apart = by_course(coming, [one.measured.row for one in found if not one.ended])
    written = one_of(db_session, *waits(patient_id))
    return CalledFor(
        overdue=overdue,
        function_due=bool(written.named) and function_due(written.scored_on, today),
        courses=[_course_today(one, of_courses.get(one.measured.row.id)) for one in found],
        apart=apart,
        flags=read_answers(db_session, patient_id, recent_warning_signs(db_session, patient_id, today)),
        unread=unread_note(db_session, patient_id) if written.unread else None,
        proposals=waiting(db_session, patient_id) if written.proposals else (),
        suggested=suggested(db_session, patient_id) if written.requests else (),
        experiment=read_current(partial(rows_of, db_session), patient_id, today),
    )


def _course_today(one: CourseNow, appointment: Visit | None) -> CourseToday:
    found = one.measured.measure
    verdict = "" if one.ended or found.first_day is None else short_words(found.verdict, found.lacks)
    return CourseToday(one, spoken(one.notices), verdict, appointment)


def by_course(coming: Sequence[Visit], courses: Sequence[CourseRow]) -> tuple[dict[UUID, Visit], Sequence[Visit]]:
    """The next appointment of each course, and of each kind that none of them is of; both lists come in order.

    One that was given no course, or one that has ended, is that of the first course of its kind.
    """
    known = {row.id for row in courses}
    of_kind: dict[str, UUID] = {}
    for row in courses:
        of_kind.setdefault(row.kind, row.id)
    found: dict[UUID, Visit] = {}
    apart: dict[str, Visit] = {}
    for one in coming:
        course_id = one.course_id if one.course_id in known else of_kind.get(one.kind)
        if course_id is None:
            apart.setdefault(one.kind, one)
        else:
            found.setdefault(course_id, one)
    return found, tuple(apart.values())

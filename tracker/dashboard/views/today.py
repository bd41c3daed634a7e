"""Today: the day in two taps, what is due, and everything else of the day one tap away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.correspondence.services.flags import Flags, read_answers
from tracker.correspondence.services.notes import Unread, unread_note
from tracker.correspondence.services.proposals import ProposalLine, waiting
from tracker.correspondence.services.reviews import SuggestedLine, suggested
from tracker.dashboard.views.base import blueprint
from tracker.diary.forms import details_form
from tracker.diary.services.reading import Day, read_day, recent_warning_signs
from tracker.domain.course.counting import ENDED, by_lead
from tracker.domain.sharing.access import Action
from tracker.patients.services.record import function_is_due, side_of_episode
from tracker.review.queries.reviews import CourseRow
from tracker.review.services.measuring import read_courses
from tracker.review.services.notices import Spoken, spoken
from tracker.review.services.now import CourseNow, read_now
from tracker.treatment.services.reading import Appointment, TodayTreatment, today_facts
from tracker.web import clock, gate
from tracker.web.transactions import db_session
from tracker.wording.dashboard import greeting
from tracker.wording.verdict import short_words


@dataclass(frozen=True, slots=True)
class CourseToday:
    """One course that goes on, or the one that ended last: what it calls for, its verdict, its next appointment."""

    now: CourseNow
    notices: Sequence[Spoken]
    verdict: str
    next: Appointment | None

    @property
    def row(self) -> CourseRow:
        return self.now.measured.row


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """Everything the page shows, of one day of one record; `apart` are the next appointments of no course."""

    day: Day
    treatment: TodayTreatment
    function_due: bool
    courses: Sequence[CourseToday]
    apart: Sequence[Appointment]
    flags: Flags
    unread: Unread | None
    proposals: Sequence[ProposalLine]
    suggested: Sequence[SuggestedLine]

    @property
    def going_on(self) -> Sequence[CourseToday]:
        return [one for one in self.courses if not one.now.ended]

    @property
    def flare(self) -> tuple[CourseToday, Spoken] | None:
        """High pain two days running is told once, by the first course that it stands out from."""
        told = ((one, notice) for one in self.courses for notice in one.notices if notice.code == "flare")
        return next(told, None)


def read_today(db_session: Session, patient_id: UUID, day: date, now: datetime, zone: ZoneInfo) -> TodayFacts:
    """The page's facts, in a number of queries that does not grow with the record."""
    treatment = today_facts(db_session, patient_id, day, now)
    found = read_now(db_session, patient_id, _shown(db_session, patient_id, day), day, zone)
    coming, apart = by_course(treatment.coming, [one.measured.row for one in found if not one.ended])
    return TodayFacts(
        day=read_day(db_session, patient_id, day),
        treatment=treatment,
        function_due=function_is_due(db_session, patient_id, day),
        courses=[_course_today(one, coming.get(one.measured.row.id)) for one in found],
        apart=apart,
        flags=read_answers(db_session, patient_id, recent_warning_signs(db_session, patient_id, day)),
        unread=unread_note(db_session, patient_id),
        proposals=waiting(db_session, patient_id),
        suggested=suggested(db_session, patient_id),
    )


def _shown(db_session: Session, patient_id: UUID, today: date) -> Sequence[CourseRow]:
    """Every course that goes on; where none does the one that ended last, whose follow-up may be due."""
    rows = by_lead(read_courses(db_session, patient_id), today)
    return [row for row in rows if row.phase != ENDED] or rows[:1]


def _course_today(one: CourseNow, appointment: Appointment | None) -> CourseToday:
    found = one.measured.measure
    verdict = "" if one.ended or found.first_day is None else short_words(found.verdict, found.lacks)
    return CourseToday(one, spoken(one.notices), verdict, appointment)


def by_course(
    coming: Sequence[Appointment], courses: Sequence[CourseRow]
) -> tuple[dict[UUID, Appointment], Sequence[Appointment]]:
    """The next appointment of each course, and of each kind that none of them is of; both lists come in order.

    One that was given no course, or one that has ended, is that of the first course of its kind.
    """
    known = {row.id for row in courses}
    of_kind: dict[str, UUID] = {}
    for row in courses:
        of_kind.setdefault(row.kind, row.id)
    found: dict[UUID, Appointment] = {}
    apart: dict[str, Appointment] = {}
    for one in coming:
        course_id = one.course_id if one.course_id in known else of_kind.get(one.kind)
        if course_id is None:
            apart.setdefault(one.kind, one)
        else:
            found.setdefault(course_id, one)
    return found, tuple(apart.values())


@blueprint.get("/patients/<uuid:patient_id>/today")
@gate.record(Action.WRITE)
def today(patient_id: UUID) -> ResponseReturnValue:
    patient, now = gate.patient(), clock.now()
    local = now.astimezone(patient.zone)
    facts = read_today(db_session(), patient_id, local.date(), now, patient.zone)
    return render_template(
        "dashboard/today.html",
        facts=facts,
        day=facts.day,
        form=details_form(facts.day, lambda: side_of_episode(db_session(), patient_id)),
        greeting=greeting(local.hour),
        fresh_id=uuid4,
    )

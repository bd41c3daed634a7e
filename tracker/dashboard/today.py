"""Today: the day in two taps, what is due, and everything else of the day one tap away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.correspondence.services.notes import Unread, unread_note
from tracker.correspondence.services.proposals import ProposalLine, waiting
from tracker.dashboard.blueprint import blueprint
from tracker.diary.day_views import details_form
from tracker.diary.reading import Day, read_day, recent_warning_signs
from tracker.domain.access import Action
from tracker.domain.verdict_words import short_words
from tracker.patients.services import function_is_due
from tracker.review.services.measuring import read_courses, running_course
from tracker.review.services.notices import Spoken, spoken
from tracker.review.services.now import CourseNow, read_now
from tracker.treatment.services.reading import TodayTreatment, today_facts
from tracker.web import clock, gate
from tracker.web.transactions import db_session

# Until which hour of the person's own clock each greeting holds; at night a plain one.
GREETINGS = ((5, "Hello"), (12, "Good morning"), (18, "Good afternoon"), (24, "Good evening"))


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """Everything the page shows, of one day of one record."""

    day: Day
    treatment: TodayTreatment
    function_due: bool
    course: CourseNow | None
    verdict: str
    notices: Sequence[Spoken]
    warnings: Sequence[tuple[date, tuple[str, ...]]]
    unread: Unread | None
    proposals: Sequence[ProposalLine]


def read_today(db_session: Session, patient_id: UUID, day: date, now: datetime, zone: ZoneInfo) -> TodayFacts:
    """The page's facts, in a number of queries that does not grow with the record."""
    course = _course_now(db_session, patient_id, day, zone)
    found = None if course is None or course.ended else course.reading.measure
    return TodayFacts(
        day=read_day(db_session, patient_id, day),
        treatment=today_facts(db_session, patient_id, day, now),
        function_due=function_is_due(db_session, patient_id, day),
        course=course,
        verdict="" if found is None or found.first_day is None else short_words(found.verdict, found.lacks),
        notices=() if course is None else spoken(course.notices),
        warnings=recent_warning_signs(db_session, patient_id, day),
        unread=unread_note(db_session, patient_id),
        proposals=waiting(db_session, patient_id),
    )


def _course_now(db_session: Session, patient_id: UUID, today: date, zone: ZoneInfo) -> CourseNow | None:
    """The running course, or the one that ended last, whose follow-up may be due."""
    rows = read_courses(db_session, patient_id)
    row = running_course(rows, today) or (rows[0] if rows else None)
    return None if row is None else read_now(db_session, patient_id, row, today, zone)


def greeting(hour: int) -> str:
    """The words for an hour, 0 to 23, of the person's own clock."""
    return next(words for until, words in GREETINGS if hour < until)


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
        form=details_form(facts.day),
        greeting=greeting(local.hour),
        fresh_id=uuid4,
    )

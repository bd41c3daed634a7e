"""The brief: what happened since the last session, on one page that prints on one sheet."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.correspondence.services.flags import read_answers
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.course.counting import ENDED
from tracker.domain.sharing.access import Action
from tracker.practice.services.brief import Shown, read_brief
from tracker.practice.services.brief_words import sheet_of
from tracker.practice.views.base import blueprint
from tracker.practice.views.beside import sort_asked
from tracker.treatment.queries.courses import CourseRow
from tracker.web import gate
from tracker.web.navigation import course_asked
from tracker.web.paper import foot_of
from tracker.web.transactions import db_session


@blueprint.get("/patients/<uuid:patient_id>/brief")
@gate.record(Action.SUMMARY)
def brief(patient_id: UUID) -> ResponseReturnValue:
    patient = gate.patient()
    terms = patient.terms
    shown = Shown(
        shared_from=None if terms is None else terms.first_day,
        notes=terms is None or terms.notes,
        course=course_asked(),
        trade=gate.trade(),
    )
    facts = read_brief(db_session(), patient_id, request.args.get("since"), patient.today(), shown)
    noted = recent_warning_signs(db_session(), patient_id, facts.today) if gate.may_now(Action.ANSWER) else ()
    return render_template(
        "practice/brief.html",
        flags=read_answers(db_session(), patient_id, noted),
        sheet=sheet_of(facts),
        choice=facts.choice,
        since=facts.since.day,
        today=facts.today,
        printed=patient.record.now.astimezone(patient.zone),
        name=patient.user_name,
        proposes_to=_proposes_to(facts.choice.row) if gate.may_now(Action.COMMENT) else None,
        foot=foot_of(patient),
        sort=sort_asked(),
    )


def _proposes_to(course: CourseRow | None) -> UUID | None:
    """The course whose plan a practitioner may propose to change: the one that is shown, while it goes on."""
    return None if course is None or course.phase == ENDED else course.id

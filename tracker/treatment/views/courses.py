"""Courses: the list, a new one, a change of plan, and the way out."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.course.counting import review_window
from tracker.domain.limits import PER_WEEK_DEFAULT, PLANNED_SESSIONS_DEFAULT
from tracker.domain.sharing.access import Action
from tracker.domain.values.facts import values_of
from tracker.patients.services import record as patients
from tracker.patients.services import row_writing
from tracker.treatment.forms.course import ChangeCourseForm, CountInForm, CourseForm, NewCourseForm
from tracker.treatment.models import Course
from tracker.treatment.services import courses as services
from tracker.treatment.services import reading
from tracker.treatment.services.counting_in import count_in, offer_to
from tracker.treatment.views.base import blueprint
from tracker.web import gate, undo_banner
from tracker.web.acting import answer, author
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording.cautions import CAUTIONS


@blueprint.get("/patients/<uuid:patient_id>/courses")
@gate.record(Action.READ)
def courses(patient_id: UUID) -> ResponseReturnValue:
    found = reading.courses(db_session(), patient_id)
    return render_template("treatment/courses.html", courses=found, review_window=review_window)


@blueprint.route("/patients/<uuid:patient_id>/courses/new", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(NewCourseForm)
def new_course(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    usual = {
        "kind": "acupuncture",
        "started_on": today,
        "planned_sessions": PLANNED_SESSIONS_DEFAULT,
        "per_week": PER_WEEK_DEFAULT,
        "phase": "initial",
    }
    form = NewCourseForm(data=usual)

    def act() -> UUID:
        made = services.start_course(db_session(), form.id.data, form.facts(today), author())
        if form.cautions_right.data:
            patients.confirm_cautions(db_session(), author(), brought_by=made)
        return made

    def onward(saved: UUID | None) -> ResponseReturnValue:
        if offer_to(db_session(), patient_id, form.id.data):
            return undo_banner.go_on(
                "treatment.count_sessions", patient_id=patient_id, course_id=form.id.data, saved=saved
            )
        return _to_course(form.id.data, saved)

    return answer(form, act, lambda: _form_page(form), onward)


@blueprint.route("/patients/<uuid:patient_id>/courses/<uuid:course_id>/sessions", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(CountInForm)
def count_sessions(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    """Offer the sessions that are in no course to this one; each is seen before it is counted in."""
    row_writing.get(db_session(), Course, patient_id, course_id)
    offer = offer_to(db_session(), patient_id, course_id)
    if not offer:
        return _to_course(course_id)
    form = CountInForm()
    return answer(
        form,
        lambda: count_in(db_session(), course_id, form.sessions.data, author()),
        lambda: form_page("treatment/count_sessions.html", form, offer=offer, course_id=course_id),
        lambda saved: _to_course(course_id, saved),
    )


@blueprint.route("/patients/<uuid:patient_id>/courses/<uuid:course_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(ChangeCourseForm)
def edit_course(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Course, patient_id, course_id)
    form = ChangeCourseForm(data=values_of(services.facts_of(row))).about(Course.__tablename__, course_id)

    def act() -> UUID | None:
        facts = form.facts(gate.patient().today())
        return services.change_course(db_session(), row, facts, author(), reason=form.reason.data)

    return answer(form, act, lambda: _form_page(form, row), lambda saved: _to_course(course_id, saved))


@blueprint.post("/patients/<uuid:patient_id>/courses/<uuid:course_id>/delete")
@gate.record(Action.WRITE)
def delete_course(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Course, patient_id, course_id)
    saved = services.delete_course(db_session(), row, author())
    commit()
    return undo_banner.go_on("treatment.courses", patient_id=patient_id, saved=saved)


def _to_course(course_id: UUID, saved: UUID | None = None) -> Response:
    return undo_banner.go_on("dashboard.course", patient_id=gate.patient().id, course=course_id, saved=saved)


def _form_page(form: CourseForm, row: Course | None = None) -> Response:
    cautions = patients.live_cautions(db_session(), gate.patient().id) if row is None else ()
    return form_page("treatment/course.html", form, row=row, cautions=cautions, caution_words=CAUTIONS)

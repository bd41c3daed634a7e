"""Courses: the list, a new one, a change of plan, and the way out."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.limits import PER_WEEK_DEFAULT, PLANNED_SESSIONS_DEFAULT
from tracker.domain.sharing.access import Action
from tracker.patients.services import record as patients
from tracker.patients.services import row_writing
from tracker.treatment import services
from tracker.treatment.forms.course import ChangeCourseForm, CountInForm, CourseForm, NewCourseForm, initial
from tracker.treatment.models import Course
from tracker.treatment.services.counting_in import count_in, offer_to
from tracker.treatment.services.courses import facts_of
from tracker.treatment.views.base import blueprint
from tracker.web import gate, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording.cautions import CAUTIONS


@blueprint.get("/patients/<uuid:patient_id>/courses")
@gate.record(Action.READ)
def courses(patient_id: UUID) -> ResponseReturnValue:
    return render_template("treatment/courses.html", courses=services.courses(db_session(), patient_id))


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
    if not form.is_submitted():
        return _form_page(form)

    def act() -> UUID:
        facts = form.facts(today)
        made = services.start_course(db_session(), form.id.data, facts, author())
        if form.cautions_right.data:
            patients.confirm_cautions(db_session(), author(), brought_by=made)
        return made

    done = act_on(form, act)
    if done is None:
        return _form_page(form)
    if offer_to(db_session(), patient_id, form.id.data):
        return undo_banner.go_on(
            "treatment.count_sessions", patient_id=patient_id, course_id=form.id.data, saved=done.change
        )
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=form.id.data, saved=done.change)


@blueprint.route("/patients/<uuid:patient_id>/courses/<uuid:course_id>/sessions", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(CountInForm)
def count_sessions(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    """Offer the sessions that are in no course to this one; each is seen before it is counted in."""
    row_writing.get(db_session(), Course, patient_id, course_id)
    offer = offer_to(db_session(), patient_id, course_id)
    if not offer:
        return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=course_id)
    form = CountInForm()
    if not form.is_submitted() or not form.validate():
        return form_page("treatment/count_sessions.html", form, offer=offer, course_id=course_id)
    saved = count_in(db_session(), course_id, form.sessions.data, author())
    commit()
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=course_id, saved=saved)


@blueprint.route("/patients/<uuid:patient_id>/courses/<uuid:course_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(ChangeCourseForm)
def edit_course(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Course, patient_id, course_id)
    form = ChangeCourseForm(data=initial(facts_of(row))).about(Course.__tablename__, course_id)
    if not form.is_submitted():
        return _form_page(form, row)

    def act() -> UUID:
        facts = form.facts(gate.patient().today())
        return services.change_course(db_session(), row, facts, author(), reason=form.reason.data)

    done = act_on(form, act)
    if done is None:
        return _form_page(form, row)
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=course_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/courses/<uuid:course_id>/delete")
@gate.record(Action.WRITE)
def delete_course(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Course, patient_id, course_id)
    saved = services.delete_course(db_session(), row, author())
    commit()
    return undo_banner.go_on("treatment.courses", patient_id=patient_id, saved=saved)


def _form_page(form: CourseForm, row: Course | None = None) -> Response:
    cautions = patients.live_cautions(db_session(), gate.patient().id) if row is None else ()
    return form_page("treatment/course.html", form, row=row, cautions=cautions, caution_words=CAUTIONS)

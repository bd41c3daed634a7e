"""Courses: the list, a new one, a change of plan, and the way out."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.domain.limits import PER_WEEK_DEFAULT, PLANNED_SESSIONS_DEFAULT
from tracker.domain.sharing.access import Action
from tracker.patients.services import record as patients
from tracker.patients.services import row_writing
from tracker.treatment import services
from tracker.treatment.forms.course import ChangeCourseForm, CountInForm, CourseForm, NewCourseForm, initial
from tracker.treatment.models import Course
from tracker.treatment.services.counting_in import count_in, offer_to
from tracker.treatment.services.courses import facts_of
from tracker.treatment.views.base import act_on, author, blueprint
from tracker.web import gate, undo_banner
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
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
        made = services.start_course(db_session(), patient_id, form.id.data, facts, author(), today=today)
        if form.cautions_right.data:
            patients.confirm_cautions(db_session(), patient_id, author(), today=today, brought_by=made)
        return made

    revision_id = act_on(form, act)
    if revision_id is None:
        return _form_page(form), 422
    if offer_to(db_session(), patient_id, form.id.data):
        return undo_banner.go_on(
            "treatment.count_sessions", patient_id=patient_id, course_id=form.id.data, saved=revision_id
        )
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=form.id.data, saved=revision_id)


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
        page = render_template("treatment/count_sessions.html", form=form, offer=offer, course_id=course_id)
        return page, 422 if form.any_errors else 200
    revision_id = count_in(db_session(), patient_id, course_id, form.sessions.data, author())
    commit()
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=course_id, saved=revision_id)


@blueprint.route("/patients/<uuid:patient_id>/courses/<uuid:course_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(ChangeCourseForm)
def edit_course(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Course, patient_id, course_id)
    form = ChangeCourseForm(data=initial(facts_of(row))).about(Course.__tablename__, course_id)
    if not form.is_submitted():
        return _form_page(form, row)

    def act() -> UUID:
        today, viewer = gate.patient().today(), gate.viewer()
        return services.change_course(
            db_session(),
            row,
            form.facts(today),
            author(),
            today=today,
            by_name=viewer.user_name,
            reason=form.reason.data,
        )

    revision_id = act_on(form, act)
    if revision_id is None:
        return _form_page(form, row), 422
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=course_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/courses/<uuid:course_id>/delete")
@gate.record(Action.WRITE)
def delete_course(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Course, patient_id, course_id)
    revision_id = act_on(BaseForm(), lambda: services.delete_course(db_session(), row, author()))
    return undo_banner.go_on("treatment.courses", patient_id=patient_id, saved=revision_id)


def _form_page(form: CourseForm, row: Course | None = None) -> str:
    cautions = patients.live_cautions(db_session(), gate.patient().id) if row is None else ()
    return render_template("treatment/course.html", form=form, row=row, cautions=cautions, caution_words=CAUTIONS)

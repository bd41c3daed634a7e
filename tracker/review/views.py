"""The pages of a review: holding one, and opening one again."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.review.forms import CorrectionForm, ReviewForm
from tracker.review.models import CourseReview
from tracker.review.services.looking import look_at
from tracker.review.services.reviews import correct_review, delete_review, hold_review, was_held
from tracker.review.services.screen import numbers_then, screen_of
from tracker.treatment.models import Course
from tracker.web import gate, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session
from tracker.wording.review import plan_changed

blueprint = Blueprint("review", __name__)


@blueprint.route("/patients/<uuid:patient_id>/courses/<uuid:course_id>/review", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(ReviewForm)
def new_review(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    course = row_writing.get(db_session(), Course, patient_id, course_id)
    form = ReviewForm.for_phase(course.phase)
    if not was_held(db_session(), patient_id, form.id.data):
        form.tell(plan_changed(), plan=(course.planned_sessions, course.per_week, course.phase, course.ended_on))
    done = act_on(form, lambda: hold_review(db_session(), form.id.data, course, form.facts(), author()))
    if done is None:
        return _screen(form, course)
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=course_id, saved=done.change)


@blueprint.route("/patients/<uuid:patient_id>/reviews/<uuid:review_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(CorrectionForm)
def review(patient_id: UUID, review_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), CourseReview, patient_id, review_id)
    form = CorrectionForm(obj=row).about(CourseReview.__tablename__, review_id)

    def act() -> UUID | None:
        return correct_review(db_session(), row, form.global_change.data, form.reason.data, author())

    done = act_on(form, act)
    if done is None:
        return _held(form, row)
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=row.course_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/reviews/<uuid:review_id>/delete")
@gate.record(Action.WRITE)
def delete(patient_id: UUID, review_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), CourseReview, patient_id, review_id)
    course_id = row.course_id
    saved = delete_review(db_session(), row, author())
    return undo_banner.commit_and_go_on("dashboard.course", patient_id=patient_id, course=course_id, saved=saved)


def _screen(form: ReviewForm, course: Course) -> Response:
    today = gate.patient().today()
    return form_page(
        "review/new.html",
        form,
        screen=screen_of(look_at(db_session(), course.patient_id, course, today)),
        warnings=recent_warning_signs(db_session(), course.patient_id, today),
    )


def _held(form: CorrectionForm, row: CourseReview) -> Response:
    return form_page("review/review.html", form, row=row, numbers=numbers_then(row))

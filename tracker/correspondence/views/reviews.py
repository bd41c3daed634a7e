"""A practitioner suggests a review of a course from their list; the patient goes to it, or says not now."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.correspondence.forms import SuggestForm
from tracker.correspondence.models import ReviewRequest
from tracker.correspondence.services import reviews as services
from tracker.correspondence.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.treatment.models import Course
from tracker.web import gate, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.navigation import safe_next
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session


@blueprint.post("/patients/<uuid:patient_id>/courses/<uuid:course_id>/suggest-review")
@gate.record(Action.COMMENT)
def suggest_review(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    course, form = row_writing.get(db_session(), Course, patient_id, course_id), SuggestForm()
    if act_on(form, lambda: services.suggest(db_session(), course, form.id.data, author())) is None:
        return form_page("correspondence/not_suggested.html", form)
    return _back_to_the_list()


@blueprint.post("/patients/<uuid:patient_id>/review-requests/<uuid:request_id>/withdraw")
@gate.record(Action.COMMENT)
def withdraw_review(patient_id: UUID, request_id: UUID) -> ResponseReturnValue:
    row = row_writing.get_own(db_session(), ReviewRequest, patient_id, request_id, gate.viewer().account_id)
    services.withdraw(db_session(), row, author())
    commit()
    return _back_to_the_list()


@blueprint.post("/patients/<uuid:patient_id>/review-requests/<uuid:request_id>/dismiss")
@gate.record(Action.WRITE)
def dismiss_review(patient_id: UUID, request_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), ReviewRequest, patient_id, request_id)
    saved = services.dismiss(db_session(), row, author())
    return undo_banner.commit_and_go_on("dashboard.today", patient_id=patient_id, saved=saved)


def _back_to_the_list() -> ResponseReturnValue:
    return redirect(safe_next(request.form.get("next")) or url_for("practice.patients"), code=303)

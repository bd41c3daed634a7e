"""A practitioner suggests a review of a course from their list; the patient goes to it, or says not now."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.correspondence.forms import SuggestForm
from tracker.correspondence.models import ReviewRequest
from tracker.correspondence.services import reviews as services
from tracker.correspondence.views.base import attempt, blueprint
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.sharing.views.acting import by_practitioner
from tracker.treatment.models import Course
from tracker.treatment.views.base import author
from tracker.web import gate, undo_banner
from tracker.web.forms import BaseForm
from tracker.web.navigation import safe_next
from tracker.web.transactions import db_session


@blueprint.post("/patients/<uuid:patient_id>/courses/<uuid:course_id>/suggest-review")
@gate.record(Action.COMMENT)
def suggest_review(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    course, form, by = row_writing.get(db_session(), Course, patient_id, course_id), SuggestForm(), by_practitioner()

    def act() -> UUID | None:
        return services.suggest(
            db_session(), course, form.id.data, author(), by_account_id=gate.viewer().account_id, by_name=by.name
        )

    done, _revision_id = attempt(form, act)
    if not done:
        return render_template("correspondence/not_suggested.html", form=form), 422
    return _back_to_the_list()


@blueprint.post("/patients/<uuid:patient_id>/review-requests/<uuid:request_id>/withdraw")
@gate.record(Action.COMMENT)
def withdraw_review(patient_id: UUID, request_id: UUID) -> ResponseReturnValue:
    row = services.own_request(db_session(), patient_id, request_id, gate.viewer().account_id)
    attempt(BaseForm(), lambda: services.withdraw(db_session(), row, author()))
    return _back_to_the_list()


@blueprint.post("/patients/<uuid:patient_id>/review-requests/<uuid:request_id>/dismiss")
@gate.record(Action.WRITE)
def dismiss_review(patient_id: UUID, request_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), ReviewRequest, patient_id, request_id)
    _done, revision_id = attempt(BaseForm(), lambda: services.dismiss(db_session(), row, author()))
    return undo_banner.go_on("dashboard.today", patient_id=patient_id, saved=revision_id)


def _back_to_the_list() -> ResponseReturnValue:
    return redirect(safe_next(request.form.get("next")) or url_for("practice.patients"), code=303)

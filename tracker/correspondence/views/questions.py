"""What the patient wants to ask next time."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.correspondence.forms import QuestionForm
from tracker.correspondence.models import Question
from tracker.correspondence.services import questions as services
from tracker.correspondence.views.base import attempt, blueprint
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.treatment.views.base import author
from tracker.web import gate, undo_banner
from tracker.web.forms import BaseForm
from tracker.web.transactions import db_session


@blueprint.route("/patients/<uuid:patient_id>/questions", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def questions(patient_id: UUID) -> ResponseReturnValue:
    form = QuestionForm()
    if not form.is_submitted():
        return _page(patient_id, form)

    def act() -> UUID:
        return services.add_question(db_session(), patient_id, form.id.data, form.text.data, author())

    done, revision_id = attempt(form, act)
    if not done:
        return _page(patient_id, form), 422
    return undo_banner.go_on("correspondence.questions", patient_id=patient_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/questions/<uuid:question_id>/done")
@gate.record(Action.WRITE)
def done(patient_id: UUID, question_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Question, patient_id, question_id)
    _done, revision_id = attempt(BaseForm(), lambda: services.mark_asked(db_session(), row, author()))
    return undo_banner.go_on("correspondence.questions", patient_id=patient_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/questions/<uuid:question_id>/delete")
@gate.record(Action.WRITE)
def delete_question(patient_id: UUID, question_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Question, patient_id, question_id)
    _done, revision_id = attempt(BaseForm(), lambda: services.delete_question(db_session(), row, author()))
    return undo_banner.go_on("correspondence.questions", patient_id=patient_id, saved=revision_id)


def _page(patient_id: UUID, form: QuestionForm) -> str:
    return render_template(
        "correspondence/questions.html",
        form=form,
        waiting=services.open_questions(db_session(), patient_id),
        asked=services.asked_questions(db_session(), patient_id),
        zone=gate.patient().zone,
    )

"""What the patient wants to ask next time."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from tracker.correspondence.forms import QuestionForm
from tracker.correspondence.models import Question
from tracker.correspondence.services import questions as services
from tracker.correspondence.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.web import gate, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session


@blueprint.route("/patients/<uuid:patient_id>/questions", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def questions(patient_id: UUID) -> ResponseReturnValue:
    form = QuestionForm()
    done = act_on(form, lambda: services.add_question(db_session(), form.id.data, form.text.data, author()))
    if done is None:
        return form_page(
            "correspondence/questions.html",
            form,
            waiting=services.open_questions(db_session(), patient_id),
            asked=services.asked_questions(db_session(), patient_id),
            zone=gate.patient().zone,
        )
    return undo_banner.go_on("correspondence.questions", patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/questions/<uuid:question_id>/done")
@gate.record(Action.WRITE)
def done(patient_id: UUID, question_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Question, patient_id, question_id)
    saved = services.mark_asked(db_session(), row, author())
    return undo_banner.commit_and_go_on("correspondence.questions", patient_id=patient_id, saved=saved)


@blueprint.post("/patients/<uuid:patient_id>/questions/<uuid:question_id>/delete")
@gate.record(Action.WRITE)
def delete_question(patient_id: UUID, question_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Question, patient_id, question_id)
    saved = services.delete_question(db_session(), row, author())
    return undo_banner.commit_and_go_on("correspondence.questions", patient_id=patient_id, saved=saved)

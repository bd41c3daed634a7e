"""Warning signs of the last two weeks and what was done about them, for the patient and their practitioners."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from tracker.correspondence.forms import FlagAnswerForm
from tracker.correspondence.models import FlagAnswer
from tracker.correspondence.services import flags as services
from tracker.correspondence.views.base import blueprint
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.web import gate, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session


@blueprint.route("/patients/<uuid:patient_id>/warning-signs", methods=["GET", "POST"])
@gate.record(Action.READ, posting=Action.ANSWER)
@takes(FlagAnswerForm)
def flags(patient_id: UUID) -> ResponseReturnValue:
    form = FlagAnswerForm()
    noted = recent_warning_signs(db_session(), patient_id, gate.patient().today())
    found = services.read_answers(db_session(), patient_id, noted)
    done = act_on(form, lambda: services.answer(db_session(), form.id.data, form.answer(), found, author()))
    if done is None:
        form.signs.process_data(found.waiting)  # what the next answer is about, whatever a former form was
        return form_page("correspondence/flags.html", form, flags=found, zone=gate.patient().zone)
    return undo_banner.go_on("correspondence.flags", patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/warning-signs/<uuid:flag_answer_id>/delete")
@gate.record(Action.ANSWER)
def take_back_answer(patient_id: UUID, flag_answer_id: UUID) -> ResponseReturnValue:
    row = row_writing.get_own(db_session(), FlagAnswer, patient_id, flag_answer_id, gate.viewer().account_id)
    saved = services.take_back(db_session(), row, author())
    return undo_banner.commit_and_go_on("correspondence.flags", patient_id=patient_id, saved=saved)

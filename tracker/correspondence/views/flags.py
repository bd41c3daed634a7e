"""Warning signs of the last two weeks and what was done about them, for the patient and their practitioners."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.correspondence.forms import FlagAnswerForm
from tracker.correspondence.services import flags as services
from tracker.correspondence.services.flags import Flags
from tracker.correspondence.views.base import blueprint
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.sharing.access import Action
from tracker.web import gate, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session


@blueprint.route("/patients/<uuid:patient_id>/warning-signs", methods=["GET", "POST"])
@gate.record(Action.READ, posting=Action.ANSWER)
@takes(FlagAnswerForm)
def flags(patient_id: UUID) -> ResponseReturnValue:
    form, found = FlagAnswerForm(), _flags(patient_id)
    if not form.is_submitted():
        return _page(form, found)
    done = act_on(form, lambda: services.answer(db_session(), form.id.data, form.answer(), found, author()))
    if done is None:
        return _page(form, found)
    return undo_banner.go_on("correspondence.flags", patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/warning-signs/<uuid:flag_answer_id>/delete")
@gate.record(Action.ANSWER)
def take_back_answer(patient_id: UUID, flag_answer_id: UUID) -> ResponseReturnValue:
    row = services.own_answer(db_session(), patient_id, flag_answer_id, gate.viewer().account_id)
    saved = services.take_back(db_session(), row, author())
    commit()
    return undo_banner.go_on("correspondence.flags", patient_id=patient_id, saved=saved)


def _flags(patient_id: UUID) -> Flags:
    noted = recent_warning_signs(db_session(), patient_id, gate.patient().today())
    return services.read_answers(db_session(), patient_id, noted)


def _page(form: FlagAnswerForm, found: Flags) -> Response:
    """What still waits is what the next answer is about, whatever a former form was."""
    form.signs.process_data(found.waiting)
    return form_page("correspondence/flags.html", form, flags=found, zone=gate.patient().zone)

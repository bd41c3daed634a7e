"""Warning signs of the last two weeks and what was done about them, for the patient and their practitioners."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.correspondence.forms import FlagAnswerForm
from tracker.correspondence.services import flags as services
from tracker.correspondence.services.flags import Flags
from tracker.correspondence.views.base import attempt, blueprint
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.sharing.access import Action
from tracker.sharing.views.acting import acting_owner, by_practitioner
from tracker.treatment.views.base import author
from tracker.web import gate, undo_banner
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.transactions import db_session


@blueprint.route("/patients/<uuid:patient_id>/warning-signs", methods=["GET", "POST"])
@gate.record(Action.READ, posting=Action.ANSWER)
@takes(FlagAnswerForm)
def flags(patient_id: UUID) -> ResponseReturnValue:
    form, found = FlagAnswerForm(), _flags(patient_id)
    if not form.is_submitted():
        return _page(form, found)
    by_name = (acting_owner() if gate.patient().is_own else by_practitioner()).name

    def act() -> UUID:
        return services.answer(
            db_session(), patient_id, form.id.data, form.text.data, form.signs.data, found, author(), by_name=by_name
        )

    done, revision_id = attempt(form, act)
    if not done:
        return _page(form, found), 422
    return undo_banner.go_on("correspondence.flags", patient_id=patient_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/warning-signs/<uuid:flag_answer_id>/delete")
@gate.record(Action.ANSWER)
def take_back_answer(patient_id: UUID, flag_answer_id: UUID) -> ResponseReturnValue:
    row = services.own_answer(db_session(), patient_id, flag_answer_id, gate.viewer().account_id)
    _done, revision_id = attempt(BaseForm(), lambda: services.take_back(db_session(), row, author()))
    return undo_banner.go_on("correspondence.flags", patient_id=patient_id, saved=revision_id)


def _flags(patient_id: UUID) -> Flags:
    noted = recent_warning_signs(db_session(), patient_id, gate.patient().today())
    return services.read_answers(db_session(), patient_id, noted)


def _page(form: FlagAnswerForm, found: Flags) -> str:
    """What still waits is what the next answer is about, whatever a former form was."""
    form.signs.process_data(found.waiting)
    return render_template("correspondence/flags.html", form=form, flags=found, zone=gate.patient().zone)

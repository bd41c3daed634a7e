"""Proposals for a course's plan: making one, taking it back, and the owner's decision."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.correspondence.forms import DecisionForm, ProposalForm
from tracker.correspondence.models import PlanProposal
from tracker.correspondence.services import proposals as services
from tracker.correspondence.views.base import blueprint
from tracker.domain.course.proposal import OPEN
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.treatment.models import Course
from tracker.web import gate, undo_banner
from tracker.web.acting import Done, act_on, author
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session
from tracker.wording.correspondence import PLAN_CHANGED
from tracker.wording.language import _


@blueprint.route("/patients/<uuid:patient_id>/courses/<uuid:course_id>/propose", methods=["GET", "POST"])
@gate.record(Action.COMMENT)
@takes(ProposalForm)
def propose(patient_id: UUID, course_id: UUID) -> ResponseReturnValue:
    course = row_writing.get(db_session(), Course, patient_id, course_id)
    form = ProposalForm.for_plan(course)
    done = act_on(form, lambda: services.propose(db_session(), form.id.data, course, form.facts(), author()))
    if done is None:
        return form_page("correspondence/propose.html", form, course=course)
    return _to_course(patient_id, course_id, done)


@blueprint.post("/patients/<uuid:patient_id>/proposals/<uuid:proposal_id>/withdraw")
@gate.record(Action.COMMENT)
def withdraw(patient_id: UUID, proposal_id: UUID) -> ResponseReturnValue:
    row = row_writing.get_own(db_session(), PlanProposal, patient_id, proposal_id, gate.viewer().account_id)
    form = BaseForm()
    done = act_on(form, lambda: services.withdraw(db_session(), row, author()))
    if done is None:
        return _refusal(form, row)
    return _to_course(patient_id, row.course_id, done)


@blueprint.post("/patients/<uuid:patient_id>/proposals/<uuid:proposal_id>/decide")
@gate.record(Action.WRITE)
@takes(DecisionForm)
def decide(patient_id: UUID, proposal_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), PlanProposal, patient_id, proposal_id)
    form = DecisionForm.of(proposal_id)
    if row.state == OPEN and form.decision.data == "accept":
        form.tell(_(PLAN_CHANGED), words=services.look_at(db_session(), row).words)

    def act() -> UUID | None:
        return services.decide(db_session(), row, form.decision.data, form.answer.data, author())

    done = act_on(form, act)
    if done is None:
        return _refusal(form, row)
    return _to_course(patient_id, services.course_there(db_session(), row), done)


def _to_course(patient_id: UUID, course_id: UUID | None, done: Done) -> ResponseReturnValue:
    return undo_banner.go_on("dashboard.course", patient_id=patient_id, course=course_id, saved=done.change)


def _refusal(form: BaseForm, row: PlanProposal) -> Response:
    """The proposal as it stands by now, with the reason why it could not be answered or taken back."""
    line = services.look_at(db_session(), row)
    return form_page("correspondence/proposal.html", form, line=line, zone=gate.patient().zone)

"""Does it fit me? The questions, prefilled from the record, and the answer, which never says yes or no."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.dashboard.views.base import blueprint
from tracker.domain.learning.fit import changed, newer_in_record
from tracker.domain.sharing.access import Action
from tracker.guide.forms import KeptFitForm
from tracker.review.models import FitAnswers
from tracker.review.services import fit as services
from tracker.web import gate, undo_banner
from tracker.web.acting import answer, author
from tracker.web.days import day_or_404
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session
from tracker.wording import fit as wording
from tracker.wording import warning_signs


def _read(patient_id: UUID) -> services.Fit:
    patient = gate.patient()
    return services.read_fit(db_session(), patient_id, patient.today(), patient.zone)


@blueprint.get("/patients/<uuid:patient_id>/fit")
@gate.record(Action.READ)
def fit(patient_id: UUID) -> ResponseReturnValue:
    """The answer to the latest answers, and what changed since then and before."""
    found = _read(patient_id)
    latest = found.latest
    if latest is None:
        return render_template("dashboard/fit.html", latest=None, signs=found.signs)
    recorded = found.recorded.facts
    return render_template(
        "dashboard/fit.html",
        latest=latest,
        signs=found.signs,
        parts=wording.answer_in_words(found.asked),
        answers=wording.answers(latest.facts),
        answered_on=wording.answered_on(latest.for_date),
        newer=wording.compared(newer_in_record(latest.facts, recorded), recorded, latest.facts),
        earlier=[
            (before.for_date, wording.compared(changed(before.facts, after.facts), after.facts, before.facts))
            for after, before in zip(found.kept, found.kept[1:], strict=False)
        ],
        emergency=warning_signs.EMERGENCY,
    )


@blueprint.route("/patients/<uuid:patient_id>/fit/questions", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(KeptFitForm)
def fit_questions(patient_id: UUID) -> ResponseReturnValue:
    found, today = _read(patient_id), gate.patient().today()
    row = services.find_row(db_session(), patient_id, today)
    here = found.latest if row is not None else None
    form = KeptFitForm.of(
        None if here is None else here.facts,
        found.begins_with,
        in_brief=found.latest is not None and found.latest.in_brief,
    ).about(FitAnswers.__tablename__, None if row is None else row.id)
    return answer(
        form,
        lambda: services.save_fit(db_session(), form.facts(), author(), in_brief=form.in_brief.data),
        lambda: form_page(
            "dashboard/fit_questions.html",
            form,
            medicines=found.recorded.medicines,
            signs=found.signs,
            first=found.latest is None,
            emergency=warning_signs.EMERGENCY,
        ),
        lambda saved: undo_banner.go_on("dashboard.fit", patient_id=patient_id, saved=saved),
    )


@blueprint.post("/patients/<uuid:patient_id>/fit/<day>/delete")
@gate.record(Action.WRITE)
def delete_fit(patient_id: UUID, day: str) -> ResponseReturnValue:
    saved = services.delete_fit(db_session(), day_or_404(day), author())
    return undo_banner.commit_and_go_on("dashboard.fit", patient_id=patient_id, saved=saved)

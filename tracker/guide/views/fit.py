"""Does it fit me? The questions and the answer for everyone: what is sent is read, answered and kept nowhere."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Problems
from tracker.domain.learning.fit import Asked, check_fit
from tracker.guide.forms import FitForm
from tracker.guide.views.base import blueprint
from tracker.web import gate
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.wording import fit as wording
from tracker.wording import warning_signs


@blueprint.route("/fit", methods=["GET", "POST"])
@gate.public_reading
@takes(FitForm)
def fit() -> ResponseReturnValue:
    """Whoever has a record answers there, where the answers are kept."""
    form = FitForm()
    patient_id = gate.own_patient_id()
    if patient_id is not None and not form.is_submitted():
        return redirect(url_for("dashboard.fit", patient_id=patient_id))
    asked = _asked(form) if form.validate_on_submit() else None
    return form_page(
        "guide/fit.html",
        form,
        parts=() if asked is None else wording.answer_in_words(asked),
        answers=() if asked is None else wording.answers(asked.facts),
        emergency=warning_signs.EMERGENCY,
    )


def _asked(form: FitForm) -> Asked | None:
    """What was asked; None where it cannot be answered so, with the reasons in the form."""
    try:
        return Asked(check_fit(form.facts()))
    except Problems as problems:
        form.blame(problems)
        return None

"""Ask: a question in plain words, answered from our statements; it is sent as a form, so that no address holds it."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.guide.forms import AskForm
from tracker.guide.views.base import blueprint
from tracker.web import gate, lanes, limits
from tracker.web.app_settings import settings
from tracker.web.compressing import may_be_compressed
from tracker.web.extensions import csrf
from tracker.web.refusals import form_page
from tracker.wording import asking, warning_signs
from tracker.wording.statements import Place, Statement


def place_of(statement: Statement) -> str:
    """The address at which a statement stands on its page."""
    own = statement.place is Place.EVIDENCE and statement.part != "trial"
    inside = statement.code if own else statement.part
    return url_for(f"guide.{statement.place}", _anchor=inside)


@blueprint.route("/ask", methods=["GET", "POST"])
@gate.public_reading
@limits.takes(AskForm)
@lanes.answers_like_a_page
@may_be_compressed
def ask() -> ResponseReturnValue:
    """The field, and the answer to what was sent with it. Nothing of it is kept or logged."""
    patient = gate.own_patient()
    form = AskForm()
    if not form.is_submitted():
        return render_template("guide/ask.html", form=AskForm(formdata=None), answer=None, own=None, has_own=patient)
    if not form.validate():
        return form_page("guide/ask.html", form, answer=None, own=None, has_own=patient)
    found = asking.answer(form.question.data)
    own = None
    if patient is not None and form.own.data and not found.signs:  # beside a warning sign no score is shown
        own = current_app.extensions["own_numbers"](patient.id, patient.today(), [one.code for one in found.statements])
    number = warning_signs.emergency_number(patient.country if patient else settings().country)
    return render_template(
        "guide/ask.html",
        form=form,
        answer=found,
        own=own,
        has_own=patient,
        number=number,
        calls=warning_signs.numbers_to_call(number),
        place_of=place_of,
    )


# An answer about a warning sign must not hang on a cookie, and there is nothing to forge where nothing is changed.
csrf.exempt(ask)

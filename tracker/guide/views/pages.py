"""The pages that everyone may read: welcome, "Get help now", evidence, checklist, and in development the gallery."""

from flask import abort, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.configuration.settings import Settings
from tracker.domain.course import verdict
from tracker.domain.safety import warning_signs as rules
from tracker.guide.views import gallery
from tracker.guide.views.base import blueprint
from tracker.web import gate, lanes
from tracker.web.compressing import may_be_compressed
from tracker.web.navigation import home_url, safe_next
from tracker.wording import sources, statements, warning_signs

SAVED_FROM = frozenset({"entry", "session", "signs"})


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


@blueprint.get("/")
@gate.public
def home() -> ResponseReturnValue:
    """Welcome for those who are not signed in; everyone else goes on to what is theirs."""
    if g.viewer is None:
        return render_template("guide/welcome.html", sign_up_open=_settings().sign_up_open)
    return redirect(home_url(gate.own_patient_id(), practises=g.viewer.is_practitioner))


@blueprint.get("/help-now")
@gate.public
@may_be_compressed
@lanes.answers_always
def help_now() -> str:
    """Warning signs and whom to call; never a score, never a word that reassures."""
    patient = gate.own_patient()
    number = warning_signs.emergency_number(patient.country if patient else _settings().country)
    return render_template(
        "guide/help_now.html",
        signs=warning_signs,
        version=rules.WARNING_SIGNS_VERSION,
        dated=rules.WARNING_SIGNS_DATE,
        readings=statements.readings_of(statements.signs.SIGNS),
        number=number,
        calls=warning_signs.numbers_to_call(number),
        has_own=patient,
        saved=request.args.get("from") in SAVED_FROM,
        then=safe_next(request.args.get("then")),
    )


@blueprint.get("/evidence")
@gate.public
@may_be_compressed
def evidence() -> str:
    """What trials and guidelines say, for and against; what articles claim; how this app counts."""
    return render_template(
        "guide/evidence.html",
        statements=statements,
        rule=verdict,
        has_own=gate.own_patient_id(),
        checked_on=sources.READ_AGAIN,
        look_again_by=min(one.look_again_by for one in statements.ALL),
    )


@blueprint.get("/checklist")
@gate.public
@may_be_compressed
def checklist() -> str:
    """What to ask and to tell a practitioner before the first session; a patient's own cautions are marked."""
    patient_id = gate.own_patient_id()
    return render_template(
        "guide/checklist.html",
        noted=() if patient_id is None else current_app.extensions["own_cautions"](patient_id),
        statements=statements.checklist,
        readings=statements.readings_of((*statements.checklist.CHECKLIST, *statements.signs.AFTER_SIGNS.values())),
        signs=warning_signs.AFTER_NEEDLING,
        patient_id=patient_id,
    )


@blueprint.get("/_components")
@gate.public
def components() -> str:
    """Every component in all its states, for those who work on the app."""
    settings = _settings()
    if not (settings.development or settings.testing):
        abort(404)
    return render_template("guide/components.html", **gallery.contents())

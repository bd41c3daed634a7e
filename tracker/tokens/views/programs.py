"""Pages of one's tokens for programs: the list, making one, ending one."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from tracker.accounts.services import judging
from tracker.accounts.services.activity import tell
from tracker.domain.accounts.programs import Scope
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Problems
from tracker.tokens.forms import NewTokenForm, scopes_for
from tracker.tokens.services import tokens
from tracker.tokens.services.pace import Pace
from tracker.web import clock, gate
from tracker.web.app_settings import settings
from tracker.web.callers import caller
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.programs import SAID_OF_SCOPE

blueprint = Blueprint("tokens", __name__)


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.extensions["pace"] = Pace()
    state.app.jinja_env.globals.update(programs_of=_listed, scopes_said=SAID_OF_SCOPE)


@blueprint.get("/settings/programs")
@gate.signed_in
def programs() -> ResponseReturnValue:
    ended = request.args.get("ended") is not None
    return render_template("tokens/programs.html", programs=_listed(), ended=ended)


@blueprint.route("/settings/programs/new", methods=["GET", "POST"])
@gate.signed_in_lately
@takes(NewTokenForm)
def new_program() -> ResponseReturnValue:
    """Make a token; whoever would let a program see patients' records has a second factor as for seeing them."""
    viewer = gate.viewer()
    here = clock.now().astimezone(viewer.zone)
    scopes = _scopes(viewer)
    form = NewTokenForm.offering(scopes, here.date())
    if not scopes or not form.validate_on_submit():
        return form_page("tokens/new_program.html", form, scopes=scopes)
    _hold_sign_in()
    try:
        secret = tokens.make_token(db_session(), form.id.data, form.facts(scopes), viewer.account_id, here)
    except Problems as problems:
        form.blame(problems)
        return form_page("tokens/new_program.html", form, scopes=scopes)
    except tokens.AlreadyMade:
        return render_template("tokens/program_made.html", secret=None, address=None)
    tell(db_session(), viewer.account_id, SecurityAct.TOKEN_MADE, caller(), object_id=form.id.data)
    commit()
    return render_template("tokens/program_made.html", secret=secret, address=request.url_root + "api/v1/me")


@blueprint.post("/settings/programs/<uuid:token_id>/end")
@gate.signed_in
def end_program(token_id: UUID) -> ResponseReturnValue:
    """End a token; one that has ended, and another's, is not there."""
    viewer = gate.viewer()
    _hold_sign_in()
    if not tokens.end_token(db_session(), viewer.account_id, token_id, clock.now()):
        abort(404)
    tell(db_session(), viewer.account_id, SecurityAct.TOKEN_ENDED, caller(), object_id=token_id)
    commit()
    return go_on("tokens.programs", ended=1)


def _hold_sign_in() -> None:
    """From here to the commit nobody ends the sign-in of this request; where it has been ended, nothing is done."""
    viewer = gate.viewer()
    if not judging.hold_sign_in(db_session(), viewer.account_id, viewer.session_id, clock.now()):
        db_session().rollback()
        abort(redirect(url_for("accounts.sign_in"), 303))


def _scopes(viewer: gate.Viewer) -> list[Scope]:
    sees_patients = viewer.is_practitioner and (viewer.has_factor or not settings().practitioner_factor_required)
    return scopes_for(has_record=gate.own_patient_id() is not None, sees_patients=sees_patients)


def _listed() -> Any:
    viewer = gate.viewer()
    return tokens.list_tokens(db_session(), viewer.account_id, clock.today(viewer.zone))

"""Pages of second factors: what an account has, and adding and removing its authenticator app."""

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from tracker.accounts.forms import AppCodeForm, NextForm
from tracker.accounts.services import accounts
from tracker.accounts.services import factors as changes
from tracker.accounts.views.answers import done, hold_sign_in, show, show_refused
from tracker.accounts.views.base import blueprint, keeper
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Problems
from tracker.factors.services import totp
from tracker.web import clock, gate
from tracker.web.app_settings import settings
from tracker.web.callers import caller
from tracker.web.navigation import safe_next
from tracker.web.qr import picture_of
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.accounts import WRONG


@blueprint.get("/settings/second-factor")
@gate.signed_in
def factors() -> Response:
    viewer = gate.viewer()
    return show(
        "factors",
        viewer=viewer,
        held=changes.factors_held(db_session(), viewer.account_id),
        codes_left=accounts.find_profile(db_session(), viewer.account_id).codes_left,
        required=settings().practitioner_factor_required and not viewer.is_demo,
        next=safe_next(request.args.get("next")),
    )


@blueprint.post("/settings/second-factor/app/new")
@gate.signed_in_lately
def enrol_app() -> Response:
    """A fresh secret for a phone; one that waits for its first code already is given up."""
    form = NextForm()
    hold_sign_in()
    begun = totp.enrol(db_session(), keeper().second_step.sealer, gate.viewer().account_id, clock.now())
    commit()
    return go_on("accounts.add_app" if begun else "accounts.factors", next=form.next.data)


@blueprint.route("/settings/second-factor/app", methods=["GET", "POST"])
@gate.signed_in_lately
def add_app() -> Response:
    """The picture for the phone, and the first code, which shows that the phone has it."""
    viewer, sealer, form = gate.viewer(), keeper().second_step.sealer, AppCodeForm()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"))
    else:
        hold_sign_in()
    key = totp.key_to_confirm(db_session(), sealer, viewer.account_id)
    if key is None:
        return go_on("accounts.factors", next=form.next.data)
    address = totp.address_of(key, viewer.user_name, request.host.partition(":")[0])
    shown: dict[str, Any] = {"key": totp.grouped(key), "picture": picture_of(address)}
    if not form.validate_on_submit():
        return show("authenticator", form, **shown)
    try:
        totp.confirm(db_session(), sealer, viewer.account_id, form.code.data, clock.now())
    except totp.WrongCode as error:
        return show_refused("authenticator", error, form, Problems({"code": WRONG["new_app_code"]}), **shown)
    return changed(SecurityAct.AUTHENTICATOR_ADDED, form, note="app_added")


@blueprint.post("/settings/second-factor/app/remove")
@gate.signed_in_lately
def remove_app() -> Response:
    form = NextForm()
    hold_sign_in()
    if not totp.remove(db_session(), gate.viewer().account_id):
        commit()
        return go_on("accounts.factors", next=form.next.data)
    return changed(SecurityAct.AUTHENTICATOR_REMOVED, form, note="app_removed")


def changed(act: SecurityAct, form: NextForm, *, note: str, factor_id: UUID | None = None) -> Response:
    """A factor came or went: tell the account, end its other sign-ins, and go back to what it has."""
    changes.factor_changed(db_session(), gate.viewer().account_id, act, caller(), object_id=factor_id)
    return done(act.value, "accounts.factors", note=note, next=form.next.data)

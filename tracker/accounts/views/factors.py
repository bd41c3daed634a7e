"""Pages of second factors: what an account has, and adding and removing its authenticator app."""

import logging
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from tracker.accounts.forms.factors import AppCodeForm, NextForm
from tracker.accounts.services import accounts
from tracker.accounts.services import factors as changes
from tracker.accounts.views.answers import hold_sign_in, show, show_refused
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
from tracker.wording.accounts import wrong_new_app_code

log = logging.getLogger("tracker")


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
    return redirect(url_for("accounts.add_app" if begun else "accounts.factors", next=form.next.data), code=303)


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
        return redirect(url_for("accounts.factors", next=form.next.data), code=303)
    shown: dict[str, Any] = {"key": totp.grouped(key), "picture": _picture(key, viewer.user_name)}
    if not form.validate_on_submit():
        return show("authenticator", form, **shown)
    try:
        totp.confirm(db_session(), sealer, viewer.account_id, form.code.data, clock.now())
    except totp.WrongCode as error:
        return show_refused("authenticator", error, form, Problems({"code": wrong_new_app_code()}), **shown)
    _changed(SecurityAct.AUTHENTICATOR_ADDED)
    return redirect(url_for("accounts.factors", note="app_added", next=form.next.data), code=303)


def _picture(key: str, user_name: str) -> object:
    return picture_of(totp.address_of(key, user_name, request.host.partition(":")[0]))


@blueprint.post("/settings/second-factor/app/remove")
@gate.signed_in_lately
def remove_app() -> Response:
    form = NextForm()
    hold_sign_in()
    if not totp.remove(db_session(), gate.viewer().account_id):
        commit()
        return redirect(url_for("accounts.factors", next=form.next.data), code=303)
    _changed(SecurityAct.AUTHENTICATOR_REMOVED)
    return redirect(url_for("accounts.factors", note="app_removed", next=form.next.data), code=303)


def _changed(act: SecurityAct) -> None:
    account_id = gate.viewer().account_id
    changes.factor_changed(db_session(), account_id, act, caller())
    commit()
    log.info("account.%s account=%s", act.value, account_id)

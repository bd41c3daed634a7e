"""Pages of one's own account: profile, password, sign-ins, recovery codes, and deleting it all."""

import logging
from uuid import UUID

from flask import abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker.accounts import answers, services, sessions
from tracker.accounts import sign_in as cookies
from tracker.accounts.answers import REFUSALS, show, show_refused
from tracker.accounts.blueprint import blueprint, keeper, limits
from tracker.accounts.forms import AgainForm, ConfirmForm, PasswordForm, ProfileForm
from tracker.accounts.zones import words_with
from tracker.domain.errors import Problems
from tracker.web import clock, gate
from tracker.web.navigation import safe_next
from tracker.web.transactions import commit, db_session

log = logging.getLogger("tracker")
WRONG = Problems({"password": "This is not your password."})


@blueprint.route("/settings", methods=["GET", "POST"])
@gate.signed_in
def settings() -> Response:
    viewer = gate.viewer()
    profile = services.find_profile(db_session(), viewer.account_id)
    form = ProfileForm(data={"email": profile.email, "time_zone": profile.time_zone})
    form.time_zone.words = words_with(profile.time_zone)
    if not form.validate_on_submit():
        return show("settings", form, profile=profile, patient_id=gate.own_patient_id())
    services.change_profile(db_session(), viewer.account_id, email=form.email.data, time_zone=form.time_zone.data)
    commit()
    return redirect(url_for("accounts.settings", note="profile"), code=303)


def _confirmed(password: str) -> str | None:
    """The password once more: a new secret for this sign-in's cookie. None where it has been ended meanwhile."""
    viewer, now = gate.viewer(), clock.now()
    keeper().check_password(db_session(), viewer.account_id, password, now)
    return sessions.confirm(db_session(), viewer.session_id, now)


@blueprint.route("/confirm", methods=["GET", "POST"])
@gate.signed_in
def confirm() -> Response:
    """The password once more; then on to where it was asked for, with what was typed there."""
    form = AgainForm()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"))
        return show("confirm", form)
    if not form.validate():
        return show("confirm", form)
    try:
        secret = _confirmed(form.password.data)
    except REFUSALS as error:
        return show_refused("confirm", error, form, WRONG)
    commit()
    if form.target.data:
        return _with_secret(show("send_again", form, heading="Thank you", label="Go on"), secret)
    return _with_secret(redirect(form.next.data or url_for("accounts.settings"), code=303), secret)


def _with_secret(response: Response, secret: str | None) -> Response:
    if secret is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    cookies.set_cookie(response, secret, kept=g.account_session_kept)
    return response


@blueprint.route("/settings/password", methods=["GET", "POST"])
@gate.signed_in
def password() -> Response:
    viewer = gate.viewer()
    form = PasswordForm()
    form.own_name = viewer.user_name
    if not form.validate_on_submit():
        return show("password", form)
    try:
        secret = _confirmed(form.password.data)
    except REFUSALS as error:
        return show_refused("password", error, form, WRONG)
    commit()
    keeper().change_password(db_session(), viewer.account_id, form.new_password.data, clock.now())
    sessions.end_all(db_session(), viewer.account_id, except_for=viewer.session_id)
    commit()
    log.info("account.password_changed account=%s", viewer.account_id)
    return _with_secret(redirect(url_for("accounts.settings", note="password"), code=303), secret)


@blueprint.get("/settings/sign-ins")
@gate.signed_in
def sign_ins() -> Response:
    viewer = gate.viewer()
    found = services.list_sign_ins(db_session(), viewer.account_id, limits(), clock.now())
    return show("sign_ins", sign_ins=found, viewer=viewer)


@blueprint.post("/settings/sign-ins/<uuid:session_id>/end")
@gate.signed_in
def end_sign_in(session_id: UUID) -> Response:
    viewer = gate.viewer()
    if not sessions.end_one(db_session(), viewer.account_id, session_id):
        abort(404)
    commit()
    log.info("account.sign_in_ended account=%s", viewer.account_id)
    if session_id == viewer.session_id:
        return answers.leave(redirect(url_for("accounts.sign_in", note="out"), code=303))
    return redirect(url_for("accounts.sign_ins", note="ended"), code=303)


@blueprint.post("/settings/sign-ins/end-others")
@gate.signed_in
def end_other_sign_ins() -> Response:
    viewer = gate.viewer()
    sessions.end_all(db_session(), viewer.account_id, except_for=viewer.session_id)
    commit()
    log.info("account.other_sign_ins_ended account=%s", viewer.account_id)
    return redirect(url_for("accounts.sign_ins", note="others"), code=303)


@blueprint.route("/settings/recovery-codes", methods=["GET", "POST"])
@gate.signed_in
def recovery_codes() -> Response:
    viewer = gate.viewer()
    left = services.find_profile(db_session(), viewer.account_id).codes_left
    form = ConfirmForm()
    if not form.validate_on_submit():
        return show("recovery_codes", form, left=left)
    try:
        secret = _confirmed(form.password.data)
    except REFUSALS as error:
        return show_refused("recovery_codes", error, form, WRONG, left=left)
    codes = services.make_codes(db_session(), viewer.account_id, clock.now())
    commit()
    log.info("account.recovery_codes_made account=%s", viewer.account_id)
    return _with_secret(show("new_codes", codes=codes), secret)


@blueprint.route("/settings/delete", methods=["GET", "POST"])
@gate.signed_in
def delete_account() -> Response:
    viewer = gate.viewer()
    form = ConfirmForm()
    patient_id = gate.own_patient_id()
    if not form.validate_on_submit():
        return show("delete_account", form, patient_id=patient_id)
    try:
        keeper().check_password(db_session(), viewer.account_id, form.password.data, clock.now())
    except REFUSALS as error:
        return show_refused("delete_account", error, form, WRONG, patient_id=patient_id)
    services.delete_account(db_session(), viewer.account_id)
    commit()
    log.info("account.deleted account=%s", viewer.account_id)
    return answers.leave(redirect(url_for("accounts.sign_in", note="deleted"), code=303))

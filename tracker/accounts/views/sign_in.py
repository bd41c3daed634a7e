"""Pages for those who are not signed in: sign up, sign in, and a forgotten password; and signing out."""

import logging
import uuid
from datetime import datetime

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker.accounts.forms import PATIENT, PRACTITIONER, RecoverForm, SignInForm, SignUpForm
from tracker.accounts.services import activity, recovery, sessions
from tracker.accounts.services.accounts import AlreadyMade, NewAccount
from tracker.accounts.services.factors import has_factor
from tracker.accounts.services.recovery import Forgotten
from tracker.accounts.services.zones import words_with
from tracker.accounts.views import answers, cookies
from tracker.accounts.views.answers import (
    REFUSALS,
    begin_sign_in,
    beside_sign_in,
    enter,
    home_of,
    show,
    show_refused,
    with_sign_in,
)
from tracker.accounts.views.base import blueprint, forget_form_token, keeper
from tracker.accounts.views.second_step import ask_second_factor
from tracker.domain.accounts.names import name_key
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Problems
from tracker.web import clock, gate, lanes
from tracker.web.app_settings import settings
from tracker.web.callers import caller, stranger
from tracker.web.navigation import safe_next
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.accounts import WRONG

log = logging.getLogger("tracker")


@blueprint.route("/sign-up", methods=["GET", "POST"])
@gate.public
@lanes.judges_password
def sign_up() -> Response:
    if not settings().sign_up_open:
        return show("sign_up_closed")
    form = _sign_up_form()
    if request.method == "GET" and g.viewer is not None:
        return redirect(form.next.data or home_of(g.viewer.account_id))
    if not form.validate_on_submit():
        return show("sign_up", form)
    account_id = form.account_id
    try:
        codes = keeper().sign_up(db_session(), _new_account(form), caller())
    except AlreadyMade:
        return _made_already(account_id)
    except REFUSALS as error:
        return show_refused("sign_up", error, form, Problems({"": WRONG["pair"]}))
    first_page = _first_steps(form, clock.now())
    log.info("account.created account=%s", account_id)
    secret = begin_sign_in(account_id, kept=False, act=SecurityAct.ACCOUNT_MADE)
    commit()
    response = show("signed_up", codes=codes, go_on=first_page, practises=form.practises)
    return with_sign_in(response, account_id, name_key(form.user_name.data), secret)


def _sign_up_form() -> SignUpForm:
    form = SignUpForm(time_zone=settings().time_zone)
    form.time_zone.words = words_with(settings().time_zone)
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"))
        form.role.data = PRACTITIONER if request.args.get("as") == PRACTITIONER else PATIENT
    return form


def _first_steps(form: SignUpForm, now: datetime) -> str:
    """Where a new account goes on to: a patient to the record made for them, a practitioner to their profile."""
    if form.practises:
        return url_for("practitioners.profile", next=form.next.data)
    patient_id = current_app.extensions["account_made"](form.account_id, now)
    return url_for("dashboard.today", patient_id=patient_id)


def _new_account(form: SignUpForm) -> NewAccount:
    return NewAccount(
        id=form.account_id,
        user_name=form.user_name.data,
        password=form.new_password.data,
        email=form.email.data,
        time_zone=form.time_zone.data,
        is_practitioner=form.practises,
    )


def _made_already(account_id: uuid.UUID) -> Response:
    """The same form was sent twice: the first time made the account, and showed its codes."""
    if g.viewer is not None and g.viewer.account_id == account_id:
        return go_on("accounts.recovery_codes", note="codes")
    return go_on("accounts.sign_in", note="made")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@gate.public
@lanes.judges_password
def sign_in() -> Response:
    form = SignInForm()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"))
        if g.viewer is not None and "again" not in request.args:
            return redirect(form.next.data or home_of(g.viewer.account_id))
    if not form.validate_on_submit():
        return show("sign_in", form, **beside_sign_in(form))
    try:
        account_id = keeper().sign_in(db_session(), form.user_name.data, form.password.data, caller())
    except REFUSALS as error:
        log.info("account.sign_in_refused kind=%s", type(error).__name__)
        return show_refused("sign_in", error, form, Problems({"": WRONG["pair"]}), **beside_sign_in(form))
    if has_factor(db_session(), account_id):
        return ask_second_factor(account_id, form)
    return enter(account_id, form, kept=form.kept.data)


@blueprint.route("/recover", methods=["GET", "POST"])
@gate.public
@lanes.judges_password
def recover() -> Response:
    """For those who have forgotten their password."""
    form = RecoverForm()
    if not form.validate_on_submit():
        return show("recover", form)
    given = Forgotten(
        name=form.user_name.data,
        code=form.code.data,
        password=form.new_password.data,
        app_code=form.app_code.data,
        signed_in_as=cookies.signed_in_lately_as(),
        sign_in=None if g.viewer is None else g.viewer.session_id,
    )
    try:
        account_id = recovery.recover(keeper(), db_session(), given, stranger())
    except REFUSALS as error:
        log.info("account.recovery_refused kind=%s", type(error).__name__)
        return show_refused("recover", error, form, Problems({"": WRONG["recovery"]}))
    log.info("account.recovered account=%s", account_id)
    secret = begin_sign_in(account_id, kept=False, act=SecurityAct.PASSWORD_RECOVERED)
    forget_form_token()
    commit()
    response = go_on("accounts.recovery_codes", note="recovered")
    cookies.STEP.clear(response)
    return with_sign_in(response, account_id, name_key(given.name), secret)


@blueprint.post("/sign-out")
@gate.public
def sign_out() -> Response:
    secret = cookies.SIGN_IN.sent_secret()
    if secret is not None:
        sessions.end(db_session(), secret)
        if g.viewer is not None:
            activity.tell(db_session(), g.viewer.account_id, SecurityAct.SIGNED_OUT, caller())
        commit()
    if g.viewer is not None:
        log.info("account.signed_out account=%s", g.viewer.account_id)
    return answers.leave(go_on("accounts.sign_in", note="out"), others_wait="others_wait" in request.form)

"""Pages of one's own account: profile, password, sign-ins, recovery codes, what was done with it, deleting it."""

import logging
from dataclasses import asdict
from uuid import UUID

from flask import abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker.accounts.forms import (
    AT_ONCE,
    AgainForm,
    CarryingForm,
    ConfirmForm,
    EraseForm,
    LookForm,
    PasswordForm,
    ProfileForm,
)
from tracker.accounts.queries import Profile
from tracker.accounts.services import accounts, erasure, factors, judging, sessions
from tracker.accounts.services import activity as events
from tracker.accounts.services.activity import tell
from tracker.accounts.services.judging import Judged
from tracker.accounts.services.zones import words_with
from tracker.accounts.views import answers, cookies
from tracker.accounts.views.answers import REFUSALS, done, show, show_refused, wrong_password
from tracker.accounts.views.base import blueprint, keeper, limits
from tracker.domain.accounts.security_log import SecurityAct
from tracker.web import app_settings, clock, gate, lanes
from tracker.web.callers import caller
from tracker.web.limits import takes
from tracker.web.navigation import safe_next
from tracker.web.refusals import UNFIT
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording import accounts as words

log = logging.getLogger("tracker")


@blueprint.route("/settings", methods=["GET", "POST"])
@gate.signed_in
def settings() -> Response:
    viewer = gate.viewer()
    if request.method == "POST":
        judging.wait_for(db_session(), viewer.account_id)
        answers.hold_sign_in()
    profile = accounts.find_profile(db_session(), viewer.account_id)
    form = _profile_form(profile)
    if not form.validate_on_submit():
        return _settings_page(profile, form, _look_form(formdata=None))
    if form.email.data != profile.email:
        asked = cookies.ask_again(viewer)
        if asked is not None:
            return asked
        tell(db_session(), viewer.account_id, SecurityAct.EMAIL_CHANGED, caller())
    accounts.change_profile(db_session(), viewer.account_id, email=form.email.data, time_zone=form.time_zone.data)
    commit()
    return go_on("accounts.settings", note="profile")


@blueprint.post("/settings/look")
@gate.signed_in
@takes(LookForm)
def look() -> Response:
    """Theme, size of the text and how dates are written, for this account on every device."""
    viewer = gate.viewer()
    judging.wait_for(db_session(), viewer.account_id)
    answers.hold_sign_in()
    form = _look_form()
    if not form.validate_on_submit():
        profile = accounts.find_profile(db_session(), viewer.account_id)
        return _settings_page(profile, _profile_form(profile, formdata=None), form)
    accounts.change_look(db_session(), viewer.account_id, form.look)
    commit()
    return go_on("accounts.settings", note="look")


def _profile_form(profile: Profile, **sent: None) -> ProfileForm:
    form = ProfileForm(**sent, data={"email": profile.email, "time_zone": profile.time_zone})
    form.time_zone.words = words_with(profile.time_zone)
    return form


def _look_form(**sent: None) -> LookForm:
    return LookForm(**sent, data=asdict(accounts.find_look(db_session(), gate.viewer().account_id)))


def _settings_page(profile: Profile, form: ProfileForm, look_form: LookForm) -> Response:
    """Both forms of the page; the status is that of the one that was refused."""
    own, webhooks_on = gate.own_patient_id(), app_settings.settings().webhooks
    page = show("settings", form, look_form=look_form, profile=profile, patient_id=own, webhooks_on=webhooks_on)
    if look_form.any_errors:
        page.status_code = UNFIT
    return page


def _judged(password: str) -> Judged:
    """The password once more; `WrongPassword` or `Throttled`."""
    return keeper().check_password(db_session(), gate.viewer().account_id, password, caller())


def _confirmed(judged: Judged) -> str | None:
    """Hold the account, and give the new secret for this sign-in's cookie; `WrongPassword`."""
    answers.hold_confirmed(judged)
    return sessions.confirm(db_session(), gate.viewer().session_id, clock.now())


@blueprint.route("/confirm", methods=["GET", "POST"])
@gate.signed_in
@lanes.judges_password
@takes(AgainForm)
def confirm() -> Response:
    """The password once more; then on to where it was asked for, with what was typed there."""
    form = AgainForm()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        return show("confirm", form)
    try:
        secret = _confirmed(_judged(form.password.data))
    except REFUSALS as error:
        held = factors.factors_held(db_session(), gate.viewer().account_id)
        return show_refused(
            "confirm", error, form, wrong_password(), helps=words.passkey_help() if held.passkeys else ""
        )
    commit()
    return send_on(form, secret)


def send_on(form: CarryingForm, secret: str | None) -> Response:
    """To where the password was asked for once more, with what was typed there, and with the sign-in's new secret."""
    if form.target.data:
        return _with_secret(show("send_again", form, **words.again_words(words.CONFIRMED)), secret)
    return _with_secret(redirect(form.next.data or url_for("accounts.settings"), code=303), secret)


def _with_secret(response: Response, secret: str | None) -> Response:
    if secret is None:
        return go_on("accounts.sign_in")
    cookies.keep(response, secret, kept=g.account_session_kept)
    return response


@blueprint.route("/settings/password", methods=["GET", "POST"])
@gate.signed_in
@lanes.judges_password
def password() -> Response:
    viewer = gate.viewer()
    form = PasswordForm()
    form.own_name = viewer.user_name
    if not form.validate_on_submit():
        return show("password", form)
    try:
        judged = _judged(form.password.data)
        hashed = keeper().hasher.hash(form.new_password.data)
        secret = _confirmed(judged)
    except REFUSALS as error:
        return show_refused("password", error, form, wrong_password())
    accounts.change_password(db_session(), viewer.account_id, hashed, clock.now())
    tell(db_session(), viewer.account_id, SecurityAct.PASSWORD_CHANGED, caller())
    sessions.end_all(db_session(), viewer.account_id, except_for=viewer.session_id)
    return _with_secret(done("password_changed", "accounts.settings", note="password"), secret)


@blueprint.get("/settings/sign-ins")
@gate.signed_in
def sign_ins() -> Response:
    viewer = gate.viewer()
    found = accounts.list_sign_ins(db_session(), viewer.account_id, limits(), clock.now())
    return show("sign_ins", sign_ins=found, viewer=viewer)


@blueprint.post("/settings/sign-ins/<uuid:session_id>/end")
@gate.signed_in
def end_sign_in(session_id: UUID) -> Response:
    viewer = gate.viewer()
    answers.hold_sign_in()
    if not sessions.end_one(db_session(), viewer.account_id, session_id):
        abort(404)
    this = session_id == viewer.session_id
    act = SecurityAct.SIGNED_OUT if this else SecurityAct.SIGN_IN_ENDED
    tell(db_session(), viewer.account_id, act, caller(), object_id=session_id)
    if this:
        return answers.leave(done("sign_in_ended", "accounts.sign_in", note="out"))
    return done("sign_in_ended", "accounts.sign_ins", note="ended")


@blueprint.post("/settings/sign-ins/end-others")
@gate.signed_in
def end_other_sign_ins() -> Response:
    viewer = gate.viewer()
    answers.hold_sign_in()
    sessions.end_all(db_session(), viewer.account_id, except_for=viewer.session_id)
    tell(db_session(), viewer.account_id, SecurityAct.SIGN_INS_ENDED, caller())
    return done("other_sign_ins_ended", "accounts.sign_ins", note="others")


@blueprint.route("/settings/recovery-codes", methods=["GET", "POST"])
@gate.signed_in
@lanes.judges_password
def recovery_codes() -> Response:
    viewer = gate.viewer()
    left = accounts.find_profile(db_session(), viewer.account_id).codes_left
    form = ConfirmForm()
    if not form.validate_on_submit():
        return show("recovery_codes", form, left=left)
    try:
        secret = _confirmed(_judged(form.password.data))
    except REFUSALS as error:
        return show_refused("recovery_codes", error, form, wrong_password(), left=left)
    codes = accounts.make_codes(db_session(), viewer.account_id, clock.now())
    tell(db_session(), viewer.account_id, SecurityAct.RECOVERY_CODES_MADE, caller())
    commit()
    log.info("account.recovery_codes_made account=%s", viewer.account_id)
    return _with_secret(show("new_codes", codes=codes), secret)


@blueprint.get("/settings/activity")
@gate.signed_in
def activity() -> Response:
    """What was done with the account."""
    viewer = gate.viewer()
    return show("activity", lines=events.latest(db_session(), viewer.account_id), told=words.act_words, viewer=viewer)


@blueprint.post("/settings/activity/seen")
@gate.signed_in
def activity_seen() -> Response:
    """Its owner has seen what is new."""
    events.have_seen(db_session(), gate.viewer().account_id)
    commit()
    return go_on("accounts.activity", note="seen")


@blueprint.route("/settings/delete", methods=["GET", "POST"])
@gate.signed_in
@lanes.judges_password
def delete_account() -> Response:
    """Asked for with the password: in seven days, in which it can be taken back, or at once."""
    viewer, now = gate.viewer(), clock.now()
    form = EraseForm()
    patient_id = gate.own_patient_id()
    if not form.validate_on_submit():
        return show("delete_account", form, patient_id=patient_id)
    try:
        answers.hold_confirmed(_judged(form.password.data))
    except REFUSALS as error:
        return show_refused("delete_account", error, form, wrong_password(), patient_id=patient_id)
    if form.when.data == AT_ONCE:
        accounts.delete_account(db_session(), viewer.account_id, now)
        return answers.leave(done("deleted", "accounts.sign_in", note="deleted"))
    erasure.ask(db_session(), viewer.account_id, caller())
    return done("erasure_asked", "accounts.delete_account")


@blueprint.post("/settings/delete/keep")
@gate.signed_in
def keep_account() -> Response:
    answers.hold_sign_in()
    erasure.keep(db_session(), gate.viewer().account_id, caller())
    return done("erasure_cancelled", "accounts.settings", note="kept")

"""Passkeys on the pages: added, removed, and used to sign in, as a second factor and in place of the password.

Each begins with a POST from the page's script, which is answered with what the device is to make or sign, and with a
cookie that names the step. The device's answer then comes with a form, like any other.
"""

import logging
from collections.abc import Callable, Sequence
from functools import cached_property
from uuid import UUID

from flask import abort, current_app, jsonify, request
from werkzeug.wrappers import Response

from tracker.accounts.forms import (
    AgainForm,
    AskForPasskeyForm,
    NewPasskeyForm,
    NextForm,
    SecondStepForm,
    SignInForm,
    UsedPasskeyForm,
)
from tracker.accounts.services import activity, factors, judging, sessions
from tracker.accounts.services.judging import Judged
from tracker.accounts.views import answers, second_step
from tracker.accounts.views.answers import enter, show
from tracker.accounts.views.base import blueprint, keeper
from tracker.accounts.views.cookies import STEP
from tracker.accounts.views.factors import changed
from tracker.accounts.views.settings import send_on
from tracker.audit.services.events import Caller
from tracker.domain.accounts import devices
from tracker.domain.accounts.security_log import SecurityAct
from tracker.factors.models import Passkey
from tracker.factors.services import passkeys, steps
from tracker.factors.services.passkeys import Asked, Refused, Site, Wrong
from tracker.factors.services.steps import Pending, Purpose
from tracker.throttling.throttles import LimitedAct, Throttled, Who
from tracker.web import clock, gate
from tracker.web.app_settings import settings
from tracker.web.callers import caller, stranger
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.refusals import UNFIT, too_many
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.accounts import PASSKEY_WRONG, device_words, too_many_passkeys, too_many_tries

log = logging.getLogger("tracker")


def words_of(why: Wrong) -> str:
    return too_many_passkeys(passkeys.MOST) if why is Wrong.TOO_MANY else PASSKEY_WRONG[why]


class Here:
    """What pages ask about passkeys; each answer is looked up when it is asked for."""

    @property
    def possible(self) -> bool:
        return _site_or_none() is not None

    @property
    def impossible(self) -> str:
        return words_of(Wrong.NO_SITE)

    @property
    def wrong(self) -> str:
        """Why a passkey was not added, as named in the address; nothing where none was refused."""
        return next((words_of(why) for why in Wrong if why == request.args.get("passkey")), "")

    @cached_property
    def mine(self) -> Sequence[Passkey]:
        return passkeys.list_passkeys(db_session(), gate.viewer().account_id)

    @property
    def form(self) -> NewPasskeyForm:
        return NewPasskeyForm(formdata=None, data={"label": _this_device()})


@blueprint.app_context_processor
def _passkeys_here() -> dict[str, Here]:
    return {"passkeys_here": Here()}


def _site_or_none() -> Site | None:
    return passkeys.site_of(request.host, https=settings().https or request.is_secure)


def _site() -> Site:
    found = _site_or_none()
    if found is None:
        raise Refused(Wrong.NO_SITE)
    return found


def _this_device() -> str:
    return device_words(devices.summary(request.user_agent.string))


def _ask(
    purpose: Purpose, options: Callable[[Site, bytes], str], *, account_id: UUID | None = None, kept: bool = False
) -> Response:
    """Begin a step: what the device is to do, for the page's script, and the cookie that names the step."""
    try:
        site = _site()
        challenge = steps.new_challenge()
        begun = Pending(account_id, challenge, kept, judging.newest_stamp(db_session()))
        secret = steps.begin(db_session(), purpose, begun, clock.now())
        told = options(site, challenge)
    except Refused as refused:
        db_session().rollback()
        return _tell_script(words_of(refused.why))
    commit()
    response = current_app.response_class(told, mimetype="application/json")
    STEP.set(response, secret)
    return response


def _tell_script(words: str) -> Response:
    response = jsonify(wrong=words)
    response.status_code = UNFIT
    return response


def _keep_refusal(refused: Refused, act: SecurityAct, whence: Caller) -> None:
    """Keep that the step is used up, and write the refusal into the log of whose passkey it was."""
    log.info("account.passkey_refused kind=%s", refused.why)
    if refused.account_id is not None:
        activity.tell(db_session(), refused.account_id, act, whence)
    commit()


def _show_refused(template: str, refused: Refused, form: BaseForm, **context: object) -> Response:
    response = show(template, form, passkey_wrong=words_of(refused.why), **context)
    response.status_code = UNFIT
    return response


@blueprint.post("/sign-in/passkey/begin")
@gate.public
def begin_passkey_sign_in() -> Response:
    form = AskForPasskeyForm()
    try:
        here, throttle = caller(), keeper().throttle
        who = Who(address=here.network, browser=throttle.browsers.mark_of(here.known, here.now.date()))
        throttle.take(db_session(), LimitedAct.PASSKEY, who, here.now)
    except Throttled as throttled:
        db_session().rollback()
        return too_many(_tell_script(too_many_tries(throttled.seconds)), throttled.seconds)
    return _ask(
        Purpose.SIGN_IN_WITH_PASSKEY,
        lambda site, challenge: passkeys.options_to_use(db_session(), site, challenge),
        kept=form.kept.data,
    )


@blueprint.post("/sign-in/passkey")
@gate.public
def sign_in_with_passkey() -> Response:
    """A passkey alone is two factors: nothing else is asked for."""
    form, now = UsedPasskeyForm(), clock.now()
    form.validate()
    try:
        pending = passkeys.take_step(db_session(), STEP.sent_secret(), Purpose.SIGN_IN_WITH_PASSKEY, now)
        account_id = _owner(form.answer.data, pending)
    except Refused as refused:
        _keep_refusal(refused, SecurityAct.PASSKEY_REFUSED, stranger())
        again = form.carried_by(SignInForm)
        return _show_refused("sign_in", refused, again, **answers.beside_sign_in(again))
    return enter(account_id, form, kept=pending.kept)


def _owner(answer: str, pending: Pending) -> UUID:
    """Whose passkey answered, held; one of an account that nobody may sign in to is not known here."""
    site, now = _site(), clock.now()
    owner = passkeys.find_owner(db_session(), answer)
    if owner is not None and not judging.hold(db_session(), Judged(owner, pending.stamp), now):
        raise Refused(Wrong.LATE if second_step.may_enter(owner, now) else Wrong.UNKNOWN)
    return passkeys.check(db_session(), Asked(site, pending.challenge), answer, now)


@blueprint.post("/sign-in/second-step/passkey/begin")
@gate.public
def begin_passkey_second_step() -> Response:
    """The step after the password has a challenge already: the account's own passkeys are asked for it."""
    pending = second_step.find_pending()
    if pending is None or pending.challenge is None:
        return _tell_script(words_of(Wrong.LATE))
    try:
        told = passkeys.options_to_use(db_session(), _site(), pending.challenge, account_id=pending.account_id)
    except Refused as refused:
        return _tell_script(words_of(refused.why))
    return current_app.response_class(told, mimetype="application/json")


@blueprint.post("/sign-in/second-step/passkey")
@gate.public
def second_step_with_passkey() -> Response:
    form, now = UsedPasskeyForm(), clock.now()
    form.validate()
    secret, pending = STEP.sent_secret(), second_step.find_pending()
    if secret is None or pending is None or pending.account_id is None:
        return second_step.begin_again(form)
    account_id = pending.account_id
    if not judging.hold(db_session(), Judged(account_id, pending.stamp), now):
        db_session().rollback()
        return second_step.begin_again(form)
    try:
        passkeys.check(db_session(), Asked(_site(), pending.challenge), form.answer.data, now, account_id=account_id)
    except Refused as refused:
        _keep_refusal(refused, SecurityAct.FACTOR_REFUSED, stranger())
        held = factors.factors_held(db_session(), account_id)
        return _show_refused("second_step", refused, form.carried_by(SecondStepForm), held=held)
    return second_step.finish(account_id, form, secret, kept=pending.kept)


@blueprint.post("/confirm/passkey/begin")
@gate.signed_in
def begin_passkey_confirm() -> Response:
    account_id = gate.viewer().account_id
    return _ask(
        Purpose.CONFIRM_WITH_PASSKEY,
        lambda site, challenge: passkeys.options_to_use(db_session(), site, challenge, account_id=account_id),
        account_id=account_id,
    )


@blueprint.post("/confirm/passkey")
@gate.signed_in
@takes(UsedPasskeyForm)
def confirm_with_passkey() -> Response:
    """A passkey in place of the password once more; then on to where it was asked for, with what was typed there."""
    form, viewer, now = UsedPasskeyForm(), gate.viewer(), clock.now()
    form.validate()
    mine, secret = viewer.account_id, STEP.sent_secret()
    answers.hold_sign_in()
    try:
        pending = passkeys.take_step(db_session(), secret, Purpose.CONFIRM_WITH_PASSKEY, now, account_id=mine)
        passkeys.check(db_session(), Asked(_site(), pending.challenge), form.answer.data, now, account_id=mine)
    except Refused as refused:
        _keep_refusal(refused, SecurityAct.PASSKEY_REFUSED, caller())
        return _show_refused("confirm", refused, form.carried_by(AgainForm))
    fresh = sessions.confirm(db_session(), viewer.session_id, now)
    commit()
    response = send_on(form, fresh)
    STEP.clear(response)
    return response


@blueprint.post("/settings/second-factor/passkeys/begin")
@gate.signed_in_lately
def begin_passkey() -> Response:
    viewer = gate.viewer()
    return _ask(
        Purpose.ADD_PASSKEY,
        lambda site, challenge: passkeys.options_to_add(
            db_session(), site, viewer.account_id, viewer.user_name, challenge
        ),
        account_id=viewer.account_id,
    )


@blueprint.post("/settings/second-factor/passkeys")
@gate.signed_in_lately
@takes(NewPasskeyForm)
def add_passkey() -> Response:
    form, mine, now = NewPasskeyForm(), gate.viewer().account_id, clock.now()
    form.validate()
    label = form.label.data or _this_device()
    answers.hold_sign_in()
    try:
        pending = passkeys.take_step(db_session(), STEP.sent_secret(), Purpose.ADD_PASSKEY, now, account_id=mine)
        passkey_id = passkeys.add(
            db_session(), Asked(_site(), pending.challenge), form.answer.data, account_id=mine, label=label, now=now
        )
    except Refused as refused:
        log.info("account.passkey_not_added kind=%s", refused.why)
        commit()
        return go_on("accounts.factors", passkey=refused.why, next=form.next.data)
    return _changed(SecurityAct.PASSKEY_ADDED, passkey_id, form)


@blueprint.post("/settings/second-factor/passkeys/<uuid:passkey_id>/remove")
@gate.signed_in_lately
def remove_passkey(passkey_id: UUID) -> Response:
    form = NextForm()
    answers.hold_sign_in()
    if not passkeys.remove(db_session(), gate.viewer().account_id, passkey_id, clock.now()):
        abort(404)
    return _changed(SecurityAct.PASSKEY_REMOVED, passkey_id, form)


def _changed(act: SecurityAct, passkey_id: UUID, form: NextForm) -> Response:
    response = changed(act, form, note=act.value, factor_id=passkey_id)
    STEP.clear(response)
    return response

"""What views of accounts have in common: the forms shown again, sign-ins begun, notes after a redirect."""

import logging
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from flask import current_app, g, render_template, request
from werkzeug.wrappers import Response

from tracker.accounts import activity, devices, services, sessions, sign_in
from tracker.accounts.blueprint import forget_form_token, limits
from tracker.accounts.services import WrongPassword
from tracker.accounts.throttles import Throttled
from tracker.audit.events import From
from tracker.domain.errors import Problems
from tracker.domain.security_log import SecurityAct
from tracker.web import clock
from tracker.web.formats import counted
from tracker.web.forms import BaseForm
from tracker.web.navigation import home_url
from tracker.web.transactions import db_session

log = logging.getLogger("tracker")
REFUSALS = (Throttled, WrongPassword, Problems)
UNFIT, TOO_MANY = 422, 429
MINUTE, HOUR = 60, 3600
CLEAR_SITE_DATA = '"cache", "storage"'
NOTES = {
    "out": "You are signed out.",
    "deleted": "Your account and everything in it is deleted.",
    "made": "This account is made already. Please sign in with the password you chose.",
    "profile": "Your settings are saved.",
    "password": "Your password is changed. You are signed out everywhere else.",
    "ended": "That sign-in has ended.",
    "others": "You are signed out everywhere else.",
    "recovered": "Your password is changed, and that recovery code is used up. You are signed out everywhere else.",
    "codes": "Your account is made. Its recovery codes were shown once. If you did not keep them, make new ones here.",
}


def note() -> str | None:
    """What has just happened, as named in the address."""
    return NOTES.get(request.args.get("note", ""))


def show(template: str, form: BaseForm | None = None, **context: Any) -> Response:
    """The page; 422 where its form was sent and cannot be taken."""
    html = render_template(f"accounts/{template}.html", form=form, note=note(), **context)
    return current_app.make_response((html, UNFIT if form is not None and form.any_errors else 200))


def refuse(error: Exception, form: BaseForm, wrong: Problems) -> int | None:
    """Say in the form why it was not taken; gives the seconds to wait where there were too many tries."""
    db_session().rollback()
    if isinstance(error, Throttled):
        form.form_errors.append(f"There were too many tries. Please wait {wait_words(error.seconds)}, then try again.")
        return error.seconds
    form.blame(error if isinstance(error, Problems) else wrong)
    return None


def show_refused(template: str, error: Exception, form: BaseForm, wrong: Problems, **context: Any) -> Response:
    seconds = refuse(error, form, wrong)
    response = show(template, form, **context)
    if seconds is not None:
        response.status_code = TOO_MANY
        response.headers["Retry-After"] = str(seconds)
    return response


def wait_words(seconds: int) -> str:
    if seconds <= MINUTE:
        return "a minute"
    if seconds <= HOUR:
        return counted(-(-seconds // MINUTE), "minute", "minutes")
    return counted(-(-seconds // HOUR), "hour", "hours")


def address() -> str:
    """The address that the throttles count."""
    return devices.counted_address(request.remote_addr)


def whence() -> From:
    """Whence this request comes, as the account's log tells it: of which sign-in, from what device and network."""
    return From(
        session_id=None if g.viewer is None else g.viewer.session_id,
        address=devices.shown_address(request.remote_addr),
        device=devices.summary(request.user_agent.string),
    )


def begin_sign_in(account_id: UUID, *, kept: bool, act: SecurityAct | None = None) -> str:
    """A new sign-in in place of the one this browser had; gives the secret for its cookie.

    It is logged as `act`, or else as a sign-in from a device that is known or new.
    """
    now, public_id = clock.now(), uuid4()
    here = replace(whence(), session_id=public_id)
    act = act or activity.sign_in_act(db_session(), account_id, here, now)
    activity.tell(db_session(), account_id, act, now, here)
    previous = sign_in.sent_secret()
    if previous is not None:
        sessions.end(db_session(), previous)
    device = sessions.Device(here.device or "", here.address or "")
    log.info("account.signed_in account=%s", account_id)
    return sessions.begin(db_session(), account_id, device, kept=kept, limits=limits(), now=now, public_id=public_id)


def home_of(account_id: UUID) -> str:
    """Where somebody goes who has signed in: to their own day, or to their patients."""
    patient_id = current_app.extensions["doorkeeper"].find_own_patient_id(account_id)
    return home_url(patient_id, practises=patient_id is None and services.practises(db_session(), account_id))


def leave(response: Response) -> Response:
    """Nothing of what was seen stays in this browser."""
    sign_in.clear_cookie(response)
    forget_form_token()
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response

"""What views of accounts have in common: forms shown again, sign-ins begun, what was done noted and told."""

import logging
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from flask import abort, current_app, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from tracker.accounts.forms import PRACTITIONER, CarryingForm
from tracker.accounts.models import Account
from tracker.accounts.services import accounts, activity, judging, sessions
from tracker.accounts.services.accounts import WrongPassword
from tracker.accounts.services.judging import Judged
from tracker.accounts.views import cookies
from tracker.accounts.views.base import forget_form_token, keeper, limits
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Problems
from tracker.factors.services.totp import WrongCode
from tracker.throttling.browsers import by_name
from tracker.throttling.throttles import Throttled
from tracker.web import browser_cookie, clock, gate
from tracker.web.app_settings import settings
from tracker.web.callers import caller
from tracker.web.forms import BaseForm
from tracker.web.headers import CLEAR_CACHE, CLEAR_SITE_DATA
from tracker.web.navigation import home_url, is_invitation
from tracker.web.refusals import after, form_page, refuse
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording import accounts as words

log = logging.getLogger("tracker")
REFUSALS = (Throttled, WrongPassword, WrongCode, Problems)


def note() -> str | None:
    """What has just happened, as named in the address."""
    return words.DONE.get(request.args.get("note", ""))


def wrong_password() -> Problems:
    return Problems({"password": words.WRONG["password"]})


def show(template: str, form: BaseForm | None = None, **context: Any) -> Response:
    """The page; 422 where its form was sent and cannot be taken."""
    return form_page(f"accounts/{template}.html", form, note=note(), **context)


def show_refused(
    template: str, error: Exception, form: BaseForm, wrong: Problems, *, helps: str = "", **context: Any
) -> Response:
    refuse(error, form, wrong, words.help_words(template) or helps)
    return after(error, show(template, form, **context))


def done(what: str, page: str, **values: Any) -> Response:
    """Commit what was done with the viewer's account, write it in the server's log, and go on to a page."""
    commit()
    log.info("account.%s account=%s", what, gate.viewer().account_id)
    return go_on(page, **values)


def hold_sign_in() -> None:
    """From here to the commit nobody ends the sign-in of this request; where it has been ended, it is turned away."""
    viewer = gate.viewer()
    if not judging.hold_sign_in(db_session(), viewer.account_id, viewer.session_id, clock.now()):
        db_session().rollback()
        abort(cookies.turn_away())


def hold_confirmed(judged: Judged) -> None:
    """The same after the password was given once more; `WrongPassword` where something has changed since."""
    hold_sign_in()
    if not judging.hold(db_session(), judged, clock.now()):
        raise WrongPassword


def begin_sign_in(account_id: UUID, *, kept: bool, act: SecurityAct | None = None) -> str:
    """A new sign-in in place of the one this browser had; gives the secret for its cookie.

    It is logged as `act`, or else as a sign-in from a device that is known or new.
    """
    here = replace(caller(), session_id=uuid4())
    act = act or activity.sign_in_act(db_session(), account_id, here)
    activity.tell(db_session(), account_id, act, here)
    previous = cookies.SIGN_IN.sent_secret()
    if previous is not None:
        sessions.end(db_session(), previous)
    log.info("account.signed_in account=%s", account_id)
    return sessions.begin(db_session(), account_id, here, limits(), kept=kept)


def enter(account_id: UUID, form: CarryingForm, *, kept: bool) -> Response:
    """Everything asked for was right: sign them in, commit, and go on to what waited for it."""
    secret = begin_sign_in(account_id, kept=kept)
    forget_form_token()
    home = home_of(account_id)
    name_key = db_session().execute(select(Account.name_key).where(Account.id == account_id)).scalar_one()
    commit()
    response = (
        show("send_again", form, **words.again_words(words.SIGNED_IN))
        if form.target.data
        else redirect(form.next.data or home, code=303)
    )
    cookies.STEP.clear(response)
    return with_sign_in(response, account_id, name_key, secret, kept=kept)


def with_sign_in(response: Response, account_id: UUID, name_key: str, secret: str, *, kept: bool = False) -> Response:
    """The answer that gives this browser its new sign-in, and the mark by which it is known later on."""
    cookies.keep(response, secret, kept=kept)
    browser_cookie.remember(response, keeper().throttle.browsers, by_name(name_key), str(account_id))
    return response


def beside_sign_in(form: CarryingForm) -> dict[str, Any]:
    """What else the sign-in page says: where to make an account, and that an invitation waits."""
    return {"sign_up": _sign_up_url(form), "invited": is_invitation(form.next.data)}


def _sign_up_url(form: CarryingForm) -> str | None:
    """Where to make an account instead: for a practitioner's where an invitation waits. None where that is closed."""
    if not settings().sign_up_open:
        return None
    if not is_invitation(form.next.data):
        return url_for("accounts.sign_up")
    values: dict[str, Any] = {"as": PRACTITIONER, "next": form.next.data}
    return url_for("accounts.sign_up", **values)


def home_of(account_id: UUID) -> str:
    """Where somebody goes who has signed in: to their own day, or to their patients."""
    patient_id = current_app.extensions["gate_answers"].find_own_patient_id(account_id)
    return home_url(patient_id, practises=patient_id is None and accounts.practises(db_session(), account_id))


def leave(response: Response, *, others_wait: bool = False) -> Response:
    """Nothing of what was seen stays in this browser.

    `others_wait`: its script has taken away what is of this account, and what somebody else noted here without network
    still waits, sealed, until they sign in.
    """
    cookies.SIGN_IN.clear(response)
    forget_form_token()
    response.headers["Clear-Site-Data"] = CLEAR_CACHE if others_wait else CLEAR_SITE_DATA
    return response

"""The page between a right password and the sign-in, for accounts with a second factor.

No sign-in begins before it is finished. Who it is stands in the step that the cookie names; what was typed before, and
where it goes on to, stands in the page.
"""

import logging
from datetime import datetime
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from tracker.accounts import queries
from tracker.accounts.forms import CarryingForm, SecondStepForm, SignInForm
from tracker.accounts.services import factors, judging
from tracker.accounts.services.judging import Judged
from tracker.accounts.services.second_step import Given, Over
from tracker.accounts.views import answers
from tracker.accounts.views.answers import REFUSALS, enter, show, show_refused
from tracker.accounts.views.base import blueprint, keeper
from tracker.accounts.views.cookies import STEP
from tracker.domain.errors import Problems
from tracker.factors.services import steps
from tracker.factors.services.steps import Pending, Purpose
from tracker.storage.rows import is_there
from tracker.web import clock, gate
from tracker.web.callers import stranger
from tracker.web.navigation import safe_next
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording import accounts as words

log = logging.getLogger("tracker")
SIGN_IN_FIRST = 401


def ask_second_factor(account_id: UUID, form: SignInForm) -> Response:
    """The password was right: now the second factor, with what was typed before."""
    begun = Pending(account_id, steps.new_challenge(), form.kept.data, judging.newest_stamp(db_session()))
    secret = steps.begin(db_session(), Purpose.SECOND_FACTOR, begun, clock.now())
    commit()
    if form.target.data:
        held = factors.factors_held(db_session(), account_id)
        response = show("second_step", form.carried_by(SecondStepForm), held=held)
    else:
        response = go_on("accounts.second_step", next=form.next.data)
    STEP.set(response, secret)
    return response


@blueprint.route("/sign-in/second-step", methods=["GET", "POST"])
@gate.public
def second_step() -> Response:
    form = SecondStepForm()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"))
    secret, pending = STEP.sent_secret(), find_pending()
    if secret is None or pending is None or pending.account_id is None:
        return begin_again(form)
    account_id = pending.account_id
    held = factors.factors_held(db_session(), account_id)
    form.asks_app = held.app_since is not None
    if not form.validate_on_submit():
        return show("second_step", form, held=held)
    given = Given(app_code=form.code.data, recovery_code=form.recovery_code.data)
    try:
        keeper().second_step.check(db_session(), Judged(account_id, pending.stamp), given, stranger())
    except Over:
        return begin_again(form)
    except REFUSALS as error:
        log.info("account.second_step_refused kind=%s", type(error).__name__)
        wrong = Problems(
            {"recovery_code": words.WRONG["recovery_code"]}
            if given.app_code is None
            else {"code": words.WRONG["app_code"]}
        )
        helps = words.second_step_help(has_passkeys=bool(held.passkeys), has_app=held.app_since is not None)
        return show_refused("second_step", error, form, wrong, helps=helps, held=held)
    return finish(account_id, form, secret, kept=pending.kept)


def find_pending() -> Pending | None:
    """The step of this browser's cookie, while it lasts and its account may sign in."""
    now = clock.now()
    pending = steps.find(db_session(), STEP.sent_secret(), Purpose.SECOND_FACTOR, now)
    if pending is None or pending.account_id is None:
        return None
    return pending if may_enter(pending.account_id, now) else None


def may_enter(account_id: UUID, now: datetime) -> bool:
    return is_there(db_session(), queries.to_enter(account_id, now))


def finish(account_id: UUID, form: CarryingForm, secret: str, *, kept: bool) -> Response:
    """The second factor was right, and the account is held: use the step up, and let them in.

    Nothing is used up where the step is over.
    """
    if not steps.burn(db_session(), secret):
        db_session().rollback()
        return begin_again(form)
    return enter(account_id, form, kept=kept)


def begin_again(form: CarryingForm) -> Response:
    """Back to the password, with what was typed: the step is over, or was another browser's."""
    if not form.is_submitted():
        response = go_on("accounts.sign_in", note="step", next=form.next.data)
    else:
        again = form.carried_by(SignInForm)
        response = show("sign_in", again, told=words.DONE["step"], **answers.beside_sign_in(again))
        response.status_code = SIGN_IN_FIRST
    STEP.clear(response)
    return response

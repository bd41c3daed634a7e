"""The page for those who have forgotten their password."""

import logging

from flask import g, redirect, url_for
from werkzeug.wrappers import Response

from tracker.accounts.forms.accounts import RecoverForm
from tracker.accounts.services import recovery
from tracker.accounts.services.recovery import Forgotten
from tracker.accounts.views import cookies, step_cookie
from tracker.accounts.views.answers import REFUSALS, begin_sign_in, show, show_refused
from tracker.accounts.views.base import blueprint, forget_form_token, keeper
from tracker.domain.accounts.names import name_key
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Problems
from tracker.throttling.browsers import by_name
from tracker.web import browser_cookie, gate, lanes
from tracker.web.callers import stranger
from tracker.web.transactions import commit, db_session
from tracker.wording.accounts import wrong_recovery

log = logging.getLogger("tracker")


@blueprint.route("/recover", methods=["GET", "POST"])
@gate.public
@lanes.judges_password
def recover() -> Response:
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
        return show_refused("recover", error, form, Problems({"": wrong_recovery()}))
    log.info("account.recovered account=%s", account_id)
    secret = begin_sign_in(account_id, kept=False, act=SecurityAct.PASSWORD_RECOVERED)
    forget_form_token()
    commit()
    response = redirect(url_for("accounts.recovery_codes", note="recovered"), code=303)
    cookies.set_cookie(response, secret, kept=False)
    browser_cookie.remember(
        response, keeper().throttle.browsers, by_name(name_key(form.user_name.data)), str(account_id)
    )
    step_cookie.clear_step(response)
    return response

"""Pages of deleting an account: asked for with the password, in seven days or at once, and taken back."""

import logging

from flask import redirect, url_for
from werkzeug.wrappers import Response

from tracker.accounts.forms.accounts import AT_ONCE, EraseForm
from tracker.accounts.services import accounts, erasure
from tracker.accounts.views import answers
from tracker.accounts.views.answers import REFUSALS, show, show_refused, wrong_password
from tracker.accounts.views.base import blueprint, keeper
from tracker.web import clock, gate, lanes
from tracker.web.callers import caller
from tracker.web.transactions import commit, db_session

log = logging.getLogger("tracker")


@blueprint.route("/settings/delete", methods=["GET", "POST"])
@gate.signed_in
@lanes.judges_password
def delete_account() -> Response:
    viewer, now = gate.viewer(), clock.now()
    form = EraseForm()
    patient_id = gate.own_patient_id()
    if not form.validate_on_submit():
        return show("delete_account", form, patient_id=patient_id)
    try:
        judged = keeper().check_password(db_session(), viewer.account_id, form.password.data, caller())
        answers.hold_confirmed(judged)
    except REFUSALS as error:
        return show_refused("delete_account", error, form, wrong_password(), patient_id=patient_id)
    if form.when.data == AT_ONCE:
        accounts.delete_account(db_session(), viewer.account_id, now)
        commit()
        log.info("account.deleted account=%s", viewer.account_id)
        return answers.leave(redirect(url_for("accounts.sign_in", note="deleted"), code=303))
    erasure.ask(db_session(), viewer.account_id, caller())
    commit()
    log.info("account.erasure_asked account=%s", viewer.account_id)
    return redirect(url_for("accounts.delete_account"), code=303)


@blueprint.post("/settings/delete/keep")
@gate.signed_in
def keep_account() -> Response:
    viewer = gate.viewer()
    answers.hold_sign_in()
    erasure.keep(db_session(), viewer.account_id, caller())
    commit()
    log.info("account.erasure_cancelled account=%s", viewer.account_id)
    return redirect(url_for("accounts.settings", note="kept"), code=303)

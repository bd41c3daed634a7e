"""The page of what was done with an account, and that its owner has seen what is new."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from tracker.accounts.services import activity as log
from tracker.accounts.views.answers import show
from tracker.accounts.views.base import blueprint
from tracker.web import gate
from tracker.web.transactions import commit, db_session
from tracker.wording.security import told


@blueprint.get("/settings/activity")
@gate.signed_in
def activity() -> Response:
    viewer = gate.viewer()
    return show("activity", lines=log.latest(db_session(), viewer.account_id), told=told, viewer=viewer)


@blueprint.post("/settings/activity/seen")
@gate.signed_in
def activity_seen() -> Response:
    log.have_seen(db_session(), gate.viewer().account_id)
    commit()
    return redirect(url_for("accounts.activity", note="seen"), code=303)

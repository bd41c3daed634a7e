"""Pages of second factors: what an account has, and adding and removing it."""

from flask import request
from werkzeug.wrappers import Response

from tracker.accounts.answers import show
from tracker.accounts.blueprint import blueprint
from tracker.web import gate
from tracker.web.navigation import safe_next


@blueprint.get("/settings/second-factor")
@gate.signed_in
def factors() -> Response:
    return show("factors", next=safe_next(request.args.get("next")))

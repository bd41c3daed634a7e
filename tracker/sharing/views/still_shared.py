"""Whether a page that is already open may stay so: what its script asks when somebody comes back to it.

Where no script runs, the browser must not keep the page at all.
"""

from secrets import token_hex
from uuid import UUID

from flask import current_app
from werkzeug.wrappers import Response

from tracker.domain.sharing.access import Action
from tracker.sharing.views.base import blueprint
from tracker.web import gate

NOTHING_SHOWN = 204
NO_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@blueprint.get("/patients/<uuid:patient_id>/still-shared")
@gate.record(Action.SUMMARY)
def still_shared(patient_id: UUID) -> Response:  # noqa: ARG001 - the gate has judged by it
    return Response(status=NOTHING_SHOWN, mimetype="text/plain")


@blueprint.get("/shared/unkept.svg")
@gate.asking_nobody
def unkept() -> Response:
    """An empty picture that pages of somebody else's record ask for where scripts are off.

    Chromium brings back pages that it was told not to store, also offline, unless a cookie that scripts cannot read has
    changed since: so one does.
    """
    response = Response(NO_PICTURE, mimetype="image/svg+xml")
    https: bool = current_app.extensions["settings"].https
    name = "__Host-unkept" if https else "unkept"
    response.set_cookie(name, token_hex(8), secure=https, httponly=True, samesite="Lax", path="/")
    return response

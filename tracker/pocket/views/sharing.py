"""A file that another app shares with ours: the worker takes it, and the page of bringing a diary along chooses it.

What a phone sends carries no form token, so the server takes nothing of it. Where no worker stands before the server,
as after signing out, the page says to choose the file by hand.
"""

from typing import Final

from flask import redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tracker.pocket.views.blueprint import blueprint
from tracker.web import gate, limits
from tracker.web.extensions import csrf
from tracker.web.navigation import home_url

ADDRESS: Final = "/shared-file"
TOO_LONG: Final = 413


@blueprint.get(ADDRESS)
@gate.signed_in
def shared_file() -> Response:
    """On to one's own page of bringing a diary along; whoever has no diary, home."""
    patient_id = gate.own_patient_id()
    if patient_id is None:
        return redirect(home_url(None, practises=gate.viewer().is_practitioner), 303)
    return redirect(url_for("imports.bring_along", patient_id=patient_id, shared=1), 303)


@blueprint.post(ADDRESS)
@gate.asking_nobody
def shared_by_hand() -> Response:
    """No worker took the file: nothing of it is read."""
    return redirect(url_for("pocket.shared_file"), 303)


csrf.exempt(shared_by_hand)  # phones send it without any form, and nothing of it is looked at


@blueprint.errorhandler(TOO_LONG)
def _longer_than_a_form(_error: HTTPException) -> Response:
    """So is the file, mostly; of all that this feature is sent, nothing else is long."""
    if request.method == "POST":
        limits.read_away()
    return redirect(url_for("pocket.shared_file"), 303)

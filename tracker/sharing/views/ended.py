"""What a practitioner is told whose share has ended: since when, what they had typed, and where what they wrote is.

And whether a page that is already open may stay so: what its script asks when somebody comes back to it. Where no
script runs, the browser must not keep the page at all.
"""

from secrets import token_hex
from uuid import UUID

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

from tracker.domain.sharing.access import Action
from tracker.sharing.queries.archives import Former
from tracker.sharing.services import former
from tracker.sharing.views.base import blueprint
from tracker.web import clock, errors, gate
from tracker.web.cookies import Cookie
from tracker.web.transactions import db_session, separate_session
from tracker.wording.sharing import how_ended

ENDED, REFUSED, NOTHING_SHOWN = 410, 404, 204
NO_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
UNKEPT = Cookie("unkept")


def tell_refused(patient_id: UUID, viewer: gate.Viewer, action: Action) -> Response | None:
    """The page for a practitioner who may not do this (any more); None where nothing may be told of the record."""
    if not viewer.is_practitioner:
        return None
    found = _ended(patient_id, viewer)
    if found is not None:
        html = render_template(
            "sharing/ended.html", former=found, how=how_ended(found.ended_by, found.name), typed=errors.typed_text()
        )
        return current_app.make_response((html, ENDED))
    if action is not Action.RECORD or request.method in gate.SAFE_METHODS:
        return None
    return _not_recording(patient_id, viewer)


def _ended(patient_id: UUID, viewer: gate.Viewer) -> Former | None:
    now = clock.now()
    found = former.unended(db_session(), viewer.account_id, now)
    if patient_id in found.running:
        return None
    if patient_id in found.over or patient_id in found.paused:
        with separate_session() as session:
            former.write_ends(session, viewer.account_id, viewer.user_name, found, now)
    return former.what_ended(db_session(), viewer.account_id, patient_id)


def _not_recording(patient_id: UUID, viewer: gate.Viewer) -> Response | None:
    """They see the record and may not, or no longer, record sessions: what was typed comes back."""
    if patient_id not in former.unended(db_session(), viewer.account_id, clock.now()).running:
        return None
    html = render_template("sharing/not_recording.html", patient_id=patient_id, typed=errors.typed_text())
    return current_app.make_response((html, REFUSED))


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
    UNKEPT.set(response, token_hex(8))
    return response

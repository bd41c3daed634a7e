"""What a practitioner is told whose share has ended: since when, what they had typed, and where what they wrote is."""

from uuid import UUID

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

from tracker.domain.sharing.access import Action
from tracker.sharing.services import former
from tracker.sharing.services.former import Former
from tracker.web import clock, errors, gate
from tracker.web.transactions import db_session, separate_session
from tracker.wording.former import how_ended

ENDED, REFUSED = 410, 404


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

"""The practitioner at work on a record, as its log and what they write name them."""

from tracker.domain.sharing.access_log import Actor
from tracker.sharing.services import live_shares
from tracker.sharing.services.events import By
from tracker.web import gate
from tracker.web.transactions import db_session


def acting(viewer: gate.Viewer, patient: gate.Patient) -> By:
    """Who writes or looks as a practitioner, under which grant."""
    return By(
        actor=Actor.PRACTITIONER,
        name=live_shares.practitioner_name(db_session(), viewer.account_id, viewer.user_name),
        account_id=viewer.account_id,
        share_id=None if patient.share is None else patient.share.grant_id,
    )


def acting_owner() -> By:
    """The owner of the record this request is about."""
    viewer = gate.viewer()
    return By(actor=Actor.PATIENT, name=viewer.user_name, account_id=viewer.account_id)


def by_practitioner() -> By:
    """The practitioner of this request, on the record it is about."""
    return acting(gate.viewer(), gate.patient())

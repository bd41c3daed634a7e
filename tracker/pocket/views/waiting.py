"""What a device asks before it sends what waits on it: who is signed in, where to send, and a token for it."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final, NamedTuple
from uuid import UUID

from flask import abort, g, jsonify, url_for
from werkzeug.wrappers import Response

from tracker.dashboard.services.today import AskedDay
from tracker.domain.sharing.access import Action
from tracker.pocket.services import to_read as services
from tracker.pocket.views.blueprint import blueprint
from tracker.web import clock, gate
from tracker.web.form_tokens import form_token
from tracker.web.transactions import db_session

KEY_LENGTH: Final = 32
DAY, WHICH = "-day-", "-which-"


def key_of(account_id: UUID) -> str:
    """What an account is called on a device: always the same, and nobody can tell from it who that is."""
    return sha256(f"what waits on a device of {account_id}".encode()).hexdigest()[:KEY_LENGTH]


class Here(NamedTuple):
    """What a page tells the device: whose it is, by their key, and where that is which can be kept to be read."""

    key: str
    read: str


@blueprint.app_template_global()
def waiting_here() -> Here | None:
    """Of who is signed in, on a page of their own; None for everybody who has no record."""
    if g.get("viewer") is None or (g.get("patient") is not None and not g.patient.is_own):
        return None
    patient_id = gate.own_patient_id()
    if patient_id is None:
        return None
    return Here(key_of(g.viewer.account_id), url_for("pocket.to_read", patient_id=patient_id))


@blueprint.get("/waiting")
@gate.public
def waiting() -> Response:
    """Who is signed in here, by their key alone, and what it takes to send; nothing of it where nobody is."""
    here, patient = waiting_here(), gate.own_patient()
    if here is None or patient is None:
        return jsonify(key=None)
    return jsonify(key=here.key, token=form_token(), zone=patient.zone.key, take=_addresses(patient.id))


def _addresses(patient_id: UUID) -> dict[str, str]:
    """Where each kind of what waits is sent: the address of its form."""

    def to(endpoint: str, **parts: Any) -> str:
        return url_for(endpoint, patient_id=patient_id, **parts)

    return {
        "score/leg": to("diary.score", day=DAY, site="leg"),
        "score/back": to("diary.score", day=DAY, site="back"),
        "details/": to("diary.details", day=DAY),
        "moment/": to("diary.new_moment"),
        "care/": to("treatment.self_care", kind=WHICH),
        "session/": to("treatment.new_session", kind=WHICH),
        "dose/": to("treatment.new_dose"),
        "again/": to("treatment.dose_again"),
        "none/": to("treatment.none_taken"),
    }


@blueprint.get("/patients/<uuid:patient_id>/to-read")
@gate.record(Action.WRITE)
def to_read(patient_id: UUID) -> Response:
    """What is kept on a device to be read without network, if its person says so there; nobody else's."""
    patient = gate.patient()
    if not patient.is_own:
        abort(404)
    now = clock.now()
    return jsonify(asdict(services.read(db_session(), AskedDay(patient_id, patient.today(), now, patient.zone))))

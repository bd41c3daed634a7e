"""Former patients: who they were and how it ended, and what the practitioner wrote, to read and print."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.correspondence.services.archived import kept_of
from tracker.practice.views.base import blueprint, practitioner
from tracker.sharing.services import former as services
from tracker.sharing.services.former import Unended
from tracker.web import clock, gate
from tracker.web.transactions import db_session, separate_session
from tracker.wording.sharing import how_ended


@blueprint.get("/former-patients")
@gate.practising
def former_patients() -> ResponseReturnValue:
    viewer = practitioner()
    found = _unended(viewer)
    return render_template(
        "practice/former_patients.html",
        former=services.list_former(db_session(), viewer.account_id, found),
        how_ended=how_ended,
        partly=found.partly,
    )


@blueprint.get("/former-patients/<uuid:archive_id>")
@gate.practising
def former_patient(archive_id: UUID) -> ResponseReturnValue:
    """What this practitioner wrote about one of them; who shares all days again is found where they are now."""
    viewer = practitioner()
    former, written = services.find_archive(db_session(), viewer.account_id, archive_id)
    found = services.unended(db_session(), viewer.account_id, clock.now())
    if former.patient_id in found.running and (former.ended_at is None or former.patient_id not in found.partly):
        return redirect(url_for("practice.brief", patient_id=former.patient_id), code=303)
    return render_template(
        "practice/former_patient.html",
        former=former,
        how=how_ended(former.ended_by, former.name),
        partly=found.partly,
        kept=[kept_of(one) for one in written],
        printed=clock.now().astimezone(viewer.zone),
    )


def _unended(viewer: gate.Viewer) -> Unended:
    """The grants that nobody has ended, once those that the calendar has are written as ended."""
    now = clock.now()
    found = services.unended(db_session(), viewer.account_id, now)
    if found.over or found.paused:
        with separate_session() as session:
            services.write_ends(session, viewer.account_id, viewer.user_name, found, now)
    return found

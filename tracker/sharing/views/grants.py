"""Who sees the record: the list, what each may see, and the way out of it."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.domain.access import Action
from tracker.sharing.views.base import blueprint
from tracker.web import gate


@blueprint.get("/patients/<uuid:patient_id>/sharing")
@gate.record(Action.SHARE)
def sharing(patient_id: UUID) -> ResponseReturnValue:
    return render_template("sharing/sharing.html", patient_id=patient_id)

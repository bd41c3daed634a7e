"""More: the way to every other page."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.dashboard.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.web import gate


@blueprint.get("/patients/<uuid:patient_id>/more")
@gate.record(Action.WRITE)
def more(patient_id: UUID) -> ResponseReturnValue:
    return render_template("dashboard/more.html", patient_id=patient_id)

"""Whether a page that is already open may stay so: what its script asks when somebody comes back to it."""

from uuid import UUID

from werkzeug.wrappers import Response

from tracker.domain.access import Action
from tracker.sharing.views.base import blueprint
from tracker.web import gate

NOTHING_SHOWN = 204


@blueprint.get("/patients/<uuid:patient_id>/still-shared")
@gate.record(Action.SUMMARY)
def still_shared(patient_id: UUID) -> Response:  # noqa: ARG001 - the gate has judged by it
    return Response(status=NOTHING_SHOWN, mimetype="text/plain")

"""What the pages of a file that waits share."""

from typing import IO, Any, Final
from uuid import UUID

from flask import Blueprint, g, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from tracker.imports.services.reading import Readers
from tracker.imports.services.remembering import recall
from tracker.imports.services.sending import Sending
from tracker.imports.services.storing import import_id_of
from tracker.imports.services.waiting import Room, Waiting, is_full
from tracker.web import clock, gate
from tracker.web.app_settings import held
from tracker.web.extensions import db
from tracker.web.transactions import db_session

blueprint = Blueprint("imports", __name__)
ROOM, READERS = "import_room", "import_readers"
WAITING: Final = "waiting_file"
WAIT_SECONDS = 3.0


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    state.app.extensions[ROOM] = Room(state.app.extensions["settings"].instance_path)
    state.app.extensions[READERS] = Readers()


def room() -> Room:
    return held(Room, ROOM)


def readers() -> Readers:
    return held(Readers, READERS)


def sending() -> IO[bytes]:
    """The stream that a file goes to which is being sent."""
    stream: IO[bytes] = Sending(room())  # type: ignore[assignment]
    return stream


def waiting_file() -> Waiting | None:
    """The file that waits for whoever is signed in."""
    found = room().find(gate.viewer().account_id)
    setattr(g, WAITING, found)
    return found


@blueprint.errorhandler(OSError)
def _gone_or_full(fault: OSError) -> Response:
    """Another page brought the file in or gave it up meanwhile, or an answer has no room on the disk."""
    waiting: Waiting | None = g.get(WAITING)
    patient_id: UUID = (request.view_args or {})["patient_id"]
    if waiting is not None and not waiting.folder.exists():
        db.session.rollback()
        return done(patient_id, waiting)
    if waiting is not None and is_full(fault) and request.method == "POST":
        db.session.rollback()
        return again(patient_id, note="no_room")
    raise fault


def as_before(waiting: Waiting) -> dict[str, str]:
    """Where a table with these columns was brought before, read it as then; gives the note that says so."""
    told = waiting.told
    answers = {} if told is None or waiting.choices.answers else recall(db_session(), gate.viewer().account_id, told)
    db.session.rollback()
    if not answers:
        return {}
    read_now(room().say(waiting, clock.now(), answers=answers))
    return {"note": "as_before"}


def away(patient_id: UUID, **values: Any) -> Response:
    """To the page on which files are chosen."""
    return redirect(url_for("imports.bring_along", patient_id=patient_id, **values), 303)


def again(patient_id: UUID, **values: Any) -> Response:
    """To the file that waits."""
    return redirect(url_for("imports.look", patient_id=patient_id, **values), 303)


def done(patient_id: UUID, waiting: Waiting) -> Response:
    """It is brought in."""
    return away(patient_id, brought=import_id_of(waiting))


def read_now(waiting: Waiting) -> bool:
    """Have a file read, and wait a moment for it; False where too many are being read."""
    started = readers().start(waiting)
    if started:
        readers().wait(waiting, WAIT_SECONDS)
    return started

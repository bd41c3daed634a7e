"""The page itself: a file is chosen, and what was brought before can be taken back."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from flask import redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.domain.sharing.access import Action
from tracker.downloads.beginning import throttle
from tracker.importers.recognising import BY_CODE
from tracker.imports import queries
from tracker.imports.forms import UploadForm
from tracker.imports.models import ImportRun
from tracker.imports.services import taking_back, writing
from tracker.imports.services.sending import Sending
from tracker.imports.services.waiting import is_full
from tracker.imports.views.common import again, as_before, blueprint, read_now, room, sending, waiting_file
from tracker.throttling.throttles import LimitedAct, Throttled, Who
from tracker.web import clock, errors, gate
from tracker.web.acting import author
from tracker.web.app_settings import settings
from tracker.web.lanes import makes_file
from tracker.web.limits import brings_file
from tracker.web.refusals import after, form_page, refuse
from tracker.web.transactions import commit, db_session, separate_session
from tracker.wording import bringing as words
from tracker.wording.language import _

BROUGHT, UNDONE = "brought", "undone"
SHARED: Final = "shared"  # in the address where another app shared a file with ours
PAGES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "entry": ("diary.entry", "entry_id"),
        "session": ("dashboard.session", "session_id"),
        "dose": ("treatment.dose", "dose_id"),
        "change": ("diary.life_event", "change_id"),
    }
)


@blueprint.get("/patients/<uuid:patient_id>/imports")
@gate.record(Action.WRITE)
def bring_along(patient_id: UUID) -> Response:
    return _page(patient_id, UploadForm(formdata=None))


def _page(patient_id: UUID, form: UploadForm) -> Response:
    now = clock.now()
    waiting = waiting_file()
    runs = list(db_session().execute(queries.runs(patient_id)).scalars())
    return form_page(
        "imports/bring.html",
        form,
        runs=[(run, taking_back.may_take_back(run, now)) for run in runs],
        waiting=waiting,
        storing_it=waiting is not None and writing.is_under_way(waiting),
        apps=[name for code, name in words.sources(list(BY_CODE)).items() if code != "spreadsheet"],
        most=settings().import_mb,
        brought=_named(runs, BROUGHT),
        undone=_named(runs, UNDONE),
        shared=SHARED in request.args,
        stayed=_links(patient_id, _named(runs, UNDONE)),
    )


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    state.app.extensions.setdefault(errors.TOO_LONG_HERE, {})["imports.upload"] = _too_long


def _too_long() -> Response:
    """A file is longer than may be brought, which its head says already: it is said where it was chosen."""
    form = UploadForm(formdata=None)
    form.file.errors = [words.too_large(settings().import_mb)]
    response = _page(gate.patient().id, form)
    response.status_code = 413
    return response


def _named(runs: Sequence[ImportRun], parameter: str) -> ImportRun | None:
    """The import that the address names."""
    return next((run for run in runs if str(run.id) == request.args.get(parameter)), None)


def _why_not(stream: object, name: str) -> str | None:
    """Why what was sent under this name is not taken, as a sentence; no name where nothing was chosen."""
    before = waiting_file()
    if before is not None and writing.is_under_way(before):
        return _(words.UNREAD["writing"])
    if not isinstance(stream, Sending) or (not stream.size and stream.fault is None and not name):
        return _(words.UNREAD["none"])
    if stream.fault is not None:
        return _(words.UNREAD["full" if is_full(stream.fault) else "failed"])
    if not stream.size:
        return _(words.UNREAD["empty"])
    return words.too_large(settings().import_mb) if stream.size > settings().import_bytes else None


@blueprint.post("/patients/<uuid:patient_id>/imports")
@gate.record(Action.WRITE)
@makes_file
@brings_file(sending)
def upload(patient_id: UUID) -> Response:
    """A file is sent: it waits, and is read at once."""
    form = UploadForm()
    sent = request.files.get("file")
    stream: object = None if sent is None else sent.stream
    why_not = _why_not(stream, "" if sent is None else sent.filename or "")
    if sent is None or not isinstance(stream, Sending) or why_not is not None:
        form.blame({"file": why_not or ""})
        return _page(patient_id, form)
    viewer, now = gate.viewer(), clock.now()
    try:
        with separate_session() as session:
            throttle().take(session, LimitedAct.BRING_FILE, Who(account=str(viewer.account_id)), now)
    except Throttled as error:
        refuse(error, form)
        return after(error, _page(patient_id, form))
    part = stream.take()
    try:
        waiting = room().take(author(), part, sent.filename or "")
    except OSError as fault:
        part.unlink(missing_ok=True)
        form.blame({"file": _(words.UNREAD["full" if is_full(fault) else "failed"])})
        return _page(patient_id, form)
    read_now(waiting)
    return again(patient_id, **as_before(waiting))


@blueprint.post("/patients/<uuid:patient_id>/imports/<uuid:import_id>/undo")
@gate.record(Action.WRITE)
@makes_file
def take_back(patient_id: UUID, import_id: UUID) -> Response:
    """All of an import goes, but what was changed since."""
    session: Session = db_session()
    taking_back.take_back(session, author(), import_id)
    commit()
    return redirect(url_for("imports.bring_along", patient_id=patient_id, undone=import_id), 303)


def _links(patient_id: UUID, run: ImportRun | None) -> taking_back.Stay[tuple[str, str]] | None:
    """What stayed of an import that was taken back, each as an address."""
    if run is None or run.undone_at is None:
        return None
    stay = taking_back.stayed(db_session(), patient_id, run.id)
    return taking_back.Stay([(words.row(one.what, one.values), _link(patient_id, one)) for one in stay.rows], stay.more)


def _link(patient_id: UUID, one: taking_back.Stayed) -> str:
    endpoint, name = PAGES.get(one.what, ("dashboard.diary", ""))
    named: dict[str, Any] = {name: one.id} if name else {}
    return url_for(endpoint, patient_id=patient_id, **named)

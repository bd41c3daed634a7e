"""What can be exported, and the files themselves."""

import weakref
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from tracker.correspondence.services.archived import kept_of
from tracker.domain.sharing.access import Action
from tracker.domain.values.periods import month_after
from tracker.downloads.beginning import (
    begin,
    prepare,
    seconds_to_wait,
    shared_words,
    throttle,
    too_much_words,
    until_done,
)
from tracker.downloads.limits import UnderWay
from tracker.files.archived import WRITTEN, archived_json, archived_rows
from tracker.files.contract import ALL, BOOK, BUNDLE, MAIN_FILES
from tracker.files.csv_writer import file_bytes as csv_bytes
from tracker.files.rows import Piece
from tracker.patients.services.scope import Scope
from tracker.reports.forms import RangeForm
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import file_bytes
from tracker.reports.services.files import Source
from tracker.reports.services.reading import EngineReader
from tracker.sharing.services.former import find_archive
from tracker.throttling.throttles import LimitedAct, Throttled, Who
from tracker.web import clock, errors, gate
from tracker.web.app_settings import settings
from tracker.web.extensions import db
from tracker.web.lanes import makes_file
from tracker.web.refusals import form_page, too_many
from tracker.web.transactions import db_session, separate_session
from tracker.wording import files as words
from tracker.wording.files import file_title

blueprint = Blueprint("reports", __name__)
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHOLE = {ALL: "application/zip", BOOK: SHEETS, BUNDLE: "application/fhir+json"}
# What the page of files begins by itself, once whoever asked for it gave their password.
BEGUN = {ALL: "reports.everything", BOOK: "reports.workbook", BUNDLE: "reports.bundle"}
DOWNLOADS = WHOLE | {file.name: "text/csv; charset=utf-8" for file in MAIN_FILES}
ARCHIVED = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
MONTHS_BACK = 3


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    prepare(state.app.extensions)
    after = state.app.extensions.setdefault("after_confirming", {})
    after.update(dict.fromkeys(BEGUN.values(), _page_that_begins))


def _page_that_begins() -> str:
    """A file is no page to arrive at: whoever gave their password comes to the page of files, which begins it."""
    values: dict[str, Any] = {name: request.args[name] for name in ("from", "to") if name in request.args}
    asked = request.view_args or {}
    return url_for("reports.exports", patient_id=asked["patient_id"], begin=asked["name"], **values)


@dataclass(frozen=True, slots=True)
class Choice:
    """A range of days one tap away."""

    label: str
    url: str
    current: bool


def _days_asked(first: date | None, last: date | None) -> dict[str, str]:
    """The range as parameters of an address; an open end is left out."""
    days = {"from": first, "to": last}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _choices(patient_id: UUID, asked: dict[str, str]) -> list[Choice]:
    today = gate.patient().today()
    year, month = month_after(today.year, today.month, -MONTHS_BACK)
    recent = {"from": date(year, month, min(today.day, 28)).isoformat()}
    ranges: tuple[tuple[str, dict[str, str]], ...] = (
        (words.DOWNLOADS["everything"], {}),
        (words.DOWNLOADS["months"], recent),
    )
    address = url_for("reports.exports", patient_id=patient_id)
    return [
        Choice(label, address + "".join(f"?{name}={day}" for name, day in days.items()), days == asked)
        for label, days in ranges
    ]


def _page(form: RangeForm, patient_id: UUID) -> Response:
    read = not form.any_errors
    asked = _days_asked(*form.days()) if read else {}
    choices = _choices(patient_id, asked if read else {"": ""})
    return form_page(
        "reports/exports.html",
        form,
        files=[(file.name, file_title(file.name)) for file in MAIN_FILES],
        begun=BEGUN.get(request.args.get("begin", "")) if request.endpoint == "reports.exports" and read else None,
        asked=asked,
        choices=choices,
        shared=shared_words(),
        begins=_begins(form.days()[0]) if read else None,
    )


def _source(first: date | None, last: date | None) -> Source:
    """What the files are made from. They are read after this request is over, so they carry what is shared along."""
    patient, now, licensed = gate.patient(), clock.now(), settings().snomed_licensed
    if patient.terms is None:
        return Source(EngineReader(db.engine), Wanted(patient.id, first, last), now, snomed_licensed=licensed)
    scope = Scope(patient.id, patient.terms, patient.zone, gate.viewer().account_id)
    wanted = Wanted(patient.id, _begins(first), last)
    return Source(EngineReader(db.engine, scope), wanted, now, shared_words(), licensed)


def _begins(asked: date | None) -> date | None:
    """The first day of an export: that asked for, but not before the first day that is shared."""
    terms = gate.patient().terms
    return max(filter(None, (asked, None if terms is None else terms.first_day)), default=None)


@blueprint.get("/patients/<uuid:patient_id>/exports")
@gate.record(Action.READ)
def exports(patient_id: UUID) -> Response:
    form = RangeForm(request.args)
    if form.validate():
        form.refuse(request.args.get("wrong", ""))
    return _page(form, patient_id)


@blueprint.get("/patients/<uuid:patient_id>/exports/<name>")
@gate.record(Action.EXPORT)
@makes_file
def file(patient_id: UUID, name: str) -> Response:
    if name not in DOWNLOADS:
        abort(404)
    return _download(patient_id, name)


@blueprint.get(f"/patients/<uuid:patient_id>/exports/{ALL}", defaults={"name": ALL})
@gate.record(Action.EXPORT, fresh=True)
@makes_file
def everything(patient_id: UUID, name: str) -> Response:
    """All of it in one archive: asked for with the password once more, and told to whoever's account it is."""
    return _download(patient_id, name)


@blueprint.get(f"/patients/<uuid:patient_id>/exports/{BOOK}", defaults={"name": BOOK})
@gate.record(Action.EXPORT, fresh=True)
@makes_file
def workbook(patient_id: UUID, name: str) -> Response:
    """The same as one workbook."""
    return _download(patient_id, name)


@blueprint.get(f"/patients/<uuid:patient_id>/exports/{BUNDLE}", defaults={"name": BUNDLE})
@gate.record(Action.EXPORT, fresh=True)
@makes_file
def bundle(patient_id: UUID, name: str) -> Response:
    """What of it has a place in FHIR, as one bundle."""
    return _download(patient_id, name)


def _download(patient_id: UUID, name: str) -> Response:
    form = RangeForm(request.args)
    if not form.validate():
        return _page(form, patient_id)
    try:
        end = begin(whole=name in WHOLE)
    except (Throttled, UnderWay) as error:
        return _too_much(form, patient_id, error)
    data = until_done(file_bytes(_source(*form.days()), name), end)
    response = Response(data, content_type=DOWNLOADS[name])
    response.call_on_close(end)
    weakref.finalize(response, end)  # where something else is answered in its place
    part = "" if gate.patient().is_own else "shared-"
    shown = f"sciatica-tracker-{part}{gate.patient().today()}{name.removeprefix('all')}" if name in WHOLE else name
    response.headers.set("Content-Disposition", "attachment", filename=shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def _too_much(form: RangeForm, patient_id: UUID, error: Throttled | UnderWay) -> Response:
    form.form_errors.append(too_much_words(error))
    return too_many(_page(form, patient_id), seconds_to_wait(error))


@blueprint.get("/former-patients/<uuid:archive_id>/what-you-wrote.<suffix>")
@gate.practising
@makes_file
def archived(archive_id: UUID, suffix: str) -> Response:
    """What a practitioner wrote about a former patient, as a file of theirs."""
    viewer, now = gate.viewer(), clock.now()
    if not viewer.is_practitioner or suffix not in ARCHIVED:
        abort(404)
    former, written = find_archive(db_session(), viewer.account_id, archive_id)
    try:
        with separate_session() as session:
            throttle().take(session, LimitedAct.EXPORT_FILE, Who(account=str(viewer.account_id)), now)
    except Throttled as error:
        return errors.please_wait(too_much_words(error), error.seconds)
    kept = [kept_of(one) for one in written]
    data = (
        csv_bytes(WRITTEN, [Piece(list(archived_rows(former.name, kept)))])
        if suffix == "csv"
        else archived_json(former.name, kept)
    )
    response = Response(data, content_type=ARCHIVED[suffix])
    response.headers.set("Content-Disposition", "attachment", filename=f"what-you-wrote.{suffix}")
    response.headers["Cache-Control"] = "no-store"
    return response

"""Pages of reports: what can be exported, and the files themselves."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.domain import bar_words
from tracker.domain.access import Action
from tracker.domain.periods import month_after
from tracker.extensions import db
from tracker.patients.scope import Scope
from tracker.reports.builders.contract import ALL, MAIN_FILES
from tracker.reports.forms import RangeForm
from tracker.reports.queries import Wanted
from tracker.reports.services import EngineReader, Source, file_bytes
from tracker.web import clock, gate

blueprint = Blueprint("reports", __name__)
DOWNLOADS = {ALL: "application/zip"} | {file.name: "text/csv; charset=utf-8" for file in MAIN_FILES}
MONTHS_BACK = 3
BAD_REQUEST = 400


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
    ranges: tuple[tuple[str, dict[str, str]], ...] = (("Everything", {}), ("Last 3 months", recent))
    address = url_for("reports.exports", patient_id=patient_id)
    return [
        Choice(label, address + "".join(f"?{name}={day}" for name, day in days.items()), days == asked)
        for label, days in ranges
    ]


def _page(form: RangeForm, patient_id: UUID, status: int) -> Response:
    read = status < BAD_REQUEST
    asked = _days_asked(*form.days()) if read else {}
    choices = _choices(patient_id, asked if read else {"": ""})
    html = render_template(
        "reports/exports.html",
        form=form,
        files=MAIN_FILES,
        all_name=ALL,
        asked=asked,
        choices=choices,
        shared=_shared_words(),
        begins=_begins(form.days()[0]) if read else None,
    )
    return make_response(html, status)


def _shared_words() -> str | None:
    """What somebody else is given, as a sentence; None for the owner, who is given everything."""
    patient = gate.patient()
    if patient.terms is None:
        return None
    return f"{patient.user_name} shares {bar_words.shown_words(patient.terms, patient.today())}."


def _source(first: date | None, last: date | None) -> Source:
    """What the files are made from. They are read after this request is over, so they carry what is shared along."""
    patient, now = gate.patient(), clock.now()
    if patient.terms is None:
        return Source(EngineReader(db.engine), Wanted(patient.id, first, last), now)
    scope = Scope(patient.id, patient.terms.first_day, patient.terms.notes)
    wanted = Wanted(patient.id, _begins(first), last)
    return Source(EngineReader(db.engine, scope), wanted, now, _shared_words())


def _begins(asked: date | None) -> date | None:
    """The first day of an export: that asked for, but not before the first day that is shared."""
    terms = gate.patient().terms
    return max(filter(None, (asked, None if terms is None else terms.first_day)), default=None)


@blueprint.get("/patients/<uuid:patient_id>/exports")
@gate.record(Action.READ)
def exports(patient_id: UUID) -> Response:
    form = RangeForm(request.args)
    return _page(form, patient_id, 200 if form.validate() else 422)


@blueprint.get("/patients/<uuid:patient_id>/exports/<name>")
@gate.record(Action.EXPORT)
def file(patient_id: UUID, name: str) -> Response:
    if name not in DOWNLOADS:
        abort(404)
    form = RangeForm(request.args)
    if not form.validate():
        return _page(form, patient_id, 422)
    response = Response(file_bytes(_source(*form.days()), name), content_type=DOWNLOADS[name])
    part = "" if gate.patient().is_own else "shared-"
    shown = f"sciatica-tracker-{part}{gate.patient().today()}.zip" if name == ALL else name
    response.headers.set("Content-Disposition", "attachment", filename=shown)
    response.headers["Cache-Control"] = "no-store"
    return response

"""The diary: a month as a calendar, or everything by day as a list."""

from datetime import date
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.marks import MARKS
from tracker.dashboard import timeline
from tracker.dashboard.blueprint import blueprint
from tracker.domain.access import Action
from tracker.domain.errors import Invalid
from tracker.domain.parsing import day as parse_day
from tracker.web import gate
from tracker.web.transactions import db_session


@blueprint.get("/patients/<uuid:patient_id>/diary")
@gate.record(Action.READ)
def diary(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    if request.args.get("view") == "list":
        found = timeline.read_timeline(db_session(), patient_id, asked("before"))
        return render_template("dashboard/diary_list.html", timeline=found, today=today, before=asked("before"))
    first = asked("month", "-01") or timeline.month_of(today)
    month = timeline.read_month(db_session(), patient_id, first)
    return render_template("dashboard/diary.html", month=month, today=today, marks=MARKS)


def asked(name: str, ending: str = "") -> date | None:
    """The day named in the address; None where there is none, or none in the calendar."""
    raw = request.args.get(name)
    try:
        return parse_day(raw + ending) if raw else None
    except Invalid:
        return None

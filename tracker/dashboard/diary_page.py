"""The diary: a month as a calendar, or everything by day as a list."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.marks import MARKS
from tracker.dashboard import calendar, timeline
from tracker.dashboard.blueprint import blueprint
from tracker.domain.access import Action
from tracker.domain.entry import DAY_TO_COME
from tracker.domain.errors import Invalid
from tracker.domain.parsing import day as parse_day
from tracker.web import gate
from tracker.web.transactions import db_session

WRONG_DAYS = {"unread": "Please give the date as year-month-day, such as 2026-03-01.", "to_come": DAY_TO_COME}


@blueprint.get("/patients/<uuid:patient_id>/diary")
@gate.record(Action.READ)
def diary(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    if request.args.get("view") == "list":
        found = timeline.read_timeline(db_session(), patient_id, asked("before"), today)
        return render_template(
            "dashboard/diary_list.html", timeline=found, today=today, wrong=wrong_day(), link=links()
        )
    first = asked("month", "-01") or calendar.month_of(today)
    month = calendar.read_month(db_session(), patient_id, first)
    return render_template("dashboard/diary.html", month=month, today=today, marks=MARKS, wrong=wrong_day())


def links() -> dict[str, Callable[[object], str]]:
    """How to address what stands on a line: the router is asked once for each kind, not once for each line."""

    def link(endpoint: str, name: str, any_value: object) -> Callable[[object], str]:
        url = url_for(endpoint, patient_id=gate.patient().id, **{name: any_value})  # type: ignore[arg-type]
        head, tail = url.split(str(any_value))
        return lambda value: f"{head}{value}{tail}"

    nobody = UUID(int=0)
    return {
        "day": link("diary.day", "day", date.min),
        "entry": link("diary.entry", "entry_id", nobody),
        "change": link("diary.change", "change_id", nobody),
        "session": link("treatment.session", "session_id", nobody),
        "dose": link("treatment.dose", "dose_id", nobody),
    }


def wrong_day() -> str:
    """What was wrong with the day picked before, if anything."""
    return WRONG_DAYS.get(request.args.get("wrong", ""), "")


def asked(name: str, ending: str = "") -> date | None:
    """The day named in the address; None where there is none, or none in the calendar."""
    raw = request.args.get(name)
    try:
        return parse_day(raw + ending) if raw else None
    except Invalid:
        return None

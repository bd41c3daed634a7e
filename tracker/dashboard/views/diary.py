"""The diary: a month as a calendar, or everything by day as a list."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.marks import MARKS
from tracker.dashboard.services import calendar, timeline
from tracker.dashboard.views.base import blueprint
from tracker.domain.errors import Fault, Invalid
from tracker.domain.scores.entry import DAY_TO_COME
from tracker.domain.sharing.access import Action
from tracker.domain.values.parsing import day as parse_day
from tracker.web import gate
from tracker.web.transactions import db_session
from tracker.wording import errors

NOBODY = UUID(int=0)
WRONG_DAYS = {"unread": Fault("no_day"), "to_come": DAY_TO_COME}


@blueprint.get("/patients/<uuid:patient_id>/diary")
@gate.record(Action.READ)
def diary(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    if request.args.get("view") == "list":
        found = timeline.read_timeline(db_session(), patient_id, asked("before"), today)
        return render_template(
            "dashboard/diary_list.html",
            timeline=found,
            today=today,
            wrong=wrong_day(),
            link=links(),
            missing=missing_day(found),
        )
    first = asked("month", "-01") or calendar.month_of(today)
    month = calendar.read_month(db_session(), patient_id, first)
    return render_template("dashboard/diary.html", month=month, today=today, marks=MARKS, wrong=wrong_day())


Link = Callable[[object], str]
LINKED = (
    ("day", "diary.day", "day", date.min),
    ("entry", "diary.entry", "entry_id", NOBODY),
    ("change", "diary.life_event", "change_id", NOBODY),
    ("session", "treatment.session", "session_id", NOBODY),
    ("dose", "treatment.dose", "dose_id", NOBODY),
)


def links() -> dict[str, Link | None]:
    """How to address what stands on a line: the router is asked once for each kind, not once for each line.

    Somebody else opens the record of a session, and reads everything else in its line.
    """
    if gate.patient().is_own:
        return {known: _link(endpoint, name, any_value) for known, endpoint, name, any_value in LINKED}
    record = _link("treatment.record", "session_id", NOBODY)
    return {known: record if known == "session" else None for known, *_ in LINKED}


def _link(endpoint: str, name: str, any_value: object) -> Link:
    url = url_for(endpoint, patient_id=gate.patient().id, **{name: any_value})  # type: ignore[arg-type]
    head, tail = url.split(str(any_value))
    return lambda value: f"{head}{value}{tail}"


def missing_day(found: timeline.Timeline) -> date | None:
    """The day that was asked for from a chart or a calendar, where nothing of it is in the list."""
    day = asked("day")
    return None if day is None or any(one.date == day for one in found.days) else day


def wrong_day() -> str:
    """What was wrong with the day picked before, if anything."""
    return errors.said(WRONG_DAYS.get(request.args.get("wrong", ""), ""))


def asked(name: str, ending: str = "") -> date | None:
    """The day named in the address; None where there is none, or none in the calendar."""
    raw = request.args.get(name)
    try:
        return parse_day(raw + ending) if raw else None
    except Invalid:
        return None

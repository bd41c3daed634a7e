"""The diary: a month as a calendar, or everything by day as a list."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.marks import MARKS
from tracker.dashboard.services import calendar, day_list, finding, timeline
from tracker.dashboard.views.base import blueprint
from tracker.diary.services.tags import every_tag
from tracker.domain.errors import Fault
from tracker.domain.scores.entry import DAY_TO_COME
from tracker.domain.sharing.access import Action
from tracker.domain.values import parsing
from tracker.domain.values.finding import MOST_TYPED
from tracker.domain.values.periods import ONE_DAY, month_after
from tracker.domain.values.tags import TAG_LENGTH
from tracker.web import gate
from tracker.web.addresses import url_for
from tracker.web.forms import printable
from tracker.web.transactions import db_session
from tracker.wording import errors
from tracker.wording.diary import WRONG_WAY_ROUND
from tracker.wording.finding import SORTS
from tracker.wording.language import _

NOBODY = UUID(int=0)
WRONG_DAYS = {"unread": Fault("no_day"), "to_come": DAY_TO_COME}


@blueprint.get("/patients/<uuid:patient_id>/diary")
@gate.record(Action.READ)
def diary(patient_id: UUID) -> ResponseReturnValue:
    if request.args.get("view") == "list":
        return _list_page(patient_id)
    today = gate.patient().today()
    first = asked("month", "-01") or calendar.month_of(today)
    month = calendar.read_month(db_session(), patient_id, first)
    return render_template("dashboard/diary.html", month=month, today=today, marks=MARKS, wrong=wrong_day())


def _list_page(patient_id: UUID) -> ResponseReturnValue:
    """A line for each day, which leads to it, for whoever reads the record."""
    wanted, problem = wanted_here()
    if wanted and not problem:
        return _found_page(patient_id, wanted)
    today = gate.patient().today()
    month, before = asked("month", "-01"), asked("before")
    if before is None and month is not None:
        before = first_after(month)
    found = timeline.read_timeline(db_session(), patient_id, before, today)
    yesterday = today - ONE_DAY
    newest = yesterday if before is None else min(before - ONE_DAY, yesterday)
    return render_template(
        "dashboard/diary_list.html",
        timeline=found,
        months=day_list.in_months(found.days, newest=newest),
        held=day_list.months_held(db_session(), patient_id, today),
        chosen=month,
        today=today,
        wrong=wrong_day(),
        problem=problem,
        sorts=SORTS,
        given=given_here(),
        tags=every_tag(db_session(), patient_id),
        to_day=_to_day(today),
    )


def _found_page(patient_id: UUID, wanted: finding.Wanted) -> ResponseReturnValue:
    """The days on which something was found; each leads to its page, for whoever reads it."""
    return render_template(
        "dashboard/diary_found.html",
        found=finding.find(db_session(), patient_id, wanted, asked("before")),
        wanted=wanted,
        sorts=SORTS,
        given=given_here(),
        tags=every_tag(db_session(), patient_id),
        to_day=_to_day(gate.patient().today()),
    )


def given_here() -> dict[str, str]:
    """What the form of the search is shown with: as it was typed."""
    return {name: printable(request.args.get(name, "")) for name in ("q", "kind", "tag", "from", "to")}


def wanted_here() -> tuple[finding.Wanted, str]:
    """What the address asks for, and what is wrong with its days, if anything."""
    typed, sort = printable(request.args.get("q", ""))[:MOST_TYPED].strip(), request.args.get("kind", "")
    given = [request.args.get(name, "") for name in ("from", "to")]
    first, last = (parsing.readable(parsing.day, raw) for raw in given)
    tag = printable(request.args.get("tag", ""))[:TAG_LENGTH].strip()
    wanted = finding.Wanted(typed=typed, sort=sort if sort in SORTS else "", tag=tag, first=first, last=last)
    if any(raw.strip() and day is None for raw, day in zip(given, (first, last), strict=True)):
        return wanted, errors.said(WRONG_DAYS["unread"])
    if first is not None and last is not None and first > last:
        return wanted, _(WRONG_WAY_ROUND)
    return wanted, ""


def _to_day(today: date) -> Callable[[date], str]:
    """Where the line of a day leads. A day to come has no page yet: its appointments stand before the sessions."""
    day, ahead = _link("dashboard.day", "day", date.min), url_for("treatment.sessions", patient_id=gate.patient().id)
    return lambda one: ahead if one > today else day(one)


Link = Callable[[object], str]
LINKED = {
    "day": ("dashboard.day", "day", date.min),
    "entry": ("diary.entry", "entry_id", NOBODY),
    "change": ("diary.life_event", "change_id", NOBODY),
    "session": ("dashboard.session", "session_id", NOBODY),
    "dose": ("treatment.dose", "dose_id", NOBODY),
}
# What somebody else opens; everything else they read in its line.
OTHERS_OPEN = frozenset({"day", "session"})


def links(back_to: date | None = None) -> dict[str, Link | None]:
    """How to address what stands on a line: the router is asked once for each kind, not once for each line.

    None where who reads this cannot open it. `back_to` is the day to whose page the form of a dose leads back.
    """
    own = gate.patient().is_own
    return {
        known: _link(*of, day=back_to if known == "dose" else None) if own or known in OTHERS_OPEN else None
        for known, of in LINKED.items()
    }


def _link(endpoint: str, name: str, any_value: object, **kept: date | None) -> Link:
    values: dict[str, Any] = kept | {name: any_value}
    url = url_for(endpoint, patient_id=gate.patient().id, **values)
    head, tail = url.split(str(any_value))
    return lambda value: f"{head}{value}{tail}"


def wrong_day() -> str:
    """What was wrong with the day picked before, if anything."""
    return errors.said(WRONG_DAYS.get(request.args.get("wrong", ""), ""))


def first_after(month: date) -> date:
    """The first day after a month; the last there is after the last."""
    try:
        return date(*month_after(month.year, month.month), 1)
    except ValueError:
        return date.max


def asked(name: str, ending: str = "") -> date | None:
    """The day named in the address; None where there is none, or none in the calendar."""
    raw = request.args.get(name)
    return parsing.readable(parsing.day, raw + ending) if raw else None

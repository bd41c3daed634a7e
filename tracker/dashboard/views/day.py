"""The page of one day: Today, and any day before it, to read and to add to; for somebody else, to read."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.pain import CHART
from tracker.charts.picture import picture
from tracker.dashboard.services.day import DayPage, read_own_page, read_page
from tracker.dashboard.services.first_weeks import read_card
from tracker.dashboard.services.today import AskedDay
from tracker.dashboard.views.base import blueprint
from tracker.dashboard.views.diary import links
from tracker.diary.forms import EntryForm, details_form
from tracker.diary.services.writing import late_hint
from tracker.domain.sharing.access import Action
from tracker.patients.services.record import side_of_episode
from tracker.web import clock, gate
from tracker.web.days import day_or_404
from tracker.web.limits import takes
from tracker.web.transactions import db_session
from tracker.wording.diary import greeting

# What the column of the scales leaves on a wide screen, where the chart is shown.
PICTURE_WIDTH = 600


@blueprint.get("/patients/<uuid:patient_id>/today")
@gate.record(Action.WRITE)
def today(patient_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the gate has judged by it
    """The door to the page of today, whichever day that is."""
    return _own_page(gate.patient().today())


@blueprint.get("/patients/<uuid:patient_id>/days/<day>")
@gate.record(Action.READ)
@takes(EntryForm)
def day(patient_id: UUID, day: str) -> ResponseReturnValue:
    """A day that has come."""
    asked, today = day_or_404(day), gate.patient().today()
    if asked > today:
        abort(404)
    if not gate.patient().is_own:
        return _others_page(asked)
    if asked == today:
        return redirect(url_for("dashboard.today", patient_id=patient_id, saved=request.args.get("saved")))
    return _own_page(asked)


def _own_page(asked: date) -> ResponseReturnValue:
    patient, now = gate.patient(), clock.now()
    page = read_own_page(db_session(), AskedDay(patient.id, asked, now, patient.zone))
    return _shown(
        page,
        form=details_form(page.day, lambda: side_of_episode(db_session(), patient.id)),
        greeting=greeting(now.astimezone(patient.zone).hour) if page.is_today else "",
        late_hint=_late_hint(page),
        first_weeks=_first_weeks(page),
        fresh_id=uuid4,
    )


def _others_page(asked: date) -> ResponseReturnValue:
    patient = gate.patient()
    shown_from = None if patient.terms is None else patient.terms.first_day
    return _shown(read_page(db_session(), AskedDay(patient.id, asked, clock.now(), patient.zone), shown_from))


def _shown(page: DayPage, **own: Any) -> str:
    shown = None if page.recent is None else page.recent.chart
    return render_template(
        "dashboard/day.html",
        page=page,
        day=page.day,
        link=links(back_to=page.day.date),
        chart=None if shown is None else picture(CHART, shown, PICTURE_WIDTH),
        **own,
    )


def _first_weeks(page: DayPage) -> str | None:
    """The card of the first weeks; on no page but that of today."""
    patient = gate.patient()
    if not page.is_today:
        return None
    return read_card(db_session(), patient.id, (page.today - patient.made_on).days, patient.cards_settled)


def _late_hint(page: DayPage) -> str:
    """What a score given now would be marked as; nothing where the day is marked already."""
    entry = page.day.entry
    if entry is not None and entry.late:
        return ""
    return late_hint(page.day.date, page.today, scored=entry is not None)

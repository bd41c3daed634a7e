"""The calendar of a year: every day's leg pain at a glance, and the way to each day."""

from datetime import date
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.year import YearFacts, year_calendar
from tracker.dashboard.views.base import blueprint
from tracker.diary import queries as diary
from tracker.domain.scores.daily import leg_by_day
from tracker.domain.sharing.access import Action
from tracker.review.services.measuring import days_between
from tracker.storage.rows import value_of
from tracker.web import gate
from tracker.web.transactions import db_session

DIGITS = 4


@blueprint.get("/patients/<uuid:patient_id>/year")
@gate.record(Action.READ)
def year(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    shown = year_asked(today)
    first, last = date(shown, 1, 1), date(shown, 12, 31)
    days = days_between(db_session(), patient_id, first, min(last, today))
    began = value_of(db_session(), *diary.first_entry_day(patient_id))
    return render_template(
        "dashboard/year.html",
        calendar=year_calendar(YearFacts(year=shown, scores=leg_by_day(days), today=today)),
        has_earlier=began is not None and began < first,
        has_later=shown < today.year,
    )


def year_asked(today: date) -> int:
    """The year in the address, where it reads as one that has begun; else this one."""
    raw = request.args.get("year", "")
    asked = int(raw) if raw.isascii() and raw.isdigit() and len(raw) == DIGITS else today.year
    return asked if 1 < asked <= today.year else today.year

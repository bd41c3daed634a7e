"""The Progress page: the verdict in words, then the charts, each with its table of the same numbers."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.presented import all_presented
from tracker.charts.views import figure_asked, table_asked
from tracker.dashboard.services.paper import few_strips, steps_of
from tracker.dashboard.services.progress import read_progress
from tracker.dashboard.services.ranges import Range, choices, parse_span
from tracker.dashboard.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.patients.services.about import read_about
from tracker.review.services.choosing import choose_course
from tracker.review.services.notices import spoken
from tracker.web import gate
from tracker.web.navigation import course_asked
from tracker.web.paper import foot_of
from tracker.web.transactions import db_session
from tracker.wording.measured import measured_words
from tracker.wording.notices import summary_words


@blueprint.get("/patients/<uuid:patient_id>/progress")
@gate.record(Action.SUMMARY)
def progress(patient_id: UUID) -> ResponseReturnValue:
    patient = gate.patient()
    since = None if patient.terms is None else patient.terms.first_day
    span = parse_span(request.args, patient.today(), since)
    choice = choose_course(db_session(), patient_id, course_asked(), patient.today(), gate.trade())
    page = read_progress(db_session(), patient_id, span, choice, patient.today(), patient.zone, since)
    course = page.course
    began_on = None if course is None else course.measured.began_on
    measure = None if course is None else course.measured.measure
    charts = all_presented(replace(page.charts, unit=unit_asked(), reference="reference" in request.args))
    foot = foot_of(patient)
    asked = figure_asked(charts.values()) or table_asked(charts.values(), foot=foot)
    return asked or render_template(
        "dashboard/progress.html",
        span=span,
        ranges_shown=choices(Range.COURSE) if course is not None else choices(Range.QUARTER),
        kept=kept(),
        foot=foot,
        page=page,
        about=read_about(db_session(), patient_id, patient.today(), began_on),
        notices=() if course is None else spoken(course.notices),
        verdict=None if measure is None else measured_words(measure),
        summary=None if page.summary is None else summary_words(page.summary),
        charts=charts,
        steps=steps_of(charts),
        report_days={"from": page.charts.first_day.isoformat(), "to": page.charts.last_day.isoformat()},
        few_strips=few_strips(charts),
    )


def unit_asked() -> Literal["sessions", "minutes"]:
    """What the treatments of a week are counted in."""
    return "minutes" if request.args.get("unit") == "minutes" else "sessions"


def kept() -> dict[str, str | None]:
    """What the address says beside the range, so that choosing one thing does not undo another."""
    return {name: request.args.get(name) for name in ("course", "unit", "reference", "sort")}

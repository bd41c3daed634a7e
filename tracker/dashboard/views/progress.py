"""The Progress page: the verdict in words, then the charts, each with its table of the same numbers."""

from typing import Literal
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.presented import by_week_chart, course_chart, farthest_chart, function_chart, pain_chart
from tracker.dashboard.services.chart_facts import by_week_facts, farthest_facts, function_facts, pain_facts
from tracker.dashboard.services.progress import read_progress
from tracker.dashboard.services.ranges import Range, choices, parse_span
from tracker.dashboard.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.patients.services.about import read_about
from tracker.review.services.choosing import choose_course
from tracker.review.services.notices import spoken
from tracker.web import gate
from tracker.web.navigation import course_asked
from tracker.web.transactions import db_session
from tracker.wording.notices import summary_words
from tracker.wording.verdict import verdict_words


@blueprint.get("/patients/<uuid:patient_id>/progress")
@gate.record(Action.SUMMARY)
def progress(patient_id: UUID) -> ResponseReturnValue:
    patient = gate.patient()
    span = parse_span(request.args, patient.today())
    since = None if patient.terms is None else patient.terms.first_day
    choice = choose_course(db_session(), patient_id, course_asked(), patient.today(), gate.trade())
    reading = read_progress(db_session(), patient_id, span, choice, patient.today(), patient.zone, since)
    course, charts = reading.course, reading.charts
    began_on = None if course is None else course.reading.began_on
    measured = None if course is None else course.reading.measure
    pain = pain_facts(charts, reference="reference" in request.args)
    return render_template(
        "dashboard/progress.html",
        span=span,
        ranges_shown=choices(Range.COURSE) if course is not None else choices(Range.QUARTER),
        kept=kept(),
        reading=reading,
        about=read_about(db_session(), patient_id, patient.today(), began_on),
        notices=() if course is None else spoken(course.notices),
        verdict=None if measured is None else verdict_words(measured.verdict, measured.lacks, measured.sensitivity),
        summary=None if reading.summary is None else summary_words(reading.summary),
        pain=pain_chart(pain),
        around=None if course is None else course_chart(course.reading.around),
        farthest=farthest_chart(farthest_facts(charts)),
        by_week=by_week_chart(by_week_facts(charts, pain, unit_asked())),
        function=function_chart(function_facts(charts)),
    )


def unit_asked() -> Literal["sessions", "minutes"]:
    """What the treatments of a week are counted in."""
    return "minutes" if request.args.get("unit") == "minutes" else "sessions"


def kept() -> dict[str, str | None]:
    """What the address says beside the range, so that choosing one thing does not undo another."""
    return {name: request.args.get(name) for name in ("course", "unit", "reference")}

"""The Progress page: the verdict in words, then the charts, each with its table of the same numbers."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.presented import course_chart, pain_chart
from tracker.dashboard.blueprint import blueprint
from tracker.dashboard.ranges import WORDS, parse_span
from tracker.dashboard.reading import read_progress
from tracker.domain import parsing
from tracker.domain.access import Action
from tracker.domain.errors import Invalid
from tracker.domain.verdict_words import verdict_words
from tracker.web import gate
from tracker.web.transactions import db_session


@blueprint.get("/patients/<uuid:patient_id>/progress")
@gate.record(Action.READ)
def progress(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    span = parse_span(request.args, today)
    reading = read_progress(db_session(), patient_id, span, course_asked(), today)
    course = reading.course
    return render_template(
        "dashboard/progress.html",
        span=span,
        ranges=WORDS,
        reading=reading,
        verdict=None if course is None else verdict_words(course.measure.verdict, course.measure.lacks),
        pain=pain_chart(reading.pain),
        around=None if course is None else course_chart(course.around),
    )


def course_asked() -> UUID | None:
    """The course named in the address, if it reads as an id."""
    try:
        return parsing.identifier(request.args.get("course"))
    except Invalid:
        return None

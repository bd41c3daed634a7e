"""Two courses side by side, week by week from their first session: both as they were, neither against the other."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker.charts.compare import CHART, ComparedCourse, CompareFacts
from tracker.charts.presented import presented
from tracker.charts.views import figure_asked
from tracker.dashboard.views.base import blueprint
from tracker.domain.course.counting import by_lead
from tracker.domain.sharing.access import Action
from tracker.review.services.measuring import MeasuredCourse, read_courses, read_measured
from tracker.treatment.queries.courses import CourseRow
from tracker.web import gate
from tracker.web.navigation import course_asked
from tracker.web.transactions import db_session
from tracker.wording.diary import course_from
from tracker.wording.verdict import short_words
from tracker.wording.vocabularies import SESSION_KINDS


@blueprint.get("/patients/<uuid:patient_id>/compare")
@gate.record(Action.READ)
def compare(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    courses = by_lead(read_courses(db_session(), patient_id), today, gate.trade())
    if len(courses) <= 1:
        abort(404)
    pair = _pair(courses)
    compared = [read_measured(db_session(), patient_id, row, today) for row in pair]
    chart = presented(CHART, CompareFacts(courses=[compared_course(course) for course in compared]))
    return figure_asked([chart]) or render_template(
        "dashboard/compare.html",
        courses=courses,
        compared=[(course, short_words(course.measure.verdict, course.measure.lacks)) for course in compared],
        chart=chart,
    )


def _pair(courses: Sequence[CourseRow]) -> tuple[CourseRow, CourseRow]:
    """The two that were asked for; where that is not two courses of this record, the two that lead."""
    first = next((row for row in courses if row.id == course_asked()), courses[0])
    other = next((row for row in courses if row.id == course_asked("with") and row is not first), None)
    return first, other or next(row for row in courses if row is not first)


def compared_course(course: MeasuredCourse) -> ComparedCourse:
    words = course_from(SESSION_KINDS[course.row.kind], course.row.started_on)
    return ComparedCourse(words, course.measure.baseline, course.measure.leg_weeks, course.measure.last_day)

"""The Course page: how far it is, plan against actual, reviews, each session, and how the plan was changed."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.charts.around import CHART
from tracker.charts.presented import presented
from tracker.charts.views import figure_asked
from tracker.dashboard.services.course import read_course_page
from tracker.dashboard.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.review.services.choosing import choose_course
from tracker.web import gate
from tracker.web.acting import writer
from tracker.web.navigation import course_asked
from tracker.web.paper import foot_of
from tracker.web.transactions import db_session
from tracker.wording.measured import measured_words


@blueprint.get("/patients/<uuid:patient_id>/course")
@gate.record(Action.READ)
def course(patient_id: UUID) -> ResponseReturnValue:
    patient = gate.patient()
    choice = choose_course(db_session(), patient_id, course_asked(), patient.today(), gate.trade())
    if choice.row is None:
        return render_template("dashboard/no_course.html")
    page = read_course_page(db_session(), patient_id, choice.row, patient.today(), patient.zone, writer())
    measure = page.measured.measure
    chart = presented(CHART, page.measured.around)
    return figure_asked([chart]) or render_template(
        "dashboard/course.html",
        page=page,
        measured=page.measured,
        choice=choice,
        verdict=measured_words(measure),
        chart=chart,
        today=patient.today(),
        zone=patient.zone,
        foot=foot_of(patient),
    )

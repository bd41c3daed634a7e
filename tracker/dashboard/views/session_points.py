"""All sessions' points side by side: what was needled when, beside how the leg was before, after and the next day."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.dashboard.services.point_table import read_table
from tracker.dashboard.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.domain.values import parsing
from tracker.storage.rows import rows_of
from tracker.treatment.queries import treatment
from tracker.treatment.services.reading import courses
from tracker.web import gate, paging
from tracker.web.transactions import db_session
from tracker.wording.points import PLACES, SIDES_SHORT

PAGE_SIZE = 8


@blueprint.get("/patients/<uuid:patient_id>/sessions/points")
@gate.record(Action.READ)
def session_points(patient_id: UUID) -> ResponseReturnValue:
    every = [course for course in courses(db_session(), patient_id) if course.kind == "acupuncture"]
    asked = parsing.readable(parsing.identifier, request.args.get("course"))
    only = asked if asked in {course.id for course in every} else None
    number = paging.page_number()
    query = treatment.with_points(patient_id, only, PAGE_SIZE + 1, PAGE_SIZE * (number - 1))
    page = paging.cut(rows_of(db_session(), query), number, PAGE_SIZE)
    return render_template(
        "dashboard/session_points.html",
        page=page,
        table=read_table(db_session(), patient_id, page.items),
        courses=every,
        only=only,
        place_words=PLACES,
        sides=SIDES_SHORT,
        today=gate.patient().today(),
    )

"""What happened around each treatment: the scores before, after and on the next day, beside what else was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.dashboard.queries import pages
from tracker.dashboard.services.ranges import Range, choices, parse_span
from tracker.dashboard.views.base import blueprint
from tracker.domain.scores.around import KindAround, group_by_kind
from tracker.domain.sharing.access import Action
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.measuring import read_courses
from tracker.review.services.surroundings import Surrounded, surrounded
from tracker.storage.rows import rows_of
from tracker.treatment.queries import treatment
from tracker.treatment.services.sessions import numbers_in
from tracker.web import gate, paging
from tracker.web.transactions import db_session
from tracker.wording.vocabularies import SESSION_KINDS

PAGE_SIZE = 40
EARLIEST = date.min + timedelta(days=364)  # so that what lies around a session has a day as well


@dataclass(frozen=True, slots=True)
class AroundPage:
    """One page of sessions, newest first, and all sessions of the range by kind."""

    sessions: paging.Page[Surrounded]
    kinds: Sequence[KindAround]
    numbers: dict[UUID, int]


@blueprint.get("/patients/<uuid:patient_id>/around")
@gate.record(Action.READ)
def around(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    span = parse_span({**request.args, "range": request.args.get("range", Range.QUARTER)}, today)
    kind = request.args.get("kind", "")
    kind = kind if kind in SESSION_KINDS else ""
    first, last = span.edges(today)
    page = read_around(db_session(), patient_id, (first or EARLIEST, last), kind, paging.page_number())
    ranges = choices(Range.QUARTER)
    return render_template("dashboard/around.html", page=page, span=span, ranges=ranges, kind=kind)


def read_around(session: Session, patient_id: UUID, days: tuple[date, date], kind: str, number: int) -> AroundPage:
    """The sessions of these days, in a fixed number of queries."""
    found = [SessionRow(*row) for row in rows_of(session, *pages.sessions(patient_id, *days))]
    rows = surrounded(session, patient_id, found)[::-1]
    chosen = [row for row in rows if not kind or row.session.kind == kind]
    first = PAGE_SIZE * (number - 1)
    sessions = paging.cut(chosen[first : first + PAGE_SIZE + 1], number, PAGE_SIZE)
    numbers = _numbers(session, patient_id, sessions.items)
    return AroundPage(sessions, group_by_kind(row.scores for row in rows), numbers)


def _numbers(session: Session, patient_id: UUID, rows: Sequence[Surrounded]) -> dict[UUID, int]:
    """The number of each session in its course; those of a course that was deleted have none."""
    live = {course.id for course in read_courses(session, patient_id)}
    shown = {row.session.course_id for row in rows if row.session.course_id is not None}
    return numbers_in(rows_of(session, *treatment.sessions_of(patient_id, shown & live)))

"""Courses with their plan, and how each compares with its starting week."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.course.plan import CourseFacts
from tracker.files import contract, results
from tracker.interface.services.resource import Resource, Values
from tracker.patients.services import row_writing
from tracker.review.services.measuring import read_courses, read_measured
from tracker.treatment.models import Course
from tracker.treatment.services import courses
from tracker.wording.language import N_

GIVEN: Final = frozenset({"kind", "phase", "started_on", "ended_on", "planned_sessions", "per_week", "goal"})
WORKED_OUT: Final = tuple(field.name for field in contract.COURSES.columns if field.computed)


def _put(db_session: Session, course_id: UUID, values: Values, author: Author) -> UUID | None:
    """What an insurer allows stands in no file and no body: it stays as it is."""
    try:
        row = row_writing.get(db_session, Course, author.patient_id, course_id)
    except row_writing.NotFound:
        return courses.start_course(db_session, course_id, CourseFacts(**values), author)
    return courses.change_course(db_session, row, replace(courses.facts_of(row), **values), author)


def _remove(db_session: Session, course_id: UUID, author: Author) -> UUID:
    return courses.delete_course(db_session, row_writing.get(db_session, Course, author.patient_id, course_id), author)


def _worked_out(
    db_session: Session, patient_id: UUID, here: datetime, rows: Sequence[Any]
) -> Mapping[str, Callable[..., Any]]:
    wanted = {UUID(str(row[0])): row[0] for row in rows}
    told: dict[Any, Mapping[str, Any]] = {}
    for course in read_courses(db_session, patient_id):
        if course.id in wanted:
            measured = read_measured(db_session, patient_id, course, here.date())
            row = results.course_row(course, course.done, course.missed, measured.measure.verdict)
            told[wanted[course.id]] = dict(zip(contract.COURSES.slots, row, strict=True))
    return {name: _told(told, name) for name in WORKED_OUT}


def _told(told: Mapping[Any, Mapping[str, Any]], name: str) -> Callable[[Any], Any]:
    return lambda course_id: told[course_id][name] if course_id in told else None


COURSES: Final = Resource(
    name="courses",
    one="course",
    title=N_("Courses"),
    file=contract.COURSES,
    model=Course,
    order="started_on",
    columns=dict.fromkeys(WORKED_OUT, Course.id),
    worked_out=_worked_out,
    given=GIVEN,
    put=_put,
    remove=_remove,
)

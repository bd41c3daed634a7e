"""Writing courses. A change of plan also leaves a dated line with who and why, which the course page shows."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.course.plan import CourseFacts, check_course
from tracker.domain.errors import Problems
from tracker.domain.values.deeds import Deed, deed
from tracker.domain.values.facts import read_facts, values_of
from tracker.patients.services import row_writing
from tracker.storage.rows import is_there
from tracker.treatment.models import Course, PlanChange
from tracker.treatment.queries import treatment
from tracker.treatment.queries.courses import CourseRow
from tracker.wording.language import _
from tracker.wording.treatment import KIND_STANDS

PLAN_FIELDS = ("planned_sessions", "per_week", "phase", "ended_on")


def facts_of(row: Course | CourseRow) -> CourseFacts:
    """The facts of a stored course."""
    return read_facts(CourseFacts, row)


def start_course(db_session: Session, course_id: UUID, facts: CourseFacts, author: Author) -> UUID:
    """Save a new course; `Problems` where it cannot stand."""
    check_course(facts, today=author.today)
    values = values_of(facts)
    row = Course(patient_id=author.patient_id, id=course_id, created_at=author.now, **values)
    return row_writing.create(db_session, row, author, deed=_deed(facts), given=values)


def change_course(
    db_session: Session,
    row: Course,
    facts: CourseFacts,
    author: Author,
    *,
    reason: str | None = None,
    brought_by: UUID | None = None,
) -> UUID | None:
    """Save other facts for a course; where the plan differs, note what became what, by whom and why.

    None where all of it stood so before. The line of the plan has the id of the change, so that a change that is undone
    takes its line along. `brought_by` is the change that brought this one, such as a review, and is undone with it.
    """
    check_course(facts, today=author.today)
    if facts.kind != row.kind and has_sessions(db_session, row):
        raise Problems({"kind": _(KIND_STANDS)})
    changed = {
        name: [_plain(getattr(row, name)), _plain(getattr(facts, name))]
        for name in PLAN_FIELDS
        if getattr(row, name) != getattr(facts, name)
    }
    values, made = values_of(facts), _deed(facts)
    revision_id = row_writing.change(db_session, row, values, author, deed=made, brought_by=brought_by)
    if changed:
        db_session.add(
            PlanChange(
                patient_id=row.patient_id,
                id=revision_id,
                course_id=row.id,
                at=author.now,
                by_account_id=author.account_id,
                by_name=author.name,
                changed=changed,
                reason=reason,
            )
        )
        db_session.flush()
    return revision_id


def delete_course(db_session: Session, row: Course, author: Author) -> UUID:
    """Take a course out of sight. Its sessions stay: they count as without a course until the deletion is undone."""
    return row_writing.remove(db_session, row, author, deed=deed("course_of", kind=row.kind, day=row.started_on))


def has_sessions(db_session: Session, row: Course) -> bool:
    """Whether a live session belongs to the course."""
    return is_there(db_session, *treatment.sessions_of(row.patient_id, [row.id]))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _deed(facts: CourseFacts) -> Deed:
    return deed("course", kind=facts.kind, sessions=facts.planned_sessions, per_week=facts.per_week)

"""The running courses of a record with the day each began: what a patient chooses from when they share."""

from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.sharing.terms import RunningCourse
from tracker.storage.rows import rows_of
from tracker.treatment.queries import courses as course_queries


def running_courses(db_session: Session, patient_id: UUID) -> tuple[RunningCourse, ...]:
    """The courses that have not ended, by their planned first day."""
    return tuple(
        RunningCourse(
            kind=row.kind,
            began_on=min(row.started_on, row.first_session_day or row.started_on),
            id=row.id,
            phase=row.phase,
            done=row.done,
            last_on=row.last_on,
        )
        for row in rows_of(db_session, *course_queries.running_courses(patient_id))
    )

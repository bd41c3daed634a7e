"""Which course a page is about where a record holds several, and the switch to the others."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.course.counting import ENDED, by_lead
from tracker.patients.services.row_writing import NotFound
from tracker.review.services.measuring import read_courses
from tracker.treatment.queries.courses import CourseRow
from tracker.wording.review import course_words
from tracker.wording.vocabularies import SESSION_KINDS


@dataclass(frozen=True, slots=True)
class Choice:
    """The courses of a record that are seen, in the order in which they lead, and the one a page is about."""

    courses: Sequence[CourseRow]
    row: CourseRow | None

    @property
    def beside(self) -> Sequence[CourseRow]:
        """The other courses that have not ended."""
        return [one for one in self.courses if one.phase != ENDED and one is not self.row]

    @property
    def side_by_side(self) -> bool:
        """Whether more than one course goes on, with sessions in each: whatever changed is in the days of both."""
        return sum(one.phase != ENDED and one.done > 0 for one in self.courses) > 1

    @property
    def switch(self) -> Sequence[tuple[uuid.UUID, str]]:
        """Id and name of each course that can be changed to at the top of a page; none where there is one alone."""
        shown = [one for one in self.courses if one.phase != ENDED or one is self.row]
        if len(shown) <= 1:
            return ()
        kinds = Counter(one.kind for one in shown)
        return [(one.id, course_name(one, by_day=kinds[one.kind] > 1)) for one in shown]


def course_name(row: CourseRow, *, by_day: bool = False) -> str:
    """Acupuncture, 8 of 10 sessions; with the day it began where another one of its kind stands beside it."""
    return course_words(SESSION_KINDS[row.kind], row.done, row.planned_sessions, row.started_on if by_day else None)


def choose_course(
    db_session: Session, patient_id: uuid.UUID, asked: uuid.UUID | None, today: date, trade: str | None
) -> Choice:
    """The course that was asked for, else the one that leads for this reader, in one query.

    `NotFound` where the one that was asked for is not this record's, or not in what of it is shown.
    """
    courses = by_lead(read_courses(db_session, patient_id), today, trade)
    if asked is None:
        return Choice(courses, courses[0] if courses else None)
    row = next((one for one in courses if one.id == asked), None)
    if row is None:
        raise NotFound
    return Choice(courses, row)

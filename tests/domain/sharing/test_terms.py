"""Which course a share speaks of, and whether it is shown."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from tracker.domain.sharing.terms import RunningCourse, is_shown, shared_course

TODAY = date(2026, 3, 3)
COURSE = RunningCourse(kind="acupuncture", began_on=date(2026, 2, 17), id=UUID(int=1))
STARTING_WEEK = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("first_day", "shown"), [(None, True), (STARTING_WEEK, True), (date(2026, 2, 11), False), (TODAY, False)]
)
def test_a_course_is_shown_with_its_starting_week_or_not_at_all(first_day: date | None, shown: bool) -> None:
    assert is_shown(COURSE, first_day) is shown


def test_this_course_is_the_one_that_leads_of_those_whose_starting_week_has_begun() -> None:
    earlier = RunningCourse(kind="physiotherapy", began_on=date(2026, 1, 5), id=UUID(int=2))
    soon = RunningCourse(kind="massage", began_on=date(2026, 3, 10), id=UUID(int=3))
    later = RunningCourse(kind="massage", began_on=date(2026, 3, 11), id=UUID(int=4))
    held = replace(earlier, done=4, last_on=date(2026, 3, 1))
    assert shared_course((COURSE, earlier, later), TODAY) == COURSE
    assert shared_course((soon,), TODAY) == soon, "its starting week has begun"
    assert shared_course((later,), TODAY) is None
    assert shared_course((COURSE, held), TODAY) == held, "sessions tell more than a plan"
    assert shared_course((COURSE, held), TODAY, "acupuncturist") == COURSE, "the practitioner's own trade"
    assert shared_course((held, later), TODAY, "massage_therapist") == held, "what has not begun is no course yet"

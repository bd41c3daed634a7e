"""The day from which the next review of a course is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.counting import Review, review_due
from tracker.domain.course.review_day import ReviewsHeld, next_review

FIRST = date(2026, 3, 2)


def weekly(count: int) -> list[date]:
    return [FIRST + timedelta(weeks=week) for week in range(count)]


@pytest.mark.parametrize(
    ("days", "planned", "held", "expected"),
    [
        ([], 10, ReviewsHeld(), None),
        (weekly(3), 10, ReviewsHeld(), (FIRST + timedelta(90), Review.DAY_90)),
        (weekly(10), 10, ReviewsHeld(), (weekly(4)[3], Review.FIRST)),
        (weekly(10), 10, ReviewsHeld([4], [weekly(4)[3]]), (weekly(10)[9], Review.END)),
        (weekly(14), 20, ReviewsHeld([5], [weekly(5)[4]]), (FIRST + timedelta(90), Review.DAY_90)),
        (weekly(20), 20, ReviewsHeld([5, 13], [weekly(5)[4], FIRST + timedelta(90)]), (weekly(20)[19], Review.END)),
        (weekly(10), 10, ReviewsHeld([10], [weekly(10)[9]]), None),
        (weekly(20), 20, ReviewsHeld([13], [FIRST + timedelta(90)]), (weekly(20)[19], Review.END)),
    ],
)
def test_it_falls_on_the_visit_that_calls_for_it_or_on_the_ninetieth_day(
    days: list[date], planned: int, held: ReviewsHeld, expected: tuple[date, Review] | None
) -> None:
    assert next_review(days[::-1], planned, held) == expected


@given(
    st.lists(st.integers(0, 200), max_size=30),
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 200)), max_size=3),
)
def test_on_that_day_it_is_due_and_on_no_visit_before(
    gone: list[int], planned: int, reviews: list[tuple[int, int]]
) -> None:
    days = sorted(FIRST + timedelta(one) for one in [0, *gone])
    held = ReviewsHeld([done for done, _on in reviews], [FIRST + timedelta(on) for _done, on in reviews])

    def due_on(day: date) -> Review | None:
        done = sum(one <= day for one in days)
        return review_due(done, planned, held.after, first_day=FIRST, today=day, reviewed_on=held.on)

    found = next_review(days, planned, held)
    if found is None:
        assert not any(due_on(day) for day in {*days, FIRST + timedelta(90)})
    else:
        assert due_on(found[0]) is not None
        assert not any(due_on(day) for day in days if day < found[0])

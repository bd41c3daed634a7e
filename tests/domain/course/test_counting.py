"""Session numbers, the track, what is expected by now, and the reviews of a course."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.counting import (
    Review,
    SessionMark,
    course_track,
    expected_by,
    follow_up_due,
    planned_end,
    review_due,
    review_window,
    session_numbers,
)

START = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
DAY = START.date()


def mark(number: int, status: str = "attended", *, hours: int = 0) -> SessionMark:
    return SessionMark(UUID(int=number), START + timedelta(hours=hours), status)


def test_numbers_go_by_time_among_the_attended() -> None:
    sessions = [
        mark(1, hours=48),
        mark(2, hours=0),
        mark(3, "missed", hours=24),
        mark(4, "planned", hours=96),
        mark(5, hours=72),
    ]

    assert session_numbers(sessions) == {UUID(int=2): 1, UUID(int=1): 2, UUID(int=5): 3}


def test_sessions_at_one_time_go_by_id() -> None:
    assert session_numbers([mark(9), mark(3), mark(5)]) == {UUID(int=3): 1, UUID(int=5): 2, UUID(int=9): 3}


marks = st.lists(
    st.builds(
        SessionMark,
        st.uuids(),
        st.integers(0, 50).map(lambda hours: START + timedelta(hours=hours)),
        st.sampled_from(["planned", "attended", "missed"]),
    ),
    unique_by=lambda session: session.id,
    max_size=20,
)


@given(marks)
def test_numbers_are_one_to_n_in_order_of_time(sessions: list[SessionMark]) -> None:
    numbers = session_numbers(sessions)
    by_id = {session.id: session for session in sessions}
    in_order = [by_id[session_id] for session_id in sorted(numbers, key=numbers.__getitem__)]

    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert {s.id for s in in_order} == {s.id for s in sessions if s.status == "attended"}
    assert [s.started_at for s in in_order] == sorted(s.started_at for s in in_order)
    assert session_numbers(reversed(sessions)) == numbers


@pytest.mark.parametrize(
    ("planned", "window"),
    [
        (1, None),
        (2, (1, 1)),
        (3, (2, 2)),
        (4, (2, 3)),
        (5, (2, 3)),
        (6, (3, 4)),
        (7, (4, 6)),
        (10, (4, 6)),
        (12, (4, 6)),
        (60, (4, 6)),
    ],
)
def test_review_window(planned: int, window: tuple[int, int] | None) -> None:
    assert review_window(planned) == window


@given(st.integers(2, 60))
def test_review_window_comes_before_the_end(planned: int) -> None:
    window = review_window(planned)

    assert window is not None
    assert 1 <= window[0] <= window[1] < planned


def test_track_of_a_running_course() -> None:
    sessions = [*(mark(n) for n in range(1, 6)), mark(6, "missed"), mark(7, "planned")]
    track = course_track(sessions, 10)

    assert (track.done, track.missed, track.planned, track.review) == (5, 1, 10, (4, 6))


def test_a_track_of_one_session_has_no_window() -> None:
    assert course_track([], 1).review is None


@pytest.mark.parametrize(
    ("planned", "per_week", "end"),
    [
        (10, 2, date(2026, 4, 1)),
        (12, 3, date(2026, 3, 26)),
        (1, 2, DAY),
        (6, 1, date(2026, 4, 5)),
        (7, 7, date(2026, 3, 7)),
        (14, 14, date(2026, 3, 7)),
    ],
)
def test_planned_end(planned: int, per_week: int, end: date) -> None:
    assert planned_end(DAY, planned, per_week) == end


@pytest.mark.parametrize(
    ("after", "expected"), [(-1, 0), (0, 1), (2, 1), (3, 2), (6, 2), (7, 3), (31, 10), (30, 9), (400, 10)]
)
def test_expected_by_a_day(after: int, expected: int) -> None:
    assert expected_by(DAY + timedelta(days=after), DAY, 10, 2) == expected


@given(st.integers(-10, 400), st.integers(1, 60), st.integers(1, 14))
def test_expected_counts_the_planned_days(after: int, planned: int, per_week: int) -> None:
    day = DAY + timedelta(days=after)
    by_then = sum(planned_end(DAY, number, per_week) <= day for number in range(1, planned + 1))

    assert expected_by(day, DAY, planned, per_week) == by_then
    assert (by_then == planned) == (day >= planned_end(DAY, planned, per_week))


@pytest.mark.parametrize(
    ("done", "planned", "reviewed_after", "due"),
    [
        (0, 10, [], None),
        (3, 10, [], None),
        (4, 10, [], Review.FIRST),
        (6, 10, [], Review.FIRST),
        (9, 10, [], Review.FIRST),
        (9, 10, [2], Review.FIRST),
        (6, 10, [4], None),
        (9, 10, [2, 6], None),
        (10, 10, [6], Review.END),
        (10, 10, [], Review.END),
        (12, 10, [6], Review.END),
        (12, 10, [6, 10], None),
        (0, 1, [], None),
        (1, 1, [], Review.END),
        (1, 1, [1], None),
        (1, 2, [], Review.FIRST),
    ],
)
def test_review_due(done: int, planned: int, reviewed_after: list[int], due: Review | None) -> None:
    assert review_due(done, planned, reviewed_after) is due


@pytest.mark.parametrize(
    ("gone", "done", "reviewed_after", "reviewed_on", "due"),
    [
        (89, 8, [5], [20], None),
        (90, 8, [5], [20], Review.DAY_90),
        (200, 8, [5], [20], Review.DAY_90),
        (90, 8, [5], [89], Review.DAY_90),
        (90, 8, [5, 8], [20, 90], None),
        (200, 8, [5, 8], [95, 20], None),
        # The weightier review is asked for, and one held on day 90 is the first one too.
        (90, 5, [], [], Review.DAY_90),
        (90, 2, [], [], Review.DAY_90),
        (91, 5, [5], [90], None),
        (89, 5, [], [], Review.FIRST),
        # Once the plan is done the review at the end is the decision review.
        (120, 10, [5], [20], Review.END),
        (120, 10, [10], [40], None),
    ],
)
def test_decision_review_at_ninety_days(
    gone: int, done: int, reviewed_after: list[int], reviewed_on: list[int], due: Review | None
) -> None:
    days = [DAY + timedelta(days=after) for after in reviewed_on]
    today = DAY + timedelta(days=gone)

    assert review_due(done, 10, reviewed_after, first_day=DAY, today=today, reviewed_on=days) is due


def test_no_decision_review_without_a_first_session_and_a_day() -> None:
    assert review_due(8, 10, [5], first_day=None, today=DAY) is None
    assert review_due(8, 10, [5], first_day=date(2020, 1, 1)) is None


@given(st.integers(0, 70), st.integers(1, 60), st.lists(st.integers(0, 70)), st.integers(-5, 89))
def test_before_day_ninety_the_days_change_nothing(done: int, planned: int, after: list[int], gone: int) -> None:
    plain = review_due(done, planned, after)

    assert review_due(done, planned, after, first_day=DAY, today=DAY + timedelta(days=gone)) is plain


@pytest.mark.parametrize(
    ("gone", "week"),
    [
        (27, None),
        (28, 4),
        (34, 4),
        (35, None),
        (83, None),
        (84, 12),
        (90, 12),
        (91, None),
        (181, None),
        (182, 26),
        (188, 26),
        (189, None),
        (363, None),
        (364, 52),
        (370, 52),
        (371, None),
        (0, None),
        (-5, None),
    ],
)
def test_follow_ups(gone: int, week: int | None) -> None:
    today = DAY + timedelta(days=gone)

    assert follow_up_due(DAY, DAY - timedelta(days=30), today) == week


@pytest.mark.parametrize(("ended", "week"), [(None, None), (29, None), (28, 4), (20, 4)])
def test_follow_ups_wait_for_the_end_of_the_course(ended: int | None, week: int | None) -> None:
    ended_on = None if ended is None else DAY + timedelta(days=ended)

    assert follow_up_due(DAY, ended_on, DAY + timedelta(days=28)) == week


def test_every_follow_up_is_due_for_seven_days() -> None:
    due = [follow_up_due(DAY, DAY, DAY + timedelta(days=gone)) for gone in range(500)]

    assert {week: due.count(week) for week in due if week is not None} == {4: 7, 12: 7, 26: 7, 52: 7}

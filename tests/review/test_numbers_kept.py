"""What the numbers of a course said on the day of a review, in words."""

import uuid
from typing import Any

import pytest

from tests.support.blanks import plain
from tests.support.evening import TODAY
from tracker.review.models import CourseReview
from tracker.review.services.screen import numbers_then

THEN = dict[str, Any](
    id=uuid.UUID(int=1),
    held_on=TODAY,
    sessions_done=5,
    global_change=None,
    decision="stop",
    reason=None,
    label="small",
    confirmed=True,
    baseline_leg=6.0,
    latest_leg=5.0,
    doubts=(),
    baseline_late_days=0,
    latest_late_days=0,
    baseline_imported_days=0,
    latest_imported_days=0,
    by_name="Rosa",
)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "Leg pain 5.0, starting week 6.0: down 1.0 point (17 %); over two weeks, a small change."),
        (
            {"confirmed": False},
            "Leg pain 5.0, starting week 6.0: down 1.0 point (17 %); from one week only, a small change.",
        ),
        ({"label": "not_enough_data", "latest_leg": None}, "There was not enough data to compare."),
        (
            {
                "confirmed": False,
                "doubts": ("start_from_memory",),
                "baseline_late_days": 6,
                "latest_late_days": 1,
            },
            (
                "Leg pain 5.0 (1 day entered later), starting week 6.0 (6 days entered later): down 1.0 point (17 %); "
                "over two weeks, a small change. Not confirmed: most days of the starting week were entered over "
                "2 days later, from memory."
            ),
        ),
        (
            {"baseline_late_days": 2, "baseline_imported_days": 3, "latest_imported_days": 7},
            (
                "Leg pain 5.0 (7 days imported), starting week 6.0 (2 days entered later, 3 imported): down 1.0 point "
                "(17 %); over two weeks, a small change."
            ),
        ),
        (
            {"baseline_imported_days": 1, "latest_late_days": 1, "latest_imported_days": 1},
            (
                "Leg pain 5.0 (1 day entered later, 1 imported), starting week 6.0 (1 day imported): down 1.0 point "
                "(17 %); over two weeks, a small change."
            ),
        ),
        (
            {"baseline_imported_days": None, "latest_imported_days": None},
            "Leg pain 5.0, starting week 6.0: down 1.0 point (17 %); over two weeks, a small change.",
        ),
        (
            {"confirmed": False, "doubts": ("one_week", "latest_from_memory")},
            (
                "Leg pain 5.0, starting week 6.0: down 1.0 point (17 %); from one week only, a small change. "
                "Not confirmed: most days of the latest week were entered over 2 days later, from memory."
            ),
        ),
        (
            {"confirmed": False, "doubts": None, "baseline_late_days": None, "latest_late_days": None},
            "Leg pain 5.0, starting week 6.0: down 1.0 point (17 %); from one week only, a small change.",
        ),
        (
            {"label": "pain_free_at_start", "baseline_leg": 0.0, "latest_leg": 0.0},
            "Leg pain 0.0, starting week 0.0: the same; over two weeks, almost no leg pain at the start.",
        ),
    ],
)
def test_what_the_numbers_said_is_kept_in_words(changes: dict[str, Any], says: str) -> None:
    assert plain(numbers_then(CourseReview(**(THEN | changes)))) == says

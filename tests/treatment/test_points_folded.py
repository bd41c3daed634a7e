"""The list of points of a session being changed: folded where the picture says as much, open where it says less."""

from typing import Any

import pytest

from tests.treatment.conftest import Log


@pytest.mark.parametrize(
    ("typed", "is_open", "chosen"),
    [
        ("BL40 left; GB30 both; GV4", False, "3 chosen"),
        ("BL40 left; GB30", True, "2 chosen"),
        ("BL40 left; LI4 both", True, "2 chosen"),
    ],
    ids=["all in the picture", "a side not said", "not in the picture"],
)
def test_the_list_opens_where_it_says_more_than_the_picture(log: Log, typed: str, is_open: bool, chosen: str) -> None:
    more: dict[str, Any] = {"points-more": typed}
    log.add("acupuncture", **more)
    (row,) = log.sessions()
    page = log.form(f"sessions/{row.id}/edit")
    assert ("open" in page.one("details.add-points").attrs) is is_open
    assert page.one("[data-points-chosen]").to_text() == chosen


def test_nothing_is_said_of_points_where_there_are_none(log: Log) -> None:
    page = log.form("sessions/new/acupuncture")
    assert "open" not in page.one("details.add-points").attrs
    assert "hidden" in page.one("[data-points-chosen]").attrs

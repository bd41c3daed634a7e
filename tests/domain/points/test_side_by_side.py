"""All sessions' points beside each other: rows from the spine down, a cell for each session."""

import pytest

from tracker.domain.points.points import parse_points
from tracker.domain.points.side_by_side import PLACE_ORDER, PointRow, joined, side_by_side
from tracker.wording.points import PLACES


def test_each_point_has_one_row_and_each_session_one_cell() -> None:
    sessions = [
        parse_points('BL40 left; GB30 both; "ashi"'),
        parse_points("GB30 right; GB30 left; GV4; LU7"),
        parse_points("BL40; BL22 left"),
    ]
    groups = {group.place: group.rows for group in side_by_side(sessions)}
    assert groups == {
        "low_back": (
            PointRow("BL22", "Sanjiaoshu", (None, None, "left")),
            PointRow("GV4", "Mingmen", (None, "unsaid", None)),
        ),
        "buttock": (PointRow("GB30", "Huantiao", ("both", "both", None)),),
        "knee": (PointRow("BL40", "Weizhong", ("left", None, "unsaid")),),
        "elsewhere": (PointRow("LU7", "Lieque", (None, "unsaid", None)),),
        "typed": (PointRow("ashi", "", ("unsaid", None, None)),),
    }
    assert list(groups) == [place for place in PLACE_ORDER if place in groups]
    assert side_by_side([]) == side_by_side([(), ()]) == ()


@pytest.mark.parametrize(
    ("known", "side", "one"),
    [
        (None, "left", "left"),
        ("left", "left", "left"),
        ("left", "right", "both"),
        ("both", "left", "both"),
        ("unsaid", "left", "left"),
        ("left", "unsaid", "left"),
    ],
)
def test_two_notes_of_a_side_are_one(known: str | None, side: str, one: str) -> None:
    assert joined(known, side) == one


def test_every_place_has_words() -> None:
    assert set(PLACES) == set(PLACE_ORDER)

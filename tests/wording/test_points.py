"""What people are told of the points they typed."""

from typing import Any

import pytest

from tracker.domain.points.codes import Hints
from tracker.domain.points.lists import as_read, read_points
from tracker.wording.points import doubt_words, in_a_file, option_words, please_choose, read_words, understood


def remark(typed: str) -> str:
    """What is told of a list once it is saved."""
    read: Any = as_read(read_points(typed))
    return read_words(**read) if read else ""


def answers(typed: str, hints: Hints | None = None) -> list[str]:
    (part,) = read_points(typed, hints)
    return [option_words(option) for option in part.options]


def test_each_reading_is_shown_with_its_place_and_who_writes_it_so() -> None:
    assert answers("P7 left", Hints(("fr",), {"p": "PC"})) == [
        "PC7 Daling, wrist, left; in Dutch, English; chosen here before",
        "LU7 Lieque, forearm, left; in German, Latin, French, Spanish and others",
    ]
    assert answers("L5") == [
        "level L5 of the spine: kept as typed",
        "KI5 Shuiquan, foot; in Czech",
        "LU5 Chize, elbow; in English",
    ]
    assert answers("Baliao both") == ["BL31, BL32, BL33 and BL34, both sides; all four"]
    assert answers("BL40/54") == ["BL40 and BL54", "BL40 Weizhong, knee; with its number in older books"]
    assert answers("GV4 left") == ["GV4 Mingmen, low back"]


def test_why_it_is_asked() -> None:
    code, name, point = read_points("P7; Futu; BL40")

    assert doubt_words(code) == "This code means different points in different books."
    assert doubt_words(name) == "More than one point has this name."
    assert doubt_words(point) == ""
    assert please_choose([code, name]) == "Please say below what you mean by “P7”, “Futu”."


def test_what_was_understood_is_said() -> None:
    assert (
        understood(read_points("Dü3, P7, ashi; ear")) == "Understood: SI3; 2 more locations, as typed: “ashi”, “ear”."
    )
    assert understood(read_points("P7")) == ""
    assert understood(read_points("Dü3, P7 left")) == "Understood: SI3 left. “left” counts for SI3 and “P7 left”."
    assert remark("UB57 left; ashi") == "Points: BL57 left; 1 more location, as typed: “ashi”."
    assert remark("BL57 left; GB30") == ""
    assert remark("") == ""
    assert len(remark("a long word " * 30)) <= 120


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (
            "P7",
            (
                "“P7” can be: LU7 Lieque, forearm; in German, Latin, French, Spanish and others / "
                "PC7 Daling, wrist; in Dutch, English / as typed. Please write LU7 or PC7, or put it in quotes to "
                "keep it as typed."
            ),
        ),
        (
            "L5",
            (
                "“L5” can be: KI5 Shuiquan, foot; in Czech / LU5 Chize, elbow; in English / as typed. "
                "Please write KI5 or LU5, or put it in quotes to keep it as typed."
            ),
        ),
        ("BL40/BL57 left", "Please write the side after each point, such as BL40 left."),
        ("UB40 left", ""),
        ("ashi", ""),
        ('"P7"', ""),
    ],
)
def test_a_file_is_told_what_it_cannot_be_asked(cell: str, fault: str) -> None:
    assert in_a_file(read_points(cell)[0]) == fault

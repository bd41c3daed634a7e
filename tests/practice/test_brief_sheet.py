"""The small chart of a brief, how lists are cut, and how much one sheet holds."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.practice.services.brief_chart import small_chart
from tracker.practice.services.brief_sheet import (
    CAPS,
    ELLIPSIS,
    HEAD_LINES,
    ROOM,
    SHEET_LINES,
    Block,
    Caps,
    Cell,
    Line,
    Row,
    Table,
    TypeSize,
    cut,
    fitted,
    lines_across,
    lines_of,
    shortened,
    size_for,
    width_of,
)

TODAY = date(2026, 3, 3)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_small_chart_leaves_gaps_and_shows_a_lonely_day() -> None:
    leg = {ago(27): 10.0, ago(26): 0.0, ago(24): 5.0, ago(28): 9.0}
    chart = small_chart(leg, {TODAY: 3.5}, ago(20), TODAY)
    assert chart is not None
    assert chart.leg == "M0 0h0L10 60M30 30h0"
    assert chart.back == "M270 39h0"
    assert (chart.since, chart.first, chart.last) == (70, ago(27), TODAY)
    assert chart.box == "-6 -6 282 72"
    assert chart.grid == "M0 0H270M0 30H270M0 60H270"
    assert chart.mark == "M70 0V60"


def test_no_small_chart_without_a_score_and_no_mark_outside_of_it() -> None:
    assert small_chart({ago(28): 3.0}, {}, ago(3), TODAY) is None
    chart = small_chart({TODAY: 0.0}, {}, ago(40), TODAY)
    assert chart is not None
    assert (chart.leg, chart.back, chart.since, chart.mark) == ("M270 60h0", "", None, "")


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("short", 5, "short"),
        ("  two\n\nlines ", 20, "two lines"),
        ("one two three four", 15, f"one two three{ELLIPSIS}"),
        ("onetwothreefourfive", 10, f"onetwothr{ELLIPSIS}"),
        ("a bbbbbbbbbbbbbbbbbb", 10, f"a bbbbbbb{ELLIPSIS}"),
        ("so, it ends, here", 13, f"so, it ends{ELLIPSIS}"),
    ],
)
def test_long_text_is_cut_and_says_so(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected


@given(st.text(max_size=300), st.integers(2, 200))
def test_what_is_cut_is_never_longer(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most


def test_a_list_is_cut_and_says_how_much() -> None:
    assert cut(["a", "b", "c"], 2) == (("a", "b"), 1)
    assert cut(["a"], 2) == (("a",), 0)


def test_widths_and_lines_are_counted_as_print_needs_them() -> None:
    assert width_of("ab") == 2
    assert width_of("AB走") == pytest.approx(4.8)
    assert lines_of(Block("x", "X")) == 2
    assert (
        lines_of(Block("x", "X", lines=(Line("a"), Line("word " * 13, "lead")), more=3, remark="r"))
        == 2 + 1 + 2 + 1 + 1
    )
    assert lines_of(Block("x", "X", lines=(Line("y" * 40),))) == 2 + 2
    plain = Table("t", ("a",), (Row("n", (Cell("1"),)), Row("n", (Cell("1", "note"),)), Row("long name " * 6, ())))
    assert lines_of(Block("x", "X", table=plain)) == 2 + 1 + 1 + 2 + 3
    assert lines_across(["a", "b " * 60]) == 2 + 4


def test_the_roomiest_caps_that_fit_are_taken() -> None:
    asked: list[Caps] = []

    def made(caps: Caps) -> Caps:
        asked.append(caps)
        return caps

    room = SHEET_LINES - HEAD_LINES
    assert fitted(made, lambda _: room) is CAPS[0]
    assert asked == [CAPS[0]]
    assert fitted(made, lambda caps: room if caps is CAPS[2] else room + 1) is CAPS[2]
    assert fitted(made, lambda _: room + 1) is CAPS[-1]


def test_caps_grow_tighter_and_none_is_nothing() -> None:
    for roomier, tighter in pairwise(CAPS):
        for name in Caps.__slots__:
            before, after = getattr(roomier, name), getattr(tighter, name)
            assert after >= 1 or isinstance(after, bool), name
            assert after >= before if name == "run_on" else after <= before, name


def test_type_is_as_large_as_the_sheet_has_room() -> None:
    huge, large, medium, small = (most - HEAD_LINES for _, most in ROOM)
    asked = (0, huge, huge + 1, large, large + 1, medium, medium + 1, small, small + 1)
    sizes = [size_for(lines) for lines in asked]
    assert sizes == [TypeSize.HUGE] * 2 + [TypeSize.LARGE] * 2 + [TypeSize.MEDIUM] * 2 + [TypeSize.SMALL] * 3

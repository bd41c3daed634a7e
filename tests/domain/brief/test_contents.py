"""What a brief looks back on, what is in it, and how much of it one sheet holds."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.brief.contents import (
    TO_COME,
    Latest,
    Medication,
    Medicine,
    Noted,
    SessionDone,
    Since,
    SinceWhat,
    Stretch,
    Taken,
    TimesDone,
    done_by_kind,
    latest_of,
    medication_of,
    noted_signs,
    since_of,
    small_chart,
    stretch_of,
    week_before,
)
from tracker.domain.brief.sheet import (
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
    more_words,
    shortened,
    size_for,
    width_of,
)
from tracker.domain.errors import Fault

TODAY = date(2026, 3, 3)
SESSION = date(2026, 2, 27)
TWO_WEEKS = date(2026, 2, 18)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


NOT_A_DATE = Fault("no_day")


@pytest.mark.parametrize(
    ("asked", "session", "begins", "shared", "expected"),
    [
        (None, SESSION, None, None, Since(SESSION, SinceWhat.SESSION)),
        ("", SESSION, None, None, Since(SESSION, SinceWhat.SESSION)),
        (None, None, None, None, Since(TWO_WEEKS, SinceWhat.TWO_WEEKS)),
        ("2026-02-20", SESSION, ago(60), None, Since(date(2026, 2, 20), SinceWhat.CHOSEN)),
        ("2026-03-03", SESSION, ago(60), None, Since(TODAY, SinceWhat.CHOSEN)),
        ("2026-03-04", SESSION, ago(60), None, Since(SESSION, SinceWhat.SESSION, TO_COME)),
        ("3 March", SESSION, ago(60), None, Since(SESSION, SinceWhat.SESSION, NOT_A_DATE)),
        ("2026-02-30", None, None, None, Since(TWO_WEEKS, SinceWhat.TWO_WEEKS, Fault("not_in_the_calendar"))),
        # before everything: from the first day recorded, but never later than the usual day
        (
            "2000-01-01",
            SESSION,
            ago(60),
            None,
            Since(ago(60), SinceWhat.CHOSEN, Fault("record_begins", day=ago(60))),
        ),
        (
            "2000-01-01",
            SESSION,
            ago(1),
            None,
            Since(SESSION, SinceWhat.CHOSEN, Fault("record_begins", day=SESSION)),
        ),
        ("2026-02-28", SESSION, ago(1), None, Since(date(2026, 2, 28), SinceWhat.CHOSEN)),
        ("2000-01-01", None, None, None, Since(date(2000, 1, 1), SinceWhat.CHOSEN)),
        # never from before the record is shared
        (None, SESSION, None, ago(1), Since(ago(1), SinceWhat.SESSION)),
        (None, SESSION, None, ago(60), Since(SESSION, SinceWhat.SESSION)),
        ("2026-02-20", SESSION, ago(60), ago(2), Since(ago(2), SinceWhat.CHOSEN)),
    ],
)
def test_the_day_a_brief_looks_back_to(
    asked: str | None, session: date | None, begins: date | None, shared: date | None, expected: Since
) -> None:
    found = since_of(asked, today=TODAY, last_session=session, begins=begins, shared_from=shared)
    assert found == expected


def test_a_stretch_of_days_in_numbers() -> None:
    scores = {ago(5): 9.0, ago(3): 0.0, ago(2): 4.0, ago(1): 4.0, TODAY: 0.0}
    assert stretch_of(scores, ago(3), TODAY) == Stretch(4, 2.0, 0.0, TODAY, 4.0, ago(1))
    assert stretch_of(scores, ago(5), ago(4)) == Stretch(1, 9.0, 9.0, ago(5), 9.0, ago(5))
    assert stretch_of(scores, ago(30), ago(6)) is None
    assert stretch_of({}, ago(3), TODAY) is None


def test_the_week_before_ends_the_day_before() -> None:
    assert week_before(TODAY) == (date(2026, 2, 24), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({}, None),
        ({ago(9): 5}, None),
        ({ago(1): 0}, Latest(0, ago(1), None, None)),
        ({ago(9): 0, ago(2): 3, ago(1): 4}, Latest(4, ago(1), 0, ago(9))),
        ({ago(3): 0, ago(1): 4}, Latest(4, ago(1), 0, ago(3))),
        ({ago(12): 1, ago(9): 2, ago(4): 7}, Latest(7, ago(4), 2, ago(9))),
    ],
)
def test_a_sign_stands_beside_the_one_before(scores: dict[date, int], expected: Latest | None) -> None:
    assert latest_of(scores, ago(4)) == expected


def test_what_was_done_is_counted_by_kind_and_part_of_a_sum_is_no_sum() -> None:
    acts = [
        SessionDone("heat", 20),
        SessionDone("walking", None),
        SessionDone("heat", 15),
        SessionDone("walking", 30),
        SessionDone("unheard of", 5),
    ]
    assert done_by_kind(acts, ("walking", "ice", "heat")) == (TimesDone("walking", 2, None), TimesDone("heat", 2, 35))


def test_medicine_is_counted_by_name_and_took_none_stands_alone() -> None:
    taken = [
        Taken(ago(4), "ibuprofen"),
        Taken(ago(4), None),
        Taken(ago(3), None),
        Taken(ago(2), "Paracetamol"),
        Taken(ago(1), "Ibuprofen"),
        Taken(ago(1), "Ibuprofen"),
    ]
    assert medication_of(taken) == Medication((Medicine("Ibuprofen", 3, 2), Medicine("Paracetamol", 1, 1)), 1)
    assert medication_of([]) == Medication((), 0)


def test_each_warning_sign_stands_once_in_the_order_known() -> None:
    signs = [(ago(1), ("b", "unknown")), (ago(3), ("a", "b")), (ago(1), ("b",)), (ago(2), ())]
    assert noted_signs(signs, ("a", "b", "c")) == (Noted("a", 1, ago(3)), Noted("b", 2, ago(1)))


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
    assert more_words(1200) == "and 1,200 more"


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
    chart = small_chart({TODAY: 1.0}, {}, TODAY, TODAY)
    assert lines_of(Block("x", "X", chart=chart)) == 2 + 5
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
    large, medium, small = (most - HEAD_LINES for _, most in ROOM)
    sizes = [size_for(lines) for lines in (0, large, large + 1, medium, medium + 1, small, small + 1)]
    assert sizes == [TypeSize.LARGE] * 2 + [TypeSize.MEDIUM] * 2 + [TypeSize.SMALL] * 3

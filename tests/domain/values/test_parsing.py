"""What can be typed and what it becomes, or the sentence that says what is wrong."""

import contextlib
import re
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refused import refused
from tracker.domain.errors import Invalid
from tracker.domain.limits import LINE_LENGTH, NOTE_LENGTH
from tracker.domain.values import parsing
from tracker.wording.vocabularies import SIDES

HOSTILE = [
    "-1", "11", "1.5", "1e1", "NaN", "Infinity", "-0.5", "9" * 5000, "１", "²", "0x5", "five", "1 2", "--1", "5;",
]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "value"), [("0", 0), ("10", 10), (" 7 ", 7), ("7.0", 7), ("7,0", 7), ("+3", 3), ("-0", 0)]
)
def test_scores_that_are_taken(raw: str, value: int) -> None:
    assert parsing.whole(raw, 0, 10) == value


@pytest.mark.parametrize("raw", HOSTILE)
def test_scores_that_are_refused(raw: str) -> None:
    with refused(match="whole number from 0 to 10"):
        parsing.whole(raw, 0, 10)


@pytest.mark.parametrize("parse", [
    lambda raw: parsing.whole(raw, 0, 10), lambda raw: parsing.decimal(raw, 10, 2), parsing.day, parsing.clock,
    parsing.moment, parsing.line, parsing.note, parsing.yes_no, parsing.identifier,
    lambda raw: parsing.code(raw, SIDES),
])  # fmt: skip
@pytest.mark.parametrize("blank", [None, "", "   "])
def test_blank_is_not_recorded_and_never_zero(parse: Any, blank: str | None) -> None:
    assert parse(blank) is None


@pytest.mark.parametrize(
    ("raw", "value"), [("0", "0.00"), ("12", "12.00"), ("12.5", "12.50"), ("12,55", "12.55"), ("99", "99.00")]
)
def test_decimals_that_are_taken(raw: str, value: str) -> None:
    assert parsing.decimal(raw, 99, 2) == Decimal(value)


@pytest.mark.parametrize("raw", ["-1", "100", "99.01", "NaN", "1e3", "inf", "1.2.3", "9" * 5000, "٣"])
def test_decimals_that_are_refused(raw: str) -> None:
    with refused(match="a number from 0 to 99"):
        parsing.decimal(raw, 99, 2)


def test_decimals_with_too_many_places() -> None:
    with refused(match="at most 2 digits"):
        parsing.decimal("1.234", 99, 2)


def test_days() -> None:
    assert parsing.day("2026-02-28") == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("2026-02-30", "not in the calendar"),
        ("0000-00-00", "not in the calendar"),
        ("1969-12-31", "from 1970"),
        ("+275760-09-13", "year-month-day"),
        ("28.02.2026", "year-month-day"),
        ("2026-2-3", "year-month-day"),
        ("２０２６-01-01", "year-month-day"),
    ],
)
def test_days_that_are_refused(raw: str, says: str) -> None:
    with refused(match=says):
        parsing.day(raw)


@pytest.mark.parametrize(("raw", "value"), [("18:30", time(18, 30)), ("7:05", time(7, 5)), ("23:59:59", time(23, 59))])
def test_clock_times(raw: str, value: time) -> None:
    assert parsing.clock(raw) == value


@pytest.mark.parametrize("raw", ["24:00", "18:60", "1830", "half past six", "１８:30", "18:30:00:00"])
def test_clock_times_that_are_refused(raw: str) -> None:
    with refused(match="hours and minutes"):
        parsing.clock(raw)


def test_moments() -> None:
    berlin = timezone(timedelta(hours=1))
    assert parsing.moment("2026-03-01T18:30:00+01:00") == datetime(2026, 3, 1, 18, 30, tzinfo=berlin)
    assert parsing.moment("2026-03-01T18:30:00.9+01:00") == datetime(2026, 3, 1, 18, 30, tzinfo=berlin)


@pytest.mark.parametrize(
    "raw",
    ["2026-03-01T18:30:00", "2026-03-01", "2026-13-01T18:30:00Z", "yesterday", "1901-01-01T00:00:00Z",
     "2026-03-01T18:30:00+01:00:30", "9999-12-31T23:59:59Z"],
)  # fmt: skip
def test_moments_that_are_refused(raw: str) -> None:
    with refused(match="with its offset"):
        parsing.moment(raw)


def test_codes_come_in_the_vocabularys_order_each_once() -> None:
    assert parsing.codes(["right", " left ", "right", ""], SIDES) == ("left", "right")
    assert parsing.code("both", SIDES) == "both"
    with refused(match="one of the answers"):
        parsing.code("Left leg", SIDES)
    with refused(match="from the answers"):
        parsing.codes(["left", "up"], SIDES)


def test_yes_and_no() -> None:
    assert parsing.yes_no("yes") is True
    assert parsing.yes_no("no") is False
    with refused(match="yes or no"):
        parsing.yes_no("true")


def test_ids_in_their_usual_spelling_only() -> None:
    value = uuid.uuid4()
    assert parsing.identifier(str(value)) == value
    assert parsing.identifier(str(value).upper()) == value
    for raw in (value.hex, f"{{{value}}}", "1", "../../etc/passwd"):
        with refused(match="not one of our ids"):
            parsing.identifier(raw)


def test_text_is_kept_as_typed_but_for_line_ends_and_outer_blanks() -> None:
    assert parsing.note("  first\r\nsecond\rthird\n ") == "first\nsecond\nthird"
    assert parsing.line(" a   b\tc ") == "a b c"
    assert parsing.note("e\u0301") == "é"
    assert parsing.note("<b>&amp; {{7*7}}") == "<b>&amp; {{7*7}}"


@pytest.mark.parametrize(("raw", "says"), [("a\x00b", "NUL"), ("a\ud800b", "broken character")])
def test_text_no_database_can_keep(raw: str, says: str) -> None:
    for parse in (parsing.line, parsing.note):
        with refused(match=says):
            parse(raw)


@pytest.mark.parametrize(
    "raw", ["\u0301", " \u0301\u0302 ", "\u200b", "\u2060 \ufeff", "\u00ad", "\u3164", "\u2800", "\u202e"]
)
def test_a_line_of_which_nothing_is_seen_is_no_name(raw: str) -> None:
    with refused(match="Nothing of this can be seen"):
        parsing.line(raw)


@pytest.mark.parametrize("raw", [".", "0", "é", "e\u0301", "\u200ba", "\u2764\ufe0f", "नी", "\ue000", "-"])
def test_one_sign_that_is_seen_is_a_line(raw: str) -> None:
    assert parsing.line(raw)
    assert parsing.line(" \t ") is None


def test_text_that_is_too_long_says_how_long() -> None:
    assert parsing.line("x" * LINE_LENGTH) == "x" * LINE_LENGTH
    with refused(match=re.escape(f"to {LINE_LENGTH} characters; it has {LINE_LENGTH + 1}")):
        parsing.line("x" * (LINE_LENGTH + 1))
    with refused(match="100,000"):
        parsing.note("x" * 100_000)
    assert parsing.note("x" * NOTE_LENGTH) == "x" * NOTE_LENGTH


@given(st.text())
def test_a_parser_gives_a_value_or_says_why_and_never_fails(raw: str) -> None:
    parsers: list[Any] = [
        lambda text: parsing.whole(text, 0, 10),
        lambda text: parsing.decimal(text, 10, 2),
        parsing.day, parsing.clock, parsing.moment, parsing.line, parsing.note, parsing.yes_no, parsing.identifier,
    ]  # fmt: skip
    for parse in parsers:
        with contextlib.suppress(Invalid):
            parse(raw)


@given(st.text(max_size=200))
def test_cleaning_text_twice_is_the_same_as_once(raw: str) -> None:
    try:
        once = parsing.note(raw), parsing.line(raw)
    except Invalid:
        return
    assert (parsing.note(once[0]), parsing.line(once[1])) == once

"""A number that can be read in two ways is refused with both; what the app writes can be read in one way only."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refused import refused
from tracker.domain.errors import Invalid
from tracker.domain.limits import AMOUNT_HIGH, COST_HIGH, NEEDLE_GAUGE_HIGH, SESSION_MINUTES
from tracker.domain.values import parsing
from tracker.domain.values.numbers import plain, typed


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("1,000", "1,000 can be read as 1000 or as 1. Please write 1000 or 1.0."),
        ("1.000", "1.000 can be read as 1000 or as 1. Please write 1000 or 1.0."),
        (" 2,500 ", "2,500 can be read as 2500 or as 2.5. Please write 2500 or 2.5."),
        ("1.125", "1.125 can be read as 1125 or as 1.125. Please write 1125 or 1.1250."),
        ("999,050", "999,050 can be read as 999050 or as 999.05. Please write 999.05."),
        ("1 000", "Please write this without marks between the digits: 1000."),
        ("1'000", "Please write this without marks between the digits: 1000."),
        ("1’000.5", "Please write this without marks between the digits: 1000.5."),
        ("1.000,50", "Please write this without marks between the digits: 1000.5."),
        ("1,000.50", "Please write this without marks between the digits: 1000.5."),
        ("1\u00a0000", "Please write this without marks between the digits: 1000."),
        ("1\u202f000,500", "Please write this without marks between the digits: 1000.5."),
        ("10 000", "Please write this without marks between the digits: 10000."),
        ("1,000,000", "Please give a number from 0 to 99999."),
        ("1.00.000", "Please give a number from 0 to 99999."),
        ("１０００", "Please give a number from 0 to 99999, in the digits 0 to 9."),
        ("١٠٠", "Please give a number from 0 to 99999, in the digits 0 to 9."),
        ("5 tablets", "Please give a number from 0 to 99999."),
        ("0.12345", "Please give at most 3 digits after the point."),
    ],
)
def test_amounts_that_are_refused(raw: str, says: str) -> None:
    with refused(match=re.escape(says) + "$"):
        parsing.decimal(raw, AMOUNT_HIGH, 3)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0,5", "0.5"),
        ("85,50", "85.5"),
        ("5.0", "5"),
        ("1000", "1000"),
        ("1.0", "1"),
        ("1000.50", "1000.5"),
        ("1.1250", "1.125"),
        ("0,500", "0.5"),
        ("0.500", "0.5"),
        ("0.125", "0.125"),
        ("1234,500", "1234.5"),
    ],
)
def test_amounts_that_are_taken(raw: str, value: str) -> None:
    assert parsing.decimal(raw, AMOUNT_HIGH, 3) == Decimal(value)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("1,000", "1,000 can be read as 1000 or as 1. Please write 1."),
        ("90.000", "90.000 can be read as 90000 or as 90. Please write 90."),
        ("1,500", "Please give a whole number from 0 to 720."),
        ("1 000", "Please give a whole number from 0 to 720."),
        ("12,50", "Please give a whole number from 0 to 720."),
        ("５", "Please give a whole number from 0 to 720, in the digits 0 to 9."),
    ],
)
def test_whole_numbers_that_are_refused(raw: str, says: str) -> None:
    with refused(match=re.escape(says) + "$"):
        parsing.whole(raw, 0, SESSION_MINUTES[1])


def test_whole_numbers_propose_what_their_field_takes() -> None:
    with refused(match=r"Please write 1000 or 1\."):
        parsing.whole("1,000", 0, 1440)
    with refused(match=r"Please write 1200\."):
        parsing.whole("1,200", 0, 1440)
    assert [parsing.whole(raw, 0, 1440) for raw in ("5.0", "5,00", "0.000", "+5", "1000")] == [5, 5, 0, 5, 1000]


@given(
    st.sampled_from([(AMOUNT_HIGH, 3), (COST_HIGH, 2), (NEEDLE_GAUGE_HIGH, 3)]).flatmap(
        lambda field: st.tuples(
            st.just(field), st.decimals(0, field[0], places=field[1], allow_nan=False, allow_infinity=False)
        )
    )
)
def test_what_is_written_to_be_read_back_is_read_back(case: tuple[tuple[int, int], Decimal]) -> None:
    (high, places), value = case
    assert parsing.decimal(typed(value), high, places) == value
    assert Decimal(plain(value)) == Decimal(typed(value)) == value
    with_places = f"{value:.2f}"
    if places == 2:  # costs are written with both decimals
        assert parsing.decimal(with_places, high, places) == value


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"), st.integers(0, 4))
def test_no_spelling_of_thousands_is_ever_taken_for_anything(front: int, back: int, mark: str, places: int) -> None:
    text = f"{front}{mark}{back:03d}"
    for parse in (
        lambda: parsing.decimal(text, 10**9, places),
        lambda: parsing.whole(text, 0, 10**9),
        lambda: parsing.decimal(f"{text},5", 10**9, places),
        lambda: parsing.whole(text.replace(mark, " "), 0, 10**9),
    ):
        with pytest.raises(Invalid):
            parse()

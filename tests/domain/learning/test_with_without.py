"""What a row comes to: its counts, its difference, and how easily chance does as much."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.learning.plain import difference_at
from tracker.domain.learning.with_without import Compared, Outcome, Row, compare

WEEK_WITH_ONE_WALK = [False, False, True, False, False, False, False]


def walking_weeks(weeks: int) -> tuple[bool | None, ...]:
    return tuple(WEEK_WITH_ONE_WALK * weeks)


def legs_after(facts: tuple[bool | None, ...], *, less: int) -> list[float | None]:
    """A score of 5, with so much less on the day after one with it."""
    return [5, *(5 - less if fact else 5 for fact in facts[:-1])]


def only(legs: list[float | None], row: Row) -> Compared:
    (compared,) = compare(legs, [row])
    return compared


def test_the_next_day_is_compared_for_what_was_done() -> None:
    walks = walking_weeks(8)
    compared = only(legs_after(walks, less=2), Row(walks))
    assert compared.difference == pytest.approx(-2)
    assert (compared.counted_days, len(compared.with_days), len(compared.without_days)) == (8, 8, 47)


def test_the_same_day_is_compared_for_the_night_before_it() -> None:
    bad_nights = walking_weeks(8)
    legs: list[float | None] = [8 if bad else 5 for bad in bad_nights]
    assert only(legs, Row(bad_nights, Outcome.SAME_DAY)).difference == pytest.approx(3)
    next_day = only(legs, Row(bad_nights)).difference
    assert next_day is not None
    assert next_day < 0


def test_a_day_without_an_entry_is_not_a_day_without_it() -> None:
    facts: tuple[bool | None, ...] = (None, True, None) * 10
    compared = only([4] * 30, Row(facts))
    assert (compared.without_days, compared.counted_days, compared.difference) == ((), 0, None)


def test_a_day_with_it_counts_where_a_day_without_it_is_at_most_a_week_away() -> None:
    facts: tuple[bool | None, ...] = (False, *[None] * 6, True, True, *[None] * 9)
    assert only([5] * 18, Row(facts, Outcome.SAME_DAY)).counted_days == 1


@pytest.mark.parametrize(
    ("with_it", "without_it", "missing"),
    [(4, 9, (1, 0)), (5, 5, (0, 0)), (2, 9, (3, 0)), (9, 3, (0, 2)), (0, 0, (5, 5))],
)
def test_five_days_of_either_kind_are_needed(with_it: int, without_it: int, missing: tuple[int, int]) -> None:
    given_days = [True] * with_it + [False] * without_it
    mixed = given_days[::2] + given_days[1::2]
    compared = only([5] * 40, Row((*mixed, *[None] * (40 - len(mixed))), Outcome.SAME_DAY))
    assert (compared.with_missing, compared.without_missing) == missing
    assert (compared.difference is None) is (missing != (0, 0))


@pytest.mark.parametrize(("days", "judged"), [(32, True), (31, False)])
def test_nineteen_shifts_are_needed_for_a_share(days: int, judged: bool) -> None:
    chance = Random(1)  # noqa: S311 - a seed makes the days the same every time
    legs = [chance.randint(2, 8) for _ in range(days)]
    facts = tuple(day % 3 == 0 for day in range(days))
    compared = only([*legs], Row(facts, Outcome.SAME_DAY))
    assert compared.difference is not None
    assert (compared.share is not None) is judged


def test_a_treatment_by_practitioners_is_counted_and_never_judged() -> None:
    walks = walking_weeks(8)
    compared = only(legs_after(walks, less=3), Row(walks, judged=False))
    assert (compared.counted_days, compared.difference, compared.share) == (8, None, None)


def test_what_does_not_change_never_stands_out() -> None:
    compared = only([5] * 60, Row(walking_weeks(9)[:60], Outcome.SAME_DAY))
    assert (compared.difference, compared.share, compared.stands_out) == (0, 1, False)


def test_a_habit_of_one_weekday_meets_itself_every_seventh_shift() -> None:
    walks = walking_weeks(10)
    compared = only(legs_after(walks, less=2), Row(walks))
    usable = len(walks) - 13
    assert compared.share == pytest.approx((usable // 7 + 1 + 1) / (usable + 1), abs=1 / usable)
    assert not compared.stands_out


def test_a_difference_that_chance_hardly_ever_makes_stands_out() -> None:
    chance = Random(2)  # noqa: S311
    walks = tuple(chance.random() < 0.3 for _ in range(90))
    compared = only(legs_after(walks, less=3), Row(walks))
    assert compared.share == pytest.approx(1 / 78)
    assert compared.stands_out


def test_other_rows_make_a_row_stand_out_less_easily() -> None:
    chance = Random(4)  # noqa: S311
    legs: list[float | None] = [chance.randint(2, 8) for _ in range(90)]
    rows = [Row(tuple(chance.random() < 0.3 for _ in range(90))) for _ in range(6)]
    together = compare(legs, rows)
    for row, among in zip(rows, together, strict=True):
        alone = only(legs, row)
        assert replace(alone, share=None) == replace(among, share=None)
        assert alone.share is not None
        assert among.share is not None
        assert alone.share <= among.share


def test_a_row_needs_a_fact_for_each_day() -> None:
    with pytest.raises(ValueError, match="each day"):
        compare([5, 5], [Row((True,))])


def test_an_empty_diary() -> None:
    assert compare([], [Row(())]) == (Compared((), (), 0),)


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 10), st.sampled_from([True, False, None])), max_size=50),
    st.sampled_from(Outcome),
)
def test_the_difference_is_that_of_the_plain_way(days: list[tuple[int | None, bool | None]], outcome: Outcome) -> None:
    legs, facts = [leg for leg, _ in days], tuple(fact for _, fact in days)
    compared = only([*legs], Row(facts, outcome))
    scores = legs if outcome is Outcome.SAME_DAY else [*legs[1:], None][: len(legs)]
    enough = not compared.with_missing and not compared.without_missing
    expected = difference_at(scores, facts, 0) if enough else None
    assert compared.difference == (None if expected is None else pytest.approx(expected, abs=1e-9))
    assert compared.share is None or 0 < compared.share <= 1

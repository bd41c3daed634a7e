"""How far from the back the pain reached, by week, and in which direction it moved."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.body.centralisation import (
    Direction,
    FarthestChange,
    WeekFarthest,
    farthest_change,
    ranks_by_day,
    weekly_farthest,
)
from tracker.domain.body.locations import REGION_RANK
from tracker.wording.charts import RANKS_WITHIN, THE_RANKS

FIRST = date(2026, 3, 3)
WEEK = timedelta(days=7)


def day(after: int) -> date:
    return FIRST + timedelta(days=after)


def marked(*ranks: int | None) -> dict[date, int]:
    return {day(after): rank for after, rank in enumerate(ranks) if rank is not None}


def week(number: int, median_rank: float | None, days: int = 7) -> WeekFarthest:
    start = FIRST + WEEK * (number - 1)
    return WeekFarthest(number, start, start + timedelta(days=6), median_rank, days)


@pytest.mark.parametrize(
    ("regions", "rank"),
    [
        (["low_back"], 0),
        (["calf", "low_back", "buttock"], 4),
        (["low_back", "other_toes"], 7),
        (["elbow", "ankle"], 5),
        ([], None),
        (["elbow"], None),
    ],
)
def test_rank_of_a_day(regions: list[str], rank: int | None) -> None:
    found = ranks_by_day({FIRST: regions})

    assert found == ({} if rank is None else {FIRST: rank})
    assert ranks_by_day({FIRST: iter(reversed(regions))}) == found


def test_days_with_the_same_places_have_the_same_rank() -> None:
    assert ranks_by_day({day(0): ("calf",), day(1): (), day(2): {"calf"}, day(3): ("heel", "calf")}) == {
        day(0): 4,
        day(2): 4,
        day(3): 6,
    }


@given(st.dictionaries(st.integers(0, 30), st.sets(st.sampled_from(list(REGION_RANK)))))
def test_a_day_has_the_rank_of_one_of_its_regions_and_none_is_farther(regions: dict[int, set[str]]) -> None:
    found = ranks_by_day({day(after): codes for after, codes in regions.items()})

    assert set(found) == {day(after) for after, codes in regions.items() if codes}
    for after, codes in regions.items():
        if codes:
            assert found[day(after)] in {REGION_RANK[code] for code in codes}
            assert all(REGION_RANK[code] <= found[day(after)] for code in codes)


def test_every_rank_has_its_words() -> None:
    assert list(RANKS_WITHIN) == list(THE_RANKS) == list(range(8)) == sorted(set(REGION_RANK.values()))
    assert (RANKS_WITHIN[0], RANKS_WITHIN[7]) == ("low back", "toes")
    assert {f"the {words}" for words in RANKS_WITHIN.values()} == set(THE_RANKS.values())


def test_weeks_of_a_course() -> None:
    ranks = marked(6, 7, 6, 6, 7, 4, 6, *[None] * 7, 4, 4, None, 2, None, 1, None, 0, 0, 0)
    weeks = weekly_farthest(ranks, FIRST, day(23))

    assert weeks == (week(1, 6.0), week(2, None, 0), week(3, 3.0, 4), week(4, None, 3))


@pytest.mark.parametrize(
    ("ranks", "median_rank"),
    [
        ([0, 0, 0, 0], 0.0),
        ([7, 7, 7, 7, 7, 7, 7], 7.0),
        ([1, 2, 6, 7], 4.0),
        ([7, 2, 1, 3], 2.5),
        ([0, 0, 0, 7, 7], 0.0),
        ([5, 5, 5], None),
        ([], None),
    ],
)
def test_median_of_a_week(ranks: list[int], median_rank: float | None) -> None:
    assert weekly_farthest(marked(*ranks), FIRST, day(6)) == (week(1, median_rank, len(ranks)),)


def test_the_running_week_has_a_median_at_four_days() -> None:
    ranks = marked(3, 3, 3, 3, 7)

    assert weekly_farthest(ranks, FIRST, day(2)) == (week(1, None, 3),)
    assert weekly_farthest(ranks, FIRST, day(3)) == (week(1, 3.0, 4),)


def test_days_outside_the_course_do_not_count() -> None:
    ranks = {day(-1): 7, **marked(1, 1, 1, 1, 1, 1, 1, 1), day(9): 7}

    assert weekly_farthest(ranks, FIRST, day(8)) == (week(1, 1.0), week(2, None, 1))
    assert weekly_farthest(ranks, FIRST, day(-1)) == ()
    assert weekly_farthest(ranks, FIRST, day(-30)) == ()


by_day = st.dictionaries(st.integers(-10, 60), st.integers(0, 7)).map(
    lambda ranks: {day(after): rank for after, rank in ranks.items()}
)


@given(by_day, st.integers(-10, 60))
def test_weeks_follow_each_other_and_count_every_day_once(ranks: dict[date, int], last: int) -> None:
    weeks = weekly_farthest(ranks, FIRST, day(last))

    assert [w.week for w in weeks] == list(range(1, len(weeks) + 1))
    assert sum(w.days for w in weeks) == sum(FIRST <= one <= day(last) for one in ranks)
    for one in weeks:
        assert (one.from_date, one.to_date) == (
            FIRST + WEEK * (one.week - 1),
            FIRST + WEEK * one.week - date.resolution,
        )
        assert (one.median_rank is None) == (one.days < 4)
        inside = [rank for at, rank in ranks.items() if one.from_date <= at <= min(one.to_date, day(last))]
        if one.median_rank is not None:
            assert min(inside) <= one.median_rank <= max(inside)


@given(by_day, st.integers(0, 40), st.integers(0, 7))
def test_a_later_day_never_changes_an_earlier_week(ranks: dict[date, int], last: int, rank: int) -> None:
    until = {at: value for at, value in ranks.items() if at <= day(last)}
    before = weekly_farthest(until, FIRST, day(last))
    after = weekly_farthest({**until, day(last + 1): rank}, FIRST, day(last + 1))

    finished = [one for one in before if one.to_date <= day(last)]
    assert list(after[: len(finished)]) == finished


@pytest.mark.parametrize(
    ("start", "now", "direction"),
    [
        (6.0, 5.0, Direction.TOWARD_BACK),
        (6.0, 5.5, Direction.SAME),
        (6.0, 6.0, Direction.SAME),
        (6.0, 6.5, Direction.SAME),
        (6.0, 7.0, Direction.OUTWARD),
        (0.0, 0.0, Direction.SAME),
        (0.0, 1.0, Direction.OUTWARD),
        (1.0, 0.0, Direction.TOWARD_BACK),
        (7.0, 0.0, Direction.TOWARD_BACK),
        (2.5, 1.5, Direction.TOWARD_BACK),
    ],
)
def test_direction(start: float, now: float, direction: Direction) -> None:
    first, latest = week(1, start), week(4, now)

    assert farthest_change([first, latest]) == FarthestChange(direction, first, latest)


def test_the_first_and_the_latest_week_with_a_median_are_compared() -> None:
    weeks = [week(1, None, 3), week(2, 6.0), week(3, 0.0), week(4, None, 0), week(5, 4.0), week(6, None, 2)]
    change = farthest_change(weeks)

    assert change == FarthestChange(Direction.TOWARD_BACK, weeks[1], weeks[4])


@pytest.mark.parametrize("weeks", [[], [week(1, 0.0)], [week(1, 6.0), week(2, None, 3)], [week(1, None), week(2, 3.0)]])
def test_no_direction_from_one_week(weeks: list[WeekFarthest]) -> None:
    assert farthest_change(weeks) is None


@given(st.lists(st.none() | st.integers(0, 14).map(lambda halves: halves / 2), max_size=12))
def test_turning_the_weeks_round_turns_the_direction_round(medians: list[float | None]) -> None:
    one = farthest_change([week(n, middle) for n, middle in enumerate(medians, start=1)])
    other = farthest_change([week(n, middle) for n, middle in enumerate(reversed(medians), start=1)])
    turned = {Direction.TOWARD_BACK: Direction.OUTWARD, Direction.OUTWARD: Direction.TOWARD_BACK}

    assert (one is None) == (other is None) == (sum(middle is not None for middle in medians) < 2)
    if one is not None and other is not None:
        assert other.direction is turned.get(one.direction, Direction.SAME)

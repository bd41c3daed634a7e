"""The activities a person names themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores.function import ChangeSize, FunctionChange, function_change, function_due, mean_score

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("scores", "mean"),
    [([], None), ([None, None], None), ([0], 0.0), ([0, 10], 5.0), ([3, None, 4], 3.5), ([10, 10, 10, 10, 9], 9.8)],
)
def test_mean_score(scores: list[int | None], mean: float | None) -> None:
    assert mean_score(scores) == mean


@given(st.lists(st.none() | st.integers(0, 10)))
def test_an_activity_without_a_score_changes_nothing(scores: list[int | None]) -> None:
    assert mean_score([*scores, None]) == mean_score(scores)


@pytest.mark.parametrize(("days_ago", "due"), [(None, True), (0, False), (6, False), (7, True), (8, True), (-1, False)])
def test_due_every_seven_days(days_ago: int | None, due: bool) -> None:
    last = None if days_ago is None else TODAY - timedelta(days=days_ago)

    assert function_due(last, TODAY) is due


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def scored(*scores: dict[int, int]) -> dict[str, dict[date, int]]:
    """Scores of activities a, b, c ... by days after the start."""
    return {"abcde"[n]: {day(after): score for after, score in by_day.items()} for n, by_day in enumerate(scores)}


def test_change_of_function() -> None:
    change = function_change(scored({-1: 2, 7: 3, 28: 5}, {-1: 4, 28: 5}, {0: 0, 21: 2}), TODAY)

    assert change == FunctionChange(2.0, 4.0, 2.0, ChangeSize.SMALL, 3, day(-1), day(28))


@pytest.mark.parametrize(
    ("by_day", "pair"),
    [
        ({-20: 1, -3: 2, 5: 3, 9: 4}, (2, 4)),
        ({-20: 1, 0: 2, 5: 3}, (2, 3)),
        ({3: 5, 9: 0}, (5, 0)),
        ({3: 5, 9: 6, 12: 7}, (5, 7)),
        ({-5: 0, 1: 0}, (0, 0)),
        ({-20: 1, -3: 2}, None),
        ({0: 2}, None),
        ({9: 2}, None),
        ({}, None),
    ],
)
def test_which_scores_are_paired(by_day: dict[int, int], pair: tuple[int, int] | None) -> None:
    change = function_change(scored(by_day), TODAY)

    assert (None if change is None else (change.start, change.latest)) == pair


def test_the_order_of_the_scores_does_not_matter() -> None:
    assert function_change(scored({9: 4, -20: 1, 5: 3, -3: 2}), TODAY) == function_change(
        scored({-20: 1, -3: 2, 5: 3, 9: 4}), TODAY
    )


def test_an_activity_scored_once_is_left_out() -> None:
    pair = {0: 4, 20: 6}

    assert function_change(scored(pair, {0: 10}, {20: 0}, {}), TODAY) == function_change(scored(pair), TODAY)
    assert function_change(scored({0: 4}, {3: 5}), TODAY) is None
    assert function_change({}, TODAY) is None


def tenths(total: int) -> dict[str, dict[date, int]]:
    """Ten activities whose mean change is `total` tenths of a point."""
    share, rest = divmod(total, 10)
    return {str(n): {day(0): 5, day(30): 5 + share + (n < rest)} for n in range(10)}


@pytest.mark.parametrize(
    ("total", "size"),
    [
        (0, ChangeSize.NONE),
        (12, ChangeSize.NONE),
        (13, ChangeSize.SMALL),
        (22, ChangeSize.SMALL),
        (23, ChangeSize.MEDIUM),
        (26, ChangeSize.MEDIUM),
        (27, ChangeSize.LARGE),
        (50, ChangeSize.LARGE),
        (-12, ChangeSize.NONE),
        (-13, ChangeSize.WORSE),
        (-27, ChangeSize.WORSE),
        (-50, ChangeSize.WORSE),
    ],
)
def test_size_of_a_change(total: int, size: ChangeSize) -> None:
    change = function_change(tenths(total), TODAY)

    assert change is not None
    assert (change.size, change.activities) == (size, 10)
    assert change.points == pytest.approx(total / 10)


activities = st.dictionaries(
    st.sampled_from("abcde"),
    st.dictionaries(st.integers(-30, 60), st.integers(0, 10), max_size=8).map(
        lambda by_day: {day(after): score for after, score in by_day.items()}
    ),
)


@given(activities)
def test_a_change_is_the_difference_of_its_means(scores: dict[str, dict[date, int]]) -> None:
    change = function_change(scores, TODAY)

    if change is not None:
        assert 0 <= change.start <= 10
        assert 0 <= change.latest <= 10
        assert change.points == pytest.approx(change.latest - change.start)
        assert change.start_day < change.latest_day
        assert 1 <= change.activities <= sum(len(by_day) > 1 for by_day in scores.values())


@given(activities, st.integers(0, 10))
def test_equal_scores_are_no_change(scores: dict[str, dict[date, int]], score: int) -> None:
    change = function_change({name: dict.fromkeys(by_day, score) for name, by_day in scores.items()}, TODAY)

    assert change is None or (change.points, change.size) == (0, ChangeSize.NONE)


@given(activities)
def test_turned_scores_turn_the_change(scores: dict[str, dict[date, int]]) -> None:
    turned = {name: {at: 10 - score for at, score in by_day.items()} for name, by_day in scores.items()}
    change, other = function_change(scores, TODAY), function_change(turned, TODAY)

    assert (change is None) == (other is None)
    if change is not None and other is not None:
        assert other.points == pytest.approx(-change.points)
        assert (other.size is ChangeSize.WORSE) == (change.points >= 1.3 - 1e-9)

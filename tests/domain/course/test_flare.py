"""A flare: two days running at 7 or more and 2 points above the starting week."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.flare import Flare, flare_of

TODAY = date(2026, 3, 10)


def on(scores: Mapping[int, float]) -> dict[date, float]:
    """Scores by day counted from today."""
    return {TODAY + timedelta(days=after): score for after, score in scores.items()}


@pytest.mark.parametrize(
    ("scores", "baseline", "days"),
    [
        ({-1: 7, 0: 7}, 5.0, (-1, 0)),
        ({-1: 8, 0: 9}, 5.0, (-1, 0)),
        ({-1: 7, 0: 7}, 0.0, (-1, 0)),
        ({-1: 10, 0: 10}, 8.0, (-1, 0)),
        # 7 itself and a hair below it, on either day.
        ({-1: 6.999, 0: 7}, 4.0, None),
        ({-1: 7, 0: 6.999}, 4.0, None),
        ({-1: 7 - 1e-10, 0: 7}, 5.0, (-1, 0)),
        # 2 points above the starting week, and a hair below that.
        ({-1: 8, 0: 8}, 6.0, (-1, 0)),
        ({-1: 8, 0: 7}, 6.0, None),
        ({-1: 8, 0: 8}, 6.001, None),
        ({-1: 2.3 * 3 + 2, 0: 9}, 6.9, (-1, 0)),
        ({-1: 10, 0: 10}, 8.1, None),
        # Today is not logged yet: the two days before it.
        ({-2: 8, -1: 8}, 5.0, (-2, -1)),
        ({-2: 8, -1: 6}, 5.0, None),
        ({-3: 8, -2: 8}, 5.0, None),
        # Today counts once it is logged, also as the end of it; 0 is a score.
        ({-2: 8, -1: 8, 0: 6}, 5.0, None),
        ({-2: 8, -1: 8, 0: 0}, 5.0, None),
        ({-2: 8, -1: 8, 0: 8}, 5.0, (-1, 0)),
        # A day in between that is not logged is no bridge, and what lies ahead is not looked at.
        ({-2: 8, 0: 8}, 5.0, None),
        ({0: 8, 1: 8}, 5.0, None),
        ({0: 10}, 5.0, None),
        ({}, 5.0, None),
        ({-1: 10, 0: 10}, None, None),
    ],
)
def test_flare(scores: dict[int, float], baseline: float | None, days: tuple[int, int] | None) -> None:
    found = flare_of(on(scores), baseline, TODAY)

    if days is None or baseline is None:
        assert found is None
        return
    first, second = days
    assert found == Flare(
        TODAY + timedelta(days=first), TODAY + timedelta(days=second), scores[first], scores[second], baseline
    )


diaries = st.dictionaries(st.integers(-6, 3), st.one_of(st.integers(5, 10), st.floats(6, 10)))
means = st.floats(0, 10)


@given(diaries, means)
def test_a_flare_is_two_neighbouring_bad_days_and_no_older_than_yesterday(
    scores: dict[int, float], mean: float
) -> None:
    logged = on(scores)
    found = flare_of(logged, mean, TODAY)
    if found is None:
        return

    assert found.second_day - found.first_day == timedelta(days=1)
    assert found.second_day in {TODAY, TODAY - timedelta(days=1)}
    assert (found.second_day == TODAY) == (TODAY in logged)
    assert (logged[found.first_day], logged[found.second_day]) == (found.first_score, found.second_score)
    assert min(found.first_score, found.second_score) >= max(7, mean + 2) - 1e-9


@given(diaries, means, st.integers(3, 400), st.integers(0, 10))
def test_an_older_day_changes_nothing(scores: dict[int, float], mean: float, back: int, score: int) -> None:
    older = {TODAY - timedelta(days=back): float(score)}

    assert flare_of(older | on(scores), mean, TODAY) == flare_of(on(scores), mean, TODAY)


@given(diaries, means, st.floats(0, 10))
def test_a_lower_start_never_takes_a_flare_away(scores: dict[int, float], mean: float, lower: float) -> None:
    if flare_of(on(scores), mean, TODAY) is not None:
        assert flare_of(on(scores), min(mean, lower), TODAY) is not None


def test_the_notice_does_not_vanish_overnight() -> None:
    scores = on({-1: 8, 0: 8})
    tonight, tomorrow = flare_of(scores, 5.0, TODAY), flare_of(scores, 5.0, TODAY + timedelta(days=1))

    assert tonight is not None
    assert tomorrow == tonight
    assert flare_of(scores, 5.0, TODAY + timedelta(days=2)) is None

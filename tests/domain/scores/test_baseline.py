"""The starting week: seven days before the first session, else the first seven logged days, else none."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores.baseline import Baseline, baseline_days, baseline_of

SESSION = date(2026, 3, 10)


def on(scores: Mapping[int, float]) -> dict[date, float]:
    """Scores by day counted from the first session's day."""
    return {SESSION + timedelta(days=after): score for after, score in scores.items()}


@pytest.mark.parametrize(
    ("scores", "mean", "days", "first", "last"),
    [
        ({-7: 7, -6: 6, -5: 6, -4: 6, -3: 6, -2: 6, -1: 5}, 6.0, 7, -7, -1),
        ({-7: 4, -5: 5, -3: 6, -1: 7}, 5.5, 4, -7, -1),
        # What lies before the week, on the day itself or after it does not count while the week is enough.
        ({-8: 10, -7: 4, -5: 5, -3: 6, -1: 7, 0: 10, 1: 10}, 5.5, 4, -7, -1),
        ({-4: 0, -3: 0, -2: 0, -1: 0}, 0.0, 4, -4, -1),
        # Three days are not enough: the first seven logged days from the same start on.
        ({-8: 10, -3: 6, -2: 6, -1: 6, 0: 2}, 5.0, 4, -3, 0),
        ({-8: 10, -7: 8, -1: 6, 0: 4, 1: 2}, 5.0, 4, -7, 1),
        ({-1: 7, 0: 6, 2: 5, 3: 4, 5: 3, 8: 2, 9: 1, 10: 10, 11: 10}, 4.0, 7, -1, 9),
        ({20: 1, 30: 2, 40: 3, 50: 4}, 2.5, 4, 20, 50),
    ],
)
def test_baseline(scores: dict[int, float], mean: float, days: int, first: int, last: int) -> None:
    baseline = baseline_of(on(scores), SESSION)

    assert baseline == Baseline(mean, days, SESSION + timedelta(days=first), SESSION + timedelta(days=last), last >= 0)


@pytest.mark.parametrize(("scores", "have"), [({}, 0), ({-1: 5, 0: 5, 1: 5}, 3), ({-10: 5, -9: 5, -8: 5, -1: 5}, 1)])
def test_too_little_for_a_baseline(scores: dict[int, float], have: int) -> None:
    assert baseline_of(on(scores), SESSION) is None
    assert baseline_days(on(scores), SESSION) == have


@given(st.dictionaries(st.integers(-30, 60), st.integers(0, 10)))
def test_baseline_lies_within_what_was_logged(scores: dict[int, float]) -> None:
    logged = on(scores)
    baseline = baseline_of(logged, SESSION)
    if baseline is None:
        assert baseline_days(logged, SESSION) < 4
        return
    assert 4 <= baseline.days <= 7
    assert min(logged.values()) <= baseline.mean <= max(logged.values())
    assert baseline.first_day >= SESSION - timedelta(days=7)
    assert baseline.overlaps_treatment == (baseline.last_day >= SESSION)

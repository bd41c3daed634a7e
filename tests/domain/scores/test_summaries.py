"""The middle, the ends, and the time in high and low pain."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores.summaries import HIGH_PAIN, LOW_PAIN, Summary, summary_of


@pytest.mark.parametrize(
    ("scores", "summary"),
    [
        ([5], Summary(1, 5, 5, 5, 0, 0, 0, 0)),
        ([0], Summary(1, 0, 0, 0, 0, 1, 0, 100)),
        ([10, 10], Summary(2, 10, 10, 10, 2, 0, 100, 0)),
        ([7, 3, 5, 4], Summary(4, 4.5, 3, 7, 1, 1, 25, 25)),
        ([6.999, 3.001, 5], Summary(3, 5, 3.001, 6.999, 0, 0, 0, 0)),
        ([7 - 1e-10, 3 + 1e-10], Summary(2, 5, 3 + 1e-10, 7 - 1e-10, 1, 1, 50, 50)),
        ([9, 0, 8, 1, 7, 2, 6, 3], Summary(8, 4.5, 0, 9, 3, 4, 37.5, 50)),
    ],
)
def test_summary(scores: list[float], summary: Summary) -> None:
    assert summary_of(scores) == summary


def test_no_day_no_summary() -> None:
    assert summary_of([]) is None
    assert summary_of(iter([])) is None


def test_where_high_and_low_begin() -> None:
    assert (HIGH_PAIN, LOW_PAIN) == (7, 3)


scores_of_days = st.lists(st.one_of(st.integers(0, 10), st.floats(0, 10)), min_size=1, max_size=60)


@given(scores_of_days)
def test_a_summary_stays_within_what_was_logged(scores: list[float]) -> None:
    summary = summary_of(scores)

    assert summary is not None
    assert summary.days == len(scores)
    assert summary.low <= summary.median <= summary.high
    assert summary.low - 1e-9 <= fmean(scores) <= summary.high + 1e-9
    assert 0 <= summary.percent_high <= 100
    assert 0 <= summary.percent_low <= 100
    assert summary.days_high + summary.days_low <= summary.days
    assert summary.percent_high == pytest.approx(100 * sum(score >= 7 - 1e-9 for score in scores) / len(scores))
    assert summary.percent_low == pytest.approx(100 * sum(score <= 3 + 1e-9 for score in scores) / len(scores))


@given(scores_of_days)
def test_the_order_of_the_days_does_not_matter(scores: list[float]) -> None:
    assert summary_of(scores[::-1]) == summary_of(scores) == summary_of(iter(scores))

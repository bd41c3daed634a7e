"""The score of a day: the daily entry, else the mean of two or more moments, else none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores import DayScore, EntryScore, back_by_day, day_scores, leg_by_day

DAY = date(2026, 3, 3)


def daily(leg: int | None, back: int | None, *, late: bool = False) -> EntryScore:
    return EntryScore("daily", DAY, leg, back, late)


def moment(leg: int | None, back: int | None, *, late: bool = False) -> EntryScore:
    return EntryScore("moment", DAY, leg, back, late)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([daily(6, 3)], DayScore(DAY, 6, 3, from_moments=False, late=False)),
        ([daily(0, 0)], DayScore(DAY, 0, 0, from_moments=False, late=False)),
        ([daily(6, 3, late=True)], DayScore(DAY, 6, 3, from_moments=False, late=True)),
        # The daily entry decides the day, whatever the moments say and in whatever order they come.
        ([moment(9, 9), daily(6, 3), moment(8, 8)], DayScore(DAY, 6, 3, from_moments=False, late=False)),
        ([daily(6, None), moment(4, 4), moment(5, 5)], DayScore(DAY, 6, None, from_moments=False, late=False)),
        ([daily(None, 2), moment(4, 4), moment(5, 5)], DayScore(DAY, None, 2, from_moments=False, late=False)),
        ([moment(4, 1), moment(5, 2)], DayScore(DAY, 4.5, 1.5, from_moments=True, late=False)),
        ([moment(0, None), moment(0, None)], DayScore(DAY, 0, None, from_moments=True, late=False)),
        ([moment(None, 0), moment(7, 1)], DayScore(DAY, None, 0.5, from_moments=True, late=False)),
        ([moment(4, 1, late=True), moment(5, 2)], DayScore(DAY, 4.5, 1.5, from_moments=True, late=True)),
        # An entry without a score is as good as none.
        ([daily(None, None), moment(4, 1), moment(5, 2)], DayScore(DAY, 4.5, 1.5, from_moments=True, late=False)),
        ([daily(3, 3), daily(5, 5)], DayScore(DAY, 5, 5, from_moments=False, late=False)),
    ],
)
def test_score_of_a_day(entries: list[EntryScore], expected: DayScore) -> None:
    assert day_scores(entries) == {DAY: expected}


@pytest.mark.parametrize("entries", [[], [moment(5, 5)], [daily(None, None)], [moment(5, None), moment(None, 5)]])
def test_a_day_without_a_score_is_missing(entries: list[EntryScore]) -> None:
    assert day_scores(entries) == {}


def test_sites_apart_and_days_in_order() -> None:
    days = day_scores([EntryScore("daily", DAY + timedelta(days=1), None, 0), EntryScore("daily", DAY, 0, None)])

    assert list(days) == [DAY, DAY + timedelta(days=1)]
    assert leg_by_day(days) == {DAY: 0}
    assert back_by_day(days) == {DAY + timedelta(days=1): 0}


scores = st.none() | st.integers(0, 10)
entries_of_a_week = st.lists(
    st.builds(
        EntryScore,
        st.sampled_from(["daily", "moment"]),
        st.integers(0, 6).map(lambda n: DAY + timedelta(days=n)),
        scores,
        scores,
    ),
    max_size=30,
)


@given(entries_of_a_week)
def test_never_a_score_from_nothing(entries: list[EntryScore]) -> None:
    days = day_scores(entries)
    for site, by_day in (("leg", leg_by_day(days)), ("back", back_by_day(days))):
        for day, score in by_day.items():
            given_scores = [getattr(e, site) for e in entries if e.for_date == day]
            known = [value for value in given_scores if value is not None]
            assert min(known) <= score <= max(known)
    assert all(score.leg is not None or score.back is not None for score in days.values())

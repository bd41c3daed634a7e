"""The score of a day: the daily entry, else the mean of two or more moments, else none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores.daily import DayScore, EntryScore, back_by_day, day_scores, leg_by_day

DAY = date(2026, 3, 3)


def daily(leg: int | None, back: int | None, *, later: int | None = None) -> EntryScore:
    return EntryScore("daily", DAY, leg, back, later, later)


def moment(leg: int | None, back: int | None, *, later: int | None = None) -> EntryScore:
    return EntryScore("moment", DAY, leg, back, later, later)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([daily(6, 3)], DayScore(DAY, 6, 3)),
        ([daily(0, 0)], DayScore(DAY, 0, 0)),
        ([daily(6, 3, later=1)], DayScore(DAY, 6, 3, leg_later=1, back_later=1)),
        # The daily entry decides the day, whatever the moments say and in whatever order they come.
        ([moment(9, 9), daily(6, 3), moment(8, 8)], DayScore(DAY, 6, 3)),
        ([daily(6, None), moment(4, 4), moment(5, 5)], DayScore(DAY, 6, None)),
        ([daily(None, 2), moment(4, 4), moment(5, 5)], DayScore(DAY, None, 2)),
        ([moment(4, 1), moment(5, 2)], DayScore(DAY, 4.5, 1.5, from_moments=True)),
        ([moment(0, None), moment(0, None)], DayScore(DAY, 0, None, from_moments=True)),
        ([moment(None, 0), moment(7, 1)], DayScore(DAY, None, 0.5, from_moments=True)),
        ([moment(4, 1, later=1), moment(5, 2)], DayScore(DAY, 4.5, 1.5, True, 1, 1)),
        # An entry without a score is as good as none.
        ([daily(None, None), moment(4, 1), moment(5, 2)], DayScore(DAY, 4.5, 1.5, from_moments=True)),
        # How late is each site's own matter: only the moments that count for a site make it late.
        ([EntryScore("daily", DAY, 6, 3, 0, 4)], DayScore(DAY, 6, 3, False, 0, 4)),
        ([moment(4, None, later=2), moment(5, 2, later=0), moment(6, 1)], DayScore(DAY, 5, 1.5, True, 2, 0)),
        ([moment(4, None), moment(5, 2, later=9)], DayScore(DAY, 4.5, None, True, 9, 0)),
        ([daily(3, 3), daily(5, 5)], DayScore(DAY, 5, 5)),
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

"""Days that were added up, by day or by week, come to what the rules make of the single ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.body.centralisation import farthest_of_weeks, weekly_farthest
from tracker.domain.scores.daily import DayScore, EntryScore, SummedMoments, day_scores, score_of_moments
from tracker.domain.scores.lateness import Given, late_among
from tracker.domain.scores.steps import Step, means, means_of_sums, place_in
from tracker.domain.scores.weekly import means_of_weeks, weekly_means
from tracker.domain.values.periods import week_of

DAY = date(2026, 3, 3)
LAST = DAY + timedelta(days=40)
some = st.one_of(st.none(), st.integers(0, 10))
moments_of_a_day = st.lists(
    st.builds(
        EntryScore,
        st.just("moment"),
        st.just(DAY),
        st.integers(0, 10),
        some,
        st.one_of(st.none(), st.integers(0, 4)),
        st.one_of(st.none(), st.integers(0, 4)),
        st.sampled_from((None, "bearable")),
        st.booleans(),
    ),
    max_size=5,
)
offsets = st.integers(0, 40)
scores = st.dictionaries(offsets.map(lambda days: DAY + timedelta(days=days)), st.integers(0, 10))
givens = st.builds(Given, st.integers(0, 4), st.booleans(), st.booleans())


def summed(moments: list[EntryScore]) -> SummedMoments:
    """What a database adds up of the moments of one day."""
    leg = [(m.leg, m.leg_later) for m in moments if m.leg is not None]
    back = [(m.back, m.back_later) for m in moments if m.back is not None]
    sites = [
        (
            sum(score for score, _ in site) if site else None,
            len(site),
            max((later for _, later in site if later is not None), default=None),
        )
        for site in (leg, back)
    ]
    imported = any(m.imported_from is not None for m in moments)
    return SummedMoments(DAY, *sites[0], *sites[1], imported, any(m.from_words for m in moments))


@given(moments_of_a_day)
def test_moments_added_up_make_the_score_of_their_day(moments: list[EntryScore]) -> None:
    assert score_of_moments(summed(moments)) == day_scores(moments).get(DAY)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (SummedMoments(DAY, 4, 1, None, None, 0, None, False, False), None),
        (SummedMoments(DAY, 9, 2, 3, 4, 1, 5, True, False), DayScore(DAY, 4.5, None, True, 3, 0, True)),
        (SummedMoments(DAY, None, 0, None, 4, 2, None, False, True), DayScore(DAY, None, 2, True, from_words=True)),
    ],
)
def test_one_moment_is_no_score(found: SummedMoments, expected: DayScore | None) -> None:
    assert score_of_moments(found) == expected


@given(scores, st.dictionaries(offsets.map(lambda days: DAY + timedelta(days=days)), givens))
def test_scores_of_weeks_make_the_weekly_means(of: dict[date, int], how: dict[date, Given]) -> None:
    weeks: dict[int, list[int]] = {}
    for day in sorted(of, reverse=True):
        weeks.setdefault(week_of(day, DAY), []).append(of[day])
    late = {week: late_among([day for day in of if week_of(day, DAY) == week], how) for week in weeks}
    assert means_of_weeks(weeks, late, DAY, LAST) == weekly_means(of, DAY, LAST, how)


@given(scores)
def test_sums_of_weeks_make_the_means_of_answers(of: dict[date, int]) -> None:
    sums: dict[int, tuple[int, int]] = {}
    for day, number in of.items():
        place = place_in(day, DAY, Step.WEEK)
        before = sums.get(place, (0, 0))
        sums[place] = before[0] + number, before[1] + 1
    assert means_of_sums(sums, DAY, DAY, LAST) == means(of, DAY, DAY, LAST)


@given(scores)
def test_ranks_of_weeks_make_the_farthest_points(of: dict[date, int]) -> None:
    weeks: dict[int, list[int]] = {}
    for day in sorted(of, reverse=True):
        weeks.setdefault(week_of(day, DAY), []).append(of[day] % 8)
    ranks = {day: rank % 8 for day, rank in of.items()}
    assert farthest_of_weeks(weeks, DAY, LAST) == weekly_farthest(ranks, DAY, LAST)

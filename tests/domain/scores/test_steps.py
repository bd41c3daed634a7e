"""How finely a range is told, and what is worked out for each stretch of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scores.steps import (
    Counts,
    Step,
    Stretch,
    count_step,
    counts,
    line_step,
    means,
    place_in,
    stretches,
)
from tracker.domain.scores.weekly import weekly_means

FIRST = date(2026, 3, 3)
STEPS = st.sampled_from(Step)
OFFSETS = st.integers(-400, 400)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


@pytest.mark.parametrize(
    ("days", "line", "count"),
    [
        (1, Step.DAY, Step.WEEK),
        (92, Step.DAY, Step.WEEK),
        (126, Step.DAY, Step.WEEK),
        (127, Step.WEEK, Step.WEEK),
        (365, Step.WEEK, Step.WEEK),
        (420, Step.WEEK, Step.WEEK),
        (421, Step.WEEK, Step.FOUR_WEEKS),
        (3650, Step.WEEK, Step.FOUR_WEEKS),
    ],
)
def test_which_step_a_range_gets(days: int, line: Step, count: Step) -> None:
    assert (line_step(days), count_step(days)) == (line, count)


@given(one=st.integers(1, 5000), other=st.integers(1, 5000))
def test_a_longer_range_is_never_told_more_finely(one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert line_step(short) <= line_step(long)
    assert count_step(short) <= count_step(long)


def test_stretches_run_from_the_anchor_and_are_cut_to_the_range() -> None:
    assert stretches(on(3), on(0), on(11), Step.WEEK) == {
        -1: Stretch(on(0), on(2)),
        0: Stretch(on(3), on(9)),
        1: Stretch(on(10), on(11)),
    }
    assert stretches(on(0), on(1), on(0), Step.WEEK) == {}
    assert Stretch(on(3), on(9)).days == 7


@given(anchor=OFFSETS, first=OFFSETS, span=st.integers(0, 300), step=STEPS)
def test_stretches_hold_each_day_of_the_range_once(anchor: int, first: int, span: int, step: Step) -> None:
    made = stretches(on(anchor), on(first), on(first + span), step)
    held = [one.first + timedelta(days=after) for one in made.values() for after in range(one.days)]
    assert held == [on(first + after) for after in range(span + 1)]
    assert all(
        place == place_in(one.first, on(anchor), step) == place_in(one.last, on(anchor), step)
        for place, one in made.items()
    )
    assert all(one.days <= step for one in made.values())


def test_a_week_has_a_mean_once_four_days_have_an_answer() -> None:
    walked = {on(0): 0, on(1): 30, on(2): 60, on(3): 90, on(7): 10, on(8): 10, on(9): 10}
    [week] = means(walked, FIRST, FIRST, on(13))
    assert (week.place, week.stretch, week.mean, week.days) == (0, Stretch(on(0), on(6)), 45.0, 4)
    assert means(walked, FIRST, on(1), on(13)) == ()
    assert means({}, FIRST, FIRST, on(13)) == ()


@given(
    scores=st.dictionaries(st.integers(0, 60).map(on), st.integers(0, 10)),
    start=st.integers(0, 6),
    last=st.integers(0, 60),
)
def test_the_means_of_scores_are_those_of_pain(scores: dict[date, int], start: int, last: int) -> None:
    told = [week for week in weekly_means(scores, on(start), on(last)) if week.mean is not None]
    found = means(scores, on(start), on(start), on(last))
    assert [(week.place + 1, week.stretch.first, week.days) for week in found] == [
        (week.week, week.from_date, week.days) for week in told
    ]
    assert [week.mean for week in found] == pytest.approx([week.mean for week in told])


def test_codes_are_counted_beside_the_days_with_an_answer() -> None:
    felt = {on(0): ("aching",), on(1): ("aching", "burning"), on(2): (), on(6): ("burning",), on(7): ("aching",)}
    assert counts(felt, FIRST, FIRST, on(7), Step.WEEK) == Counts(
        {0: 3, 1: 1}, {"aching": {0: 2, 1: 1}, "burning": {0: 2}}
    )
    assert counts(felt, FIRST, on(1), on(6), Step.FOUR_WEEKS) == Counts({0: 2}, {"aching": {0: 1}, "burning": {0: 2}})


@given(
    felt=st.dictionaries(st.integers(0, 100).map(on), st.lists(st.sampled_from("abc"), max_size=4)),
    step=STEPS,
    last=st.integers(0, 100),
)
def test_no_code_is_counted_on_more_days_than_have_an_answer(
    felt: dict[date, list[str]], step: Step, last: int
) -> None:
    found = counts(felt, on(3), FIRST, on(last), step)
    answered = {day for day, codes in felt.items() if codes and day <= on(last)}
    assert sum(found.answered.values()) == len(answered)
    for code, row in found.chosen.items():
        assert all(0 < number <= found.answered[place] for place, number in row.items())
        assert sum(row.values()) == sum(code in felt[day] for day in answered)

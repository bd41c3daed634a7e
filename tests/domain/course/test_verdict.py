"""Labels, the verdict of a course, and what is missing for one."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.verdict import (
    Label,
    Lack,
    Missing,
    Verdict,
    change_percent,
    course_verdict,
    label_of,
    missing,
)
from tracker.domain.scores.baseline import Baseline, baseline_of
from tracker.domain.scores.weekly import WeekMean, weekly_means

SESSION = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("baseline", "latest", "points", "percent", "label"),
    [
        # Group means of trials, as published.
        (6.0, 2.9, -3.1, -51.7, Label.SUBSTANTIAL),
        (6.0, 4.5, -1.5, -25.0, Label.SMALL),
        (5.1, 3.3, -1.8, -35.3, Label.SMALL),
        (3.0, 1.9, -1.1, -36.7, Label.MEANINGFUL),
        (0.0, 0.0, 0.0, None, Label.PAIN_FREE_AT_START),
        (4.0, 5.5, 1.5, 37.5, Label.NO_CLEAR_CHANGE),
        (4.0, 6.0, 2.0, 50.0, Label.WORSE),
        # The edges, one side and the other.
        (4.0, 2.0, -2.0, -50.0, Label.SUBSTANTIAL),
        (3.8, 1.9, -1.9, -50.0, Label.MEANINGFUL),
        (4.0, 2.8, -1.2, -30.0, Label.MEANINGFUL),
        (4.1, 2.8, -1.3, -31.7, Label.SMALL),
        (2.0, 1.0, -1.0, -50.0, Label.MEANINGFUL),
        (2.0, 1.1, -0.9, -45.0, Label.SMALL),
        (7.0, 4.9, -2.1, -30.0, Label.MEANINGFUL),
        (7.0, 5.0, -2.0, -28.6, Label.SMALL),
        (8.0, 10.0, 2.0, 25.0, Label.NO_CLEAR_CHANGE),
        (5.0, 4.5, -0.5, -10.0, Label.SMALL),
        (5.0, 4.6, -0.4, -8.0, Label.NO_CLEAR_CHANGE),
        (5.0, 5.0, 0.0, 0.0, Label.NO_CLEAR_CHANGE),
        (1.0, 0.0, -1.0, -100.0, Label.MEANINGFUL),
        (1.0, 3.0, 2.0, 200.0, Label.WORSE),
        (0.9, 2.9, 2.0, None, Label.WORSE),
        (0.9, 2.8, 1.9, None, Label.PAIN_FREE_AT_START),
        (0.9, 0.0, -0.9, None, Label.PAIN_FREE_AT_START),
        (0.0, 2.0, 2.0, None, Label.WORSE),
        # Sums of tenths that fall a hair short of the threshold as binary numbers.
        (0.1 + 0.2 + 5.7, 4.2, -1.8, -30.0, Label.SMALL),
        (2.3 * 3, 2.3 * 3 * 0.7, -2.07, -30.0, Label.MEANINGFUL),
        (6.4 - 0.3, 4.1, -2.0, -32.8, Label.MEANINGFUL),
    ],
)
def test_label(baseline: float, latest: float, points: float, percent: float | None, label: Label) -> None:
    assert label_of(baseline, latest) is label
    assert latest - baseline == pytest.approx(points, abs=1e-9)
    assert change_percent(baseline, latest) == (percent if percent is None else pytest.approx(percent, abs=0.05))


@pytest.mark.parametrize("pair", [(None, 3.0), (3.0, None), (None, None)])
def test_no_label_without_both(pair: tuple[float | None, float | None]) -> None:
    assert label_of(*pair) is Label.NOT_ENOUGH_DATA


def test_the_codes_that_exports_hold() -> None:
    assert [str(label) for label in Label] == [
        "worse",
        "substantial",
        "meaningful",
        "small",
        "no_clear_change",
        "pain_free_at_start",
        "not_enough_data",
    ]


means = st.floats(0, 10)


@given(means, means)
def test_every_pair_has_a_label_on_its_own_side(baseline: float, latest: float) -> None:
    label = label_of(baseline, latest)

    assert label is not Label.NOT_ENOUGH_DATA
    if label in {Label.SUBSTANTIAL, Label.MEANINGFUL, Label.SMALL}:
        assert latest < baseline
        assert baseline >= 1 - 1e-9
    if label is Label.WORSE:
        assert latest >= baseline + 2 - 1e-9
    assert (label is Label.PAIN_FREE_AT_START) <= (baseline < 1)


@given(means, means, means)
def test_less_pain_never_has_the_lesser_label(baseline: float, one: float, other: float) -> None:
    order = [
        Label.WORSE,
        Label.PAIN_FREE_AT_START,
        Label.NO_CLEAR_CHANGE,
        Label.SMALL,
        Label.MEANINGFUL,
        Label.SUBSTANTIAL,
    ]
    more, less = max(one, other), min(one, other)

    assert order.index(label_of(baseline, less)) >= order.index(label_of(baseline, more))


def weeks(*week_means: float | None) -> list[WeekMean]:
    made = []
    for week, mean in enumerate(week_means, start=1):
        start = SESSION + timedelta(days=7 * (week - 1))
        days = 0 if mean is None else 5
        made.append(WeekMean(week, start, start + timedelta(days=6), mean, mean, mean, days))
    return made


def started_at(mean: float) -> Baseline:
    return Baseline(mean, 7, SESSION - timedelta(days=7), SESSION - timedelta(days=1), overlaps_treatment=False)


@pytest.mark.parametrize(
    ("baseline", "week_means", "label", "confirmed"),
    [
        # The same side: the one nearer to no clear change, in whichever order they come.
        (6.0, [2.9, 2.9], Label.SUBSTANTIAL, True),
        (6.0, [2.9, 3.9], Label.MEANINGFUL, True),
        (6.0, [3.9, 2.9], Label.MEANINGFUL, True),
        (6.0, [4.5, 2.9], Label.SMALL, True),
        (6.0, [2.9, 4.5], Label.SMALL, True),
        (4.0, [6.0, 7.0], Label.WORSE, True),
        (6.0, [6.0, 6.0], Label.NO_CLEAR_CHANGE, True),
        (0.5, [0.0, 1.0], Label.PAIN_FREE_AT_START, True),
        # Different sides, or one of them on none.
        (4.0, [6.0, 2.0], Label.NO_CLEAR_CHANGE, True),
        (4.0, [2.0, 6.0], Label.NO_CLEAR_CHANGE, True),
        (6.0, [2.9, 6.0], Label.NO_CLEAR_CHANGE, True),
        (6.0, [6.0, 2.9], Label.NO_CLEAR_CHANGE, True),
        (4.0, [5.0, 6.0], Label.NO_CLEAR_CHANGE, True),
        (0.5, [0.5, 3.0], Label.PAIN_FREE_AT_START, True),
        (0.5, [3.0, 3.0], Label.WORSE, True),
        # Only the two latest count, and only as neighbours.
        (6.0, [9.0, 2.9, 2.9], Label.SUBSTANTIAL, True),
        (6.0, [2.9, 2.9, None], Label.SUBSTANTIAL, True),
        (6.0, [6.0, None, 2.9], Label.SUBSTANTIAL, False),
        (6.0, [2.9, 2.9, None, None, 6.0], Label.NO_CLEAR_CHANGE, False),
        (6.0, [2.9], Label.SUBSTANTIAL, False),
        (6.0, [None, 2.9, None], Label.SUBSTANTIAL, False),
        (6.0, [None, None], Label.NOT_ENOUGH_DATA, False),
        (6.0, [], Label.NOT_ENOUGH_DATA, False),
        (None, [2.9, 2.9], Label.NOT_ENOUGH_DATA, False),
    ],
)
def test_label_of_a_course(
    baseline: float | None,
    week_means: Sequence[float | None],
    label: Label,
    confirmed: bool,
) -> None:
    verdict = course_verdict(None if baseline is None else started_at(baseline), weeks(*week_means))

    assert (verdict.label, verdict.confirmed) == (label, confirmed)


def test_the_verdict_speaks_of_the_latest_week() -> None:
    baseline, course = started_at(6.0), weeks(2.9, 4.5, None)

    assert course_verdict(baseline, course) == Verdict(baseline, course[1], -1.5, -25.0, Label.SMALL, confirmed=True)


def test_no_percent_from_a_start_without_pain() -> None:
    verdict = course_verdict(started_at(0.5), weeks(1.5))

    assert (verdict.change_points, verdict.change_percent) == (1.0, None)


def test_without_a_baseline_the_latest_week_is_still_given() -> None:
    course = weeks(4.0)

    assert course_verdict(None, course) == Verdict(None, course[0], None, None, Label.NOT_ENOUGH_DATA, confirmed=False)


def diary(*after_first_session: int) -> dict[date, float]:
    return {SESSION + timedelta(days=after): 5.0 for after in after_first_session}


BEFORE = (-7, -5, -3, -1)


@pytest.mark.parametrize(
    ("logged", "today", "expected"),
    [
        ((), 0, [Missing(Lack.BASELINE_DAYS, 0, 4), Missing(Lack.WEEK_DAYS, 0, 4)]),
        ((-1, 0, 1), 1, [Missing(Lack.BASELINE_DAYS, 3, 4), Missing(Lack.WEEK_DAYS, 2, 4)]),
        ((-9, -8, -1, 0), 1, [Missing(Lack.BASELINE_DAYS, 2, 4), Missing(Lack.WEEK_DAYS, 1, 4)]),
        ((*BEFORE, 0, 1, 2), 3, [Missing(Lack.WEEK_DAYS, 3, 4)]),
        # The days of the latest week count, not those of an older week that came to nothing.
        ((*BEFORE, 0, 1, 2, 8), 9, [Missing(Lack.WEEK_DAYS, 1, 4)]),
        ((*BEFORE, 0, 1, 2, 3), 5, [Missing(Lack.NEXT_WEEK_DAYS, 0, 4)]),
        ((*BEFORE, 0, 1, 2, 3, 7, 8), 9, [Missing(Lack.NEXT_WEEK_DAYS, 2, 4)]),
        ((*BEFORE, 0, 1, 2, 3, 7, 8, 9, 10), 11, []),
    ],
)
def test_what_is_missing(logged: tuple[int, ...], today: int, expected: list[Missing]) -> None:
    scores = diary(*logged)
    course = weekly_means(scores, SESSION, SESSION + timedelta(days=today))

    assert list(missing(scores, SESSION, course)) == expected


def test_missing_before_the_course_began() -> None:
    assert missing(diary(-3, -2), None, ()) == (Missing(Lack.FIRST_SESSION, 0, 1),)
    assert missing(diary(*BEFORE), SESSION, ()) == (Missing(Lack.WEEK_DAYS, 0, 4),)


@given(st.sets(st.integers(-14, 40)), st.integers(0, 40))
def test_something_is_missing_exactly_until_the_verdict_is_confirmed(logged: set[int], today: int) -> None:
    scores = diary(*logged)
    course = weekly_means(scores, SESSION, SESSION + timedelta(days=today))
    verdict = course_verdict(baseline_of(scores, SESSION), course)
    lacks = missing(scores, SESSION, course)

    assert (lacks == ()) == verdict.confirmed
    assert all(0 <= lack.have < lack.need for lack in lacks)
    assert (verdict.label is Label.NOT_ENOUGH_DATA) == any(
        lack.code in {Lack.BASELINE_DAYS, Lack.WEEK_DAYS} for lack in lacks
    )

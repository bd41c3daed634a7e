"""When maintenance is proposed, and whether pain comes back while it runs."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.maintenance import RelapseState, RelapseWatch, maintenance_proposed, relapse_watch
from tracker.domain.course.verdict import Label, label_of
from tracker.domain.scores.weekly import WeekMean
from tracker.wording.vocabularies import PHASES

FIRST = date(2026, 3, 3)

Means = Sequence[float | None]


def weeks(*means: float | None) -> list[WeekMean]:
    made = []
    for number, mean in enumerate(means, start=1):
        start = FIRST + timedelta(days=7 * (number - 1))
        made.append(WeekMean(number, start, start + timedelta(days=6), mean, mean, mean, 0 if mean is None else 5))
    return made


@pytest.mark.parametrize(
    ("means", "proposed"),
    [
        ([2.0, 2.0], (1, 2)),
        ([1.999999, 2.0], (1, 2)),
        ([0.0, 0.0], (1, 2)),
        ([2.0, 2.000001], None),
        ([2.000001, 2.0], None),
        ([2 + 1e-10, 2.0], (1, 2)),  # a hair above 2, as sums of binary numbers may be
        ([6.0, 4.0, 2.0, 1.5], (3, 4)),
        # Only the two latest count, and only as neighbours.
        ([1.0, 1.0, 4.0], None),
        ([1.0, 1.0, 4.0, 1.0], None),
        ([1.0, None, 1.0], None),
        ([1.0, 1.0, None], (1, 2)),
        ([1.0, 1.0, None, 1.0], None),
        ([1.0, None, 1.0, 1.0, None], (3, 4)),
        ([1.0], None),
        ([None, None], None),
        ([], None),
    ],
)
def test_maintenance_is_proposed(means: Means, proposed: tuple[int, int] | None) -> None:
    found = maintenance_proposed("initial", weeks(*means))

    assert (None if found is None else (found[0].week, found[1].week)) == proposed


def test_maintenance_is_proposed_in_the_initial_phase_alone() -> None:
    low = weeks(1.0, 1.0)

    assert {phase: maintenance_proposed(phase, low) is not None for phase in PHASES} == {
        "initial": True,
        "maintenance": False,
        "ended": False,
    }


some_means = st.lists(st.one_of(st.none(), st.floats(0, 10), st.floats(0, 2)), max_size=8)


@given(some_means)
def test_a_proposal_rests_on_two_low_neighbours(means: Means) -> None:
    found = maintenance_proposed("initial", weeks(*means))
    if found is None:
        return

    assert found[1].week - found[0].week == 1
    assert all(week.mean is not None and week.mean <= 2 + 1e-9 for week in found)
    assert all(mean is None for mean in means[found[1].week :])


LEVEL_AND_LATER = [
    # Weeks 1 and 2 end before maintenance begins on the first day of week 3.
    ([1.0, 2.0, 1.5], 1.5, 3, RelapseState.QUIET),
    ([1.0, 2.0, 3.5], 1.5, 3, RelapseState.EARLY),
    ([1.0, 2.0, 3.499999], 1.5, 3, RelapseState.QUIET),
    ([1.0, 2.0, 3.5, 3.5], 1.5, 4, RelapseState.CONFIRMED),
    ([1.0, 2.0, 3.5, 3.0], 1.5, 4, RelapseState.QUIET),
    ([1.0, 2.0, 3.0, 3.5], 1.5, 4, RelapseState.EARLY),
    ([1.0, 2.0, 3.5, None, 3.5], 1.5, 5, RelapseState.EARLY),
    ([1.0, 2.0, 3.5, 3.5, None], 1.5, 4, RelapseState.CONFIRMED),
    ([1.0, 2.0, 3.5, 3.5, 1.0], 1.5, 5, RelapseState.QUIET),
    # 2 points without 30 % are no rise: from 7 to 9.
    ([7.0, 7.0, 9.0], 7.0, 3, RelapseState.QUIET),
    ([7.0, 6.0, 9.0, 9.0], 6.5, 4, RelapseState.CONFIRMED),
    # A level under 1 has no percent and asks for the 2 points alone.
    ([0.0, 0.0, 2.0], 0.0, 3, RelapseState.EARLY),
    ([0.0, 0.0, 1.9, 1.9], 0.0, 4, RelapseState.QUIET),
    # One week is level enough.
    ([None, 2.0, 4.0], 2.0, 3, RelapseState.EARLY),
    ([2.0, None, 4.0], 2.0, 3, RelapseState.EARLY),
]


@pytest.mark.parametrize(("means", "level", "latest", "state"), LEVEL_AND_LATER)
def test_relapse_watch(means: Means, level: float, latest: int, state: RelapseState) -> None:
    course = weeks(*means)

    assert relapse_watch(course, FIRST + timedelta(days=14)) == RelapseWatch(level, course[latest - 1], state)


def test_the_level_is_that_of_the_last_two_weeks_before_maintenance() -> None:
    found = relapse_watch(weeks(9.0, 2.0, None, 1.0, 1.0), FIRST + timedelta(days=28))

    assert found is not None
    assert (found.level, found.latest.week) == (1.5, 5)


@pytest.mark.parametrize(
    ("since", "level", "state"),
    [
        (13, 1.5, RelapseState.CONFIRMED),  # the last day of week 2: the week has ended on it
        (14, 1.5, RelapseState.CONFIRMED),  # the first day of week 3: the whole week lies in maintenance
        (15, 1.5, RelapseState.EARLY),  # week 3 belongs to neither side
        (20, 2.5, RelapseState.QUIET),
    ],
)
def test_the_week_in_which_maintenance_begins(since: int, level: float, state: RelapseState) -> None:
    course = weeks(1.0, 2.0, 3.0 if state is RelapseState.QUIET else 3.5, 3.5)
    found = relapse_watch(course, FIRST + timedelta(days=since))

    assert found == RelapseWatch(level, course[3], state)


@pytest.mark.parametrize(
    ("means", "since"),
    [([], 0), ([None, None, 5.0], 14), ([1.0, 1.0], 14), ([1.0, 1.0, None], 14), ([1.0, 1.0, 5.0], 0)],
)
def test_nothing_to_compare(means: Means, since: int) -> None:
    assert relapse_watch(weeks(*means), FIRST + timedelta(days=since)) is None


@given(some_means, st.integers(-3, 60))
def test_what_a_state_says_of_the_weeks(means: Means, since: int) -> None:
    course = weeks(*means)
    began = FIRST + timedelta(days=since)
    found = relapse_watch(course, began)
    if found is None:
        return

    worse = [week.week for week in course if week.from_date >= began and is_worse(found.level, week)]
    assert 0 <= found.level <= 10
    assert found.latest.from_date >= began
    assert (found.state is not RelapseState.QUIET) == is_worse(found.level, found.latest)
    if found.state is RelapseState.CONFIRMED:
        assert {found.latest.week - 1, found.latest.week} <= set(worse)
    if found.state is RelapseState.EARLY:
        assert found.latest.week - 1 not in worse


def is_worse(level: float, week: WeekMean) -> bool:
    return label_of(level, week.mean) is Label.WORSE


@given(some_means, st.integers(0, 60), st.floats(0, 10))
def test_weeks_long_before_maintenance_change_nothing(means: Means, since: int, older: float) -> None:
    course = weeks(older, 1.0, 1.0, *means)
    began = FIRST + timedelta(days=21 + since)

    assert relapse_watch(course[1:], began) == relapse_watch(course, began)

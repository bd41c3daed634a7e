"""When a score is late, how many behind a mean are, and when that is too many to confirm anything."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.maintenance import RelapseState, relapse_watch
from tracker.domain.course.progress import Measure, measure_days
from tracker.domain.course.verdict import Doubt, Label, Verdict
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.daily import DayScore
from tracker.domain.scores.lateness import (
    REMEMBERED_DAYS,
    Given,
    Late,
    days_later,
    is_from_memory,
    late_among,
    mostly_from_memory,
    score_days_later,
)
from tracker.domain.scores.summaries import summary_of
from tracker.domain.scores.weekly import weekly_means
from tracker.wording.lateness import days_and_late, doubt_words, late_words
from tracker.wording.notices import summary_words
from tracker.wording.verdict import short_words, verdict_words

DAY = date(2026, 3, 3)
SESSION = date(2026, 3, 10)
TODAY = SESSION + timedelta(days=29)
START, ONE, TWO, THREE, FOUR = (tuple(range(first, first + 7)) for first in (-7, 0, 7, 14, 21))


@pytest.mark.parametrize(("after", "later"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 3), (400, 400)])
def test_days_later(after: int, later: int) -> None:
    assert days_later(DAY, DAY + timedelta(days=after)) == later
    assert is_from_memory(later) is (later > REMEMBERED_DAYS == 2)


@pytest.mark.parametrize(
    ("score", "before", "known", "later"),
    [
        (5, None, None, 3),  # first given today
        (5, 6, 0, 3),  # changed today
        (5, 5, 0, 0),  # as it stood: something else of the day was changed
        (5, 5, 1, 1),
        (5, 5, None, None),
        (0, None, None, 3),
        (0, 0, 2, 2),
        (None, 5, 1, None),
        (None, None, None, None),
    ],
)
def test_a_stored_score_is_as_late_as_it_was_given_last(
    score: int | None, before: int | None, known: int | None, later: int | None
) -> None:
    assert score_days_later(score, DAY, DAY + timedelta(days=3), before=before, known=known) == later


@pytest.mark.parametrize(
    ("days", "from_memory", "mostly"),
    [
        (7, 3, False),
        (7, 4, True),
        (4, 2, False),
        (4, 3, True),
        (6, 3, False),
        (5, 3, True),
        (7, 0, False),
        (0, 0, False),
    ],
)
def test_more_than_half(days: int, from_memory: int, mostly: bool) -> None:
    assert mostly_from_memory(days, from_memory) is mostly


@given(st.dictionaries(st.integers(0, 6), st.integers(0, 40)))
def test_those_from_memory_are_late_and_logged(late: dict[int, int]) -> None:
    days = [DAY + timedelta(days=after) for after in late]
    later = {DAY + timedelta(days=after): Given(count) for after, count in late.items() if count}
    found = late_among(days, later)
    assert 0 <= found.from_memory <= found.days <= len(days)
    assert found.days == sum(count > 0 for count in late.values())
    assert found.from_memory == sum(count > REMEMBERED_DAYS for count in late.values())
    assert late_among((), later) == late_among(days, {}) == Late()


def course(late: dict[int, int], *, weeks: int = 4) -> Measure:
    """A diary in which pain falls from 6 to 3, every day logged; `late` says how many days later which day was."""
    days = {
        SESSION + timedelta(days=after): DayScore(
            SESSION + timedelta(days=after), 6 if after < 0 else 3, None, leg_later=late.get(after, 0)
        )
        for after in range(-7, 7 * weeks)
    }
    return measure_days(days, [SESSION], ended_on=None, today=SESSION + timedelta(days=7 * weeks - 1))


def late_by(days: int, afters: Iterable[int]) -> dict[int, int]:
    return dict.fromkeys(afters, days)


@pytest.mark.parametrize(
    ("late", "doubts"),
    [
        ({}, ()),
        (late_by(2, range(-7, 28)), ()),  # back-fill of two days is allowed
        (late_by(3, START[:3]), ()),  # 3 of 7
        (late_by(3, START[:4]), (Doubt.START_FROM_MEMORY,)),
        (late_by(3, FOUR[:3]), ()),
        (late_by(3, FOUR[:4]), (Doubt.LATEST_FROM_MEMORY,)),
        (late_by(3, THREE[:4]), (Doubt.BEFORE_FROM_MEMORY,)),
        (late_by(3, (*ONE, *TWO)), ()),  # weeks that stand behind nothing
        (late_by(30, START), (Doubt.START_FROM_MEMORY,)),
        (
            late_by(9, range(-7, 28)),
            (Doubt.START_FROM_MEMORY, Doubt.LATEST_FROM_MEMORY, Doubt.BEFORE_FROM_MEMORY),
        ),
    ],
)
def test_a_verdict_mostly_from_memory_is_never_confirmed(late: dict[int, int], doubts: tuple[Doubt, ...]) -> None:
    verdict = course(late).verdict
    assert (verdict.label, verdict.doubts, verdict.confirmed) == (Label.SUBSTANTIAL, doubts, not doubts)
    assert verdict.of_two_weeks


def test_thirty_seven_days_typed_in_one_evening_confirm_nothing() -> None:
    evening = 29  # the day on which they were typed, counted from session 1
    days = {
        SESSION + timedelta(days=after): DayScore(
            SESSION + timedelta(days=after), 6 if after < 0 else 3, 2, False, evening - after, evening - after
        )
        for after in range(-7, evening + 1)
    }
    assert len(days) == 37
    found = measure_days(days, [SESSION], ended_on=None, today=TODAY)
    assert not found.verdict.confirmed
    text = verdict_words(found.verdict, found.lacks, found.sensitivity).text
    assert "Not confirmed: most days of the starting week, the latest week and the week before it were entered" in text
    assert "7 of 7 days of week 4, all entered later" in text
    assert "Your starting week has 7 days, all entered later." in text
    assert "confirmed" not in text.replace("Not confirmed", "")
    assert "Not confirmed" in short_words(found.verdict)
    assert [week.late.days for week in found.back_weeks] == [7, 7, 7, 7, 1]


lates = st.dictionaries(st.integers(-7, 27), st.integers(0, 20))


@given(lates)
def test_no_number_changes_by_being_entered_later(late: dict[int, int]) -> None:
    plain, found = course({}), course(late)
    assert found.verdict.label is plain.verdict.label
    assert [week[:-1] for week in found.leg_weeks] == [week[:-1] for week in plain.leg_weeks]
    assert found.sensitivity == plain.sensitivity
    assert found.lacks == plain.lacks


@given(lates, st.integers(-7, 27), st.integers(1, 20))
def test_one_more_late_day_never_confirms(late: dict[int, int], after: int, more: int) -> None:
    before, later = course(late).verdict, course({**late, after: late.get(after, 0) + more}).verdict
    assert set(before.doubts) <= set(later.doubts)
    assert later.confirmed <= before.confirmed


@given(lates)
def test_confirmed_exactly_where_at_most_half_of_each_week_is_from_memory(late: dict[int, int]) -> None:
    verdict = course(late).verdict
    halves = [2 * sum(late.get(after, 0) > REMEMBERED_DAYS for after in week) <= 7 for week in (START, THREE, FOUR)]
    assert verdict.confirmed is all(halves)


def test_one_week_alone_and_from_memory_says_both() -> None:
    verdict = course(late_by(5, ONE), weeks=1).verdict
    assert verdict.doubts == (Doubt.ONE_WEEK, Doubt.LATEST_FROM_MEMORY)
    assert not verdict.of_two_weeks
    assert doubt_words(verdict.doubts) == (
        "Early: one week only. Not confirmed: most days of the latest week were entered over 2 days later, from memory."
    )


def test_too_little_to_say_has_no_doubts() -> None:
    found = measure_days({SESSION: DayScore(SESSION, 5.0, None, leg_later=40)}, [SESSION], ended_on=None, today=SESSION)
    assert found.verdict == Verdict(None, None, None, None, Label.NOT_ENOUGH_DATA, confirmed=False)
    assert not found.verdict.of_two_weeks
    assert doubt_words(()) == ""


def test_the_starting_week_and_the_weeks_count_their_own_days() -> None:
    found = course({-7: 1, -6: 3, 0: 1, 27: 9})
    assert isinstance(found.baseline, Baseline)
    assert found.baseline.late == Late(2, 1)
    assert [week.late for week in found.leg_weeks] == [Late(1, 0), Late(), Late(), Late(1, 1)]


@pytest.mark.parametrize(
    ("late", "state"),
    [
        ({}, RelapseState.CONFIRMED),
        (late_by(3, range(10)), RelapseState.CONFIRMED),  # before the weeks that are compared
        (late_by(3, range(7, 11)), RelapseState.FROM_MEMORY),  # the level
        (late_by(3, range(21, 25)), RelapseState.FROM_MEMORY),
        (late_by(3, range(28, 32)), RelapseState.FROM_MEMORY),
        (late_by(2, range(35)), RelapseState.CONFIRMED),
    ],
)
def test_a_relapse_from_memory_is_not_confirmed(late: dict[int, int], state: RelapseState) -> None:
    scores = {SESSION + timedelta(days=after): 2.0 if after < 21 else 6.0 for after in range(35)}
    later = {SESSION + timedelta(days=after): Given(count) for after, count in late.items()}
    weeks = weekly_means(scores, SESSION, SESSION + timedelta(days=34), later)
    found = relapse_watch(weeks, SESSION + timedelta(days=21))
    assert found is not None
    assert found.state is state


@pytest.mark.parametrize(
    ("days", "late", "says"),
    [
        (7, 0, "7 days"),
        (7, 2, "7 days, 2 entered later"),
        (7, 7, "7 days, all entered later"),
        (1, 1, "1 day, entered later"),
        (1, 0, "1 day"),
    ],
)
def test_the_days_behind_a_number(days: int, late: int, says: str) -> None:
    assert days_and_late(days, Late(late)) == says
    assert late_words(days, Late(late)) == says.partition(", ")[2]


def test_a_stretch_of_days_says_how_many_were_entered_later() -> None:
    for late, says in ((0, "4 days have a score. "), (3, "4 days have a score, 3 entered later. ")):
        found = summary_of([3, 4, 5, 6], Late(late))
        assert found is not None
        assert summary_words(found).startswith(says)

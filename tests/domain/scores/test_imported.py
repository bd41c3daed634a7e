"""Days from another app are told apart: imported ones change no number, and scores made from words confirm nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.maintenance import RelapseState, relapse_watch
from tracker.domain.course.progress import Measure, measure_days
from tracker.domain.course.verdict import Doubt, Label
from tracker.domain.scores.daily import DayScore, EntryScore, day_scores, leg_given_by_day
from tracker.domain.scores.lateness import Given, Late, given_how, how_many
from tracker.domain.scores.weekly import weekly_means
from tracker.wording.charted.pain import score_of_day
from tracker.wording.lateness import days_and_late, doubt_words
from tracker.wording.notices import relapse_words
from tracker.wording.verdict import days_and_range, short_words, verdict_words

SESSION = date(2026, 3, 2)
START, THREE, FOUR = range(-7, 0), range(14, 21), range(21, 28)
COMPARED = (*START, *THREE, *FOUR)


def on(after: int) -> date:
    return SESSION + timedelta(days=after)


def measured(scores: dict[int, DayScore]) -> Measure:
    return measure_days({day.day: day for day in scores.values()}, [SESSION], ended_on=None, today=on(27))


def diary(*, imported: tuple[int, ...] = (), from_words: tuple[int, ...] = ()) -> dict[int, DayScore]:
    """Pain falls from 6 to 3, every day logged."""
    return {
        after: DayScore(on(after), 6 if after < 0 else 3, 1, imported=after in imported, from_words=after in from_words)
        for after in range(-7, 28)
    }


days = st.dictionaries(
    st.integers(-7, 27),
    st.tuples(st.integers(0, 10), st.none() | st.integers(0, 10), st.integers(0, 5)),
    min_size=12,
)


def made(found: dict[int, tuple[int, int | None, int]]) -> dict[int, DayScore]:
    return {after: DayScore(on(after), leg, back, leg_later=later) for after, (leg, back, later) in found.items()}


@given(days, st.sets(st.integers(-7, 27)))
def test_imported_alone_changes_no_number_and_no_label(
    found: dict[int, tuple[int, int | None, int]], imported: set[int]
) -> None:
    plain = made(found)
    before = measured(plain)
    after = measured({n: day._replace(imported=n in imported) for n, day in plain.items()})
    for name in ("label", "confirmed", "doubts", "change_points", "change_percent"):
        assert getattr(before.verdict, name) == getattr(after.verdict, name)
    without = [week._replace(late=week.late._replace(imported=0)) for week in after.leg_weeks]
    assert without == list(before.leg_weeks)
    assert [week._replace(late=Late()) for week in after.back_weeks] == [
        week._replace(late=Late()) for week in before.back_weeks
    ]
    if before.baseline is not None and after.baseline is not None:
        assert replace(after.baseline, late=before.baseline.late) == before.baseline
    assert (before.lacks, before.sensitivity) == (after.lacks, after.sensitivity)


@given(days, st.sets(st.integers(-7, 27), min_size=1))
def test_from_words_never_makes_a_verdict_confirmed(
    found: dict[int, tuple[int, int | None, int]], worded: set[int]
) -> None:
    plain = made(found)
    before = measured(plain).verdict
    after = measured({n: day._replace(from_words=n in worded) for n, day in plain.items()}).verdict
    assert (after.label, after.change_points) == (before.label, before.change_points)
    assert set(before.doubts) <= set(after.doubts)
    assert not after.confirmed or before.confirmed


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        *((day, Doubt.START_FROM_WORDS) for day in (START[0], START[-1])),
        *((day, Doubt.BEFORE_FROM_WORDS) for day in (THREE[0], THREE[-1])),
        *((day, Doubt.LATEST_FROM_WORDS) for day in (FOUR[0], FOUR[-1])),
    ],
)
def test_one_score_from_a_word_in_a_week_that_is_compared_is_enough(day: int, doubt: Doubt) -> None:
    verdict = measured(diary(from_words=(day,))).verdict
    assert (verdict.label, verdict.doubts, verdict.confirmed) == (Label.SUBSTANTIAL, (doubt,), False)
    assert verdict.of_two_weeks


def test_a_score_from_a_word_elsewhere_is_none_of_its_business() -> None:
    assert measured(diary(from_words=(3, 10))).verdict.confirmed


def test_the_reason_is_said_with_its_weeks() -> None:
    verdict = measured(diary(from_words=(START[0], FOUR[0]))).verdict
    sentence = (
        "Not confirmed: in the starting week and the latest week, scores were made from words such as “moderate”, "
        "which are less exact."
    )
    assert doubt_words(verdict.doubts) == sentence
    assert sentence in short_words(verdict)
    assert sentence in verdict_words(verdict, ()).text


def test_imported_days_are_counted_apart_in_the_words() -> None:
    verdict = measured(diary(imported=(*START[:2], *FOUR))).verdict
    assert verdict.confirmed
    assert verdict.latest is not None
    assert days_and_range(verdict.latest).startswith("7 of 7 days, all imported, ")
    assert "Your starting week has 7 days, 2 imported." in verdict_words(verdict, ()).text


@pytest.mark.parametrize(
    ("late", "says"),
    [
        (Late(), "7 days"),
        (Late(imported=7), "7 days, all imported"),
        (Late(2, 1, 3, 1), "7 days, 2 entered later, 3 imported, 1 from words"),
        (Late(from_words=7), "7 days, all from words"),
    ],
)
def test_the_days_behind_a_number(late: Late, says: str) -> None:
    assert days_and_late(7, late) == says


def test_one_day_alone() -> None:
    assert days_and_late(1, Late(imported=1, from_words=1)) == "1 day, imported, from words"


def test_an_imported_score_that_its_file_shows_to_be_late_is_late() -> None:
    assert given_how(0, imported=True, from_words=False) == Given(0, imported=True)
    assert given_how(3, imported=True, from_words=True) == Given(3, imported=False, from_words=True)
    assert how_many([Given(0, imported=True), Given(3), Given(1, from_words=True), Given()]) == Late(2, 1, 1, 1)


def test_the_score_of_a_day_knows_where_it_came_from() -> None:
    app: dict[str, Any] = {"imported_from": "bearable"}
    found = day_scores(
        [
            EntryScore("daily", on(0), 5, None, **app),
            EntryScore("moment", on(1), 5, None, from_words=True, **app),
            EntryScore("moment", on(1), 3, None),
            EntryScore("moment", on(2), 3, None, **app),
            EntryScore("daily", on(3), 5, None),
        ]
    )
    assert [(day.imported, day.from_words) for day in found.values()] == [(True, False), (True, True), (False, False)]
    assert leg_given_by_day(found) == {on(0): Given(imported=True), on(1): Given(imported=True, from_words=True)}
    assert [day.is_late("leg") for day in found.values()] == [False] * 3
    assert found[on(1)].given_whole == Given(imported=True, from_words=True)


def test_a_score_in_a_table_says_where_it_came_from() -> None:
    assert score_of_day(5, Given(), from_moments=False) == "5"
    assert score_of_day(5, Given(0, imported=True, from_words=True), from_moments=False) == "5, imported, from words"
    assert score_of_day(4.5, Given(2), from_moments=True) == "4.5, average of moments, entered later"


@pytest.mark.parametrize(
    ("worded", "state"),
    [(0, RelapseState.CONFIRMED), (10, RelapseState.FROM_WORDS), (22, RelapseState.FROM_WORDS)],
)
def test_a_relapse_with_scores_from_words_is_not_confirmed(worded: int, state: RelapseState) -> None:
    scores = {on(after): 2.0 if after < 21 else 6.0 for after in range(35)}
    weeks = weekly_means(scores, SESSION, on(34), {on(worded): Given(from_words=True)})
    found = relapse_watch(weeks, on(21))
    assert found is not None
    assert found.state is state
    assert ("made from words such as “moderate”" in relapse_words(found).text) is (state is RelapseState.FROM_WORDS)

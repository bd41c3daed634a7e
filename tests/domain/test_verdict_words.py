"""Every state of the verdict reads as true, calm sentences, with its numbers and its limits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tracker.domain.change import Label
from tracker.domain.progress import Measure, measure, weeks_through
from tracker.domain.verdict_words import CANNOT_TELL, TALK, VerdictWords, verdict_words

FIRST = date(2026, 3, 2)


def _measured(before: list[float], *weeks: list[float], attended: bool = True) -> Measure:
    """A course whose starting week and weeks hold these daily scores, from their first day on."""
    leg = {FIRST - timedelta(days=7) + timedelta(days=n): value for n, value in enumerate(before)}
    for week, values in enumerate(weeks):
        leg |= {FIRST + timedelta(days=7 * week + n): value for n, value in enumerate(values)}
    today = FIRST + timedelta(days=7 * max(len(weeks), 1) - 1)
    return measure(leg, {}, [FIRST] if attended else [], ended_on=None, today=today)


def _words(measured: Measure) -> VerdictWords:
    return verdict_words(measured.verdict, measured.lacks)


CASES = {
    "substantial, confirmed": _measured([6] * 7, [2] * 7, [2.9] * 7),
    "meaningful, confirmed": _measured([6, 7, 6, 6, 7, 6, 6], [4] * 7, [4, 4, 3, 4, 4, 4, 4]),
    "meaningful, not confirmed": _measured([6] * 7, [4, 4, 3, 4]),
    "small, confirmed": _measured([6] * 7, [4.5] * 7, [4.5] * 7),
    "no clear change, confirmed": _measured([5, 6, 5, 6, 5, 6, 5], [5, 6, 5, 6, 5, 6, 5], [6, 5, 6, 5, 6, 5, 6]),
    "the same": _measured([5] * 7, [5] * 7, [5] * 7),
    "worse, confirmed": _measured([4] * 7, [6] * 7, [6.5] * 7),
    "pain-free at start": _measured([0] * 7, [0] * 7, [1] * 7),
    "overlapping start": _measured([], [6] * 7, [4] * 7, [3] * 7),
    "first week too thin": _measured([6] * 7, [5, 5]),
    "nothing before": _measured([], [5, 5]),
    "no session yet": _measured([6] * 7, attended=False),
    "one point down": _measured([6] * 7, [5] * 7, [5] * 7),
}


@pytest.mark.parametrize("name", CASES)
def test_words_of_every_state(name: str, snapshot: SnapshotAssertion) -> None:
    words = _words(CASES[name])
    assert "\n".join(filter(None, (words.value, words.was, words.headline, words.text))) == snapshot


def test_labels_behind_the_words() -> None:
    labels = {name: (case.verdict.label, case.verdict.confirmed) for name, case in CASES.items()}
    assert labels["substantial, confirmed"] == (Label.SUBSTANTIAL, True)
    assert labels["meaningful, confirmed"] == (Label.MEANINGFUL, True)
    assert labels["meaningful, not confirmed"] == (Label.MEANINGFUL, False)
    assert labels["small, confirmed"] == (Label.SMALL, True)
    assert labels["worse, confirmed"] == (Label.WORSE, True)
    assert labels["pain-free at start"][0] is Label.PAIN_FREE_AT_START
    assert labels["first week too thin"][0] is Label.NOT_ENOUGH_DATA


def test_better_and_worse_stand_beside_the_other_explanations() -> None:
    for case in CASES.values():
        words = _words(case)
        assert bool(words.cannot_tell) == (case.verdict.label is not Label.NOT_ENOUGH_DATA)
        if words.cannot_tell:
            assert words.cannot_tell == CANNOT_TELL
            assert f"of 7 days of week {case.verdict.latest.week}" in words.text  # type: ignore[union-attr]


def test_talking_is_advised_only_where_two_weeks_agree_that_it_does_not_help() -> None:
    for case in CASES.values():
        advised = case.verdict.confirmed and case.verdict.label in {Label.WORSE, Label.NO_CLEAR_CHANGE}
        assert (TALK in _words(case).text) == advised


FORBIDDEN = ("clinically", "significant", "you need more", "cure", "heal", "!", "works", "because of", "sorry", "bad ")


@given(
    st.lists(st.integers(0, 10), max_size=7),
    st.lists(st.lists(st.integers(0, 10), max_size=7), max_size=4),
)
def test_no_diary_leads_to_a_forbidden_word_or_an_empty_sentence(before: list[float], weeks: list[list[float]]) -> None:
    words = _words(_measured(before, *weeks))
    assert words.headline
    assert words.text
    for forbidden in FORBIDDEN:
        assert forbidden not in f"{words.headline} {words.text}".lower()
    assert "-" not in words.headline, "down and up are said in words"


def test_an_ended_course_is_measured_up_to_its_end() -> None:
    leg = {FIRST + timedelta(days=n): 5.0 for n in range(-7, 60)}
    ended = measure(leg, leg, [FIRST], ended_on=FIRST + timedelta(days=20), today=FIRST + timedelta(days=59))
    assert ended.last_day == FIRST + timedelta(days=20)
    assert [week.week for week in ended.leg_weeks] == [1, 2, 3]
    assert len(ended.back_weeks) == 3


def test_a_course_that_ended_before_its_first_session_says_that_there_is_none() -> None:
    measured = measure({}, {}, [FIRST], ended_on=FIRST - timedelta(days=1), today=FIRST)
    assert (measured.baseline, measured.leg_weeks) == (None, ())
    assert measured.verdict.label is Label.NOT_ENOUGH_DATA


@given(st.integers(-40, 40), st.integers(0, 60))
def test_weeks_of_a_chart_fall_on_the_courses_own_weeks(shift: int, length: int) -> None:
    first = FIRST + timedelta(days=shift)
    last = first + timedelta(days=length)
    anchor = min(max(FIRST, first), last)
    weeks = weeks_through({first: 3.0}, anchor, first, last)
    assert weeks[0].from_date <= first <= weeks[0].to_date
    assert all((week.from_date - anchor).days % 7 == 0 for week in weeks)

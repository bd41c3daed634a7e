"""Every state of the verdict reads as true, calm sentences, with its numbers and its limits."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.support.blanks import plain
from tests.support.scored import scored
from tracker.domain.course.progress import Measure, measure_days, weeks_through
from tracker.domain.course.verdict import Label
from tracker.domain.scores.weekly import Sensitivity, WeekMean
from tracker.wording.formats import one_decimal
from tracker.wording.verdict import (
    CANNOT_TELL,
    SHORT_MEANINGS,
    VerdictWords,
    brief_words,
    change_words,
    days_and_range,
    short_words,
    talk,
    verdict_words,
)

FIRST = date(2026, 3, 2)
Scores = Sequence[float | None]


def _measured(before: Scores, *weeks: Scores, attended: bool = True) -> Measure:
    """A course whose starting week and weeks hold these daily scores, from their first day on."""
    entered = {FIRST - timedelta(days=7) + timedelta(days=n): value for n, value in enumerate(before)}
    for week, values in enumerate(weeks):
        entered |= {FIRST + timedelta(days=7 * week + n): value for n, value in enumerate(values)}
    leg = {day: value for day, value in entered.items() if value is not None}
    today = FIRST + timedelta(days=7 * max(len(weeks), 1) - 1)
    return measure_days(scored(leg), [FIRST] if attended else [], ended_on=None, today=today)


def _words(measured: Measure) -> VerdictWords:
    return verdict_words(measured.verdict, measured.lacks, measured.sensitivity)


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
    "one day missing": _measured([6, 7, 6, 5, 6, 7, 6], [4] * 7, [4, 3, None, 4, 3, 4, 4]),
    "three days missing": _measured([6, 7, 6, 5, 6, 7, 6], [4] * 7, [4, None, 3, None, 4, None, 4]),
    "a day missing that changes nothing": _measured([5] * 7, [5] * 7, [5, 5, None, 5, 5, 5, 5]),
    "running week, today missing": _measured([0, 0, 1, 0, 0, 0, 0], [1, 0, 1, 0]),
    "start under one, worse": _measured([0, 1, 0, 1, 0, 1, 0], [3, 3, 2, 3, 3, 2, 3], [3, 4, 3, 3, 2, 3, 4]),
    "halved, the week before less": _measured([6] * 7, [5] * 7, [2] * 7),
    "worse, the week before not": _measured([4] * 7, [4] * 7, [6] * 7),
    "better, then worse": _measured([4] * 7, [2] * 7, [6] * 7),
    "no change, the week before better": _measured([6] * 7, [3] * 7, [6] * 7),
    "start with almost no pain, then worse": _measured([0] * 7, [0] * 7, [4] * 7),
    "overlapping start, compared with itself": _measured([], [6] * 7),
    "overlapping start, one week on": _measured([], [6] * 7, [4] * 7),
    "overlapping start in part": _measured([None] * 5 + [6, 6], [6, 5, 6, 5, 6, 5, 4], [4] * 7, [4] * 7),
    "one logged day to go": _measured([6] * 7, [4, 4, 4]),
    "one week, then a gap": _measured([6] * 7, [4] * 7, [], [4, 4]),
}


@pytest.mark.parametrize("name", CASES)
def test_words_of_every_state(name: str, snapshot: SnapshotAssertion) -> None:
    words = _words(CASES[name])
    assert "\n".join(filter(None, (words.value, words.was, words.headline, words.text))) == snapshot


@pytest.mark.parametrize("name", CASES)
def test_short_words_of_every_state(name: str, snapshot: SnapshotAssertion) -> None:
    measured = CASES[name]

    assert short_words(measured.verdict, measured.lacks) == snapshot


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("meaningful, confirmed", "Leg pain down 2.4 points: a change most people notice"),
        ("worse, confirmed", "Leg pain up 2.5 points: a rise most people notice"),
        ("the same", "Leg pain the same: no clear change"),
        ("nothing before", "Not enough data yet to compare"),
        ("better, then worse", "Leg pain up 2.0 points; with the week before, no clear change"),
    ],
)
def test_brief_words_are_about_eight(name: str, words: str) -> None:
    assert brief_words(CASES[name].verdict) == words


def test_short_words_without_what_is_missing_still_say_something() -> None:
    words = short_words(CASES["nothing before"].verdict)

    assert words == "Not enough data yet to compare. Keep going: a few more days will do."


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
    advised = {name for name, case in CASES.items() if talk() in _words(case).text}

    assert advised == {
        "no clear change, confirmed",
        "the same",
        "worse, confirmed",
        "a day missing that changes nothing",
        "start under one, worse",
        "worse, the week before not",
        "better, then worse",
        "no change, the week before better",
    }


def test_a_starting_week_that_is_one_of_the_weeks_compared_says_so() -> None:
    shared = {name for name, case in CASES.items() if "shares days" in _words(case).text}

    assert shared == {"overlapping start, compared with itself", "overlapping start, one week on"}


@pytest.mark.parametrize(
    ("sensitivity", "sentence"),
    [
        (
            Sensitivity(1, 3.4, 4.9),
            (
                "One day of that week has no leg score. Had it been like your best or your worst day so far, the "
                "average would be between 3.4 and 4.9."
            ),
        ),
        (
            Sensitivity(3, 1.04, 6.96),
            (
                "3 days of that week have no leg score. Had they all been like your best or your worst day so far, the "
                "average would be between 1.0 and 7.0."
            ),
        ),
        (
            Sensitivity(2, 4.96, 5.04),
            (
                "2 days of that week have no leg score. Had they all been like your best or your worst day so far, the "
                "average would still be 5.0."
            ),
        ),
        (
            Sensitivity(1, 3.4, 4.9, beyond=1),
            "One day of that week is still to come; one has no leg score. Had it been like",
        ),
        (
            Sensitivity(2, 3.4, 4.9, beyond=3),
            "3 days of that week are still to come; 2 have no leg score. Had these been like",
        ),
        (
            Sensitivity(1, 3.4, 4.9, beyond=2, ended=True),
            "2 days of that week came after the course ended; one has no leg score. Had it been like",
        ),
    ],
)
def test_words_of_missing_days(sensitivity: Sensitivity, sentence: str) -> None:
    case = CASES["meaningful, confirmed"]

    assert sentence in verdict_words(case.verdict, case.lacks, sensitivity).text
    assert "no leg score" not in verdict_words(case.verdict, case.lacks).text


@pytest.mark.parametrize(
    ("start", "latest", "words"),
    [
        (6.0, 2.9, "down 3.1 points (52 %)"),
        (5.0, 4.0, "down 1.0 point (20 %)"),
        (6.14, 1.56, "down 4.5 points (75 %)"),  # 6.1 to 1.6, though the means are 4.58 apart
        (7.74, 8.7, "up 1.0 point (12 %)"),
        (0.5, 2.5, "up 2.0 points"),
        (4.04, 4.06, "up 0.1 points (0 %)"),  # 4.0 to 4.1
        (4.06, 4.14, "the same"),
        (0.0, 0.0, "the same"),
    ],
)
def test_words_of_a_change(start: float, latest: float, words: str) -> None:
    assert plain(change_words(start, latest)) == words


means = st.floats(0, 10)


@given(means, means)
def test_the_readers_own_subtraction_agrees(start: float, latest: float) -> None:
    said = change_words(start, latest)
    difference = Decimal(one_decimal(latest)) - Decimal(one_decimal(start))
    if difference == 0:
        assert said == "the same"
    else:
        way, size = said.split()[:2]
        assert (way, Decimal(size)) == ("up" if difference > 0 else "down", abs(difference))
        assert (latest > start) is (difference > 0)
    assert abs(difference - Decimal(repr(latest)) + Decimal(repr(start))) <= Decimal("0.1")


ALONE = re.compile(r"(One|\d) days? of that week ha(?:s|ve) no leg score")
WITH_OTHERS = re.compile(
    r"(One|\d) days? of that week (?:is still|are still|came)[^;.]*; (one|\d) ha(?:s|ve) no leg score"
)


@given(st.lists(st.none() | st.integers(0, 10), min_size=14, max_size=21), st.integers(6, 20), st.booleans())
def test_the_days_that_are_told_of_a_week_make_seven(scores: list[int | None], today: int, ended: bool) -> None:
    by_day = {FIRST + timedelta(days=n - 7): float(score) for n, score in enumerate(scores) if score is not None}
    last = FIRST + timedelta(days=today - 7)
    found = measure_days(scored(by_day), [FIRST], ended_on=last if ended else None, today=last)
    text = verdict_words(found.verdict, found.lacks, found.sensitivity).text
    told = re.search(r"Based on (\d) of 7 days", text)
    if told and found.sensitivity is not None:
        match = ALONE.search(text) or WITH_OTHERS.search(text)
        assert match is not None
        counts = [1 if count.lower() == "one" else int(count) for count in match.groups()]
        assert int(told[1]) + sum(counts) == 7


FORBIDDEN = ("clinically", "significant", "you need more", "cure", "heal", "!", "works", "because of", "sorry", "bad ")


@given(
    st.lists(st.integers(0, 10) | st.none(), max_size=7),
    st.lists(st.lists(st.integers(0, 10) | st.none(), max_size=7), max_size=4),
)
def test_no_diary_leads_to_a_forbidden_word_or_an_empty_sentence(before: Scores, weeks: list[Scores]) -> None:
    measured = _measured(before, *weeks)
    words, short = _words(measured), short_words(measured.verdict, measured.lacks)
    assert words.headline
    assert words.text
    for forbidden in FORBIDDEN:
        assert forbidden not in f"{words.headline} {words.text} {short}".lower()
    assert short.endswith(".")
    if words.cannot_tell:
        assert measured.verdict.latest is not None
        assert f"{measured.verdict.latest.days} of 7 days, rough range" in short
        assert SHORT_MEANINGS[measured.verdict.label] in short
        assert ("Early: one week only." in short) == (not measured.verdict.confirmed)
    assert "-" not in words.headline, "down and up are said in words"


def test_an_ended_course_is_measured_up_to_its_end() -> None:
    leg = {FIRST + timedelta(days=n): 5.0 for n in range(-7, 60)}
    ended = measure_days(
        scored(leg, leg), [FIRST], ended_on=FIRST + timedelta(days=20), today=FIRST + timedelta(days=59)
    )
    assert ended.last_day == FIRST + timedelta(days=20)
    assert [week.week for week in ended.leg_weeks] == [1, 2, 3]
    assert len(ended.back_weeks) == 3


def test_a_course_that_ended_before_its_first_session_says_that_there_is_none() -> None:
    measured = measure_days({}, [FIRST], ended_on=FIRST - timedelta(days=1), today=FIRST)
    assert (measured.baseline, measured.leg_weeks) == (None, ())
    assert measured.verdict.label is Label.NOT_ENOUGH_DATA


@given(st.integers(-40, 40), st.integers(0, 60))
def test_weeks_of_a_chart_fall_on_the_courses_own_weeks(shift: int, length: int) -> None:
    first = FIRST + timedelta(days=shift)
    last = first + timedelta(days=length)
    weeks = weeks_through({first: 3.0}, FIRST, first, last)
    assert weeks[0].from_date <= first <= weeks[0].to_date
    assert all((week.from_date - FIRST).days % 7 == 0 for week in weeks)


@pytest.mark.parametrize(
    ("mean", "low", "high", "says"),
    [
        (None, None, None, "5 of 7 days"),
        (4.0, 2.0, 5.84, "5 of 7 days, rough range 2.0 to 5.8"),
        (7.0, 7.0, 7.0, "5 of 7 days, rough range 7.0 to 7.0, too narrow as every day was the same"),
    ],
)
def test_what_stands_behind_a_weekly_mean(mean: float | None, low: float | None, high: float | None, says: str) -> None:
    assert days_and_range(WeekMean(2, FIRST, FIRST + timedelta(days=6), mean, low, high, 5)) == says

"""Published group numbers and odd diaries, entered day by day: the app must call them what they are."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest

from tests.support.blanks import plain
from tests.support.scored import scored
from tracker.domain.course.progress import Measure, measure_days
from tracker.domain.course.verdict import Label
from tracker.wording.verdict import VerdictWords, short_words, verdict_words

SESSION = date(2026, 3, 10)
DAYS = 7


def seven_days(mean: float) -> list[float]:
    """Seven scores with exactly this mean: pairs apart from it by the same amount, and the mean itself."""
    apart = min(1.0, mean)
    return [mean - apart, mean + apart, mean - apart, mean + apart, mean - apart, mean + apart, mean]


def entered(scores: Iterable[float], first: int) -> dict[date, float]:
    """Scores of days in a row, the first of them `first` days after the first session."""
    return {SESSION + timedelta(days=first + after): score for after, score in enumerate(scores)}


def measured(leg: Mapping[date, float], today: int, ended: int | None = None) -> Measure:
    ended_on = None if ended is None else SESSION + timedelta(days=ended)
    return measure_days(scored(leg), [SESSION], ended_on=ended_on, today=SESSION + timedelta(days=today))


def words_of(course: Measure) -> VerdictWords:
    return verdict_words(course.verdict, course.lacks, course.sensitivity)


PUBLISHED = [
    # Tu 2024 (doi 10.1001/jamainternmed.2024.5463): leg pain with acupuncture and with sham, week 0 and 4.
    (6.0, 2.9, -3.1, -51.7, Label.SUBSTANTIAL, "down 3.1 points (52 %)"),
    (6.0, 4.5, -1.5, -25.0, Label.SMALL, "down 1.5 points (25 %)"),
    # Costa 2012 (CMAJ 184:E613): cohorts with persistent low back pain, week 0 and 6.
    (5.1, 3.3, -1.8, -35.3, Label.SMALL, "down 1.8 points (35 %)"),
    # The edges of the labels.
    (3.0, 1.9, -1.1, -36.7, Label.MEANINGFUL, "down 1.1 points (37 %)"),
    (0.0, 0.0, 0.0, None, Label.PAIN_FREE_AT_START, "the same"),
    (4.0, 5.5, 1.5, 37.5, Label.NO_CLEAR_CHANGE, "up 1.5 points (38 %)"),
    (4.0, 6.0, 2.0, 50.0, Label.WORSE, "up 2.0 points (50 %)"),
]


@pytest.mark.parametrize(("start", "later", "points", "percent", "label", "said"), PUBLISHED)
def test_published_numbers_as_a_diary(
    start: float, later: float, points: float, percent: float | None, label: Label, said: str
) -> None:
    leg = entered([*seven_days(start), *seven_days(later), *seven_days(later)], -DAYS)
    course = measured(leg, today=13)
    verdict = course.verdict

    assert course.baseline is not None
    assert course.baseline.mean == pytest.approx(start, abs=1e-12)
    assert [week.mean for week in course.leg_weeks] == pytest.approx([later, later], abs=1e-12)
    assert (verdict.label, verdict.confirmed) == (label, True)
    assert verdict.change_points == pytest.approx(points, abs=1e-9)
    assert verdict.change_percent == (percent if percent is None else pytest.approx(percent, abs=0.05))
    assert (course.lacks, course.sensitivity) == ((), None)
    assert said in plain(words_of(course).headline)
    assert said in plain(short_words(verdict))


@pytest.mark.parametrize(("start", "later", "points", "percent", "label", "said"), PUBLISHED)
def test_one_week_of_them_is_early(
    start: float, later: float, points: float, percent: float | None, label: Label, said: str
) -> None:
    course = measured(entered([*seven_days(start), *seven_days(later)], -DAYS), today=6)

    assert (course.verdict.label, course.verdict.confirmed) == (label, False)
    assert "early, not yet confirmed" in words_of(course).text


def test_all_zeros() -> None:
    course = measured(entered([0] * 21, -DAYS), today=13)
    words = words_of(course)

    assert course.verdict.label is Label.PAIN_FREE_AT_START
    assert (words.value, words.was) == ("0.0", "was 0.0")
    assert words.headline == "Leg pain is the same as in your starting week: 0.0."
    assert "nothing to compare in percent" in words.text


def test_all_tens() -> None:
    course = measured(entered([10] * 21, -DAYS), today=13)
    words = words_of(course)

    assert course.verdict.label is Label.NO_CLEAR_CHANGE
    assert words.headline == "Leg pain is the same as in your starting week: 10.0."
    assert "no clear change over the last two weeks" in words.text
    assert "rough range 10.0 to 10.0" in words.text


def test_from_ten_to_nothing_and_back() -> None:
    gone = measured(entered([10] * 7 + [0] * 14, -DAYS), today=13)
    back = measured(entered([0] * 7 + [10] * 14, -DAYS), today=13)

    assert gone.verdict.label is Label.SUBSTANTIAL
    assert "down 10.0 points (100 %)" in plain(words_of(gone).headline)
    assert back.verdict.label is Label.WORSE
    assert words_of(back).headline == "Leg pain is up 10.0 points from your starting week: 0.0 to 10.0."


@pytest.mark.parametrize(
    ("day", "have"),
    [
        (-1, "has 1. A weekly average needs 4 days with a leg score: 4 more days in one week."),
        (0, "has 1. A weekly average needs 4 days with a leg score: 3 more days in one week."),
        (-30, "has 0. A weekly average needs 4 days with a leg score: 4 more days in one week."),
    ],
)
def test_one_entry(day: int, have: str) -> None:
    course = measured(entered([6], day), today=3)
    words = words_of(course)

    assert course.verdict.label is Label.NOT_ENOUGH_DATA
    assert (words.value, words.was, words.cannot_tell) == (None, None, ())
    assert words.text == f"The starting week needs 4 days with a leg score and {have}"
    assert short_words(course.verdict, course.lacks) == f"Not enough data yet to compare. {words.text}"


def test_entries_only_after_the_course_ended_say_nothing_of_it() -> None:
    after = entered([1] * 14, 21)
    course = measured(after, today=34, ended=20)

    assert [week.days for week in course.leg_weeks] == [0, 0, 0]
    assert course.verdict.latest is None
    assert words_of(course).headline == "Not enough data yet to compare"


def test_what_came_after_the_course_changes_nothing_of_a_measured_one() -> None:
    during = entered([*seven_days(6.0), *seven_days(4.5), *seven_days(4.5)], -DAYS)
    later = entered([0] * 14, 14)

    assert measured(during | later, today=60, ended=13) == measured(during, today=60, ended=13)


def test_a_day_far_off_is_neither_best_nor_worst_of_a_course() -> None:
    leg = entered([5, 6, 5, 6, 5, 6, 5, 4, 4, 4, 4], -DAYS)
    course = measured(leg | entered([0, 10], -60) | entered([0, 10], 40), today=60, ended=6)

    assert course.sensitivity is not None
    assert course.sensitivity.missing == 3
    assert (course.sensitivity.low, course.sensitivity.high) == pytest.approx((4.0, (16 + 18) / 7))


def test_a_session_before_any_entry() -> None:
    course = measured({}, today=0)

    assert course.verdict.label is Label.NOT_ENOUGH_DATA
    assert "has 0" in words_of(course).text


def test_a_course_without_a_session_has_no_missing_days() -> None:
    course = measure_days(scored(entered([5] * 10, -DAYS)), [], ended_on=None, today=SESSION)

    assert course.sensitivity is None
    assert words_of(course).text.endswith("There is none yet.")

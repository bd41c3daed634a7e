"""The sentences beside the farthest point, the activities and the visits are true, calm and complete."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tracker.domain.body.centralisation import WeekFarthest, farthest_change
from tracker.domain.course.visits import count_visits
from tracker.domain.scores.function import function_change
from tracker.domain.scores.lateness import Late
from tracker.wording.charted.pain import days_counted
from tracker.wording.charts import CENTRALISING, NOT_WHY, farthest_words, function_words, visits_words

FIRST = date(2026, 1, 5)
FORBIDDEN = ("clinically", "significant", "you need", "cure", "heal", "!", "because", "sorry", "bad ", "centraliser")


def day(after: int) -> date:
    return FIRST + timedelta(days=after)


def week(number: int, median_rank: float | None, days: int = 7) -> WeekFarthest:
    start = day(7 * (number - 1))
    return WeekFarthest(number, start, start + timedelta(days=6), median_rank, days)


def farthest(start: float, now: float) -> str:
    return farthest_words(farthest_change([week(1, start), week(5, now, 4)]))


def activities(*pairs: tuple[int, int]) -> str:
    return function_words(function_change({str(n): {FIRST: a, day(28): b} for n, (a, b) in enumerate(pairs)}, FIRST))


def visits(
    *after: int, today: int, improving: bool = False, rule: str | None = "cms", allowed: int | None = None
) -> str:
    found = count_visits([day(n) for n in after], rule=rule, allowed=allowed, today=day(today), improving=improving)
    assert found is not None
    return visits_words(found)


NINE = range(0, 27, 3)
TWELVE = range(0, 36, 3)
CASES = {
    "farthest: none": farthest_words(None),
    "farthest: toward the back": farthest(6, 2),
    "farthest: toward the back, halves": farthest(6.5, 2.5),
    "farthest: outward": farthest(0, 1),
    "farthest: the same": farthest(6, 5.5),
    "function: none": function_words(None),
    "function: small": activities((3, 4), (3, 5)),
    "function: one point": activities((3, 4)),
    "function: medium": activities((2, 4), (2, 4), (2, 5)),
    "function: large, one activity": activities((0, 10)),
    "function: worse": activities((6, 4), (5, 4), (7, 3)),
    "function: the same": activities((0, 0), (5, 5)),
    "function: equal on the whole": activities((4, 5), (5, 4)),
    "function: down a little": activities((4, 4), (5, 4)),
    "visits: own number": visits(*NINE, today=30, rule=None, allowed=12),
    "visits: own number of one": visits(today=30, rule=None, allowed=1),
    "visits: own number passed": visits(0, 1, today=30, rule=None, allowed=1),
    "visits: nine of twelve": visits(*NINE, today=30),
    "visits: nine, improving": visits(*NINE, today=30, improving=True),
    "visits: twelve": visits(*TWELVE, today=40),
    "visits: twelve, improving": visits(*TWELVE, today=40, improving=True),
    "visits: more than twelve": visits(*TWELVE, *range(36, 57, 3), today=60),
    "visits: none yet": visits(today=0),
    "visits: window over": visits(*NINE, today=95),
    "visits: window over, improving": visits(*NINE, today=95, improving=True),
    "visits: twelve, window over": visits(*TWELVE, today=95),
    "visits: after a pause": visits(*TWELVE, today=150),
    "visits: second course": visits(*TWELVE, *range(200, 221, 3), today=220),
}


@pytest.mark.parametrize("name", CASES)
def test_words_of_every_state(name: str, snapshot: SnapshotAssertion) -> None:
    assert CASES[name] == snapshot


def test_the_brief_sentence_for_nine_of_twelve() -> None:
    assert visits(*NINE, today=30) == (
        "9 of 12 visits used, 3 left until Sat 4 Apr 2026. Up to 8 more are possible if pain improves. "
        "Ask your insurer: this is a count, not a promise."
    )


def _plain(text: str) -> None:
    assert text
    assert all(forbidden not in text.lower() for forbidden in FORBIDDEN)
    assert "  " not in text
    assert text.endswith(".")


def test_no_state_has_a_forbidden_word() -> None:
    for text in CASES.values():
        _plain(text)


@given(st.integers(0, 14), st.integers(0, 14))
def test_any_two_weeks_are_told_with_their_direction_and_its_limits(one: int, other: int) -> None:
    text = farthest(one / 2, other / 2)

    _plain(text)
    assert "not always" in text
    assert text.endswith(NOT_WHY)
    assert ("up toward the back" in text) == (one - other >= 2)
    assert ("farther down the leg" in text) == (other - one >= 2)


def test_without_two_weeks_no_direction_is_told() -> None:
    assert farthest_words(None) == CENTRALISING


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=5))
def test_any_scores_are_told_with_their_number_and_days(pairs: list[tuple[int, int]]) -> None:
    text = activities(*pairs)
    total = sum(latest - start for start, latest in pairs)

    _plain(text)
    assert (f"average of {len(pairs)} activities" in text) == (len(pairs) > 1)
    assert "Mon 5 Jan 2026 to Mon 2 Feb 2026" in text
    assert ("is the same" in text) == (total == 0)
    assert "-" not in text, "up and down are said in words"
    assert (" up " in text) == (total > 0)
    assert text.endswith(NOT_WHY)


@given(st.lists(st.integers(-400, 400), max_size=40), st.integers(-400, 500), st.booleans())
def test_any_count_of_visits_is_told_as_a_count(given_days: list[int], today: int, improving: bool) -> None:
    text = visits(*given_days, today=today, improving=improving)

    _plain(text)
    assert text.endswith("this is a count, not a promise.")
    assert "used, 0 left" not in text


@pytest.mark.parametrize(
    ("scored", "span", "late", "told"),
    [
        (1, 1, 0, "1 of 1 day has a score"),
        (5, 7, 0, "5 of 7 days have a score"),
        (5, 7, 1, "5 of 7 days have a score, 1 entered later"),
        (1, 7, 1, "1 of 7 days has a score, entered later"),
    ],
)
def test_days_counted_tell_how_many_were_entered_later(scored: int, span: int, late: int, told: str) -> None:
    assert days_counted(scored, span, Late(late)) == told

"""Two courses side by side: each at its own weeks, told apart without colour, and never ranked."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from plotly import graph_objects

from tests.charts.samples import CORPUS, drawn, strings, texts, traces
from tracker.charts import compare
from tracker.charts.compare import ComparedCourse, CompareFacts
from tracker.charts.keys import keys
from tracker.charts.presented import presented
from tracker.domain.scores.baseline import baseline_of
from tracker.domain.scores.weekly import weekly_means


def _course(label: str, first: date, leg: Sequence[float | None], *, start: bool = True) -> ComparedCourse:
    """A course whose session 1 is on the eighth day of `leg`."""
    scores = {first + timedelta(days=i - 7): score for i, score in enumerate(leg) if score is not None}
    last = first + timedelta(days=len(leg) - 8)
    return ComparedCourse(label, baseline_of(scores, first) if start else None, weekly_means(scores, first, last), last)


A = _course("Acupuncture, from 3 Mar 2025", date(2025, 3, 3), [8] * 7 + [6] * 7 + [None] * 7 + [4] * 14)
B = _course("Physiotherapy, from 2 Feb 2026", date(2026, 2, 2), [6.0] * 7 + [6.0] * 7 + [5.5] * 7)
BOTH = CompareFacts([A, B])


def _figure(facts: CompareFacts = BOTH) -> dict[str, Any]:
    return compare.figure(facts)


def test_each_course_stands_at_its_own_weeks_whatever_the_dates() -> None:
    [a] = traces(_figure(), name="A Acupuncture, from 3 Mar 2025, weekly average, points")
    [b] = traces(_figure(), name="B Physiotherapy, from 2 Feb 2026, weekly average, points")
    assert list(zip(a["x"], a["y"], strict=True)) == [(1, 6), (3, 4), (4, 4)]
    assert list(zip(b["x"], b["y"], strict=True)) == [(1, 6), (2, 5.5)]
    starts = [trace for trace in _figure()["data"] if trace["name"].endswith("starting week")]
    assert [(trace["x"], trace["y"]) for trace in starts] == [([0], [8]), ([0], [6])]


def test_a_week_without_an_average_is_a_gap_in_line_and_band() -> None:
    [line] = traces(_figure(), name="A Acupuncture, from 3 Mar 2025, weekly average")
    assert line["x"] == [1, None, 3, 4]
    assert line["connectgaps"] is False
    [band] = traces(_figure(), name="A Acupuncture, from 3 Mar 2025, rough range")
    assert band["x"].count(None) == 1
    assert not any(1.5 < x < 2.5 for x in band["x"] if x is not None)


def test_the_two_are_told_apart_without_colour_and_in_words() -> None:
    lines = traces(_figure(), mode="lines", connectgaps=False)
    assert [trace["line"]["dash"] for trace in lines] == ["solid", "dash"]
    marks = [trace for trace in _figure()["data"] if trace["name"].endswith("points")]
    assert [trace["marker"]["symbol"] for trace in marks] == ["circle", "square"]
    said = [key.words for key in keys(_figure())]
    assert said == [
        "A Acupuncture, from 3 Mar 2025, weekly average",
        "A, starting week",
        "B Physiotherapy, from 2 Feb 2026, weekly average",
        "B, starting week",
        "rough range, around each line",
    ]
    assert {"A 4.0", "B 5.5"} <= set(texts(drawn(_figure())))


def test_the_sentence_gives_the_numbers_of_each_and_no_winner() -> None:
    assert compare.summary(BOTH) == (
        "A, Acupuncture, from 3 Mar 2025: 8.0 in the starting week, 4.0 in week 4 "
        "(Mon 24 Mar 2025 to Sun 30 Mar 2025). "
        "B, Physiotherapy, from 2 Feb 2026: 6.0 in the starting week, 5.5 in week 2 "
        "(Mon 9 Feb 2026 to Sun 15 Feb 2026)."
    )
    assert compare.notes(BOTH)[0].startswith("Two courses cannot be ranked by this chart.")
    said = " ".join([compare.summary(BOTH), *compare.notes(BOTH)]).lower()
    for ranking in ("better", "worse", "more than", "faster", "best"):
        assert ranking not in said


def test_the_table_has_the_same_numbers() -> None:
    [table] = compare.tables(BOTH)
    assert table.header == ("Week of the course", "A Acupuncture, from 3 Mar 2025", "B Physiotherapy, from 2 Feb 2026")
    assert table.rows == [
        ("Starting week", "8.0, 7 days", "6.0, 7 days"),
        ("Week 1", "6.0 (6.0 to 6.0), 7 days", "6.0 (6.0 to 6.0), 7 days"),
        ("Week 2", "too few days", "5.5 (5.5 to 5.5), 7 days"),
        ("Week 3", "4.0 (4.0 to 4.0), 7 days", "too few days"),
        ("Week 4", "4.0 (4.0 to 4.0), 7 days", "too few days"),
    ]
    assert table.places == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "facts",
    [
        CompareFacts([]),
        CompareFacts([ComparedCourse("Heat, from 1 Jan 2026", None, (), date(2026, 1, 1))]),
        CompareFacts([A]),
        CompareFacts([A, ComparedCourse("Heat, from 1 Jan 2026", None, (), date(2026, 1, 1))]),
        CompareFacts(
            [_course("All zeros", date(2026, 1, 5), [0.0] * 30), _course("All tens", date(2026, 1, 5), [10.0] * 90)]
        ),
        BOTH,
    ],
)
def test_little_or_odd_data_draws_and_says_so(facts: CompareFacts) -> None:
    figure = _figure(facts)
    graph_objects.Figure(figure)
    json.dumps(figure, allow_nan=False)
    drawn(figure, 340)
    assert compare.summary(facts)
    if not figure["data"]:
        assert [label["text"] for label in figure["layout"]["annotations"]] == [
            "No weekly average in these courses yet"
        ]


def test_all_zeros_are_zeros() -> None:
    [course] = [_course("Z", date(2026, 1, 5), [0.0] * 21)]
    assert compare.summary(CompareFacts([course])) == (
        "A, Z: 0.0 in the starting week, 0.0 in week 2 (Mon 12 Jan 2026 to Sun 18 Jan 2026)."
    )


def test_a_course_without_a_starting_week_or_with_one_in_treatment_says_so() -> None:
    without = _course("X", date(2026, 1, 5), [5.0] * 21, start=False)
    late = _course("Y", date(2026, 1, 5), [None] * 7 + [5.0] * 14)
    [table] = compare.tables(CompareFacts([without, late]))
    assert table.rows[0] == ("Starting week", "not known", "5.0, 7 days, overlaps treatment")
    assert compare.summary(CompareFacts([without])) == (
        "A, X: no starting week, 5.0 in week 2 (Mon 12 Jan 2026 to Sun 18 Jan 2026)."
    )


def test_more_than_two_are_refused() -> None:
    with pytest.raises(ValueError, match="no more than 2"):
        CompareFacts([A, B, A])


@pytest.mark.parametrize("text", CORPUS)
def test_no_label_can_be_markup(text: str) -> None:
    figure = _figure(CompareFacts([_course(text, date(2026, 1, 5), [5.0] * 21)]))
    graph_objects.Figure(figure)
    for found in strings(figure):
        assert "<" not in found


def test_it_comes_as_a_chart_of_its_own() -> None:
    chart = presented(compare.CHART, BOTH)
    assert (chart.uid, chart.file_name) == ("compare", "two-courses-side-by-side")
    assert chart.tables
    assert chart.notes

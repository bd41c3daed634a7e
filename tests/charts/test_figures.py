"""What the figures hold: every point, no point that was not recorded, and no text that could be markup."""

import itertools
import json
from datetime import timedelta

import pytest
from plotly import graph_objects

from tests.charts.samples import CORPUS, START, course, on, scored, strings, traces, usual
from tracker.charts import around, pain
from tracker.charts.facts import AroundSessions, ChartLifeEvent, ChartSession, PainFacts, SessionScores
from tracker.charts.marks import MARKS
from tracker.charts.parts import Figure
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.daily import DayScore
from tracker.wording.charted import values
from tracker.wording.vocabularies import SESSION_KINDS

FIGURES = [
    pain.figure(usual()),
    pain.figure(scored([])),
    pain.figure(scored([6] * 500, [3] * 500)),
    pain.figure(scored([6] * 3650, [3] * 3650)),
    around.figure(course()),
    around.figure(course(0)),
    around.figure(course(14, 10)),
]


@pytest.mark.parametrize("figure", FIGURES)
def test_plotly_itself_knows_every_property(figure: Figure) -> None:
    graph_objects.Figure(figure)
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar"}


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_survive_json(figure: Figure) -> None:
    assert json.loads(json.dumps(figure, allow_nan=False)) == json.loads(json.dumps(figure))


def test_each_day_is_a_dot_at_its_score_and_nothing_else_is() -> None:
    figure = pain.figure(scored([0, None, 10, 4], [1, 2, None, 0]))
    [leg] = traces(figure, name="leg")
    [back] = traces(figure, name="back")
    assert list(zip(leg["x"], leg["y"], strict=True)) == [
        ("2026-01-26", 0),
        ("2026-01-28", 10),
        ("2026-01-29", 4),
    ]
    assert list(zip(back["x"], back["y"], strict=True)) == [("2026-01-26", 1), ("2026-01-27", 2), ("2026-01-29", 0)]


def test_late_days_are_hollow_and_days_of_moments_ringed() -> None:
    days = [
        DayScore(on(0), 5, 4, leg_later=1),
        DayScore(on(3), 5, 4, back_later=9),
        DayScore(on(1), 5.5, 4, from_moments=True, leg_later=1),
        DayScore(on(2), 5, 4),
    ]
    figure = pain.figure(scored([5, 5, 5, 5], days=days))
    symbols = {
        (trace["meta"]["site"], trace["name"]): trace["marker"]["symbol"]
        for trace in traces(figure, mode="markers")
        if "site" in trace.get("meta", {})
    }
    assert symbols == {
        ("leg", "leg"): "circle",
        ("leg", "leg, entered later"): "circle-open",
        ("leg", "leg, average of moments"): "circle-open-dot",
        ("back", "back"): "square",
        ("back", "back, entered later"): "square-open",
        ("back", "back, average of moments"): "square-open-dot",
    }


def test_lines_break_at_a_week_without_an_average() -> None:
    figure = pain.figure(usual())
    for name in ("leg, weekly average", "back, weekly average"):
        [line] = traces(figure, name=name, mode="lines")
        gaps = [i for i, x in enumerate(line["x"]) if x is None]
        assert len(gaps) == 1
        assert line["y"][gaps[0]] is None
        assert line["connectgaps"] is False
        # The missing week, day 15 to 21 of the course, is not touched by either side.
        assert line["x"][gaps[0] - 1] == on(20).isoformat()
        assert line["x"][gaps[0] + 1] == on(28).isoformat()


def test_the_band_closes_at_each_gap() -> None:
    [band] = traces(pain.figure(usual()), fill="toself")
    assert band["x"].count(None) == 1
    assert band["y"].index(None) == band["x"].index(None)


def test_a_week_with_too_few_days_has_no_point() -> None:
    leg: list[float | None] = [*[5] * 7, 4, 4, 4, None, None, None, None, *[3] * 7]
    [points] = traces(pain.figure(scored(leg)), name="leg, weekly average", mode="markers")
    assert points["y"] == [3]


def test_leg_and_back_differ_without_colour() -> None:
    figure = pain.figure(usual())
    [leg] = traces(figure, name="leg, weekly average", mode="lines")
    [back] = traces(figure, name="back, weekly average", mode="lines")
    assert leg["line"]["dash"] != back["line"]["dash"]
    [leg_days], [back_days] = traces(figure, name="leg"), traces(figure, name="back")
    assert leg_days["marker"]["symbol"] != back_days["marker"]["symbol"]


def test_every_kind_has_a_letter_and_a_shape_of_its_own() -> None:
    assert set(MARKS) == set(SESSION_KINDS)
    assert len({mark.letter for mark in MARKS.values()}) == len(MARKS)
    assert len({mark.symbol for mark in MARKS.values()}) == len(MARKS)


def test_the_lane_has_a_row_for_each_kind_recorded_and_for_medicine() -> None:
    figure = pain.figure(usual())
    assert figure["layout"]["yaxis2"]["ticktext"] == ["A", "H", "W", "Med"]
    lane = traces(figure, yaxis="y2")
    assert [trace["name"] for trace in lane] == ["acupuncture", "heat", "walking", "medicine taken"]
    assert lane[0]["text"] == ["1", "2", "3", "4", "5", "6", "7", "8", ""]
    assert lane[0]["marker"]["symbol"] == ["triangle-up"] * 8 + ["triangle-up-open"]
    assert lane[2]["marker"]["symbol"] == ["x-thin-open"]
    assert len(lane[3]["x"]) == 3


def test_two_sessions_on_one_day_share_a_mark_and_the_table_names_both() -> None:
    figure = pain.figure(usual())
    [heat] = traces(figure, name="heat")
    assert heat["x"] == [on(3).isoformat(), on(9).isoformat(), on(20).isoformat()]
    days = pain.CHART.tables(usual())[1]
    [told] = [row for row, place in zip(days.rows, days.places, strict=True) if place == on(9).isoformat()]
    assert "Heat, 15 min; Heat, 15 min" in told[3]


def test_days_outside_the_range_are_left_out() -> None:
    facts = scored(
        [5, 5, 5, 5],
        first_day=on(1),
        last_day=on(2),
        sessions=[ChartSession(on(3), "heat", None, "attended", "Heat")],
        medication_days=[on(0)],
        changes=[ChartLifeEvent(on(9), "Later")],
    )
    figure = pain.figure(facts)
    assert [trace["x"] for trace in figure["data"]] == [["2026-01-27", "2026-01-28"]]
    assert "yaxis2" not in figure["layout"]


def test_the_starting_week_is_a_line_with_its_value() -> None:
    layout = pain.figure(usual())["layout"]
    [line] = [shape for shape in layout["shapes"] if shape["name"] == "starting week"]
    assert line["y0"] == line["y1"] == 8
    assert [label["text"] for label in layout["annotations"] if "start" in label["text"]] == [
        "start 8.0",
        "starting week 8.0",
    ]


def test_end_labels_say_the_last_averages_and_stand_apart() -> None:
    facts = scored([5] * 21, [5] * 21)
    labels = [label for label in pain.figure(facts)["layout"]["annotations"] if label["x"] == 1]
    assert {label["text"] for label in labels} >= {"leg 5.0", "back 5.0", "start 5.0"}
    heights = sorted(label["y"] for label in labels if label.get("name") != "wide")
    assert all(b - a >= 0.8 for a, b in itertools.pairwise(heights))
    assert heights[0] >= 0
    assert heights[-1] <= 10


@pytest.mark.parametrize("score", [0, 10])
def test_end_labels_stay_inside_at_both_ends_of_the_scale(score: int) -> None:
    layout = pain.figure(scored([score] * 21, [score] * 21))["layout"]
    heights = [label["y"] for label in layout["annotations"] if label["x"] == 1]
    assert min(heights) >= 0
    assert max(heights) <= 10


def test_a_line_that_ended_long_ago_is_labelled_where_it_ends() -> None:
    leg: list[float | None] = [5] * 21 + [None] * 29
    labels = pain.figure(scored(leg))["layout"]["annotations"]
    [end] = [label for label in labels if label["text"].startswith("leg")]
    assert end["xref"] == "x"
    assert end["x"] == on(17).isoformat()


def test_the_scale_is_always_0_to_10() -> None:
    for figure in FIGURES:
        axis = figure["layout"]["yaxis"]
        assert axis["tickvals"] == [0, 2, 4, 6, 8, 10]
        assert axis["fixedrange"] is True
        assert axis["range"] == [-0.35, 10.35]


def test_long_ranges_leave_out_single_days_but_no_week() -> None:
    months = pain.figure(scored([6] * 500))
    assert not traces(months, name="leg")
    assert traces(months, name="leg, weekly average")
    years = pain.figure(scored([6, 4] * 1825))
    [line] = traces(years, name="leg, weekly average")
    assert line["mode"] == "lines"
    # Every week with its own value, and the first and the last day of the whole stretch.
    assert len(line["x"]) == 520 + 2
    assert {round(y, 2) for y in line["y"]} == {4.86, 5.14}


def test_over_years_lines_are_plain_and_differ_in_strength() -> None:
    year, years = (pain.figure(scored([5, 6] * days, [4, 2] * days)) for days in (182, 550))
    assert traces(year, fill="toself")
    assert not traces(years, fill="toself")
    [leg] = traces(years, name="leg, weekly average")
    [back] = traces(years, name="back, weekly average")
    assert leg["line"]["dash"] == back["line"]["dash"] == "solid"
    assert leg["line"]["width"] > 2 * back["line"]["width"]


def test_over_ten_years_a_single_week_without_an_average_is_a_gap() -> None:
    leg: list[float | None] = [6] * 3650
    leg[COURSE_DAY + 28 * 10 : COURSE_DAY + 28 * 10 + 7] = [None] * 7
    [line] = traces(pain.figure(scored(leg)), name="leg, weekly average", mode="lines")
    assert line["x"].count(None) == line["y"].count(None) == 1
    assert line["x"].index(None) == 41 + 1


COURSE_DAY = 7


def test_over_months_sessions_of_a_week_share_a_mark() -> None:
    sessions = [ChartSession(on(day), "heat", None, "attended", "Heat") for day in range(7, 49)]
    [heat] = traces(pain.figure(scored([5] * 500, sessions=sessions)), name="heat")
    assert len(heat["x"]) == 6
    assert heat["x"][0] == "2026-02-02"


@pytest.mark.parametrize(
    ("days", "bars"),
    [
        (100, 15),
        (420, 60),
        (1100, 41),
    ],
)
def test_what_was_done_often_is_counted_rather_than_one_solid_bar(days: int, bars: int) -> None:
    sessions = [ChartSession(on(day), "heat", None, "attended", "Heat") for day in range(days)]
    missed = [ChartSession(on(day), "heat", None, "missed", "Heat") for day in range(days)]
    facts = scored([5] * days, sessions=[*sessions, *missed])
    [heat] = traces(pain.figure(facts), name="heat")
    assert heat["type"] == "bar"
    assert len(heat["x"]) == bars
    assert any("counted" in note for note in pain.notes(facts))
    assert not any("counted" in note for note in pain.notes(scored([5] * days)))


def test_course_shows_before_after_and_next_day_where_recorded() -> None:
    rows = [SessionScores(1, on(1), 0, None, 4), SessionScores(2, on(5), 7, 0, None)]
    figure = around.figure(AroundSessions(rows=rows, planned_sessions=10))
    by_name = {trace["name"]: trace for trace in figure["data"]}
    assert by_name["before"]["y"] == [0, 7]
    assert by_name["after"]["y"] == [0]
    assert by_name["next day"]["y"] == [4]
    assert by_name["from before to after"]["y"] == [7, 0, None]
    looks = {
        (trace["marker"]["symbol"], trace["marker"]["color"]) for trace in figure["data"] if trace["mode"] == "markers"
    }
    assert len(looks) == 3


def test_course_marks_the_review_window_and_the_planned_end() -> None:
    layout = around.figure(course(12, 10))["layout"]
    review, end = layout["shapes"]
    assert (review["x0"], review["x1"]) == (3.5, 6.5)
    assert end["x0"] == end["x1"] == 10.5
    assert [label["text"] for label in layout["annotations"]] == ["review", "planned end"]
    assert layout["xaxis"]["range"] == [0.4, 12.6]


def test_course_without_a_review_has_no_window() -> None:
    layout = around.figure(AroundSessions(rows=[], planned_sessions=1, review=None))["layout"]
    assert [shape["name"] for shape in layout["shapes"]] == ["planned end"]


@pytest.mark.parametrize("words", CORPUS)
def test_no_text_of_a_person_can_be_markup_or_a_template(words: str) -> None:
    facts = scored(
        [5] * 9,
        sessions=[ChartSession(on(1), "other", None, "attended", words)],
        changes=[ChartLifeEvent(on(2), words)],
    )
    figure = pain.figure(facts)
    graph_objects.Figure(figure)
    for text in strings(figure):
        assert "<" not in text
        assert ">" not in text
        assert "\x00" not in text
        assert "\n" not in text
    label = values.escaped(values.shortened(words, pain.CHANGE_LETTERS))
    assert label in [one["text"] for one in figure["layout"]["annotations"]]


def test_planned_days_are_cut_to_the_range() -> None:
    figure = pain.figure(scored([5] * 30, planned=(START - timedelta(days=90), on(3))))
    [region] = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert region["x0"] == "2026-01-25T12:00"
    assert region["x1"] == "2026-01-29T12:00"
    before = pain.figure(scored([5] * 30, planned=(START - timedelta(days=90), START - timedelta(days=1))))
    assert not [shape for shape in before["layout"]["shapes"] if shape["type"] == "rect"]


def test_nothing_recorded_still_draws_and_says_so() -> None:
    figure = pain.figure(PainFacts(first_day=START, last_day=START))
    assert figure["data"] == []
    assert [label["text"] for label in figure["layout"]["annotations"]] == ["Nothing recorded in these days"]


def test_a_baseline_outside_the_range_is_still_the_line_to_compare_with() -> None:
    baseline = Baseline(6.25, 7, START - timedelta(days=60), START - timedelta(days=54), overlaps_treatment=False)
    layout = pain.figure(scored([5] * 9, baseline=baseline))["layout"]
    assert "start 6.2" in {label["text"] for label in layout["annotations"]}

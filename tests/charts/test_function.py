"""Chart 6: activities told apart by letter, mark and dash, the average of the same ones alone, and high is good."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly import graph_objects

from tests.charts.samples import CORPUS, START, SVG, drawn, on, strings, texts, traces
from tests.charts.samples_of_progress import ACTIVITIES, able, coming_back
from tracker.charts import function as chart
from tracker.charts import svg
from tracker.charts.function import FunctionFacts
from tracker.charts.keys import keys
from tracker.charts.presented import presented

WIDTHS = (340, 960)
SCORES = st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=12)


def _line(facts: FunctionFacts, name: str) -> dict[str, Any]:
    [line] = traces(chart.figure(facts), name=name)
    return line


def test_every_score_is_a_point_and_0_is_one() -> None:
    line = _line(able([0, None, 10]), "a Walking to the shops")
    assert list(zip(line["x"], line["y"], strict=True)) == [("2026-01-26", 0), ("2026-02-09", 10)]


@pytest.mark.parametrize(("every", "gaps"), [(14, 0), (15, 2)])
def test_a_line_stops_after_more_than_fourteen_days(every: int, gaps: int) -> None:
    line = _line(able([1, 2, 3], every=every), "a Walking to the shops")
    assert line["x"].count(None) == line["y"].count(None) == gaps
    assert line["connectgaps"] is False


def test_the_average_is_of_what_was_scored_and_breaks_where_that_differs() -> None:
    line = _line(able([2, 2, 4, 4], [4, 5, None, None], [None, 8, 8, 9]), "average")
    assert line["y"] == [3, None, 5, None, 6, 6.5]
    assert "stops where other activities were scored" in chart.notes(able([2, 2], [4, None]))[-1]
    assert not any("other activities" in note for note in chart.notes(able([2, 2], [4, 5])))


def test_the_average_is_the_stronger_line_and_one_activity_has_none() -> None:
    figure = chart.figure(coming_back())
    [average] = traces(figure, name="average")
    assert average is figure["data"][-1]
    assert average["line"]["dash"] == "solid"
    assert all(average["line"]["width"] > 2 * line["line"]["width"] for line in figure["data"][:-1])
    assert [line["name"] for line in chart.figure(able([3, 4]))["data"]] == ["a Walking to the shops"]


def test_activities_differ_in_letter_dash_and_mark() -> None:
    lines = chart.figure(coming_back())["data"]
    for looks in (
        [line["line"]["dash"] for line in lines],
        [line["marker"]["symbol"] for line in lines],
        [line["name"][0] for line in lines[:-1]],
    ):
        assert len(set(looks)) == len(looks)


def test_the_axis_says_that_10_is_good() -> None:
    assert "10: as well as before" in texts(drawn(chart.figure(coming_back()), 340))
    assert chart.summary(coming_back()).endswith("10 is as well as before, so higher is better.")
    assert chart.notes(coming_back())[0] == (
        "Here high is good: 10 is as well as before, 0 is cannot do it. The pain charts run the other way."
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_are_named_at_their_ends_in_words_where_there_is_room(width: int) -> None:
    said = texts(drawn(chart.figure(coming_back()), width))
    assert ("a" in said, "6.4" in said) == ((width == 340), (width == 340))
    assert ("a Walking to the shops" in said, "average 6.4" in said) == ((width == 960), (width == 960))


def test_names_at_the_ends_stand_apart_and_are_short() -> None:
    labels = chart.figure(able(*[[10] * 3] * 5, names=["x" * 80] * 5))["layout"]["annotations"]
    wide = sorted(label["y"] for label in labels if label.get("name") == "wide")
    assert all(b - a >= 0.8 for a, b in itertools.pairwise(wide))
    assert wide[-1] <= 10
    assert max(len(label["text"]) for label in labels) <= 22


def test_a_line_that_ended_long_ago_has_no_name_at_the_edge() -> None:
    labels = chart.figure(able([5, 6, None, None, None], [5, 6, 6, 6, 7]))["layout"]["annotations"]
    assert {label["text"] for label in labels if label.get("name") == "narrow"} == {"b", "7.0"}


@pytest.mark.parametrize("name", CORPUS)
def test_names_of_activities_can_be_no_markup(name: str) -> None:
    facts = able([3, 4], [5, 6], names=[name, "Driving"])
    figure = chart.figure(facts)
    graph_objects.Figure(figure)
    for text in strings(figure):
        assert not {"<", ">", "\x00", "\n"} & set(text)
    for width in WIDTHS:
        drawing = drawn(figure, width)
        assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= {
            "svg",
            "g",
            "path",
            "text",
            "use",
            "defs",
        }
    assert keys(figure)[1].words == chart.tables(facts)[0].header[1]


def test_scores_outside_the_range_are_left_out_and_letters_stay() -> None:
    figure = chart.figure(able([3, None, None], [5, 6, 7], first_day=on(7), last_day=on(14)))
    assert [line["name"] for line in figure["data"]] == ["b Sitting through a film"]
    assert figure["data"][0]["y"] == [6, 7]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (able(), "No activity has a score from Mon 26 Jan to Mon 26 Jan."),
        (able([4]), "1 activity has scores on 1 day; 10 is as well as before, so higher is better."),
        (
            able([4, 5], [6, 7], change=None),
            "2 activities have scores on 2 days; 10 is as well as before, so higher is better.",
        ),
        (
            able([9, 0, 3]),
            (
                "From Mon 2 Feb to Mon 9 Feb the one activity went from 0.0 to 3.0; "
                "10 is as well as before, so higher is better."
            ),
        ),
        (
            able([None, 4, 5], [None, 6, 8]),
            (
                "From Mon 2 Feb to Mon 9 Feb the average of 2 activities went from 5.0 to 6.5; "
                "10 is as well as before, so higher is better."
            ),
        ),
    ],
)
def test_a_sentence(facts: FunctionFacts, said: str) -> None:
    assert chart.summary(facts) == said


def test_nothing_scored_is_said_in_words() -> None:
    facts = FunctionFacts(first_day=START, last_day=on(6))
    assert "No activity has a score in these days" in texts(drawn(chart.figure(facts), 340))
    assert not [*chart.notes(facts), *chart.tables(facts)]


def test_the_table_has_every_score_and_no_invented_nought() -> None:
    [table] = chart.tables(able([0, None], [4, 5]))
    assert table.header == ("Day", "a Walking to the shops", "b Sitting through a film", "Average")
    assert table.rows == [("Mon 26 Jan 2026", "0", "4", "2.0"), ("Mon 2 Feb 2026", "not recorded", "5", "5.0")]


def test_the_key_names_the_average_first_and_every_letter() -> None:
    said = keys(chart.figure(coming_back()))
    names = [f"{letter} {name}" for letter, name in zip("abcde", ACTIVITIES, strict=True)]
    assert [key.words for key in said] == ["average of the activities", *names]
    assert len({key.picture for key in said}) == len(said)


@given(scores=st.lists(SCORES, max_size=7), every=st.integers(1, 20), width=st.sampled_from(WIDTHS))
def test_any_answers_are_drawn_whole(scores: list[list[int | None]], every: int, width: int) -> None:
    facts = able(*scores, names=["Work"] * len(scores), every=every)
    figure = chart.figure(facts)
    graph_objects.Figure(figure)
    drawn(figure, width)
    points = sum(y is not None for line in figure["data"] if line["name"] != "average" for y in line["y"])
    assert points == sum(score is not None for given in scores for score in given)
    assert chart.summary(facts).endswith(".")


def test_years_of_answers_stay_small_and_readable() -> None:
    figure = chart.figure(able(*[[(i * k) % 11 for i in range(520)] for k in range(1, 6)]))
    for width, height in zip(WIDTHS, svg.heights(figure), strict=True):
        assert height >= 260
        assert len(svg.draw(figure, width, height, "u", "t")) < 200_000
    assert min(float(one.get("font-size", "12")) for one in drawn(chart.figure(coming_back()), 340).iter()) >= 12


def test_of_many_days_the_average_alone_is_drawn_and_one_activity_is_itself() -> None:
    scores = [day % 11 for day in range(31)]
    both = able(scores, scores)
    [line] = chart.figure(both)["data"]
    assert (line["name"], line["mode"]) == ("average", "lines")
    assert any("only the average" in note for note in chart.notes(both))
    assert len(chart.tables(both)[0].rows) == 31
    [one] = chart.figure(able(scores))["data"]
    assert one["mode"] == "lines"
    assert not any("only the average" in note for note in chart.notes(able(scores)))
    assert len(chart.figure(able(scores[:30], scores[:30]))["data"]) == 3


def test_it_is_ready_for_a_page() -> None:
    shown = presented(chart.CHART, coming_back())
    assert (shown.uid, shown.title) == ("function", "What you can do again")
    assert shown.tables

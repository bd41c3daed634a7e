"""Chart 3: every day with a place and no other, medians with gaps as gaps, the back at the top, in words."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly import graph_objects

from tests.charts.samples import START, SVG, dots, drawn, on, texts, traces
from tests.charts.samples_of_progress import drawing_back, reaching
from tracker.charts import farthest as chart
from tracker.charts import svg
from tracker.charts.farthest import FarthestFacts
from tracker.charts.keys import keys
from tracker.charts.presented import presented
from tracker.wording.charts import RANKS_WITHIN

WIDTHS = (340, 960)
RANKS = st.lists(st.one_of(st.none(), st.integers(0, 7)), max_size=60)


def test_each_day_with_a_place_is_a_ring_and_nothing_else_is() -> None:
    [days] = traces(chart.figure(reaching([0, None, 7, 3])), name="each day")
    assert list(zip(days["x"], days["y"], strict=True)) == [("2026-01-26", 0), ("2026-01-28", 7), ("2026-01-29", 3)]


def test_the_axis_is_the_places_in_words_with_the_back_at_the_top() -> None:
    axis = chart.figure(drawing_back())["layout"]["yaxis"]
    assert axis["tickvals"] == list(range(8))
    assert [text.replace("<br>", " ") for text in axis["ticktext"]] == list(RANKS_WITHIN.values())
    bottom, top = axis["range"]
    assert bottom > 7
    assert top < 0


@pytest.mark.parametrize("width", WIDTHS)
def test_the_words_fit_beside_the_plot_in_two_lines_at_most(width: int) -> None:
    drawing = drawn(chart.figure(drawing_back()), width)
    heights = {text.text or "": float(text.get("y", "0")) for text in drawing.iter(f"{SVG}text")}
    assert heights["low back"] < heights["thigh"] < heights["toes"]
    assert heights["buttock"] < heights["or hip"]
    assert heights["back of"] < heights["the knee"]
    assert max(len(word) for word in heights if word in " ".join(RANKS_WITHIN.values())) <= 10
    left = float(drawing.get("data-left", "0")) / 100 * width
    assert left <= 90
    for text in drawing.iter(f"{SVG}text"):
        assert len(text.text or "") * 12.5 * 0.6 <= left or text.text == "first session"


def test_a_day_is_drawn_at_the_height_of_its_word() -> None:
    drawing = drawn(chart.figure(reaching([0, 7, 2])))
    heights = {text.text: float(text.get("y", "0")) - 4.5 for text in drawing.iter(f"{SVG}text")}
    rings = [y for _, y in dots(drawing, "var(--ink-soft)", "round")]
    assert rings == pytest.approx([heights["low back"], heights["toes"], heights["thigh"]], abs=0.2)


def test_the_line_stops_at_a_week_without_a_median() -> None:
    figure = chart.figure(drawing_back())
    [path] = traces(figure, name="middle of each week", mode="lines")
    [gap] = [i for i, x in enumerate(path["x"]) if x is None]
    assert path["y"][gap] is None
    assert path["connectgaps"] is False
    assert (path["x"][gap - 1], path["x"][gap + 1]) == (on(20).isoformat(), on(28).isoformat())


def test_a_median_between_two_places_says_so() -> None:
    facts = reaching([3, 3, 4, 4])
    [points] = traces(chart.figure(facts), name="middle of each week", mode="markers")
    assert points["y"] == [3.5]
    said = "between the back of the knee and the lower leg"
    assert chart.tables(facts)[0].rows == [("Mon 26 Jan to Thu 29 Jan", said, "4 days")]


def test_the_first_session_is_marked_only_where_it_is_shown() -> None:
    layout = chart.figure(drawing_back())["layout"]
    assert [(shape["name"], shape["x0"]) for shape in layout["shapes"]] == [("first session", on(7).isoformat())]
    assert "first session" in {label["text"] for label in layout["annotations"]}
    for elsewhere in (None, on(99)):
        layout = chart.figure(reaching([3] * 9, first_session=elsewhere))["layout"]
        assert layout["shapes"] == layout["annotations"] == []


def test_days_and_weeks_outside_the_range_are_left_out() -> None:
    facts = reaching([5] * 28, first_day=on(9), last_day=on(12), first_session=None)
    figure = chart.figure(facts)
    [days] = traces(figure, name="each day")
    [points] = traces(figure, name="middle of each week", mode="markers")
    assert days["x"] == [on(day).isoformat() for day in (9, 10, 11, 12)]
    assert len(points["x"]) == 1


def test_nothing_marked_is_said_in_words() -> None:
    facts = FarthestFacts(first_day=START, last_day=on(6))
    figure = chart.figure(facts)
    assert figure["data"] == []
    assert "No places marked in these days" in texts(drawn(figure, 340))
    assert chart.summary(facts) == "No places are marked from Mon 26 Jan to Sun 1 Feb."
    assert chart.notes(facts) == []
    assert chart.tables(facts) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            drawing_back(),
            (
                "The farthest point of pain was mostly the foot from Mon 26 Jan to Sun 1 Feb "
                "and the thigh from Mon 2 Mar to Sun 8 Mar; 30 of 45 days have a place marked."
            ),
        ),
        (
            reaching([0] * 5),
            (
                "The farthest point of pain was mostly the low back from Mon 26 Jan to Fri 30 Jan; "
                "5 of 5 days have a place marked."
            ),
        ),
        (reaching([3]), "1 of 1 day has a place marked, and a week is drawn once 4 of its days have one."),
        (
            reaching([4] * 7 + [None] * 30),
            (
                "The farthest point of pain was mostly the lower leg from Mon 26 Jan to Sun 1 Feb; "
                "7 of 37 days have a place marked."
            ),
        ),
    ],
)
def test_a_sentence(facts: FarthestFacts, said: str) -> None:
    assert chart.summary(facts) == said


def test_the_notes_say_which_way_is_up_and_name_no_one() -> None:
    said = " ".join(chart.notes(drawing_back()))
    assert "Up is toward the back." in said
    assert "often a good sign, though not always" in said
    assert "centraliser" not in said
    assert "single days are left out" in chart.notes(reaching([3] * 500))[-2]


def test_the_tables_hold_the_numbers_of_the_figure() -> None:
    weeks, days = chart.tables(reaching([3, 3, 4, 4, None]))
    assert weeks.rows == [
        ("Mon 26 Jan to Fri 30 Jan", "between the back of the knee and the lower leg", "4 days"),
    ]
    assert days.rows[0] == ("Mon 26 Jan 2026", "back of the knee")
    assert len(days.rows) == 4
    assert [table.caption for table in chart.tables(reaching([3] * 500))] == [weeks.caption]


def test_the_key_names_rings_and_line() -> None:
    said = keys(chart.figure(drawing_back()))
    assert [key.words for key in said] == ["farthest point, each day", "middle of each week"]
    assert said[0].picture != said[1].picture


@given(ranks=RANKS, width=st.sampled_from(WIDTHS))
def test_any_diary_is_drawn_whole(ranks: list[int | None], width: int) -> None:
    facts = reaching(ranks)
    figure = chart.figure(facts)
    graph_objects.Figure(figure)
    rings = dots(drawn(figure, width), "var(--ink-soft)", "round")
    assert len(rings) == sum(rank is not None for rank in ranks)
    assert all(0 < y < max(svg.heights(figure)) for _, y in rings)
    assert chart.summary(facts).endswith(".")


@pytest.mark.parametrize("count", [1, 126, 127, 3650])
def test_any_length_is_drawn_and_stays_small(count: int) -> None:
    figure = chart.figure(reaching([i % 8 for i in range(count)]))
    graph_objects.Figure(figure)
    assert bool(traces(figure, name="each day")) == (count <= 126)
    for width, height in zip(WIDTHS, svg.heights(figure), strict=True):
        assert height >= 260
        drawing = svg.draw(figure, width, height, "u", "t")
        assert len(drawing) < 40_000
    sizes = [float(text.get("font-size", "12")) for text in drawn(figure, 340).iter()]
    assert min(sizes) >= 12


def test_the_weeks_follow_one_another_on_the_axis() -> None:
    [points] = traces(chart.figure(reaching([5] * 70)), name="middle of each week", mode="markers")
    assert all(a < b for a, b in itertools.pairwise(points["x"]))


def test_it_is_ready_for_a_page() -> None:
    shown = presented(chart.CHART, drawing_back())
    assert shown.uid == "farthest"
    assert 'aria-labelledby="farthest-title farthest-summary"' in shown.narrow
    assert shown.key
    assert shown.tables

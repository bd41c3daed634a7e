"""The strips: every question of a day has its own, gaps stay gaps, and counts say of how many days with an answer."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly import graph_objects

from tests.charts.samples import START, drawn, on, texts, traces
from tests.charts.samples_of_progress import every_question
from tracker.charts import strips as chart
from tracker.charts import svg
from tracker.charts.keys import keys
from tracker.charts.strips_facts import CHOSEN, NUMBERS, StripsFacts
from tracker.charts.strips_tables import tables
from tracker.domain.scores.steps import Step
from tracker.fields.entries import ENTRY
from tracker.fields.field import Kind
from tracker.wording.charted import strips as words

ELSEWHERE = {"leg_pain", "back_pain", "regions", "warning_signs"}
WIDTHS = (340, 960)


def asked(days: int, **answers: dict[int, Any]) -> StripsFacts:
    """Facts of so many days from START on: answers by the number of the day."""
    by_name = {name: {on(day): value for day, value in of.items()} for name, of in answers.items()}
    return StripsFacts(
        first_day=START,
        last_day=on(days - 1),
        anchor=START,
        numbers={name: of for name, of in by_name.items() if name in NUMBERS},
        chosen={name: of for name, of in by_name.items() if name in CHOSEN},
    )


def test_everything_that_a_day_is_asked_is_shown() -> None:
    """But for pain, its places and warning signs, which have charts and notices of their own."""
    kinds = {Kind.SCORE: NUMBERS, Kind.MINUTES: NUMBERS, Kind.CODES: CHOSEN}
    questions = [field for field in ENTRY if field.kind in kinds and field.name not in ELSEWHERE]
    assert {field.name for field in questions} == {*NUMBERS, *CHOSEN}
    assert all(field.name in kinds[field.kind] for field in questions)
    assert all(set(words.CODES[field.name]) == set(field.codes) for field in questions if field.kind is Kind.CODES)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_strip_is_named_in_full(width: int) -> None:
    said = " ".join(texts(drawn(chart.figure(every_question(60)), width)))
    for name in (*words.NUMBERS.values(), *words.CHOSEN.values()):
        assert name in said
    assert "Coughing, sneezing or straining" in said


def test_days_are_dots_at_their_height_and_a_day_without_an_answer_is_none() -> None:
    figure = chart.figure(asked(10, sleep_disturbed={0: 0, 4: 10}))
    [dots] = traces(figure, mode="markers")
    top, foot = figure["layout"]["yaxis"]["tickvals"]
    assert list(zip(dots["x"], dots["y"], strict=True)) == [(on(0).isoformat(), foot), (on(4).isoformat(), top)]
    assert figure["layout"]["yaxis"]["ticktext"] == ["10", "0"]
    assert not traces(figure, mode="lines")


def test_a_line_stops_where_a_week_has_too_few_answers() -> None:
    numb = {day: 6 if day < 7 else 2 for day in range(21) if not 7 <= day < 11}
    figure = chart.figure(asked(21, numbness_tingling=numb))
    [line] = traces(figure, mode="lines")
    assert line["x"].count(None) == line["y"].count(None) == 1


def test_minutes_have_a_scale_that_holds_them() -> None:
    figure = chart.figure(asked(7, walking_minutes={0: 61, 1: 5}))
    assert figure["layout"]["yaxis"]["ticktext"] == ["2 h", "0"]
    [dots] = traces(figure, mode="markers")
    assert dots["y"][0] < dots["y"][1]
    assert chart.figure(asked(7, sitting_minutes={0: 0}))["layout"]["yaxis"]["ticktext"] == ["1 h", "0"]
    assert chart.figure(asked(7, sitting_minutes={0: 1440}))["layout"]["yaxis"]["ticktext"] == ["24 h", "0"]


def test_the_latest_average_stands_at_the_right() -> None:
    figure = chart.figure(asked(40, weakness={day: day // 7 for day in range(14)}, worst_leg_pain={0: 3}))
    assert [label["text"] for label in figure["layout"]["annotations"] if label["x"] == 1] == ["1.0", "1.0"]
    assert all(texts(drawn(figure, width)).count("1.0") == 1 for width in WIDTHS)


def test_codes_are_counted_by_week_of_the_days_with_an_answer() -> None:
    facts = asked(14, qualities={0: ("aching",), 1: ("aching", "numb"), 7: ("numb",), 8: ()})
    figure = chart.figure(facts)
    aching, numb = traces(figure, type="bar")
    assert (aching["name"], numb["name"]) == ("aching", "numb")
    assert (len(aching["x"]), len(numb["x"])) == (1, 2)
    assert aching["y"][0] == 2 * numb["y"][0]
    assert {label["text"] for label in figure["layout"]["annotations"] if label["x"] == 1} == {"2 of 3 days"}
    [answered] = traces(figure, name="days with an answer")
    assert len(answered["x"]) == 4


def test_over_years_four_weeks_are_counted_together_and_weeks_averaged() -> None:
    facts = every_question(1100)
    figure = chart.figure(facts)
    assert facts.count_step is Step.FOUR_WEEKS
    assert not [dots for dots in traces(figure, mode="markers") if dots["name"] != "days with an answer"]
    [row] = traces(figure, type="bar", name="aching")
    assert len(row["x"]) == 40
    assert "four weeks" in " ".join(chart.notes(facts))
    weeks, fours = tables(facts)
    assert (len(weeks.rows), len(fours.rows)) == (157, 40)
    assert fours.header == ("Four weeks", "How it felt", "What made it worse", "What eased it")


def test_the_tables_say_every_number() -> None:
    facts = asked(
        9,
        worst_leg_pain={0: 4, 1: 5, 2: 6, 3: 7},
        sitting_minutes={0: 90},
        eased_by={0: ("walking", "lying"), 7: ("walking",)},
    )
    weeks, days = tables(facts)
    assert weeks.header == ("Week", "Worst leg pain", "Could sit for", "What eased it")
    assert weeks.rows == [
        ("Mon 26 Jan to Sun 1 Feb", "5.5, 4 days", "too few days", "lying down 1, walking 1 of 1 day"),
        ("Mon 2 Feb to Tue 3 Feb", "too few days", "too few days", "walking 1 of 1 day"),
    ]
    assert days.of_days
    assert days.rows[0] == ("Mon 26 Jan 2026", "4", "1 h 30 min", "lying down, walking")
    assert days.rows[-1] == ("Mon 2 Feb 2026", "not recorded", "not recorded", "walking")
    assert days.places[-1] == on(7).isoformat()


def test_in_a_year_the_weeks_are_what_can_be_tapped() -> None:
    [weeks] = tables(every_question(365))
    assert len(weeks.rows) == len([place for place in weeks.places if place]) == 53


def test_it_says_what_was_not_recorded() -> None:
    facts = asked(7, worst_leg_pain={0: 3})
    assert chart.summary(facts) == "1 of 7 days says more than how strong the pain was."
    assert chart.notes(facts)[-1] == (
        "Not recorded in these days: sleep disturbed, numbness or tingling, weakness in the leg, minutes of sitting, "
        "minutes of walking, how it felt, what made it worse and what eased it."
    )
    assert not any("Not recorded" in note for note in chart.notes(every_question(30)))
    empty = asked(7)
    assert chart.summary(empty) == "Nothing but pain scores is recorded from Mon 26 Jan to Sun 1 Feb."
    assert (chart.notes(empty), tables(empty), chart.figure(empty)["data"]) == ([], [], [])


def test_the_key_says_what_dots_lines_bars_and_marks_are() -> None:
    said = [key.words for key in keys(chart.figure(every_question(60)))]
    assert said == ["days with it", "each day", "weekly average", "days with an answer"]


@given(
    numbers=st.dictionaries(st.sampled_from(NUMBERS), st.dictionaries(st.integers(-5, 60).map(on), st.integers(0, 10))),
    felt=st.dictionaries(st.integers(-5, 60).map(on), st.lists(st.sampled_from(sorted(words.CODES["qualities"])))),
    days=st.sampled_from([1, 30, 60]),
    width=st.sampled_from(WIDTHS),
)
def test_any_answers_are_drawn_whole(
    numbers: dict[str, dict[date, int]], felt: dict[date, list[str]], days: int, width: int
) -> None:
    facts = StripsFacts(
        first_day=START, last_day=on(days - 1), anchor=on(3), numbers=numbers, chosen={"qualities": felt}
    )
    figure = chart.figure(facts)
    graph_objects.Figure(figure)
    drawn(figure, width)
    shown = [day for of in numbers.values() for day in of if facts.shows(day)]
    dots = [trace for trace in traces(figure, mode="markers") if trace["name"] != "days with an answer"]
    assert sum(len(trace["x"]) for trace in dots) == len(shown)
    low, high = sorted(figure["layout"]["yaxis"]["range"])
    assert all(low <= y <= high for trace in dots for y in trace["y"])


def test_a_drawing_stays_small() -> None:
    for days in (126, 365, 1100):
        figure = chart.figure(every_question(days))
        for width, height in zip(WIDTHS, svg.heights(figure), strict=True):
            assert len(svg.draw(figure, width, height, "u", "t")) < 100_000

"""Chart 4: what was done is counted week by week, in sessions or in minutes, and unknown minutes are never 0."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly import graph_objects

from tests.charts.samples import START, SVG, dots, drawn, on, texts, traces
from tests.charts.samples_of_progress import done, eight_weeks, of_every_kind
from tracker.charts import by_week as chart
from tracker.charts import svg
from tracker.charts.by_week import BAR, ByWeekFacts
from tracker.charts.keys import keys
from tracker.charts.marks import MARKS
from tracker.charts.presented import presented
from tracker.domain.scores.weekly import weekly_means
from tracker.wording.vocabularies import SESSION_KINDS

WIDTHS = (340, 960)


def _row(facts: ByWeekFacts, name: str) -> dict[str, Any]:
    [row] = traces(chart.figure(facts), type="bar", name=name)
    return row


def test_sessions_are_counted_in_the_weeks_of_the_leg_line() -> None:
    facts = done([5] * 21, [(0, "heat", 20), (6, "heat", 20), (7, "heat", None), (20, "ice", 10), (20, "ice", 10)])
    heat, ice = _row(facts, "heat"), _row(facts, "ice")
    assert (heat["x"], heat["text"]) == ([on(3).isoformat(), on(10).isoformat()], ["2", "1"])
    assert (ice["x"], ice["text"]) == ([on(17).isoformat()], ["2"])
    assert [row[::2] for row in chart.tables(facts)[0].rows[:2]] == [
        ("Mon 26 Jan to Sun 1 Feb", "2 sessions"),
        ("Mon 2 Feb to Sun 8 Feb", "1 session"),
    ]
    [points] = traces(chart.figure(facts), name="leg, weekly average", mode="markers")
    assert points["x"] == [on(3).isoformat(), on(10).isoformat(), on(17).isoformat()]


def test_weeks_run_from_the_first_session_also_before_it() -> None:
    days = {on(day): 5.0 for day in range(30)}
    facts = done(
        [5] * 30, [(0, "heat", 1), (2, "heat", 1), (3, "heat", 1)], leg_weeks=weekly_means(days, on(10), on(29))
    )
    assert facts.anchor == on(10)
    assert _row(facts, "heat")["x"] == [on(1).isoformat(), on(6).isoformat()]
    assert _row(facts, "heat")["text"] == ["2", "1"]


def test_bars_of_all_kinds_have_one_scale() -> None:
    facts = done([5] * 7, [(0, "heat", 20)] * 4 + [(1, "ice", 10)], medication_days=[on(0), on(0), on(6)])
    assert _row(facts, "heat")["y"] == [BAR]
    assert _row(facts, "ice")["y"] == [BAR / 4]
    medicine = _row(facts, "medicine taken")
    assert medicine["y"] == pytest.approx([BAR * 2 / 7], abs=0.01)
    assert chart.tables(facts)[0].rows[0][-1] == "2 days"


def test_minutes_that_were_not_recorded_are_no_minutes_and_not_nought() -> None:
    facts = done([5] * 14, [(0, "heat", 0), (1, "heat", None), (2, "walking", None), (8, "heat", 30)], unit="minutes")
    assert _row(facts, "heat")["text"] == ["0", "30"]
    assert _row(facts, "walking")["x"] == []
    [rings] = traces(chart.figure(facts), name="minutes not recorded")
    assert chart.tables(facts)[0].rows[0][2:] == (
        "0 min in 1 session, 1 more without minutes",
        "1 session, minutes not recorded",
    )
    assert rings["y"] == [_row(facts, "heat")["base"][0], chart.figure(facts)["layout"]["yaxis2"]["tickvals"][1]]
    assert "2 sessions have no minutes recorded and no part in the bars." in chart.notes(facts)
    assert not traces(chart.figure(eight_weeks()), name="minutes not recorded")


def test_every_kind_done_has_a_row_in_the_order_of_the_vocabulary_and_medicine_is_last() -> None:
    axis = chart.figure(of_every_kind(4))["layout"]["yaxis2"]
    assert axis["ticktext"] == [*(mark.letter for mark in MARKS.values()), "Med"]
    assert axis["tickvals"] == sorted(axis["tickvals"], reverse=True)
    assert axis["tickvals"][-1] >= 0
    few = chart.figure(eight_weeks())["layout"]["yaxis2"]
    assert few["ticktext"] == ["A", "H", "W", "Med"]
    assert chart.figure(eight_weeks(medication_days=()))["layout"]["yaxis2"]["ticktext"] == ["A", "H", "W"]


def test_no_bar_reaches_into_the_row_above() -> None:
    figure = chart.figure(of_every_kind(8))
    bases = sorted({base for row in traces(figure, type="bar") for base in row["base"]})
    for row in traces(figure, type="bar"):
        above = min((base for base in bases if base > row["base"][0]), default=figure["layout"]["yaxis2"]["range"][1])
        assert max(row["y"]) + row["base"][0] + 12 < above


def test_the_leg_line_stops_where_a_week_is_missing() -> None:
    [line] = traces(chart.figure(eight_weeks()), name="leg, weekly average", mode="lines")
    assert line["x"].count(None) == 1
    assert "yaxis" not in line


@pytest.mark.parametrize(("weeks", "step"), [(60, 7), (61, 28)])
def test_over_sixty_weeks_four_are_counted_together_and_it_says_so(weeks: int, step: int) -> None:
    facts = of_every_kind(weeks)
    assert facts.step == step
    assert ("so each bar stands for four weeks" in " ".join(chart.notes(facts))) == (step == 28)
    total = sum(int(text) for text in _row(facts, "heat")["text"])
    assert total == sum(session.kind == "heat" for session in facts.sessions)
    [first, *_] = chart.tables(facts)[0].rows
    assert first[0].startswith("Mon 26 Jan")
    assert len(chart.tables(facts)[0].rows) == -(-weeks * 7 // step)


def test_a_week_that_is_not_whole_is_told_and_its_bar_is_as_narrow() -> None:
    facts = done([5] * 10, [(0, "heat", 10), (8, "heat", 10)])
    first, last = _row(facts, "heat")["width"]
    assert first / last == pytest.approx(7 / 3, abs=0.01)
    assert "The last bars stand for 3 days only." in chart.notes(facts)
    assert not [note for note in chart.notes(done([5] * 14, [(0, "heat", 10)])) if "stand for" in note]


def test_sessions_outside_the_range_are_left_out() -> None:
    facts = done([5] * 14, [(1, "heat", 10), (9, "ice", 10)], first_day=on(7), last_day=on(13), medication_days=[on(2)])
    assert [row["name"] for row in traces(chart.figure(facts), type="bar")] == ["ice"]


def test_a_sentence_counts_and_says_nothing_of_what_it_did() -> None:
    assert chart.summary(eight_weeks()) == (
        "From Mon 26 Jan to Sun 22 Mar: acupuncture 9 sessions; heat 19 sessions; walking 3 sessions; "
        "medicine on 7 days."
    )
    assert chart.summary(eight_weeks(unit="minutes")) == (
        "From Mon 26 Jan to Sun 22 Mar: acupuncture 405 min in 9 sessions; heat 240 min in 12 sessions, 7 more without "
        "minutes; walking 3 sessions, minutes not recorded; medicine on 7 days."
    )
    assert "It does not say what caused what." in chart.notes(eight_weeks())[0]


def test_nothing_done_and_nothing_felt_are_said_in_words() -> None:
    nothing = ByWeekFacts(first_day=START, last_day=on(6))
    assert "Nothing recorded in these days" in texts(drawn(chart.figure(nothing), 340))
    assert chart.summary(nothing) == "No treatment is recorded from Mon 26 Jan to Sun 1 Feb."
    assert not [*chart.notes(nothing), *chart.tables(nothing)]
    assert "yaxis2" not in chart.figure(nothing)["layout"]
    assert "No treatment recorded" in texts(drawn(chart.figure(done([5] * 7, [])), 340))
    assert "No weekly leg pain in these days" in texts(drawn(chart.figure(done([None], [(0, "ice", 5)])), 340))


def test_the_table_has_every_week_and_says_none_where_nothing_was_recorded() -> None:
    facts = done([4] * 7 + [None] * 7, [(0, "heat", None), (1, "heat", 20)], unit="minutes", medication_days=[on(8)])
    [table] = chart.tables(facts)
    assert table.header == ("Week", "Leg pain", "Heat", "Medicine")
    assert table.rows == [
        ("Mon 26 Jan to Sun 1 Feb", "4.0", "20 min in 1 session, 1 more without minutes", "none"),
        ("Mon 2 Feb to Sun 8 Feb", "too few days", "none", "1 day"),
    ]
    assert len(table.places) == 2


def test_the_key_names_letters_and_every_kind_also_one_without_any_minutes() -> None:
    said = [key.words for key in keys(chart.figure(eight_weeks(unit="minutes")))]
    assert said == [
        "leg, weekly average",
        "A acupuncture",
        "H heat",
        "W walking",
        "Med medicine taken",
        "minutes not recorded",
    ]


@given(
    leg=st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=60),
    sessions=st.lists(
        st.tuples(
            st.integers(0, 59), st.sampled_from(sorted(SESSION_KINDS)), st.one_of(st.none(), st.integers(0, 600))
        ),
        max_size=30,
    ),
    medicine=st.lists(st.integers(0, 59), max_size=10),
    unit=st.sampled_from(["sessions", "minutes"]),
    width=st.sampled_from(WIDTHS),
)
def test_any_diary_is_drawn_whole(
    leg: list[Any], sessions: list[Any], medicine: list[int], unit: str, width: int
) -> None:
    facts = done(leg, sessions, unit=unit, medication_days=[on(day) for day in medicine])
    figure = chart.figure(facts)
    graph_objects.Figure(figure)
    drawing = drawn(figure, width)
    shown = [session for session in facts.sessions if facts.shows(session.day)]
    if unit == "sessions":
        counted = [row["text"] for row in traces(figure, type="bar") if row["name"] != "medicine taken"]
        assert sum(int(text) for row in counted for text in row) == len(shown)
    else:
        known = sum(session.minutes for session in shown if session.minutes is not None)
        counted = [row["text"] for row in traces(figure, type="bar") if row["name"] != "medicine taken"]
        assert sum(int(text.replace(",", "")) for row in counted for text in row) == known
    bars = [path for path in drawing.iter(f"{SVG}path") if path.get("fill") and "h" in path.get("d", "")]
    assert sum(path.get("d", "").count("M") for path in bars) == sum(
        len(row["x"]) for row in traces(figure, type="bar")
    )
    assert chart.summary(facts).endswith(".")


def test_it_is_never_too_low_nor_too_large() -> None:
    for facts in (eight_weeks(), done([5] * 9, []), of_every_kind(52, unit="minutes"), of_every_kind(521)):
        figure = chart.figure(facts)
        graph_objects.Figure(figure)
        for width, height in zip(WIDTHS, svg.heights(figure), strict=True):
            assert height >= 260
            assert len(svg.draw(figure, width, height, "u", "t")) < 45_000


def test_it_is_ready_for_a_page() -> None:
    shown = presented(chart.CHART, eight_weeks())
    assert (shown.uid, shown.title) == ("by-week", "Treatments by week")
    assert shown.tables


def test_rings_stand_at_the_foot_of_their_bars() -> None:
    facts = done([5] * 7, [(0, "heat", None), (1, "heat", 20)], unit="minutes")
    drawing = drawn(chart.figure(facts))
    [(across, height)] = dots(drawing, "var(--card)", "round")
    [bar] = [path.get("d", "") for path in drawing.iter(f"{SVG}path") if path.get("fill") == "var(--kind-heat)"]
    left, foot = bar.removeprefix("M").split("v")[0].split()
    assert height == pytest.approx(float(foot), abs=0.1)
    assert across > float(left)


def test_an_early_anchor_never_loses_a_day() -> None:
    facts = done([5] * 100, [(day, "walking", 10) for day in range(100)], leg_weeks=())
    assert facts.anchor == START
    assert sum(int(text) for text in _row(facts, "walking")["text"]) == 100

"""The drawing shows the same points as the figure, at the right places, and cannot be broken by any words."""

import itertools
import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.samples import CORPUS, START, SVG, course, dots, drawn, on, scored, texts, traces, usual
from tracker.charts import around, pain, svg
from tracker.charts.facts import AroundSessions, ChartLifeEvent, ChartSession, PainFacts, SessionScores
from tracker.charts.svg_traces import SMALLEST
from tracker.charts.symbols import path_of
from tracker.charts.ticks import YEARS, date_ticks, thinned
from tracker.wording.vocabularies import SESSION_KINDS

WIDTHS = (340, 960)
SCORES = st.one_of(st.none(), st.integers(0, 10), st.floats(0, 10, allow_subnormal=False))


def _grid(drawing: ET.Element) -> tuple[float, float]:
    """The heights at which 0 and 10 are drawn, read from the labels of the scale."""
    labels = {text.text: float(text.get("y", "nan")) - 4.5 for text in drawing.iter(f"{SVG}text")}
    return labels["0"], labels["10"]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_day_is_drawn_once_at_its_height(width: int) -> None:
    drawing = drawn(pain.figure(scored([0, None, 10, 4], [1, 2, None, 7])), width)
    bottom, top = _grid(drawing)

    def height(score: float) -> float:
        return bottom + (top - bottom) * score / 10

    leg, back = dots(drawing, "var(--leg)", "round"), dots(drawing, "var(--back)", "square")
    assert [y for _, y in leg] == pytest.approx([height(score) for score in (0, 10, 4)], abs=0.2)
    assert [y for _, y in back] == pytest.approx([height(score) for score in (1, 2, 7)], abs=0.2)
    steps = [b - a for (a, _), (b, _) in itertools.pairwise(back)]
    assert steps[1] == pytest.approx(2 * steps[0], abs=0.2)


@pytest.mark.parametrize("width", WIDTHS)
def test_gaps_are_gaps(width: int) -> None:
    figure = pain.figure(usual())
    drawing = drawn(figure, width)
    lines = [path.get("d", "") for path in drawing.iter(f"{SVG}path") if path.get("stroke-linejoin") and path.get("d")]
    assert len(lines) == 2
    for line in lines:
        assert line.count("M") == 2
        end, start = line.split("M")[1].split("L")[-1], line.split("M")[2].split("L")[0]
        week = 7 * (width / 60)
        assert float(start.split()[0]) - float(end.split()[0]) > week / 2
    [band] = [path for path in drawing.iter(f"{SVG}path") if path.get("fill") == "var(--leg)"]
    assert band.get("d", "").count("M") == band.get("d", "").count("Z") == 2


def test_the_back_is_dashed_and_the_leg_is_not() -> None:
    lines = {
        path.get("stroke"): path.get("stroke-dasharray")
        for path in drawn(pain.figure(usual())).iter(f"{SVG}path")
        if path.get("stroke-linejoin")
    }
    assert lines == {"var(--leg)": None, "var(--back)": "8 5"}


def test_a_hollow_day_has_a_hole_and_a_day_of_moments_a_point_in_it() -> None:
    days = scored([5, 5]).days
    late = [days[0].__class__(on(0), 5, None, leg_later=1)]
    moments = [days[0].__class__(on(1), 5.5, None, from_moments=True)]
    assert len(dots(drawn(pain.figure(scored([5, 5], days=late))), "var(--card)", "round")) == 1
    drawing = drawn(pain.figure(scored([5, 5], days=moments)))
    assert len(dots(drawing, "var(--card)", "round")) == 1
    assert len(dots(drawing, "var(--leg)", "round")) == 2


@pytest.mark.parametrize("width", WIDTHS)
def test_every_mark_of_the_lane_is_drawn(width: int) -> None:
    drawing = drawn(pain.figure(usual()), width)
    used = list(drawing.iter(f"{SVG}use"))
    assert len(used) == 8 + 1 + 1 + 1  # acupuncture done and planned, walking missed, the change
    assert len(dots(drawing, "var(--kind-heat)", "round")) == 3
    defined = {path.get("id") for path in drawing.iter(f"{SVG}path") if path.get("id")}
    assert {use.get("href", "").removeprefix("#") for use in used} == defined
    assert {"A", "H", "W", "Med"} <= set(texts(drawing))


def test_words_beside_the_lane_are_for_wide_drawings_alone() -> None:
    figure = pain.figure(usual())
    assert "acupuncture" in texts(drawn(figure, 960))
    assert "acupuncture" not in texts(drawn(figure, 340))
    assert "starting week 8.0" in texts(drawn(figure, 960))
    assert "start 8.0" in texts(drawn(figure, 340))


def test_course_draws_a_pair_for_each_session_and_0_as_0() -> None:
    rows = [SessionScores(1, on(1), 6, 0, None), SessionScores(2, on(5), 0, None, None)]
    drawing = drawn(around.figure(AroundSessions(rows=rows, planned_sessions=10)))
    bottom, _ = _grid(drawing)
    filled = [
        path
        for path in drawing.iter(f"{SVG}path")
        if path.get("stroke") == "var(--card)" and path.get("stroke-linecap") == "round"
    ]
    assert len(filled) == 1
    [(_, after)] = dots(drawing, "var(--card)", "round")
    assert after == pytest.approx(bottom, abs=0.2)
    assert len(dots(drawing, "var(--leg)", "round")) == 2 + 1


@pytest.mark.parametrize("words", CORPUS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_words_break_out_of_the_drawing(words: str, width: int) -> None:
    facts = scored(
        [5] * 9,
        sessions=[ChartSession(on(1), "other", None, "attended", words)],
        changes=[ChartLifeEvent(on(4), words[:20])],
    )
    drawing = drawn(pain.figure(facts), width)
    allowed = {"svg", "g", "path", "text", "use", "defs"}
    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= allowed
    for element in drawing.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    said = re.sub(r"\s+", " ", words[:20].replace("\x00", " ")).strip()
    assert said in texts(drawing) or "\n" in words


@given(
    leg=st.lists(SCORES, max_size=60),
    back=st.lists(SCORES, max_size=60),
    kinds=st.lists(
        st.tuples(
            st.integers(0, 59),
            st.sampled_from(sorted(SESSION_KINDS)),
            st.sampled_from(["planned", "attended", "missed"]),
            st.one_of(st.none(), st.integers(1, 40)),
            st.text(max_size=12),
        ),
        max_size=20,
    ),
    words=st.text(max_size=30),
    width=st.sampled_from(WIDTHS),
)
def test_any_diary_is_drawn_whole(
    leg: list[float | None], back: list[float | None], kinds: list[Any], words: str, width: int
) -> None:
    sessions = [ChartSession(on(day), kind, number, status, label) for day, kind, status, number, label in kinds]
    facts = scored(leg, back, sessions=sessions, changes=[ChartLifeEvent(START, words)])
    figure = pain.figure(facts)
    drawing = drawn(figure, width)
    days = {name: sum(len(trace["x"]) for trace in traces(figure, name=name)) for name in ("leg", "back")}
    assert days["leg"] == sum(score is not None for score in leg)
    points = sum(
        len(trace["x"]) for trace in traces(figure, mode="markers") if trace.get("meta", {}).get("site") == "leg"
    )
    assert len(dots(drawing, "var(--leg)", "round")) == points
    narrow, wide = svg.heights(figure)
    for _, y in dots(drawing, "var(--leg)", "round"):
        assert 0 < y < max(narrow, wide)


@given(
    rows=st.lists(st.tuples(SCORES, SCORES, SCORES), max_size=40),
    planned=st.integers(1, 60),
    review=st.one_of(st.none(), st.just((4, 6))),
    width=st.sampled_from(WIDTHS),
)
def test_any_course_is_drawn_whole(rows: list[Any], planned: int, review: tuple[int, int] | None, width: int) -> None:
    facts = AroundSessions(
        rows=[SessionScores(i, on(3 * i), *scores) for i, scores in enumerate(rows, start=1)],
        planned_sessions=planned,
        review=review,
    )
    drawing = drawn(around.figure(facts), width)
    before = sum(scores[0] is not None for scores in rows)
    after = sum(scores[1] is not None for scores in rows)
    assert len(dots(drawing, "var(--leg)", "round")) == before + after
    assert len(dots(drawing, "var(--card)", "round")) == after
    assert len(list(drawing.iter(f"{SVG}use"))) == sum(scores[2] is not None for scores in rows)


@pytest.mark.parametrize("count", [0, 1, 2, 400, 401, 1121, 3650])
@pytest.mark.parametrize("score", [0, 10])
def test_any_length_is_drawn_and_stays_small(count: int, score: int) -> None:
    sessions = [ChartSession(on(day), "walking", None, "attended", "Walk") for day in range(0, count, 2)]
    figure = pain.figure(scored([score] * count, [score] * count, sessions=sessions))
    for width in WIDTHS:
        assert len(svg.draw(figure, width, 400, "u", "t")) < 40_000
        drawn(figure, width)


def test_a_usual_course_of_120_days_is_small() -> None:
    sessions = [ChartSession(on(7 + 4 * i), "acupuncture", i + 1, "attended", "Acupuncture") for i in range(10)]
    sessions += [ChartSession(on(day), "heat", None, "attended", "Heat") for day in range(0, 120, 3)]
    figure = pain.figure(scored([5] * 120, [3] * 120, sessions=sessions))
    for width in WIDTHS:
        assert len(svg.draw(figure, width, 400, "u", "t")) < 15_000


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [14, 45, 120, 365, 3650])
def test_labels_in_a_row_do_not_touch(width: int, count: int) -> None:
    sessions = [ChartSession(on(7 + 2 * i), "acupuncture", i + 1, "attended", "A") for i in range(20)]
    drawing = drawn(pain.figure(scored([5] * count, sessions=sessions)), width)
    rows: dict[str, list[tuple[float, float]]] = {}
    for text in drawing.iter(f"{SVG}text"):
        x = float(text.get("x", "0").removesuffix("%")) / 100 * width * SMALLEST
        if text.get("text-anchor") is None:  # set by the group: ticks and numbers, in the middle of their place
            half = len(text.text or "") * 12 * 0.5 / 2
            rows.setdefault(text.get("y", ""), []).append((x - half, x + half))
    for ends in rows.values():
        ends.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends) if a[0] != b[0])


def test_text_is_never_smaller_than_12_pixels() -> None:
    for figure in (pain.figure(usual()), around.figure(course())):
        for element in drawn(figure, 340).iter():
            if "font-size" in element.attrib:
                assert float(element.attrib["font-size"]) >= 12


def test_heights_are_at_least_260_on_a_phone() -> None:
    for figure in (pain.figure(usual()), around.figure(course())):
        assert min(svg.heights(figure)) >= 260


def test_ids_begin_with_the_given_one() -> None:
    drawing = ET.fromstring(svg.draw(pain.figure(usual()), 340, 400, "pain-n", 'a "b"'))  # noqa: S314  our own
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == 'a "b"'
    ids = [element.get("id", "") for element in drawing.iter() if element.get("id")]
    assert ids
    assert all(one.startswith("pain-n-") for one in ids)
    assert len(set(ids)) == len(ids)


def test_what_the_drawing_does_not_know_is_refused() -> None:
    figure = pain.figure(usual())
    figure["data"][0]["type"] = "pie"
    with pytest.raises(ValueError, match="pie"):
        drawn(figure)
    figure = pain.figure(usual())
    figure["layout"]["shapes"][0]["type"] = "circle"
    with pytest.raises(ValueError, match="circle"):
        drawn(figure)
    with pytest.raises(KeyError):
        path_of("heart", 5)


@given(first=st.dates(), days=st.integers(1, 7_300), most=st.integers(2, 12))
def test_day_ticks_are_few_and_inside(first: Any, days: int, most: int) -> None:
    low = first.toordinal()
    high = min(low + days, START.max.toordinal())
    ticks = date_ticks(low, high, most)
    assert len(ticks) <= most * YEARS + 2
    assert all(low <= day <= high for day, _ in ticks)
    assert len({text for _, text in ticks}) == len(ticks)


def test_ticks_of_weeks_are_mondays_and_of_years_say_the_year() -> None:
    weeks = date_ticks(on(2).toordinal(), on(60).toordinal(), 9)
    assert {START.fromordinal(day).weekday() for day, _ in weeks} == {0}
    years = date_ticks(on(0).toordinal(), (START + timedelta(days=3650)).toordinal(), 11)
    assert [text for _, text in years][:2] == ["2027", "2028"]
    three = date_ticks(on(0).toordinal(), on(1130).toordinal(), 3.04)
    assert [text for _, text in three] == ["2027", "2028", "2029"]
    few = date_ticks(on(0).toordinal(), on(46).toordinal(), 2.9)
    assert len(few) == 2  # a month's name alone would stand there otherwise
    months = date_ticks(on(0).toordinal(), on(300).toordinal(), 8)
    assert [text for _, text in months][:2] == ["Mar", "May"]


def test_numbers_are_thinned_evenly_from_the_first() -> None:
    ticks = [(float(n), str(n)) for n in range(1, 25)]
    assert [text for _, text in thinned(ticks, 8)] == ["1", "5", "10", "15", "20"]
    assert thinned(ticks, 24) == ticks


def test_an_empty_range_draws_the_axes() -> None:
    drawing = drawn(pain.figure(PainFacts(first_day=START, last_day=START)), 340)
    assert "Nothing recorded in these days" in texts(drawing)
    assert {"0", "10"} <= set(texts(drawing))


@pytest.mark.parametrize("kind", sorted(SESSION_KINDS))
@pytest.mark.parametrize("status", ["attended", "planned"])
def test_every_kind_can_be_drawn(kind: str, status: str) -> None:
    figure = pain.figure(scored([5] * 9, sessions=[ChartSession(on(3), kind, None, status, "It")]))
    drawing = drawn(figure)
    marks = len(list(drawing.iter(f"{SVG}use"))) + len(dots(drawing, f"var(--kind-{kind})", "round"))
    marks += len(dots(drawing, f"var(--kind-{kind})", "square"))
    assert marks == 1


def test_medicine_is_a_tick_each_day_or_counted_where_it_was_often() -> None:
    taken = [on(day) for day in (0, 1, 8, 499)]
    figure = pain.figure(scored([5] * 500, medication_days=taken))
    [trace] = traces(figure, name="medicine taken")
    assert trace["x"] == [day.isoformat() for day in taken]
    ticks = [path for path in drawn(figure).iter(f"{SVG}path") if "v8.4" in path.get("d", "")]
    assert len(ticks) == 1
    assert ticks[0].get("d", "").count("M") == 4
    often = scored([5] * 100, medication_days=[on(day) for day in range(100) if day % 7 < 5])
    [bars] = traces(pain.figure(often), name="medicine taken")
    assert bars["type"] == "bar"
    assert len(bars["x"]) == 15
    assert "each bar under the plot stands for a week" in " ".join(pain.notes(often))


def test_a_course_without_a_number_of_sessions_has_no_planned_end() -> None:
    assert around.figure(AroundSessions(rows=[], planned_sessions=0, review=None))["layout"]["shapes"] == []

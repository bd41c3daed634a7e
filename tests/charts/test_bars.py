"""Bars in a drawing: each in its place, as high and as wide as it says, with numbers only where all have room."""

import re
from typing import Any

import pytest

from tests.charts.samples import SVG, drawn, on
from tests.charts.samples_of_progress import done
from tracker.charts import by_week
from tracker.charts.keys import keys

WIDTHS = (340, 960)


def _bars(drawing: Any, colour: str) -> list[tuple[float, ...]]:
    """The left edge, the foot, the height and the width of every bar."""
    return [
        tuple(float(number) for number in bar)
        for path in drawing.iter(f"{SVG}path")
        if path.get("fill") == colour
        for bar in re.findall(r"M([\d.-]+) ([\d.-]+)v-?([\d.]+)h([\d.]+)v", path.get("d", ""))
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_bar_is_as_high_as_its_count_and_stands_over_its_week(width: int) -> None:
    drawing = drawn(by_week.figure(done([5] * 28, [(0, "heat", 1), (1, "heat", 1), (15, "heat", 1)])), width)
    first, second = _bars(drawing, "var(--kind-heat)")
    assert first[2] == pytest.approx(2 * second[2], abs=0.2)
    assert first[1] == second[1]
    assert first[3] == pytest.approx(second[3], abs=0.2)
    week = (second[0] - first[0]) / 2
    assert first[3] == pytest.approx(week * 0.74, abs=0.5)


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_stand_under_the_points_of_the_line(width: int) -> None:
    drawing = drawn(by_week.figure(done([5] * 21, [(day, "ice", 1) for day in (0, 8, 16)])), width)
    [line] = [path.get("d", "") for path in drawing.iter(f"{SVG}path") if path.get("stroke-linejoin")]
    points = [float(x) for x in re.findall(r"[ML]([\d.]+) ", line)][1:-1]
    middles = [left + wide / 2 for left, _, _, wide in _bars(drawing, "var(--kind-ice)")]
    assert middles == pytest.approx(points, abs=0.2)


def test_rows_do_not_share_their_feet() -> None:
    drawing = drawn(by_week.figure(done([5] * 7, [(0, "heat", 1), (1, "ice", 1)], medication_days=[on(2)])))
    feet = [_bars(drawing, f"var(--{name})")[0][1] for name in ("kind-heat", "kind-ice", "ink-soft")]
    assert feet == sorted(feet)
    assert feet[1] - feet[0] == pytest.approx(feet[2] - feet[1])
    labels = {text.text: float(text.get("y", "0")) for text in drawing.iter(f"{SVG}text")}
    assert labels["H"] < labels["I"] < labels["Med"]


@pytest.mark.parametrize(
    ("weeks", "width", "shown"), [(8, 340, True), (52, 340, False), (8, 960, True), (52, 960, False)]
)
def test_numbers_stand_on_all_bars_of_a_row_or_on_none(weeks: int, width: int, shown: bool) -> None:
    facts = done([None] * 7 * weeks, [(7 * week, "walking", 30) for week in range(weeks)], unit="minutes")
    said = [text.text for text in drawn(by_week.figure(facts), width).iter(f"{SVG}text")]
    assert said.count("30") == (weeks if shown else 0)


def test_numbers_stand_on_top_of_their_bars() -> None:
    drawing = drawn(by_week.figure(done([None] * 7, [(0, "walking", 77)], unit="minutes")))
    [(left, foot, tall, wide)] = _bars(drawing, "var(--kind-walking)")
    [number] = [text for text in drawing.iter(f"{SVG}text") if text.text == "77"]
    assert float(number.get("y", "0")) == pytest.approx(foot - tall - 3, abs=0.2)
    assert float(number.get("x", "").removesuffix("%")) * 9.6 == pytest.approx(left + wide / 2, abs=0.2)


def test_a_bar_of_nought_is_drawn_flat_with_its_number() -> None:
    drawing = drawn(by_week.figure(done([None] * 7, [(0, "walking", 0)], unit="minutes")))
    [(_, _, tall, wide)] = _bars(drawing, "var(--kind-walking)")
    assert tall == 0
    assert wide > 0
    assert "0" in [text.text for text in drawing.iter(f"{SVG}text") if text.get("y") != "0"]


def test_a_row_without_any_bar_draws_none() -> None:
    drawing = drawn(by_week.figure(done([None] * 7, [(0, "walking", None)], unit="minutes")))
    assert not [path for path in drawing.iter(f"{SVG}path") if path.get("fill") == "var(--kind-walking)"]


def test_the_key_shows_bars() -> None:
    [heat] = keys(by_week.figure(done([None], [(0, "heat", 1)])))
    assert heat.words == "H heat"
    assert 'fill="var(--kind-heat)"' in heat.picture

"""Without any colour every chart still says which is which: by mark, dash, place or word.

Each chart is drawn and its key made with one grey for all colours; a new chart joins by a line in `CHARTS`.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.charts.samples import SVG, course, drawn, texts, usual
from tests.charts.samples_of_progress import coming_back, drawing_back, eight_weeks, of_every_kind
from tests.charts.test_compare import BOTH
from tracker.charts import figures
from tracker.charts.keys import keys
from tracker.charts.marks import MARKS, MEDICINE

GREY = "var(--grey)"
CHARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "pain": lambda: figures.pain(usual()),
    "course": lambda: figures.course(course()),
    "farthest": lambda: figures.farthest(drawing_back()),
    "by week, sessions": lambda: figures.by_week(eight_weeks()),
    "by week, minutes": lambda: figures.by_week(eight_weeks(unit="minutes")),
    "by week, every kind": lambda: figures.by_week(of_every_kind(52)),
    "function": lambda: figures.function(coming_back()),
    "compare": lambda: figures.compare(BOTH),
}


def _grey(value: Any) -> Any:
    """`value` with one grey for every colour but that of the card, which is the paper and no ink."""
    if isinstance(value, str):
        return GREY if re.fullmatch(r"var\(--(?!card)[\w-]+\)", value) else value
    if isinstance(value, dict):
        return {key: _grey(inner) for key, inner in value.items()}
    return [_grey(inner) for inner in value] if isinstance(value, list) else value


def _looks(trace: dict[str, Any]) -> tuple[Any, ...]:
    """All by which a trace can be told from the others where there is no colour."""
    if trace["type"] == "bar":
        return ("bar", trace["base"][0])
    marker, symbols = trace.get("marker", {}), trace.get("marker", {}).get("symbol", "")
    row = trace["y"][0] if trace.get("yaxis") == "y2" and len(set(trace["y"])) == 1 else None
    look = (trace["mode"], row, tuple(sorted({symbols})) if isinstance(symbols, str) else tuple(sorted(set(symbols))))
    return (*look, marker.get("color"), trace.get("line", {}).get("dash"), trace.get("fill"), trace.get("opacity"))


@pytest.mark.parametrize("name", CHARTS)
def test_no_two_series_look_the_same(name: str) -> None:
    figure = _grey(CHARTS[name]())
    named = [trace for trace in figure["data"] if "key" in trace.get("meta", {}) and trace["x"]]
    looks = [_looks(trace) for trace in named]
    assert len(looks) == len(set(looks)), [trace["name"] for trace in named]


@pytest.mark.parametrize("name", CHARTS)
def test_no_two_items_of_a_key_are_the_same(name: str) -> None:
    said = keys(_grey(CHARTS[name]()))
    lettered = {f"{mark.letter} {mark.words}" for mark in (*MARKS.values(), MEDICINE)}
    pictures = [key.picture for key in said if key.words not in lettered]
    assert len(pictures) == len(set(pictures))
    assert len({key.words for key in said}) == len(said)


@pytest.mark.parametrize("name", [name for name in CHARTS if name.startswith("by week")])
@pytest.mark.parametrize("width", [340, 960])
def test_every_row_of_bars_has_its_letter_beside_it(name: str, width: int) -> None:
    figure = _grey(CHARTS[name]())
    drawing = drawn(figure, width)
    letters = {f"{mark.words}": mark.letter for mark in (*MARKS.values(), MEDICINE)}
    for row in (trace for trace in figure["data"] if trace["type"] == "bar"):
        assert letters[row["name"]] in texts(drawing)
        assert row["meta"]["key"] == f"{letters[row['name']]} {row['name']}"
    feet = [row["base"][0] for row in figure["data"] if row["type"] == "bar" and row["x"]]
    axis = figure["layout"]["yaxis2"]
    beside = {letter: base for base, letter in zip(axis["tickvals"], axis["ticktext"], strict=True)}
    assert set(feet) <= set(beside.values())


@pytest.mark.parametrize("width", [340, 960])
def test_lines_of_activities_have_a_letter_at_their_end(width: int) -> None:
    ends = [text[0] for text in texts(drawn(_grey(CHARTS["function"]()), width)) if re.match(r"[a-e]( |$)", text)]
    assert sorted(ends) == list("abcde")


@pytest.mark.parametrize("name", CHARTS)
def test_the_drawing_has_no_colour_of_its_own(name: str) -> None:
    """So that what was tested in grey is all that tells."""
    inks = {
        element.get(attribute)
        for element in drawn(_grey(CHARTS[name]())).iter()
        for attribute in ("fill", "stroke")
        if element.tag != f"{SVG}svg"
    }
    assert inks <= {None, "none", GREY, "var(--card)"}

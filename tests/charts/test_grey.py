"""Without any colour every chart still says which is which: by mark, dash, place or word.

Each chart is drawn and its key made with one grey for all colours.
"""

import re
from typing import Any

import pytest

from tests.charts.of_every_chart import EVERY, EVERY_ID
from tests.charts.samples import SVG, drawn, texts
from tests.charts.samples_of_progress import coming_back
from tracker.charts import function
from tracker.charts.keys import keys
from tracker.charts.marks import MARKS, MEDICINE
from tracker.charts.parts import Figure

GREY = "var(--grey)"


def _grey(value: Any) -> Any:
    """`value` with one grey for every colour but that of the card, which is the paper and no ink."""
    if isinstance(value, str):
        return GREY if re.fullmatch(r"var\(--(?!card)[\w-]+\)", value) else value
    if isinstance(value, dict):
        return {key: _grey(inner) for key, inner in value.items()}
    return [_grey(inner) for inner in value] if isinstance(value, list) else value


GREYS = [_grey(chart.figure(facts)) for chart, facts in EVERY]
OF_BARS = [
    grey for grey in GREYS if any(trace.get("yaxis") == "y2" for trace in grey["data"] if trace["type"] == "bar")
]
every = pytest.mark.parametrize("grey", GREYS, ids=EVERY_ID)


def _looks(trace: dict[str, Any]) -> tuple[Any, ...]:
    """All by which a trace can be told from the others where there is no colour."""
    if trace["type"] == "bar":
        return ("bar", trace["base"][0])
    marker, symbols = trace.get("marker", {}), trace.get("marker", {}).get("symbol", "")
    row = trace["y"][0] if trace.get("yaxis") == "y2" and len(set(trace["y"])) == 1 else None
    look = (trace["mode"], row, tuple(sorted({symbols})) if isinstance(symbols, str) else tuple(sorted(set(symbols))))
    return (*look, marker.get("color"), trace.get("line", {}).get("dash"), trace.get("fill"), trace.get("opacity"))


@every
def test_no_two_series_look_the_same(grey: Figure) -> None:
    named = [trace for trace in grey["data"] if "key" in trace.get("meta", {}) and trace["x"]]
    looks = [_looks(trace) for trace in named]
    assert len(looks) == len(set(looks)), [trace["name"] for trace in named]


@every
def test_no_two_items_of_a_key_are_the_same(grey: Figure) -> None:
    said = keys(grey)
    lettered = {f"{mark.letter} {mark.words}" for mark in (*MARKS.values(), MEDICINE)}
    pictures = [key.picture for key in said if key.words not in lettered]
    assert len(pictures) == len(set(pictures))
    assert len({key.words for key in said}) == len(said)


@pytest.mark.parametrize("grey", OF_BARS)
@pytest.mark.parametrize("width", [340, 960])
def test_every_row_of_bars_has_its_letter_beside_it(grey: Figure, width: int) -> None:
    drawing = drawn(grey, width)
    letters = {f"{mark.words}": mark.letter for mark in (*MARKS.values(), MEDICINE)}
    for row in (trace for trace in grey["data"] if trace["type"] == "bar"):
        assert letters[row["name"]] in texts(drawing)
        assert row["meta"]["key"] == f"{letters[row['name']]} {row['name']}"
    feet = [row["base"][0] for row in grey["data"] if row["type"] == "bar" and row["x"]]
    axis = grey["layout"]["yaxis2"]
    beside = {letter: base for base, letter in zip(axis["tickvals"], axis["ticktext"], strict=True)}
    assert set(feet) <= set(beside.values())


@pytest.mark.parametrize("width", [340, 960])
def test_lines_of_activities_have_a_letter_at_their_end(width: int) -> None:
    ends = [
        text[0] for text in texts(drawn(_grey(function.figure(coming_back())), width)) if re.match(r"[a-e]( |$)", text)
    ]
    assert sorted(ends) == list("abcde")


@every
def test_the_drawing_has_no_colour_of_its_own(grey: Figure) -> None:
    """So that what was tested in grey is all that tells."""
    inks = {
        element.get(attribute)
        for element in drawn(grey).iter()
        for attribute in ("fill", "stroke")
        if element.tag != f"{SVG}svg"
    }
    assert inks <= {None, "none", GREY, "var(--card)"}

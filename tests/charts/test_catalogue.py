"""Every chart of the catalogue has the one shape: names of its own, a figure that Plotly knows, and words for it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from plotly import graph_objects

from tests.charts.of_every_chart import EVERY, EVERY_ID, FACTS
from tests.charts.samples import drawn, on, texts
from tracker.charts.catalogue import CHARTS
from tracker.charts.chart import Chart
from tracker.charts.presented import all_presented, presented
from tracker.charts.recorded import Recorded

every = pytest.mark.parametrize(("chart", "facts"), EVERY, ids=EVERY_ID)


def test_each_has_names_of_its_own() -> None:
    assert list(FACTS) == [chart.uid for chart in CHARTS]
    for names in zip(*((chart.uid, chart.title, chart.file_name) for chart in CHARTS), strict=True):
        assert len(set(names)) == len(CHARTS)


@every
def test_plotly_itself_knows_every_property(chart: Chart[Any], facts: Any) -> None:
    figure = chart.figure(facts)
    graph_objects.Figure(figure)
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar"}
    assert json.loads(json.dumps(figure, allow_nan=False)) == json.loads(json.dumps(figure))


@every
def test_each_is_drawn_told_and_in_numbers(chart: Chart[Any], facts: Any) -> None:
    shown = presented(chart, facts)
    assert shown.summary
    assert shown.key
    assert shown.notes
    assert shown.tables
    for table in shown.tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.header)}
        assert len(table.places) in {0, len(table.rows)}
    for width in (340, 960):
        assert texts(drawn(shown.figure, width))


def test_nothing_recorded_says_so_on_every_chart() -> None:
    """The charts of Progress for somebody new: none but that of a course is missing, none has a number."""
    found = all_presented(Recorded(first_day=on(0), last_day=on(30)))
    assert list(found) == [chart.uid for chart in CHARTS if chart.facts is not None and chart.uid != "course"]
    assert not [table for shown in found.values() for table in shown.tables]
    assert not [trace for shown in found.values() for trace in shown.figure["data"]]


def test_the_scripts_have_no_measure_of_their_own() -> None:
    """What fits Plotly to the place of a drawing is told by the page, so that the two never differ."""
    for name in ("charts-fit.js", "charts-detail.js", "charts-save.js"):
        text = (Path(__file__).resolve().parents[2] / "static" / "js" / name).read_text("utf-8")
        assert not re.findall(r"^const .*= \[?[\d.]+.*", text, re.MULTILINE), name

"""The blocks of an experiment on the chart of pain, and in its table of days."""

from datetime import timedelta

from tests.experiments.conftest import Lab
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tracker.charts.blocks import block_marks, block_shapes
from tracker.charts.facts import ChartBlock, PainFacts


def facts(days: int = 30) -> PainFacts:
    first = TODAY - timedelta(days=days - 1)
    of = [(40, 31, False, "heat"), (31, 27, True, "ice"), (6, 4, False, "heat"), (3, -2, True, "ice")]
    blocks = [
        ChartBlock(TODAY - timedelta(days=begin), TODAY - timedelta(days=end), second, words)
        for begin, end, second, words in of
    ]
    return PainFacts(first_day=first, last_day=TODAY, blocks=blocks)


def test_a_bar_lies_over_the_days_of_each_block_that_are_shown() -> None:
    bars = block_shapes(facts())
    assert [bar["name"] for bar in bars] == ["second block", "first block", "second block"]
    assert (bars[0]["x0"], bars[0]["x1"]) == ("2026-02-01T12:00", "2026-02-04T12:00")
    assert bars[2]["x1"] == "2026-03-03T12:00"


def test_the_key_says_what_the_bars_are() -> None:
    assert [(trace["name"], len(trace["x"])) for trace in block_marks(facts())] == [
        ("experiment, one thing", 1),
        ("experiment, the other", 1),
    ]


def test_over_years_there_are_no_bars() -> None:
    assert block_shapes(facts(days=900)) == []
    assert block_marks(facts(days=900)) == []


def test_progress_shows_them_with_the_table_of_days(owner: Browser, lab: Lab) -> None:
    lab.experiment(30, stopped_on=TODAY - timedelta(days=25))
    lab.diary(30, "abba", 3, 6)
    page = owner.get(owner.path("progress?range=3m"))
    assert "experiment, one thing" in page.text
    assert "experiment: ice (10 min)" in page.text

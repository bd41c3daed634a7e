"""Plotly is an extra: without it every chart is drawn, told and saved as ever, and nothing offers to explore."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tracker.charts.plotly_asset import installed


@pytest.fixture
def without_plotly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "plotly", None)  # neither imported nor found from here on
    installed.cache_clear()
    yield
    installed.cache_clear()


@pytest.mark.usefixtures("without_plotly")
def test_every_page_of_charts_is_whole_but_for_explore(owner: Browser, fill: Filler) -> None:
    fill.entries({"for_date": TODAY, "leg_pain": 6})
    fill.course()
    for path in ("/components", *map(owner.path, ("progress", "course", "year", "diary"))):
        text = owner.client.get(path).get_data(as_text=True)
        assert "xplore" not in text, path
        assert "lotly" not in text, path
    shown = owner.client.get(owner.path("progress")).get_data(as_text=True)
    assert 'class="chart-svg"' in shown
    assert "data-save" in shown
    assert owner.client.get("/plotly/7.1.0.js").status_code == 404
    assert owner.client.get(owner.path("progress?figure=pain")).status_code == 404


def test_with_plotly_the_same_page_offers_it(owner: Browser, fill: Filler) -> None:
    fill.entries({"for_date": TODAY, "leg_pain": 6})
    shown = owner.client.get(owner.path("progress")).get_data(as_text=True)
    assert ">Explore</button>" in shown
    assert 'data-explore="?figure=pain"' in shown


def test_the_app_starts_without_plotly() -> None:
    code = "import sys; sys.modules['plotly'] = None; import tracker.app, tracker.demo, tracker.cli; print('started')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own
    assert done.stdout.strip() == "started"

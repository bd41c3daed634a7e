"""On the real Progress page Plotly takes the place of the drawing without a jump, and on a phone only when asked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support import walk
from tests.support.live import DESK, PHONE, Tab
from tests.support.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.long]
COUNT_SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifts += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
# Two frames later every shift of this moment has been counted.
SHIFTS = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifts)))))"""


def _alive(page: Page, count: int) -> None:
    expect(page.locator(".chart-is-live")).to_have_count(count, timeout=30_000)


def test_with_a_mouse_it_takes_over_without_a_jump(open_tab: Callable[..., Tab], rosa: Person) -> None:
    tab = open_tab(rosa, size=(DESK[0], 5000))  # so that every chart is near enough to be seen
    tab.page.add_init_script(COUNT_SHIFTS)
    page = tab.mine("progress")
    charts = page.locator("[data-chart]").count()
    assert charts >= 2
    places = [chart.bounding_box() for chart in page.locator("[data-chart]").all()]
    _alive(page, charts)
    assert page.evaluate(SHIFTS) == 0
    assert [chart.bounding_box() for chart in page.locator("[data-chart]").all()] == places
    assert walk.axe(page, walk.WHOLE_AXE) == []


def test_on_a_phone_it_waits_for_a_tap(open_tab: Callable[..., Tab], rosa: Person) -> None:
    tab = open_tab(rosa, size=PHONE)
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    page = tab.mine("progress")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/plotly/" in url]
    _alive(page, 0)
    page.get_by_role("button", name="Explore").first.tap()
    _alive(page, 1)
    assert [url for url in asked if "/plotly/" in url]
    assert walk.fits(page) == []
    assert walk.axe(page, walk.WHOLE_AXE) == []


def test_without_scripts_the_numbers_are_there(open_tab: Callable[..., Tab], rosa: Person) -> None:
    page = open_tab(rosa, size=PHONE, java_script_enabled=False).mine("progress")
    expect(page.locator("[data-chart] svg:visible").first).to_be_visible()
    page.get_by_text("Show as table").first.tap()
    expect(page.locator("[data-chart] table").first).to_be_visible()

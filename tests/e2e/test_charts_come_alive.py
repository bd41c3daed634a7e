"""On the real Progress page Plotly takes the place of the drawing without a jump, and only when it is asked for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support import walk
from tests.support.live import DESK, PHONE, Live, Tab, of_demo
from tests.support.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.long]
PATIENTS = ("rosa", "omar", "ines", "tom", "mina", "karl", "ada", "vera")
MOST_HIGH = 3000
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


def test_with_a_mouse_all_of_them_are_explored_without_a_jump(open_tab: Callable[..., Tab], rosa: Person) -> None:
    tab = open_tab(rosa, size=(DESK[0], 9000))  # so that every chart is near enough to be seen
    tab.page.add_init_script(COUNT_SHIFTS)
    page = tab.mine("progress")
    charts = page.locator("[data-chart]").count()
    assert charts >= 2
    for menu in page.locator("[data-chart] .chart-menu > summary").all():
        menu.press("Enter")
    expect(page.locator("[data-explore]:enabled")).to_have_count(charts)
    _alive(page, 0)
    places = [chart.bounding_box() for chart in page.locator("[data-chart]").all()]
    page.evaluate(SHIFTS)
    page.evaluate("window.shifts = 0")
    for button in page.locator("[data-explore]").element_handles():
        button.press("Enter")
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
    page.locator("#pain .chart-menu > summary").tap()
    page.locator("#pain [data-explore]").tap()
    _alive(page, 1)
    assert [url for url in asked if "/plotly/" in url]
    assert walk.fits(page) == []
    assert walk.axe(page, walk.WHOLE_AXE) == []


def test_without_scripts_the_numbers_are_there(open_tab: Callable[..., Tab], rosa: Person) -> None:
    page = open_tab(rosa, size=PHONE, java_script_enabled=False).mine("progress")
    expect(page.locator("[data-chart] svg:visible").first).to_be_visible()
    page.locator("#pain .chart-menu > summary").tap()
    page.get_by_text("Show as table").first.tap()
    expect(page.locator("[data-chart] table").first).to_be_visible()


def test_progress_is_short_on_a_phone_and_whole_on_paper(
    open_tab: Callable[..., Tab], live: Live, rosa: Person
) -> None:
    assert rosa
    heights = {}
    for name in PATIENTS:
        page = open_tab(of_demo(live, name), size=PHONE).mine("progress")
        heights[name] = page.evaluate("document.documentElement.scrollHeight")
        folds = page.locator("[data-fold]:not([open])")
        folded = folds.count()
        assert page.locator("[data-fold]:not([open]) .chart-svg:visible").count() == 0
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert folds.count() == 0
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert folds.count() == folded > 0
    assert {name: height for name, height in heights.items() if height >= MOST_HIGH} == {}


def test_a_chart_that_was_folded_is_drawn_and_told_when_it_is_opened(
    open_tab: Callable[..., Tab], rosa: Person
) -> None:
    page = open_tab(rosa, size=PHONE).mine("progress")
    chart = page.locator("#farthest")
    expect(chart.locator(".chart-svg:visible")).to_have_count(0)
    chart.locator(".chart-fold > summary").tap()
    expect(chart.locator(".chart-svg:visible")).to_have_count(1)
    chart.locator(".chart-menu > summary").tap()
    chart.locator("[data-explore]").tap()
    expect(chart).to_have_class("chart chart-is-live", timeout=30_000)
    fold = chart.locator(".chart-fold > summary")
    fold.tap()
    fold.tap()
    drawing, live = (chart.locator(part).bounding_box() for part in (".chart-narrow", ".chart-live"))
    assert drawing == live
    chart.get_by_role("button", name="Later").tap()
    expect(chart.locator("[data-detail] .chart-detail-name")).to_be_visible()
    assert walk.fits(page) == []

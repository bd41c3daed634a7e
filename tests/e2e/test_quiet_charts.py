"""Every control of every chart on every page of charts is used, and the browser has nothing to complain of.

What a tab says on its console, and what the content policy refuses, is a fault of every test that opens one; this one
makes sure that all there is to press has been pressed.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import ElementHandle, Locator, Page, Position, expect

from tests.support.live import DESK, PHONE, Live, Tab, of_demo
from tests.support.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.long]

LIVE = "chart chart-is-live"
PAGES = ("progress", "progress?range=all&unit=minutes&reference=1", "course", "compare", "year")
CONTROLS = ":is(summary, button, select):not(.chart-fold > summary)"
NAME = "(one) => `${one.tagName} ${one.ariaLabel} ${one.textContent}`"
ROUNDS = 4  # what folds away holds folds and buttons, and what loads brings a list


def _settled(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")


def _point_along(page: Page, box: Locator, *, by_finger: bool) -> None:
    """Over the whole of a chart and out of it, a click, a drag and a double click; by finger a tap at three places."""
    at = box.bounding_box()
    assert at is not None
    down = min(at["height"] / 2, 120)
    places = [Position(x=at["width"] * share, y=down) for share in (0.3, 0.6, 0.9)]
    for place in places:
        if by_finger:
            box.tap(position=place)
        else:
            box.hover(position=place)
    if by_finger:
        return
    box.click(position=places[0])
    box.hover(position=places[0])
    page.mouse.down()
    box.hover(position=places[1], force=True)
    page.mouse.up()
    _settled(page)
    box.dblclick(position=places[0])
    page.mouse.move(1, 1)


def _press_all(page: Page, chart: Locator, *, by_finger: bool) -> int:
    """Opens every fold, presses every button, takes every choice, also those that come by it; how many there were."""
    pressed: set[str] = set()
    for _ in range(ROUNDS):
        # Each as it is now: what is opened in between would move their places in a list.
        for control in chart.locator(CONTROLS).element_handles():
            name = str(control.evaluate(NAME))
            if name in pressed or not control.is_visible() or control.is_disabled():
                continue
            pressed.add(name)
            _press(page, chart, control, by_finger=by_finger)
        _settled(page)
    return len(pressed)


def _press(page: Page, chart: Locator, control: ElementHandle, *, by_finger: bool) -> None:
    if choices := control.query_selector_all("option"):
        for choice in choices:
            control.select_option(choice.get_attribute("value"))
            _settled(page)
    elif control.get_attribute("data-save") is not None:
        with page.expect_download():
            control.press("Enter")
    elif control.get_attribute("data-explore") is not None:
        control.press("Enter")
        expect(chart).to_have_class(LIVE, timeout=30_000)
    else:
        control.tap() if by_finger else control.press("Enter")
        if control.evaluate("(one) => one.matches('[data-chart] .chart-menu[open] > summary')"):
            expect(chart.locator("[data-save]").first).to_be_enabled()


def _use(tab: Tab, path: str, *, by_finger: bool) -> None:
    page = tab.mine(path)
    # Whatever folds a whole chart away is opened first.
    folds = page.locator("details:is(.chart-fold, :has([data-chart])):not([open]) > summary")
    while folds.count():
        folds.first.click()
    charts = page.locator("[data-chart], [data-year]").all()
    assert charts, path
    for chart in charts:
        box = chart.locator(".chart-box")
        if by_finger and box.count():
            _point_along(page, box, by_finger=True)
        assert _press_all(page, chart, by_finger=by_finger), path
        if not box.count():
            continue
        expect(chart).to_have_class(LIVE)
        _point_along(page, box, by_finger=by_finger)
        _press_all(page, chart, by_finger=by_finger)
    page.emulate_media(color_scheme="dark")
    page.emulate_media(media="print")
    page.emulate_media(media="screen")
    _settled(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PAGES)
def test_no_control_of_a_chart_has_the_browser_complain(
    open_tab: Callable[..., Tab], live: Live, rosa: Person, path: str, size: tuple[int, int]
) -> None:
    assert rosa
    _use(open_tab(of_demo(live, "omar"), size=size), path, by_finger=size == PHONE)  # who has two courses

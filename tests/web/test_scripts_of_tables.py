"""The tables of years are brought in by the browser when somebody wants them, and are asked for once."""

from typing import Final

import pytest
from playwright.sync_api import Page, Position, Route, expect

from tests.web.conftest import run
from tests.web.test_scripts_of_charts import CHART, TABLE, told

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.no_cover]
ROWS: Final = TABLE.removeprefix('<details class="chart-numbers">').removesuffix("</details>")
LINK: Final = '<p><a href="/tables">Open the table</a></p>'
LATER: Final = (
    CHART.replace("<section data-chart", '<section data-chart id="pain"')
    .replace("data-open-day=", 'data-loading="Loading" data-not-loaded="Not loaded" data-open-day=')
    .replace('class="chart-numbers"', 'class="chart-numbers" data-later="/tables"')
    .replace(ROWS, f"<summary>Table</summary>{LINK}")
)
ANSWER: Final = f'<main><section data-tables="pain"><div class="chart-table-scroll">{ROWS}</div></section></main>'
SIGN_IN: Final = "<main><h1>Sign in</h1></main>"
ACROSS: Final[Position] = {"x": 398, "y": 50}


def chart(page: Page, *answers: str) -> list[str]:
    """A chart of years, and what is asked of the server, which gives these answers in turn and then the last."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(body=answers[min(len(asked), len(answers)) - 1], content_type="text/html")

    page.route("**/tables", answer)
    run(page, LATER, "charts.js")
    return asked


def test_a_finger_is_told_once_the_tables_have_come(own_page: Page) -> None:
    asked = chart(own_page, ANSWER)
    assert not asked
    own_page.locator(".chart-box").click(position=ACROSS)
    expect(own_page.locator(".chart-detail-name")).to_have_text("Thu 5 Mar")
    assert own_page.locator("[data-later] a[href='/tables']").count() == 0
    own_page.get_by_label("Earlier").click()
    assert told(own_page)[0] == "Mon 2 Mar"
    own_page.locator(".chart-box").hover(position={"x": 2, "y": 50})
    assert told(own_page)[0] == "Sun 1 Mar"
    own_page.locator(".chart-menu > summary").click()
    own_page.locator(".chart-numbers > summary").click()
    assert own_page.get_by_role("table").is_visible()
    assert asked == ["GET"]


def test_whoever_opens_the_table_gets_it(own_page: Page) -> None:
    asked = chart(own_page, ANSWER)
    own_page.locator(".chart-menu > summary").click()
    own_page.locator(".chart-numbers > summary").click()
    expect(own_page.get_by_role("table")).to_be_visible()
    assert own_page.locator("[data-later]").get_attribute("aria-busy") is None
    own_page.get_by_label("Later").click()
    assert told(own_page)[0] == "Thu 5 Mar"
    assert asked == ["GET"]


def test_what_is_asked_for_last_is_told(own_page: Page) -> None:
    chart(own_page, ANSWER)
    at_once = own_page.evaluate(
        """() => {
          const box = document.querySelector(".chart-box");
          const { left, top } = box.getBoundingClientRect();
          for (const [kind, x] of [["pointerdown", 398], ["pointermove", 200], ["pointermove", 2]]) {
            box.dispatchEvent(new PointerEvent(kind, { bubbles: true, clientX: left + x, clientY: top + 50 }));
          }
          return document.querySelector("[data-detail]").textContent;
        }"""
    )
    assert at_once == "Loading"
    expect(own_page.locator(".chart-detail-name")).to_have_text("Sun 1 Mar")


def test_where_they_cannot_be_had_it_says_so_and_can_be_tried_again(own_page: Page) -> None:
    asked = chart(own_page, SIGN_IN, ANSWER)
    own_page.get_by_label("Later").click()
    expect(own_page.locator("[data-detail]")).to_have_text("Not loaded")
    assert own_page.locator("[data-later] a[href='/tables']").count() == 1
    own_page.get_by_label("Later").click()
    expect(own_page.locator(".chart-detail-name")).to_have_text("Thu 5 Mar")
    assert asked == ["GET", "GET"]


def test_a_table_that_cannot_be_had_leaves_the_link_to_it(own_page: Page) -> None:
    asked = chart(own_page, SIGN_IN)
    own_page.locator(".chart-menu > summary").click()
    own_page.locator(".chart-numbers > summary").click()
    own_page.wait_for_function("!document.querySelector('[data-later]').hasAttribute('aria-busy')")
    assert own_page.get_by_role("link", name="Open the table").is_visible()
    assert asked == ["GET"]


def test_nothing_is_fetched_for_a_mouse_that_goes_across(own_page: Page) -> None:
    own_page.clock.install(time="2026-03-03T12:00:00Z")
    own_page.clock.pause_at("2026-03-03T13:00:00Z")
    asked = chart(own_page, ANSWER)
    own_page.locator(".chart-box").hover(position=ACROSS)
    own_page.mouse.move(900, 700)
    own_page.clock.run_for(1_000)
    assert told(own_page) == ["Touch the chart"]
    assert not asked
    own_page.locator(".chart-box").hover(position=ACROSS)
    own_page.clock.run_for(1_000)
    expect(own_page.locator(".chart-detail-name")).to_have_text("Thu 5 Mar")

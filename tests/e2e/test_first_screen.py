"""The first screen of Today on a phone: scales, how the day and the fortnight stand, what comes next, care, counts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import journey
from tests.support.live import Live, Tab, of_demo
from tests.support.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.long]
CARE = "#day-care .chip-button"
SHOWN = ("#day-state .spark", "#day-state .day-verdict a", "#day-state .day-coming a[href*='/sessions/']")
LEAST = 44  # CSS pixels of everything that is pressed there
TOO_SMALL = """(least) => [...document.querySelectorAll(".day-scales button, #day-care .chip-button, .day-head a")]
  .filter((one) => { const { width, height } = one.getBoundingClientRect(); return Math.min(width, height) < least; })
  .map((one) => one.outerHTML.slice(0, 90))"""


def above_the_bar(page: Page, one: Locator) -> bool:
    """Whether all of it stands on the first screen, above the bar of places."""
    box, bar = one.bounding_box(), page.locator(".places").bounding_box()
    assert box is not None
    assert bar is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= bar["y"]


@pytest.mark.parametrize("height", [740, 640])
def test_the_first_screen_holds_the_day(live: Live, rosa: Person, open_tab: Callable[..., Tab], height: int) -> None:
    """Omar has two courses, appointments and reviews that wait; all of today is saved."""
    assert rosa.user_name == "rosa"
    tab = open_tab(of_demo(live, "omar"), size=(360, height))
    page = tab.mine("today")
    leg, back = (3, 2) if height > 700 else (4, 1)  # the day is the same, and a score that is there is not saved again
    journey.tap_both(tab, leg, back)
    heat = page.locator("form[action$='/self-care/heat'] button")
    heat.click()
    expect(heat.locator(".count")).to_be_visible()
    page = tab.mine("today")
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#day-state")).to_contain_text(f"Leg {leg}, back {back}, saved")
    for selector in (*SHOWN, "#back-scale button[value='10']", "#day-state .day-coming a[href='#day-due']"):
        assert above_the_bar(page, page.locator(selector).last), selector
    care = page.locator(CARE).all()
    shown = [one for one in care if above_the_bar(page, one)]
    assert len(shown) == (len(care) if height > 700 else 3)
    assert page.evaluate(TOO_SMALL, LEAST) == []

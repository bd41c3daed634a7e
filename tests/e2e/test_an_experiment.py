"""An experiment on oneself, on a phone: planned, tossed for, noted by one tap on Today, stopped, read at its end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tests.support.sharing import today

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_from_the_plan_to_the_end(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(live.person("Who tries heat and ice"), size=PHONE)
    tab.watch.allow("422")
    page = tab.mine("experiments")
    page.get_by_role("link", name="Plan an experiment").tap()
    page.get_by_role("button", name="Toss the coins").tap()
    expect(page.locator("h1")).to_have_text("Plan an experiment")
    page.locator("[name=arm_a_kind]").select_option("heat")
    page.locator("[name=arm_a_minutes]").fill("20")
    page.locator("[name=arm_b_kind]").select_option("physiotherapy")
    page.locator("[name=started_on]").fill(str(today()))
    page.get_by_role("button", name="Toss the coins").tap()
    expect(page.locator("#arm_b_kind-error")).to_be_visible()
    expect(page.locator("[name=arm_a_minutes]")).to_have_value("20")
    page.locator("[name=arm_b_kind]").select_option("ice")
    page.get_by_role("button", name="Toss the coins").tap()
    expect(page.locator("h1")).to_have_text("Heat (20 min) beside ice")
    expect(page.locator("tbody tr")).to_have_count(1)
    _fits(page)
    page = tab.mine("today")
    page.locator("#day-experiment form button").tap()
    expect(page.locator("#day-experiment")).to_contain_text("noted 1 time on this day")
    page.get_by_role("link", name="Experiment, block 1 of 8").tap()
    page.get_by_role("button", name="Stop this experiment").tap()
    expect(journey.saved(page)).to_be_visible()
    expect(page.locator("main h2").first).to_have_text("Too little to compare")
    expect(page.get_by_role("button", name="Stop this experiment")).to_have_count(0)
    _fits(page)
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("button", name="Stop this experiment")).to_be_visible()


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

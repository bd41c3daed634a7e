"""A laptop and a phone, both open on one record: what one of them saves, the other does not take away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support import journey
from tests.support.live import DESK, PHONE, Live, Tab

pytestmark = [pytest.mark.browser, pytest.mark.long]
Devices = tuple[Tab, Tab]


@pytest.fixture
def devices(live: Live, open_tab: Callable[..., Tab], request: pytest.FixtureRequest) -> Devices:
    """The laptop and the phone of one person."""
    person = live.person(f"Dora {request.node.name}"[:40])
    return open_tab(person, size=DESK), open_tab(person, size=PHONE)


def _ticked(page: Page, name: str) -> set[str | None]:
    return {box.get_attribute("value") for box in page.locator(f"input[name={name}]:checked").all()}


def _save_cautions(page: Page, *kinds: str) -> None:
    for kind in kinds:
        journey.pick(page, "kinds", kind)
    page.get_by_role("button", name="Save and confirm").click()
    expect(journey.saved(page)).to_be_visible()


def _tick_of_the_day(page: Page, group: str, name: str, value: str) -> None:
    """One answer behind the two folds of Today, and all of them saved."""
    page.locator("#more > details > summary").click()
    page.locator("#more summary", has_text=group).last.click()
    journey.pick(page, name, value)
    page.get_by_role("button", name="Save the details").click()


def test_a_stale_page_of_cautions_ends_nothing_and_what_is_ended_is_named(devices: Devices) -> None:
    laptop, phone = devices
    stale = laptop.mine("cautions")
    _save_cautions(phone.mine("cautions"), "blood_thinner")
    _save_cautions(stale, "needle_fear")
    assert _ticked(stale, "kinds") == {"blood_thinner", "needle_fear"}
    expect(journey.saved(stale)).not_to_contain_text("Ended")

    page = phone.mine("cautions")
    _save_cautions(page, "blood_thinner")  # a tap takes the tick away: the page did show it
    expect(journey.saved(page)).to_contain_text("Ended: blood thinner")
    assert _ticked(page, "kinds") == {"needle_fear"}
    page.get_by_role("button", name="Undo").tap()
    expect(journey.saved(page)).to_contain_text("Undone")
    assert _ticked(laptop.mine("cautions"), "kinds") == {"blood_thinner", "needle_fear"}


def test_a_stale_today_keeps_a_warning_sign_and_asks_about_another_score(devices: Devices) -> None:
    laptop, phone = devices
    for tab in devices:
        tab.watch.allow("422")
    phone.mine("today")
    journey.tap_both(phone, 5, 2)
    stale = laptop.mine("today")
    page = phone.mine("today")
    _tick_of_the_day(page, "Any new warning sign?", "warning_signs", "saddle_numbness")
    expect(page.locator("h1")).to_have_text("Get help now")
    journey.tile(phone.mine("today"), "leg", 7).tap()
    expect(journey.saved(phone.page)).to_contain_text("leg 7")

    _tick_of_the_day(stale, "How it felt", "qualities", "burning")
    expect(stale.locator("h1")).to_have_text("Get help now")
    today = laptop.mine("today")
    assert _ticked(today, "warning_signs") == {"saddle_numbness"}
    assert _ticked(today, "qualities") == {"burning"}
    expect(today.locator("#leg-scale button[aria-pressed=true]")).to_have_attribute("value", "7")

    journey.tile(phone.mine("today"), "leg", 6).tap()
    expect(journey.saved(phone.page)).to_contain_text("leg 6")
    journey.tile(laptop.page, "leg", 3).click()
    expect(laptop.page.locator("main")).to_contain_text(": 6. You gave: 3. Which one counts?")
    journey.pick(laptop.page, "settle-leg_pain", "mine")
    laptop.page.get_by_role("button", name="Save").first.click()
    now = phone.mine("today")
    expect(now.locator("#leg-scale button[aria-pressed=true]")).to_have_attribute("value", "3")
    assert _ticked(now, "warning_signs") == {"saddle_numbness"}

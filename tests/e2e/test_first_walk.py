"""A new person's first two days with the app on a phone, from the account to the invitation of a practitioner."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tracker.web import clock

pytestmark = [pytest.mark.browser, pytest.mark.long]


class Wall:
    """The clock on the wall, for the server and for the browser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead, real = timedelta(), clock.now
        monkeypatch.setattr(clock, "now", lambda: real() + self.ahead)

    def a_day_later(self, page: Page) -> None:
        self.ahead += timedelta(days=1)
        page.clock.install(time=clock.now())


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


def _account_and_first_score(tab: Tab) -> None:
    page = tab.page
    codes = journey.sign_up(tab, "Flora")
    assert len(set(codes)) == journey.CODES
    journey.go_on_to_today(tab)
    expect(journey.tile(page, "leg", 6)).to_be_in_viewport()
    journey.tile(page, "leg", 6).tap()
    expect(journey.saved(page)).to_contain_text("leg 6")
    journey.tile(page, "back", 3).tap()
    expect(page.locator("#day-state")).to_contain_text("Leg 6, back 3, saved")


def _no_warning_signs(page: Page) -> None:
    """The first card of the first week, answered by one tick."""
    card = page.locator("#first-weeks")
    expect(card).to_contain_text("Signs that cannot wait")
    card.get_by_role("link", name="Answer them").tap()
    journey.pick(page, "warning_signs", "none")
    page.get_by_role("button", name="Save").tap()
    expect(journey.saved(page)).to_be_visible()
    assert "/today" in page.url
    expect(page.locator("#first-weeks")).to_have_count(0)


def _first_treatment(page: Page) -> None:
    page.get_by_role("link", name="Log a session").tap()
    page.get_by_role("link", name="Acupuncture").first.tap()
    journey.pick(page, "leg_before", 6)
    journey.pick(page, "leg_after", 4)
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(journey.saved(page)).to_be_visible()


def test_from_the_account_to_the_invitation(live: Live, open_tab: Callable[..., Tab], wall: Wall) -> None:
    tab = open_tab(size=PHONE)
    page = tab.page
    _account_and_first_score(tab)
    _no_warning_signs(page)
    _first_treatment(page)
    first_day = clock.now()

    wall.a_day_later(page)
    tab.go("/sign-in")
    journey.sign_in(tab, "Flora")
    expect(page.locator("#leg-scale")).to_be_visible()
    expect(page.locator("#leg-scale [aria-pressed=true]")).to_have_count(0)
    expect(page.locator("#first-weeks")).to_contain_text("Which leg, and since when")
    page.get_by_role("button", name="Put this card away").tap()
    expect(page.locator("#first-weeks")).to_have_count(0)
    journey.tile(page, "leg", 5).tap()
    expect(journey.saved(page)).to_contain_text("leg 5")
    _after_a_day(page)
    _course(page)
    _looking_back(page, first_day)
    _sharing(page)


def _after_a_day(page: Page) -> None:
    """Yesterday is one tap away, with all that was noted of it."""
    page.get_by_role("link", name="The day before").tap()
    expect(page.locator("#day-state")).to_contain_text("Leg 6, back 3, saved")
    expect(page.locator("#day-line")).to_contain_text("Acupuncture")
    page.get_by_role("link", name="The day after").tap()


def _course(page: Page) -> None:
    page.locator("nav.places").get_by_role("link", name="Course").tap()
    page.get_by_role("link", name="Plan a course").tap()
    journey.pick(page, "kind", "acupuncture")
    page.locator("[name=planned_sessions]").fill("10")
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("h1")).to_have_text("Count these in?")
    page.get_by_role("button", name="Count the ticked ones").tap()
    expect(page.locator("h1")).to_have_text("Acupuncture course")
    expect(page.locator("main")).to_contain_text("Session 1")


def _looking_back(page: Page, first_day: datetime) -> None:
    page.locator("nav.places").get_by_role("link", name="Progress").tap()
    chart = page.locator("#pain")
    chart.get_by_role("button", name="Earlier").tap()
    told = chart.locator("[data-detail]")
    expect(told).to_contain_text("Leg pain")
    page.locator("nav.places").get_by_role("link", name="Diary").tap()
    page.get_by_role("link", name="List", exact=True).tap()
    page.locator("main").get_by_role("link", name=re.compile(f"{first_day:%a} {first_day.day}")).first.tap()
    expect(page.locator("#day-line")).to_contain_text("Acupuncture")


def _sharing(page: Page) -> None:
    page.locator("nav.places").get_by_role("link", name="More").tap()
    page.locator("main a[href$='/sharing']").first.tap()
    page.get_by_role("link", name="Invite your practitioner").tap()
    page.get_by_role("button", name="Show me what they will see").tap()
    page.get_by_role("button", name="Yes, make the invitation").tap()
    expect(page.locator(".share-code")).to_be_visible()

"""A page that comes back into sight says that its day is over, and by whose days it counts."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.support.live import PHONE, Live, Tab
from tests.support.sharing import here
from tracker.wording.formats import day

pytestmark = [pytest.mark.browser, pytest.mark.long]
BERLIN = ZoneInfo("Europe/Berlin")


def at(days: int, clock: time) -> datetime:
    """A time in Berlin so many days from today."""
    return datetime.combine(here().date() + timedelta(days=days), clock, BERLIN)


def come_back(page: Page, event: str = "visibilitychange") -> None:
    page.evaluate("(name) => document.dispatchEvent(new Event(name, { bubbles: true }))", event)


@pytest.mark.parametrize("event", ["visibilitychange", "pageshow", "focus"])
def test_a_page_of_yesterday_says_so_and_leads_to_today(live: Live, open_tab: Callable[..., Tab], event: str) -> None:
    tab = open_tab(live.person(f"Nora {event}"), size=PHONE)
    page = tab.page
    page.clock.install(time=at(0, time(23, 50)))
    tab.mine("today")
    notes = page.locator("[data-day]")
    expect(notes).to_be_empty()
    page.clock.set_system_time(at(0, time(23, 59)))
    come_back(page, event)
    expect(notes).to_be_empty()
    page.clock.set_system_time(at(1, time(0, 1)))
    come_back(page, event)
    expect(notes).to_contain_text(f"It is {day(at(1, time(0)).date())} now. This page is of {day(here().date())}.")
    expect(notes.get_by_role("link", name="Open today")).to_be_visible()


def test_a_page_in_sight_through_midnight_says_so_by_itself(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(live.person("Nils"), size=PHONE)
    page = tab.page
    page.clock.install(time=at(0, time(23, 59, 40)))
    tab.mine("today")
    page.clock.run_for(60_000)
    expect(page.locator("[data-day]")).to_contain_text("This page is of")


def test_where_the_browser_has_another_day_the_zone_is_named(live: Live, open_tab: Callable[..., Tab]) -> None:
    """Kiritimati is 25 hours ahead of Pago Pago: never the same day."""
    person = live.person("Kai", zone="Pacific/Kiritimati")
    page = open_tab(person, size=PHONE, timezone_id="Pacific/Pago_Pago").mine("progress")
    there = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    expect(page.locator("[data-day]")).to_have_text(
        f"Days here are counted in Kiritimati time. It is {day(there)} there."
    )


def test_where_it_is_the_same_day_nothing_is_said(live: Live, open_tab: Callable[..., Tab]) -> None:
    page = open_tab(live.person("Lea"), size=PHONE).mine("progress")
    expect(page.locator("[data-day]")).to_be_empty()

"""Does it fit me? On a phone: for anybody, and in a record until it stands on the brief."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support import journey
from tests.support.live import PHONE, Tab
from tests.support.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_from_more_to_the_brief(open_tab: Callable[..., Tab], rosa: Person) -> None:
    tab = open_tab(rosa, size=PHONE)
    page = tab.mine("more")
    page.get_by_role("link", name="Does acupuncture fit me?").tap()
    page.get_by_role("link", name="Look at the questions").tap()
    expect(page.locator("main h2").first).to_have_text("Before anything else")
    journey.pick(page, "matters_most", "sleep")
    journey.pick(page, "side", "both")
    page.get_by_label("Show my answers on the one-page brief").check()
    page.get_by_role("button", name="Keep, and show what is known").tap()
    expect(journey.saved(page)).to_contain_text("your answers on acupuncture")
    expect(page.locator("main h2").first).to_have_text("Before anything else")
    expect(page.locator(".urgent-card")).to_contain_text("You said both legs")
    page.get_by_role("link", name="What guidelines say, for and against").tap()
    expect(page.locator("#guidelines")).to_be_in_viewport()
    _fits(page)
    page = tab.mine("brief")
    expect(page.locator(".brief")).to_contain_text("Considers acupuncture")
    page = tab.mine("fit")
    page.get_by_text("Delete these answers").tap()
    page.get_by_role("button", name="Delete", exact=True).tap()
    expect(page.get_by_role("link", name="Look at the questions")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".given")).to_contain_text("better sleep")


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""A diary of another app brought along in a real browser, on a phone: with scripts and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.live import PHONE, Live, Tab
from tests.support.people import Person

pytestmark = [pytest.mark.long, pytest.mark.browser]
SAMPLE = Path(__file__).parents[1] / "importers" / "samples" / "bearable" / "seven-columns.csv"


@pytest.fixture
def person(live: Live, request: pytest.FixtureRequest) -> Person:
    return live.person(f"For {request.node.name}"[-40:])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without scripts"])
def test_from_the_file_to_the_diary_and_back(
    live: Live, open_tab: Callable[..., Tab], person: Person, scripts: bool
) -> None:
    assert live.app
    tab = open_tab(person, size=PHONE, java_script_enabled=scripts)
    page = tab.mine("imports")
    page.get_by_label("Your file").set_input_files(SAMPLE)
    page.get_by_role("button", name="Look into it").click()
    expect(page.locator("h1")).to_have_text("What this file would bring")
    words = page.get_by_role("group", name="Shall words of strength become numbers?")
    words.locator(".chip", has_text="Yes, as in the table below").click()
    page.get_by_role("button", name="Show it with these answers").click()
    expect(page.locator("#short")).to_contain_text("3 days or moments and 2 doses of medicine")
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE[0]
    page.get_by_role("button", name="Yes, bring in").click()
    expect(page.get_by_role("status").first).to_contain_text("Brought in from Bearable")
    page.get_by_role("link", name="Look at your diary").click()
    expect(page.locator("h1")).to_have_text("Diary")
    page = tab.mine("imports")
    page.get_by_text("Undo", exact=True).click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status").first).to_contain_text("5 rows were taken out again.")

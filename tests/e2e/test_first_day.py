"""A new person's first day on a phone: two taps and it is saved, with scripts, without them, and by keyboard alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tests.support.people import PASSWORD
from tracker.accounts.models import Account
from tracker.diary.models import Entry
from tracker.web.extensions import db

pytestmark = pytest.mark.browser
MOST_PRESSES = 60


def _entries(live: Live, tab: Tab) -> list[Any]:
    with live.app.app_context():
        columns = select(Entry.kind, Entry.leg_pain, Entry.back_pain, Entry.deleted_at.is_(None))
        return [tuple(row) for row in db.session.execute(columns.where(Entry.patient_id == tab.patient_id))]


def test_two_taps_save_the_day(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(size=PHONE, timezone_id="America/New_York")
    page = tab.page
    codes = journey.sign_up(tab, "Nora")
    assert len(set(codes)) == journey.CODES
    with live.app.app_context():
        zone = db.session.execute(select(Account.time_zone).where(Account.user_name == "Nora")).scalar_one()
    assert zone == "America/New_York"
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save as a file").tap()
    assert kept.value.path().read_text().split() == codes
    page.get_by_role("button", name="Copy the codes").tap()
    expect(page.get_by_text("Copied")).to_be_visible()
    journey.go_on_to_today(tab)
    assert page.locator("[aria-pressed=true]").count() == 0
    expect(journey.tile(page, "leg", 10)).to_be_in_viewport()

    journey.tile(page, "leg", 6).tap()
    expect(journey.saved(page)).to_contain_text("leg 6")
    expect(journey.tile(page, "back", 0)).to_be_in_viewport()
    journey.tile(page, "back", 0).tap()
    expect(journey.saved(page)).to_contain_text("back 0")
    assert _entries(live, tab) == [("daily", 6, 0, True)]
    expect(journey.tile(page, "leg", 6)).to_have_attribute("aria-pressed", "true")
    expect(journey.tile(page, "back", 0)).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Undo").tap()
    expect(page.locator("#back-scale [aria-pressed=true]")).to_have_count(0)
    assert _entries(live, tab) == [("daily", 6, None, True)]


def test_two_taps_save_the_day_without_scripts(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(size=PHONE, java_script_enabled=False)
    page = tab.page
    assert len(journey.sign_up(tab, "Nils")) == journey.CODES
    journey.go_on_to_today(tab)
    journey.tile(page, "leg", 0).tap()
    expect(journey.saved(page)).to_contain_text("leg 0")
    journey.tile(page, "back", 3).tap()
    expect(journey.saved(page)).to_contain_text("back 3")
    assert _entries(live, tab) == [("daily", 0, 3, True)]
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator("#back-scale [aria-pressed=true]")).to_have_count(0)
    assert _entries(live, tab) == [("daily", 0, None, True)]


class Keys:
    """Somebody without mouse or finger: looks where the focus is, and can press three sorts of keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, selector: str) -> None:
        """Press Tab until what is wanted has the focus, which must be visible all the way."""
        for _ in range(MOST_PRESSES):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')")
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, selector: str) -> None:
        self.reach(selector)
        self.enter()

    def write(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(text)


def test_two_presses_save_the_day_by_keyboard_alone(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(size=PHONE, has_touch=False, is_mobile=False)
    page, keys = tab.go("/"), Keys(tab.page)
    keys.press("main a[href='/sign-up']")
    keys.write("[name=user_name]", "Kim")
    keys.write("[name=new_password]", PASSWORD)
    keys.enter()
    expect(page.locator("h1")).to_have_text("Keep your recovery codes")
    keys.press("main a.button")
    expect(page.locator("#leg-scale")).to_be_visible()
    tab.read_patient_id()

    keys.reach("#leg-scale button[value='0']")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    keys.enter()
    expect(journey.saved(page)).to_contain_text("leg 4")
    # The next scale comes next: the focus has moved on with the person.
    keys.reach("#back-scale button[value='0']")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    keys.enter()
    expect(journey.saved(page)).to_contain_text("back 9")
    assert _entries(live, tab) == [("daily", 4, 9, True)]
    keys.press(".notice-saved button")
    expect(page.locator("#back-scale [aria-pressed=true]")).to_have_count(0)


def test_the_day_is_the_persons_own(live: Live, open_tab: Callable[..., Tab]) -> None:
    """Whatever the server's clock says, a tap counts for the day on the person's wall."""
    person = live.person("Kiri", zone="Pacific/Kiritimati")
    tab = open_tab(person, size=PHONE)
    journey.tile(tab.mine("today"), "leg", 2).tap()
    expect(journey.saved(tab.page)).to_be_visible()
    with live.app.app_context():
        day = db.session.execute(select(Entry.for_date).where(Entry.patient_id == person.patient_id)).scalar_one()
    assert 0 <= (day - datetime.now(UTC).date()).days <= 1

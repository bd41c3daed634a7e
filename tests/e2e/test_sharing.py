"""Two people at two browsers: invite, accept, see, write back, answer, end; and the open page shows nothing more."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tests.support.people import PASSWORD, Person, give_factor, sign_in
from tracker.web import clock

pytestmark = [pytest.mark.browser, pytest.mark.long]
NOTE = "Please keep walking a little every day."
MOMENT = re.compile(r"[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}, [0-9]{2}:[0-9]{2}")
ENDED = "This share has ended"
ANSWER = "I will, mornings are best."


def _diary(live: Live, person: Person) -> None:
    """Two weeks of days, logged through the app's own pages."""
    browser = sign_in(live.app, person)
    today = clock.now().date()
    for back in range(1, 15):
        browser.post(browser.path(f"days/{today - timedelta(days=back)}/leg"), {"score": 6})


def _invite(tab: Tab) -> str:
    """The patient makes an invitation, having seen what it lets be seen; gives the address."""
    page = tab.mine("sharing")
    page.get_by_role("link", name="Invite your practitioner").click()
    journey.pick(page, "since", "everything")
    journey.pick(page, "notes", "no")
    journey.pick(page, "may_record", "yes")
    page.get_by_role("button", name="Show me what they will see").click()
    expect(page.get_by_role("heading", name="What they will see")).to_be_visible()
    page.get_by_role("button", name="Yes, make the invitation").click()
    expect(page.locator("h1")).to_have_text("Your invitation")
    return page.locator("#address").input_value().strip()


def _sign_up_by(tab: Tab, address: str, name: str) -> None:
    """Somebody new opens the address, makes a practitioner's account and comes back to the invitation."""
    page = tab.page
    page.goto(address)
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_role("link", name="I have them, continue").click()
    page.locator("[name=name]").fill(name)
    journey.pick(page, "kind", "acupuncturist")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("h1")).to_have_text("Second factor")
    give_factor(tab.live.app, name)
    page.goto(address)
    expect(page.locator("h1")).to_contain_text("invites you")
    page.get_by_role("button", name="Take it").click()
    expect(page.locator(".shared-bar")).to_be_visible()


def _write(tab: Tab) -> None:
    page = tab.mine("notes")
    page.locator("textarea[name=text]").fill(NOTE)
    page.get_by_role("button", name="Save the note").click()
    expect(journey.saved(page)).to_be_visible()


def _shows_nothing(page: Page, heading: str = "Page not found") -> None:
    expect(page.locator("h1")).to_have_text(heading)
    assert "6" not in MOMENT.sub("", page.locator("main").inner_text())


def test_from_the_invitation_to_the_end(live: Live, open_tab: Callable[..., Tab]) -> None:
    rosa = live.person("Rosa of the share")
    _diary(live, rosa)
    patient = open_tab(rosa, size=PHONE)
    address = _invite(patient)
    practitioner = open_tab()
    _sign_up_by(practitioner, address, "Wen of the share")
    practitioner.watch.allow("status of 410")
    practitioner.patient_id = rosa.patient_id

    page = practitioner.go("/patients")
    page.get_by_role("link", name="Rosa of the share").click()
    expect(page.locator(".shared-bar")).to_contain_text("Rosa of the share")
    expect(practitioner.mine("progress").locator("[data-chart]").first).to_be_visible()
    _write(practitioner)

    today = patient.mine("today")
    expect(today.get_by_text(NOTE)).to_be_visible()
    today.get_by_role("link", name="Answer", exact=True).click()
    # The address names the field, and the browser unfolds what holds it.
    today.locator("textarea[name=answer]").first.fill(ANSWER)
    today.get_by_role("button", name="Save the answer").first.click()
    expect(journey.saved(today)).to_be_visible()
    expect(practitioner.mine("notes").get_by_text(ANSWER)).to_be_visible()

    log = patient.mine("sharing/log")
    expect(log.locator("main")).to_contain_text("Wen of the share")
    expect(log.locator("main")).to_contain_text("Progress")
    open_page = practitioner.mine("progress")
    expect(open_page.locator("[data-chart]").first).to_be_visible()

    stop = patient.mine("sharing")
    stop.locator("summary", has_text="Stop sharing").click()
    stop.get_by_role("button", name="Yes, stop now").click()
    expect(stop.locator("main")).to_contain_text("Former shares")
    # The page was left open: coming back to it is enough.
    open_page.evaluate("dispatchEvent(new Event('focus'))")
    _shows_nothing(open_page, ENDED)
    practitioner.go("/patients")
    expect(practitioner.page.get_by_text("Rosa of the share")).to_have_count(0)
    practitioner.page.go_back()
    _shows_nothing(practitioner.page, ENDED)
    for rest in ("brief", "notes", "diary", "exports/all.zip"):
        _shows_nothing(practitioner.mine(rest), ENDED)


def test_a_link_opens_once_and_leaves_nothing_behind(live: Live, open_tab: Callable[..., Tab]) -> None:
    rosa = live.person("Rosa of the link")
    _diary(live, rosa)
    patient = open_tab(rosa)
    page = patient.mine("sharing/links/new")
    page.locator("[name=label]").fill("My physician")
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator("h1")).to_have_text("Your link is made")
    address = page.locator("#address").input_value().strip()
    visitor = open_tab(size=PHONE)
    visitor.watch.allow("status of 404")
    visitor.page.goto(address)
    visitor.page.get_by_role("button", name="Open it").click()
    expect(visitor.page.locator(".shared-bar")).to_contain_text("Rosa of the link")
    assert visitor.at().endswith("/progress")
    assert address.rpartition("/")[2] not in visitor.page.content()
    visitor.patient_id = rosa.patient_id
    expect(visitor.mine("brief").locator("h1")).to_contain_text("Brief")
    page = patient.mine("sharing")
    expect(page.locator("main")).to_contain_text("My physician")
    page.get_by_role("button", name="End the link for My physician").click()
    visitor.page.evaluate("dispatchEvent(new Event('focus'))")
    _shows_nothing(visitor.page)
    visitor.page.goto(address)
    _shows_nothing(visitor.page)

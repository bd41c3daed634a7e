"""Passkeys in a real browser with a device that Chromium plays: added, used everywhere one is asked for, removed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tests.support import walk
from tests.support.live import DESK, PHONE, Live, Tab
from tests.support.people import PASSWORD, Person
from tracker.accounts.models import AccountSession
from tracker.web import clock
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Device:
    """The device at a tab, and whether it knows who holds it."""

    cdp: Any
    id: str

    def verifies(self, *, on: bool) -> None:
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": on})

    def held(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})[
            "credentials"
        ]
        return found


@pytest.fixture
def named(live: Live) -> Live:
    """The same server under a name: an address has no passkeys."""
    return replace(live, url=live.url.replace("127.0.0.1", "localhost"))


def _open(open_tab: Callable[..., Tab], named: Live, *, size: tuple[int, int] = DESK) -> tuple[Tab, Device]:
    tab = open_tab(size=size)
    tab.live = named
    tab.watch.home = named.url
    cdp = tab.context.new_cdp_session(tab.page)
    cdp.send("WebAuthn.enable")
    return tab, Device(cdp, cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"])


def _give_password(tab: Tab, person: Person) -> None:
    page = tab.go("/sign-in")
    page.get_by_label("User name").fill(person.user_name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _sign_out(tab: Tab) -> Page:
    tab.go("/settings").get_by_role("button", name="Sign out").click()
    expect(tab.page.get_by_text("You are signed out.")).to_be_visible()
    return tab.page


def _add(tab: Tab, name: str) -> Page:
    page = tab.go("/settings/second-factor")
    page.get_by_label("Name of this passkey").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    return page


def _looks_right(page: Page) -> None:
    """The walk over every page goes by address, where there are no passkeys: so their parts are looked at here."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert walk.axe(page, walk.WHOLE_AXE) + walk.look(page) + walk.fits(page) == []


def _tire(live: Live, person: Person) -> None:
    """The password was given long ago."""
    with live.app.app_context():
        mine = update(AccountSession).where(AccountSession.account_id == person.account_id)
        db.session.execute(mine.values(confirmed_at=clock.now() - timedelta(hours=2)))
        db.session.commit()


def _wrong(page: Page) -> Any:
    return page.locator("[data-passkey-wrong]")


def test_from_the_first_to_the_last_day(named: Live, open_tab: Callable[..., Tab]) -> None:
    rosa = named.account("Rosa of the passkey")
    tab, device = _open(open_tab, named, size=PHONE)
    tab.patient_id = rosa.patient_id
    _give_password(tab, rosa)
    expect(tab.page.locator("h1")).to_be_visible()

    page = _add(tab, "My phone")
    expect(page.get_by_text("Your passkey is added")).to_be_visible()
    expect(page.get_by_text("My phone", exact=True)).to_be_visible()
    expect(page.get_by_text("Not used yet")).to_be_visible()
    _looks_right(page)
    assert [one["rpId"] for one in device.held()] == ["localhost"]

    page = _sign_out(tab)
    _looks_right(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/today")

    _sign_out(tab)
    _give_password(tab, rosa)
    expect(page.locator("h1")).to_have_text("Your second factor")
    _looks_right(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/today")

    _shared_after_a_passkey(tab, named, rosa)

    page = tab.go("/settings/second-factor")
    expect(page.get_by_text("Last used")).to_be_visible()
    page.locator("summary", has_text="Remove My phone").click()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_text("Your passkey is removed")).to_be_visible()
    page = _sign_out(tab)
    tab.watch.allow("status of 422")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(_wrong(page)).to_contain_text("This passkey is not known here")


def _shared_after_a_passkey(tab: Tab, named: Live, person: Person) -> None:
    """The password was given long ago: before somebody else may see, the passkey stands in for it."""
    _tire(named, person)
    page = tab.mine("sharing/links/new")
    expect(page.locator("h1")).to_have_text("Your password once more")
    _looks_right(page)
    page.get_by_role("button", name="Use your passkey instead").click()
    expect(page.locator("h1")).to_have_text("Make a share link")
    page.locator("[name=label]").fill("Dr Meyer")
    _tire(named, person)
    tab.watch.allow("status of 401")
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator("h1")).to_have_text("Your password once more")
    expect(page.get_by_text("What you chose waits on this page.")).to_be_visible()
    passkey = page.get_by_role("button", name="Use your passkey instead")
    passkey.click()
    expect(passkey).to_have_count(0)  # the page before has a button to go on as well, by the password
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("Your link is made")


def test_what_goes_wrong_is_said_beside_the_button(named: Live, open_tab: Callable[..., Tab]) -> None:
    omar = named.account("Omar of the passkey")
    tab, device = _open(open_tab, named)
    page = tab.go("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(_wrong(page)).to_contain_text("Perhaps this device has none for this site")
    _looks_right(page)
    _give_password(tab, omar)
    device.verifies(on=False)
    page = _add(tab, "My computer")
    expect(_wrong(page)).to_have_text("No passkey was made. You can try again.")
    device.verifies(on=True)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Your passkey is added")).to_be_visible()
    page = _add(tab, "My computer again")
    expect(_wrong(page)).to_have_text("This device has a passkey for your account already.")

    _tire(named, omar)
    tab.watch.allow("status of 401")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("h1")).to_have_text("Your password once more")
    page.get_by_role("button", name="Use your passkey instead").click()
    expect(page.locator("h1")).to_have_text("Second factor")

    tab.context.set_offline(True)
    tab.watch.allow("ERR_INTERNET_DISCONNECTED")
    page.get_by_role("button", name="Add a passkey").click()
    expect(_wrong(page)).to_contain_text("We cannot reach the server")
    tab.context.set_offline(False)


def test_where_there_can_be_none_there_is_no_button(named: Live, live: Live, open_tab: Callable[..., Tab]) -> None:
    lea = named.account("Lea of the passkey")
    button = "Sign in with a passkey"
    without_scripts = open_tab(java_script_enabled=False)
    expect(without_scripts.go("/sign-in").get_by_role("button", name=button)).to_have_count(0)
    by_address = open_tab(lea)
    page = by_address.go("/settings/second-factor")
    expect(page.get_by_text("Passkeys need HTTPS or the name localhost")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_have_count(0)
    expect(by_address.go("/sign-in?again=1").get_by_role("button", name=button)).to_have_count(0)
    old, _ = _open(open_tab, named)
    old.page.add_init_script("delete window.PublicKeyCredential")
    expect(old.go("/sign-in").get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(old.page.get_by_role("button", name=button)).to_have_count(0)
    _give_password(old, lea)
    page = old.go("/settings/second-factor")
    expect(page.get_by_text("This browser knows no passkeys")).to_be_visible()

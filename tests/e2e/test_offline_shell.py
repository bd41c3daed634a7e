"""The app in a pocket, in a real browser: installed, opened with the server killed, updated, and signed out of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import journey
from tests.support.live import PHONE, WAIT_MS, Live, Tab, Watch, new_tab, running_chromium
from tests.support.needs import find_chromium
from tests.support.people import Person, make_person
from tests.support.switched import CONTROLLED, Switched, home_of, until
from tracker.pocket.views import worker

pytestmark = [pytest.mark.browser, pytest.mark.long]
CACHES = "caches.keys()"
WAITS = "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)"
UPDATE = "navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)"


@pytest.fixture
def home(fresh_instance: Path, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Live, Switched]]:
    """A server of this test's own, whose worker is asked for each time."""
    monkeypatch.setattr(worker, "KEPT_FOR", "max-age=0")
    with home_of(fresh_instance, fresh_database) as home:
        yield home


@pytest.fixture
def owner(home: tuple[Live, Switched]) -> Person:
    return make_person(home[0].app, "Pocket")


@pytest.fixture
def tab(browser: Browser, home: tuple[Live, Switched], owner: Person) -> Iterator[Tab]:
    """A phone that opened Today and has its worker; at the end it may have complained of the network alone."""
    made = new_tab(browser, home[0], owner, size=PHONE)
    made.watch.allow("net::ERR_CONNECTION_REFUSED")
    made.watch.allow("navigation preload")
    made.mine("today")
    made.page.wait_for_function(CONTROLLED)
    yield made
    made.context.close()
    assert made.watch.left() == []


def test_chromium_would_install_it(playwright: Any, home: tuple[Live, Switched], tmp_path: Path) -> None:
    """By its own check, of which a private window is no part."""
    live, _server = home
    person = make_person(live.app, "Installer")
    with running_chromium(playwright) as chromium:
        path = chromium.browser_type
        context = path.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=_program(), args=["--no-sandbox"], headless=True
        )
        context.add_cookies([{"name": "sid", "value": live.secret(person), "url": live.url}])
        page = context.pages[0]
        page.goto(f"{live.url}/patients/{person.patient_id}/today")
        page.wait_for_function(CONTROLLED)
        asked = context.new_cdp_session(page)
        assert asked.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        told = asked.send("Page.getAppManifest")
        assert told["errors"] == []
        assert told["url"].startswith(f"{live.url}/manifest.webmanifest")
        context.close()


def _program() -> str:
    return str(find_chromium())


def test_today_opens_with_the_server_killed(tab: Tab, home: tuple[Live, Switched]) -> None:
    _live, server = home
    server.kill()
    for path in ("/", f"/patients/{tab.patient_id}/today", f"/patients/{tab.patient_id}/days/2026-03-01", "/offline"):
        page = tab.go(path)
        expect(page.locator("#leg-scale .tile")).to_have_count(11)
        expect(page.locator("[data-back]")).to_be_hidden()
        assert tab.at() == path
    page = tab.go("/settings")
    expect(page.locator("h1")).to_have_text("There is no network just now")
    page.get_by_role("link", name="Note how today is").click()
    expect(page.locator("#back-scale .tile")).to_have_count(11)
    server.start()
    page = tab.mine("today")
    expect(page.locator("#leg-scale[action]")).to_be_visible()


def test_an_earlier_day_stays_the_day_that_is_noted(tab: Tab, home: tuple[Live, Switched]) -> None:
    _live, server = home
    server.kill()
    page = tab.mine("days/2026-03-01")
    expect(page.locator("h1")).to_have_text("Sunday 1 March")
    assert page.title().startswith("Sunday 1 March")
    assert page.locator("#leg-scale").get_attribute("data-waits-day") == "2026-03-01"
    assert page.locator("[data-waits=care] [name=day]").first.input_value() == "2026-03-01"
    page = tab.mine("today")
    assert page.locator("#leg-scale").get_attribute("data-waits-day") is None
    expect(page.locator("[data-waits=care] [name=day]").first).to_be_disabled()


def test_the_page_says_when_there_is_network_again(tab: Tab, home: tuple[Live, Switched]) -> None:
    _live, server = home
    server.kill()
    page = tab.mine("today")
    server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-back] a").click()
    expect(page.locator("#leg-scale[action]")).to_be_visible()


def test_another_worker_begins_once_nothing_is_half_typed(tab: Tab, home: tuple[Live, Switched]) -> None:
    _live, server = home
    page = tab.page
    (before,) = page.evaluate(CACHES)
    page.locator("#more > details > summary").tap()
    page.locator("#more textarea").fill("half typed")
    server.another_worker()
    page.evaluate(UPDATE)
    until(page, WAITS)
    assert before in page.evaluate(CACHES), "it waits, and what the old one keeps is there"
    page.locator("#more textarea").fill("")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, f"caches.has({before!r}).then((is) => !is)")
    assert len(page.evaluate(CACHES)) == 1
    assert page.evaluate("navigator.serviceWorker.controller.state") == "activated"


def test_signing_out_takes_it_away_and_the_next_sign_in_brings_it_back(tab: Tab, owner: Person) -> None:
    tab.watch.allow("Clear-Site-Data")
    journey.sign_out(tab)
    page = tab.page
    until(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    assert page.evaluate(CACHES) == []
    tab.context.add_cookies([{"name": "sid", "value": tab.live.secret(owner), "url": tab.live.url}])
    tab.mine("today")
    page.wait_for_function(CONTROLLED)
    assert len(page.evaluate(CACHES)) == 1


def test_nothing_of_the_record_is_kept(tab: Tab) -> None:
    for rest in ("today", "diary", "progress", "more"):
        tab.mine(rest)
    kept = tab.page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys()))))"
        ".then((all) => all.flat().map((one) => new URL(one.url).pathname))"
    )
    assert {path for path in kept if not path.startswith("/static/")} == {"/offline", "/no-network"}


def test_a_shared_file_is_chosen(tab: Tab) -> None:
    """As a phone sends it: a form from nowhere with a file in it, which the worker takes."""
    page = tab.page
    page.evaluate(
        """() => {
          const form = Object.assign(document.createElement("form"), {
            method: "post", action: "/shared-file", enctype: "multipart/form-data", id: "phone" });
          form.setAttribute("data-again", "");
          const input = Object.assign(document.createElement("input"), { type: "file", name: "file" });
          const files = new DataTransfer();
          files.items.add(new File(["date,pain\\n2026-01-01,3\\n"], "täglich 1.csv", { type: "text/csv" }));
          input.files = files.files;
          form.append(input);
          document.body.append(form);
          form.submit();
        }"""
    )
    expect(page.locator("[data-shared]")).to_contain_text("is chosen")
    assert page.locator("#file").evaluate("(one) => one.files[0].name") == "täglich 1.csv"
    assert page.evaluate("caches.has('shared-file')") is False
    page.get_by_role("button", name="Look into it").click()
    expect(page.locator("h1")).to_be_visible()
    assert tab.at().endswith("/imports/file")


def test_without_a_secure_context_everything_is_as_without(playwright: Any, home: tuple[Live, Switched]) -> None:
    """Plain http in a home network: no worker, and no complaint of it."""
    live, server = home
    person = make_person(live.app, "At home")
    url = f"http://diary.home:{server.port}"
    with running_chromium(playwright) as chromium:
        context = chromium.browser_type.launch(
            executable_path=_program(), args=["--no-sandbox", "--host-resolver-rules=MAP diary.home 127.0.0.1"]
        ).new_context()
        context.add_cookies([{"name": "sid", "value": live.secret(person), "url": url}])
        page: Page = context.new_page()
        watch = Watch(url)
        watch.attach(page)
        watch.allow("Cross-Origin-Opener-Policy header has been ignored")
        page.goto(f"{url}/patients/{person.patient_id}/today", timeout=WAIT_MS)
        assert page.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [False, False]
        journey.tile(page, "leg", 4).click()
        expect(journey.saved(page)).to_contain_text("leg 4")
        page.goto(f"{url}/offline")
        expect(page.locator("#leg-scale .tile")).to_have_count(11)
        assert watch.left() == []
        context.close()


def test_other_addresses_of_workers_are_refused(tab: Tab) -> None:
    """The policy gives one address, and no second policy can be made."""
    tab.watch.allow("content policy")
    tab.watch.allow("TrustedTypePolicy")
    tab.watch.allow("TrustedScriptURL")
    tab.watch.allow("violates the following Content Security Policy")
    told = tab.page.evaluate(
        """async () => {
          const tried = [() => trustedTypes.createPolicy("service-worker", {}),
            () => trustedTypes.createPolicy("other", {}), () => navigator.serviceWorker.register("/static/other.js")];
          const names = [];
          for (const one of tried) try { await one(); names.push("done"); } catch (error) { names.push(error.name); }
          return names; }"""
    )
    assert told == ["TypeError"] * 3

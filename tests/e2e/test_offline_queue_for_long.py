"""A thousand entries over fifty outages, on two devices in two zones, with answers cut before and after the commit.

None is lost, none is doubled, none is of another day. And what else may happen while entries wait.
"""

import contextlib
import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect
from sqlalchemy import select

from tests.support import journey, sharing
from tests.support.live import CHROMIUM_ARGS, DESK, PHONE, WAIT_MS, Live, Tab, new_tab
from tests.support.needs import find_chromium
from tests.support.noting import Device, note
from tests.support.people import Person, make_person
from tests.support.switched import CONTROLLED, Switched, home_of, until
from tracker.diary.models import Entry
from tracker.pocket.views import worker
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long]
OUTAGES, AT_ONCE = 50, 20
NOT_OURS = ("net::ERR_", "Failed to load resource", "navigation preload", "NetworkError")
RECORD, TRAVELS = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
COUNT = """async () => {
  if (!(await indexedDB.databases()).length) return 0;
  const asked = indexedDB.open("waiting");
  const found = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const read = found.transaction("items").objectStore("items").count();
  const many = await new Promise((done) => { read.onsuccess = () => done(read.result); });
  found.close(); return many; }"""
ONLINE = "dispatchEvent(new Event('online'))"
KEEPS = """async () => { const asked = indexedDB.open("waiting");
  const found = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const read = found.transaction("state").objectStore("state").getAllKeys();
  const names = await new Promise((done) => { read.onsuccess = () => done(read.result); });
  found.close(); return names.some((name) => name.startsWith("kept ")); }"""
WAITING_LINE = "[data-waiting-count]"


@pytest.fixture
def home(fresh_instance: Path, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Live, Switched]]:
    """A server of this test's own, whose worker is asked for each time."""
    monkeypatch.setattr(worker, "KEPT_FOR", "max-age=0")
    with home_of(fresh_instance, fresh_database) as made:
        yield made


@pytest.fixture
def open_here(browser: Browser, home: tuple[Live, Switched]) -> Iterator[Callable[..., Tab]]:
    """Opens Today on a device, with its worker; at the end it may have complained of the network alone."""
    tabs: list[Tab] = []

    def open_one(person: Person, **options: Any) -> Tab:
        tab = new_tab(browser, home[0], person, **options)
        tabs.append(tab)
        for part in NOT_OURS:
            tab.watch.allow(part)
        tab.mine("today")
        tab.page.wait_for_function(CONTROLLED)
        return tab

    yield open_one
    for tab in tabs:
        tab.context.close()
    assert [fault for tab in tabs for fault in tab.watch.left()] == []


def _rows(live: Live, person: Person, model: type, *columns: str) -> list[tuple[Any, ...]]:
    with live.app.app_context():
        query = select(*(getattr(model, name) for name in columns)).where(
            model.patient_id == person.patient_id,  # type: ignore[attr-defined]
            model.deleted_at.is_(None),  # type: ignore[attr-defined]
        )
        return [tuple(row) for row in db.session.execute(query)]


def _all(live: Live, person: Person) -> Iterator[tuple[Any, ...]]:
    """All that is in the record, as what was tapped says what has to come of it."""
    columns = ("kind", "note", "for_date", "for_time", "leg_pain", "back_pain")
    for kind, words, day, at, leg, back in _rows(live, person, Entry, *columns):
        if kind == "moment":
            yield ("moment", words, day, at.strftime("%H:%M"), leg)
            continue
        for site, score in (("leg", leg), ("back", back)):
            if score is not None:
                yield ("score", day, site, score)
    for name, day, at in _rows(live, person, Dose, "name", "local_day", "taken_at"):
        yield ("dose", name, day, at.astimezone(RECORD).strftime("%H:%M"))
    for kind, day, at in _rows(live, person, TreatmentSession, "kind", "local_day", "started_at"):
        yield ("care", kind, day, at.astimezone(RECORD).strftime("%H:%M:%S"))


def _sent(page: Page) -> None:
    """Asks to send until nothing waits."""
    for _ in range(600):
        if page.evaluate(COUNT) == 0:
            return
        page.evaluate(ONLINE)
        page.wait_for_timeout(100)
    raise AssertionError(page.locator("[data-waiting-list]").inner_text())


def _waits(page: Page, how_many: int) -> None:
    line = page.locator(WAITING_LINE)
    if how_many:
        expect(line).to_have_text(f"Not sent yet, waiting on this device: {how_many}")
    else:
        expect(line).to_be_empty()


def _unreliable(chance: random.Random, cut: Counter[str]) -> Callable[[Route], None]:
    """Cuts some requests before they arrive, and some answers after what was sent is saved."""

    def answer(route: Route) -> None:
        fate = chance.random() if route.request.method == "POST" else 1.0
        with contextlib.suppress(Exception):  # the server may be killed, or the tab have gone on
            if fate < 0.05:
                cut["before"] += 1
                route.abort()
            elif fate < 0.1:
                cut["after"] += route.fetch().status == 200
                route.abort()
            else:
                route.continue_()

    return answer


@contextlib.contextmanager
def _away(server: Switched, tabs: tuple[Tab, ...], *, killed: bool) -> Iterator[None]:
    """The server is killed meanwhile, or no device has a network."""
    if killed:
        server.kill()
    for tab in tabs:
        tab.context.set_offline(not killed)
    yield
    if killed:
        server.start()
    for tab in tabs:
        tab.context.set_offline(False)


def _devices(chance: random.Random) -> tuple[Device, Device]:
    now, numbers = datetime.now(UTC).replace(microsecond=0), count()
    days = [sharing.here().date() - timedelta(days=back) for back in range(2, 92)]

    def one(name: str, site: str, zone: ZoneInfo) -> Device:
        mixed = chance.sample(days, len(days))
        return Device(name, site, zone, RECORD, chance, now, numbers, mixed)

    return one("phone", "leg", RECORD), one("laptop", "back", TRAVELS)


def test_a_thousand_entries_over_fifty_outages(home: tuple[Live, Switched], open_here: Callable[..., Tab]) -> None:
    live, server = home
    chance, cut = random.Random(18), Counter[str]()  # noqa: S311 - made up, and the same each time
    person = make_person(live.app, "Has a bad network")
    phone = open_here(person, size=PHONE)
    laptop = open_here(person, size=DESK, timezone_id=TRAVELS.key)
    pages = [phone.page, phone.context.new_page(), laptop.page]
    for page in pages:
        page.goto(f"{live.url}/offline")
    on_phone, on_laptop = _devices(chance)
    hands = [(pages[0], on_phone, 7), (pages[1], on_phone, 6), (pages[2], on_laptop, 7)]
    for tab in (phone, laptop):
        tab.context.route("**/patients/*/**", _unreliable(chance, cut))
    expected: list[tuple[Any, ...]] = []
    for outage in range(OUTAGES):
        with _away(server, (phone, laptop), killed=outage % 5 == 4):
            for page, device, some in hands:
                expected += note(page, device.some(some))
        for page in pages:
            page.evaluate(ONLINE)
        pages[outage % 3].wait_for_timeout(chance.randrange(0, 600))
        if outage % 10 == 9:
            pages[1].reload()
    for tab in (phone, laptop):
        tab.context.unroute("**/patients/*/**")
    for page in (pages[0], pages[2]):
        _sent(page)
    assert len(expected) == OUTAGES * AT_ONCE
    assert Counter(_all(live, person)) == Counter(expected)
    assert min(cut.values()) >= 10
    assert len(cut) == 2


def test_two_people_on_one_device_never_see_each_others(
    home: tuple[Live, Switched], open_here: Callable[..., Tab]
) -> None:
    live, _server = home
    first, second = make_person(live.app, "First on it"), make_person(live.app, "Second on it")
    tab = open_here(first, size=DESK)
    tab.watch.allow("Clear-Site-Data")
    page = tab.page
    page.context.set_offline(True)
    journey.tile(page, "leg", 6).click()
    _waits(page, 1)
    live.end_sign_ins(first)
    page.context.add_cookies([{"name": "sid", "value": live.secret(second), "url": live.url}])
    page.context.set_offline(False)
    tab.patient_id = second.patient_id
    tab.mine("today")
    journey.tile(page, "leg", 3).click()
    expect(journey.saved(page)).to_contain_text("leg 3")
    _waits(page, 0)
    assert page.evaluate(COUNT) == 1
    tab.go("/offline")
    _waits(page, 0)
    tab.mine("more")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in**")
    assert page.evaluate(COUNT) == 1, "it is still there for who noted it"
    page.context.add_cookies([{"name": "sid", "value": live.secret(first), "url": live.url}])
    tab.patient_id = first.patient_id
    tab.mine("today")
    expect(page.locator("#leg-scale [aria-pressed=true]")).to_have_text("6")
    assert page.evaluate(COUNT) == 0
    assert _rows(live, first, Entry, "leg_pain") == [(6,)]
    assert _rows(live, second, Entry, "leg_pain") == [(3,)]


def test_a_sign_in_that_was_ended_elsewhere_sends_nothing_and_keeps_what_was_not_sent(
    home: tuple[Live, Switched], open_here: Callable[..., Tab]
) -> None:
    live, _server = home
    person = make_person(live.app, "Ended elsewhere")
    tab = open_here(person, size=PHONE)
    page = tab.page
    page.context.set_offline(True)
    journey.tile(page, "leg", 6).click()
    _waits(page, 1)
    live.end_sign_ins(person)
    page.context.set_offline(False)
    page.evaluate(ONLINE)
    _waits(page, 0)
    assert page.evaluate(COUNT) == 1
    assert _rows(live, person, Entry, "id") == []
    tab.go("/offline")
    expect(page.locator("[data-waiting-wrong]").filter(has_text="Nobody is signed in")).to_be_visible()
    page.context.add_cookies([{"name": "sid", "value": live.secret(person), "url": live.url}])
    tab.mine("today")
    expect(page.locator("#leg-scale [aria-pressed=true]")).to_have_text("6")
    assert _rows(live, person, Entry, "leg_pain") == [(6,)]


def test_another_worker_takes_over_while_entries_wait(
    home: tuple[Live, Switched], open_here: Callable[..., Tab]
) -> None:
    live, server = home
    person = make_person(live.app, "Upgraded meanwhile")
    tab = open_here(person, size=PHONE)
    server.kill()
    page = tab.mine("today")
    on_phone, _laptop = _devices(random.Random(7))  # noqa: S311 - made up, and the same each time
    expected = note(page, on_phone.some(12))
    _waits(page, 12)
    (before,) = page.evaluate("caches.keys()")
    server.another_worker()
    server.start()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)")
    until(page, "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)")
    tab.mine("today")
    until(page, f"caches.has({before!r}).then((is) => !is)")
    _sent(page)
    assert Counter(_all(live, person)) == Counter(expected)


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'indexedDB', { value: undefined });",
        "IDBFactory.prototype.open = () => { throw new DOMException('none here', 'InvalidStateError'); };",
    ],
)
def test_a_window_that_keeps_nothing_says_so(
    home: tuple[Live, Switched], open_here: Callable[..., Tab], script: str
) -> None:
    live, server = home
    person = make_person(live.app, "Private window")
    tab = open_here(person, size=PHONE)
    page = tab.page
    page.add_init_script(script)
    tab.mine("today")
    journey.tile(page, "leg", 4).click()
    expect(journey.saved(page)).to_contain_text("leg 4")
    page.locator("#more > details > summary").click()
    page.locator("#more textarea").fill("Not lost")
    server.kill()
    page.locator("#more").get_by_role("button", name="Save the details").click()
    expect(page.locator("[data-waiting-wrong], [data-notice-slot]").filter(visible=True).first).to_be_visible()
    expect(page.locator("#more textarea")).to_have_value("Not lost")
    tab.mine("today")
    kept_nothing = page.locator("[data-waiting-wrong]").filter(has_text="could not be kept")
    expect(kept_nothing).to_be_visible()
    journey.tile(page, "back", 2).click()
    expect(kept_nothing).to_be_visible()
    _waits(page, 0)
    server.start()
    tab.mine("today")
    assert _rows(live, person, Entry, "leg_pain", "back_pain", "note") == [(4, None, None)]


def test_the_last_fortnight_is_read_with_the_server_killed_until_the_sign_in_ends(
    home: tuple[Live, Switched], open_here: Callable[..., Tab]
) -> None:
    live, server = home
    person = make_person(live.app, "Reads offline")
    tab = open_here(person, size=PHONE)
    page = tab.page
    journey.tap_both(tab, 6, 2)
    server.kill()
    tab.mine("today")
    kept = page.locator("[data-waiting-kept]")
    expect(page.locator("#leg-scale .tile")).to_have_count(11)
    expect(kept).to_be_hidden()
    server.start()
    tab.mine("more")
    with page.expect_response("**/to-read"):
        page.get_by_label("Keep the last 14 days on this device").check()
    until(page, f"({KEEPS})()")
    server.kill()
    tab.mine("today")
    expect(kept).to_be_visible()
    expect(kept.locator("[data-kept-lines]")).to_contain_text("6")
    server.start()
    live.end_sign_ins(person)
    page.evaluate(ONLINE)
    expect(page.locator("[data-waiting-wrong]").filter(has_text="Nobody is signed in")).to_be_visible()
    expect(kept).to_be_hidden()
    until(page, f"({KEEPS})().then((is) => !is)")
    server.kill()
    tab.go("/offline")
    expect(page.locator("#leg-scale .tile")).to_have_count(11)
    expect(kept).to_be_hidden()


def _kill(profile: Path) -> None:
    """The browser of this profile, as a phone that runs out of memory does."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = (folder / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={profile}".encode() in told and not any(b"--type=" in one for one in told):
                os.kill(int(folder.name), signal.SIGKILL)


def test_a_browser_that_was_killed_still_has_what_waits(
    home: tuple[Live, Switched], playwright: Playwright, tmp_path: Path
) -> None:
    live, server = home
    person, profile = make_person(live.app, "Killed browser"), tmp_path / "profile"
    secret = live.secret(person)

    def opened() -> BrowserContext:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=find_chromium(),
            args=list(CHROMIUM_ARGS),
            timezone_id="Europe/Berlin",
            locale="en-GB",
        )
        context.set_default_timeout(WAIT_MS)
        context.add_cookies([{"name": "sid", "value": secret, "url": live.url}])
        return context

    context = opened()
    page = context.pages[0]
    page.goto(f"{live.url}/patients/{person.patient_id}/today")
    page.wait_for_function(CONTROLLED)
    server.kill()
    page.reload()
    on_phone, _laptop = _devices(random.Random(9))  # noqa: S311 - made up, and the same each time
    expected = note(page, on_phone.some(10))
    _kill(profile)
    with contextlib.suppress(Exception):
        context.close()
    context = opened()
    page = context.pages[0]
    page.goto(f"{live.url}/patients/{person.patient_id}/today")
    _waits(page, len(expected))
    server.start()
    _sent(page)
    context.close()
    assert Counter(_all(live, person)) == Counter(expected)

"""What is tapped without network waits on the device and is sent once: none lost, none doubled, none of another day."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tracker.diary.models import Entry
from tracker.treatment.models import TreatmentSession
from tracker.web.extensions import db

pytestmark = pytest.mark.browser
_times = count()
AWAY = (
    "net::ERR_INTERNET_DISCONNECTED",
    "net::ERR_FAILED",
    "Failed to load resource",
    "error occurred when fetching the script",
)
SEALED = """async () => { const asked = indexedDB.open("waiting");
  const found = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const all = (name) => new Promise((done) => {
    const read = found.transaction(name).objectStore(name).getAll(); read.onsuccess = () => done(read.result); });
  const [items, keys] = [await all("items"), await all("keys")];
  const exported = await crypto.subtle.exportKey("raw", keys[0]).then(() => true, () => false);
  const told = (one) => [Object.keys(one).sort().join(), new TextDecoder().decode(one.sealed)];
  return { items: items.map(told), exported }; }"""


def _rows(live: Live, tab: Tab, model: type, *columns: str) -> list[tuple[object, ...]]:
    with live.app.app_context():
        query = select(*(getattr(model, name) for name in columns)).where(
            model.patient_id == tab.patient_id,  # type: ignore[attr-defined]
            model.deleted_at.is_(None),  # type: ignore[attr-defined]
        )
        return [tuple(row) for row in db.session.execute(query)]


def _waits(page: Page, how_many: int) -> None:
    line = page.locator("[data-waiting-count]")
    if how_many:
        expect(line).to_have_text(f"Not sent yet, waiting on this device: {how_many}")
    else:
        expect(line).to_be_empty()


@pytest.fixture
def today(live: Live, open_tab: Callable[..., Tab]) -> Iterator[Tab]:
    tab = open_tab(live.person(f"Queues {next(_times)}"), size=PHONE)
    for part in AWAY:
        tab.watch.allow(part)
    tab.mine("today")
    yield tab
    tab.page.context.set_offline(False)


def test_taps_without_network_wait_and_are_sent_once(live: Live, today: Tab) -> None:
    page = today.page
    page.context.set_offline(True)
    journey.tile(page, "leg", 6).click()
    _waits(page, 1)
    expect(page.locator("#leg-scale [aria-pressed=true]")).to_have_text("6")
    journey.tile(page, "leg", 4).click()
    _waits(page, 2)
    for times, kind in enumerate(("heat", "ice", "heat"), start=3):
        page.locator(f"form[action$='/self-care/{kind}'] button").click()
        _waits(page, times)
    sealed = page.evaluate(SEALED)
    assert sealed["exported"] is False
    assert {names for names, _ in sealed["items"]} == {"account,id,iv,sealed,seq"}
    assert not any("heat" in text or "score" in text for _, text in sealed["items"])
    assert _rows(live, today, Entry, "id") == []
    page.context.set_offline(False)
    _waits(page, 0)
    expect(page.locator("#day-state")).to_contain_text("4")
    assert _rows(live, today, Entry, "leg_pain", "back_pain", "late") == [(4, None, False)]
    assert sorted(_rows(live, today, TreatmentSession, "kind")) == [("heat",), ("heat",), ("ice",)]
    journey.tile(page, "leg", 3).click()
    expect(journey.saved(page)).to_contain_text("leg 3")


def test_what_waited_is_there_after_the_page_is_opened_anew(live: Live, today: Tab) -> None:
    page = today.page
    page.context.route("**/waiting", lambda route: route.abort())
    page.context.set_offline(True)
    journey.tile(page, "back", 5).click()
    _waits(page, 1)
    page.context.set_offline(False)
    page.reload()
    _waits(page, 1)
    page.locator(".waiting summary").click()
    expect(page.locator("[data-waiting-list] li")).to_contain_text("Back pain 5")
    page.context.unroute("**/waiting")
    page.reload()
    _waits(page, 0)
    expect(page.locator("#back-scale [aria-pressed=true]")).to_have_text("5")
    assert _rows(live, today, Entry, "back_pain") == [(5,)]


@pytest.mark.parametrize(("answer", "leg"), [("Keep mine", 6), ("Take the newer", 2)])
def test_a_day_that_was_changed_elsewhere_is_asked_about(live: Live, today: Tab, answer: str, leg: int) -> None:
    page = today.page
    page.context.set_offline(True)
    journey.tile(page, "leg", 6).click()
    _waits(page, 1)
    other = page.context.browser.new_context(storage_state=page.context.storage_state())  # type: ignore[union-attr]
    elsewhere = other.new_page()
    elsewhere.goto(page.url)
    journey.tile(elsewhere, "leg", 2).click()
    expect(journey.saved(elsewhere)).to_contain_text("leg 2")
    other.close()
    page.context.set_offline(False)
    item = page.locator("[data-waiting-list] li")
    expect(item).to_contain_text("Which one counts?")
    item.get_by_role("button", name=answer).click()
    _waits(page, 0)
    assert _rows(live, today, Entry, "leg_pain") == [(leg,)]


def test_an_answer_that_is_lost_makes_nothing_twice(live: Live, today: Tab) -> None:
    page = today.page
    page.context.set_offline(True)
    page.locator("form[action$='/self-care/heat'] button").click()
    journey.tile(page, "leg", 6).click()
    _waits(page, 2)
    lost: list[int] = []

    def lose(route: object) -> None:
        if len(lost) < 3 and route.request.method == "POST":  # type: ignore[attr-defined]
            lost.append(route.fetch().status)  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.context.route("**/patients/**", lose)
    page.context.set_offline(False)
    for _ in range(4):
        page.wait_for_timeout(200)
        page.evaluate("dispatchEvent(new Event('online'))")
    _waits(page, 0)
    assert lost == [200, 200, 200]
    assert len(_rows(live, today, TreatmentSession, "id")) == 1
    assert _rows(live, today, Entry, "leg_pain") == [(6,)]


def test_signing_out_with_something_unsent_asks_first(live: Live, today: Tab) -> None:
    page = today.page
    page.context.route("**/waiting", lambda route: route.abort())
    page.context.set_offline(True)
    journey.tile(page, "leg", 6).click()
    _waits(page, 1)
    page.context.set_offline(False)
    today.mine("more")
    _waits(page, 1)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Stay signed in").click()
    _waits(page, 1)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign out and lose it").click()
    page.wait_for_url("**/sign-in**")
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert _rows(live, today, Entry, "id") == []


def test_where_nothing_can_be_kept_the_page_says_so_and_keeps_what_was_typed(live: Live, today: Tab) -> None:
    page = today.page
    page.evaluate(
        """() => { IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    page.context.set_offline(True)
    page.locator("#more > details > summary").click()
    page.locator("#more textarea").fill("Not lost")
    page.locator("#more").get_by_role("button", name="Save the details").click()
    expect(page.locator("[data-waiting-wrong]").filter(has_text="could not be kept")).to_be_visible()
    expect(page.locator("#more textarea")).to_have_value("Not lost")
    _waits(page, 0)

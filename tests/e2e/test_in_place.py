"""Saving without leaving the page: nothing jumps, nothing typed is lost, and no control is covered."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import DESK, PHONE, Live, Tab
from tracker.diary.models import Entry
from tracker.treatment.models import TreatmentSession
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long]
CONTROLS_UNDER = """() => { const notice = document.querySelector(".saved-notice");
  const box = notice.getBoundingClientRect();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, label")]
    .filter((one) => !notice.contains(one) && one.checkVisibility())
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, other]) => other.width > 1 && other.left < box.right && other.right > box.left
      && other.top < box.bottom && other.bottom > box.top)
    .map(([one]) => one.outerHTML); }"""
STAYS = "window.sameDocument === true"
SHIFTED = "window.shifted"
WATCH = """() => { window.sameDocument = true; window.shifted = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
    .observe({ type: "layout-shift" }); }"""


def _rows(live: Live, tab: Tab, model: type, *columns: str) -> list[tuple[object, ...]]:
    with live.app.app_context():
        query = select(*(getattr(model, name) for name in columns)).where(
            model.patient_id == tab.patient_id,  # type: ignore[attr-defined]
            model.deleted_at.is_(None),  # type: ignore[attr-defined]
        )
        return [tuple(row) for row in db.session.execute(query)]


def _today(tab: Tab) -> Page:
    tab.page.clock.install()
    page = tab.mine("today")
    page.evaluate(WATCH)
    return page


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_day_in_two_taps_moves_nothing(live: Live, open_tab: Callable[..., Tab], size: tuple[int, int]) -> None:
    tab = open_tab(live.person(f"Moves nothing at {size[0]}"), size=size)
    page = _today(tab)
    journey.tile(page, "leg", 6).click()
    expect(journey.saved(page)).to_contain_text("leg 6")
    assert page.evaluate(CONTROLS_UNDER) == []
    assert page.evaluate("document.activeElement.id") == "back", "on to the next scale"
    journey.tile(page, "back", 3).click()
    expect(journey.saved(page)).to_contain_text("back 3")
    assert page.evaluate(CONTROLS_UNDER) == []
    assert page.evaluate(STAYS)
    assert _rows(live, tab, Entry, "leg_pain", "back_pain") == [(6, 3)]
    page.clock.run_for(6_100)
    expect(page.locator(".saved-notice[data-state=rest]")).to_be_visible()
    assert page.evaluate(SHIFTED) == 0
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#back-scale [aria-pressed=true]")).to_have_count(0)
    assert page.evaluate(STAYS)
    assert _rows(live, tab, Entry, "leg_pain", "back_pain") == [(6, None)]


def test_what_is_open_and_typed_stays_and_a_second_tap_is_a_second_heat(
    live: Live, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(live.person("Two heats"), size=PHONE)
    page = _today(tab)
    page.locator("#more > details > summary").tap()
    page.locator("#more textarea").fill("Not sent yet")
    heat = page.locator("form[action$='/self-care/heat'] button")
    for times in (1, 2):
        heat.tap()
        expect(journey.saved(page)).to_contain_text("heat")
        page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        assert len(_rows(live, tab, TreatmentSession, "kind")) == times
        page.keyboard.press("Escape")
        expect(page.locator(".saved-notice[data-state=rest]")).to_be_visible()
        page.clock.run_for(600)
    assert page.locator("#more textarea").input_value() == "Not sent yet"
    journey.tile(page, "leg", 4).tap()
    expect(page.locator("#leg-scale [aria-pressed=true]")).to_have_text("4")
    assert _rows(live, tab, Entry, "leg_pain", "note") == [(4, "Not sent yet")]
    assert page.evaluate(STAYS)


def test_offline_it_says_so_and_loses_nothing(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(live.person("Offline"), size=PHONE)
    tab.watch.allow("ERR_INTERNET_DISCONNECTED")
    page = _today(tab)
    tab.context.set_offline(True)
    journey.tile(page, "leg", 5).tap()
    expect(page.locator("[data-waiting-count]")).to_contain_text("waiting on this device: 1")
    assert page.evaluate(STAYS)
    tab.context.set_offline(False)
    page.clock.run_for(600)
    expect(page.locator("[data-waiting-count]")).to_be_empty()
    tab.mine("today")
    expect(page.locator("#leg-scale [aria-pressed=true]")).to_have_text("5")


def test_after_the_sign_in_has_ended_the_whole_page_says_so(live: Live, open_tab: Callable[..., Tab]) -> None:
    person = live.account("Ended meanwhile")
    tab = open_tab(person, size=PHONE)
    tab.watch.allow("status of 401")
    page = _today(tab)
    live.end_sign_ins(person)
    journey.tile(page, "leg", 5).tap()
    expect(page.locator("h1")).to_have_text("Please sign in again")
    journey.sign_in(tab, "Ended meanwhile")
    page.get_by_role("button", name="Save it now").tap()
    expect(page.locator("#leg-scale [aria-pressed=true]")).to_have_text("5")

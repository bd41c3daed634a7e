"""One left edge on every page, and one lit place in its navigation, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support import walk
from tests.support.live import DESK, PHONE, Live, Tab, new_tab
from tests.support.people import Person

pytestmark = [pytest.mark.long, pytest.mark.browser]
# Where the page's first column begins: headings, cards and forms all begin there. The brief is a sheet of
# its own, and charts take the whole width of a phone.
EDGES = """() => { const main = document.querySelector("main"), css = getComputedStyle(main);
  const edge = main.getBoundingClientRect().left + parseFloat(css.paddingLeft);
  const first = "main > *, main > .narrow:not(.card) > *, main > .stack > *, main > .columns > :first-child, main h1";
  return [...document.querySelectorAll(first)]
    .map((one) => (one.localName === "h1" ? (one.closest("header") ?? one) : one))
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1
      && !one.matches(".saved-notice, .notice-slot") && !one.closest(".brief, .halves > :not(:first-child)"))
    .map((one) => [one.getBoundingClientRect().left - edge, one])
    .filter(([apart, one]) => Math.abs(apart) > 1
      && !(innerWidth < 700 && one.querySelector("[data-chart], .chart-fold, .chart-nothing")))
    .map(([apart, one]) => `${apart.toFixed(0)} px: ${one.cloneNode().outerHTML || one.outerHTML}`.slice(0, 140)); }"""
LIT = """document.querySelectorAll(".places [aria-current=page]").length"""
# The welcome page, and pages for who is not signed in, stand in the middle.
OF_NO_PLACE = "/help-now"
OWN = walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.ACCOUNT


@pytest.fixture(scope="module")
def old_hand(browser: Browser, live: Live, rosa: Person) -> Iterator[tuple[Tab, walk.Ids]]:
    tab = new_tab(browser, live, rosa, size=PHONE, is_mobile=False)
    yield tab, walk.ids_of_filled(live.app, rosa)
    tab.context.close()


@pytest.fixture(scope="module")
def acupuncturist(
    browser: Browser, live: Live, rosa: Person, old_hand: tuple[Tab, walk.Ids]
) -> Iterator[tuple[Tab, walk.Ids]]:
    tab = new_tab(browser, live, walk.practitioner_of(live.app, rosa), size=PHONE, is_mobile=False)
    yield tab, old_hand[1]
    tab.context.close()


def faults(tab: Tab, path: str) -> list[str]:
    page, found = tab.go(path), []
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}: {fault}" for fault in page.evaluate(EDGES)]
    return found if page.evaluate(LIT) == 1 or path.startswith(OF_NO_PLACE) else [*found, "no place is lit, or several"]


@pytest.mark.parametrize("path", OWN)
def test_of_ones_own(old_hand: tuple[Tab, walk.Ids], path: str) -> None:
    tab, ids = old_hand
    assert faults(tab, ids.path(path)) == []


@pytest.mark.parametrize("path", walk.PRACTISED)
def test_of_a_practitioner(acupuncturist: tuple[Tab, walk.Ids], path: str) -> None:
    tab, ids = acupuncturist
    assert faults(tab, ids.path(path)) == []

"""A walk over every page, full and empty: what axe says, narrow and wide, light and dark, by finger and by keyboard."""

import uuid
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.exceptions import NotFound

from tests.support import walk
from tests.support.live import DESK, PHONE, Live, Tab, new_tab
from tests.support.people import Person

AXE = Axe()


class Walker:
    """One tab that goes from page to page and changes its size and colours on the way."""

    def __init__(self, tab: Tab, ids: walk.Ids) -> None:
        self.tab = tab
        self.ids = ids

    def faults(self, rest: str) -> list[str]:
        self._as(PHONE, "light")
        page = self.tab.go(self.ids.path(rest))
        found = walk.look(page) + self._axe("phone")
        self._as((320, 640), "light")
        found += walk.fits(page) + walk.focus(page)
        self._as(DESK, "dark")
        found += self._axe("desk, dark")
        found += self.tab.watch.left()
        self.tab.watch.faults.clear()
        return found

    def _as(self, size: tuple[int, int], scheme: str) -> None:
        self.tab.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    def _axe(self, where: str) -> list[str]:
        violations = AXE.run(self.tab.page, options=walk.AXE_OPTIONS).response["violations"]
        return [
            f"{where}: {one['id']} {node['html'][:120]} {node['failureSummary'][:300]}"
            for one in violations
            for node in one["nodes"][:3]
        ]


def _walker(browser: Browser, live: Live, person: Person | None, ids: walk.Ids) -> Iterator[Walker]:
    tab = new_tab(browser, live, person, size=PHONE, is_mobile=False, reduced_motion="reduce")
    tab.watch.allow("status of 404")
    yield Walker(tab, ids)
    tab.context.close()


@pytest.fixture(scope="module")
def stranger(browser: Browser, live: Live) -> Iterator[Walker]:
    yield from _walker(browser, live, None, walk.ids_of_anyone(uuid.uuid4()))


@pytest.fixture(scope="module")
def newcomer(browser: Browser, live: Live) -> Iterator[Walker]:
    person = live.person("Empty")
    yield from _walker(browser, live, person, walk.ids_of_anyone(person.patient_id))


@pytest.fixture(scope="module")
def old_hand(browser: Browser, live: Live, rosa: Person) -> Iterator[Walker]:
    yield from _walker(browser, live, rosa, walk.ids_of_filled(live.app, rosa))


@pytest.mark.browser
@pytest.mark.parametrize("path", walk.PUBLIC)
def test_signed_out(stranger: Walker, path: str) -> None:
    assert stranger.faults(path) == []


@pytest.mark.browser
@pytest.mark.parametrize("path", walk.OF_ANY_RECORD)
def test_with_nothing_in_it(newcomer: Walker, path: str) -> None:
    assert newcomer.faults(path) == []


@pytest.mark.browser
@pytest.mark.parametrize("path", walk.OF_ANY_RECORD + walk.OF_A_FULL_RECORD + walk.ACCOUNT)
def test_with_a_full_record(old_hand: Walker, path: str) -> None:
    assert old_hand.faults(path) == []


def test_the_walk_leaves_no_page_out(app: Flask) -> None:
    some = uuid.uuid4()
    ids = walk.Ids(some, "2026-03-01", *[some] * 8)
    urls = app.url_map.bind("localhost")
    walked = set()
    for rest in walk.PUBLIC + walk.ACCOUNT + walk.OF_ANY_RECORD + walk.OF_A_FULL_RECORD:
        try:
            walked.add(urls.match(ids.path(rest).partition("?")[0])[0])
        except NotFound:
            assert rest == "/no-such-page"
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - walked == walk.NO_PAGES

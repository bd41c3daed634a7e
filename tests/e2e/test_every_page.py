"""A walk over every page, full and empty: what axe says, narrow and wide, light and dark, by finger and by keyboard."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.exceptions import NotFound

from tests.support import walk
from tests.support.live import DESK, PHONE, Live, Tab, new_tab
from tests.support.people import Person


class Walker:
    """One tab that goes from page to page and changes its size and colours on the way."""

    def __init__(self, tab: Tab, ids: walk.Ids) -> None:
        self.tab = tab
        self.ids = ids

    def faults(self, rest: str, *, thorough_when: str = "narrow") -> list[str]:
        narrow, wide = walk.WHOLE_AXE, walk.SEEN_AXE
        if thorough_when == "wide":
            narrow, wide = wide, narrow
        self._as(PHONE, "light")
        page = self.tab.go(self.ids.path(rest))
        found = walk.look(page) + walk.axe(page, narrow)
        self._as((320, 640), "light")
        found += walk.fits(page) + walk.focus(page)
        self._as(DESK, "dark")
        found += walk.axe(page, wide) + self.tab.watch.left()
        self.tab.watch.faults.clear()
        return found

    def _as(self, size: tuple[int, int], scheme: str) -> None:
        self.tab.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


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
    assert old_hand.faults(path, thorough_when="wide") == []


BAD_PAGE = """<!doctype html><title>Two</title><h1>One</h1>
<style>
.button { outline: none !important; font-size: 8px; color: #999; background: #aaa; padding: 0; display: block }
</style>
<button class="button">no</button><button class="button">no</button><p style="width: 700px">wide</p>
<img src="data:,">"""


@pytest.mark.browser
def test_the_walk_sees_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.set_content(BAD_PAGE)
    looked = walk.look(page)
    assert [words.split(" ")[0] for words in looked] == ["h1", "small:", "small:"]
    assert walk.fits(page)[0] == "708 > 320"
    assert [words.partition(":")[0] for words in walk.focus(page)] == ["no focus to see"]
    assert {words.split(" ")[0] for words in walk.axe(page, walk.WHOLE_AXE)} >= {"image-alt", "color-contrast"}
    assert {words.split(" ")[0] for words in walk.axe(page, walk.SEEN_AXE)} == {"color-contrast", "target-size"}
    page.close()


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

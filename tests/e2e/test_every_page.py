"""A walk over every page: what axe says at four widths, light or dark, by finger and keyboard, and nothing moves."""

import uuid
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import NotFound

from tests.support import looks, walk
from tests.support.factors import add_app, begin_step
from tests.support.live import DESK, PHONE, Live, Tab, new_tab
from tests.support.people import Person
from tests.support.rules import of_pages

Scheme = Literal["light", "dark"]
NARROWEST = (320, 640)
TABLET = (768, 1024)
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
# Where each width is looked at in one theme alone; the siege looks at all eight.
ONE_SCHEME: Mapping[tuple[int, int], Scheme] = MappingProxyType(
    {NARROWEST: "dark", PHONE: "light", TABLET: "dark", DESK: "light"}
)
all_eight = pytest.mark.parametrize("all_eight", [False, pytest.param(True, marks=pytest.mark.siege)])


class Walker:
    """One tab that goes from page to page and changes its size and colours on the way."""

    def __init__(self, tab: Tab, ids: walk.Ids) -> None:
        self.tab = tab
        self.ids = ids
        tab.page.add_init_script(looks.COUNT_SHIFTS)

    def faults(self, rest: str, *, all_eight: bool) -> list[str]:
        """What is wrong with a page: opened at a phone's width and at a desk's, then seen at all four widths.

        Each is seen in one theme, with `all_eight` in both, and by the Tab key at three widths instead of one.

        Axe looks by all of its rules once at the narrowest and once at the widest, and each time by those whose answer
        depends on colours and room.
        """
        page = self._open(rest, PHONE)
        found = walk.look(page) + self._moved(PHONE) + looks.stops(page)
        for size in (PHONE, NARROWEST):
            found += self._looks(size, all_eight=all_eight)
        found += walk.focus(page)
        page = self._open(rest, DESK)
        found += self._moved(DESK)
        for size in (TABLET, DESK):
            found += self._looks(size, all_eight=all_eight)
            if all_eight:
                found += looks.told(str(size[0]), looks.stops(page))
        found += self.tab.watch.left()
        self.tab.watch.faults.clear()
        return found

    def quick_faults(self, rest: str) -> list[str]:
        """The same without axe, for a page that it sees elsewhere with more in it."""
        page = self._open(rest, PHONE)
        found = walk.look(page) + self._moved(PHONE) + looks.edges(page)
        self._as(NARROWEST, "light")
        found += walk.fits(page) + self.tab.watch.left()
        self.tab.watch.faults.clear()
        return found

    def _open(self, rest: str, size: tuple[int, int]) -> Page:
        self._as(size, "light")
        return self.tab.go(self.ids.path(rest))

    def _looks(self, size: tuple[int, int], *, all_eight: bool) -> list[str]:
        found: list[str] = []
        for scheme in SCHEMES if all_eight else (ONE_SCHEME[size],):
            self._as(size, scheme)
            whole = (size, scheme) in {(NARROWEST, "dark"), (DESK, "light")}
            seen = walk.axe(self.tab.page, walk.WHOLE_AXE if whole else walk.SEEN_AXE) + looks.edges(self.tab.page)
            found += looks.told(f"{size[0]} {scheme}", seen)
        return found + looks.told(str(size[0]), walk.fits(self.tab.page))

    def _moved(self, size: tuple[int, int]) -> list[str]:
        return looks.told(f"opened at {size[0]}", looks.shifts(self.tab.page))

    def _as(self, size: tuple[int, int], scheme: Scheme) -> None:
        self.tab.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.tab.page.emulate_media(color_scheme=scheme)


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


@pytest.fixture(scope="module")
def acupuncturist(browser: Browser, live: Live, rosa: Person, old_hand: Walker) -> Iterator[Walker]:
    """Who treats the old hand, in the same record."""
    yield from _walker(browser, live, walk.practitioner_of(live.app, rosa), old_hand.ids)


@pytest.fixture(scope="module")
def guarded(browser: Browser, live: Live) -> Iterator[Walker]:
    """Who has an authenticator app, and has just given the password once more."""
    person = live.person("Guarded")
    add_app(live.app, person.account_id)
    for walker in _walker(browser, live, person, walk.ids_of_anyone(person.patient_id)):
        step = begin_step(live.app, person.account_id)
        walker.tab.context.add_cookies([{"name": "step", "value": step, "url": live.url}])
        yield walker


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.PUBLIC)
@all_eight
def test_signed_out(stranger: Walker, path: str, all_eight: bool) -> None:
    assert stranger.faults(path, all_eight=all_eight) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.EMPTY_OR_NOT)
@all_eight
def test_with_nothing_in_it(newcomer: Walker, path: str, all_eight: bool) -> None:
    assert newcomer.faults(path, all_eight=all_eight) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.FORMS)
def test_forms_of_a_new_person(newcomer: Walker, path: str) -> None:
    """The same forms as in a full record, where axe sees them, with nothing filled in."""
    assert newcomer.quick_faults(path) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.ACCOUNT)
@all_eight
def test_with_a_full_record(old_hand: Walker, path: str, all_eight: bool) -> None:
    assert old_hand.faults(path, all_eight=all_eight) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.GUARDED)
@all_eight
def test_with_an_authenticator_app(guarded: Walker, path: str, all_eight: bool) -> None:
    assert guarded.faults(path, all_eight=all_eight) == []
    assert guarded.tab.page.title().startswith("Your second factor" if "sign-in" in path else "Second factor")


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.PRACTISED)
@all_eight
def test_with_the_record_of_a_patient(acupuncturist: Walker, path: str, all_eight: bool) -> None:
    assert acupuncturist.faults(path, all_eight=all_eight) == []


BAD_PAGE = """<!doctype html><title>Two</title><h1>One</h1>
<style>
input, a { outline: 2px solid; border: 1px solid #ddd; background: #fff }
a { position: fixed; top: -99px }
.button { outline: none !important; font-size: 8px; color: #999; background: #aaa; padding: 0; display: block }
</style>
<button class="button">no</button><button class="button">no</button><p style="width: 700px">wide</p>
<input><a href="#">off</a>
<img src="data:,">"""


@pytest.mark.browser
def test_the_walk_sees_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.set_content(BAD_PAGE)
    looked = walk.look(page)
    assert [words.split(" ")[0] for words in looked] == ["h1", "small:", "small:", "small:"]
    assert walk.fits(page)[0] == "708 > 320"
    assert [words.partition(":")[0] for words in walk.focus(page)] == ["no focus to see"]
    assert [words.split(" ")[0] for words in looks.edges(page)] == ["edge"]
    assert [words.partition(":")[0] for words in looks.stops(page)] == ["the focus is out of sight"]
    assert {words.split(" ")[0] for words in walk.axe(page, walk.WHOLE_AXE)} >= {"image-alt", "color-contrast"}
    assert {words.split(" ")[0] for words in walk.axe(page, walk.SEEN_AXE)} == {"color-contrast", "target-size"}
    page.close()


@pytest.mark.browser
def test_the_watch_tells_of_what_the_policy_refuses(stranger: Walker) -> None:
    page, watch = stranger.tab.go("/sign-in"), stranger.tab.watch
    page.evaluate("() => { try { document.createElement('script').textContent = '1' } catch { return } }")
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.example/x.png' }))")
    page.evaluate("setTimeout(() => { throw new Error('our own fault') })")
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    told = " ".join(watch.left())
    watch.faults.clear()
    assert "content policy: require-trusted-types-for" in told
    assert "content policy: img-src" in told
    assert "our own fault" in told


def test_the_walk_leaves_no_page_out(app: Flask) -> None:
    some = uuid.uuid4()
    ids = walk.Ids(some, "2026-03-01", *[some] * 14)
    urls = app.url_map.bind("localhost")
    walked = set()
    account = walk.PUBLIC + walk.ACCOUNT + walk.GUARDED
    for rest in account + walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.PRACTISED:
        try:
            walked.add(urls.match(ids.path(rest).partition("?")[0])[0])
        except NotFound:
            assert rest == "/no-such-page"
    pages = {rule.endpoint for rule in of_pages(app) if "GET" in (rule.methods or ())}
    assert pages - walked == walk.NO_PAGES

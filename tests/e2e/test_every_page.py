"""A walk over every page, full and empty: what axe says, narrow and wide, light and dark, by finger and by keyboard."""

import uuid
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.exceptions import NotFound

from tests.support import walk
from tests.support.factors import add_app, begin_step
from tests.support.live import DESK, PHONE, Live, Tab, new_tab
from tests.support.people import Person

NARROWEST = (320, 640)
Scheme = Literal["light", "dark"]


class Walker:
    """One tab that goes from page to page and changes its size and colours on the way."""

    def __init__(self, tab: Tab, ids: walk.Ids) -> None:
        self.tab = tab
        self.ids = ids

    def faults(self, rest: str, *looks: tuple[tuple[int, int], Scheme, dict[str, Any]]) -> list[str]:
        """What is wrong with a page, axe looking in each of these sizes and colours by these rules."""
        self._as(PHONE, looks[0][1] if looks else "light")
        page = self.tab.go(self.ids.path(rest))
        found = walk.look(page)
        for size, scheme, rules in looks:
            self._as(size, scheme)
            found += [f"{size[0]} {scheme}: {fault}" for fault in walk.axe(page, rules)]
        self._as(NARROWEST, "light")
        found += walk.fits(page) + (walk.focus(page) if looks else []) + self.tab.watch.left()
        self.tab.watch.faults.clear()
        return found

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
def test_signed_out(stranger: Walker, path: str) -> None:
    assert stranger.faults(path, (PHONE, "light", walk.WHOLE_AXE), (DESK, "dark", walk.SEEN_AXE)) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.EMPTY_OR_NOT)
def test_with_nothing_in_it(newcomer: Walker, path: str) -> None:
    assert newcomer.faults(path, (PHONE, "dark", walk.WHOLE_AXE)) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.FORMS)
def test_forms_of_a_new_person(newcomer: Walker, path: str) -> None:
    """The same forms as in a full record, where axe sees them, with nothing filled in."""
    assert newcomer.faults(path) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.ACCOUNT)
def test_with_a_full_record(old_hand: Walker, path: str) -> None:
    assert old_hand.faults(path, (DESK, "light", walk.WHOLE_AXE), (PHONE, "dark", walk.SEEN_AXE)) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.GUARDED)
def test_with_an_authenticator_app(guarded: Walker, path: str) -> None:
    assert guarded.faults(path, (DESK, "light", walk.WHOLE_AXE), (PHONE, "dark", walk.SEEN_AXE)) == []
    assert guarded.tab.page.title().startswith("Your second factor" if "sign-in" in path else "Second factor")


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("path", walk.PRACTISED)
def test_with_the_record_of_a_patient(acupuncturist: Walker, path: str) -> None:
    assert acupuncturist.faults(path, (DESK, "light", walk.WHOLE_AXE), (PHONE, "dark", walk.SEEN_AXE)) == []


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
    ids = walk.Ids(some, "2026-03-01", *[some] * 12)
    urls = app.url_map.bind("localhost")
    walked = set()
    account = walk.PUBLIC + walk.ACCOUNT + walk.GUARDED
    for rest in account + walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.PRACTISED:
        try:
            walked.add(urls.match(ids.path(rest).partition("?")[0])[0])
        except NotFound:
            assert rest == "/no-such-page"
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - walked == walk.NO_PAGES

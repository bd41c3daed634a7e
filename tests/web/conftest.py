"""The browser's modules beside a page that holds nothing else, in Chromium."""

from collections.abc import Iterator
from itertools import count
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.support.sources import ROOT, text_of

SITE: Final = "http://scripts.test/"
PAGE: Final = """<!doctype html><html lang="en-GB"><title>Scripts</title>
<script type="application/json" id="chart-words">{"all": "all", "fourWeeks": "4 weeks", "threeMonths": "3 months",
"howMuch": "How much", "earlier": "Earlier", "later": "Later", "close": "Close",
"loading": "Loading", "ready": "Ready", "notLoaded": "Not loaded"}</script>"""
_times: Final = count()


@pytest.fixture(scope="module")
def tokyo(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody in Tokyo, where an address is a module of ours or the empty page."""
    context = browser.new_context(timezone_id="Asia/Tokyo")
    context.route(f"{SITE}**", _answer)
    yield context
    context.close()


@pytest.fixture(scope="module")
def scripts(tokyo: BrowserContext) -> Page:
    """One page for all tests of a module, each of which fills it anew."""
    return opened(tokyo)


@pytest.fixture
def own_page(tokyo: BrowserContext) -> Iterator[Page]:
    """For modules that go on listening to the whole page."""
    page = opened(tokyo)
    yield page
    page.close()


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(SITE)
    return page


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(SITE).partition("?")[0]
    if name:
        route.fulfill(body=text_of(ROOT / "static" / "js" / name), content_type="text/javascript")
    else:
        route.fulfill(body=PAGE, content_type="text/html")


def fill(page: Page, body: str) -> None:
    page.evaluate("body => { document.body.innerHTML = `<main>${body}</main>`; }", body)


def wire(page: Page, body: str, module: str, function: str) -> None:
    """Fills the page anew and has the function look at it."""
    fill(page, body)
    call = "([module, name]) => import(module).then((all) => all[name](document.querySelector('main')))"
    page.evaluate(call, [f"/{module}", function])


def run(page: Page, body: str, module: str) -> None:
    """Fills the page anew and has a module look at it that does so as soon as it is there."""
    fill(page, body)
    page.evaluate("module => import(module).then(() => undefined)", f"/{module}?{next(_times)}")


def with_all(page: Page, module: str, use: str, given: Any = None) -> Any:
    """What an expression makes of `all` that a module holds, and of what is `given`."""
    return page.evaluate(f"([module, given]) => import(module).then(async (all) => {use})", [f"/{module}", given])

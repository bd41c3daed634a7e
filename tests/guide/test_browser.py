"""The components in a real browser: scripts, keyboard, sizes of targets, narrow and wide, light and dark."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support.live import serving

pytestmark = [pytest.mark.browser, pytest.mark.long]
PATHS = ("/", "/help-now", "/evidence", "/checklist", "/fit", "/_components")
TARGET = 48
SMALLEST_LINK = 24
PRESSED = (
    "button, .button, .chip, .tile, select, textarea, summary, .help, .brand, "
    "input:not([type=hidden], [type=radio], [type=checkbox])"
)
MOVING = """[...document.querySelectorAll("*")]
  .filter((node) => parseFloat(getComputedStyle(node).transitionDuration) > 0).length"""


@pytest.fixture
def home(app: Flask) -> Iterator[str]:
    with serving(app) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, home: str) -> Iterator[Callable[..., Page]]:
    """Opens a page; at the end nothing may have been refused or thrown."""
    faults: list[str] = []
    contexts = []

    def open_one(path: str, *, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(home + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(visit: Callable[..., Page], path: str, scheme: str, width: int) -> None:
    found = Axe().run(visit(path, width=width, color_scheme=scheme)).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found] == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_out_of_a_narrow_page(visit: Callable[..., Page], path: str) -> None:
    page = visit(path, width=320)
    for width in (320, 360, 768):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_pressed_is_large_enough(visit: Callable[..., Page]) -> None:
    page = visit("/_components", width=360)
    sizes = page.evaluate(
        """(pressed) => [...document.querySelectorAll(pressed)].filter((node) => node.checkVisibility())
          .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
          .map(([html, box]) => [html, Math.round(box.width * 10) / 10, Math.round(box.height * 10) / 10])""",
        PRESSED,
    )
    assert len(sizes) > 200
    # Six tiles share the width of the narrowest phones: they are as high as any, but may be less wide.
    assert [one for one in sizes if one[2] < TARGET or one[1] < SMALLEST_LINK] == []


def test_arrows_move_along_the_scale_and_tab_still_does(visit: Callable[..., Page]) -> None:
    page = visit("/_components")
    tiles = page.locator("#leg-scale button")
    tiles.nth(0).focus()
    for key, now in (("ArrowRight", 1), ("ArrowUp", 2), ("ArrowLeft", 1), ("End", 10), ("ArrowRight", 10), ("Home", 0)):
        page.keyboard.press(key)
        expect(tiles.nth(now)).to_be_focused()
    page.keyboard.press("Tab")
    expect(tiles.nth(1)).to_be_focused()
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.keyboard.press("ArrowLeft")
    expect(tiles.nth(2)).to_be_focused()


def test_a_tap_on_the_drawing_ticks_the_box_and_a_tick_colours_the_drawing(visit: Callable[..., Page]) -> None:
    page = visit("/_components")
    box = page.locator("input[name=empty-regions][value=shin]")
    shapes = page.locator("[data-body-map]").first.locator("[data-region=shin]")
    shapes.first.click()
    expect(box).to_be_checked()
    expect(shapes.first).to_have_class("region chosen farthest")
    page.locator("input[name=empty-regions][value=heel]").check(force=True)
    expect(shapes.first).to_have_class("region chosen")
    shapes.first.click()
    expect(box).not_to_be_checked()
    expect(shapes.first).to_have_class("region")


def test_the_drawing_shows_the_leg_that_hurts(visit: Callable[..., Page]) -> None:
    page = visit("/_components")
    filled = page.locator("[data-body-map]").nth(1)
    expect(filled.locator("[data-region=calf][data-leg=left]")).to_have_class("region chosen farthest")
    expect(filled.locator("[data-region=calf][data-leg=right]")).to_have_class("region other-leg")


def test_a_form_is_sent_once_however_often_it_is_tapped(visit: Callable[..., Page]) -> None:
    page = visit("/_components")
    page.route("**/_components", lambda route: route.fulfill(status=204))
    page.evaluate("document.querySelector('#back-scale').removeAttribute('data-in-place')")
    sent = page.evaluate(
        """() => {
          let sent = 0;
          document.addEventListener("submit", (event) => { sent += event.defaultPrevented ? 0 : 1; });
          for (const score of [3, 3, 8]) document.querySelector(`#back-scale button[value="${score}"]`).click();
          return sent;
        }"""
    )
    assert sent == 1
    tile = page.locator("#back-scale button[value='3']")
    expect(tile).to_have_attribute("aria-disabled", "true")
    # A page that the Back button brings back takes the form again.
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(tile).not_to_have_attribute("aria-disabled", "true")


def test_a_password_is_shown_when_asked_and_hidden_again(visit: Callable[..., Page]) -> None:
    page = visit("/_components")
    field = page.locator("#empty-password")
    button = page.locator("[data-show-password]").first.get_by_role("button")
    button.click()
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_accessible_name("Hide what you typed")
    button.click()
    expect(field).to_have_attribute("type", "password")


def test_buttons_that_need_scripts_are_not_there_without(visit: Callable[..., Page]) -> None:
    with_scripts = visit("/_components")
    expect(with_scripts.locator("[data-copy]")).to_be_visible()
    without = visit("/_components", java_script_enabled=False)
    for selector in ("[data-copy]", "[data-print]", "[data-show-password] button"):
        expect(without.locator(selector).first).to_be_hidden()
    expect(without.locator("#leg-scale button").first).to_be_visible()


def test_errors_are_the_first_thing_after_a_form_came_back(visit: Callable[..., Page]) -> None:
    expect(visit("/_components").locator("#errors")).to_be_focused()


def test_the_skip_link_shows_itself_and_skips(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_nothing_moves_for_those_who_ask_for_that(visit: Callable[..., Page]) -> None:
    assert visit("/_components").evaluate(MOVING) > 0
    assert visit("/_components", reduced_motion="reduce").evaluate(MOVING) == 0


def test_paper_shows_the_content_without_what_can_be_pressed(visit: Callable[..., Page]) -> None:
    page = visit("/_components")
    page.emulate_media(media="print")
    for selector in (".help", ".skip", "#leg-scale", ".pager", "button.button"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator(".table").first).to_be_visible()

"""The browser's modules one by one, in Chromium: one page for all tests, each with a body and a call of its own."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.support.sources import ROOT, text_of

pytestmark = pytest.mark.browser
SITE: Final = "http://scripts.test/"
PAGE: Final = """<!doctype html><title>Scripts</title><script type="application/json" id="chart-words">
{"all": "all", "fourWeeks": "4 weeks", "threeMonths": "3 months", "howMuch": "How much"}</script>"""
ELEVEN: Final = "".join(f"<button>{number}</button>" for number in range(11))
FOCUSED: Final = "document.activeElement.textContent"
SEND: Final = """() => { const form = document.querySelector("form"); let taken = false;
  const button = form.querySelector("button:not([type])");
  window.addEventListener("submit", (event) => { taken = !event.defaultPrevented; event.preventDefault(); },
    { once: true });
  form.requestSubmit(button);
  return [taken, button.getAttribute("aria-disabled")]; }"""


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[Page]:
    """An empty page of somebody in Tokyo, beside which the modules lie."""
    context = browser.new_context(timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.route(f"{SITE}**", _answer)
    page.goto(SITE)
    yield page
    context.close()


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(SITE)
    if name:
        route.fulfill(body=text_of(ROOT / "static" / "js" / name), content_type="text/javascript")
    else:
        route.fulfill(body=PAGE, content_type="text/html")


def wire(page: Page, body: str, module: str, function: str) -> None:
    """Fills the page anew and has the function look at it."""
    page.evaluate("body => { document.body.innerHTML = `<main>${body}</main>`; }", body)
    call = "([module, name]) => import(module).then((all) => all[name](document.querySelector('main')))"
    page.evaluate(call, [f"/{module}", function])


@pytest.mark.parametrize(
    ("direction", "start", "key", "there"),
    [
        ("ltr", 4, "ArrowRight", "5"),
        ("ltr", 4, "ArrowUp", "5"),
        ("ltr", 4, "ArrowLeft", "3"),
        ("ltr", 4, "ArrowDown", "3"),
        ("ltr", 10, "ArrowRight", "10"),
        ("ltr", 0, "ArrowLeft", "0"),
        ("ltr", 4, "Home", "0"),
        ("ltr", 4, "End", "10"),
        ("ltr", 4, "x", "4"),
        ("ltr", 4, "Control+ArrowRight", "4"),
        ("rtl", 4, "ArrowRight", "3"),
        ("rtl", 4, "ArrowLeft", "5"),
        ("rtl", 4, "ArrowUp", "5"),
    ],
)
def test_keys_move_along_a_scale(scripts: Page, direction: str, start: int, key: str, there: str) -> None:
    wire(scripts, f'<div data-scale dir="{direction}">{ELEVEN}</div>', "scale.js", "wireScales")
    scripts.locator("button").nth(start).press(key)
    assert scripts.evaluate(FOCUSED) == there


@pytest.mark.parametrize(
    ("field", "zone"),
    [
        ("<input data-time-zone>", "Asia/Tokyo"),
        ('<input data-time-zone value="Europe/Berlin">', "Europe/Berlin"),
        ("<input>", ""),
        ("<select data-time-zone><option></option><option>Asia/Tokyo</option></select>", "Asia/Tokyo"),
        ("<select data-time-zone><option></option><option>Europe/Rome</option></select>", ""),
        (
            "<select data-time-zone><option selected>Europe/Rome</option><option>Asia/Tokyo</option></select>",
            "Europe/Rome",
        ),
        (
            '<select data-time-zone="guess"><option selected>Europe/Rome</option><option>Asia/Tokyo</option></select>',
            "Asia/Tokyo",
        ),
    ],
)
def test_the_zone_is_filled_in_where_nobody_chose_one(scripts: Page, field: str, zone: str) -> None:
    wire(scripts, field, "time-zone.js", "fillTimeZones")
    assert scripts.locator("main > *").input_value() == zone


@pytest.mark.parametrize(
    ("body", "focused"),
    [('<p tabindex="-1" data-errors>two errors</p>', "two errors"), ('<p tabindex="-1">none</p>', None)],
)
def test_errors_are_shown_first(scripts: Page, body: str, focused: str | None) -> None:
    wire(scripts, body, "errors.js", "wireErrors")
    found = scripts.evaluate(f"document.activeElement === document.body ? null : {FOCUSED}")
    assert found == focused


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ('<form method="post"><button>Save</button></form>', [[True, "true"], [False, "true"]]),
        ('<form method="post" data-again><button>Save</button></form>', [[True, None], [True, None]]),
        ("<form><button>Find</button></form>", [[True, None], [True, None]]),
    ],
)
def test_a_form_that_saves_is_sent_once(scripts: Page, form: str, answers: list[Any]) -> None:
    wire(scripts, form, "submit-once.js", "wireSubmitOnce")
    assert [scripts.evaluate(SEND), scripts.evaluate(SEND)] == answers


def test_a_page_that_comes_back_takes_its_form_again(scripts: Page) -> None:
    wire(
        scripts, '<form method="post"><input name="id"><button>Save</button></form>', "submit-once.js", "wireSubmitOnce"
    )
    scripts.evaluate(SEND)
    scripts.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert scripts.locator("[name=came_back]").get_attribute("value") == "yes"
    assert scripts.evaluate(SEND) == [True, "true"]


def test_a_password_is_shown_and_never_sent_as_shown(scripts: Page) -> None:
    told = 'data-show="Show" data-hide="Hide" data-show-typed="Show what I typed" data-hide-typed="Hide what I typed"'
    field = f'<div data-show-password {told}><input type="password"></div>'
    wire(scripts, f'<form method="post">{field}<button>Save</button></form>', "buttons.js", "wireButtons")
    shown, field_type = scripts.locator("[data-show-password] button"), "document.querySelector('input').type"
    assert (shown.inner_text(), shown.get_attribute("aria-label")) == ("Show", "Show what I typed")
    shown.click()
    assert (shown.inner_text(), scripts.evaluate(field_type)) == ("Hide", "text")
    scripts.evaluate(SEND)
    assert (shown.inner_text(), scripts.evaluate(field_type)) == ("Show", "password")


@pytest.mark.parametrize(
    ("value", "found"),
    [(7, 7), ("1970-01-02", 86_400_000), ("1970-01-02T00:00", 86_400_000), ("1970-01-01T09:00:30", 32_430_000)],
)
def test_days_of_a_chart_are_read_in_one_zone(scripts: Page, value: object, found: int) -> None:
    assert scripts.evaluate("value => import('/charts-fit.js').then((all) => all.place(value))", value) == found


@pytest.mark.parametrize(
    ("kind", "ends", "offered"),
    [
        ("date", ["2026-01-01", "2026-01-25"], None),
        ("date", ["2026-01-01", "2026-02-10"], ["all", "4 weeks"]),
        ("date", ["2026-01-01", "2026-06-30"], ["all", "4 weeks", "3 months"]),
        ("linear", [0, 400], None),
    ],
)
def test_only_ranges_shorter_than_the_chart_are_offered(
    scripts: Page, kind: str, ends: list[object], offered: list[str] | None
) -> None:
    found = scripts.evaluate(
        """async (xaxis) => {
          const choice = (await import("/charts-range.js")).rangeChoice({ shown: () => ({ layout: { xaxis } }) });
          return choice && [...choice.options].map((option) => option.label);
        }""",
        {"type": kind, "range": ends},
    )
    assert found == offered

"""The browser's modules that ask the server, the device or the clock: passkeys, shares that ended, days gone by."""

import json
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Route

from tests.web.conftest import run, wire

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.no_cover]
WORDS: Final = {
    "late": "Late", "not-used": "Not used", "not-made": "Not made", "has-one": "Has one", "no-lock": "No lock",
    "not-here": "Not here", "away": "Away", "stale": "Stale", "other": "Other",
}  # fmt: skip
PASSKEY: Final = f"""<p data-passkey-not-here hidden>none here</p><input type="checkbox" id="kept" checked>
<form method="post" data-passkey="/begin" data-passkey-kept="#kept" data-passkey-again="#again" hidden>
<input type="hidden" name="csrf_token" value="token"><input type="hidden" name="answer"><button>Go</button>
<p data-passkey-wrong {" ".join(f'data-{name}="{words}"' for name, words in WORDS.items())}></p></form>"""
DEVICE: Final = """([answers, able]) => { window.asked = []; window.sent = 0;
  window.PublicKeyCredential = able ? function () {} : undefined;
  HTMLFormElement.prototype.submit = () => { window.sent += 1; };
  const buffer = (text) => new TextEncoder().encode(text).buffer;
  const answer = async (how, { publicKey }) => {
    window.asked.push([how, [...publicKey.challenge], (publicKey.allowCredentials ?? []).map(({ id }) => [...id])]);
    if (answers) throw new DOMException("no", answers);
    const response = { signature: buffer("s"), userHandle: null };
    return { id: "aa", rawId: buffer("??>"), type: "public-key", response };
  };
  Object.defineProperty(navigator, "credentials", { configurable: true, value: {
    create: (options) => answer("create", options), get: (options) => answer("get", options) } }); }"""
OPTIONS: Final = {"challenge": "_-8", "timeout": 60_000, "allowCredentials": [{"id": "AQI", "type": "public-key"}]}


def passkeys(
    page: Page, answers: str | None = None, *, able: bool = True, status: int = 200, body: str = json.dumps(OPTIONS)
) -> list[str]:
    """A form, and a device that answers or fails with an error of this name; gives what is sent to begin."""
    posted: list[str] = []

    def answer(route: Route) -> None:
        posted.append(route.request.post_data or "")
        if status == 0:
            route.abort()
        else:
            route.fulfill(status=status, body=body)

    page.route("**/begin", answer)
    page.evaluate(DEVICE, [answers, able])
    wire(page, PASSKEY, "passkeys.js", "wirePasskeys")
    return posted


def test_a_passkey_signs_what_the_server_asks_for(own_page: Page) -> None:
    posted = passkeys(own_page)
    own_page.locator("button").click()
    own_page.wait_for_function("window.sent === 1")
    assert posted == ["csrf_token=token&kept=yes"]
    assert own_page.evaluate("window.asked") == [["get", [255, 239], [[1, 2]]]]
    answer = json.loads(own_page.locator("[name=answer]").input_value())
    assert answer == {"id": "aa", "rawId": "Pz8-", "type": "public-key", "response": {"signature": "cw"}}
    own_page.locator("button").click(force=True)
    assert (len(posted), own_page.locator("button").get_attribute("aria-disabled")) == (1, "true"), "it is sent once"
    own_page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert own_page.locator("button").get_attribute("aria-disabled") is None


def test_without_passkeys_the_form_stays_away(own_page: Page) -> None:
    passkeys(own_page, able=False)
    assert own_page.locator("form").is_hidden()
    assert own_page.locator("[data-passkey-not-here]").is_visible()


@pytest.mark.parametrize(
    ("error", "options", "told"),
    [
        ("NotAllowedError", {}, "Not used"),
        ("NotAllowedError", {"timeout": 0}, "Late"),
        ("NotAllowedError", {"user": {"id": "AQ"}}, "Not made"),
        ("AbortError", {}, "Not used"),
        ("InvalidStateError", {}, "Has one"),
        ("ConstraintError", {}, "No lock"),
        ("NotSupportedError", {}, "No lock"),
        ("SecurityError", {}, "Not here"),
        ("DataError", {}, "Other"),
    ],
)
def test_what_a_device_refuses_is_told(own_page: Page, error: str, options: dict[str, Any], told: str) -> None:
    passkeys(own_page, error, body=json.dumps(OPTIONS | options))
    refused_with(own_page, told)
    assert own_page.evaluate("window.asked[0][0]") == ("create" if "user" in options else "get")


@pytest.mark.parametrize(
    ("begin", "told"),
    [
        ({"status": 0}, "Away"),
        ({"status": 503, "body": ""}, "Away"),
        ({"status": 400, "body": ""}, "Stale"),
        ({"status": 422, "body": '{"wrong": "Too many of them"}'}, "Too many of them"),
        ({"status": 200, "body": "no"}, "Stale"),
        ({"body": json.dumps(OPTIONS | {"challenge": "*"})}, "Other"),
    ],
)
def test_what_the_server_refuses_is_told(own_page: Page, begin: dict[str, Any], told: str) -> None:
    passkeys(own_page, **begin)
    refused_with(own_page, told)
    assert own_page.evaluate("window.asked") == []


def refused_with(page: Page, told: str) -> None:
    page.locator("button").click()
    page.wait_for_function("told => document.querySelector('[data-passkey-wrong]').textContent === told", arg=told)
    assert page.locator("button").get_attribute("aria-disabled") is None, "one can try again"
    assert page.evaluate("window.sent") == 0


def test_where_the_password_is_asked_for_again_one_is_led_there(own_page: Page) -> None:
    passkeys(own_page, status=401, body="")
    own_page.locator("button").click()
    own_page.wait_for_function("location.hash === '#again'")
    own_page.wait_for_function("!document.querySelector('form').hasAttribute('aria-busy')")
    assert own_page.locator("[data-passkey-wrong]").text_content() == ""


ELSEWHERE: Final = 'data-elsewhere="Their day is {day} there."'
AGAIN: Final = 'data-again="/today" data-again-words="Go to today"'
DAY: Final = """<div data-day="2026-03-03" data-zone="{zone}" data-written="{{weekday}} {{day}} {{month}}"
data-turned="It is {{day}} by now." {more}></div>"""


@pytest.mark.parametrize(
    ("zone", "more", "hour", "told"),
    [
        ("Asia/Tokyo", ELSEWHERE, 3, ""),
        ("Asia/Tokyo", AGAIN, 16, "It is Wed 4 Mar by now. Go to today"),
        ("Asia/Tokyo", "", 16, "It is Wed 4 Mar by now."),
        ("Europe/Berlin", ELSEWHERE, 16, "Their day is Tue 3 Mar there."),
        ("Europe/Berlin", "", 16, ""),
        ("Europe/Berlin", ELSEWHERE, 23, "It is Wed 4 Mar by now."),
        ("Nowhere/At_all", ELSEWHERE, 16, ""),
    ],
)
def test_a_day_that_is_another_is_told(own_page: Page, zone: str, more: str, hour: int, told: str) -> None:
    own_page.clock.set_fixed_time(f"2026-03-03T{hour:02}:30:00Z")
    wire(own_page, DAY.format(zone=zone, more=more), "record-day.js", "wireRecordDay")
    assert own_page.locator("[data-day]").inner_text().strip() == told
    assert own_page.locator(".notice").count() == ("by now" in told)


def test_a_page_that_is_come_back_to_finds_its_day_gone(own_page: Page) -> None:
    own_page.clock.set_fixed_time("2026-03-03T14:59:00Z")
    wire(own_page, DAY.format(zone="Asia/Tokyo", more=""), "record-day.js", "wireRecordDay")
    assert own_page.locator(".notice").count() == 0
    own_page.clock.set_fixed_time("2026-03-03T15:00:00Z")
    own_page.evaluate("window.dispatchEvent(new Event('focus'))")
    told = own_page.locator(".notice").inner_text(timeout=5_000)  # and not at the next look, half a minute later
    assert told == "It is Wed 4 Mar by now."


SHARED: Final = """<p class="brand">Tracker</p><textarea></textarea><div data-still-shared="/ask"></div>
<div class="kept-back-note"><p data-why="away">away</p><p data-why="out" hidden>out</p>
<div data-why="over" hidden><div data-typed-here></div></div><button data-ask-again>Again</button></div>"""
STATE: Final = """() => [document.title, document.documentElement.className,
  [...document.querySelectorAll("[data-why]")].filter((part) => !part.hidden).map((part) => part.dataset.why)]"""
FOCUS: Final = "window.dispatchEvent(new Event('focus'))"


def shared(page: Page, typed: str, status: int) -> None:
    run(page, SHARED, "still-shared.js")
    page.locator("textarea").fill(typed)
    page.evaluate("window.mark = 1")
    asks(page, status)


def asks(page: Page, status: int) -> None:
    """The page asks as when somebody comes back to it, and is answered so; 0 is no answer."""
    page.unroute("**/ask")
    headers = {"Location": "/sign-in"} if status == 303 else {}
    page.route("**/ask", lambda route: route.fulfill(status=status, headers=headers) if status else route.abort())
    if status in {0, 303}:
        with page.expect_request("**/ask"):
            page.evaluate(FOCUS)
    else:
        with page.expect_response("**/ask"):
            page.evaluate(FOCUS)


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_a_page_that_cannot_ask_is_put_away_until_it_can(own_page: Page, status: int) -> None:
    shared(own_page, "", status=status)
    own_page.wait_for_function("document.title === 'Tracker'")
    assert own_page.evaluate(STATE) == ["Tracker", "kept-back kept-back-told", ["away"]]
    asks(own_page, 204)
    own_page.wait_for_function("document.title === 'Scripts'")
    assert own_page.evaluate(STATE)[:2] == ["Scripts", ""]


def test_a_page_that_is_still_shared_stays(own_page: Page) -> None:
    shared(own_page, "Walked", status=204)
    assert own_page.evaluate(STATE)[:2] == ["Scripts", ""]
    own_page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert own_page.evaluate(STATE)[:2] == ["Tracker", "kept-back"], "put away without a word when one leaves"
    with own_page.expect_request("**/ask"):
        own_page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    own_page.wait_for_function("document.title === 'Scripts'")


def test_what_was_typed_stays_while_one_is_signed_out(own_page: Page) -> None:
    shared(own_page, "Walked", status=303)
    own_page.wait_for_function("document.title === 'Tracker'")
    assert own_page.evaluate(STATE) == ["Tracker", "kept-back kept-back-told", ["out"]]
    assert own_page.locator("textarea").input_value() == "Walked"


def test_once_it_has_ended_what_was_typed_is_all_that_stays(own_page: Page) -> None:
    shared(own_page, "Walked", status=403)
    own_page.wait_for_selector("[readonly]", state="attached")
    assert own_page.evaluate(STATE) == ["Tracker", "kept-back kept-back-told", ["over"]]
    assert [field.input_value() for field in own_page.locator("textarea").all()] == ["Walked"]
    assert own_page.locator("[data-still-shared], .brand").count() == 0


def test_once_it_has_ended_a_page_without_a_word_typed_is_loaded_anew(own_page: Page) -> None:
    shared(own_page, "", status=403)
    own_page.wait_for_function("window.mark === undefined && document.readyState === 'complete'")
    assert own_page.locator("[data-still-shared]").count() == 0

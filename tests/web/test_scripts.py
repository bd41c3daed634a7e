"""The browser's modules one by one, in Chromium: one page for all tests, each with a body and a call of its own."""

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.web.conftest import run, wire

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.no_cover]
ELEVEN: Final = "".join(f"<button>{number}</button>" for number in range(11))
FOCUSED: Final = "document.activeElement.textContent"
SEND: Final = """() => { const form = document.querySelector("form"); let taken = false;
  const button = form.querySelector("button:not([type])");
  window.addEventListener("submit", (event) => { taken = !event.defaultPrevented; event.preventDefault(); },
    { once: true });
  form.requestSubmit(button);
  return [taken, button.getAttribute("aria-disabled")]; }"""


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
    assert scripts.evaluate("value => import('/charts-detail.js').then((all) => all.place(value))", value) == found


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
          const choice = (await import("/charts-range.js")).rangeChoice({ live: { layout: { xaxis } } });
          return choice && [...choice.options].map((option) => option.label);
        }""",
        {"type": kind, "range": ends},
    )
    assert found == offered


MAP: Final = """<form><input type="radio" name="side" value="left"><input type="radio" name="side" value="right">
<input type="radio" name="side" value="both"><input type="radio" name="side" value="switching">
<div data-body-map>
<input type="checkbox" value="low_back" data-rank="1"><input type="checkbox" value="calf" data-rank="4">
<input type="checkbox" value="foot" data-rank="5">
<svg><g><path data-region="low_back"/><path data-region="calf" data-leg="left"/><path data-region="calf"
data-leg="right"/><path data-region="foot" data-leg="left"/></g></svg></div></form>"""
ON_THE_MAP: Final = """() => {
  const named = (className) => [...document.querySelectorAll(`path.${className}`)]
    .map(({ dataset }) => `${dataset.leg ?? ""} ${dataset.region}`.trim()).sort();
  return [document.querySelector("[name=side]:checked")?.value ?? "",
    [...document.querySelectorAll("[type=checkbox]:checked")].map((box) => box.value),
    named("chosen"), named("farthest")]; }"""
TAP: Final = """([region, leg]) => document.querySelector(
  `[data-region=${region}]` + (leg && `[data-leg=${leg}]`)).dispatchEvent(new MouseEvent("click", { bubbles: true }))"""


@pytest.mark.parametrize(
    ("taps", "side", "boxes", "chosen", "farthest"),
    [
        (["low_back"], "", ["low_back"], ["low_back"], ["low_back"]),
        (["left calf"], "left", ["calf"], ["left calf"], ["left calf"]),
        (["left calf", "right calf"], "both", ["calf"], ["left calf", "right calf"], ["left calf", "right calf"]),
        (["left calf", "left calf"], "left", [], [], []),
        (["left calf", "left foot"], "left", ["calf", "foot"], ["left calf", "left foot"], ["left foot"]),
        (["right calf", "low_back"], "right", ["low_back", "calf"], ["low_back", "right calf"], ["right calf"]),
    ],
)
def test_a_tap_on_the_body_ticks_its_box_and_says_which_leg(
    scripts: Page, taps: list[str], side: str, boxes: list[str], chosen: list[str], farthest: list[str]
) -> None:
    wire(scripts, MAP, "body-map.js", "wireBodyMaps")
    for tap in taps:
        leg, _, region = tap.rpartition(" ")
        scripts.evaluate(TAP, [region, leg])
    assert scripts.evaluate(ON_THE_MAP) == [side, boxes, chosen, farthest]


def test_the_drawing_follows_its_boxes_and_what_is_reset(scripts: Page) -> None:
    wire(scripts, MAP, "body-map.js", "wireBodyMaps")
    scripts.locator("[value=foot]").check()
    scripts.locator("[value=switching]").check()
    assert scripts.evaluate(ON_THE_MAP)[2] == ["left foot"]
    scripts.evaluate(TAP, ["calf", "right"])
    assert scripts.evaluate(ON_THE_MAP)[0] == "switching", "the legs that change stay as they are"
    scripts.evaluate("document.querySelector('form').reset()")
    scripts.wait_for_function("document.querySelector('path.chosen') === null")


POINTS: Final = """<fieldset data-points><datalist><option value="ST36 Zusanli"><option value="ST3 Juliao">
<option value="GB34 Yanglingquan"></datalist><div data-points-find hidden><input></div>
<input type="checkbox" value="GB34"><textarea data-points-more>BL40;</textarea></fieldset>"""


@pytest.mark.parametrize(
    ("typed", "then", "more", "ticked"),
    [
        ("ST36 Zusanli", "Enter", "BL40; ST36", False),
        ("st36", "Enter", "BL40; ST36", False),
        ("zusanli", "Enter", "BL40; ST36", False),
        ("GB34 Yanglingquan", "Enter", "BL40;", True),
        ("GB34 Yanglingquan", "Tab", "BL40;", True),
        ("Nowhere", "Enter", "BL40;", False),
        ("ST3 Juliao", "x", "BL40;", False),
    ],
)
def test_a_point_is_found_by_its_name(scripts: Page, typed: str, then: str, more: str, ticked: bool) -> None:
    run(scripts, POINTS, "points.js")
    find = scripts.locator("[data-points-find] input")
    find.press_sequentially(typed)
    assert find.input_value() == typed, "typing alone takes nothing"
    find.press(then)
    assert (scripts.locator("textarea").input_value(), scripts.locator("[value=GB34]").is_checked()) == (more, ticked)


def test_what_is_picked_from_the_list_is_taken_at_once(scripts: Page) -> None:
    run(scripts, POINTS, "points.js")
    scripts.evaluate("""() => { const input = document.querySelector("[data-points-find] input");
      input.value = "ST36 Zusanli";
      input.dispatchEvent(new InputEvent("input", { inputType: "insertReplacementText" })); }""")
    assert scripts.locator("textarea").input_value() == "BL40; ST36"


def test_rows_for_exercises_are_added_up_to_the_most(scripts: Page) -> None:
    fields = '<input name="exercises-0-name" value="Bridge"><input name="exercises-0-sets" value="3">'
    row = f"<div data-exercise>{fields}</div>"
    body = f'{row}<button type="button" data-add-exercise hidden>Add</button>'
    run(
        scripts,
        f'<fieldset data-exercises data-most="3" data-row-name="Exercise {{number}}">{body}</fieldset>',
        "points.js",
    )
    add = scripts.locator("[data-add-exercise]")
    add.click()
    assert add.is_visible()
    add.click()
    assert add.is_hidden()
    last = scripts.locator("[data-exercise]").last
    assert last.get_attribute("aria-label") == "Exercise 3"
    shown = "[...document.querySelectorAll('input')].map((input) => [input.name, input.value])"
    assert scripts.evaluate(shown)[2:] == [
        [f"exercises-{number}-{name}", ""] for number in (1, 2) for name in ("name", "sets")
    ]
    assert scripts.evaluate("document.activeElement.name") == "exercises-2-name"


DAY: Final = """<form id="leg-scale"><button name="score" value="4">4</button></form>
<form id="details" data-day-details><input name="note"><input name="leg_pain" value="7"></form>"""
SENT: Final = """() => { window.sent = []; window.onsubmit = (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  window.sent.push([event.target.id, [...new FormData(event.target, event.submitter)]]); }; }"""


@pytest.mark.parametrize(
    ("note", "sent"),
    [
        ("", [["leg-scale", [["score", "4"]]]]),
        ("Walked", [["details", [["note", "Walked"], ["leg_pain", "4"]]]]),
    ],
)
def test_a_tap_sends_the_details_that_were_touched_with_it(scripts: Page, note: str, sent: list[Any]) -> None:
    wire(scripts, DAY, "day.js", "wireDay")
    scripts.evaluate(SENT)
    if note:
        scripts.locator("[name=note]").fill(note)
    scripts.locator("#leg-scale button").click()
    assert scripts.evaluate("window.sent") == sent
    scripts.evaluate("window.onsubmit = null")

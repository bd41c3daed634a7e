"""The browser's modules of charts and calendars one by one: what they show, mark, colour and save."""

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import fill, run, with_all

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.no_cover]
BRAND: Final = '<p class="brand">Sciatica Tracker</p>'
DAYS: Final = (("2026-03-01", "Sun 1 Mar", "5"), ("2026-03-02", "Mon 2 Mar", ""), ("2026-03-05", "Thu 5 Mar", "3"))
ROWS: Final = "".join(
    f'<tr data-place="{day}"><th><a href="/days/{day}">{said}</a></th><td>{leg}</td><td>2</td></tr>'
    for day, said, leg in reversed(DAYS)
)
TABLE: Final = f"""<details class="chart-numbers"><table><thead><tr><th>Day</th><th>Leg</th><th>Back</th></tr></thead>
<tbody>{ROWS}</tbody></table></details>"""
DRAWING: Final = """<span class="chart-drawing chart-wide"><svg class="chart-svg" role="img" width="400" height="100"
data-left="10" data-right="10"><svg viewBox="0 0 400 100"><path d="M0 0H9" stroke="var(--leg)"
vector-effect="non-scaling-stroke"/></svg></svg></span><span class="chart-narrow" hidden></span>"""
CHART: Final = f"""{BRAND}<section data-chart data-first="2026-03-01" data-last="2026-03-05" data-foot="20"
data-days="1 to 5 March" data-file="leg" data-not-saved="Not saved" style="--leg: rgb(1, 2, 3)">
<h2 class="chart-title">Leg pain</h2><p class="chart-summary">It went down.</p>
<div class="chart-box" style="position: relative; width: 400px; --ink: rgb(9, 9, 9); --ink-soft: rgb(8, 8, 8);
--card: rgb(7, 7, 7)">{DRAWING}</div>
<ul class="chart-key"><li><svg width="20"></svg>Leg</li></ul><p class="chart-note">One note</p>
<div><button data-step="-1" aria-label="Earlier" disabled></button><div data-detail
data-open-day="Open the day"><p>Touch the chart</p></div>
<button data-step="1" aria-label="Later" disabled></button></div><details class="chart-menu"><summary>More</summary>
<button data-explore="/figure.json" disabled>Explore</button><button data-save="svg" disabled>SVG</button>
<button data-save="png" disabled>PNG</button>{TABLE}</details></section>"""
OPENED: Final = CHART.replace('class="chart-menu"', 'class="chart-menu" open')
AS_A_CHART: Final = """(() => { const element = document.querySelector("[data-chart]");
  return { element, box: element.querySelector(".chart-box"), live: null,
  numbers: { here: true } }; })()"""


def told(page: Page) -> list[str]:
    """The name of the place, and what is told of it."""
    parts = page.locator("[data-detail] :is(.chart-detail-name, dt, dd)").all_inner_texts()
    return parts or [page.locator("[data-detail]").inner_text()]


def test_colours_are_what_their_names_stand_for_at_that_place(scripts: Page) -> None:
    fill(scripts, '<div style="--leg: rgb(1, 2, 3)"></div>')
    figure = {"line": {"color": "var(--leg)", "width": 2}, "text": ["var(--leg) day", "day", None]}
    use = "[all.resolved(given, document.querySelector('main > div')), given, document.querySelector('span')]"
    made, kept, probe = with_all(scripts, "charts-theme.js", use, figure)
    assert made == {"line": {"color": "rgb(1, 2, 3)", "width": 2}, "text": ["var(--leg) day", "day", None]}
    assert (kept, probe) == (figure, None)


def test_a_change_of_theme_is_heard_from_the_page_and_from_the_system(own_page: Page) -> None:
    with_all(own_page, "charts-theme.js", "{ window.heard = 0; all.onThemeChange(() => { window.heard += 1; }); }")
    own_page.evaluate("document.documentElement.dataset.theme = 'dark'")
    own_page.wait_for_function("window.heard === 1")
    own_page.emulate_media(color_scheme="dark")
    own_page.wait_for_function("window.heard === 2")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("one", ["one"]), ("one two", ["one", "two"]), ("a b  c", ["a b c"]), ("a wonderful b", ["a", "wonderful", "b"])],
)
def test_text_of_a_picture_is_broken_between_words(scripts: Page, text: str, lines: list[str]) -> None:
    use = "new all.Sheet('sans-serif', 40).lines(given, 16, 400).filter((line) => line !== '')"
    assert with_all(scripts, "picture.js", use, text) == lines


def test_a_picture_stands_alone(scripts: Page) -> None:
    fill(scripts, f'{BRAND}<div style="--ink: rgb(1, 2, 3); --ink-soft: rgb(4, 5, 6); --card: rgb(7, 8, 9)"></div>')
    use = """{ const sheet = new all.Sheet("sans-serif");
      sheet.write("", 20);
      const before = sheet.down;
      sheet.write("<Leg> pain", 20, { fill: all.INK, after: 6 });
      return [before, sheet.down, sheet.finished("Leg & back", document.querySelector("main > div"))]; }"""
    before, after, made = with_all(scripts, "picture.js", use)
    assert (before, after) == (24, 24 + 27 + 6), "nothing is written where there is nothing to say"
    assert made["width"] == 960 + 2 * 24
    assert f'viewBox="0 0 {made["width"]} {made["height"]}"' in made["text"]
    for part in ("<title>Leg &amp; back</title>", 'fill="rgb(1, 2, 3)"', "&lt;Leg&gt; pain", "Sciatica Tracker</text>"):
        assert part in made["text"]
    assert "var(" not in made["text"]


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg "), ("png", b"\x89PNG\r\n")])
def test_a_chart_is_saved_as_a_file(scripts: Page, kind: str, begins: bytes) -> None:
    fill(scripts, OPENED)
    with_all(scripts, "charts-save.js", f"all.wireSaves({AS_A_CHART})")
    with scripts.expect_download() as found:
        scripts.locator(f"[data-save={kind}]").click()
    assert found.value.suggested_filename == f"leg.{kind}"
    assert Path(found.value.path()).read_bytes().startswith(begins)


def test_a_chart_that_cannot_be_saved_says_so(scripts: Page) -> None:
    fill(scripts, OPENED.replace(BRAND, ""))
    with_all(scripts, "charts-save.js", f"all.wireSaves({AS_A_CHART})")
    scripts.locator("[data-save=svg]").click()
    assert scripts.locator("[data-save=svg]").inner_text() == "Not saved"


def test_a_saved_chart_holds_its_words_and_nothing_of_the_page(scripts: Page) -> None:
    fill(scripts, CHART)
    text = with_all(scripts, "charts-save.js", f"all.standalone({AS_A_CHART}.element).text")
    for part in ("Leg pain", "1 to 5 March", "It went down.", ">Leg</text>", "One note", 'stroke="rgb(1, 2, 3)"'):
        assert part in text
    for part in ("vector-effect", "chart-svg", 'role="img"', "var("):
        assert part not in text


def detail(page: Page, use: str) -> Any:
    fill(page, CHART)
    return with_all(page, "charts-detail.js", f"{{ window.detail = new all.Detail({AS_A_CHART}); {use} }}")


@pytest.mark.parametrize(
    ("day", "facts"),
    [
        ("2026-02-01", ["Sun 1 Mar", "Leg", "5", "Back", "2"]),
        ("2026-03-03", ["Mon 2 Mar", "Back", "2"]),
        ("2026-03-04", ["Thu 5 Mar", "Leg", "3", "Back", "2"]),
        ("2026-03-05", ["Thu 5 Mar", "Leg", "3", "Back", "2"]),
    ],
)
def test_the_nearest_day_is_told_without_its_empty_cells(scripts: Page, day: str, facts: list[str]) -> None:
    detail(scripts, f"window.detail.showNearest(Date.parse('{day}') + (('{day}' === '2026-03-04') ? 1 : 0));")
    assert told(scripts) == facts
    link = scripts.locator("[data-detail] a")
    assert link.inner_text() == f"{facts[0]} Open the day"
    assert link.get_attribute("href").endswith(f"/days/{_day_of(facts[0])}")  # type: ignore[union-attr]


def _day_of(said: str) -> str:
    return next(day for day, words, _leg in DAYS if words == said)


def test_one_goes_from_day_to_day_and_stops_at_the_ends(scripts: Page) -> None:
    detail(scripts, "")
    later, earlier = scripts.get_by_label("Later"), scripts.get_by_label("Earlier")
    assert told(scripts) == ["Touch the chart"]
    later.click()
    assert told(scripts)[0] == "Thu 5 Mar", "the newest first"
    assert (later.get_attribute("aria-disabled"), earlier.get_attribute("aria-disabled")) == ("true", "false")
    later.click(force=True)
    assert told(scripts)[0] == "Thu 5 Mar"
    earlier.click()
    assert told(scripts)[0] == "Mon 2 Mar"
    earlier.press("ArrowLeft")
    assert (told(scripts)[0], earlier.get_attribute("aria-disabled")) == ("Sun 1 Mar", "true")
    earlier.press("ArrowLeft")
    earlier.press("ArrowRight")
    assert told(scripts)[0] == "Mon 2 Mar"
    earlier.press("Escape")
    assert told(scripts) == ["Touch the chart"]
    assert scripts.locator(".chart-chosen").is_hidden()
    assert scripts.evaluate("document.activeElement.ariaLabel") == "Earlier"


def test_a_mouse_need_not_press_and_a_finger_may_go_along(scripts: Page) -> None:
    detail(scripts, "")
    scripts.locator(".chart-box").hover(position={"x": 2, "y": 50})
    assert told(scripts)[0] == "Sun 1 Mar"
    scripts.locator(".chart-box").hover(position={"x": 398, "y": 50})
    assert told(scripts)[0] == "Thu 5 Mar"


def test_what_is_longer_than_the_panel_is_scrolled_by_keys_too(scripts: Page) -> None:
    detail(scripts, "")
    panel = scripts.locator("[data-detail]")
    panel.evaluate("(one) => { one.style.height = '400px'; }")
    scripts.get_by_label("Later").click()
    assert panel.get_attribute("tabindex") is None
    panel.evaluate("(one) => { one.style.height = '20px'; one.style.overflow = 'auto'; }")
    scripts.get_by_label("Earlier").click()
    assert panel.get_attribute("tabindex") == "0"


@pytest.mark.parametrize(
    ("across", "day", "left"), [(2, "Sun 1 Mar", 10), (130, "Mon 2 Mar", 30), (398, "Thu 5 Mar", 90)]
)
def test_a_tap_marks_the_day_below_the_finger(scripts: Page, across: int, day: str, left: float) -> None:
    detail(scripts, "")
    scripts.locator(".chart-box").click(position={"x": across, "y": 50})
    assert told(scripts)[0] == day
    line = scripts.evaluate("(({ left, bottom }) => [left, bottom])(document.querySelector('.chart-chosen').style)")
    assert float(line[0].rstrip("%")) == pytest.approx(left, abs=0.5)
    assert line[1] == "20px"


YEAR: Final = f"""{BRAND}<section data-year data-file="2026" data-not-saved="Not saved"><h2 class="year-title">2026</h2>
<p class="year-summary">Two days.</p><table class="year-month"><caption>March<span>2 days</span></caption>
<thead><tr><th>M</th><th>T</th></tr></thead>
<tbody><tr><td><span class="year-day" style="background: rgb(1, 2, 3); border: 1px solid rgb(4, 5, 6)">7</span></td>
<td><span class="year-day year-empty">8</span></td></tr><tr><td></td></tr></tbody></table>
<div class="year-legend"><p>Leg pain</p></div><button data-save="svg" disabled>Save</button></section>"""


def test_a_year_is_saved_with_its_months_and_days(scripts: Page) -> None:
    run(scripts, YEAR, "year-save.js")
    with scripts.expect_download() as found:
        scripts.locator("[data-save]").click()
    assert found.value.suggested_filename == "2026.svg"
    text = Path(found.value.path()).read_text(encoding="utf-8")
    for part in ("Two days.", ">March<", ">M<", ">7<", 'fill="rgb(1, 2, 3)"', 'stroke="rgb(4, 5, 6)"', "Leg pain"):
        assert part in text
    assert "2 days" not in text, "only the name of the month"
    assert ">8<" not in text, "of a day without an entry the place alone"
    assert 'fill="none"' in text
    assert "stroke-dasharray" in text


FIGURE: Final = """{"figure": {"data": [], "layout": {"font": {}, "margin": {"t": 0, "b": 0}, "meta": {"lane": 0},
"annotations": [], "xaxis": {"type": "date", "range": ["2026-03-01", "2026-03-05"]}}}, "room": {},
"script": "/plotly.js", "sheet": "/sheet.css", "styles": ["a", "b"]}"""
PLOTLY: Final = """window.calls = []; window.Plotly = { react: () => window.calls.push("react"),
newPlot: async (element, data, layout) => { window.calls.push("newPlot"); element.layout = layout;
element.on = (name, heard) => { (window.heard ??= []).push(heard); }; },
relayout: (element, { "xaxis.range": range }) => { element.layout.xaxis.range = range;
  for (const heard of window.heard) heard(); } };"""
EXPLORE: Final = "document.querySelector('[data-explore]').textContent === '{}'"


def charts(page: Page, *, by_mouse: bool, plotly: str = PLOTLY, figure: str = FIGURE, body: str = OPENED) -> list[str]:
    """The module at work on one chart; gives what it asks for, as it comes."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.route("**/plotly.js", lambda route: route.fulfill(body=plotly, content_type="text/javascript"))
    page.route("**/sheet.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.route("**/figure.json", lambda route: route.fulfill(body=figure, content_type="application/json"))
    page.evaluate("matches => { window.matchMedia = () => ({ matches, addEventListener() {} }); }", by_mouse)
    run(page, body, "charts.js")
    return asked


def test_what_only_the_menu_needs_is_fetched_when_it_is_opened(own_page: Page) -> None:
    asked = charts(own_page, by_mouse=True, body=CHART)
    own_page.get_by_label("Later").click()
    assert told(own_page)[0] == "Thu 5 Mar"
    assert [name for name in asked if "save" in name or "explore" in name] == []
    assert own_page.locator("[data-explore]").is_disabled()
    own_page.locator("summary").click()
    expect(own_page.locator("[data-explore]")).to_be_enabled()
    expect(own_page.locator("[data-save=svg]")).to_be_enabled()
    assert {"charts-save.js", "charts-explore.js"} <= set(asked)
    assert not {"figure.json", "plotly.js", "sheet.css"} & set(asked)


@pytest.mark.parametrize("by_mouse", [True, False], ids=["mouse", "finger"])
def test_a_chart_comes_alive_when_asked(own_page: Page, by_mouse: bool) -> None:
    asked = charts(own_page, by_mouse=by_mouse)
    button = own_page.locator("[data-explore]")
    expect(button).to_be_enabled()
    assert own_page.evaluate("window.calls") is None
    button.click()
    own_page.wait_for_function(EXPLORE.format("Ready"))
    assert own_page.evaluate("window.calls") == ["newPlot"]
    assert button.get_attribute("aria-disabled") == "true", "it is loaded once"
    assert own_page.locator("template#a, template#b").count() == 2, "no style sheet of Plotly's is put in"
    assert own_page.locator("link[id='plotly.js-style-global']").count() == 1
    assert own_page.locator(".chart-whole").count() == by_mouse
    assert [name for name in asked if name in {"figure.json", "sheet.css", "plotly.js"}] == [
        "figure.json",
        "sheet.css",
        "plotly.js",
    ]
    own_page.evaluate("document.querySelector('.chart-box').style.width = '300px'")
    own_page.wait_for_function("window.calls.includes('react')")


def test_of_a_long_time_a_list_says_how_much_is_shown(own_page: Page) -> None:
    charts(own_page, by_mouse=False, figure=FIGURE.replace("2026-03-05", "2026-06-30"))
    button = own_page.locator("[data-explore]")
    expect(button).to_be_enabled()
    button.press("Enter")
    choice = own_page.locator(".chart-range")
    expect(choice).to_be_focused()
    choice.select_option("4 weeks")
    assert own_page.evaluate("document.querySelector('.chart-live').layout.xaxis.range") == [
        "2026-06-02T00:00",
        "2026-06-30T00:00",
    ]


def test_a_part_that_was_dragged_out_is_left_by_a_button_over_the_plot(own_page: Page) -> None:
    charts(own_page, by_mouse=True)
    own_page.locator("[data-explore]").click()
    own_page.wait_for_selector(".chart-is-live")
    button = own_page.locator(".chart-whole")
    assert button.is_hidden()
    part = ["2026-03-02", "2026-03-04"]
    own_page.evaluate("(part) => Plotly.relayout(document.querySelector('.chart-live'), {'xaxis.range': part})", part)
    button.click()
    assert button.is_hidden()
    whole = own_page.evaluate("document.querySelector('.chart-live').layout.xaxis.range")
    assert whole == ["2026-03-01", "2026-03-05"]


@pytest.mark.parametrize(
    ("plotly", "figure"),
    [("throw new Error('torn');", FIGURE), ("window.other = 1;", FIGURE), (PLOTLY, "<p>Sign in</p>")],
    ids=["torn", "another", "no figure"],
)
def test_a_drawing_stays_where_plotly_cannot_be_had(own_page: Page, plotly: str, figure: str) -> None:
    charts(own_page, by_mouse=False, plotly=plotly, figure=figure)
    button = own_page.locator("[data-explore]")
    button.click()
    own_page.wait_for_function(EXPLORE.format("Not loaded"))
    assert own_page.locator(".chart-live").count() == 0
    assert own_page.locator(".chart-svg").is_visible()
    assert button.get_attribute("aria-disabled") is None, "it can be asked for again"
    own_page.locator(".chart-box").click(position={"x": 398, "y": 50})
    assert told(own_page)[0] == "Thu 5 Mar"


def test_a_chart_that_a_save_has_brought_answers_too(own_page: Page) -> None:
    charts(own_page, by_mouse=False)
    own_page.evaluate(
        """(body) => {
          document.querySelector("[data-chart]").outerHTML = body;
          document.querySelector("[data-chart]").dispatchEvent(new CustomEvent("brought", { bubbles: true }));
        }""",
        OPENED.removeprefix(BRAND),
    )
    own_page.locator(".chart-box").click(position={"x": 2, "y": 50})
    assert told(own_page)[0] == "Sun 1 Mar"
    expect(own_page.locator("[data-explore]")).to_be_enabled()

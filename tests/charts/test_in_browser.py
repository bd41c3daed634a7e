"""In a real browser, under the strict content policy: the drawing, Plotly in its place, and what happens without it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.charts.samples import CORPUS, course, on, scored, usual
from tests.charts.samples_of_progress import coming_back, drawing_back, eight_weeks
from tests.charts.site import chart_site, explored, menu_opened
from tracker.charts import around, by_week, farthest, function, pain
from tracker.charts.facts import ChartLifeEvent, ChartSession
from tracker.charts.presented import PresentedChart, presented

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROOT = Path(__file__).resolve().parents[2]
PAGE = """{% from "components/chart.html" import chart_head, chart_figure with context %}<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charts</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="{{ asset_url('css/tokens.css') }}">{{ chart_head() }}</head>
<body><main>{% for chart in charts %}{{ chart_figure(chart) }}{% endfor %}<p id="after">After</p></main>
</body></html>"""
WATCH = """
window.violations = []; window.shift = 0;
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective + e.sample));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
DRAWN = """[...document.querySelectorAll(".chart-live")].map(
  (live) => [live._fullData.map((t) => t.type), live._fullData.map((t) => t.x.filter((x) => x !== null).length)])"""


def _odd() -> Any:
    sessions = [ChartSession(on(i), "heat", None, "attended", words) for i, words in enumerate(CORPUS)]
    changes = [ChartLifeEvent(on(9 * i), words) for i, words in enumerate(CORPUS)]
    return scored([5] * 60, [3] * 60, sessions=sessions, changes=changes)


CHARTS: dict[str, Callable[[], list[PresentedChart]]] = {
    "usual": lambda: [presented(pain.CHART, usual()), presented(around.CHART, course())],
    "odd": lambda: [presented(pain.CHART, _odd()), presented(around.CHART, course())],
    "progress": lambda: [
        presented(farthest.CHART, drawing_back()),
        presented(by_week.CHART, eight_weeks(unit="minutes")),
        presented(function.CHART, coming_back()),
    ],
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chart_site(tmp_path_factory.mktemp("instance"), CHARTS, PAGE) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Any]:
    contexts = []

    def go(name: str = "usual", *, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 2200}, **options)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{address}/{name}")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def live(browser: Browser, address: str) -> Iterator[Page]:
    """One page on which Plotly has taken over, for tests that only look; each undoes what it sets."""
    context = browser.new_context(viewport={"width": 1280, "height": 2200}, color_scheme="light")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}/usual")
    _taken_over(page)
    yield page
    context.close()


def _taken_over(page: Page) -> None:
    for chart in page.locator("[data-chart]").all():
        explored(page, str(chart.get_attribute("id")))
    _settled(page)


def _settled(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize(("name", "scheme"), [("usual", "light"), ("odd", "dark"), ("progress", "light")])
def test_plotly_takes_over_without_a_violation_or_a_shift(visit: Any, name: str, scheme: str) -> None:
    page = visit(name, color_scheme=scheme)
    charts = [str(chart.get_attribute("id")) for chart in page.locator("[data-chart]").all()]
    for chart in charts:
        menu_opened(page, chart)
    before = page.locator("#after").bounding_box()
    for chart in charts:
        page.locator(f"#{chart} [data-explore]").press("Enter")
        page.locator(f"#{chart}.chart-is-live").wait_for(timeout=30_000)
    _settled(page)
    figures = [chart.figure for chart in CHARTS[name]()]
    for figure, (kinds, counts) in zip(figures, page.evaluate(DRAWN), strict=True):
        assert kinds == [trace["type"] for trace in figure["data"]]
        assert counts == [sum(x is not None for x in trace["x"]) for trace in figure["data"]]
    assert page.evaluate("window.violations") == []
    assert page.evaluate("window.shift") == 0
    assert page.locator("#after").bounding_box() == before
    assert page.evaluate("getComputedStyle(document.querySelector('.chart .chart-wide')).opacity") == "0"
    colour = page.evaluate("document.querySelector('.chart .chart-live')._fullLayout.font.color")
    assert "var(" not in colour


def test_written_words_stay_words_with_plotly_in_place(visit: Any) -> None:
    page = visit("odd")
    _taken_over(page)
    assert page.locator("#pain .hoverlayer a, #pain .chart-live .infolayer a").count() == 0
    assert page.evaluate("window.violations") == []


def test_the_drawing_and_plotly_agree_on_places(live: Page) -> None:
    drawn, by_plotly = live.evaluate(
        """() => {
          const top = (texts, word) => [...texts].find((t) => t.textContent === word).getBoundingClientRect();
          const words = ["leg 3.7", "acupuncture", "10", "0"];
          const drawing = document.querySelectorAll("#pain .chart-wide text");
          const plotly = document.querySelectorAll("#pain .chart-live text");
          const middle = (box) => [box.x, box.y + box.height / 2];
          return [drawing, plotly].map((texts) => words.map((word) => middle(top(texts, word))));
        }"""
    )
    for (x, y), (live_x, live_y) in zip(drawn, by_plotly, strict=True):
        assert x == pytest.approx(live_x, abs=8)
        assert y == pytest.approx(live_y, abs=4)


def test_words_bars_and_ends_stand_where_they_were_drawn(visit: Any) -> None:
    page = visit("progress")
    _taken_over(page)
    for chart, said in {
        "farthest": ["low back", "toes", "first session"],
        "by-week": ["leg 2.7", "A", "Med", "acupuncture", "45"],
        "function": ["average 6.4", "e Driving", "10: as well as before"],
    }.items():
        drawn, by_plotly = page.evaluate(
            """([chart, words]) => ["wide", "live"].map((kind) => words.map((word) => {
              const texts = [...document.querySelectorAll(`#${chart} .chart-${kind} text`)];
              const box = texts.find((text) => text.textContent === word).getBoundingClientRect();
              return [box.x, box.y + box.height / 2];
            }))""",
            [chart, said],
        )
        for (x, y), (live_x, live_y) in zip(drawn, by_plotly, strict=True):
            assert x == pytest.approx(live_x, abs=8)
            assert y == pytest.approx(live_y, abs=4)


def test_colours_follow_the_theme(live: Page) -> None:
    colour = "document.querySelector('#pain .chart-live')._fullLayout.font.color"
    light = live.evaluate(colour)
    live.emulate_media(color_scheme="dark")
    _settled(live)
    assert live.evaluate(colour) != light
    live.emulate_media(color_scheme="light")
    _settled(live)
    assert live.evaluate(colour) == light
    assert live.evaluate("window.violations") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_neither_plotly_nor_a_figure_comes_before_it_is_asked_for(visit: Any, width: int) -> None:
    page = visit(width=width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#pain .chart-box").hover()
    menu_opened(page, "pain")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/plotly/" in url or "figure" in url] == []
    assert page.content().count("hovermode") == 0
    page.locator("#pain [data-explore]").click()
    page.locator("#pain.chart-is-live").wait_for(timeout=30_000)
    kinds = ["figure" if "figure=pain" in url else "script" for url in asked if "/plotly/" in url or "figure=" in url]
    assert kinds == ["figure", "script"]


def test_on_a_phone_a_finger_scrolls_and_a_list_says_how_much_is_shown(visit: Any) -> None:
    page = visit(width=360, has_touch=True, is_mobile=True)
    menu_opened(page, "pain")
    assert page.locator("#pain [data-explore]").is_visible()
    assert page.evaluate("typeof window.Plotly") == "undefined"
    assert page.locator("#pain .chart-narrow").is_visible()
    assert not page.locator("#pain .chart-wide").is_visible()
    page.locator("#pain [data-explore]").click()
    page.locator("#pain.chart-is-live").wait_for(timeout=30_000)
    layout = page.evaluate(
        "(({ dragmode, xaxis, yaxis }) => [dragmode, xaxis.fixedrange, yaxis.fixedrange])"
        "(document.querySelector('#pain .chart-live')._fullLayout)"
    )
    assert layout == [False, True, True]
    page.get_by_label("How much to show").first.select_option("Last 4 weeks")
    first = page.evaluate("document.querySelector('#pain .chart-live')._fullLayout.xaxis.range[0]")
    assert first.startswith("2026-02-1")
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_if_plotly_cannot_be_loaded_the_drawing_stays(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 2200})
    page = context.new_page()
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.route("**/plotly/*", lambda route: route.abort())
    page.goto(f"{address}/usual")
    menu_opened(page, "pain")
    button = page.locator("#pain [data-explore]")
    button.click()
    expect(button).to_have_text("Not loaded")
    assert len(failed) == 1
    assert page.locator(".chart-is-live").count() == 0
    assert page.locator(".chart-live").count() == 0
    assert page.locator("#pain .chart-wide svg").first.is_visible()
    context.close()


@pytest.mark.parametrize(("width", "shown"), [(320, "narrow"), (360, "narrow"), (768, "wide"), (1280, "wide")])
def test_without_scripts_one_drawing_fits_and_its_text_is_readable(visit: Any, width: int, shown: str) -> None:
    page = visit(width=width, java_script_enabled=False)
    visible = page.locator(f"#pain .chart-{shown}")
    assert visible.is_visible()
    assert page.locator("#pain [data-explore]").is_hidden()
    box = visible.bounding_box()
    assert box["height"] >= 260
    for text in visible.locator("text").all():
        assert text.bounding_box()["height"] >= 12
    page.locator(".chart-menu > summary").first.click()
    page.get_by_text("Show as table").first.click()
    assert page.locator("#pain table").first.is_visible()


def test_paper_gets_the_drawing(live: Page) -> None:
    live.emulate_media(media="print")
    assert live.locator("#pain .chart-live").is_hidden()
    assert live.evaluate("getComputedStyle(document.querySelector('#pain .chart-wide')).opacity") == "1"
    live.emulate_media(media="screen")

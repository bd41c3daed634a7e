"""In a real browser, under the strict content policy: the drawing, Plotly in its place, and what happens without it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask, Response, render_template_string
from jinja2 import FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.charts.samples import CORPUS, course, on, scored, usual
from tests.charts.samples_of_progress import coming_back, drawing_back, eight_weeks
from tracker.charts import around, by_week, farthest, function, pain, views
from tracker.charts.facts import ChartLifeEvent, ChartSession
from tracker.charts.presented import PresentedChart, presented
from tracker.web import languages
from tracker.web.headers import CONTENT_SECURITY_POLICY

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
    app = Flask("charts", instance_path=str(tmp_path_factory.mktemp("instance")), static_folder=str(ROOT / "static"))
    app.register_blueprint(views.blueprint)
    app.jinja_env.loader = FileSystemLoader(ROOT / "templates")
    app.jinja_env.undefined = StrictUndefined
    languages.init_app(app)
    app.jinja_env.globals["asset_url"] = "/static/{}".format

    @app.get("/<name>")
    def page(name: str) -> Response:
        html = render_template_string(PAGE, charts=CHARTS[name]())
        return Response(html, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


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
    page.locator(".chart-is-live").nth(page.locator("[data-chart]").count() - 1).wait_for(timeout=30_000)
    _settled(page)


def _settled(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize(("name", "scheme"), [("usual", "light"), ("odd", "dark"), ("progress", "light")])
def test_plotly_takes_over_without_a_violation_or_a_shift(visit: Any, name: str, scheme: str) -> None:
    page = visit(name, color_scheme=scheme)
    before = page.locator("#after").bounding_box()
    _taken_over(page)
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


def test_hovering_shows_words_as_they_were_written(visit: Any) -> None:
    page = visit("odd")
    _taken_over(page)
    heat = page.evaluate("document.querySelector('#pain .chart-live')._fullData.findIndex((t) => t.name === 'heat')")
    for i, words in enumerate(CORPUS[:5]):
        page.evaluate(
            "([curve, point]) => Plotly.Fx.hover(document.querySelector('#pain .chart-live'),"
            " [{ curveNumber: curve, pointNumber: point }], ['xy2'])",
            [heat, i],
        )
        page.locator("#pain .hoverlayer .nums").filter(has_text=words).wait_for(timeout=10_000)
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


def test_on_a_phone_plotly_waits_to_be_asked(visit: Any) -> None:
    page = visit(width=360, has_touch=True, is_mobile=True)
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
    page.wait_for_event("requestfailed", predicate=lambda request: "/plotly/" in request.url) if not failed else None
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
    page.get_by_text("Show as table").first.click()
    assert page.locator("#pain table").first.is_visible()


def test_paper_gets_the_drawing(live: Page) -> None:
    live.emulate_media(media="print")
    assert live.locator("#pain .chart-live").is_hidden()
    assert live.evaluate("getComputedStyle(document.querySelector('#pain .chart-wide')).opacity") == "1"
    live.emulate_media(media="screen")

"""A chart is saved as a picture or a drawing from the page alone: no network, no Plotly, nothing left to resolve."""

import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.charts.samples import CORPUS, SVG, course, on, scored, usual
from tests.charts.site import chart_site, menu_opened
from tracker.charts import around, pain
from tracker.charts.facts import ChartLifeEvent
from tracker.charts.presented import presented

pytestmark = [pytest.mark.browser, pytest.mark.long]
WATCH = """window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective + e.blockedURI));
"""


def _odd() -> Any:
    return scored([5] * 60, changes=[ChartLifeEvent(on(20 * i), words) for i, words in enumerate(CORPUS[1:4])])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = {
        "usual": lambda: [
            presented(pain.CHART, replace(usual(), reference_from=on(7))),
            presented(around.CHART, course()),
        ],
        "odd": lambda: [presented(pain.CHART, _odd())],
    }
    with chart_site(tmp_path_factory.mktemp("save"), pages) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Any]:
    contexts = []

    def go(name: str = "usual", *, width: int = 1280, **options: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = contexts[-1].new_page()
        page.add_init_script(WATCH)
        page.route("**/plotly/*", lambda route: route.abort())
        page.goto(f"{address}/{name}")
        for chart in page.locator("[data-chart]").all():
            menu_opened(page, str(chart.get_attribute("id")))
        contexts[-1].set_offline(True)
        return page

    yield go
    for context in contexts:
        context.close()


def _saved(page: Page, chart: str, kind: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.locator(f"#{chart} [data-save='{kind}']").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert page.evaluate("window.violations") == []
    return path


def _words(drawing: ET.Element) -> str:
    return " ".join(text.text or "" for text in drawing.iter(f"{SVG}text"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_drawing_stands_alone(visit: Any, tmp_path: Path, width: int, scheme: str) -> None:
    path = _saved(visit(width=width, color_scheme=scheme), "pain", "svg", tmp_path)
    assert path.name == "pain-over-time.svg"
    text = path.read_text(encoding="utf-8")
    assert "var(" not in text
    assert "style=" not in text
    assert "vector-effect" not in text
    drawing = ET.fromstring(text)  # noqa: S314 - our own
    said = _words(drawing)
    for part in (
        "Pain and treatment over time",
        "Mon 26 Jan 2026 to Wed 11 Mar 2026",
        "Leg pain averaged 8.0",
        "leg, weekly average",
        "Average of a trial group, not a prediction for you.",
        "Sciatica Tracker",
    ):
        assert part in said
    # Every use finds its shape inside.
    ids = {path.get("id") for path in drawing.iter(f"{SVG}path")}
    assert {use.get("href", "")[1:] for use in drawing.iter(f"{SVG}use")} <= ids
    # The ground is there: a picture in light ink on nothing could not be read.
    [ground] = [rect for rect in drawing.iter(f"{SVG}rect") if rect.get("width") == drawing.get("width")]
    assert ground.get("fill") == {"light": "rgb(255, 253, 249)", "dark": "rgb(28, 34, 32)"}[scheme]


def test_no_text_of_the_drawing_leaves_it(visit: Any, tmp_path: Path) -> None:
    page = visit()
    path = _saved(page, "pain", "svg", tmp_path)
    width = float(ET.fromstring(path.read_text(encoding="utf-8")).get("width", "0"))  # noqa: S314 - our own
    # In a tab of its own: the app's pages take no markup from a string.
    blank = page.context.new_page()
    blank.set_content(path.read_text(encoding="utf-8"))
    outside = blank.evaluate(
        """(width) => [...document.querySelectorAll("body > svg > g > text")]
          .filter((text) => text.getBBox().x + text.getBBox().width > width).map((text) => text.textContent)""",
        width,
    )
    assert outside == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_picture_is_a_sharp_png(visit: Any, tmp_path: Path, width: int) -> None:
    page = visit(width=width)
    path = _saved(page, "pain", "png", tmp_path)
    assert path.name == "pain-over-time.png"
    content = path.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", content[16:24])
    assert wide == 2 * 1008
    assert high > 2 * 500
    # Drawn and not blank: paper of one colour alone would be far smaller.
    assert len(content) > 40_000


def test_chart_2_has_a_file_of_its_own(visit: Any, tmp_path: Path) -> None:
    path = _saved(visit(), "course", "svg", tmp_path)
    assert path.name == "around-each-session.svg"
    assert "next day" in _words(ET.fromstring(path.read_text(encoding="utf-8")))  # noqa: S314 - our own


def test_peoples_words_stay_words_in_the_file(visit: Any, tmp_path: Path) -> None:
    drawing = ET.fromstring(_saved(visit("odd"), "pain", "svg", tmp_path).read_text(encoding="utf-8"))  # noqa: S314
    names = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert names <= {"svg", "title", "rect", "g", "path", "text", "use", "defs", "circle"}
    assert "<b>bold</b>" in _words(drawing)


def test_without_scripts_only_the_file_of_the_page_is_offered(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/usual")
    page.locator(".chart-menu > summary").first.click()
    assert page.locator("[data-save]").first.is_hidden()
    assert page.get_by_role("link", name="Entries (CSV)").first.is_visible()
    context.close()

"""In a real browser: nothing that anybody typed runs, links away, or asks another host; and nothing stays behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import hostile
from tests.support.besieged import OWNER, PRACTITIONER, Besieged, build
from tests.support.live import DESK, Live, Tab, Watch, new_tab, serving
from tests.support.planted import plant_texts
from tracker.app import create_app
from tracker.configuration.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.long]

EVERY = list(hostile.TEXTS.values())
LOOK = """() => {
  const links = [...document.querySelectorAll("a[href], area[href], form[action], [src]")];
  const bad = links.map((e) => e.href?.baseVal ?? e.href ?? e.action ?? e.src)
    .filter((to) => typeof to === "string" && /^\\s*(javascript|vbscript):/i.test(to));
  const made = document.querySelectorAll("[class*=__xss], [id*=__xss]").length;
  return { ran: window.__xss !== undefined, bad, made };
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, upgraded_file: Path) -> Besieged:
    folder = tmp_path_factory.mktemp("in_browser")
    made = build(folder, upgraded_file)
    made.app = create_app(Settings.for_tests(folder).with_(testing=False))
    return made


@pytest.fixture(scope="module")
def served(made: Besieged) -> Iterator[str]:
    with serving(made.app) as url:
        yield url


@pytest.fixture
def tabs(browser: Browser, made: Besieged, served: str) -> Iterator[Callable[[str], Tab]]:
    """Opens a tab of one of the people; all rows are put back before."""
    made.restore()
    opened: list[Tab] = []

    def open_one(role: str) -> Tab:
        tab = new_tab(browser, Live(served, made.app), size=DESK)
        name, secret = made.cookies[role]
        tab.context.add_cookies([{"name": name, "value": secret, "url": served}])
        tab.watch.allow("status of 404")
        opened.append(tab)
        return tab

    yield open_one
    for tab in opened:
        tab.context.close()


def _look(page: Page, watch: Watch, url: str) -> None:
    found = page.evaluate(LOOK)
    assert found == {"ran": False, "bad": [], "made": 0}, url
    assert watch.left() == [], url


def _pages(made: Besieged, role: str) -> list[str]:
    return [
        url
        for url in made.pages(role)
        if not any(part in url for part in ("/s/", "/take/", "/exports/", "/still-shared"))
    ]


def _explore(page: Page) -> None:
    """Plotly in the place of the first chart's drawing."""
    chart = page.locator("[data-chart]").first
    chart.locator(".chart-menu > summary").press("Enter")
    explore = chart.locator("[data-explore]")
    expect(explore).to_be_enabled()
    explore.press("Enter")
    page.locator(".chart-is-live").first.wait_for(timeout=20_000)


def _hover(page: Page) -> None:
    """Over every mark of every chart on the page, as its words stand in a box of their own then."""
    page.evaluate(
        """() => {
          for (const live of document.querySelectorAll(".chart-live._fullLayout, .chart-live")) {
            if (!live._fullData) continue;
            live._fullData.forEach((trace, curveNumber) => {
              for (let pointNumber = 0; pointNumber < Math.min(trace.x?.length ?? 0, 6); pointNumber += 1)
                try { Plotly.Fx.hover(live, [{ curveNumber, pointNumber }]); } catch { /* nothing stands there */ }
            });
          }
        }"""
    )


@pytest.mark.parametrize("role", [OWNER, PRACTITIONER])
@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=pytest.mark.siege) for turn in (20, 40))])
def test_nothing_typed_runs_anywhere(made: Besieged, tabs: Callable[[str], Tab], role: str, turn: int) -> None:
    plant_texts(made, EVERY[turn:] + EVERY[:turn])
    tab = tabs(role)
    tab.watch.allow("'c2p'")  # Plotly's own, when a hover is asked of a chart that a page has left behind
    for address in _pages(made, role):
        page = tab.go(address)
        if page.locator("[data-chart]").count():
            _explore(page)
            _hover(page)
        _look(page, tab.watch, address)


def test_a_page_that_tries_is_stopped(made: Besieged, tabs: Callable[[str], Tab]) -> None:
    """The other side: what the content policy is for happens, and is stopped and seen by these tests."""
    tab = tabs(OWNER)
    page = tab.go(f"/patients/{made.rosa.patient_id}/today")
    tried = page.evaluate(
        """() => {
          const tries = [
            () => { document.body.innerHTML += "<img src=x onerror='window.__xss=1'>"; },
            () => { document.createElement("script").textContent = "window.__xss=1"; },
            () => { document.createElement("script").src = "https://e.invalid/x.js"; },
            () => setTimeout("window.__xss=1"),
          ];
          return tries.map((act) => { try { act(); return "done"; } catch (error) { return error.name; } });
        }"""
    )
    assert tried == ["TypeError"] * 4
    page.evaluate("() => { const made = document.createElement('img'); made.src = 'http://127.0.0.1:1/x'; }")
    assert page.evaluate("window.__xss === undefined")
    assert any("content policy" in fault or "TrustedHTML" in fault for fault in tab.watch.faults)
    tab.watch.faults.clear()


def test_nothing_is_left_after_signing_out(made: Besieged, tabs: Callable[[str], Tab]) -> None:
    """The back button, the stores of the browser and its caches: no word of the record."""
    tab = tabs(OWNER)
    page = tab.go(f"/patients/{made.rosa.patient_id}/diary?view=list")
    assert "canary" in page.content()
    page.goto(f"{tab.live.url}/patients/{made.rosa.patient_id}/more")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    for _ in range(3):
        page.go_back()
        assert "canary" not in page.content()
    page.goto(f"{tab.live.url}/sign-in")
    left = page.evaluate(
        """async () => ({
          local: localStorage.length, session: sessionStorage.length, caches: (await caches.keys()).length,
          databases: (await indexedDB.databases()).length, cookie: document.cookie,
        })"""
    )
    assert left == {"local": 0, "session": 0, "caches": 0, "databases": 0, "cookie": ""}
    assert [cookie["name"] for cookie in tab.context.cookies() if cookie["name"] in {"sid", "share"}] == []

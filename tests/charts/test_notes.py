"""Every point's note is one tap away, by finger, mouse and keyboard, and in the table without scripts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.charts.samples import CORPUS, course, on, scored, usual
from tests.charts.site import DAY_URL, chart_site, explored
from tests.support import walk
from tracker.charts import around, pain, pain_tables
from tracker.charts.facts import PainFacts
from tracker.charts.presented import presented

NOTES = {on(2): "Slept badly", on(24): "Long drive", on(30): CORPUS[4] + " & <b>more</b>"}


def _noted() -> PainFacts:
    return replace(usual(), notes=NOTES)


def test_the_table_carries_notes_of_days_only_if_they_were_given() -> None:
    plain, noted = pain_tables.tables(usual())[1], pain_tables.tables(_noted())[1]
    assert plain.header[-1] == "Treatment and changes"
    assert noted.header[-1] == "Note"
    rows = dict(zip(noted.places, noted.rows, strict=True))
    assert rows[on(2).isoformat()][-1] == "Slept badly"
    assert rows[on(3).isoformat()][-1] == ""
    # A day with a note alone has a row, and still no score.
    assert rows[on(24).isoformat()][1:3] == ("not recorded", "not recorded")
    assert noted.of_days


def test_long_notes_are_cut_and_notes_outside_the_range_left_out() -> None:
    [_, days] = pain_tables.tables(scored([5] * 9, notes={on(1): "word " * 100, on(50): "later"}))
    told = [row[-1] for row in days.rows if row[-1]]
    assert len(told) == 1
    assert len(told[0]) <= 200
    assert told[0].endswith("…")


def test_notes_of_days_are_not_in_ranges_without_single_days_and_that_is_said() -> None:
    facts = scored([5] * 500, notes={on(1): "private"})
    assert not any("private" in cell for table in pain_tables.tables(facts) for row in table.rows for cell in row)
    assert any("notes" in note for note in pain.notes(facts))
    assert not any("notes" in note for note in pain.notes(scored([5] * 500)))


def test_every_row_has_its_place() -> None:
    for facts in (_noted(), scored([5] * 500), scored([5] * 3650)):
        for table in pain_tables.tables(facts):
            assert len(table.places) in {0, len(table.rows)}
    [weeks] = pain_tables.tables(scored([5] * 3650))
    # Over years the weeks are what can be tapped, and each says its year.
    assert len([place for place in weeks.places if place]) == 520
    assert weeks.rows[-1][0] == "Mon 14 Jan 2036 to Sun 20 Jan 2036"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = {"noted": lambda: [presented(pain.CHART, _noted()), presented(around.CHART, course())]}
    with chart_site(tmp_path_factory.mktemp("notes"), pages) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Any]:
    contexts = []

    def go(width: int, **options: Any) -> Page:
        if width < 700:
            options = {"has_touch": True, "is_mobile": True, **options}
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = contexts[-1].new_page()
        page.goto(f"{address}/noted")
        return page

    yield go
    for context in contexts:
        context.close()


def _point(page: Page, day: int) -> dict[str, float]:
    """Where in the drawing a day of the usual person stands."""
    found: dict[str, float] = page.evaluate(
        """(share) => {
          const box = document.querySelector("#pain .chart-box").getBoundingClientRect();
          const svg = [...document.querySelectorAll("#pain .chart-svg")].find((one) => one.getClientRects().length);
          const { left, width } = svg.getBoundingClientRect();
          const [start, end] = [svg.dataset.left, svg.dataset.right].map((part) => (Number(part) / 100) * width);
          const { first, last } = document.querySelector("#pain").dataset;
          const [low, high, at] = [first, last, share].map((day) => Date.parse(day.slice(0, 16) + "Z"));
          return { x: left - box.left + start + ((at - low) / (high - low)) * (width - start - end), y: 120 };
        }""",
        f"{on(day).isoformat()}T00:00",
    )
    return found


DETAIL = "#pain [data-detail]"


@pytest.mark.browser
@pytest.mark.long
def test_a_tap_on_the_drawing_tells_the_day_without_plotly(visit: Any) -> None:
    page = visit(360)
    expect(page.locator("#pain [data-step='1']")).to_be_enabled()
    below = page.locator("#pain .chart-box").bounding_box()
    page.locator("#pain .chart-box").tap(position=_point(page, 2))
    detail = page.locator(DETAIL)
    expect(detail).to_contain_text("Wed 28 Jan 2026")
    expect(detail).to_contain_text("Slept badly")
    expect(detail).to_contain_text("medicine taken")
    assert detail.get_attribute("role") == "status"
    assert detail.get_by_role("link").get_attribute("href").endswith(f"{DAY_URL}2026-01-28")
    assert page.evaluate("typeof window.Plotly") == "undefined"
    assert page.locator("#pain .chart-chosen").is_visible()
    assert page.locator("#pain .chart-box").bounding_box() == below, "what is told moves nothing"
    assert walk.axe(page, walk.WHOLE_AXE) == []
    assert walk.fits(page) == []


@pytest.mark.browser
@pytest.mark.long
def test_a_tap_tells_the_day_with_plotly_in_place_too(visit: Any) -> None:
    page = visit(360)
    page.locator("#pain .chart-box").tap(position=_point(page, 2))
    expect(page.locator(DETAIL)).to_contain_text("Slept badly")
    explored(page, "pain")
    expect(page.locator(DETAIL)).to_contain_text("Slept badly")
    assert page.locator("#pain .chart-live + .chart-chosen").is_visible(), "the line lies over what has come"
    page.locator("#pain .chart-box").tap(position=_point(page, 24))
    expect(page.locator(DETAIL)).to_contain_text("Long drive")


@pytest.mark.browser
@pytest.mark.long
def test_a_mouse_over_plotly_is_told_the_same_day_in_one_place(visit: Any) -> None:
    page = visit(1280)
    explored(page, "pain")
    place = page.evaluate(
        """() => {
          const live = document.querySelector("#pain .chart-live"), { xaxis, yaxis, margin } = live._fullLayout;
          return { x: margin.l + xaxis.d2p("2026-01-28"), y: margin.t + yaxis.d2p(8) };
        }"""
    )
    page.locator("#pain .chart-live").hover(position=place)
    expect(page.locator(DETAIL)).to_contain_text("Wed 28 Jan 2026")
    expect(page.locator(DETAIL)).to_contain_text("Slept badly")
    page.locator("#pain .chart-live").click(position=place)
    expect(page.locator(DETAIL)).to_contain_text("Wed 28 Jan 2026")
    assert page.locator("#pain .hoverlayer > *").count() == 0


@pytest.mark.browser
@pytest.mark.long
def test_the_keyboard_reaches_every_day(visit: Any) -> None:
    page = visit(1280)
    later, earlier = (page.locator(f"#pain [data-step='{by}']") for by in (1, -1))
    expect(later).to_be_enabled()
    later.press("Enter")
    detail = page.locator(DETAIL)
    expect(detail).to_contain_text("Wed 11 Mar 2026")
    assert later.get_attribute("aria-disabled") == "true"
    for _ in range(14):
        earlier.press("Enter")
    expect(detail).to_contain_text("Wed 25 Feb 2026")
    # Written words stay words.
    assert detail.inner_text().count(CORPUS[4][:10]) == 1
    assert detail.locator("b").count() == 0
    earlier.press("Escape")
    expect(detail).to_contain_text("Touch the chart")
    expect(earlier).to_be_focused()
    assert page.locator("#pain .chart-chosen").is_hidden()


@pytest.mark.browser
@pytest.mark.long
def test_sessions_are_told_by_their_number(visit: Any) -> None:
    page = visit(1280)
    page.locator("#course [data-step='1']").click()
    expect(page.locator("#course [data-detail]")).to_contain_text("Session 7")
    assert page.locator("#course [data-detail] a").count() == 0


@pytest.mark.browser
@pytest.mark.long
def test_without_scripts_the_table_has_the_notes_and_links_to_the_days(visit: Any) -> None:
    page = visit(360, java_script_enabled=False)
    assert page.locator("#pain .chart-button:visible").count() == 0
    page.locator("#pain .chart-menu > summary").tap()
    page.get_by_text("Show as table").first.tap()
    row = page.locator("#pain tr[data-place='2026-01-28']")
    expect(row).to_contain_text("Slept badly")
    assert row.get_by_role("link").get_attribute("href") == f"{DAY_URL}2026-01-28"
    expect(page.locator("#pain tr[data-place='2026-02-25']")).to_contain_text("<b>more</b>")

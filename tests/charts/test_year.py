"""The calendar of the year: every logged day with its number, nothing where nothing was recorded, readable any way."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, render_template_string
from jinja2 import FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page

from tests.support import walk
from tests.support.live import serving_plainly
from tracker.charts.year import PresentedYear, YearFacts, year_calendar
from tracker.web import audience, languages
from tracker.web.headers import CONTENT_SECURITY_POLICY
from tracker.web.template_engine import TemplateEngine
from tracker.wording import formats

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 9, 20)
PAGE = """{% from "components/year.html" import year_head, year_calendar with context %}<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Year</title><link rel="icon" href="data:,">
{% for name in ["tokens", "base", "layout", "components"] %}
<link rel="stylesheet" href="{{ asset_url(name) }}">{% endfor %}
{{ year_head() }}<link rel="stylesheet" href="{{ asset_url('print') }}" media="print"></head>
<body class="plain"><header><a class="brand" href="/">Sciatica Tracker</a></header>
<main><h1>Year</h1><section class="card">
{{ year_calendar(year, day_url, previous="/2025", next="/2027") }}</section></main></body></html>"""


def _scores() -> dict[date, float]:
    """Every day but one in seven, falling from 9 to 0 over the year."""
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(263)]
    return {day: max(0, 9 - i // 27) for i, day in enumerate(days) if i % 7 != 3}


def _days(year: PresentedYear) -> dict[date, Any]:
    return {day.day: day for month in year.months for week in month.weeks for day in week if day is not None}


def test_each_day_of_the_year_has_one_place() -> None:
    for number, length in ((2026, 365), (2028, 366)):
        year = year_calendar(YearFacts(year=number, scores={}, today=TODAY))
        assert len(year.months) == 12
        assert sorted(_days(year)) == [date(number, 1, 1) + timedelta(days=i) for i in range(length)]
        for month in year.months:
            for week in month.weeks:
                assert [day.day.weekday() for day in week if day] == [i for i, day in enumerate(week) if day]


def test_0_is_a_score_and_a_day_without_one_is_empty() -> None:
    scores = {date(2026, 3, 3): 0, date(2026, 3, 4): 6.5, date(2026, 3, 6): 6.4, date(2025, 3, 5): 9}
    days = _days(year_calendar(YearFacts(year=2026, scores=scores, today=TODAY)))
    assert (days[date(2026, 3, 3)].score, days[date(2026, 3, 3)].step) == ("0", 0)
    assert (days[date(2026, 3, 4)].score, days[date(2026, 3, 4)].step) == ("6.5", 7)
    assert days[date(2026, 3, 6)].step == 6
    assert (days[date(2026, 3, 5)].score, days[date(2026, 3, 5)].step) == (None, None)
    assert days[date(2026, 3, 3)].words == "Tue 3 Mar: leg pain 0"
    assert days[date(2026, 3, 5)].words == "Thu 5 Mar: not recorded"
    assert days[date(2026, 9, 20)].is_today
    assert days[date(2026, 9, 21)].words == "Mon 21 Sep: still to come"


def test_the_months_to_come_are_known() -> None:
    year = year_calendar(YearFacts(year=2026, scores={}, today=TODAY))
    assert [month.name for month in year.months if month.to_come] == ["October", "November", "December"]


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({}, "No leg score from 2026."),
        ({date(2026, 1, 1): 0}, "In 2026 leg pain was recorded on 1 day: 0."),
        (
            {date(2026, 1, 1): 7, date(2026, 1, 2): 3, date(2026, 1, 3): 3.5, date(2025, 1, 3): 9},
            "on 3 days: the middle score (median) was 3.5, with 1 day at 7 or more and 1 day at 3 or less.",
        ),
        (
            {date(2026, 1, 1) + timedelta(days=i): 10 for i in range(40)},
            "on 40 days: the middle score (median) was 10, with 40 days at 7 or more and 0 days at 3 or less.",
        ),
    ],
)
def test_the_year_in_a_sentence(scores: dict[date, float], said: str) -> None:
    summary = year_calendar(YearFacts(year=2026, scores=scores, today=TODAY)).summary
    assert summary == (said if said[0].isupper() else f"In 2026 leg pain was recorded {said}")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = Flask("year", instance_path=str(tmp_path_factory.mktemp("instance")), static_folder=str(ROOT / "static"))
    app.jinja_environment = TemplateEngine
    app.jinja_env.loader = FileSystemLoader(ROOT / "templates")
    app.jinja_env.undefined = StrictUndefined
    languages.init_app(app)
    app.jinja_env.filters["day"] = formats.day
    app.jinja_env.globals["shows"] = audience.shows
    app.jinja_env.globals["asset_url"] = lambda name: f"/static/{name if '/' in name else f'css/{name}.css'}"

    @app.get("/<kind>")
    def page(kind: str) -> Response:
        year = year_calendar(YearFacts(year=2026, scores=_scores(), today=TODAY))
        html = render_template_string(PAGE, year=year, day_url="/days/" if kind == "linked" else None)
        return Response(html, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})

    with serving_plainly(app) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Any]:
    contexts = []

    def go(kind: str = "linked", *, width: int = 1280, **options: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = contexts[-1].new_page()
        page.goto(f"{address}/{kind}")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def test_every_day_can_be_read_and_hit_at_any_width(visit: Any, width: int, scheme: str) -> None:
    page = visit(width=width, color_scheme=scheme, java_script_enabled=True)
    assert page.locator("a.year-day").count() == len(_scores())
    places = page.evaluate(
        """() => [...document.querySelectorAll(".year-months .year-day")]
          .filter((place) => place.checkVisibility())
          .map((place) => {
            const { width, height } = place.getBoundingClientRect(), style = getComputedStyle(place);
            const fits = place.scrollWidth <= place.clientWidth + 1;
            return [width, height, parseFloat(style.fontSize), fits, style.borderTopStyle];
          })"""
    )
    assert min(place[0] for place in places) >= 24
    assert min(place[1] for place in places) >= 24
    assert min(place[2] for place in places) >= 12
    assert all(place[3] for place in places)
    assert sum(place[4] == "dotted" for place in places) == 263 - len(_scores())
    assert walk.axe(page, walk.WHOLE_AXE) == []
    assert walk.fits(page) == []


@pytest.mark.browser
@pytest.mark.long
def test_a_day_is_one_tap_from_its_page_and_has_its_words(visit: Any) -> None:
    page = visit(width=360, has_touch=True, is_mobile=True, java_script_enabled=False)
    day = page.get_by_role("link", name="Thu 1 Jan: leg pain 9")
    assert day.get_attribute("href") == "/days/2026-01-01"
    assert day.inner_text() == "9"
    assert page.get_by_role("table", name="January 2026").get_by_role("columnheader").count() == 7
    assert page.get_by_role("table", name="September 2026").get_by_role("link").last.inner_text() == "0"
    assert page.get_by_role("table", name="December 2026").is_hidden()


@pytest.mark.browser
@pytest.mark.long
def test_without_pages_for_days_nothing_is_a_link(visit: Any) -> None:
    page = visit("plain")
    assert page.locator("a.year-day").count() == 0
    assert page.get_by_role("img", name="Thu 1 Jan: leg pain 9").is_visible()
    assert walk.axe(page, walk.WHOLE_AXE) == []


@pytest.mark.browser
@pytest.mark.long
def test_a_0_and_an_empty_day_do_not_look_the_same_in_grey(visit: Any) -> None:
    """Without colour the number and the edge tell them apart."""
    page = visit()
    looks = page.evaluate(
        """() => [".year-months .year-0", ".year-months .year-empty"].map((place) => {
          const style = getComputedStyle(document.querySelector(place));
          return [style.borderTopStyle, document.querySelector(place).innerText.trim().length > 1];
        })"""
    )
    assert looks[0][0] == "solid"
    assert looks[1][0] == "dotted"


@pytest.mark.browser
@pytest.mark.long
def test_a_year_fits_one_sheet_of_paper(visit: Any) -> None:
    page = visit(width=720)
    page.emulate_media(media="print")
    assert page.locator(".year-turn").is_hidden()
    box = page.locator(".year-months").bounding_box()
    assert box["height"] < 900


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_the_year_is_saved_from_the_page_as_it_is(visit: Any, tmp_path: Path, width: int) -> None:
    page = visit(width=width)
    page.locator(".year-menu > summary").click()
    for kind, start in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as download:
            page.locator(f"[data-save={kind}]").click()
        assert download.value.suggested_filename == f"leg-pain-2026.{kind}"
        download.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(start)
    drawing = (tmp_path / "svg").read_text(encoding="utf-8")
    ET.fromstring(drawing)  # noqa: S314 - made a moment ago by our own page
    assert "var(" not in drawing
    shown = page.locator(".year-months a.year-day").all_text_contents()
    numbers = re.findall(r'text-anchor="middle" font-size="12.5"[^>]*>([\d.]+)<', drawing)
    assert numbers == [text.strip() for text in shown]


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (date(2026, 1, 31), ""),
        (date(2026, 2, 1), "No score in January."),
        (date(2026, 9, 20), "No score from January to August."),
        (None, "No score from January to August."),
    ],
)
def test_months_before_the_first_score_are_named(first: date | None, says: str) -> None:
    scores = {} if first is None else {first: 4.0, TODAY: 2.0, date(2025, 1, 1): 3.0}
    year = year_calendar(YearFacts(year=2026, scores=scores, today=TODAY))
    assert year.left_out == says
    assert sum(month.before for month in year.months) == ((first or TODAY).month - 1)

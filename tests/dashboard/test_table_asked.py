"""The tables of years come when asked for, by the address of their page; the same rules decide who may have them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.charts.of_every_chart import EVERY, EVERY_ID
from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_link_holder, as_practitioner, events_of, make_link, make_practitioner, share
from tracker.charts.chart import Chart
from tracker.charts.facts import DaysShown
from tracker.charts.presented import presented

DAYS = 200


@pytest.fixture
def filled(fill: Filler) -> Filler:
    fill.years(DAYS)
    past = (TODAY - timedelta(days=number) for number in range(1, DAYS + 1))
    fill.doses(*({"local_day": day, "name": "Ibuprofen"} for day in past))
    return fill


@pytest.fixture
def long(long_record: Callable[[int], Browser]) -> Browser:
    return long_record(DAYS)


def addresses(browser: Browser, path: str) -> list[str]:
    """Where the tables of the charts on a page are had that do not come with it."""
    page = browser.get(browser.path(path))
    return [str(node.attrs["data-later"]) for node in page.all("[data-later]")]


def test_a_page_of_years_leads_to_its_tables_and_holds_none_of_them(long: Browser) -> None:
    page = long.get(long.path("progress?range=all"))
    later = addresses(long, "progress?range=all")
    assert later == [f"?range=all&table={uid}" for uid in ("pain", "by-week", "farthest")]
    assert [link.attrs["href"] for link in page.all("[data-later] a")] == later
    assert not page.all(":is(#pain, #by-week, #farthest) tr")
    for address, uid in zip(later, ("pain", "by-week", "farthest"), strict=True):
        alone = long.get(long.path("progress" + address))
        assert len(alone.all(f"[data-tables='{uid}'] tr[data-place]")) >= DAYS // 7
        [chart] = page.all(f"#{uid}")
        [title] = alone.all("h1")
        assert title.to_text() in chart.to_text()
        assert not alone.all("[data-chart]")
        [back] = alone.all(f"a[href='?range=all#{uid}']")
        assert back.to_text().strip() == "Back to the chart"


def test_a_page_of_some_weeks_has_its_tables(long: Browser) -> None:
    page = long.get(long.path("progress?range=3m"))
    assert not page.all("[data-later]")
    assert page.all(".chart-numbers tr[data-place]")


@pytest.mark.parametrize(("chart", "facts"), EVERY, ids=EVERY_ID)
@pytest.mark.parametrize("weeks", [8, 17, 30, 90])
@pytest.mark.parametrize("shift", [0, 3650])
def test_tables_that_come_later_tell_of_places(chart: Chart[Any], facts: Any, weeks: int, shift: int) -> None:
    """Whatever is shown of it: a chart with a panel has rows for it, one without has none that it kept back."""
    if not isinstance(facts, DaysShown):
        assert not presented(chart, facts).later
        return
    first = facts.first_day + timedelta(days=shift)
    facts = replace(facts, first_day=first, last_day=first + timedelta(days=7 * weeks - 1))
    shown = presented(chart, facts)
    told = any(place for table in shown.tables for place in table.places)
    assert shown.later == (told and weeks > 18)


@pytest.mark.parametrize("uid", ["", "compare", "function", "none"])
def test_what_the_page_does_not_show_has_no_tables(long: Browser, uid: str) -> None:
    assert long.client.get(long.path(f"progress?range=all&table={uid}")).status_code == 404


def test_a_look_at_tables_is_a_look_at_their_page(app: Flask, somebody: Person, filled: Filler) -> None:
    li_wen = make_practitioner(app)
    share(app, somebody, li_wen)
    visitor = as_practitioner(app, li_wen, somebody)
    before = len(events_of(app, somebody))
    assert visitor.client.get(visitor.path("progress?range=all&table=pain")).status_code == 200
    [look] = events_of(app, somebody)[before:]
    assert (look.act, look.page, look.name) == ("looked", "dashboard.progress", "Li Wen")


def test_whoever_may_not_see_the_page_may_not_have_its_tables(app: Flask, somebody: Person, filled: Filler) -> None:
    stranger = sign_in(app, make_person(app, "Stranger"))
    holder = as_link_holder(app, somebody, make_link(app, somebody))
    address = f"/patients/{somebody.patient_id}/progress?range=all&table=pain"
    assert stranger.client.get(address).status_code == 404
    assert Browser(app).client.get(address).status_code == 302
    page = holder.get(address)
    assert page.all("[data-tables] tr[data-place]")
    assert not page.all("[data-tables] a"), "the holder of a link sees no single day"


def test_only_what_is_shared_is_in_them(app: Flask, somebody: Person, filled: Filler) -> None:
    li_wen = make_practitioner(app)
    first = TODAY - timedelta(days=150)
    share(app, somebody, li_wen, first_day=first)
    visitor = as_practitioner(app, li_wen, somebody)
    page = visitor.get(visitor.path("progress?range=all&table=pain"))
    places = [str(row.attrs["data-place"]) for row in page.all("tr[data-place]")]
    assert places
    assert min(places) >= first.isoformat()

"""A chart's figure comes by the address of its page and for exploring alone; the same rules decide who may have it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_link_holder, as_practitioner, events_of, make_link, make_practitioner, share
from tracker.charts.svg_traces import ROOM

TAKES = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _course(fill: Filler) -> None:
    began = TODAY - timedelta(days=20)
    fill.entries(*({"for_date": began + timedelta(days=number), "leg_pain": 5} for number in range(-7, 20)))
    for kind in ("acupuncture", "physiotherapy"):
        course_id = fill.course(started_on=began, kind=kind)
        fill.sessions(
            *(
                {
                    "local_day": day,
                    "started_at": datetime.combine(day, time(9), UTC),
                    "kind": kind,
                    "course_id": course_id,
                    "leg_before": 6,
                    "leg_after": 4,
                }
                for day in (began, began + timedelta(days=7))
            )
        )


def addresses(browser: Browser, path: str) -> list[str]:
    """Where the figures of the charts on a page are had."""
    page = browser.get(browser.path(path))
    return [str(button.attrs["data-explore"]) for button in page.all("[data-explore]")]


@pytest.mark.parametrize(
    ("path", "uids"),
    [("progress", ["pain", "course", "by-week"]), ("course", ["course"]), ("compare", ["compare"])],
)
def test_every_chart_has_the_address_of_its_figure_and_the_page_no_figure(
    owner: Browser, path: str, uids: list[str]
) -> None:
    found = addresses(owner, path)
    assert found == [f"?figure={uid}" for uid in uids]
    assert "hovermode" not in owner.client.get(owner.path(path)).get_data(as_text=True)
    for address in found:
        told = owner.client.get(owner.path(path + address))
        assert told.headers["Cache-Control"] == "no-store"
        assert told.mimetype == "application/json"
        assert told.json is not None
        assert set(told.json) == {"figure", "room", "script", "sheet", "styles"}
        assert set(told.json["figure"]) == {"data", "layout"}
        assert told.json["figure"]["data"]
        assert told.json["room"] == ROOM
        for name in ("script", "sheet"):
            assert owner.client.get(told.json[name], buffered=True).status_code == 200


def test_what_the_page_was_asked_for_goes_for_its_figure(owner: Browser) -> None:
    addresses_of_a_year = addresses(owner, "progress?range=1y&reference=1")
    assert addresses_of_a_year[0] == "?range=1y&reference=1&figure=pain"
    axes = []
    for query in ("?range=1y&figure=pain", "?figure=pain"):
        told = owner.client.get(owner.path("progress" + query)).json
        assert told is not None
        axes.append(told["figure"]["layout"]["xaxis"]["range"])
    assert axes[0][0] < axes[1][0]


@pytest.mark.parametrize(
    "path",
    [
        "progress?figure=",
        "progress?figure=compare",
        "progress?figure=farthest",
        "course?figure=pain",
        "compare?figure=x",
    ],
)
def test_what_the_page_does_not_show_is_not_to_be_had(owner: Browser, path: str) -> None:
    assert owner.client.get(owner.path(path)).status_code == 404


def test_it_is_compressed_where_the_page_would_be(owner: Browser) -> None:
    path = owner.path("progress?figure=pain")
    assert owner.client.get(path, headers=TAKES).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in owner.client.get(path + "&from=2026-01-01", headers=TAKES).headers
    assert "Content-Encoding" not in owner.client.get(path, headers={"Accept-Encoding": "gzip"}).headers


def test_a_look_at_a_figure_is_a_look_at_its_page(app: Flask, somebody: Person) -> None:
    li_wen = make_practitioner(app)
    share(app, somebody, li_wen)
    visitor = as_practitioner(app, li_wen, somebody)
    before = len(events_of(app, somebody))
    assert visitor.client.get(visitor.path("progress?figure=pain")).mimetype == "application/json"
    [look] = events_of(app, somebody)[before:]
    assert (look.act, look.page, look.name) == ("looked", "dashboard.progress", "Li Wen")


def test_whoever_may_not_see_the_page_may_not_have_its_figure(app: Flask, somebody: Person) -> None:
    stranger = sign_in(app, make_person(app, "Stranger"))
    holder = as_link_holder(app, somebody, make_link(app, somebody))
    for path in ("progress?figure=pain", "course?figure=course", "compare?figure=compare"):
        address = f"/patients/{somebody.patient_id}/{path}"
        assert stranger.client.get(address).status_code == 404
        assert holder.client.get(address).status_code == (200 if path.startswith("progress") else 302)
        assert Browser(app).client.get(address).status_code == 302


def test_only_what_is_shared_is_in_it(app: Flask, somebody: Person) -> None:
    li_wen = make_practitioner(app)
    share(app, somebody, li_wen, first_day=TODAY - timedelta(days=3))
    visitor = as_practitioner(app, li_wen, somebody)
    told = visitor.client.get(visitor.path("progress?range=all&figure=pain")).json
    assert told is not None
    days = {day[:10] for trace in told["figure"]["data"] for day in trace["x"] if day is not None}
    assert days
    assert min(days) >= (TODAY - timedelta(days=3)).isoformat()

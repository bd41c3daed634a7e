"""The same days on both databases: signed up, logged, sent twice at once, taken along."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.diary.models import Entry
from tracker.treatment.models import TreatmentSession
from tracker.web.extensions import db

pytestmark = pytest.mark.long

NOTE = "An emoji 🦵, a quote ' and a \\ slash"


def _sign_up(app: Flask, name: str) -> Browser:
    browser = Browser(app)
    page = browser.submit(browser.get("/sign-up"), "/sign-up", user_name=name, new_password=PASSWORD)
    assert page.heading == "Keep your recovery codes"
    browser.patient_id = page.one("main a.button").attrs["href"].split("/")[2]
    return browser


def _at_once(app: Flask, browser: Browser, url: str, data: list[tuple[str, str]]) -> list[Page]:
    """The same form from two threads, each with the cookies of the one browser."""
    cookies = {name: browser.client.get_cookie(name) for name in ("sid", "form")}

    def send(_number: int) -> Page:
        twin = Browser(app, browser.patient_id)
        for name, cookie in cookies.items():
            assert cookie is not None
            twin.client.set_cookie(name, cookie.value)
        return Page(twin.client.post(url, data=dict(data)))

    with ThreadPoolExecutor(2) as both:
        return list(both.map(send, range(2)))


def _count(app: Flask, model: type[Entry] | type[TreatmentSession]) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_new_persons_days_on_either_database(either_app: Flask) -> None:
    browser = _sign_up(either_app, "Petra")
    leg = browser.get(browser.path("today")).form("/leg")
    answers = _at_once(either_app, browser, leg.action, [*leg.fields(), ("score", "6")])
    assert [answer.status for answer in answers] == [303, 303]
    assert _count(either_app, Entry) == 1

    heat = browser.get(browser.path("today")).form("/self-care/heat")
    answers = _at_once(either_app, browser, heat.action, heat.fields())
    assert [answer.status for answer in answers] == [303, 303]
    assert len({parse_qs(urlsplit(answer.location).query)["saved"][0] for answer in answers}) == 1
    assert _count(either_app, TreatmentSession) == 1

    new = browser.get(browser.path("moments/new"))
    saved = browser.submit(new, "/moments/new", leg_pain=0, note=NOTE)
    assert "Saved" in saved.text
    rows = list(csv.DictReader(io.StringIO(browser.get(browser.path("exports/entries.csv")).body.lstrip("\ufeff"))))
    assert sorted((row["kind"], row["leg_pain"], row["back_pain"]) for row in rows) == [
        ("daily", "6", ""),
        ("moment", "0", ""),
    ]
    assert {row["note"] for row in rows} == {"", NOTE}

    for place in ("diary", "diary?view=list", "progress", "sessions", "medication", "deleted", "function"):
        assert browser.get(browser.path(place)).status == 200
    zipped = browser.get(browser.path("exports/all.zip"))
    assert zipped.response.data.startswith(b"PK")


def test_nothing_of_a_page_is_half_saved(either_app: Flask) -> None:
    browser = _sign_up(either_app, "Paul")
    page = browser.get(browser.path("sessions/new/acupuncture"))
    form = page.form("")
    assert form.names() >= {"leg_before", "day"}
    before = _count(either_app, TreatmentSession)
    answer = browser.submit(page, "", status="attended", leg_before=11, day=str(datetime.now(UTC).date()))
    assert answer.status == 422
    assert _count(either_app, TreatmentSession) == before

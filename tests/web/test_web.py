"""Headers, error pages, races, formats and where a form may lead."""

import threading
import uuid
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from tests.support.pages import Browser
from tests.support.people import Person, sign_in
from tracker.diary.models import Entry
from tracker.domain.values import numbers, rounding
from tracker.web import gate, transactions
from tracker.web.extensions import db
from tracker.web.navigation import safe_next, way_back
from tracker.wording import formats


def test_every_answer_carries_the_headers(client: Browser, patient: Browser) -> None:
    for page in (client.get("/sign-in"), patient.get("/missing"), patient.get(patient.path("today"), follow=False)):
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert page.headers["Cache-Control"] == "no-store"
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        assert "Strict-Transport-Security" not in page.headers


def test_https_pins_itself_and_hides_its_cookie(make_app: Callable[..., Flask]) -> None:
    app = make_app(https=True, trusted_hosts=("localhost",))
    response = app.test_client().get("/sign-in", base_url="https://localhost")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    cookies = response.headers.getlist("Set-Cookie")
    assert cookies
    assert all(cookie.startswith("__Host-") and "Secure" in cookie and "HttpOnly" in cookie for cookie in cookies)
    assert app.test_client().get("/sign-in", base_url="https://e.invalid").status_code == 400


def test_static_files_are_kept_for_good_under_their_own_address(client: Browser) -> None:
    page = client.get("/sign-in")
    address = page.all("link[rel=stylesheet]")[0].attrs["href"]
    response = client.client.get(address, buffered=True)
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert client.client.get("/static/old/css/base.css").status_code == 404
    assert client.client.get(address.rsplit("/", 2)[0] + "/../../pyproject.toml").status_code == 404


@pytest.mark.parametrize(("method", "status"), [("put", 405), ("delete", 405), ("trace", 405)])
def test_other_methods_are_refused(client: Browser, method: str, status: int) -> None:
    assert client.client.open("/sign-in", method=method.upper()).status_code == status


def test_too_much_is_refused(patient: Browser) -> None:
    response = patient.client.post(patient.path("episode"), data={"note": "x" * 3_000_000})
    assert response.status_code == 413


@pytest.mark.parametrize("token", ["", "made-up", "ImEi.aaaa.bbbb"])
def test_a_form_without_its_token_is_not_taken_and_can_be_sent_again(
    patient: Browser, db_session: Session, token: str
) -> None:
    typed = {"side": "left", "note": "typed <b>"}
    page = patient.post(patient.path("episode"), typed, token=token)
    assert page.status == 400
    assert not page.all("form"), "what another site planted is not offered"
    page = patient.post(patient.path("episode"), typed, token=token, headers={"Sec-Fetch-Site": "same-origin"})
    assert "send this once more" in page.heading
    page = patient.submit(page)
    assert page.status == 200
    assert db_session.execute(select(func.count()).select_from(Entry)).scalar() == 0
    assert "typed <b>" in patient.get(patient.path("episode")).one("textarea").to_text()


def test_another_persons_token_is_not_taken(app: Flask, patient: Browser, other: Browser) -> None:
    foreign = other.token()
    assert patient.post(patient.path("episode"), {"side": "left"}, token=foreign).status == 400


def test_a_locked_database_keeps_what_was_typed(patient: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    class Locked(Exception):
        pass

    token = patient.token()

    def locked() -> None:
        raise OperationalError("INSERT", {}, Locked("database is locked"))

    monkeypatch.setattr("tracker.web.acting.commit", locked)
    page = patient.post(patient.path("episode"), {"note": "hours of typing"}, token=token)
    assert page.status == 503
    assert page.headers["Retry-After"] == "5"
    assert page.form().fields()[1] == ("note", "hours of typing")
    monkeypatch.undo()
    page = patient.submit(page)
    assert "hours of typing" in page.text


def test_a_fault_of_ours_tells_nothing_and_keeps_what_was_typed(
    make_app: Callable[..., Flask], person: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser = sign_in(make_app(testing=False), person)
    token = browser.token()

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("canary-note")

    monkeypatch.setattr("tracker.patients.services.record.save_episode", broken)
    page = browser.post(browser.path("episode"), {"note": "canary-typed"}, token=token)
    assert page.status == 500
    assert "canary-note" not in page.body
    assert ("note", "canary-typed") in page.form().fields()
    assert "canary" not in caplog.text
    assert "request.failed kind=RuntimeError route=patients.episode" in caplog.text


def test_the_same_form_from_two_places_at_once_makes_one_record(app: Flask, person: Person) -> None:
    browsers = [sign_in(app, person) for _ in range(4)]
    tokens = [browser.token() for browser in browsers]
    today = formats_today(person, browsers[0])
    form_id = str(uuid.uuid4())
    statuses: list[int] = []

    def send(browser: Browser, token: str) -> None:
        url = browser.path(f"days/{today}/leg")
        page = browser.post(url, {"score": "4", "id": form_id}, token=token, follow=False)
        statuses.append(page.status)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 4
    with app.app_context():
        assert db.session.execute(select(Entry.leg_pain)).scalars().all() == [4]


def formats_today(person: Person, browser: Browser) -> str:
    action = browser.get(browser.path("today")).form("/leg").action
    assert str(person.patient_id) in action
    return action.split("/days/")[1].split("/")[0]


def test_a_lost_race_is_run_again_and_a_hopeless_one_ends(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    tries: list[int] = []

    @gate.public
    def racing() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise IntegrityError("INSERT", {}, Exception("UNIQUE"))
        return "won"

    @gate.public
    def hopeless() -> str:
        tries.append(1)
        raise IntegrityError("INSERT", {}, Exception("UNIQUE"))

    app.add_url_rule("/racing", "racing", racing, methods=["POST"])
    app.add_url_rule("/hopeless", "hopeless", hopeless, methods=["POST"])
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    assert app.test_client().post("/racing").get_data(as_text=True) == "won"
    tries.clear()
    assert app.test_client().post("/hopeless").status_code == 503
    assert len(tries) == transactions.TRIES


def test_a_serialization_failure_counts_as_a_lost_race() -> None:
    class Theirs(Exception):
        sqlstate = "40001"

    assert transactions.lost_a_race(OperationalError("x", {}, Theirs()))
    assert not transactions.lost_a_race(OperationalError("x", {}, Exception("locked")))


@pytest.mark.parametrize("raw", ["/a", "/patients/x/today?saved=1#back", "/a/b%2F"])
def test_paths_on_this_site(raw: str) -> None:
    assert safe_next(raw) == raw


@pytest.mark.parametrize(
    "raw",
    [
        None, "", "a", "//e.invalid", "/\\e.invalid", "\\\\e.invalid", "https://e.invalid", "javascript:1",
        "/\t/e.invalid",
        "/a\nb", " /a", "/a b", "http:/e", "/\x7f", "///e.invalid",
    ],
)  # fmt: skip
def test_paths_that_lead_elsewhere(raw: str | None) -> None:
    assert safe_next(raw) is None


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        (None, "/usual"),
        ("http://localhost/settings/activity?page=2&saved=x", "/settings/activity?page=2"),
        ("http://localhost/evidence", "/evidence"),
        ("http://localhost/settings/password", "/usual"),
        ("http://e.invalid/settings", "/usual"),
        ("http://localhost//e.invalid", "/usual"),
        ("http://localhost/settings/delete/keep", "/usual"),
        ("http://localhost/confirm?next=/settings/password", "/usual"),
        ("http://localhost/no-such-page", "/usual"),
    ],
)
def test_a_form_is_left_for_the_page_from_which_it_was_opened(app: Flask, came_from: str | None, back: str) -> None:
    with app.test_request_context("/settings/password", headers={"Referer": came_from} if came_from else None):
        assert way_back("/usual") == back


def test_dates_and_numbers_as_people_read_them() -> None:
    day = date(2026, 3, 3)
    assert formats.day(day) == "Tue 3 Mar"
    assert formats.day_year(day) == "Tue 3 Mar 2026"
    assert formats.long_day(day) == "Tuesday 3 March"
    assert formats.month(day) == "March 2026"
    assert [formats.near_day(date(2026, 3, n), day) for n in (3, 2, 1)] == ["today", "yesterday", "Sun 1 Mar"]
    assert formats.near_day(date(2025, 3, 3), day) == "Mon 3 Mar 2025"
    assert formats.clock(time(7, 5)) == "07:05"
    moment = datetime(2026, 3, 29, 0, 30, tzinfo=ZoneInfo("UTC"))
    assert formats.moment(moment, ZoneInfo("Europe/Berlin")) == "Sun 29 Mar, 01:30"
    assert [formats.minutes(n) for n in (0, 45, 60, 90)] == ["0 min", "45 min", "1 h", "1 h 30 min"]
    assert [formats.metres(n) for n in (800, 1000, 2500)] == ["800 m", "1 km", "2.5 km"]
    assert [numbers.plain(Decimal(text)) for text in ("400.000", "0.50", "7")] == ["400", "0.5", "7"]
    assert rounding.one_decimal(3.96) == "4.0"

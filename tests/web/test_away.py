"""A database that is locked, full, read-only or damaged: what can be read is read, what was typed is kept."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.exc import InternalError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tests.operations.damage import overwrite_header, overwrite_table
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, make_person, sign_in
from tests.support.rules import of_pages
from tests.support.sharing import as_practitioner, events_of, make_practitioner, share
from tracker.accounts.models import AccountSession
from tracker.operations import guard as guards
from tracker.operations import looking
from tracker.patients.models import Revision
from tracker.serving import guard_of
from tracker.storage import sqlite
from tracker.web import clock, errors
from tracker.web.extensions import db
from tracker.web.opened import with_values as opened_with

pytestmark = pytest.mark.sqlite
TYPED = "hours of typing"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """An app of this test's own: what happens to its database happens to nobody else."""
    return make_app(testing=False)


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def file(engine: Engine) -> Path:
    return Path(str(engine.url.database))


@pytest.fixture
def person(app: Flask) -> Person:
    return make_person(app, "Rosa")


@pytest.fixture
def rosa(app: Flask, person: Person) -> Browser:
    return sign_in(app, person)


@contextmanager
def _locked(engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another program writes, and goes on and on."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 10)
    monkeypatch.setattr(sqlite, "LEAST_PATIENCE_MS", 1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def _on_every_connection(engine: Engine, pragma: str) -> Iterator[None]:
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", set_up)
    engine.dispose()
    yield
    event.remove(engine, "connect", set_up)
    engine.dispose()


@contextmanager
def _full(engine: Engine, file: Path, _monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Not a page more fits."""
    with closing(sqlite3.connect(file)) as other:
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    with _on_every_connection(engine, f"max_page_count={pages}"):
        yield


@contextmanager
def _read_only(engine: Engine, _file: Path, _monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with _on_every_connection(engine, "query_only=ON"):
        yield


Away = Callable[[Engine, Path, pytest.MonkeyPatch], Any]
AWAYS = pytest.mark.parametrize("away", [_locked, _full, _read_only])


def _send(browser: Browser, token: str, note: str = TYPED, before: str | None = None) -> Page:
    typed = {"side": "left", "note": note, "opened": opened_with(side=None if before is None else "left", note=before)}
    return browser.post(browser.path("episode"), typed, token=token, follow=False)


def _count(app: Flask) -> int:
    with app.app_context():
        return int(db.session.execute(select(func.count()).select_from(Revision)).scalar_one())


def _statuses(app: Flask, browser: Browser) -> dict[str, int]:
    """How every page that somebody can open of their own answers."""
    found = {}
    for rule in of_pages(app):
        if "GET" in (rule.methods or ()) and rule.arguments <= {"patient_id"}:
            url = rule.rule.replace("<uuid:patient_id>", str(browser.patient_id))
            found[url] = browser.client.get(url).status_code
    return found


@AWAYS
def test_the_owner_reads_and_what_was_typed_is_kept(
    app: Flask, engine: Engine, file: Path, rosa: Browser, monkeypatch: pytest.MonkeyPatch, away: Away
) -> None:
    token, before = rosa.token(), _count(app)
    note = f"{TYPED} " * 100
    statuses = _statuses(app, rosa)
    assert list(statuses.values()).count(200) > 30
    with sqlite.writing(), engine.begin() as connection:  # so long ago that every page would renew the sign-in
        connection.execute(update(AccountSession).values(seen_at=clock.now() - timedelta(minutes=20)))
    with away(engine, file, monkeypatch):
        saved, last = 0, None
        while (page := _send(rosa, token, f"{note}{saved}", last)).status == 303:
            saved, last = saved + 1, f"{note}{saved}".strip()
        assert page.status == 503
        assert page.headers["Retry-After"] == "5"
        assert dict(page.form().fields())["note"] == f"{note}{saved}"
        assert _statuses(app, rosa) == statuses
        assert Browser(app).get("/sign-in").status == 200
    assert saved == 0 or away is _full
    assert _count(app) == before + saved
    monkeypatch.undo()
    assert _send(rosa, token, before=last).status == 303
    assert _count(app) == before + saved + 1


@pytest.mark.parametrize("away", [_locked, _read_only])
def test_signing_in_keeps_the_name_and_never_the_password(
    app: Flask, engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch, away: Away
) -> None:
    browser = Browser(app)
    page = browser.get("/sign-in")
    with away(engine, file, monkeypatch):
        page = browser.submit(page, "/sign-in", user_name="Rosa", password=PASSWORD)
        assert page.status == 503
        assert ("user_name", "Rosa") in page.form().fields()
        assert PASSWORD not in page.body


@pytest.mark.parametrize("away", [_locked, _read_only])
def test_a_look_that_cannot_be_logged_shows_nothing(
    app: Flask, engine: Engine, file: Path, person: Person, monkeypatch: pytest.MonkeyPatch, away: Away
) -> None:
    lee = make_practitioner(app, "Lee")
    share(app, person, lee)
    browser = as_practitioner(app, lee, person)
    with away(engine, file, monkeypatch):
        page = browser.get(browser.path("progress"))
        assert page.status == 503
        assert page.heading == "We cannot show this just now"
    assert events_of(app, person) == []
    monkeypatch.undo()
    assert browser.get(browser.path("progress")).status == 200
    assert len(events_of(app, person)) == 1


def test_a_reader_who_must_wait_for_too_long_is_told(
    app: Flask, file: Path, rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 100)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        page = rosa.get(rosa.path("today"))
        assert page.status == 503
        assert page.heading == "We cannot show this just now"
        assert page.headers["Retry-After"] == "5"
    assert rosa.get(rosa.path("today")).status == 200


def test_codes_are_never_shown_again(app: Flask, engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(app)
    typed = {"user_name": "Rosa", "code": "canary-one", "app_code": "canary-two", "new_password": PASSWORD}
    token = browser.token()
    with _read_only(engine, file, monkeypatch):
        page = browser.post("/recover", typed, token=token)
    assert page.status == 503
    assert page.form().names() == {"csrf_token", "user_name"}


def test_what_another_site_planted_is_not_offered(
    app: Flask, engine: Engine, file: Path, rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 100)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        page = _send(rosa, "made up")
    assert page.status == 503
    assert not page.all("form")


def test_a_damaged_table_is_said_and_nothing_is_written_any_more(
    app: Flask, engine: Engine, file: Path, rosa: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    token = rosa.token()
    rosa.submit(rosa.get(rosa.path("moments/new")), "/moments/new", leg_pain=0)
    overwrite_table(file, "entry")
    engine.dispose()
    assert guard_of(app).finding is None
    page = rosa.get(rosa.path("today"))
    assert page.status == 503
    assert "tracker restore" in caplog.text
    assert "restore" not in page.text
    before = file.read_bytes()
    page = _send(rosa, token)
    assert (page.status, page.headers["Retry-After"]) == (503, "60")
    assert dict(page.form().fields())["note"] == TYPED
    assert rosa.get(rosa.path("medication")).status == 200
    assert Browser(app).get("/sign-in").status == 200
    assert file.read_bytes() == before


def test_a_file_without_its_header_gives_no_fault_of_ours(
    app: Flask, engine: Engine, file: Path, rosa: Browser
) -> None:
    token = rosa.token()
    engine.dispose()
    overwrite_header(file)
    guard_of(app).begin()
    assert rosa.get(rosa.path("today")).status == 503
    assert Browser(app).get("/sign-in").status == 200
    page = _send(rosa, token)
    assert (page.status, page.headers["Retry-After"]) == (503, "60")
    assert dict(page.form().fields())["note"] == TYPED


def test_a_file_that_was_read_only_at_the_start_is_written_to_as_soon_as_it_may(
    app: Flask, rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = rosa.token()
    at = [1000.0]
    monkeypatch.setattr(guards, "monotonic", lambda: at[0])
    with monkeypatch.context() as read_only:
        read_only.setattr(looking, "MODE", "ro")
        guard_of(app).begin()
        page = _send(rosa, token)
        assert (page.status, page.headers["Retry-After"]) == (503, "60")
        assert dict(page.form().fields())["note"] == TYPED
        assert rosa.get(rosa.path("today")).status == 200
    at[0] += guards.LOOK_AGAIN_SECONDS
    assert _send(rosa, token).status == 303


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("x", {}, sqlite3.OperationalError("disk I/O error")),
        OperationalError("x", {}, sqlite3.OperationalError("database or disk is full")),
        InternalError("x", {}, Exception("read-only transaction")),
        PoolTimeout("no connection came free"),
    ],
)
def test_whatever_the_database_refuses_is_told_as_that(
    rosa: Browser, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refused() -> None:
        raise error

    token = rosa.token()
    monkeypatch.setattr("tracker.web.acting.commit", refused)
    assert _send(rosa, token).status == 503


def test_a_query_that_is_wrong_is_a_fault_of_ours_unless_the_tables_are_behind(
    rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> None:
        raise ProgrammingError("x", {}, Exception("column does not exist"))

    token = rosa.token()
    monkeypatch.setattr("tracker.web.acting.commit", refused)
    page = _send(rosa, token)
    assert page.status == 500
    assert dict(page.form().fields())["note"] == TYPED

    class Refusing:
        asked = 0

        def refuses(self) -> bool:
            self.asked += 1
            return self.asked > 1

    guard = Refusing()
    monkeypatch.setattr(errors, "_must_only_read", guard.refuses)
    assert _send(rosa, token).status == 503

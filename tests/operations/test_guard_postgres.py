"""The guard on PostgreSQL: tables that are behind, and a server that takes no writes."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url

from tests.support.engines import let_go
from tests.support.pages import Browser
from tracker.operations import guard as guards
from tracker.operations import schema
from tracker.operations.looking import Trouble
from tracker.serving import guard_of
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.counted, pytest.mark.postgres]
NAME = "guarded"


@pytest.fixture
def admin(postgres_url: str) -> Iterator[Callable[[str], None]]:
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)

    run(f"CREATE DATABASE {NAME}")
    yield run
    run(f"DROP DATABASE {NAME} WITH (FORCE)")
    engine.dispose()


def test_tables_that_are_behind_and_a_server_that_takes_no_writes(
    make_app: Callable[..., Flask],
    postgres_url: str,
    admin: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = [1000.0]
    monkeypatch.setattr(guards, "monotonic", lambda: at[0])
    url = make_url(postgres_url).set(database=NAME).render_as_string(hide_password=False)
    app = make_app(database_url=url, testing=False)
    guard = guard_of(app)
    found = guard.begin()
    assert found is not None
    assert found.trouble is Trouble.OUTDATED

    browser = Browser(app)
    browser.client.set_cookie("sid", "x" * 43)
    assert browser.get("/settings", follow=False).status == 503, "the table of sign-ins is not there"
    browser.client.delete_cookie("sid")
    page = browser.submit(browser.get("/sign-in"), "/sign-in", user_name="Rosa", password="not shown again")
    assert (page.status, page.headers["Retry-After"]) == (503, "60")
    assert ("user_name", "Rosa") in page.form().fields()
    assert "not shown again" not in page.body

    with app.app_context():
        schema.upgrade(db.engine)
    at[0] += guards.LOOK_AGAIN_SECONDS
    assert not guard.refuses()

    admin(f"ALTER DATABASE {NAME} SET default_transaction_read_only = on")
    let_go(app)
    guard.look_again()
    assert guard.finding is not None
    assert guard.finding.trouble is Trouble.READ_ONLY
    assert browser.get("/sign-in").status == 200
    admin(f"ALTER DATABASE {NAME} RESET default_transaction_read_only")
    let_go(app)
    at[0] += guards.LOOK_AGAIN_SECONDS
    assert not guard.refuses()
    let_go(app)

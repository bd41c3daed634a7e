"""Sign-ins in the database: how long they last, who they are, what a locked or read-only database does to them."""

import hashlib
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.accounts.members import Member
from tests.support.counting import counted_queries
from tests.support.pages import Browser
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services import sessions
from tracker.web.extensions import db

START = datetime(2026, 3, 3, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as moved:
        yield moved


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/settings/password", follow=False).status == 200


def rows(app: Flask) -> list[AccountSession]:
    with app.app_context():
        return list(db.session.execute(select(AccountSession)).scalars())


def test_only_the_hash_of_256_bits_is_kept(app: Flask, member: Member) -> None:
    browser = member.browser()
    secret = browser.client.get_cookie("sid")
    assert secret is not None
    assert len(secret.value) == 43
    assert [row.id_hash for row in rows(app)] == [hashlib.sha256(secret.value.encode()).digest()]


class Limits(NamedTuple):
    kept: bool
    idle: timedelta
    absolute: timedelta


@pytest.mark.parametrize("limits", [Limits(False, 30 * MINUTE, 12 * HOUR), Limits(True, 30 * DAY, 180 * DAY)])
class TestLimits:
    def test_idle(self, clock: time_machine.Traveller, app: Flask, member: Member, limits: Limits) -> None:
        browser = member.browser(kept=limits.kept)
        clock.shift(limits.idle - timedelta(seconds=1))
        assert is_signed_in(browser)
        clock.shift(limits.idle)
        assert not is_signed_in(browser)
        assert rows(app) == []

    def test_absolute(self, clock: time_machine.Traveller, app: Flask, member: Member, limits: Limits) -> None:
        browser = member.browser(kept=limits.kept)
        for used in (0.9, 1.8):
            clock.move_to(START + used * limits.idle)
            assert is_signed_in(browser)
        last_use = START + limits.absolute - MINUTE
        with app.app_context():
            db.session.execute(update(AccountSession).values(seen_at=last_use))
            db.session.commit()
        clock.move_to(START + limits.absolute - timedelta(seconds=1))
        assert is_signed_in(browser)
        clock.move_to(START + limits.absolute)
        assert not is_signed_in(browser)

    def test_what_has_ended_stays_ended_when_the_clock_goes_back(
        self, clock: time_machine.Traveller, member: Member, limits: Limits
    ) -> None:
        browser = member.browser(kept=limits.kept)
        clock.move_to(START + limits.idle)
        assert not is_signed_in(browser)
        clock.move_to(START + MINUTE)
        assert not is_signed_in(browser)

    def test_a_clock_that_goes_back_ends_it(
        self, clock: time_machine.Traveller, app: Flask, member: Member, limits: Limits
    ) -> None:
        browser = member.browser(kept=limits.kept)
        clock.move_to(START - timedelta(seconds=30))
        assert is_signed_in(browser)
        clock.move_to(START - 2 * HOUR)
        assert not is_signed_in(browser)
        clock.move_to(START)
        assert not is_signed_in(browser)


def test_the_limits_are_settings(clock: time_machine.Traveller, make_app: Callable[..., Flask], member: Member) -> None:
    app = make_app(idle_minutes=5)
    browser = Member(app, member.person).browser()
    clock.shift(5 * MINUTE)
    assert not is_signed_in(browser)


def test_use_is_noted_once_a_tenth_of_the_idle_limit(clock: time_machine.Traveller, app: Flask, member: Member) -> None:
    browser = member.browser()
    clock.shift(timedelta(minutes=2, seconds=59))
    assert is_signed_in(browser)
    assert rows(app)[0].seen_at == START
    clock.shift(timedelta(seconds=1))
    assert is_signed_in(browser)
    assert rows(app)[0].seen_at == START + 3 * MINUTE


def test_who_is_looking_takes_one_query(app: Flask, member: Member) -> None:
    browser = member.browser()
    with counted_queries(app) as seen:
        browser.client.get("/sign-in?again=1")
    assert len([statement for statement in seen if "account_session" in statement]) == 1
    with counted_queries(app) as seen:
        Browser(app).client.get("/sign-in")
    assert seen == []


@pytest.mark.parametrize("value", ["", "x", "x" * 42, "x" * 44, "é" * 43, "x" * 43])
def test_a_made_up_cookie_is_nobody(app: Flask, member: Member, value: str) -> None:
    member.browser()
    browser = Browser(app)
    browser.client.set_cookie("sid", value)
    assert not is_signed_in(browser)


def test_a_disabled_account_is_nobody(app: Flask, member: Member) -> None:
    browser = member.browser()
    with app.app_context():
        db.session.execute(update(Account).values(disabled_at=START))
        db.session.commit()
    assert not is_signed_in(browser)


class TestWhenNothingCanBeWritten:
    """A page is still shown, and nobody waits."""

    @pytest.fixture
    def due(self, clock: time_machine.Traveller, member: Member) -> Browser:
        browser = member.browser()
        clock.shift(10 * MINUTE)
        return browser

    @pytest.mark.sqlite
    def test_another_writer_holds_the_database(self, app: Flask, due: Browser) -> None:
        with app.app_context():
            path = db.engine.url.database or ""
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert is_signed_in(due)
        assert rows(app)[0].seen_at == START
        assert is_signed_in(due)
        assert rows(app)[0].seen_at == START + 10 * MINUTE

    @pytest.mark.sqlite
    def test_what_has_ended_meanwhile_does_not_come_back_with_the_clock(
        self, clock: time_machine.Traveller, app: Flask, due: Browser
    ) -> None:
        with app.app_context():
            path = db.engine.url.database or ""
        clock.move_to(START + DAY)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert not is_signed_in(due)
        assert len(rows(app)) == 1
        clock.move_to(START + MINUTE)
        assert not is_signed_in(due)
        assert rows(app) == []

    @pytest.mark.sqlite
    def test_no_more_is_remembered_than_there_is_room_for(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sessions, "MOST_REMEMBERED", 1)
        with app.app_context(), closing(sqlite3.connect(db.engine.url.database or "", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for secret in ("first", "second"):
                sessions.try_to_end(db.engine, secret)
            assert [sessions.was_over("first"), sessions.was_over("second")] == [False, True]
            other.execute("COMMIT")
            sessions.try_to_end(db.engine, "second")
        assert not sessions.was_over("second")

    @pytest.mark.sqlite
    def test_the_patience_of_other_work_is_as_before(self, app: Flask, due: Browser) -> None:
        assert is_signed_in(due)
        with app.app_context():
            assert db.session.execute(text("PRAGMA busy_timeout")).scalar() == 5000

    def test_any_fault_of_the_database(self, app: Flask, due: Browser) -> None:
        def fail() -> None:
            raise OperationalError("UPDATE", {}, Exception("disk full"))

        with app.app_context():
            engine = db.engine
        listener = _only_for("UPDATE account_session", fail)
        event.listen(engine, "before_cursor_execute", listener)
        try:
            assert is_signed_in(due)
        finally:
            event.remove(engine, "before_cursor_execute", listener)


def _only_for(start: str, act: Callable[[], None]) -> Callable[..., None]:
    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(start):
            act()

    return listen


def test_a_sign_in_ended_meanwhile_is_not_brought_back(app: Flask, member: Member) -> None:
    browser = member.browser()
    cookie = browser.client.get_cookie("sid")
    assert cookie is not None
    with app.app_context():
        sessions.end(db.session(), cookie.value)
        db.session.commit()
        sessions.try_to_renew(db.engine, cookie.value, START)
    assert rows(app) == []


def test_a_slower_worker_does_not_set_it_back(app: Flask, member: Member) -> None:
    browser = member.browser()
    cookie, seen_at = browser.client.get_cookie("sid"), rows(app)[0].seen_at
    assert cookie is not None
    with app.app_context():
        sessions.try_to_renew(db.engine, cookie.value, seen_at - MINUTE)
    assert rows(app)[0].seen_at == seen_at


def test_ended_sign_ins_are_swept_at_the_next_sign_in(
    clock: time_machine.Traveller, app: Flask, member: Member
) -> None:
    member.browser()
    kept = member.browser(kept=True)
    clock.shift(HOUR)
    member.browser()
    assert sorted(row.kept for row in rows(app)) == [False, True]
    assert is_signed_in(kept)


def test_a_confirmation_of_a_sign_in_that_is_gone(db_session: Session) -> None:
    assert sessions.confirm(db_session, uuid.uuid4(), START) is None

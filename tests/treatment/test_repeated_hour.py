"""The night the clocks go back: what a form was filled in with is the pass it was filled in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine

from tests.support import sharing
from tests.support.pages import Form
from tests.support.people import Person, make_person, sign_in
from tests.treatment.conftest import Log

SECOND_PASS = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 in Berlin, an hour after it was 02:30


@pytest.fixture(params=[SECOND_PASS, SECOND_PASS.replace(hour=0)], ids=["second pass", "first pass"])
def now(request: pytest.FixtureRequest) -> Iterator[datetime]:
    with time_machine.travel(request.param, tick=False):
        yield request.param


@pytest.fixture
def person(app: Flask, now: datetime) -> Person:
    return make_person(app, "Rosa", now=now)


@pytest.fixture
def log(app: Flask, engine: Engine, person: Person) -> Log:
    return Log(sign_in(app, person), engine)


def test_a_session_is_at_the_moment_its_form_showed(log: Log, now: datetime) -> None:
    log.add("heat")
    row = log.session()
    assert row.started_at == now
    log.edit(row.id, note="Warm")
    assert log.session().started_at == now
    log.edit(row.id, clock="02:31")
    assert log.session().started_at == datetime(2026, 10, 25, 0, 31, tzinfo=UTC)


def test_what_was_refused_still_knows_its_pass(log: Log, now: datetime) -> None:
    page = log.add("heat", minutes="ten")
    log.browser.submit(page, "sessions/new/heat", minutes="10")
    assert log.session().started_at == now


def test_a_dose_is_at_the_moment_its_form_showed(log: Log, now: datetime) -> None:
    page = log.form("medication/new")
    log.browser.submit(page, "medication/new", name="Ibuprofen")
    (row,) = log.doses()
    assert row.taken_at == now
    log.browser.submit(log.form(f"medication/{row.id}"), f"medication/{row.id}", note="x")
    assert [row.taken_at for row in log.doses()] == [now]


def test_a_spoiled_memory_of_what_was_shown_is_none(log: Log) -> None:
    log.add("heat", shown_at="2026-10-25 half past two")
    log.add("ice", shown_at="2026-10-24T02:30:00+01:00")
    assert {row.started_at for row in log.sessions()} == {SECOND_PASS.replace(hour=0)}


def test_a_session_that_a_practitioner_held_is_at_the_moment_the_form_showed(
    app: Flask, log: Log, person: Person, now: datetime
) -> None:
    ana = sharing.make_practitioner(app, "Ana")
    sharing.share(app, person, ana)
    browser = sharing.as_practitioner(app, ana, person)
    page = browser.get(browser.path("sessions/record"))
    typed = dict(Form(page.one(".held-form")).fields())
    typed.pop("csrf_token")
    browser.post(browser.path("sessions/record"), typed, follow=False)
    assert log.session().started_at == now

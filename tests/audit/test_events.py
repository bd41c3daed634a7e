"""The security log is only added to, and tells when something of it is missing or other than it was."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.support.people import make_person
from tests.support.triggers import past_the_triggers
from tracker.audit.models import SecurityEvent
from tracker.audit.services.chain import is_whole
from tracker.audit.services.events import Caller, broken_chains, forget_events, log_event
from tracker.domain.accounts.security_log import SERVER, SecurityAct
from tracker.web.extensions import db

NOW = datetime(2026, 3, 3, 12, 0, 0, 250, tzinfo=UTC)
COLUMNS = {"subject_id", "id", "number", "at", "act", "session_id", "address", "device", "object_id"}


def with_events(session: Session, subject: uuid.UUID, count: int = 3) -> list[SecurityEvent]:
    caller = Caller(now=NOW, session_id=uuid.uuid4(), address="198.51.100.0/24", device="Firefox on Android")
    for number in range(count):
        log_event(session, subject, SecurityAct.SIGNED_IN, replace(caller, now=NOW + timedelta(minutes=number)))
    session.commit()
    return events_of(session, subject)


def events_of(session: Session, subject: uuid.UUID) -> list[SecurityEvent]:
    session.expire_all()
    query = select(SecurityEvent).where(SecurityEvent.subject_id == subject).order_by(SecurityEvent.number)
    return list(session.execute(query).scalars())


def test_events_are_numbered_and_chained_for_each_subject(either_app: Flask) -> None:
    rosa = make_person(either_app, "Rosa").account_id
    with either_app.app_context():
        session = db.session()
        mine = with_events(session, rosa)
        theirs = with_events(session, SERVER, 2)
        assert [event.number for event in mine] == [1, 2, 3]
        assert [event.number for event in theirs] == [1, 2]
        assert is_whole(mine)
        assert is_whole(theirs)
        assert {event.at.microsecond for event in mine} == {0}
        assert broken_chains(session) == (2, [])


@pytest.mark.parametrize("subject", ["an account", "the server"])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_nothing_of_it_is_changed_or_taken_away(either_app: Flask, subject: str, change: str) -> None:
    rosa = make_person(either_app, "Rosa").account_id
    subject_id = rosa if subject == "an account" else SERVER
    with either_app.app_context():
        session = db.session()
        with_events(session, subject_id)
        own = SecurityEvent.subject_id == subject_id
        statement = delete(SecurityEvent) if change == "delete" else update(SecurityEvent).values(act="signed_out")
        with pytest.raises(DBAPIError, match="security events are never"):
            session.execute(statement.where(own))
        session.rollback()
        assert len(events_of(session, subject_id)) == 3


def test_the_events_of_an_account_go_with_it_and_one_says_that_it_was(either_app: Flask) -> None:
    rosa = make_person(either_app, "Rosa").account_id
    with either_app.app_context():
        session = db.session()
        with_events(session, rosa)
        session.execute(text("DELETE FROM account"))
        forget_events(session, rosa, NOW)
        session.commit()
        assert events_of(session, rosa) == []
        (left,) = events_of(session, SERVER)
        assert (left.act, left.object_id) == ("account_erased", rosa)
        assert (left.address, left.device, left.session_id) == (None, None, None)


@pytest.mark.parametrize("column", sorted(COLUMNS | {"digest"}))
def test_whatever_is_changed_shows(app: Flask, column: str) -> None:
    with app.app_context():
        events = with_events(db.session(), SERVER)
        changed = {
            "number": 9,
            "at": NOW + timedelta(seconds=9),
            "digest": bytes(32),
            **dict.fromkeys(("subject_id", "id", "session_id", "object_id"), uuid.UUID(int=99)),
        }
        with db.session.no_autoflush:
            setattr(events[1], column, changed.get(column, "other"))
            assert not is_whole(events)
        db.session.rollback()


def test_every_column_is_under_the_digest() -> None:
    assert {column.key for column in SecurityEvent.__table__.columns} == COLUMNS | {"digest"}


def test_a_gap_is_found_by_whoever_looks(app: Flask) -> None:
    """Whoever owns the file can take the triggers away; the chain still tells."""
    rosa = make_person(app, "Rosa").account_id
    with app.app_context():
        session = db.session()
        with_events(session, rosa)
        with_events(session, SERVER)
        past_the_triggers(session)
        session.execute(delete(SecurityEvent).where(SecurityEvent.subject_id == rosa, SecurityEvent.number == 2))
        session.commit()
        assert broken_chains(session) == (2, [rosa])

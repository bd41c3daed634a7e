"""The log is written once: neither database lets an event be changed or taken away, and a gap or a change shows."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.support.people import Person, make_person
from tests.support.sharing import events_of
from tests.support.triggers import past_the_triggers
from tracker.accounts.services.accounts import delete_account
from tracker.audit.services.chain import is_whole
from tracker.domain.acting import By
from tracker.domain.sharing.access_log import Act, Actor
from tracker.patients.models import Patient
from tracker.patients.services.history import RowChange
from tracker.sharing.models import AccessEvent
from tracker.sharing.services.events import broken_logs, log_act, log_changes
from tracker.sharing.services.listings import log_listed
from tracker.web.extensions import db

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
SOMEBODY = uuid.UUID(int=1)


def li_wen(person: Person, now: datetime = NOW, account_id: uuid.UUID = SOMEBODY) -> By:
    """Somebody who looks at this record."""
    return By(
        patient_id=person.patient_id,
        now=now,
        account_id=account_id,
        name="Li Wen",
        actor=Actor.PRACTITIONER,
        share_id=uuid.UUID(int=2),
    )


def with_events(app: Flask, count: int = 3) -> Person:
    """Somebody whose record was looked at so many times."""
    person = make_person(app, f"Rosa {uuid.uuid4()}"[:40])
    with app.app_context():
        for number in range(count):
            by = li_wen(person, NOW + timedelta(hours=number))
            log_act(db.session(), Act.LOOKED, by, page="practice.brief")
        db.session.commit()
    return person


def events_now(app: Flask, person: Person) -> list[tuple[int, str]]:
    return [(event.number, event.name) for event in events_of(app, person)]


@pytest.mark.parametrize("change", [{"name": "Nobody"}, {"number": 7}, {"act": "exported"}, {"digest": bytes(32)}])
def test_an_event_is_never_changed(either_app: Flask, change: dict[str, object]) -> None:
    person = with_events(either_app)
    before = events_now(either_app, person)
    with either_app.app_context(), pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(update(AccessEvent).where(AccessEvent.patient_id == person.patient_id).values(**change))
    assert events_now(either_app, person) == before


def test_an_event_is_never_taken_away(either_app: Flask) -> None:
    person = with_events(either_app)
    with either_app.app_context(), pytest.raises(DBAPIError, match=r"never (taken away|changed)"):
        db.session.execute(delete(AccessEvent).where(AccessEvent.patient_id == person.patient_id))
    assert len(events_now(either_app, person)) == 3


def test_all_of_it_goes_with_the_account_and_nobody_elses(either_app: Flask) -> None:
    gone, stays = with_events(either_app), with_events(either_app)
    with either_app.app_context():
        delete_account(db.session(), gone.account_id, NOW)
        db.session.commit()
        assert db.session.get(Patient, gone.patient_id) is None
        left = select(func.count()).select_from(AccessEvent).where(AccessEvent.patient_id == gone.patient_id)
        assert db.session.execute(left).scalar() == 0
    assert len(events_now(either_app, stays)) == 3


def test_the_log_outlives_the_account_of_who_looked(either_app: Flask) -> None:
    person, visitor = make_person(either_app, "Rosa looked at"), make_person(either_app, "Li Wen leaves")
    with either_app.app_context():
        by = li_wen(person, account_id=visitor.account_id)
        log_act(db.session(), Act.LOOKED, by, page="practice.brief")
        db.session.commit()
        delete_account(db.session(), visitor.account_id, NOW)
        db.session.commit()
    assert events_now(either_app, person) == [(1, "Li Wen")]
    assert is_whole(events_of(either_app, person))


def test_a_log_is_whole_as_it_is_written(either_app: Flask) -> None:
    events = events_of(either_app, with_events(either_app, 5))
    assert [event.number for event in events] == [1, 2, 3, 4, 5]
    assert is_whole(events)
    assert is_whole([])


@pytest.mark.parametrize("missing", [0, 1, 2, 3])
def test_a_missing_event_shows_wherever_it_stood(app: Flask, missing: int) -> None:
    events = events_of(app, with_events(app, 5))
    assert not is_whole([event for place, event in enumerate(events) if place != missing])


@pytest.mark.parametrize(
    "column",
    ["patient_id", "id", "number", "at", "actor", "account_id", "name", "share_id", "act", "page", "detail", "digest"],
)
def test_a_changed_event_shows_whatever_was_changed(app: Flask, column: str) -> None:
    events = events_of(app, with_events(app))
    changed = {
        "number": 9,
        "at": NOW + timedelta(seconds=1),
        "digest": bytes(32),
        **dict.fromkeys(("patient_id", "id", "account_id", "share_id"), uuid.UUID(int=99)),
    }
    setattr(events[1], column, changed.get(column, "other"))
    assert not is_whole(events)


def test_events_that_changed_places_show(app: Flask) -> None:
    first, second, third = events_of(app, with_events(app))
    second.number, third.number = third.number, second.number
    assert not is_whole([first, third, second])


def test_every_column_is_under_the_digest() -> None:
    covered = {"patient_id", "id", "number", "at", "actor", "account_id", "name", "share_id", "act", "page", "detail"}
    assert {column.key for column in AccessEvent.__table__.columns} == covered | {"digest"}


def test_what_is_changed_past_the_triggers_is_found(app: Flask, db_session: Session) -> None:
    """Whoever holds the file can drop a trigger; the chain still tells."""
    person = with_events(app)
    past_the_triggers(db_session)
    db_session.execute(
        update(AccessEvent)
        .where(AccessEvent.patient_id == person.patient_id, AccessEvent.number == 2)
        .values(name="Nobody")
    )
    db_session.commit()
    assert not is_whole(events_of(app, person))


def test_the_logs_that_are_broken_are_found(app: Flask) -> None:
    """Whoever owns the file can take the triggers away; the chain still tells."""
    whole, broken = with_events(app), with_events(app)
    with app.app_context():
        assert broken_logs(db.session()) == (2, [])
        past_the_triggers(db.session())
        event = AccessEvent
        db.session.execute(delete(event).where(event.patient_id == broken.patient_id, event.number == 2))
        db.session.commit()
        assert broken_logs(db.session()) == (2, [broken.patient_id])
    assert is_whole(events_of(app, whole))


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        (("treatment_session",), ["session_added"]),
        (("treatment_session", "session_record"), ["session_recorded"]),
        (("review_note", "plan_proposal"), ["note_written", "plan_proposed"]),
    ],
)
def test_a_session_added_for_its_record_is_told_with_it(app: Flask, tables: tuple[str, ...], told: list[str]) -> None:
    person = make_person(app, "Rosa")
    after = {"deleted_at": None}
    with app.app_context():
        by = li_wen(person)
        log_changes(
            db.session(), [RowChange(person.patient_id, name, None, after, by.account_id, NOW) for name in tables], by
        )
        db.session.commit()
    assert [event.act for event in events_of(app, person)] == told


def test_a_line_that_is_shared_no_more_is_not_told_of(app: Flask) -> None:
    """The share ended between the list's query and the note of it."""
    person = make_person(app, "Rosa")
    with app.app_context():
        log_listed(db.session(), uuid.UUID(int=1), "liwen", [person.patient_id], NOW)
        db.session.commit()
    assert events_of(app, person) == []

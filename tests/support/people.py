"""Makes people in the database without going through the pages."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.support.pages import Browser
from tracker.accounts.models import Account
from tracker.accounts.services.sessions import Limits, begin, end_all
from tracker.audit.services.events import Caller
from tracker.demo import factory
from tracker.domain.acting import Author
from tracker.patients.services.record import make_patient
from tracker.web.extensions import db

PASSWORD = "a long enough pass phrase"
ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Person:
    account_id: uuid.UUID
    patient_id: uuid.UUID
    user_name: str


def author_of(person: Person, now: datetime, *, zone: str = ZONE) -> Author:
    """The person at work on their own record."""
    return Author(
        patient_id=person.patient_id,
        now=now,
        zone=ZoneInfo(zone),
        account_id=person.account_id,
        name=person.user_name,
    )


def make_person(app: Flask, name: str, *, zone: str = ZONE, now: datetime | None = None) -> Person:
    now = now or datetime.now(UTC).replace(microsecond=0)
    with app.app_context():
        account = factory.account(name, now, time_zone=zone)
        factory.add(db.session(), Account, [account])
        person = Person(account["id"], make_patient(db.session(), account["id"], now), name)
        db.session.commit()
    return person


@contextmanager
def session_of(app: Flask) -> Iterator[Session]:
    """A database session of its own, so that nothing of one request is left over for the next person's."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        yield session


def begin_sign_in(app: Flask, person: Person) -> str:
    """A live sign-in of the person; gives the secret of its cookie."""
    with app.app_context():
        secret = begin(
            db.session(),
            person.account_id,
            Caller(now=datetime.now(UTC).replace(microsecond=0), device="Test", address="127.0.0.0/24"),
            Limits(*(timedelta(days=days) for days in (1, 2, 30, 60))),
            kept=False,
        )
        db.session.commit()
    return secret


def end_sign_ins(app: Flask, person: Person) -> None:
    """End every sign-in of the person, as the idle limit does."""
    with app.app_context():
        end_all(db.session(), person.account_id)
        db.session.commit()


def sign_in(app: Flask, person: Person) -> Browser:
    """A browser with a live sign-in of the person."""
    browser = Browser(app, person.patient_id)
    browser.client.set_cookie("sid", begin_sign_in(app, person))
    return browser


def give_factor(app: Flask, name: str) -> None:
    """The account counts as one that has a second factor, without going through its pages."""
    with app.app_context():
        db.session.execute(
            update(Account).where(Account.user_name == name).values(second_factor_since=datetime.now(UTC))
        )
        db.session.commit()

"""Makes practitioners, grants and share links in the database without going through the pages."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select

from tests.support.pages import Browser
from tests.support.people import ZONE, Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.demo import factory
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import AccessEvent, Grant, LinkVisit, ShareLink
from tracker.web.extensions import db


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def here() -> datetime:
    """The same moment by the clocks where the people of these tests live: their day is not always UTC's."""
    return now().astimezone(ZoneInfo(ZONE))


def today() -> date:
    return here().date()


def make_practitioner(app: Flask, name: str = "Li Wen", *, zone: str = ZONE, has_factor: bool = True) -> Person:
    """A practitioner with a profile and a second factor; they have an empty record of their own as well."""
    person = make_person(app, name, zone=zone)
    with app.app_context():
        account = db.session.get(Account, person.account_id)
        assert account is not None
        account.is_practitioner = True
        account.second_factor_since = now() if has_factor else None
        db.session.add(PractitionerProfile(**factory.profile(person.account_id, name, now(), years=12)))
        db.session.commit()
    return person


def share(
    app: Flask,
    person: Person,
    practitioner: Person,
    *,
    notes: bool = True,
    others: bool | None = False,
    may_record: bool = True,
    first_day: date | None = None,
    last_day: date | None = None,
    ended: bool = False,
) -> uuid.UUID:
    """A grant of this person to this practitioner; gives its id."""
    grant_id = uuid.uuid4()
    with app.app_context():
        db.session.add(
            Grant(
                **factory.grant(
                    practitioner.account_id,
                    now(),
                    patient_id=person.patient_id,
                    id=grant_id,
                    notes=notes,
                    others_records=others,
                    may_record=may_record,
                    first_day=first_day,
                    last_day=last_day,
                    ended_at=now() if ended else None,
                    ended_by="patient" if ended else None,
                )
            )
        )
        db.session.commit()
    return grant_id


def as_practitioner(app: Flask, practitioner: Person, person: Person) -> Browser:
    """A browser of the practitioner whose `path` leads into the record of the person."""
    browser = sign_in(app, practitioner)
    browser.patient_id = person.patient_id
    return browser


def make_link(
    app: Flask,
    person: Person,
    *,
    notes: bool = False,
    others: bool | None = False,
    first_day: date | None = None,
) -> uuid.UUID:
    """A share link that lasts for thirty days; gives its id."""
    link_id = uuid.uuid4()
    with app.app_context():
        db.session.add(
            ShareLink(
                patient_id=person.patient_id,
                id=link_id,
                secret_hash=secret_hash(new_secret()),
                label="Dr Meyer",
                notes=notes,
                others_records=others,
                first_day=first_day,
                made_at=now(),
                ends_at=now() + timedelta(days=30),
            )
        )
        db.session.commit()
    return link_id


def as_link_holder(app: Flask, person: Person, link_id: uuid.UUID) -> Browser:
    """A browser that was let in through the link, and is signed in nowhere."""
    secret = new_secret()
    with app.app_context():
        visit = LinkVisit(
            id_hash=secret_hash(secret),
            patient_id=person.patient_id,
            link_id=link_id,
            opened_at=now(),
            let_in_at=now(),
        )
        db.session.add(visit)
        db.session.commit()
    browser = Browser(app, person.patient_id)
    browser.client.set_cookie("share", secret)
    return browser


def events_of(app: Flask, person: Person) -> list[AccessEvent]:
    """The log of looks at the record of this person, oldest first."""
    with app.app_context():
        query = select(AccessEvent).where(AccessEvent.patient_id == person.patient_id).order_by(AccessEvent.number)
        return list(db.session.execute(query).scalars())

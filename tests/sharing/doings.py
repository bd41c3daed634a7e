"""Sharing through the pages, as patients and practitioners do it, and looking at what came of it."""

import uuid
from datetime import datetime, time
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import events_of
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.domain.sharing.access_log import Act
from tracker.operations import models
from tracker.practitioners.services import change_code
from tracker.sharing.models import Grant, Invite
from tracker.web.extensions import db

CHOICES: dict[str, Any] = {
    "since": "everything",
    "first_day": "",
    "notes": "no",
    "others": "no",
    "may_record": "no",
    "until": "open",
    "last_day": "",
}


def everything(db_session: Session) -> str:
    """Every value of every table, as text."""
    return "\n".join(
        repr(tuple(row)) for table in models.metadata.sorted_tables for row in db_session.execute(select(table))
    )


def look(browser: Browser, rest: str, **typed: Any) -> Page:
    """Fill in the choices of a page and ask what they mean."""
    return browser.submit(browser.get(browser.path(rest)), rest, **(CHOICES | typed))


def invite(browser: Browser, **typed: Any) -> tuple[Page, str]:
    """Make an invitation: the page with its code, and the code."""
    page = browser.submit(look(browser, "sharing/invite", **typed), "sharing/invite")
    return page, str(page.one(".share-code").to_text()).strip()


def take(browser: Browser, code: str) -> Page:
    """Type a code, look at the invitation, and take it."""
    seen = browser.submit(browser.get("/take"), "/take", code=code)
    assert seen.status == 200, seen.text
    return browser.submit(seen, "/take", follow=False)


def code_of(app: Flask, practitioner: Person) -> str:
    """A fresh code by which the practitioner is found."""
    with app.app_context():
        code = change_code(db.session(), practitioner.account_id)
        db.session.commit()
    assert code is not None
    return code


def grants_of(app: Flask, person: Person) -> list[Grant]:
    """The grants on the record, as they were made; those made in one second as they ended."""
    with app.app_context():
        query = select(Grant).where(Grant.patient_id == person.patient_id)
        rows = list(db.session.execute(query).scalars())
    return sorted(rows, key=lambda row: (row.ended_at is None, row.made_at))


def only_grant(app: Flask, person: Person) -> Grant:
    (row,) = grants_of(app, person)
    return row


def only_invite(app: Flask, person: Person) -> Invite:
    with app.app_context():
        return db.session.execute(select(Invite).where(Invite.patient_id == person.patient_id)).scalar_one()


def acts_of(app: Flask, person: Person) -> list[tuple[str, str, uuid.UUID | None]]:
    """What the log says of sharing: the act, who, and under which grant."""
    return [
        (event.act, event.actor, event.share_id)
        for event in events_of(app, person)
        if event.act not in {Act.LOOKED, Act.EXPORTED}
    ]


def age_invite(app: Flask, person: Person, expires_at: datetime) -> None:
    """Let the invitation have another end than it was made with."""
    with app.app_context():
        row = db.session.execute(select(Invite).where(Invite.patient_id == person.patient_id)).scalar_one()
        row.expires_at = expires_at
        db.session.commit()


def plant_sign(app: Flask, person: Person) -> None:
    """A moment of today at which a leg was weak."""
    said = {"kind": "moment", "for_time": time(8, 0), "leg_pain": 5, "warning_signs": ("leg_weakness",)}
    with app.app_context():
        row = factory.entry(sharing.today(), sharing.now(), **said)
        db.session.add(Entry(patient_id=person.patient_id, **row))
        db.session.commit()

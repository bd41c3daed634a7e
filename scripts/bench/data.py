"""Long diaries for the measurements: ten years of days, three hundred sessions and more, a running course."""

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import Flask

from tracker.accounts.models import Account
from tracker.accounts.services.sessions import Limits, begin
from tracker.audit.services.events import Caller
from tracker.demo import factory
from tracker.demo.factory import Row
from tracker.diary.models import Entry
from tracker.patients.models import Patient
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db
from tracker.wording.vocabularies import QUALITIES, REGIONS

ENTRIES, SESSIONS, PLANNED = 3650, 300, 10
CARE = ("heat", "walking", "stretching")


@dataclass(frozen=True, slots=True)
class Diary:
    """How much is in a record: entries in all and on each day, sessions, and days with self-care three times."""

    entries: int = ENTRIES
    a_day: int = 1
    sessions: int = SESSIONS
    days_of_care: int = 0


USUAL = Diary()


def fill(app: Flask, today: date, diary: Diary = USUAL, *, name: str = "Bench") -> tuple[uuid.UUID, str]:
    """Make the diary; gives the patient's id and the secret of a live sign-in."""
    chance = random.Random(7)  # noqa: S311 - made-up data, the same each time
    now = datetime.now(UTC).replace(microsecond=0)
    with app.app_context():
        session = db.session()
        account = factory.account(name, now)
        patient = factory.patient(account["id"], now)
        factory.add(session, Account, [account])
        factory.add(session, Patient, [patient])
        add_diary(chance, patient["id"], today, now, diary)
        secret = begin(
            session,
            account["id"],
            Caller(now=now, device="Bench", address="127.0.0.0/24"),
            Limits(*(timedelta(days=days) for days in (1, 1, 30, 60))),
            kept=True,
        )
        db.session.commit()
    return patient["id"], secret


def add_diary(chance: random.Random, patient_id: uuid.UUID, today: date, now: datetime, diary: Diary) -> None:
    """The rows of one record that is there already."""
    session, whose = db.session(), {"patient_id": patient_id}
    course = factory.course(today - timedelta(days=30), now, planned_sessions=PLANNED)
    factory.add(session, Entry, _entries(chance, today, now, diary), **whose)
    factory.add(session, Course, [course], **whose)
    factory.add(session, TreatmentSession, _sessions(chance, course["id"], today, now, diary.sessions), **whose)
    factory.add(session, TreatmentSession, care(today, now, diary.days_of_care), **whose)


def _entries(chance: random.Random, today: date, now: datetime, diary: Diary) -> list[Row]:
    """One a day is the day's own, the others are moments of it."""
    return [
        factory.entry(
            today - timedelta(days=number),
            now - timedelta(days=number),
            leg_pain=chance.randint(1, 8),
            back_pain=chance.randint(0, 6),
            side="left",
            regions=tuple(chance.sample(sorted(REGIONS), 3)),
            qualities=tuple(chance.sample(sorted(QUALITIES), 2)),
            sleep_disturbed=None if turn else chance.randint(0, 7),
            note="Long drive, better after a walk." if number % 5 == 0 else None,
            **({"kind": "moment", "for_time": time(7 + turn)} if turn else {}),
        )
        for number in range(1, diary.entries // diary.a_day + 1)
        for turn in range(diary.a_day)
    ]


def _sessions(chance: random.Random, course_id: uuid.UUID, today: date, now: datetime, count: int) -> list[Row]:
    rows: list[Row] = []
    for number in range(count):
        in_course = number < PLANNED - 2
        rows.append(
            factory.session(
                today - timedelta(days=3 * number + 2),
                now,
                kind="acupuncture" if in_course else chance.choice(["heat", "walking", "physiotherapy"]),
                minutes=30,
                course_id=course_id if in_course else None,
                leg_before=chance.randint(3, 8),
                leg_after=chance.randint(1, 6),
            )
        )
    return rows


def care(today: date, now: datetime, days: int) -> list[Row]:
    """Self-care three times on each of so many days."""
    return [
        factory.session(today - timedelta(days=number), now, kind=kind, minutes=20)
        for number in range(1, days + 1)
        for kind in CARE
    ]

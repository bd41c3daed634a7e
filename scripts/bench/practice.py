"""A practice for the measurements: one practitioner, people who share (five hundred), three years of days each."""

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from flask import Flask

from scripts.bench.data import care
from tracker.accounts.models import Account
from tracker.accounts.services.sessions import Limits, begin
from tracker.audit.services.events import Caller
from tracker.demo import factory
from tracker.demo.factory import Row
from tracker.diary.models import Entry
from tracker.patients.models import Caution, Patient
from tracker.practice.services.patient_summary import make_summaries
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import Grant
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db

PATIENTS: Final = 500
DAYS: Final = 3 * 365
AT_ONCE: Final = 25
ZONES: Final = ("Europe/Berlin", "Europe/London", "America/New_York", "Pacific/Auckland")
LIMITS: Final = Limits(*(timedelta(days=days) for days in (1, 1, 30, 60)))


@dataclass(frozen=True, slots=True)
class Practice:
    """One record of it, and the secrets of live sign-ins of its owner and of the practitioner; others who sign in."""

    patient_id: uuid.UUID
    owner_secret: str
    practitioner_secret: str
    owners: tuple[tuple[uuid.UUID, str], ...] = ()


def fill_practice(
    app: Flask,
    today: date,
    *,
    name: str = "Bench",
    patients: int = PATIENTS,
    signed_in: int = 1,
    days_of_care: int = 0,
) -> Practice:
    """Make the practice; how its records stand is worked out by the app itself."""
    chance = random.Random(11)  # noqa: S311 - made-up data, the same each time
    now = datetime.now(UTC).replace(microsecond=0)
    practitioner = factory.account(f"{name} practice", now, is_practitioner=True)
    owners = [factory.account(f"{name} {number:03}", now) for number in range(patients)]
    owners = [owner | {"time_zone": ZONES[owner["id"].int % len(ZONES)]} for owner in owners]
    records = [factory.patient(owner["id"], now) for owner in owners]
    ids = [record["id"] for record in records]
    with app.app_context():
        session = db.session()
        factory.add(session, Account, [practitioner, *owners])
        factory.add(session, PractitionerProfile, [factory.profile(practitioner["id"], name, now)])
        factory.add(session, Patient, records)
        factory.add(session, Grant, [_grant(patient, practitioner["id"], today, now) for patient in ids])
        for first in range(0, patients, AT_ONCE):
            _records(chance, ids[first : first + AT_ONCE], today, now)
        for patient in ids if days_of_care else ():
            factory.add(session, TreatmentSession, care(today, now, days_of_care), patient_id=patient)
        make_summaries(session, ids, now)
        caller = Caller(now=now, device="Bench", address="127.0.0.0/24")
        secrets = [
            begin(session, account["id"], caller, LIMITS, kept=True) for account in (practitioner, *owners[:signed_in])
        ]
        session.commit()
    return Practice(ids[0], secrets[1], secrets[0], tuple(zip(ids, secrets[1:], strict=False)))


def _grant(patient_id: uuid.UUID, practitioner: uuid.UUID, today: date, now: datetime) -> Row:
    last_day = today + timedelta(days=patient_id.int % 90 + 1)
    return factory.grant(practitioner, now, patient_id=patient_id, others_records=None, last_day=last_day)


def _records(chance: random.Random, patients: list[uuid.UUID], today: date, now: datetime) -> None:
    """Days with a walk of leg pain, a course begun some weeks ago, a caution for every third."""
    entries: list[Row] = []
    courses, sessions, cautions = [], [], []
    for number, patient_id in enumerate(patients):
        course_id, began, level = uuid.uuid4(), chance.randint(10, 80), chance.randint(2, 7)
        for back in range(DAYS, chance.choice([0, 0, 0, 1, 9]), -1):
            level = min(10, max(0, level + chance.choice([-1, 0, 0, 1])))
            entries.append(_entry(patient_id, today - timedelta(days=back), level, now))
        of = {"patient_id": patient_id, "id": course_id, "planned_sessions": 12}
        courses.append(factory.course(today - timedelta(days=began), now, **of))
        held = range(began, -10, -4)
        sessions += [_session(patient_id, course_id, today, back, now) for back in held]
        if number % 3 == 0:
            cautions.append(factory.caution("blood_thinner", today, patient_id=patient_id))
    session = db.session()
    factory.add(session, Entry, entries)
    factory.add(session, Course, courses)
    factory.add(session, TreatmentSession, sessions)
    factory.add(session, Caution, cautions)


def _entry(patient_id: uuid.UUID, day: date, level: int, now: datetime) -> Row:
    signs = ("fever_chills",) if patient_id.int % 40 == 0 else ()
    return factory.entry(day, now, patient_id=patient_id, leg_pain=level, back_pain=3, warning_signs=signs)


def _session(patient_id: uuid.UUID, course_id: uuid.UUID, today: date, back: int, now: datetime) -> Row:
    of = {"patient_id": patient_id, "course_id": course_id, "minutes": 30}
    return factory.session(today - timedelta(days=back), now, status="attended" if back > 0 else "planned", **of)

"""A practice for the measurements: one practitioner, five hundred people who share, three years of days each."""

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from flask import Flask
from sqlalchemy import insert

from tracker.accounts.models import Account
from tracker.accounts.services.sessions import Limits, begin
from tracker.audit.services.events import Caller
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
    """One record of it, and the secrets of live sign-ins of its owner and of the practitioner."""

    patient_id: uuid.UUID
    owner_secret: str
    practitioner_secret: str


def fill_practice(app: Flask, today: date) -> Practice:
    """Make the practice; how its records stand is worked out by the app itself."""
    chance = random.Random(11)  # noqa: S311 - made-up data, the same each time
    now = datetime.now(UTC).replace(microsecond=0)
    practitioner, owners = uuid.uuid4(), [uuid.uuid4() for _ in range(PATIENTS)]
    patients = [uuid.uuid4() for _ in owners]
    with app.app_context():
        session = db.session
        accounts = [_account(practitioner, "Bench practice", now, practitioner=True)]
        accounts += [_account(owner, f"Bench {number:03}", now) for number, owner in enumerate(owners)]
        session.execute(insert(Account), accounts)
        profile = {"account_id": practitioner, "name": "Bench", "kind": "acupuncturist", "changed_at": now}
        session.execute(insert(PractitionerProfile), [profile])
        session.execute(
            insert(Patient),
            [
                {"id": patient, "account_id": owner, "created_at": now, "set_up_at": now}
                for patient, owner in zip(patients, owners, strict=True)
            ],
        )
        session.execute(insert(Grant), [_grant(patient, practitioner, today, now) for patient in patients])
        for first in range(0, PATIENTS, AT_ONCE):
            _records(chance, patients[first : first + AT_ONCE], today, now)
        make_summaries(session(), patients, now)
        caller = Caller(now=now, device="Bench", address="127.0.0.0/24")
        secrets = [begin(session(), account, caller, LIMITS, kept=True) for account in (owners[0], practitioner)]
        session.commit()
    return Practice(patients[0], *secrets)


def _account(account_id: uuid.UUID, name: str, now: datetime, *, practitioner: bool = False) -> dict[str, Any]:
    return {
        "id": account_id,
        "user_name": name,
        "name_key": name.casefold(),
        "password_hash": "!",
        "time_zone": "Europe/Berlin" if practitioner else ZONES[account_id.int % len(ZONES)],
        "is_practitioner": practitioner,
        "created_at": now,
        "password_changed_at": now,
    }


def _grant(patient_id: uuid.UUID, practitioner: uuid.UUID, today: date, now: datetime) -> dict[str, Any]:
    return {
        "patient_id": patient_id,
        "id": uuid.uuid4(),
        "practitioner_account_id": practitioner,
        "notes": True,
        "may_record": True,
        "last_day": today + timedelta(days=patient_id.int % 90 + 1),
        "made_at": now,
    }


def _records(chance: random.Random, patients: list[uuid.UUID], today: date, now: datetime) -> None:
    """Days with a walk of leg pain, a course begun some weeks ago, a caution for every third."""
    entries: list[dict[str, Any]] = []
    courses, sessions, cautions = [], [], []
    for number, patient_id in enumerate(patients):
        course_id, began, level = uuid.uuid4(), chance.randint(10, 80), chance.randint(2, 7)
        for back in range(DAYS, chance.choice([0, 0, 0, 1, 9]), -1):
            level = min(10, max(0, level + chance.choice([-1, 0, 0, 1])))
            entries.append(_entry(patient_id, today - timedelta(days=back), level, now))
        courses.append(_course(patient_id, course_id, today - timedelta(days=began), now))
        held = range(began, -10, -4)
        sessions += [_session(patient_id, course_id, today, back, now) for back in held]
        if number % 3 == 0:
            day = {"noted_on": today, "confirmed_on": today}
            cautions.append({"patient_id": patient_id, "id": uuid.uuid4(), "kind": "blood_thinner", **day})
    made: list[tuple[Any, list[dict[str, Any]]]] = [
        (Entry, entries),
        (Course, courses),
        (TreatmentSession, sessions),
        (Caution, cautions),
    ]
    for model, rows in made:
        db.session.execute(insert(model.__table__), rows)


def _entry(patient_id: uuid.UUID, day: date, level: int, now: datetime) -> dict[str, Any]:
    return {
        "patient_id": patient_id,
        "id": uuid.uuid4(),
        "kind": "daily",
        "for_date": day,
        "entered_at": now,
        "entered_offset": 60,
        "late": False,
        "leg_pain": level,
        "back_pain": 3,
        "warning_signs": ("fever_chills",) if patient_id.int % 40 == 0 else (),
    }


def _course(patient_id: uuid.UUID, course_id: uuid.UUID, started_on: date, now: datetime) -> dict[str, Any]:
    return {
        "patient_id": patient_id,
        "id": course_id,
        "kind": "acupuncture",
        "phase": "initial",
        "started_on": started_on,
        "planned_sessions": 12,
        "per_week": 2,
        "created_at": now,
    }


def _session(patient_id: uuid.UUID, course_id: uuid.UUID, today: date, back: int, now: datetime) -> dict[str, Any]:
    day = today - timedelta(days=back)
    return {
        "patient_id": patient_id,
        "id": uuid.uuid4(),
        "kind": "acupuncture",
        "status": "attended" if back > 0 else "planned",
        "started_at": datetime.combine(day, time(17), UTC),
        "started_offset": 60,
        "local_day": day,
        "minutes": 30,
        "course_id": course_id,
        "entered_at": now,
    }

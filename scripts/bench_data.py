"""One long diary for the measurements: ten years of days, three hundred sessions, a running course."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import insert

from tracker.accounts.models import Account
from tracker.accounts.services.sessions import Limits, begin
from tracker.audit.services.events import Caller
from tracker.diary.models import Entry
from tracker.patients.services.record import make_patient
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db
from tracker.wording.vocabularies import QUALITIES, REGIONS

ENTRIES, SESSIONS, PLANNED = 3650, 300, 10


def fill(app: Flask, today: date, *, entries: int = ENTRIES) -> tuple[uuid.UUID, str]:
    """Make the diary; gives the patient's id and the secret of a live sign-in."""
    chance = random.Random(7)  # noqa: S311 - made-up data, the same each time
    now = datetime.now(UTC).replace(microsecond=0)
    with app.app_context():
        account = Account(
            id=uuid.uuid4(),
            user_name="Bench",
            name_key="bench",
            password_hash="!",  # noqa: S106 - nobody signs in with it
            time_zone="Europe/Berlin",
            created_at=now,
            password_changed_at=now,
        )
        db.session.add(account)
        db.session.flush()
        patient_id = make_patient(db.session(), account.id, now)
        course_id = uuid.uuid4()
        db.session.execute(insert(Entry), _entries(chance, patient_id, today, now, entries))
        db.session.execute(insert(Course), [_course(patient_id, course_id, today, now)])
        db.session.execute(insert(TreatmentSession), _sessions(chance, patient_id, course_id, today, now))
        secret = begin(
            db.session(),
            account.id,
            Caller(now=now, device="Bench", address="127.0.0.0/24"),
            Limits(*(timedelta(days=days) for days in (1, 1, 30, 60))),
            kept=True,
        )
        db.session.commit()
    return patient_id, secret


def _entries(
    chance: random.Random, patient_id: uuid.UUID, today: date, now: datetime, count: int
) -> list[dict[str, object]]:
    return [
        {
            "patient_id": patient_id,
            "id": uuid.uuid4(),
            "kind": "daily",
            "for_date": today - timedelta(days=number),
            "entered_at": now - timedelta(days=number),
            "entered_offset": 60,
            "late": False,
            "leg_pain": chance.randint(1, 8),
            "back_pain": chance.randint(0, 6),
            "side": "left",
            "regions": tuple(chance.sample(sorted(REGIONS), 3)),
            "qualities": tuple(chance.sample(sorted(QUALITIES), 2)),
            "sleep_disturbed": chance.randint(0, 7),
            "note": "Long drive, better after a walk." if number % 5 == 0 else None,
        }
        for number in range(1, count + 1)
    ]


def _course(patient_id: uuid.UUID, course_id: uuid.UUID, today: date, now: datetime) -> dict[str, object]:
    return {
        "patient_id": patient_id,
        "id": course_id,
        "kind": "acupuncture",
        "phase": "initial",
        "started_on": today - timedelta(days=30),
        "planned_sessions": PLANNED,
        "per_week": 2,
        "created_at": now,
    }


def _sessions(
    chance: random.Random, patient_id: uuid.UUID, course_id: uuid.UUID, today: date, now: datetime
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number in range(SESSIONS):
        in_course = number < PLANNED - 2
        day = today - timedelta(days=3 * number + 2)
        rows.append(
            {
                "patient_id": patient_id,
                "id": uuid.uuid4(),
                "kind": "acupuncture" if in_course else chance.choice(["heat", "walking", "physiotherapy"]),
                "status": "attended",
                "started_at": datetime(day.year, day.month, day.day, 17, 0, tzinfo=UTC),
                "started_offset": 60,
                "local_day": day,
                "minutes": 30,
                "course_id": course_id if in_course else None,
                "leg_before": chance.randint(3, 8),
                "leg_after": chance.randint(1, 6),
                "entered_at": now,
            }
        )
    return rows

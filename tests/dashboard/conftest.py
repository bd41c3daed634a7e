"""A fixed evening, and records of any length."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import insert

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.diary.models import Entry, LifeEvent
from tracker.treatment.models import Course, Dose, TreatmentSession
from tracker.web.extensions import db

EVENING = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)  # Tuesday, 19:30 in Berlin
TODAY = date(2026, 3, 3)


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor_person(app: Flask, evening: time_machine.Traveller) -> Person:
    return make_person(app, "Rosa", now=EVENING)


@pytest.fixture
def visitor(app: Flask, visitor_person: Person) -> Browser:
    return sign_in(app, visitor_person)


class Filler:
    """Puts rows straight into the database."""

    def __init__(self, app: Flask, patient_id: UUID) -> None:
        self.app = app
        self.patient_id = patient_id

    def _rows(self, model: type, rows: list[dict[str, Any]]) -> None:
        filled = [{"patient_id": self.patient_id, "id": uuid4(), "entered_at": EVENING} | row for row in rows]
        every = dict.fromkeys(name for row in filled for name in row)
        with self.app.app_context():
            db.session.execute(insert(model), [every | row for row in filled])
            db.session.commit()

    def entries(self, *rows: dict[str, Any]) -> None:
        usual = {"kind": "daily", "entered_offset": 60, "late": False}
        self._rows(Entry, [usual | row for row in rows])

    def sessions(self, *rows: dict[str, Any]) -> None:
        usual = {"kind": "acupuncture", "status": "attended", "started_offset": 60, "minutes": 45}
        self._rows(TreatmentSession, [usual | row for row in rows])

    def doses(self, *rows: dict[str, Any]) -> None:
        self._rows(Dose, list(rows))

    def changes(self, *rows: dict[str, Any]) -> None:
        self._rows(LifeEvent, list(rows))

    def course(self, **values: Any) -> UUID:
        course_id = uuid4()
        usual = {"kind": "acupuncture", "phase": "initial", "started_on": TODAY - timedelta(days=14)}
        with self.app.app_context():
            row = usual | {"planned_sessions": 10, "per_week": 2} | values
            db.session.add(Course(patient_id=self.patient_id, id=course_id, created_at=EVENING, **row))
            db.session.commit()
        return course_id

    def years(self, days: int) -> None:
        """A full record of so many days up to yesterday."""
        past = [TODAY - timedelta(days=number) for number in range(1, days + 1)]
        self.entries(*({"for_date": day, "leg_pain": day.day % 11, "regions": ("calf",)} for day in past))
        course_id = self.course(started_on=past[-1], phase="maintenance")
        self.sessions(
            *(
                {"local_day": day, "started_at": datetime.combine(day, time(9), UTC), "kind": kind, "course_id": of}
                for day in past[::3]
                for kind, of in (("acupuncture", course_id), ("heat", None))
            )
        )
        self.doses(
            *(
                {
                    "local_day": day,
                    "none_taken": False,
                    "taken_at": datetime.combine(day, time(8), UTC),
                    "taken_offset": 60,
                    "name": "Ibuprofen",
                }
                for day in past[::2]
            )
        )
        self.changes(*({"for_date": day, "kind": "work"} for day in past[::5]))


@pytest.fixture
def fill(app: Flask, visitor_person: Person) -> Filler:
    return Filler(app, visitor_person.patient_id)


@pytest.fixture
def long_record(app: Flask, evening: time_machine.Traveller) -> Callable[[int], Browser]:
    """Somebody with a record of so many days."""

    def make(days: int) -> Browser:
        person = make_person(app, f"Days {days}", now=EVENING)
        Filler(app, person.patient_id).years(days)
        return sign_in(app, person)

    return make

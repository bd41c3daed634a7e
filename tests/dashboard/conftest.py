"""A fixed evening, and records of any length."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.demo import factory
from tracker.demo.factory import Row
from tracker.diary.models import Entry, LifeEvent
from tracker.storage.base import Base
from tracker.treatment.models import Course, Dose, TreatmentSession
from tracker.web.extensions import db

ENTERED: Row = {"entered_at": EVENING}


class Filler:
    """Puts rows straight into the database."""

    def __init__(self, app: Flask, patient_id: UUID) -> None:
        self.app = app
        self.patient_id = patient_id

    def _add(self, model: type[Base], rows: Iterable[Row]) -> None:
        with self.app.app_context():
            factory.add(db.session(), model, list(rows), patient_id=self.patient_id)
            db.session.commit()

    def entries(self, *rows: Row) -> None:
        self._add(Entry, (factory.entry(**(ENTERED | row)) for row in rows))

    def sessions(self, *rows: Row) -> None:
        self._add(TreatmentSession, (factory.session(**(ENTERED | {"minutes": 45} | row)) for row in rows))

    def doses(self, *rows: Row) -> None:
        self._add(Dose, (factory.dose(**(ENTERED | row)) for row in rows))

    def changes(self, *rows: Row) -> None:
        self._add(LifeEvent, (factory.life_event(**(ENTERED | row)) for row in rows))

    def course(self, **values: Any) -> UUID:
        row = factory.course(**({"started_on": TODAY - timedelta(days=14), "created_at": EVENING} | values))
        self._add(Course, [row])
        course_id: UUID = row["id"]
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
        self.doses(*({"local_day": day, "name": "Ibuprofen"} for day in past[::2]))
        self.changes(*({"for_date": day, "kind": "work"} for day in past[::5]))


@pytest.fixture
def fill(app: Flask, somebody: Person) -> Filler:
    return Filler(app, somebody.patient_id)


@pytest.fixture
def long_record(app: Flask, evening: time_machine.Traveller) -> Callable[[int], Browser]:
    """Somebody with a record of so many days."""

    def make(days: int) -> Browser:
        person = make_person(app, f"Days {days}", now=EVENING - timedelta(days=max(days, 14)))
        Filler(app, person.patient_id).years(days)
        return sign_in(app, person)

    return make

"""A patient, their practitioner and another one, and a session to record."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.support.people import Person, author_of
from tracker.domain.course.plan import CourseFacts
from tracker.domain.sharing.access_log import Act
from tracker.domain.treatment.sessions import SessionFacts
from tracker.patients.models import Caution, Revision
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.treatment.services.courses import start_course
from tracker.treatment.services.sessions import Told, create_session
from tracker.web.extensions import db

ZONE = ZoneInfo("Europe/Berlin")
LOOKED = Act.LOOKED.value
FULL: dict[str, Any] = {
    "points-more": "UB40 left; gb30 both; GV4",
    "needle_count": "9",
    "needle_minutes": "30",
    "response": "moderate",
    "twitch": "no",
    "stimulation": "electrical",
    "stimulation_hz": "2,5",
    "needle_gauge_mm": "0.25",
    "needle_length_mm": "40",
    "needle_brand": "Steel",
    "single_use": "yes",
    "depth": "1 cun",
    "position": "face_down",
    "style": "tcm",
    "style_other": "with ear points",
    "rationale": "Pain at the side\nof the leg",
    "varied": "yes",
    "varied_note": "One point less",
    "adjuncts": ["moxa", "advice"],
    "setting": "Clinic",
    "advice_given": "Walk a little",
    "note": "Came late",
    "adverse_events-0-item": "bruise",
    "adverse_events-0-onset": "during",
    "adverse_events-0-severity": "mild",
    "adverse_events-0-lasted": "2 days",
    "adverse_events-0-action": "pressed it",
    "adverse_events-0-resolved": "yes",
    "adverse_events-0-serious": "no",
    "adverse_events-0-related": "possibly",
}
NO_EVENT: dict[str, Any] = {name: "" for name in FULL if name.startswith("adverse_events")}


@dataclass
class Room:
    """Where one patient is treated: makes sessions, and writes records through the pages."""

    app: Flask
    engine: Engine
    person: Person
    practitioner: Person

    def browser(self, practitioner: Person | None = None) -> Browser:
        return sharing.as_practitioner(self.app, practitioner or self.practitioner, self.person)

    def course(self, *, days_ago: int = 20, kind: str = "acupuncture", **facts: Any) -> uuid.UUID:
        course_id, now = uuid.uuid4(), sharing.now()
        started = now.astimezone(ZONE).date() - timedelta(days=days_ago)
        plan = {
            "phase": "initial", "ended_on": None, "planned_sessions": 10, "per_week": 2, "goal": None,
            "visits_allowed": None, "visits_rule": None,
        }  # fmt: skip
        with self.app.app_context():
            course = CourseFacts(kind=kind, started_on=started, **(plan | facts))
            start_course(db.session(), course_id, course, author_of(self.person, now))
            db.session.commit()
        return course_id

    def hold(
        self, *, days_ago: float = 1, kind: str = "acupuncture", status: str = "attended", **facts: Any
    ) -> uuid.UUID:
        """A session so long ago, as its patient logged it."""
        session_id, now = uuid.uuid4(), sharing.now()
        started: datetime = now.astimezone(ZONE) - timedelta(days=days_ago)
        with self.app.app_context():
            logged = SessionFacts(kind=kind, status=status, started_at=started, **facts)
            by = author_of(self.person, now)
            create_session(db.session(), session_id, Told(logged, looked_at=None), by)
            db.session.commit()
        return session_id

    def caution(self, kind: str, note: str | None = None) -> None:
        today = sharing.today()
        with self.app.app_context():
            row = Caution(
                patient_id=self.person.patient_id,
                id=uuid.uuid4(),
                kind=kind,
                noted_on=today,
                confirmed_on=today,
                note=note,
            )
            db.session.add(row)
            db.session.commit()

    def write(self, session_id: uuid.UUID, *, by: Browser | None = None, follow: bool = False, **typed: Any) -> Page:
        """Fill in the form of the record of a session and send it."""
        browser = by or self.browser()
        page = browser.get(browser.path(f"sessions/{session_id}/record/edit"))
        return browser.submit(page, "record/edit", follow=follow, **typed)

    def records(self, *, deleted: bool = False) -> list[SessionRecord]:
        query = select(SessionRecord).where(SessionRecord.patient_id == self.person.patient_id)
        gone = SessionRecord.deleted_at.is_not(None) if deleted else SessionRecord.deleted_at.is_(None)
        with Session(self.engine) as session:
            return list(session.execute(query.where(gone).order_by(SessionRecord.entered_at)).scalars())

    def record(self) -> SessionRecord:
        (row,) = self.records()
        return row

    def sessions(self) -> list[TreatmentSession]:
        query = select(TreatmentSession).where(
            TreatmentSession.patient_id == self.person.patient_id, TreatmentSession.deleted_at.is_(None)
        )
        with Session(self.engine) as session:
            return list(session.execute(query.order_by(TreatmentSession.started_at)).scalars())

    def history(self) -> list[Revision]:
        query = select(Revision).where(
            Revision.patient_id == self.person.patient_id, Revision.table_name == "session_record"
        )
        with Session(self.engine) as session:
            return list(session.execute(query.order_by(Revision.number)).scalars())

    def acts(self) -> list[str]:
        """What the log tells was done, without looks."""
        return [event.act for event in sharing.events_of(self.app, self.person) if event.act != LOOKED]

    def undo(self, browser: Browser, answer: Page) -> Page:
        revision_id = answer.location.split("saved=")[1].split("&")[0]
        return browser.post(browser.path(f"undo/{revision_id}"), follow=False)


def saved_columns(row: SessionRecord) -> dict[str, Any]:
    """The columns that say something, by name."""
    kept = {"patient_id", "id", "session_id", "by_account_id", "by_name", "entered_at", "deleted_at"}
    values = {column.key: getattr(row, column.key) for column in SessionRecord.__table__.columns}
    return {name: value for name, value in values.items() if name not in kept and value not in (None, ())}

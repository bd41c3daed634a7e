"""Records for the brief: a plain one, and one in which everything is as full as it can be."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Flask

from tracker.correspondence.models import Question
from tracker.demo import factory
from tracker.demo.factory import Row
from tracker.diary.models import Entry, LifeEvent
from tracker.domain.points.points import POINTS
from tracker.patients.models import Caution, FunctionActivity, FunctionScore
from tracker.review.models import CourseReview
from tracker.storage.base import Base
from tracker.treatment.models import Course, Dose, SessionRecord, TreatmentSession
from tracker.web.extensions import db
from tracker.wording.cautions import CAUTIONS
from tracker.wording.vocabularies import SESSION_KINDS, SIDE_EFFECTS
from tracker.wording.warning_signs import WARNING_SIGNS

PROSE = "Walked to the market and back, then sat through a long film without getting up, and slept well after that. "
CAPITALS = "WIDE WORDS IN CAPITALS ALL THE WAY "
HAN = "走路去市场，回来时大腿有点痛。"
UNBROKEN = "x"
AFTER_NEEDLES = [{"item": item, "severity": "severe", "resolved": False} for item in SIDE_EFFECTS]


def at(day: date, hour: int = 16) -> datetime:
    return datetime.combine(day, time(hour), UTC)


class Writer:
    """Puts rows straight into one record."""

    def __init__(self, app: Flask, patient_id: uuid.UUID, today: date) -> None:
        self.app, self.patient_id, self.today = app, patient_id, today
        self.entered: Row = {"entered_at": at(today)}

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def add(self, model: type[Base], rows: Iterable[Row]) -> None:
        with self.app.app_context():
            factory.add(db.session(), model, list(rows), patient_id=self.patient_id)
            db.session.commit()

    def entries(self, *rows: Row) -> None:
        self.add(Entry, (factory.entry(**(self.entered | row)) for row in rows))

    def course(self, **values: Any) -> uuid.UUID:
        row = factory.course(**({"started_on": self.ago(20), "created_at": at(self.today)} | values))
        self.add(Course, [row])
        course_id: uuid.UUID = row["id"]
        return course_id

    def sessions(self, *rows: Row) -> list[uuid.UUID]:
        full = [factory.session(**(self.entered | row)) for row in rows]
        self.add(TreatmentSession, full)
        return [row["id"] for row in full]

    def doses(self, *rows: Row) -> None:
        self.add(Dose, (factory.dose(**(self.entered | row)) for row in rows))

    def caution(self, kind: str, note: str | None = None, confirmed_on: date | None = None) -> None:
        self.add(Caution, [factory.caution(kind, confirmed_on or self.ago(30), note=note)])

    def add_change(self, kind: str, day: date, note: str | None = None) -> None:
        self.add(LifeEvent, [factory.life_event(kind, day, at(self.today), note=note)])

    def questions(self, *texts: str) -> None:
        written = at(self.ago(2))
        self.add(
            Question,
            (factory.question(text, written + timedelta(minutes=number)) for number, text in enumerate(texts)),
        )

    def activity(self, name: str, scores: dict[date, int], position: int = 0) -> None:
        row, now = factory.activity(name, at(self.today), position=position), at(self.today)
        self.add(FunctionActivity, [row])
        self.add(FunctionScore, (factory.function_score(row["id"], day, score, now) for day, score in scores.items()))

    def record(self, session_id: uuid.UUID, **values: Any) -> None:
        by = {"by_account_id": uuid.uuid4(), "by_name": "Li Wen"}
        self.add(SessionRecord, [factory.session_record(session_id, at(self.today), **(by | values))])


def steady(write: Writer, before: int, after: int, *, began: int = 20) -> None:
    """A diary of every day from a week before the course on."""
    write.entries(
        *(
            {"for_date": write.ago(days), "leg_pain": before if days > began else after, "back_pain": 3}
            for days in range(began + 7, -1, -1)
        )
    )


def overfull(write: Writer, text: str) -> None:
    """Everything noted, every list as long as can be, every note of 4,000 letters made of `text`."""
    note, line = (text * 4000)[:4000], (text * 120)[:120]
    every_point = "; ".join(f"{code} both" if not POINTS[code].midline else code for code in list(POINTS)[-60:])
    every_effect = "; ".join(f"{item} severe ongoing" for item in SIDE_EFFECTS)
    course_id = write.course(goal=note, planned_sessions=60, per_week=14)
    write.entries(
        *(
            {
                "for_date": write.ago(days),
                "leg_pain": 10 if days < 2 else 4 + days % 5,
                "back_pain": days % 9,
                "regions": ("other_toes", "low_back") if days % 2 else ("outer_leg",),
                "numbness_tingling": 10,
                "weakness": days % 8,
                "sleep_disturbed": 10,
                "warning_signs": tuple(WARNING_SIGNS),
                "note": note,
            }
            for days in range(27)
        )
    )
    ids = write.sessions(
        *(
            {
                "local_day": write.ago(days),
                "kind": kind,
                "course_id": course_id if kind == "acupuncture" else None,
                "minutes": 719,
                "practitioner": line,
                "leg_before": 10,
                "back_before": 10,
                "leg_after": 10,
                "back_after": 10,
                "helped": "somewhat",
                "points": every_point if kind == "acupuncture" else None,
                "side_effects": every_effect,
                "note": note,
            }
            for days in (20, 16, 12, 8, 5)
            for kind in SESSION_KINDS
        )
    )
    for number in range(4):
        write.record(
            ids[-len(SESSION_KINDS)],
            by_name=f"{number} {line}",
            points=every_point,
            needle_count=60,
            needle_minutes=120,
            adverse_events=AFTER_NEEDLES,
        )
    write.doses(
        *({"local_day": write.ago(days), "name": f"{days}{line}"[:120], "note": note} for days in range(6)),
        *({"local_day": write.ago(0), "name": f"{number} {line}"[:120]} for number in range(20)),
        {"local_day": write.ago(7)},
    )
    for number in range(8):
        write.activity(f"{number} {line}"[:120], {write.ago(21): 1, write.ago(1): number}, number)
    for kind in CAUTIONS:
        write.caution(kind, note)
    write.add(
        LifeEvent,
        [
            factory.life_event("new_activity", write.ago(days), at(write.today), note=note)
            for days in range(5)
            for _ in range(3)
        ],
    )
    write.questions(*[note] * 12)
    write.add(
        CourseReview,
        [
            factory.review(
                course_id,
                write.ago(6),
                at(write.today),
                sessions_done=4,
                decision="change_together",
                label="no_clear_change",
                confirmed=True,
                by_name=line,
            )
        ],
    )

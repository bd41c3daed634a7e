"""The record of a starting week: what holds now is its newest line, whatever was written, by whatever way."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.reports.rooms import add_patient, fresh_engine
from tracker.diary.models import Entry
from tracker.diary.services import writing as diary
from tracker.domain.acting import Author, By
from tracker.domain.course.plan import CourseFacts
from tracker.domain.errors import Problems
from tracker.domain.scores.baseline import Baseline, baseline_of
from tracker.domain.scores.daily import EntryScore, day_scores, leg_by_day
from tracker.domain.scores.entry import EntryFacts
from tracker.domain.treatment.sessions import SessionFacts
from tracker.patients.services import history as changes
from tracker.patients.services.history import NothingToUndo, take_changes
from tracker.review.queries.starting_weeks import StartingWeekRow
from tracker.review.services.starting_weeks import history, keep_starting_weeks
from tracker.treatment.models import Course, TreatmentSession
from tracker.treatment.services import courses, sessions
from tracker.treatment.services.courses import facts_of
from tracker.treatment.services.sessions import Told
from tracker.treatment.services.sessions import facts_of as session_facts

ZONE: Final = ZoneInfo("Europe/Berlin")
NOW: Final = datetime(2026, 3, 20, 12, tzinfo=UTC)
FIRST: Final = date(2026, 3, 1)
DAYS: Final = 18
SEEDS: Final = 6
STEPS: Final = 120
LEAST_LINES: Final = 8


ORDER: Final[Mapping[Any, tuple[Any, ...]]] = {
    Entry: (Entry.for_date, Entry.kind, Entry.for_time, Entry.leg_pain),
    TreatmentSession: (TreatmentSession.started_at, TreatmentSession.status),
    Course: (Course.started_on,),
}


def live_rows(db_session: Session, patient_id: uuid.UUID, model: Any) -> list[Any]:
    query = select(model).where(model.patient_id == patient_id, model.deleted_at.is_(None)).order_by(*ORDER[model])
    return list(db_session.execute(query).scalars())


def live_baseline(db_session: Session, patient_id: uuid.UUID, course: Course) -> Baseline | None:
    """The rule itself, over the whole diary."""
    entries = live_rows(db_session, patient_id, Entry)
    leg = leg_by_day(
        day_scores(EntryScore(row.kind, row.for_date, row.leg_pain, row.back_pain, row.late) for row in entries)
    )
    attended = [
        row.local_day
        for row in live_rows(db_session, patient_id, TreatmentSession)
        if row.course_id == course.id and row.status == "attended"
    ]
    if not attended or (course.ended_on is not None and course.ended_on < min(attended)):
        return None
    return baseline_of(leg, min(attended))


def value_of(line: StartingWeekRow) -> Baseline | None:
    if line.mean is None or line.first_day is None or line.last_day is None:
        assert (line.mean, line.days, line.first_day, line.last_day, line.overlaps) == (None, 0, None, None, False)
        return None
    return Baseline(line.mean, line.days, line.first_day, line.last_day, line.overlaps)


class NothingToDo(Exception):
    """There is nothing yet that the act could be done to."""


class Life:
    """One person's record, written by the services as the pages call them."""

    def __init__(self, db_session: Session) -> None:
        self.db_session = db_session
        self.patient_id = add_patient(db_session)
        self.author = Author(patient_id=self.patient_id, now=NOW, zone=ZONE)
        self.expected: dict[uuid.UUID, list[Baseline | None]] = {}
        self.done: list[uuid.UUID] = []

    def rows(self, model: Any) -> list[Any]:
        return live_rows(self.db_session, self.patient_id, model)

    def pick(self, model: Any, place: int) -> Any:
        rows = self.rows(model)
        if not rows:
            raise NothingToDo
        return rows[place % len(rows)]

    def tap(self, day: date, score: int, place: int) -> uuid.UUID | None:
        site = "back" if place % 5 == 0 else "leg"
        return diary.set_score(self.db_session, day, site, score, self.author)

    def moment(self, day: date, score: int, place: int) -> uuid.UUID:
        facts = EntryFacts(kind="moment", for_date=day, for_time=time(place % 24), leg_pain=score)
        return diary.save_moment(self.db_session, uuid.uuid4(), facts, self.author)

    def edit_entry(self, day: date, score: int, place: int) -> uuid.UUID | None:
        row = self.pick(Entry, place)
        facts = EntryFacts(kind=row.kind, for_date=day, for_time=row.for_time, leg_pain=score)
        return diary.change_entry(self.db_session, row.id, facts, self.author)

    def clear_leg(self, day: date, score: int, place: int) -> uuid.UUID | None:
        row = self.pick(Entry, place)
        facts = EntryFacts(kind=row.kind, for_date=row.for_date, for_time=row.for_time, back_pain=score)
        return diary.change_entry(self.db_session, row.id, facts, self.author)

    def delete_entry(self, day: date, score: int, place: int) -> uuid.UUID:
        return diary.delete_entry(self.db_session, self.pick(Entry, place).id, self.author)

    def plan(self, day: date, score: int, place: int) -> uuid.UUID:
        if len(self.rows(Course)) > 1:
            raise NothingToDo
        facts = CourseFacts(kind="acupuncture", phase="initial", started_on=day, planned_sessions=10)
        return courses.start_course(self.db_session, uuid.uuid4(), facts, self.author)

    def end_course(self, day: date, score: int, place: int) -> uuid.UUID | None:
        """Or take it up again."""
        row = self.pick(Course, place)
        if row.phase == "ended":
            facts = replace(facts_of(row), phase="initial", ended_on=None)
        else:
            facts = replace(facts_of(row), phase="ended", ended_on=day)
        return courses.change_course(self.db_session, row, facts, self.author)

    def delete_course(self, day: date, score: int, place: int) -> uuid.UUID:
        return courses.delete_course(self.db_session, self.pick(Course, place), self.author)

    def _visit(self, day: date, score: int, place: int) -> SessionFacts:
        return SessionFacts(
            kind="acupuncture",
            status="attended" if score else "missed",
            started_at=datetime.combine(day, time(9 + place % 3), ZONE),
            course_id=self.pick(Course, place).id if place % 7 else None,
        )

    def visit(self, day: date, score: int, place: int) -> uuid.UUID:
        facts = self._visit(day, score, place)
        return sessions.create_session(self.db_session, uuid.uuid4(), Told(facts, looked_at=None), self.author)

    def edit_session(self, day: date, score: int, place: int) -> uuid.UUID | None:
        row = self.pick(TreatmentSession, place)
        return sessions.change_session(
            self.db_session, row, Told(self._visit(day, score, place), looked_at=None), self.author
        )

    def mark_session(self, day: date, score: int, place: int) -> uuid.UUID | None:
        row = self.pick(TreatmentSession, place)
        status = "attended" if score > 4 else "missed"
        if row.status == "planned":
            return sessions.mark_session(self.db_session, row, status, self.author, looked_at=None)
        return sessions.change_session(
            self.db_session, row, Told(replace(session_facts(row), status=status), looked_at=None), self.author
        )

    def delete_session(self, day: date, score: int, place: int) -> uuid.UUID:
        return sessions.delete_session(self.db_session, self.pick(TreatmentSession, place), self.author)

    def undo(self, day: date, score: int, place: int) -> uuid.UUID:
        """Of one of the latest changes, which restores from the bin as well."""
        if not self.done:
            raise NothingToDo
        revision_id = self.done[-1 - place % min(len(self.done), 8)]
        changes.undo(self.db_session, revision_id, By(patient_id=self.patient_id, now=NOW))
        return revision_id

    def act(self, name: str, day: date, score: int, place: int) -> None:
        """One request: all of it, or nothing where it is refused."""
        try:
            revision_id = getattr(self, name)(day, score, place)
        except (NothingToDo, Problems, NothingToUndo):
            self.db_session.rollback()
            return
        self.done.append(revision_id)
        keep_starting_weeks(self.db_session, take_changes(self.db_session))
        self.db_session.commit()

    def look(self) -> None:
        """Hold the record against the rule and what it was before."""
        for course in self.rows(Course):
            found = live_baseline(self.db_session, self.patient_id, course)
            known = self.expected.setdefault(course.id, [])
            settled = found is not None and (not found.overlaps_treatment or found.days == 7)
            if (known and known[-1] != found) or (not known and settled):
                known.append(found)
            lines = history(self.db_session, self.patient_id, course.id)
            assert [value_of(line) for line in lines] == known[::-1]
            assert [line.at for line in lines] == sorted({line.at for line in lines}, reverse=True)


WEIGHTS: Final = {
    "tap": 20,
    "moment": 8,
    "edit_entry": 6,
    "clear_leg": 3,
    "delete_entry": 8,
    "plan": 8,
    "end_course": 2,
    "delete_course": 1,
    "visit": 9,
    "edit_session": 6,
    "mark_session": 4,
    "delete_session": 3,
    "undo": 6,
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = fresh_engine()
    yield made
    made.dispose()


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.wide) for seed in range(1, SEEDS))])
def test_the_newest_line_is_the_value_that_holds(engine: Engine, seed: int) -> None:
    """A long life of random acts around two courses that lie near each other."""
    chance = Random(seed)  # noqa: S311 - a made-up life
    with Session(engine) as db_session:
        life = Life(db_session)
        opening = ("plan", "plan", "tap", "tap", "tap", "tap", "tap", "tap", "visit", "visit")
        for name in (*opening, *chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=STEPS)):
            life.act(name, FIRST + timedelta(days=chance.randrange(DAYS)), chance.randint(0, 10), chance.randrange(40))
            life.look()
        assert sum(map(len, life.expected.values())) > LEAST_LINES

"""Practitioners' records of sessions: written beside the patient's own view, and never over it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.course.counting import TRADES, by_lead
from tracker.domain.errors import Problems
from tracker.domain.limits import CLOCK_SLACK, RECORD_DAYS_BACK
from tracker.domain.points.points import parse_points, write_points
from tracker.domain.treatment.one_visit import Visit
from tracker.domain.treatment.session_detail import without_detail
from tracker.domain.treatment.session_record import SessionRecordFacts, carried_over, check_record
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.values.deeds import Deed, deed
from tracker.domain.values.facts import read_facts, values_of
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.patients.services import row_writing
from tracker.practitioners.models import PractitionerProfile
from tracker.practitioners.services import find_profile
from tracker.storage.rows import column_of, row_of, rows_of
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries import session_records, treatment
from tracker.treatment.queries.courses import CourseRow
from tracker.treatment.services.adverse_events import read_events, write_events
from tracker.treatment.services.given import given_in
from tracker.treatment.services.one_visit import visit_in
from tracker.treatment.services.reading import running_courses
from tracker.treatment.services.sessions import NOTHING, Told, change_session, create_session, facts_of, numbers_in
from tracker.wording.cautions_met import Given
from tracker.wording.language import _
from tracker.wording.session_records import Said, course_lines
from tracker.wording.treatment import WRITTEN_BEFORE, seen_from

LISTED_WITH: Final = MappingProxyType({"attended": "recent", "planned": "planned"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands in its course: session `number` of those planned; the course began on `began_on`."""

    course: CourseRow
    number: int
    began_on: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """One practitioner's record as it is read; `profile` is None where they state nothing about themselves."""

    id: UUID
    by_account_id: UUID
    by_name: str
    entered_at: datetime
    facts: SessionRecordFacts
    profile: PractitionerProfile | None


@dataclass(frozen=True, slots=True)
class Sides:
    """One session from both sides: as the patient logged it, and as practitioners recorded it.

    `given` is what was done in it by both sides together, as far as cautions go.
    """

    session: SessionFacts
    place: Place | None
    records: tuple[Recorded, ...]
    given: Given

    def course_lines(self) -> tuple[Said, ...]:
        """What the course and the session itself answer of each record."""
        minutes = self.session.minutes
        if self.place is None:
            return course_lines(None, None, None, minutes)
        course = self.place.course
        return course_lines(self.place.number, course.planned_sessions, course.per_week, minutes)


def columns_of(facts: SessionRecordFacts) -> dict[str, Any]:
    """The facts as the table keeps them."""
    points, events = write_points(facts.points) or None, write_events(facts.adverse_events)
    return values_of(facts) | {"points": points, "adverse_events": events}


def record_facts(row: SessionRecord) -> SessionRecordFacts:
    """The facts of a stored record."""
    points, events = parse_points(row.points or ""), read_events(row.adverse_events)
    return read_facts(SessionRecordFacts, row, points=points, adverse_events=events)


def may_be_recorded(session: TreatmentSession) -> bool:
    """Whether a practitioner can say what they did in it: somebody treated, and it took place."""
    return session.status == "attended" and session.kind in COURSE_KINDS


def sides_of(db_session: Session, session: TreatmentSession) -> Sides:
    """A session from both sides, in three queries and one for each practitioner who recorded it."""
    rows = db_session.execute(*session_records.of_session(session.patient_id, session.id)).scalars().all()
    profiles = {by: find_profile(db_session, by) for by in dict.fromkeys(row.by_account_id for row in rows)}
    written = tuple(
        Recorded(row.id, row.by_account_id, row.by_name, row.entered_at, record_facts(row), profiles[row.by_account_id])
        for row in rows
    )
    return Sides(facts_of(session), place_of(db_session, session), written, given_in(session, rows))


def place_of(db_session: Session, session: TreatmentSession) -> Place | None:
    """Where an attended session stands in its course, in two queries; None without one, or where it is not shared."""
    if session.course_id is None or session.status != "attended":
        return None
    course = row_of(db_session, *course_queries.one_course(session.patient_id, session.course_id))
    if course is None:
        return None
    rows = rows_of(db_session, *treatment.sessions_of(session.patient_id, [course.id]))
    began_on = min([course.started_on, *(row.local_day for row in rows)])
    return Place(course, numbers_in(rows)[session.id], began_on)


def own_record(db_session: Session, session: TreatmentSession, account_id: UUID) -> SessionRecord | None:
    """The record that this account wrote of the session."""
    query = session_records.own_of_session(session.patient_id, session.id, account_id)
    return db_session.execute(*query).scalars().one_or_none()


def recorders(db_session: Session, patient_id: UUID) -> frozenset[UUID]:
    """The accounts whose records of this patient's sessions stand."""
    return frozenset(column_of(db_session, *session_records.recorders(patient_id)))


def as_last_time(db_session: Session, session: TreatmentSession, account_id: UUID) -> SessionRecordFacts:
    """What this account's new record of the session is filled with, from their last one of the same kind."""
    query = session_records.latest_own(session.patient_id, account_id, session.kind)
    row = db_session.execute(*query).scalars().one_or_none()
    return carried_over(None if row is None else record_facts(row))


def add_record(
    db_session: Session,
    session: TreatmentSession,
    record_id: UUID,
    facts: SessionRecordFacts,
    author: Author,
    *,
    points_read: Mapping[str, object] = NOTHING,
) -> UUID:
    """Save a new record; `Problems` where it cannot stand, or where the author has one of this session already."""
    assert author.account_id is not None  # noqa: S101 - a practitioner is always signed in
    known = own_record(db_session, session, author.account_id)
    if known is not None and known.id != record_id:
        raise Problems({"record": _(WRITTEN_BEFORE)})
    values = columns_of(check_record(facts)) | {"session_id": session.id, "by_account_id": author.account_id}
    row = SessionRecord(
        patient_id=session.patient_id, id=record_id, by_name=author.name, entered_at=author.now, **values
    )
    return row_writing.create(db_session, row, author, deed=_deed(session, points_read), given=values)


def correct_record(
    db_session: Session,
    session: TreatmentSession,
    row: SessionRecord,
    facts: SessionRecordFacts,
    author: Author,
    *,
    points_read: Mapping[str, object] = NOTHING,
) -> UUID | None:
    """Save other facts for a record, None where they stood so before; what did stays in its history."""
    made = _deed(session, points_read)
    return row_writing.change(db_session, row, columns_of(check_record(facts)), author, deed=made)


def delete_record(db_session: Session, session: TreatmentSession, row: SessionRecord, author: Author) -> UUID:
    """Take a record out of sight; its author can undo that."""
    return row_writing.remove(db_session, row, author, deed=_deed(session))


def recordable(db_session: Session, patient_id: UUID, account_id: UUID, today: date) -> dict[str, list[Visit]]:
    """The sessions of the last 14 days and today that this account has no record of, in one query.

    `planned` has the first one first, `recent` the latest one first.
    """
    first_day = today - timedelta(days=RECORD_DAYS_BACK)
    found: dict[str, list[Visit]] = {"planned": [], "recent": []}
    for row in rows_of(db_session, *session_records.without_own(patient_id, account_id, first_day, today)):
        found[LISTED_WITH[row.status]].append(visit_in(row))
    found["planned"].reverse()
    return found


def is_due(session: TreatmentSession, today: date) -> bool:
    """Whether it stands, or stood, among what `recordable` lists."""
    days_ago = (today - session.local_day).days
    return session.kind in COURSE_KINDS and session.status in LISTED_WITH and 0 <= days_ago <= RECORD_DAYS_BACK


def attend(
    db_session: Session,
    session: TreatmentSession,
    author: Author,
    *,
    looked_at: Collection[UUID] | None = (),
) -> UUID | None:
    """Say of an appointment that it took place; nothing is said of the treatment by that, and nothing else changes.

    But for its time, where that is still to come: then it began when this is said.
    `IsItThisOne` where the visit may be here already.
    """
    facts = replace(without_detail(facts_of(session)), status="attended")
    if facts.started_at > author.now + CLOCK_SLACK:
        facts = replace(facts, started_at=author.here)
    return change_session(db_session, session, Told(facts, looked_at=looked_at), author)


def usual_kind(db_session: Session, patient_id: UUID, today: date, trade: str | None) -> str:
    """The kind of the course that leads for this practitioner; without one what they give, or else acupuncture."""
    found = by_lead(running_courses(db_session, patient_id), today, trade)
    return found[0].kind if found else TRADES.get(trade or "", COURSE_KINDS[0])


def check_is_shown(day: date, first_day: date | None) -> None:
    """`Problems` for a day before the first one that is shared: who notes a session of it would not see it again."""
    if first_day is not None and day < first_day:
        raise Problems({"started_at": seen_from(first_day)})


def add_session(
    db_session: Session,
    session_id: UUID,
    facts: SessionFacts,
    author: Author,
    *,
    looked_at: Collection[UUID] | None = (),
) -> UUID:
    """Save a session that a practitioner held, in the running course of its kind that they see, if there is one.

    `IsItThisOne` where it may be here already, `Problems` where it cannot stand.
    """
    found = by_lead(running_courses(db_session, author.patient_id), author.today)
    running = next((one.id for one in found if one.kind == facts.kind), None)
    in_course = replace(facts, course_id=running)
    return create_session(db_session, session_id, Told(in_course, looked_at=looked_at), author)


def _deed(session: TreatmentSession, points_read: Mapping[str, object] = NOTHING) -> Deed:
    return deed("session_record", day=session.local_day, **points_read)

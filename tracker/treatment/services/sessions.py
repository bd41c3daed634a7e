"""Writing treatment sessions: each act is one change with its words, and can be undone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.course.counting import SessionMark, session_numbers
from tracker.domain.errors import Message, Problems
from tracker.domain.points.points import parse_points, write_points
from tracker.domain.treatment.one_visit import in_one
from tracker.domain.treatment.session_detail import check_took_place, without_detail
from tracker.domain.treatment.sessions import (
    SessionFacts,
    check_session,
    parse_exercises,
    parse_side_effects,
    write_exercises,
    write_side_effects,
)
from tracker.domain.values.deeds import Deed, deed
from tracker.domain.values.facts import read_facts, values_of
from tracker.domain.values.periods import at_local, local, offset_of
from tracker.patients.services import row_writing
from tracker.storage.rows import grouped, is_there, row_of, rows_of
from tracker.treatment.models import TreatmentSession
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries import session_records, treatment
from tracker.treatment.queries.treatment import SessionShort
from tracker.treatment.services.one_visit import check_not_here, visit_of
from tracker.wording.language import _
from tracker.wording.treatment import DAY_TO_COME, RECORDED, answered_before, both_say, courses_of_kind
from tracker.wording.vocabularies import DETAIL_WORDS

SELF_CARE_MINUTES: Final = MappingProxyType({"heat": 15, "ice": 10, "stretching": 10, "walking": 20, "swimming": 20})
NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


def columns_of(facts: SessionFacts) -> dict[str, Any]:
    """The facts as the table keeps them."""
    return values_of(facts) | {
        "started_offset": offset_of(facts.started_at),
        "local_day": facts.started_at.date(),
        "points": write_points(facts.points) or None,
        "exercises": write_exercises(facts.exercises) or None,
        "side_effects": write_side_effects(facts.side_effects) or None,
    }


def facts_of(row: TreatmentSession) -> SessionFacts:
    """The facts of a stored session: a row of the table, or of a query with all its columns."""
    return read_facts(
        SessionFacts,
        row,
        started_at=local(row.started_at, row.started_offset),
        points=parse_points(row.points or ""),
        exercises=parse_exercises(row.exercises or ""),
        side_effects=parse_side_effects(row.side_effects or ""),
    )


def as_begun(last: SessionFacts | None, kind: str, now: datetime) -> SessionFacts:
    """What a new form of `kind` shows at first: now, and who treated last time."""
    practitioner = None if last is None else last.practitioner
    return SessionFacts(kind=kind, status="attended", started_at=now, practitioner=practitioner)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a session: the facts, how the points that were typed were read, what was looked at beside it.

    `looked_at` are sessions here that are other visits than this one; None stands for all there are.
    """

    facts: SessionFacts
    points_read: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    looked_at: Collection[UUID] | None = ()


def create_session(db_session: Session, session_id: UUID, told: Told, author: Author) -> UUID:
    """Save a new session; `Problems` where it cannot stand, `AlreadySaved` as for every form sent twice.

    `IsItThisOne` where it may be a visit that is here already, but for those that were looked at.
    """
    facts, patient_id = told.facts, author.patient_id
    made = _deed(facts, _checked(db_session, session_id, facts, author), told.points_read)
    values = columns_of(facts)
    row = TreatmentSession(patient_id=patient_id, id=session_id, entered_at=author.now, **values)
    if not is_there(db_session, *treatment.session_key(patient_id, session_id)):
        check_not_here(db_session, patient_id, visit_of(session_id, facts), told.looked_at)
    return row_writing.create(db_session, row, author, deed=made, given=values)


def change_session(
    db_session: Session,
    row: TreatmentSession,
    told: Told,
    author: Author,
    *,
    same_as: UUID | None = None,
) -> UUID | None:
    """Save other facts for a session; None where they stood so before, `Problems` where they cannot stand.

    `IsItThisOne` as for a new one.
    `same_as` is another note of the same visit, which is to go: it counts no more.
    """
    facts, before = told.facts, facts_of(row)
    place = _checked(db_session, row.id, facts, author, before=before, same_as=same_as)
    new, old = (visit_of(row.id, one) for one in (facts, before))
    check_not_here(db_session, row.patient_id, new, told.looked_at, old)
    made, leads = _deed(facts, place, told.points_read), same_as is not None  # what goes is undone with it
    return row_writing.change(db_session, row, columns_of(facts), author, deed=made, even_unchanged=leads)


def mark_session(
    db_session: Session,
    row: TreatmentSession,
    status: str,
    author: Author,
    *,
    looked_at: Collection[UUID] | None = (),
) -> UUID | None:
    """Say of an appointment that it was attended or missed. Nothing is said of a treatment by that.

    `Problems` where that was said before, `IsItThisOne` where the visit may be here already.
    """
    if row.status != "planned":
        raise Problems({"status": answered_before(row.status)})
    facts = replace(without_detail(facts_of(row)), status=status)
    return change_session(db_session, row, Told(facts, looked_at=looked_at), author)


def same_visit(db_session: Session, kept: TreatmentSession, other: TreatmentSession, author: Author) -> UUID | None:
    """Say by one tap that two notes are of one visit: `kept` takes what it lacks; `Problems` where they differ."""
    facts, differ = in_one(facts_of(kept), replace(without_detail(facts_of(other)), status="attended"), now=author.now)
    if differ:
        raise Problems({"near": both_say([DETAIL_WORDS[name] for name in differ])})
    return join_sessions(db_session, kept, other, Told(facts), author)


def join_sessions(
    db_session: Session, kept: TreatmentSession, other: TreatmentSession, told: Told, author: Author
) -> UUID | None:
    """Two notes of one visit become one: `kept` says what is told, the other goes, and one Undo puts both back."""
    if kept.id == other.id or kept.kind != other.kind:
        raise row_writing.NotFound
    if db_session.execute(*session_records.of_session(other.patient_id, other.id)).scalars().first() is not None:
        raise Problems({"near": _(RECORDED)})
    made = change_session(db_session, kept, replace(told, looked_at=None), author, same_as=other.id)
    gone = deed("same_visit", kind=other.kind, other_name=other.other_name, day=other.local_day)
    row_writing.remove(db_session, other, author, deed=gone, brought_by=made)
    return made


def delete_session(db_session: Session, row: TreatmentSession, author: Author) -> UUID:
    """Take a session out of sight."""
    gone = deed("session_of", kind=row.kind, other_name=row.other_name, day=row.local_day)
    return row_writing.remove(db_session, row, author, deed=gone)


def log_self_care(
    db_session: Session,
    session_id: UUID,
    kind: str,
    minutes: int | None,
    author: Author,
    *,
    for_day: date | None = None,
) -> UUID:
    """Log one act of self-care of so many minutes, and nothing else: now, or on an earlier day as `usual_time` says.

    Of one that waited on a device, now is when it was tapped.
    Raises `Problems` for a day that is still to come.
    """
    day = author.given_on if for_day is None else for_day
    if day > author.today:
        raise Problems({"day": _(DAY_TO_COME)})
    started_at = author.given_here if day == author.given_on else usual_time(db_session, kind, day, author)
    facts = SessionFacts(kind=kind, status="attended", started_at=started_at, minutes=minutes)
    session = TreatmentSession(patient_id=author.patient_id, id=session_id, entered_at=author.now, **columns_of(facts))
    given = {"kind": kind, "minutes": minutes}
    place = NOTHING if day == author.today else {"day": day}
    return row_writing.create(db_session, session, author, deed=_deed(facts, place), given=given)


def usual_time(db_session: Session, kind: str, day: date, author: Author) -> datetime:
    """The time of an act of self-care of an earlier day that was not given: that of the last one, or else of now."""
    rows = rows_of(db_session, *treatment.latest_self_care(author.patient_id))
    known = (row for row in rows if row.kind == kind and not row.time_unknown)
    last = next((local(row.started_at, row.started_offset) for row in known), author.here)
    return at_local(day, last.time().replace(microsecond=0), author.zone)


def _checked(
    db_session: Session,
    session_id: UUID,
    facts: SessionFacts,
    author: Author,
    *,
    before: SessionFacts | None = None,
    same_as: UUID | None = None,
) -> Mapping[str, object]:
    """Where it stands in its course. A link to a course that was deleted may stay, so that it can come back."""
    problems: dict[str, Message] = {}
    for check in (lambda: check_took_place(facts, before), lambda: check_session(facts, now=author.now)):
        try:
            check()
        except Problems as error:
            problems |= error.by_field
    course = None
    if facts.course_id is not None:
        course = row_of(db_session, *course_queries.one_course(author.patient_id, facts.course_id))
        gone = course is None and before is not None and facts.course_id == before.course_id
        if not gone and (course is None or course.kind != facts.kind):
            problems["course_id"] = courses_of_kind(facts.kind)
    if problems:
        raise Problems(problems)
    if course is None or facts.status != "attended":
        return NOTHING
    number = _number(db_session, author.patient_id, session_id, facts, same_as)
    planned = course.planned_sessions if number <= course.planned_sessions else None
    return {"number": number, "planned": planned}


def _number(db_session: Session, patient_id: UUID, session_id: UUID, facts: SessionFacts, same_as: UUID | None) -> int:
    assert facts.course_id is not None  # noqa: S101 - asked by the caller
    rows = rows_of(db_session, *treatment.sessions_of(patient_id, [facts.course_id]))
    others = [SessionMark(row.id, row.started_at, row.status) for row in rows if row.id not in (session_id, same_as)]
    own = SessionMark(session_id, facts.started_at, facts.status)
    return session_numbers([*others, own])[session_id]


def _deed(
    facts: SessionFacts, place: Mapping[str, object] = NOTHING, points_read: Mapping[str, object] = NOTHING
) -> Deed:
    named = {"kind": facts.kind, "other_name": facts.other_name, **points_read}
    if facts.status == "attended":
        return deed("session", **named, minutes=facts.minutes, **place)
    return deed(f"session_{facts.status}", **named, at=facts.started_at.replace(tzinfo=None))


def numbers_in(rows: Iterable[SessionShort]) -> dict[UUID, int]:
    """The numbers of the sessions of one or more courses, by their ids."""
    numbers: dict[UUID, int] = {}
    for sessions in grouped(rows, lambda row: row.course_id).values():
        numbers |= session_numbers(SessionMark(row.id, row.started_at, row.status) for row in sessions)
    return numbers

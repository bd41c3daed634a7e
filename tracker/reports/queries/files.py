"""Queries of the exported files. Column selects, read in pieces that start behind the last row of the piece before."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, String, and_, func, or_, type_coerce

from tracker.accounts.models import Account
from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.diary.models import DayContext, DayTags, Entry, LifeEvent
from tracker.diary.queries import SCORES
from tracker.domain.scores.daily import EntryScore
from tracker.fields.field import Kind
from tracker.files import contract
from tracker.files.columns import File
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Patient
from tracker.reports.queries.kept import Kept, Wanted, kept
from tracker.review.models import CourseReview, FitAnswers, StartingWeek
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole
from tracker.treatment.models import Course, Dose, PlanChange, SessionRecord, TreatmentSession

Key = tuple[Any, ...]
S = TypeVar("S", bound=Select[*tuple[Any, ...]])
FIRST_MOMENT: Final = datetime(1, 1, 1, tzinfo=UTC)
AS_THEY_ARE: Final = frozenset(Kind) - {
    *(Kind.IDENTIFIER, Kind.CODES, Kind.DAY, Kind.CLOCK, Kind.MOMENT, Kind.DOSE_TIME, Kind.DECIMAL),
    *(Kind.YES_NO, Kind.NOT_STORED),
}


def pick(*columns: Any) -> RowSelect[Any]:
    return RowSelect(*columns)


def raw(column: Any) -> ColumnElement[Any]:
    """The column as the driver hands it over, without a Python object made of it."""
    return type_coerce(column, String)


def columns_of(model: Any, file: File, **elsewhere: Any) -> list[Any]:
    """The columns of a model that a row of the file holds, in its order; some are taken from `elsewhere`.

    They are attributes of the model, so that what limits a reader to what is shared finds them.
    """
    return [elsewhere[name] if name in elsewhere else getattr(model, name) for name in file.slots]


def raw_columns(model: Any, file: File, **elsewhere: Any) -> list[Any]:
    """The same as the driver hands them over, but for what is the same anyway and for notes, which may be hidden."""
    as_they_are = {
        name for field in file.columns if field.kind in AS_THEY_ARE and not field.computed for name in field.stored
    }
    found = zip(file.slots, columns_of(model, file, **elsewhere), strict=True)
    return [column if name in as_they_are else raw(column) for name, column in found]


class Listing(Kept[RowSelect[Any]]):
    """Live rows of one table: which of its columns, in which order, and the column of the day that a range is of."""

    def __init__(self, model: Any, columns: Sequence[str], order: tuple[str, ...], day: str = "") -> None:
        super().__init__(self._rows, [getattr(model, name) for name in order])
        self.model, self.columns, self.order, self.day = model, columns, order, day

    def _rows(self, wanted: Wanted, **same: Any) -> RowSelect[Any]:
        model = self.model
        query = pick(*(getattr(model, name) for name in self.columns))
        query = query.where(*wanted.live(model), *(getattr(model, name) == same[name] for name in same))
        return query.where(*wanted.days(getattr(model, self.day))) if self.day else query


EPISODES: Final = Listing(Episode, contract.EPISODE.slots, ("created_at", "id"))
CAUTIONS: Final = Listing(Caution, contract.CAUTION_ROWS.slots, ("noted_on", "id"))
CHANGES: Final = Listing(LifeEvent, contract.CHANGES.slots, ("for_date", "id"), "for_date")
TAGS: Final = Listing(DayTags, contract.TAGS.slots, ("for_date", "id"), "for_date")
DAY_CONTEXT: Final = Listing(DayContext, contract.DAY_CONTEXT.slots, ("for_date", "id"), "for_date")
PLAN_CHANGES: Final = Listing(PlanChange, contract.PLAN_CHANGES.slots, ("at", "id"))
REVIEWS: Final = Listing(CourseReview, contract.REVIEWS.slots, ("held_on", "entered_at", "id"))
STARTING_WEEKS: Final = Listing(StartingWeek, contract.STARTING_WEEKS.slots, ("at", "id"))
FIT: Final = Listing(FitAnswers, contract.FIT.slots, ("for_date", "id"), "for_date")
NOTES: Final = Listing(ReviewNote, contract.NOTES.slots, ("written_at", "id"))
PROPOSALS: Final = Listing(PlanProposal, contract.PROPOSALS.slots, ("made_at", "id"))
ANSWERS: Final = Listing(FlagAnswer, contract.ANSWERS.slots, ("answered_at", "id"))
SUGGESTED: Final = Listing(ReviewRequest, contract.SUGGESTED.slots, ("made_at", "id"))
QUESTIONS: Final = Listing(Question, contract.QUESTIONS.slots, ("written_at", "id"))
ACTIVITIES: Final = Listing(
    FunctionActivity, ("id", "name", "position", "created_at", "retired_on"), ("position", "created_at", "id")
)
ACTIVITY_SCORES: Final = Listing(
    FunctionScore, ("id", "for_date", "score", "entered_at"), ("for_date", "id"), "for_date"
)
# When they were entered; sessions in the order of sessions.csv.
SESSION_DETAILS: Final = Listing(
    TreatmentSession,
    ("id", "entered_at", "imported_from", "local_day", "started_at"),
    ("local_day", "started_at", "id"),
    "local_day",
)
DOSE_DETAILS: Final = Listing(
    Dose, ("id", "entered_at", "imported_from", "local_day"), ("local_day", "id"), "local_day"
)


@kept(Entry.for_date)
def entries(wanted: Wanted) -> RowSelect[Any]:
    """By day. Days are read whole, so the order within one is made by whoever reads them."""
    query = pick(*raw_columns(Entry, contract.ENTRIES))
    return query.where(*wanted.live(Entry), *wanted.days(Entry.for_date))


@kept(TreatmentSession.local_day, TreatmentSession.started_at, TreatmentSession.id)
def sessions(wanted: Wanted) -> RowSelect[Any]:
    """By time. A course that was deleted is not named."""
    session = TreatmentSession
    return (
        pick(*raw_columns(session, contract.SESSIONS, course_id=Course.id))
        .outerjoin(
            Course,
            and_(Course.patient_id == session.patient_id, Course.id == session.course_id, Course.deleted_at.is_(None)),
        )
        .where(*wanted.live(session), *wanted.days(session.local_day))
    )


@kept(Dose.local_day, func.coalesce(Dose.taken_at, FIRST_MOMENT, type_=Dose.taken_at.type), Dose.id)
def doses(wanted: Wanted) -> RowSelect[Any]:
    """By day and time; where none was taken first."""
    return pick(*raw_columns(Dose, contract.MEDICATION)).where(*wanted.live(Dose), *wanted.days(Dose.local_day))


class AttendedMark(NamedTuple):
    """What session numbers are counted from; `raw_id` is the id as the driver hands it over."""

    course_id: uuid.UUID
    id: uuid.UUID
    started_at: datetime
    status: str
    raw_id: Any


def attended_marks(patient_id: uuid.UUID, course_ids: Sequence[uuid.UUID]) -> RowSelect[AttendedMark]:
    """Every attended session of the courses."""
    session = TreatmentSession
    return select_as(AttendedMark, session, raw_id=raw(session.id)).where(
        session.live(patient_id),
        session.course_id.in_(course_ids),
        session.status == "attended",
    )


def scores_of(patient_id: uuid.UUID, days: Sequence[date]) -> RowSelect[EntryScore]:
    """The scores of single days."""
    return select_as(EntryScore, Entry, **SCORES).where(
        Entry.patient_id == patient_id, Entry.deleted_at.is_(None), Entry.for_date.in_(days)
    )


@kept(Course.started_on, Course.id)
def courses(wanted: Wanted) -> RowSelect[Course]:
    """The courses that touch the range or have a session in it, by the day they started."""
    session = TreatmentSession
    with_session = pick(session.course_id).where(
        *wanted.live(session), *wanted.days(session.local_day), session.course_id.is_not(None)
    )
    touching: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        touching.append(or_(Course.ended_on.is_(None), Course.ended_on >= wanted.first))
    if wanted.last is not None:
        touching.append(Course.started_on <= wanted.last)
    query = whole(Course).where(*wanted.live(Course))
    if touching:
        query = query.where(or_(and_(*touching), Course.id.in_(with_session)))
    return query


class SessionsOfStatus(NamedTuple):
    """How many sessions of a course have a status, and the local day of the first of them."""

    status: str
    number: int
    first_day: date


@prepared
def course_counts(patient_id: uuid.UUID, course_id: uuid.UUID) -> RowSelect[SessionsOfStatus]:
    session = TreatmentSession
    return (
        select_as(SessionsOfStatus, session, number=func.count(), first_day=func.min(session.local_day))
        .where(session.live(patient_id), session.course_id == course_id)
        .group_by(session.status)
    )


@kept(TreatmentSession.local_day, TreatmentSession.started_at, SessionRecord.id)
def session_records(wanted: Wanted) -> RowSelect[Any]:
    """What practitioners recorded of the sessions of the range, in the order of sessions.csv."""
    record, session = SessionRecord, TreatmentSession
    return (
        pick(*columns_of(record, contract.SESSION_RECORDS), session.local_day, session.started_at)
        .join(session, and_(session.patient_id == record.patient_id, session.id == record.session_id))
        .where(*wanted.live(record), *wanted.live(session), *wanted.days(session.local_day))
    )


class AccountRow(NamedTuple):
    """An account as account.csv tells it."""

    user_name: str
    email: str | None
    time_zone: str
    country: str | None
    created_at: datetime


@prepared
def account(patient_id: uuid.UUID) -> RowSelect[AccountRow]:
    return (
        select_as(AccountRow, Account, country=Patient.country)
        .join(Patient, Patient.account_id == Account.id)
        .where(Patient.id == patient_id)
    )

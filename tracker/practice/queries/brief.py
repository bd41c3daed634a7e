"""Queries of the brief: columns only, and always of one patient."""

import uuid
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlalchemy import func, or_, select

from tracker.diary.models import Entry
from tracker.diary.queries import SCORES
from tracker.domain.values.periods import ONE_DAY
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.fields.entries import SIGNS
from tracker.storage.prepared import Query, prepared
from tracker.storage.rows import RowSelect, in_days, select_as, whole
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.treatment.queries.treatment import newest_attended


class Begins(NamedTuple):
    """The first day with an entry, and the first with a session; each empty where there is none."""

    entry: date | None
    session: date | None


class ScoredEntry(NamedTuple):
    """The scores of an entry, as `EntryScore` has them, and where it hurt."""

    kind: str
    for_date: date
    leg: int | None
    back: int | None
    leg_later: int | None
    back_later: int | None
    imported_from: str | None
    from_words: bool
    regions: tuple[str, ...]


def last_session(patient_id: uuid.UUID, kind: str | None, before: date) -> Query[RowSelect[TreatmentSession]]:
    """Every column of the attended session that came last before a day: of a kind, or of any professional one."""
    return _last_session(patient_id, kind, before, datetime.combine(before + ONE_DAY, time(), UTC))


@prepared
def _last_session(
    patient_id: uuid.UUID, kind: str | None, before: date, begun_before: datetime
) -> RowSelect[TreatmentSession]:
    """The moment, later than that day begins anywhere, is where the index of the kind is walked from, backwards."""
    kinds = COURSE_KINDS if kind is None else (kind,)
    earlier = (TreatmentSession.local_day < before, TreatmentSession.started_at < begun_before)
    newest = newest_attended(patient_id, kinds, *earlier)
    query = whole(TreatmentSession).where(TreatmentSession.live(patient_id), newest)
    return query.order_by(TreatmentSession.started_at.desc(), TreatmentSession.id).limit(1)


@prepared
def begins(patient_id: uuid.UUID) -> RowSelect[Begins]:
    attended = (TreatmentSession.live(patient_id), TreatmentSession.status == "attended")
    session = select(func.min(TreatmentSession.local_day)).where(*attended).scalar_subquery()
    return select_as(Begins, entry=func.min(Entry.for_date), session=session).where(Entry.live(patient_id))


@prepared
def scores_and_places(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[ScoredEntry]:
    """The entries of some days, oldest first."""
    return (
        select_as(ScoredEntry, Entry, **SCORES)
        .where(Entry.live(patient_id), in_days(Entry.for_date, first, last))
        .order_by(Entry.for_date, Entry.kind, Entry.for_time, Entry.id)
    )


@prepared
def details(patient_id: uuid.UUID, first: date, last: date) -> RowSelect[Entry]:
    """The entries of some days that hold anything beside pain, oldest first."""
    signs = [getattr(Entry, sign.stored[0]) for sign in SIGNS]
    given = or_(*(column.is_not(None) for column in (*signs, Entry.warning_signs, Entry.note)))
    return (
        whole(Entry)
        .where(Entry.live(patient_id), in_days(Entry.for_date, first, last), given)
        .order_by(Entry.for_date, Entry.kind.desc(), Entry.for_time, Entry.id)
    )


@prepared
def session_records(patient_id: uuid.UUID, session_id: uuid.UUID) -> RowSelect[SessionRecord]:
    """What practitioners recorded of one session, the first to do so first."""
    of_session = (SessionRecord.live(patient_id), SessionRecord.session_id == session_id)
    return whole(SessionRecord).where(*of_session).order_by(SessionRecord.entered_at, SessionRecord.id)

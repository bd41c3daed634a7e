"""Queries of a practitioner's own pages. Each that finds several records finds those shared with that practitioner."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, select

from tracker.accounts.models import Account
from tracker.diary.models import Entry
from tracker.diary.queries import SCORES
from tracker.domain.scores.daily import EntryScore
from tracker.patients.models import Patient
from tracker.practice.models import Summary
from tracker.sharing.models import Grant
from tracker.storage.prepared import Query, prepared
from tracker.storage.rows import RowSelect, select_as
from tracker.treatment.models import Course, TreatmentSession


class SharedRecord(NamedTuple):
    """A record shared with a practitioner: the terms, and how it stands; it ends as `Known` does."""

    patient_id: uuid.UUID
    user_name: str
    name_key: str
    time_zone: str
    id: uuid.UUID
    notes: bool
    others_records: bool | None
    may_record: bool
    rules: int | None
    is_older: bool | None
    last_entry_on: date | None
    flare_on: date | None
    warned_on: date | None
    course_started_on: date | None
    course_first_day: date | None
    done: int | None
    planned: int | None
    label: str | None
    confirmed: bool | None
    doubts: tuple[str, ...]
    review_due: str | None
    flag_answered_on: date | None
    first_day: date | None
    last_day: date | None


class SummaryDetails(NamedTuple):
    """What else a page shows of how a record stands."""

    patient_id: uuid.UUID
    last_leg: float | None
    warning_signs: tuple[str, ...]
    cautions: tuple[str, ...]
    course_id: uuid.UUID | None
    course_kind: str | None
    phase: str | None
    baseline_leg: float | None
    latest_leg: float | None
    latest_low: float | None
    latest_high: float | None
    latest_days: int | None
    latest_late_days: int | None
    weeks: list[Any] | None


class Coming(NamedTuple):
    """An appointment."""

    patient_id: uuid.UUID
    started_at: datetime
    started_offset: int
    local_day: date


@prepared
def time_zone(patient_id: uuid.UUID) -> Select[str]:
    return select(Account.time_zone).join(Patient, Patient.account_id == Account.id).where(Patient.id == patient_id)


@prepared
def time_zone_if_shared(patient_id: uuid.UUID) -> Select[str]:
    """The zone of a record that somebody has a grant on; empty for one that nobody has."""
    return (
        select(Account.time_zone)
        .join(Patient, Patient.account_id == Account.id)
        .join(Grant, Grant.patient_id == Patient.id)
        .where(Patient.id == patient_id, Grant.ended_at.is_(None))
        .limit(1)
    )


def shared_records() -> Select[uuid.UUID]:
    """Every record that somebody has a grant on."""
    return select(Grant.patient_id).where(Grant.ended_at.is_(None)).distinct().order_by(Grant.patient_id)


@prepared
def last_day_scores(patient_id: uuid.UUID) -> RowSelect[EntryScore]:
    """The entries of the latest day that has one."""
    live = Entry.live(patient_id)
    latest = select(func.max(Entry.for_date)).where(live).scalar_subquery()
    return select_as(EntryScore, Entry, **SCORES).where(live, Entry.for_date == latest).order_by(Entry.kind, Entry.id)


@prepared
def shared_with(practitioner_account_id: uuid.UUID) -> RowSelect[SharedRecord]:
    """Every record shared with a practitioner by a grant that nobody has ended, with its terms and how it stands.

    Whether the grant's last day has passed is for the reader to say, who knows the day it is for the patient.
    """
    return (
        select_as(
            SharedRecord,
            Summary,
            patient_id=Grant.patient_id,
            user_name=Account.user_name,
            name_key=Account.name_key,
            time_zone=Account.time_zone,
            id=Grant.id,
            notes=Grant.notes,
            others_records=Grant.others_records,
            may_record=Grant.may_record,
            is_older=Summary.made_at < Grant.made_at,
            first_day=Grant.first_day,
            last_day=Grant.last_day,
        )
        .select_from(Grant)
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .outerjoin(Summary, Summary.patient_id == Grant.patient_id)
        .where(
            Grant.practitioner_account_id == practitioner_account_id,
            Grant.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )


class CourseBegun(NamedTuple):
    """A course that began since a summary was worked out."""

    patient_id: uuid.UUID
    started_on: date
    made_at: datetime


@prepared
def courses_begun_since(practitioner_account_id: uuid.UUID) -> RowSelect[CourseBegun]:
    """Running courses that begin on or after the day on which their record's summary was worked out.

    `patient_id`, `started_on` and `made_at` of the summary. Days of the database are compared, which may be one off:
    the reader looks closer.
    """
    return (
        select_as(CourseBegun, Course, patient_id=Grant.patient_id, made_at=Summary.made_at)
        .join(Summary, Summary.patient_id == Grant.patient_id)
        .join(Course, Course.live(Grant.patient_id))
        .where(
            Grant.practitioner_account_id == practitioner_account_id,
            Grant.ended_at.is_(None),
            Course.phase != "ended",
            Course.started_on >= func.date(Summary.made_at),
        )
    )


_IDS: BindParameter[Any] = bindparam("patient_ids", expanding=True)
_DETAILS = select_as(SummaryDetails, Summary).where(Summary.patient_id.in_(_IDS))
_COMING = (
    select_as(Coming, TreatmentSession)
    .where(
        TreatmentSession.patient_id.in_(_IDS),
        TreatmentSession.deleted_at.is_(None),
        TreatmentSession.status == "planned",
        TreatmentSession.started_at >= bindparam("now"),
    )
    .order_by(TreatmentSession.started_at, TreatmentSession.id)
)


def details(patient_ids: list[uuid.UUID]) -> Query[RowSelect[SummaryDetails]]:
    """What else a page shows of how these records stand."""
    return _DETAILS, {"patient_ids": patient_ids}


def coming(patient_ids: list[uuid.UUID], now: datetime) -> Query[RowSelect[Coming]]:
    """The appointments of these records from `now` on, the next one first."""
    return _COMING, {"patient_ids": patient_ids, "now": now}

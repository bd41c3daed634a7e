"""Queries of a practitioner's own pages. Each that finds several records finds those shared with that practitioner."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, func, select

from tracker.accounts.models import Account
from tracker.diary.models import Entry
from tracker.diary.queries import SCORES
from tracker.domain.scores.daily import EntryScore
from tracker.patients.models import Patient
from tracker.practice.models import Summary
from tracker.sharing.models import Grant, PatientLabel
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, every_column, select_as
from tracker.treatment.models import Course


class SharedRecord(NamedTuple):
    """A record shared with a practitioner: the terms, and how it stands; it ends as `Known` does."""

    patient_id: uuid.UUID
    user_name: str
    name_key: str
    own_label: str | None
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
            own_label=PatientLabel.text,
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
        .outerjoin(PatientLabel, and_(PatientLabel.patient_id == Grant.patient_id, PatientLabel.grant_id == Grant.id))
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


@prepared
def details(patient_ids: Sequence[uuid.UUID]) -> RowSelect[Summary]:
    """How these records stand."""
    return every_column(Summary).where(Summary.patient_id.in_(patient_ids))

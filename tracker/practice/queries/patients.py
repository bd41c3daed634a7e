"""Queries of a practitioner's own pages. Each that finds several records finds those shared with that practitioner."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from tracker.accounts.models import Account
from tracker.diary.models import Entry
from tracker.diary.queries import SCORED
from tracker.patients.models import Patient
from tracker.practice.models import Summary
from tracker.sharing.models import Grant
from tracker.storage.prepared import prepared
from tracker.treatment.models import Course, TreatmentSession

# In the order of `domain.attention.Known`, without the two days of the share.
KNOWN = (
    Summary.last_entry_on,
    Summary.flare_on,
    Summary.warned_on,
    Summary.course_started_on,
    Summary.course_first_day,
    Summary.done,
    Summary.planned,
    Summary.label,
    Summary.confirmed,
    Summary.doubts,
    Summary.review_due,
    Summary.flag_answered_on,
)


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
def last_day_scores(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The entries of the latest day that has one, in the order of `EntryScore`'s fields."""
    live = (Entry.patient_id == patient_id, Entry.deleted_at.is_(None))
    latest = select(func.max(Entry.for_date)).where(*live).scalar_subquery()
    return select(*SCORED).where(*live, Entry.for_date == latest).order_by(Entry.kind, Entry.id)


@prepared
def shared_with(practitioner_account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Every record shared with a practitioner by a grant that nobody has ended, with its terms and how it stands.

    Whether the grant's last day has passed is for the reader to say, who knows the day it is for the patient.
    """
    return (
        select(
            Grant.patient_id,
            Account.user_name,
            Account.name_key,
            Account.time_zone,
            Grant.id,
            Grant.notes,
            Grant.others_records,
            Grant.may_record,
            Grant.first_day,
            Grant.last_day,
            Summary.rules,
            (Summary.made_at < Grant.made_at).label("is_older"),
            *KNOWN,
        )
        .join(Patient, Patient.id == Grant.patient_id)
        .join(Account, Account.id == Patient.account_id)
        .outerjoin(Summary, Summary.patient_id == Grant.patient_id)
        .where(
            Grant.practitioner_account_id == practitioner_account_id,
            Grant.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )


@prepared
def courses_begun_since(practitioner_account_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Running courses that begin on or after the day on which their record's summary was worked out.

    `patient_id`, `started_on` and `made_at` of the summary. Days of the database are compared, which may be one off:
    the reader looks closer.
    """
    return (
        select(Grant.patient_id, Course.started_on, Summary.made_at)
        .join(Summary, Summary.patient_id == Grant.patient_id)
        .join(Course, Course.patient_id == Grant.patient_id)
        .where(
            Grant.practitioner_account_id == practitioner_account_id,
            Grant.ended_at.is_(None),
            Course.deleted_at.is_(None),
            Course.phase != "ended",
            Course.started_on >= func.date(Summary.made_at),
        )
    )


_IDS: BindParameter[Any] = bindparam("patient_ids", expanding=True)
_DETAILS = select(
    Summary.patient_id,
    Summary.last_leg,
    Summary.warning_signs,
    Summary.cautions,
    Summary.course_id,
    Summary.course_kind,
    Summary.phase,
    Summary.baseline_leg,
    Summary.latest_leg,
    Summary.latest_low,
    Summary.latest_high,
    Summary.latest_days,
    Summary.latest_late_days,
    Summary.weeks,
).where(Summary.patient_id.in_(_IDS))
_COMING = (
    select(
        TreatmentSession.patient_id,
        TreatmentSession.started_at,
        TreatmentSession.started_offset,
        TreatmentSession.local_day,
    )
    .where(
        TreatmentSession.patient_id.in_(_IDS),
        TreatmentSession.deleted_at.is_(None),
        TreatmentSession.status == "planned",
        TreatmentSession.started_at >= bindparam("now"),
    )
    .order_by(TreatmentSession.started_at, TreatmentSession.id)
)


def details(patient_ids: list[uuid.UUID]) -> tuple[Select[*tuple[Any, ...]], dict[str, Any]]:
    """What else a page shows of how these records stand."""
    return _DETAILS, {"patient_ids": patient_ids}


def coming(patient_ids: list[uuid.UUID], now: datetime) -> tuple[Select[*tuple[Any, ...]], dict[str, Any]]:
    """The appointments of these records from `now` on, the next one first."""
    return _COMING, {"patient_ids": patient_ids, "now": now}

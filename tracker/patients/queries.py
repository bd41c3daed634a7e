"""Queries about whose record a page is about."""

import uuid
from typing import Any

from sqlalchemy import Select, and_, func, select

from tracker.accounts.models import Account
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Patient


def patient_with_owner(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Patient.id,
            Patient.account_id,
            Patient.country,
            Patient.set_up_at,
            Account.user_name,
            Account.time_zone,
        )
        .join(Account, Account.id == Patient.account_id)
        .where(Patient.id == patient_id)
    )


def own_patient_id(account_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(Patient.id).where(Patient.account_id == account_id)


def episodes(patient_id: uuid.UUID) -> Select[Episode]:
    """Running episodes before ended ones, newest first."""
    return (
        select(Episode)
        .where(Episode.patient_id == patient_id, Episode.deleted_at.is_(None))
        .order_by(Episode.ended_on.is_not(None), Episode.created_at.desc())
    )


def cautions(patient_id: uuid.UUID) -> Select[Caution]:
    """What a practitioner must know now."""
    return (
        select(Caution)
        .where(Caution.patient_id == patient_id, Caution.deleted_at.is_(None), Caution.ended_on.is_(None))
        .order_by(Caution.noted_on, Caution.id)
    )


def live_activities(patient_id: uuid.UUID) -> Select[FunctionActivity]:
    return (
        select(FunctionActivity)
        .where(
            FunctionActivity.patient_id == patient_id,
            FunctionActivity.deleted_at.is_(None),
            FunctionActivity.retired_on.is_(None),
        )
        .order_by(FunctionActivity.position, FunctionActivity.id)
    )


def activities_with_scores(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Each activity still scored, beside its latest score (no score: empty)."""
    newest = (
        select(FunctionScore.activity_id, func.max(FunctionScore.for_date).label("for_date"))
        .where(FunctionScore.patient_id == patient_id, FunctionScore.deleted_at.is_(None))
        .group_by(FunctionScore.activity_id)
        .subquery()
    )
    latest = and_(
        FunctionScore.patient_id == patient_id,
        FunctionScore.activity_id == newest.c.activity_id,
        FunctionScore.for_date == newest.c.for_date,
    )
    return (
        select(FunctionActivity.id, FunctionActivity.name, FunctionScore.score, FunctionScore.for_date)
        .outerjoin(newest, newest.c.activity_id == FunctionActivity.id)
        .outerjoin(FunctionScore, latest)
        .where(
            FunctionActivity.patient_id == patient_id,
            FunctionActivity.deleted_at.is_(None),
            FunctionActivity.retired_on.is_(None),
        )
        .order_by(FunctionActivity.position, FunctionActivity.id)
    )


def function_state(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """How many activities are scored, and when the last score was given."""
    named = (
        select(func.count())
        .where(
            FunctionActivity.patient_id == patient_id,
            FunctionActivity.deleted_at.is_(None),
            FunctionActivity.retired_on.is_(None),
        )
        .scalar_subquery()
    )
    scored_on = (
        select(func.max(FunctionScore.for_date))
        .where(FunctionScore.patient_id == patient_id, FunctionScore.deleted_at.is_(None))
        .scalar_subquery()
    )
    return select(named.label("named"), scored_on.label("scored_on"))


def function_scores(patient_id: uuid.UUID, most: int) -> Select[*tuple[Any, ...]]:
    """The newest scores of every activity, whether still scored or not."""
    return (
        select(FunctionScore.for_date, FunctionActivity.name, FunctionScore.score)
        .join(
            FunctionActivity,
            and_(
                FunctionActivity.patient_id == FunctionScore.patient_id,
                FunctionActivity.id == FunctionScore.activity_id,
            ),
        )
        .where(FunctionScore.patient_id == patient_id, FunctionScore.deleted_at.is_(None))
        .order_by(FunctionScore.for_date.desc(), FunctionActivity.position, FunctionActivity.id)
        .limit(most)
    )

"""Queries about whose record a page is about."""

import uuid
from typing import Any

from sqlalchemy import Select, and_, func, select

from tracker.accounts.models import Account
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Patient, Revision
from tracker.storage.prepared import prepared


@prepared
def patient_with_owner(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Patient.id,
            Patient.account_id,
            Patient.country,
            Patient.set_up_at,
            Account.user_name,
            Account.time_zone,
            Account.disabled_at,
            Account.erase_at,
        )
        .join(Account, Account.id == Patient.account_id)
        .where(Patient.id == patient_id)
    )


@prepared
def own_patient_id(account_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(Patient.id).where(Patient.account_id == account_id)


@prepared
def episodes(patient_id: uuid.UUID) -> Select[Episode]:
    """Running episodes before ended ones, newest first."""
    return (
        select(Episode)
        .where(Episode.patient_id == patient_id, Episode.deleted_at.is_(None))
        .order_by(Episode.ended_on.is_not(None), Episode.created_at.desc())
    )


@prepared
def bouts(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The facts of each episode, in the order of `episodes`."""
    return (
        select(Episode.side, Episode.began_on, Episode.duration_at_start, Episode.cause_told, Episode.ended_on)
        .where(Episode.patient_id == patient_id, Episode.deleted_at.is_(None))
        .order_by(Episode.ended_on.is_not(None), Episode.created_at.desc())
        .limit(1)
    )


@prepared
def carried(patient_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Kind, note and day of the last confirmation of the cautions that hold now."""
    return select(Caution.kind, Caution.note, Caution.confirmed_on).where(
        Caution.patient_id == patient_id, Caution.deleted_at.is_(None), Caution.ended_on.is_(None)
    )


@prepared
def cautions(patient_id: uuid.UUID) -> Select[Caution]:
    """What a practitioner must know now."""
    return (
        select(Caution)
        .where(Caution.patient_id == patient_id, Caution.deleted_at.is_(None), Caution.ended_on.is_(None))
        .order_by(Caution.noted_on, Caution.id)
    )


@prepared
def every_caution(patient_id: uuid.UUID) -> Select[Caution]:
    """The cautions that apply and those that ended, the latest last."""
    return (
        select(Caution)
        .where(Caution.patient_id == patient_id, Caution.deleted_at.is_(None))
        .order_by(Caution.noted_on, Caution.ended_on, Caution.id)
    )


@prepared
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


@prepared
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


@prepared
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


@prepared
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


@prepared
def last_number(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> Select[int]:
    """The number of the latest change of a row; empty where it has none."""
    return select(func.max(Revision.number)).where(
        Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id
    )


@prepared
def first_revision(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """The change that made a row: `id`, `summary` and `at`."""
    return select(Revision.id, Revision.summary, Revision.at).where(
        Revision.patient_id == patient_id,
        Revision.table_name == table_name,
        Revision.row_id == row_id,
        Revision.number == 1,
    )


@prepared
def revision(patient_id: uuid.UUID, revision_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """One change, as the banner after a save needs it."""
    return select(
        Revision.summary,
        Revision.at,
        Revision.undone_at,
        Revision.number,
        Revision.table_name,
        Revision.row_id,
        Revision.deletes,
        Revision.by_account_id,
    ).where(Revision.patient_id == patient_id, Revision.id == revision_id)


@prepared
def last_change(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """When a row was changed last, and by whom."""
    return (
        select(Revision.at, Revision.by_account_id, Account.user_name)
        .outerjoin(Account, Account.id == Revision.by_account_id)
        .where(Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id)
        .order_by(Revision.number.desc())
        .limit(1)
    )

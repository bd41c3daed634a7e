"""Queries about whose record a page is about."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select

from tracker.accounts.models import Account
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Patient, Revision
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as


class OwnedPatient(NamedTuple):
    """A record, with the account it belongs to."""

    id: uuid.UUID
    account_id: uuid.UUID
    country: str | None
    set_up_at: datetime | None
    user_name: str
    time_zone: str
    disabled_at: datetime | None
    erase_at: datetime | None


@prepared
def patient_with_owner(patient_id: uuid.UUID) -> RowSelect[OwnedPatient]:
    return (
        select_as(
            OwnedPatient,
            Patient,
            user_name=Account.user_name,
            time_zone=Account.time_zone,
            disabled_at=Account.disabled_at,
            erase_at=Account.erase_at,
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
        .where(Episode.live(patient_id))
        .order_by(Episode.ended_on.is_not(None), Episode.created_at.desc())
    )


class Bout(NamedTuple):
    """The facts of an episode."""

    side: str | None
    began_on: date | None
    duration_at_start: str | None
    cause_told: str | None
    ended_on: date | None


@prepared
def bouts(patient_id: uuid.UUID) -> RowSelect[Bout]:
    """The facts of each episode, in the order of `episodes`."""
    return (
        select_as(Bout, Episode)
        .where(Episode.live(patient_id))
        .order_by(Episode.ended_on.is_not(None), Episode.created_at.desc())
        .limit(1)
    )


class CautionHeld(NamedTuple):
    """A caution that holds now."""

    kind: str
    note: str | None
    confirmed_on: date


@prepared
def carried(patient_id: uuid.UUID) -> RowSelect[CautionHeld]:
    """Kind, note and day of the last confirmation of the cautions that hold now."""
    return select_as(CautionHeld, Caution).where(Caution.live(patient_id), Caution.ended_on.is_(None))


@prepared
def cautions(patient_id: uuid.UUID) -> Select[Caution]:
    """What a practitioner must know now."""
    return (
        select(Caution)
        .where(Caution.live(patient_id), Caution.ended_on.is_(None))
        .order_by(Caution.noted_on, Caution.id)
    )


@prepared
def every_caution(patient_id: uuid.UUID) -> Select[Caution]:
    """The cautions that apply and those that ended, the latest last."""
    return select(Caution).where(Caution.live(patient_id)).order_by(Caution.noted_on, Caution.ended_on, Caution.id)


@prepared
def live_activities(patient_id: uuid.UUID) -> Select[FunctionActivity]:
    return (
        select(FunctionActivity)
        .where(
            FunctionActivity.live(patient_id),
            FunctionActivity.retired_on.is_(None),
        )
        .order_by(FunctionActivity.position, FunctionActivity.id)
    )


class ScoredActivity(NamedTuple):
    """An activity with its latest score, if any."""

    id: uuid.UUID
    name: str
    score: int | None
    for_date: date | None


@prepared
def activities_with_scores(patient_id: uuid.UUID) -> RowSelect[ScoredActivity]:
    """Each activity still scored, beside its latest score (no score: empty)."""
    newest = (
        select(FunctionScore.activity_id, func.max(FunctionScore.for_date).label("for_date"))
        .where(FunctionScore.live(patient_id))
        .group_by(FunctionScore.activity_id)
        .subquery()
    )
    latest = and_(
        FunctionScore.patient_id == patient_id,
        FunctionScore.activity_id == newest.c.activity_id,
        FunctionScore.for_date == newest.c.for_date,
    )
    return (
        select_as(ScoredActivity, FunctionActivity, score=FunctionScore.score, for_date=FunctionScore.for_date)
        .outerjoin(newest, newest.c.activity_id == FunctionActivity.id)
        .outerjoin(FunctionScore, latest)
        .where(
            FunctionActivity.live(patient_id),
            FunctionActivity.retired_on.is_(None),
        )
        .order_by(FunctionActivity.position, FunctionActivity.id)
    )


class FunctionState(NamedTuple):
    """How many activities are scored, and when last."""

    named: int
    scored_on: date | None


@prepared
def function_state(patient_id: uuid.UUID) -> RowSelect[FunctionState]:
    """How many activities are scored, and when the last score was given."""
    named = (
        select(func.count())
        .where(
            FunctionActivity.live(patient_id),
            FunctionActivity.retired_on.is_(None),
        )
        .scalar_subquery()
    )
    scored_on = select(func.max(FunctionScore.for_date)).where(FunctionScore.live(patient_id)).scalar_subquery()
    return select_as(FunctionState, named=named, scored_on=scored_on)


class GivenScore(NamedTuple):
    """A score of an activity."""

    for_date: date
    name: str
    score: int


@prepared
def function_scores(patient_id: uuid.UUID, most: int) -> RowSelect[GivenScore]:
    """The newest scores of every activity, whether still scored or not."""
    return (
        select_as(GivenScore, FunctionScore, name=FunctionActivity.name)
        .join(
            FunctionActivity,
            and_(
                FunctionActivity.patient_id == FunctionScore.patient_id,
                FunctionActivity.id == FunctionScore.activity_id,
            ),
        )
        .where(FunctionScore.live(patient_id))
        .order_by(FunctionScore.for_date.desc(), FunctionActivity.position, FunctionActivity.id)
        .limit(most)
    )


@prepared
def last_number(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> Select[int]:
    """The number of the latest change of a row; empty where it has none."""
    return select(func.max(Revision.number)).where(
        Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id
    )


class MadeBy(NamedTuple):
    """The change that made a row."""

    id: uuid.UUID
    code: str
    facts: dict[str, Any]
    at: datetime


@prepared
def first_revision(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> RowSelect[MadeBy]:
    """The change that made a row."""
    return select_as(MadeBy, Revision).where(
        Revision.patient_id == patient_id,
        Revision.table_name == table_name,
        Revision.row_id == row_id,
        Revision.number == 1,
    )


class RevisionRow(NamedTuple):
    """A change, as the banner after a save needs it."""

    code: str
    facts: dict[str, Any]
    at: datetime
    undone_at: datetime | None
    number: int
    table_name: str
    row_id: uuid.UUID
    deletes: bool
    by_account_id: uuid.UUID | None


@prepared
def revision(patient_id: uuid.UUID, revision_id: uuid.UUID) -> RowSelect[RevisionRow]:
    """One change, as the banner after a save needs it."""
    return select_as(RevisionRow, Revision).where(Revision.patient_id == patient_id, Revision.id == revision_id)


@prepared
def brought_along(patient_id: uuid.UUID, revision_id: uuid.UUID) -> Select[Revision]:
    """The other changes of the act that this one leads."""
    return (
        select(Revision)
        .where(Revision.patient_id == patient_id, Revision.brought_by == revision_id)
        .order_by(Revision.table_name, Revision.row_id)
    )


class LastChangeRow(NamedTuple):
    """When a row was changed last, and by whom."""

    at: datetime
    by_account_id: uuid.UUID | None
    user_name: str | None


@prepared
def last_change(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> RowSelect[LastChangeRow]:
    """When a row was changed last, and by whom."""
    return (
        select_as(LastChangeRow, Revision, user_name=Account.user_name)
        .outerjoin(Account, Account.id == Revision.by_account_id)
        .where(Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id)
        .order_by(Revision.number.desc())
        .limit(1)
    )

"""Queries about whose record a page is about."""

import uuid
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Insert, Select, and_, bindparam, func, insert, select

from tracker.accounts.models import Account
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Patient, Revision
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, select_as, whole


class OwnedPatient(NamedTuple):
    """A record, with the account it belongs to."""

    id: uuid.UUID
    account_id: uuid.UUID
    country: str | None
    cards_settled: tuple[str, ...] | None
    created_at: datetime
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


RUNNING_FIRST = (Episode.ended_on.is_not(None), Episode.created_at.desc())


@prepared
def episodes(patient_id: uuid.UUID) -> Select[Episode]:
    """Running episodes before ended ones, newest first."""
    return select(Episode).where(Episode.live(patient_id)).order_by(*RUNNING_FIRST)


class Bout(NamedTuple):
    """What one line tells of an episode: codes of the words it is told in, and days."""

    side: str | None
    began_on: date | None
    duration_at_start: str | None
    cause_told: str | None
    ended_on: date | None


@prepared
def latest_bout(patient_id: uuid.UUID) -> RowSelect[Bout]:
    """The first of `episodes`."""
    return select_as(Bout, Episode).where(Episode.live(patient_id)).order_by(*RUNNING_FIRST).limit(1)


@prepared
def every_caution(patient_id: uuid.UUID) -> Select[Caution]:
    """The cautions that apply and those that ended, the latest last."""
    return select(Caution).where(Caution.live(patient_id)).order_by(Caution.noted_on, Caution.ended_on, Caution.id)


class CautionHeld(NamedTuple):
    """A caution that applies, as a page beside a name tells it."""

    kind: str
    note: str | None
    confirmed_on: date


@prepared
def cautions_held(patient_id: uuid.UUID) -> RowSelect[CautionHeld]:
    """Those of `every_caution` that apply."""
    held = select_as(CautionHeld, Caution).where(Caution.live(patient_id), Caution.ended_on.is_(None))
    return held.order_by(Caution.noted_on, Caution.id)


def still_scored(patient_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(FunctionActivity.live(patient_id), FunctionActivity.retired_on.is_(None))


@prepared
def live_activities(patient_id: uuid.UUID) -> Select[FunctionActivity]:
    return (
        select(FunctionActivity)
        .where(still_scored(patient_id))
        .order_by(FunctionActivity.position, FunctionActivity.id)
    )


class Activity(NamedTuple):
    """One named activity with its latest score, 0 (unable) to 10 (as before), if any."""

    id: uuid.UUID
    name: str
    score: int | None
    scored_on: date | None


@prepared
def activities_with_scores(patient_id: uuid.UUID) -> RowSelect[Activity]:
    """Each activity still scored, in the patient's order."""
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
        select_as(Activity, FunctionActivity, score=FunctionScore.score, scored_on=FunctionScore.for_date)
        .outerjoin(newest, newest.c.activity_id == FunctionActivity.id)
        .outerjoin(FunctionScore, latest)
        .where(still_scored(patient_id))
        .order_by(FunctionActivity.position, FunctionActivity.id)
    )


class ActivityScore(NamedTuple):
    """A score of what the patient can do."""

    name: str
    for_date: date
    score: int


def named_scores(patient_id: uuid.UUID) -> RowSelect[ActivityScore]:
    """Name, day and score of every activity, whether still scored or not."""
    activity = and_(
        FunctionActivity.patient_id == FunctionScore.patient_id, FunctionActivity.id == FunctionScore.activity_id
    )
    return (
        select_as(ActivityScore, FunctionScore, name=FunctionActivity.name)
        .join(FunctionActivity, activity)
        .where(FunctionScore.live(patient_id))
    )


@prepared
def function_scores(patient_id: uuid.UUID, most: int) -> RowSelect[ActivityScore]:
    """The newest scores of every activity."""
    newest = (FunctionScore.for_date.desc(), FunctionActivity.position, FunctionActivity.id)
    return named_scores(patient_id).order_by(*newest).limit(most)


OF_ROW: Final = MappingProxyType({"patient_id": "of_patient", "table_name": "of_table", "row_id": "of_row"})


def _of_row(patient_id: Any, table_name: Any, row_id: Any) -> ColumnElement[bool]:
    """The changes of a row."""
    return and_(Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id == row_id)


@prepared
def last_number(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> Select[int]:
    """The number of the latest change of a row; empty where it has none."""
    return select(func.max(Revision.number)).where(_of_row(patient_id, table_name, row_id))


@cache
def first_change() -> Insert:
    """Adds the change that made a row."""
    return insert(Revision).values(number=1)


@cache
def next_change() -> Insert:
    """Adds a change of a row, numbered after its latest. `OF_ROW`: the names by which it is told of which row."""
    columns = Revision.__table__.columns
    row = (bindparam(name, type_=columns[of].type) for of, name in OF_ROW.items())
    latest = select(func.coalesce(func.max(Revision.number), 0)).where(_of_row(*row))
    return insert(Revision).values(number=latest.scalar_subquery() + 1)


@prepared
def first_revision(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> RowSelect[Revision]:
    """The change that made a row."""
    return whole(Revision).where(_of_row(patient_id, table_name, row_id), Revision.number == 1)


@prepared
def revision(patient_id: uuid.UUID, revision_id: uuid.UUID) -> RowSelect[Revision]:
    """One change, as the banner after a save needs it."""
    return whole(Revision).where(Revision.patient_id == patient_id, Revision.id == revision_id)


@prepared
def brought_along(patient_id: uuid.UUID, revision_id: uuid.UUID) -> Select[Revision]:
    """The other changes of the act that this one leads."""
    return (
        select(Revision)
        .where(Revision.patient_id == patient_id, Revision.brought_by == revision_id)
        .order_by(Revision.table_name, Revision.row_id)
    )


class LastChange(NamedTuple):
    """When a row was changed last, and by whom."""

    at: datetime
    by: uuid.UUID | None
    by_name: str | None
    through: str | None


@prepared
def last_change(patient_id: uuid.UUID, table_name: str, row_id: uuid.UUID) -> RowSelect[LastChange]:
    return (
        select_as(LastChange, Revision, by=Revision.by_account_id, by_name=Account.user_name)
        .outerjoin(Account, Account.id == Revision.by_account_id)
        .where(_of_row(patient_id, table_name, row_id))
        .order_by(Revision.number.desc())
        .limit(1)
    )

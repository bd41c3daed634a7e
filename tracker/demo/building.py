"""Writes the people of the demo into the database, in place of those of an earlier run."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.demo import care, days, factory, looks, shared
from tracker.demo.days import ZONE, Frame
from tracker.demo.factory import Row
from tracker.demo.people import PASSWORD, PEOPLE, PRACTITIONER, PROFILE, Person
from tracker.domain.accounts.names import name_key
from tracker.passwords.hashing import Hasher
from tracker.practice.services.patient_summary import refresh_summaries
from tracker.storage.base import Base


class DemoRefused(Exception):
    """The demo would stand among real people's accounts."""


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """Who can sign in to the demo, and the password of them all."""

    names: tuple[str, ...]
    password: str


def build_demo(db_session: Session, now: datetime, *, force: bool = False, hasher: Hasher | None = None) -> DemoSignIn:
    """Make the people of the demo as of `now`; the caller commits.

    Those of an earlier run are replaced, so that their dates are fresh. `DemoRefused` where there are other accounts,
    unless forced, and where one of them has a name the demo needs.
    """
    names = (*(person.name for person in PEOPLE), PRACTITIONER)
    _refuse_among_others(db_session, names, force=force)
    db_session.execute(delete(Account).where(Account.is_demo))
    password_hash = (hasher or Hasher()).hash(PASSWORD)
    li_wen = _practitioner(now, password_hash)
    practitioner_id = li_wen["account"][0]["id"]
    made = [_of_person(_frame(person, now), password_hash, practitioner_id) for person in PEOPLE]
    for table in Base.metadata.sorted_tables:  # parents before their children
        factory.add(db_session, table, [row for one in (li_wen, *made) for row in one.get(table.name, ())])
    for person, one in zip(PEOPLE, made, strict=True):
        patient_id = one["patient"][0]["id"]
        shared.log_looks(db_session, _frame(person, now), one["account"][0], patient_id, practitioner_id)
    refresh_summaries(db_session, now)
    db_session.expire_all()
    return DemoSignIn(names, PASSWORD)


def _refuse_among_others(db_session: Session, names: Sequence[str], *, force: bool) -> None:
    others = select(Account.user_name).where(Account.is_demo.is_(False))
    if not force and db_session.execute(others.limit(1)).first() is not None:
        raise DemoRefused("this database holds real accounts; use another, or --force")
    keys = [name_key(name) for name in names]
    clash = db_session.execute(others.where(Account.name_key.in_(keys)).limit(1)).scalar()
    if clash is not None:
        raise DemoRefused(f"there is a real account named {clash}, and the demo needs that name")


def _frame(person: Person, now: datetime) -> Frame:
    return Frame(person, now.astimezone(ZONE).date(), Random(f"demo {person.name}"))  # noqa: S311 - made-up people


def _practitioner(now: datetime, password_hash: str) -> dict[str, list[Row]]:
    """The acupuncturist, who keeps no diary."""
    frame = _frame(replace(PEOPLE[0], name=PRACTITIONER), now)
    account = _account(frame, PRACTITIONER, password_hash, practitioner=True)[1]["account"]
    profile = factory.profile(account[0]["id"], PRACTITIONER, account[0]["created_at"], **PROFILE)
    return {"account": account, "practitioner_profile": [profile]}


def _of_person(frame: Frame, password_hash: str, practitioner_id: uuid.UUID) -> dict[str, list[Row]]:
    patient_id, rows = _account(frame, frame.person.name, password_hash)
    by_day = days.scores(frame)
    rows |= care.courses(frame, by_day) | care.activities(frame, by_day) | care.circumstances(frame)
    rows["entry"], rows["day_tags"] = days.entries(frame, by_day), days.tags(frame)
    rows["treatment_session"] += care.self_care(frame, by_day)
    rows["dose"] = care.doses(frame, by_day)
    rows |= looks.back(frame, rows)
    rows |= shared.shared_rows(frame, rows, practitioner_id)
    rows["experiment"] = care.experiments(frame)
    for name, made in rows.items():
        if name not in {"account", "patient"}:
            rows[name] = [row | {"patient_id": patient_id} for row in made]
    return rows


def _account(
    frame: Frame, name: str, password_hash: str, *, practitioner: bool = False
) -> tuple[uuid.UUID, dict[str, list[Row]]]:
    """An account with its empty record, made on the first day of the diary."""
    account_id, patient_id = frame.new_id(), frame.new_id()
    made_at = days.at(frame.day(frame.person.starts), 19)[0]
    whose = {"id": account_id, "password_hash": password_hash, "is_practitioner": practitioner, "is_demo": True}
    patient = factory.patient(account_id, made_at, id=patient_id)
    return patient_id, {"account": [factory.account(name, made_at, **whose)], "patient": [patient]}

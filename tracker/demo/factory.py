"""Whole rows, one function a table, of what is particular about them: for the demo, the tests and the measurements.

Whatever is given by the name of its column stands in place of the usual. Offsets are minutes, those of a winter in
Berlin; `add` puts rows into their table.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final, cast
from uuid import UUID, uuid4

from sqlalchemy import Column, ColumnDefault, Table, insert
from sqlalchemy.orm import Session

from tracker.domain.accounts.look_alikes import look_key
from tracker.domain.accounts.names import name_key
from tracker.storage.base import Base

Row = dict[str, Any]
OFFSET: Final = 60
NOBODYS: Final = "!"  # the hash of no password
AFTERNOON, MORNING = time(16), time(8)


def account(name: str, now: datetime, **given: Any) -> Row:
    names = {"user_name": name, "name_key": name_key(name), "look_key": look_key(name)}
    usual = {"password_hash": NOBODYS, "time_zone": "Europe/Berlin"}
    return {"id": uuid4(), **names, **usual, "created_at": now, "password_changed_at": now} | given


def patient(account_id: UUID, now: datetime, **given: Any) -> Row:
    return {"id": uuid4(), "account_id": account_id, "created_at": now} | given


def profile(account_id: UUID, name: str, now: datetime, **given: Any) -> Row:
    return {"account_id": account_id, "name": name, "kind": "acupuncturist", "changed_at": now} | given


def grant(practitioner_account_id: UUID, made_at: datetime, **given: Any) -> Row:
    shared = {"notes": True, "others_records": False, "may_record": True}
    return {"id": uuid4(), "practitioner_account_id": practitioner_account_id, "made_at": made_at} | shared | given


def episode(created_at: datetime, **given: Any) -> Row:
    return {"id": uuid4(), "side": "left", "created_at": created_at} | given


def caution(kind: str, noted_on: date, **given: Any) -> Row:
    return {"id": uuid4(), "kind": kind, "noted_on": noted_on, "confirmed_on": noted_on} | given


def activity(name: str, created_at: datetime, **given: Any) -> Row:
    return {"id": uuid4(), "name": name, "position": 0, "created_at": created_at} | given


def function_score(activity_id: UUID, for_date: date, score: int, entered_at: datetime, **given: Any) -> Row:
    of = {"activity_id": activity_id, "for_date": for_date, "score": score}
    return {"id": uuid4(), "entered_at": entered_at} | of | given


def entry(for_date: date, entered_at: datetime, **given: Any) -> Row:
    when = {"for_date": for_date, "entered_at": entered_at, "entered_offset": OFFSET, "late": False}
    return {"id": uuid4(), "kind": "daily"} | when | given


def life_event(kind: str, for_date: date, entered_at: datetime, **given: Any) -> Row:
    return {"id": uuid4(), "kind": kind, "for_date": for_date, "entered_at": entered_at} | given


def day_tags(for_date: date, tags: str, entered_at: datetime, **given: Any) -> Row:
    return {"id": uuid4(), "for_date": for_date, "tags": tags, "entered_at": entered_at} | given


def day_context(for_date: date, entered_at: datetime, **given: Any) -> Row:
    """What a watch counted of an ordinary day."""
    counted = {"steps": 6412, "sleep_minutes": 440, "imported_from": "fitbit"}
    return {"id": uuid4(), "for_date": for_date, "entered_at": entered_at} | counted | given


def course(started_on: date, created_at: datetime, **given: Any) -> Row:
    plan = {"kind": "acupuncture", "phase": "initial", "planned_sessions": 10, "per_week": 2}
    return {"id": uuid4(), "started_on": started_on, "created_at": created_at} | plan | given


def plan_change(course_id: UUID, at: datetime, changed: Row, **given: Any) -> Row:
    return {"id": uuid4(), "course_id": course_id, "at": at, "changed": changed} | given


def review(course_id: UUID, held_on: date, entered_at: datetime, **given: Any) -> Row:
    """One after no session, which went on as planned."""
    found = {"sessions_done": 0, "decision": "continue_as_planned", "label": "small", "confirmed": False}
    return {"id": uuid4(), "course_id": course_id, "held_on": held_on, "entered_at": entered_at} | found | given


def session(local_day: date, entered_at: datetime, **given: Any) -> Row:
    """One that was attended in the afternoon."""
    when = {"started_at": datetime.combine(local_day, AFTERNOON, UTC), "started_offset": OFFSET, "local_day": local_day}
    return {"id": uuid4(), "kind": "acupuncture", "status": "attended"} | when | {"entered_at": entered_at} | given


def session_record(session_id: UUID, entered_at: datetime, **given: Any) -> Row:
    return {"id": uuid4(), "session_id": session_id, "entered_at": entered_at} | given


def dose(local_day: date, entered_at: datetime, name: str | None = None, **given: Any) -> Row:
    """Taken in the morning; without a name, that none was."""
    taken = {} if name is None else {"taken_at": datetime.combine(local_day, MORNING, UTC), "taken_offset": OFFSET}
    row = {"id": uuid4(), "local_day": local_day, "name": name, "none_taken": name is None}
    return row | {"entered_at": entered_at} | taken | given


def experiment(started_on: date, entered_at: datetime, coins: str = "abba", **given: Any) -> Row:
    usual = {"arm_a_kind": "heat", "arm_a_minutes": 20, "arm_b_kind": "ice", "arm_b_minutes": 10}
    of = {"started_on": started_on, "entered_at": entered_at, "coins": coins, "pairs_planned": len(coins)}
    return {"id": uuid4(), "outcome": "leg_pain", "block_days": 3} | usual | of | given


def question(text: str, written_at: datetime, **given: Any) -> Row:
    return {"id": uuid4(), "text": text, "written_at": written_at} | given


def add(db_session: Session, model: type[Base] | Table, rows: Sequence[Row], **shared: Any) -> None:
    """Rows into their table at once, with what they share; a column left out holds what it does by itself."""
    if rows:
        table = model if isinstance(model, Table) else cast("Table", model.__table__)
        usual = {column.key: _by_itself(column) for column in table.c}
        db_session.execute(insert(table), [usual | shared | row for row in rows])


def _by_itself(column: Column[Any]) -> Any:
    default = column.default
    return default.arg if isinstance(default, ColumnDefault) and default.is_scalar else None

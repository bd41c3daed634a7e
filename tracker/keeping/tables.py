"""Brings the tables to the newest version, and writes down that it was done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker import schema
from tracker.audit.events import log_event
from tracker.domain.security_log import SERVER, SecurityAct
from tracker.sqlite import only_reading


@dataclass(frozen=True, slots=True)
class Moved:
    """The version the tables were at, and the one they are at now."""

    before: str | None
    after: str | None

    def __bool__(self) -> bool:
        return self.before != self.after


def bring_up(engine: Engine, now: datetime) -> Moved:
    """Tables at the newest version are left alone; `schema.SchemaFault` where rows would be lost."""
    with only_reading():
        before = schema.stamp_of(engine)
    if before == schema.newest():
        return Moved(before, before)
    schema.upgrade(engine)
    moved = Moved(before, schema.newest())
    log_server_event(engine, SecurityAct.MIGRATED, now)
    return moved


def log_server_event(engine: Engine, act: SecurityAct, now: datetime) -> None:
    """Add what the server did to the security log, in a transaction of its own."""
    with Session(engine) as db_session:
        log_event(db_session, SERVER, act, now)
        db_session.commit()

"""Chains of events: each digest covers the one before it, so that a gap or a change shows."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, Protocol

from sqlalchemy import Insert, insert, select
from sqlalchemy.orm import Session

from tracker.audit.queries import LastEvent

NO_DIGEST: Final = bytes(32)
AT_ONCE: Final = 1000


class Link(Protocol):
    """An event of a chain: `told` is what its digest covers."""

    number: int
    digest: bytes

    @property
    def told(self) -> Sequence[str | int | None]: ...


def digest_of(before: bytes, told: Sequence[str | int | None]) -> bytes:
    return hashlib.sha256(before + json.dumps(list(told), ensure_ascii=True).encode()).digest()


def add(db_session: Session, event: Link, last: LastEvent | None) -> None:
    """Write an event at the end of its chain, behind the `last` one."""
    event.number = 1 if last is None else last.number + 1
    event.digest = digest_of(NO_DIGEST if last is None else last.digest, event.told)
    writes, names = _writes(type(event))
    db_session.flush()
    db_session.connection().execute(writes, {name: getattr(event, name) for name in names})


@cache
def _writes(model: Any) -> tuple[Insert, tuple[str, ...]]:
    """What writes an event and the names of its columns: a row that is never changed needs no session to keep it."""
    table = model.__table__
    return insert(table), tuple(column.key for column in table.columns)


def is_whole(events: Iterable[Link]) -> bool:
    """Whether the events of one chain, oldest first, are all there and as they were written."""
    digest = NO_DIGEST
    for number, event in enumerate(events, start=1):
        digest = digest_of(digest, event.told)
        if event.number != number or event.digest != digest:
            return False
    return True


def broken(db_session: Session, model: Any, owner: str) -> tuple[int, list[uuid.UUID]]:
    """How many chains a table holds, one for each `owner` (a column), and whose is not whole any more."""
    query = select(model).order_by(getattr(model, owner), model.number)
    events = db_session.execute(query.execution_options(yield_per=AT_ONCE)).scalars()
    found = {one: is_whole(log) for one, log in groupby(events, key=attrgetter(owner))}
    return len(found), [one for one, whole in found.items() if not whole]

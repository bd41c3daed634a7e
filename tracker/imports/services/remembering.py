"""What the columns of a table are, remembered for its owner: the same table is read the same way the next time."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.importers.asking import Ask
from tracker.importers.kept import Told
from tracker.imports.models import ColumnMapping

REMEMBERED = frozenset({Ask.COLUMN, Ask.SCALE, Ask.DAY_ORDER, Ask.SHEET})


def remember(db_session: Session, account_id: uuid.UUID, told: Told, now: datetime) -> None:
    """Keep how a table was read that is brought in; whoever calls commits."""
    if told.header is not None:
        mapping = {one.key: one.answer for one in told.asked if one.ask in REMEMBERED and one.answer}
        db_session.merge(ColumnMapping(account_id=account_id, header=told.header, mapping=mapping, at=now))
        db_session.flush()


def recall(db_session: Session, account_id: uuid.UUID, told: Told) -> Mapping[str, str]:
    """The answers that a table with these columns was given before; none where it was never brought."""
    if told.header is None:
        return {}
    found = db_session.get(ColumnMapping, (account_id, told.header))
    return {} if found is None else dict(found.mapping)

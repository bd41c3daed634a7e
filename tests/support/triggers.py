"""What whoever owns the database can do on either engine: change a log past the triggers that guard it."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def past_the_triggers(db_session: Session) -> None:
    """Until this transaction ends on PostgreSQL; for good on SQLite, where each test has a file of its own."""
    if db_session.get_bind().dialect.name == "postgresql":
        db_session.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for name in db_session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        db_session.execute(text(f'DROP TRIGGER "{name}"'))

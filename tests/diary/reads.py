"""Looks at rows and lets go of the database at once, as the app's next request needs it."""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session


def read(db_session: Session, query: Select[Any]) -> list[Any]:
    rows = list(db_session.execute(query).scalars())
    db_session.expunge_all()
    db_session.rollback()
    return rows

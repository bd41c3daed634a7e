"""An empty record in a database in memory, for exports and imports without the web."""

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.reports.rooms import add_patient, fresh_session


@pytest.fixture
def db_session() -> Iterator[Session]:
    with fresh_session() as made:
        yield made


@pytest.fixture
def rosa(db_session: Session) -> uuid.UUID:
    return add_patient(db_session)

"""On PostgreSQL, where several may write at once: tries are counted one after another, and a renewal never waits."""

import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, create_engine, insert, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services import sessions
from tracker.audit.services.events import Caller
from tracker.demo import factory
from tracker.passwords.tokens import new_secret
from tracker.throttling.models import Attempt
from tracker.throttling.throttles import LimitedAct, Throttle, Throttled, Who

pytestmark = [pytest.mark.long, pytest.mark.counted, pytest.mark.postgres]
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


@pytest.fixture(scope="module")
def engine(postgres_url: str) -> Iterator[Engine]:
    made = create_engine(postgres_url, pool_size=24)
    for table in (Account, AccountSession, Attempt):
        table.__table__.create(made)  # type: ignore[attr-defined]
    yield made
    made.dispose()


def test_ten_of_many_at_once_are_let_through(engine: Engine) -> None:
    throttle = Throttle("a secret")
    let_through, refused = [], []

    def take() -> None:
        with Session(engine) as db_session:
            try:
                let_through.append(throttle.take(db_session, LimitedAct.FIND_PRACTITIONER, Who("rosa"), NOW))
                db_session.commit()
            except Throttled:
                refused.append(1)

    threads = [threading.Thread(target=take) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (len(let_through), len(refused)) == (10, 10)


def test_a_renewal_that_would_have_to_wait_is_left(engine: Engine) -> None:
    account_id, secret = uuid.uuid4(), new_secret()
    with engine.begin() as connection:
        connection.execute(insert(Account).values(factory.account("Rosa", NOW, id=account_id, time_zone="UTC")))
    limits = sessions.Limits(*(timedelta(days=days) for days in (1, 2, 30, 60)))
    with Session(engine) as db_session:
        secret = sessions.begin(
            db_session, account_id, Caller(now=NOW, device="Test", address="here"), limits, kept=False
        )
        db_session.commit()
    seen_at = select(AccountSession.seen_at)
    with engine.begin() as other:
        other.execute(select(AccountSession).with_for_update())
        sessions.try_to_renew(engine, secret, LATER)
    with engine.connect() as connection:
        assert connection.execute(seen_at).scalar() == NOW
    sessions.try_to_renew(engine, secret, LATER)
    with engine.connect() as connection:
        assert connection.execute(seen_at).scalar() == LATER
    sessions.try_to_end(engine, secret)
    with engine.connect() as connection:
        assert connection.execute(seen_at).scalar() is None

"""The figures of every throttle, and how tries are counted, given back, forgotten, and kept from the clock."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Attempt
from tracker.accounts.throttles import LIMITS, Act, Limit, Scope, Throttle, Throttled, Who

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIGURES = [
    (Act.SIGN_IN, Scope.ACCOUNT, 10, 5 * MINUTE),
    (Act.SIGN_IN, Scope.ADDRESS, 10, 5 * MINUTE),
    (Act.SIGN_IN, Scope.ADDRESS, 100, DAY),
    (Act.SIGN_IN, Scope.ALL, 1000, 5 * MINUTE),
    (Act.CONFIRM, Scope.ACCOUNT, 10, 5 * MINUTE),
    (Act.RECOVER, Scope.ACCOUNT, 5, 5 * MINUTE),
    (Act.RECOVER, Scope.ACCOUNT, 20, HOUR),
    (Act.RECOVER, Scope.ACCOUNT, 50, DAY),
    (Act.RECOVER, Scope.ADDRESS, 10, 5 * MINUTE),
    (Act.RECOVER, Scope.ADDRESS, 50, HOUR),
    (Act.SECOND_FACTOR, Scope.ACCOUNT, 5, 5 * MINUTE),
    (Act.SECOND_FACTOR, Scope.ACCOUNT, 20, HOUR),
    (Act.SECOND_FACTOR, Scope.ACCOUNT, 50, DAY),
    (Act.SECOND_FACTOR, Scope.ADDRESS, 10, 5 * MINUTE),
    (Act.SECOND_FACTOR, Scope.ADDRESS, 50, HOUR),
    (Act.PASSKEY, Scope.ADDRESS, 30, 5 * MINUTE),
    (Act.SIGN_UP, Scope.ADDRESS, 5, HOUR),
    (Act.SIGN_UP, Scope.ALL, 100, DAY),
    (Act.LOOK_UP_NAME, Scope.ADDRESS, 20, 5 * MINUTE),
    (Act.LOOK_UP_NAME, Scope.ADDRESS, 100, DAY),
    (Act.TAKE_CODE, Scope.ACCOUNT, 10, 5 * MINUTE),
    (Act.TAKE_CODE, Scope.ACCOUNT, 50, DAY),
    (Act.TAKE_CODE, Scope.ADDRESS, 20, 5 * MINUTE),
    (Act.TAKE_CODE, Scope.ADDRESS, 100, DAY),
    (Act.FIND_PRACTITIONER, Scope.ACCOUNT, 10, 5 * MINUTE),
    (Act.FIND_PRACTITIONER, Scope.ACCOUNT, 50, DAY),
    (Act.FIND_PRACTITIONER, Scope.ADDRESS, 20, 5 * MINUTE),
    (Act.FIND_PRACTITIONER, Scope.ADDRESS, 100, DAY),
    (Act.OPEN_LINK, Scope.ADDRESS, 20, 5 * MINUTE),
    (Act.OPEN_LINK, Scope.ALL, 1000, HOUR),
    (Act.LINK_PASSPHRASE, Scope.ACCOUNT, 10, 5 * MINUTE),
    (Act.LINK_PASSPHRASE, Scope.ACCOUNT, 50, DAY),
    (Act.LINK_PASSPHRASE, Scope.ADDRESS, 10, 5 * MINUTE),
    (Act.EXPORT_FILE, Scope.ACCOUNT, 120, HOUR),
    (Act.EXPORT_ALL, Scope.ACCOUNT, 10, HOUR),
    (Act.TELL_OF_THROTTLED, Scope.ACCOUNT, 1, 5 * MINUTE),
]


@pytest.fixture
def throttle() -> Throttle:
    return Throttle("a secret")


@pytest.fixture(autouse=True)
def clean(db_session: Session) -> Iterator[None]:
    yield
    db_session.rollback()


def who(act: Act, scope: Scope, number: int) -> Who:
    """The same for the scope under test, another each time for the others."""
    return Who(
        account="rosa" if scope is Scope.ACCOUNT else f"name {number}",
        address="192.0.2.1/32" if scope is Scope.ADDRESS else f"address {number}",
    )


def test_the_figures_are_all_here() -> None:
    found = {(act, scope, limit) for act, scopes in LIMITS.items() for scope, some in scopes.items() for limit in some}
    assert found == {(act, scope, Limit(count, window)) for act, scope, count, window in FIGURES}


@pytest.mark.parametrize(("act", "scope", "count", "window"), FIGURES)
def test_one_more_than_the_figure_is_refused(
    db_session: Session, throttle: Throttle, act: Act, scope: Scope, count: int, window: timedelta
) -> None:
    # Spread so that the shorter windows of the same scope never fill up.
    step = window / (count + 1)
    key = throttle._key(scope, who(act, scope, 0))
    tries = [
        {"id": uuid.uuid4(), "act": act.value, "key": key, "at": NOON + number * step} for number in range(count - 1)
    ]
    if tries:
        db_session.execute(insert(Attempt), tries)
    throttle.take(db_session, act, who(act, scope, count - 1), NOON + (count - 1) * step)
    last = NOON + count * step
    with pytest.raises(Throttled) as refused:
        throttle.take(db_session, act, who(act, scope, count), last)
    left = (NOON + window - last).total_seconds()
    assert left <= refused.value.seconds < left + 1
    throttle.take(db_session, act, who(act, scope, count), NOON + window)


def test_others_are_not_held_up(db_session: Session, throttle: Throttle) -> None:
    for _ in range(10):
        throttle.take(db_session, Act.SIGN_IN, Who("rosa", "here"), NOON)
    throttle.take(db_session, Act.SIGN_IN, Who("omar", "there"), NOON)
    throttle.take(db_session, Act.CONFIRM, Who("rosa"), NOON)
    for one in (Who("rosa", "there"), Who("omar", "here")):
        with pytest.raises(Throttled):
            throttle.take(db_session, Act.SIGN_IN, one, NOON)


def test_a_refused_try_does_not_make_the_wait_longer(db_session: Session, throttle: Throttle) -> None:
    one = Who("rosa", "here")
    for _ in range(10):
        throttle.take(db_session, Act.SIGN_IN, one, NOON)
    for minute in range(1, 5):
        with pytest.raises(Throttled):
            throttle.take(db_session, Act.SIGN_IN, one, NOON + minute * MINUTE)
    throttle.take(db_session, Act.SIGN_IN, one, NOON + 5 * MINUTE)


def test_a_try_that_was_right_does_not_count(db_session: Session, throttle: Throttle) -> None:
    for _ in range(30):
        throttle.give_back(db_session, throttle.take(db_session, Act.SIGN_IN, Who("rosa", "here"), NOON))
    assert db_session.execute(select(func.count()).select_from(Attempt)).scalar() == 0


@pytest.mark.parametrize("back", [HOUR, DAY, 400 * DAY])
def test_a_clock_that_goes_back_neither_frees_nor_holds_for_longer(
    db_session: Session, throttle: Throttle, back: timedelta
) -> None:
    one = Who("rosa", "here")
    for _ in range(10):
        throttle.take(db_session, Act.SIGN_IN, one, NOON)
    db_session.commit()
    with pytest.raises(Throttled) as refused:
        throttle.take(db_session, Act.SIGN_IN, one, NOON - back)
    assert refused.value.seconds == 5 * 60
    db_session.rollback()  # as every page does that refuses
    throttle.take(db_session, Act.SIGN_IN, one, NOON - back + 5 * MINUTE)


def test_old_tries_are_swept_away(db_session: Session, throttle: Throttle) -> None:
    throttle.take(db_session, Act.SIGN_IN, Who("rosa", "here"), NOON)
    throttle.take(db_session, Act.SIGN_UP, Who(address="there"), NOON + DAY)
    assert set(db_session.execute(select(Attempt.act)).scalars()) == {"sign_up"}


def test_no_name_and_no_address_is_kept(db_session: Session, throttle: Throttle) -> None:
    throttle.take(db_session, Act.SIGN_IN, Who("rosa", "192.0.2.1/32"), NOON)
    keys = set(db_session.execute(select(Attempt.key)).scalars())
    assert len(keys) == 3
    assert all(len(key) == 32 and b"rosa" not in key for key in keys)
    Throttle("another secret").take(db_session, Act.SIGN_IN, Who("rosa", "192.0.2.1/32"), NOON)
    assert len(set(db_session.execute(select(Attempt.key)).scalars())) == 6


def test_account_and_address_of_the_same_words_are_apart(db_session: Session, throttle: Throttle) -> None:
    for _ in range(10):
        throttle.take(db_session, Act.SIGN_IN, Who("same", "x"), NOON)
    throttle.take(db_session, Act.SIGN_IN, Who("y", "same"), NOON)

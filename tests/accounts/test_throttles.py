"""The figures of every throttle, and how tries are counted, given back, forgotten, and kept from the clock."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.throttling.limits import RULES, Limit, LimitedAct, Rule, Scope
from tracker.throttling.models import Attempt
from tracker.throttling.throttles import Throttle, Throttled, Who, lanes

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STRANGER = Who("rosa", "192.0.2.1/32")
AT_HOME = Who("rosa", "198.51.100.7/32", place="198.51.100.0/24")
IN_BROWSER = Who("rosa", "192.0.2.1/32", browser="a mark")
LANES = [(act, number) for act, rule in RULES.items() for number in range(1 + bool(rule.slow))]
CASES = [
    (act, scope, limit)
    for act, rule in RULES.items()
    for scope, limits in (*rule.always.items(), *rule.lane.items())
    for limit in limits
]


@pytest.fixture
def throttle() -> Throttle:
    return Throttle("a secret")


@pytest.fixture(autouse=True)
def clean(db_session: Session) -> Iterator[None]:
    yield
    db_session.rollback()


def who(scope: Scope, number: int) -> Who:
    """The same for the scope under test, another each time for the others."""
    account = "rosa" if scope in {Scope.ACCOUNT, Scope.PAIR} else f"name {number}"
    address = "192.0.2.1/32" if scope in {Scope.ADDRESS, Scope.PAIR} else f"address {number}"
    return Who(account=account, address=address)


def wrong(db_session: Session, throttle: Throttle, act: LimitedAct, one: Who, now: datetime) -> None:
    throttle.settle(db_session, throttle.take(db_session, act, one, now))


def use_up(db_session: Session, throttle: Throttle, act: LimitedAct, one: Who, now: datetime) -> int:
    """Wrong tries until one is refused; gives how many were judged."""
    for judged in range(2000):
        try:
            wrong(db_session, throttle, act, one, now)
        except Throttled:
            return judged
    raise AssertionError


@pytest.mark.parametrize(("act", "scope", "limit"), CASES)
def test_one_more_than_the_figure_is_refused(
    db_session: Session,
    throttle: Throttle,
    monkeypatch: pytest.MonkeyPatch,
    act: LimitedAct,
    scope: Scope,
    limit: Limit,
) -> None:
    monkeypatch.setattr("tracker.throttling.throttles.RULES", {act: Rule(lane={scope: (limit,)})})
    count, window = limit.count, limit.window
    step = window / (count + 1)
    key = throttle._key(scope, who(scope, 0))
    tries = [
        {"id": uuid.uuid4(), "act": act.value, "key": key, "at": NOON + number * step} for number in range(count - 1)
    ]
    if tries:
        db_session.execute(insert(Attempt), tries)
    throttle.take(db_session, act, who(scope, count - 1), NOON + (count - 1) * step)
    last = NOON + count * step
    with pytest.raises(Throttled) as refused:
        throttle.take(db_session, act, who(scope, count), last)
    left = (NOON + window - last).total_seconds()
    assert left <= refused.value.seconds < left + 1
    throttle.take(db_session, act, who(scope, count), NOON + window)


@pytest.mark.parametrize("act", [act for act, rule in RULES.items() if rule.slow])
def test_where_the_rest_is_used_up_there_is_a_slow_lane(
    db_session: Session, throttle: Throttle, monkeypatch: pytest.MonkeyPatch, act: LimitedAct
) -> None:
    rule = RULES[act]
    full = Rule(lane={Scope.ALL: (Limit(1, DAY),)}, slow=rule.slow)
    monkeypatch.setattr("tracker.throttling.throttles.RULES", {act: full})
    wrong(db_session, throttle, act, Who("omar", "elsewhere"), NOON)
    (slow,) = rule.slow[Scope.SLOW]
    for now in (NOON + MINUTE, NOON + MINUTE + slow.window):
        wrong(db_session, throttle, act, STRANGER, now)
        with pytest.raises(Throttled) as refused:
            wrong(db_session, throttle, act, STRANGER, now + SECOND)
        assert refused.value.seconds == slow.window.total_seconds() - 1


def test_what_is_known_has_a_count_of_its_own(db_session: Session, throttle: Throttle) -> None:
    for act in (LimitedAct.SIGN_IN, LimitedAct.SECOND_FACTOR, LimitedAct.RECOVER_FACTOR):
        for number in range(500):
            if use_up(db_session, throttle, act, Who("rosa", f"stranger {number}"), NOON) < 2:
                break
        assert use_up(db_session, throttle, act, AT_HOME, NOON) >= 5
        assert use_up(db_session, throttle, act, IN_BROWSER, NOON) >= 5


def test_a_browser_that_has_used_up_its_own_is_as_any_other(db_session: Session, throttle: Throttle) -> None:
    assert use_up(db_session, throttle, LimitedAct.SIGN_IN, IN_BROWSER, NOON) == 20
    assert use_up(db_session, throttle, LimitedAct.SIGN_IN, STRANGER, NOON) == 0


def test_a_place_is_not_used_up_by_strangers_but_by_those_in_it(db_session: Session, throttle: Throttle) -> None:
    neighbour = Who("rosa", "198.51.100.9/32", place="198.51.100.0/24")
    assert use_up(db_session, throttle, LimitedAct.SIGN_IN, neighbour, NOON) == 10
    assert use_up(db_session, throttle, LimitedAct.SIGN_IN, AT_HOME, NOON) == 1, "the slow lane"


@pytest.mark.parametrize("act", [act for act, rule in RULES.items() if rule.under_way])
def test_those_under_way_refuse_nobody_and_are_not_without_end(
    db_session: Session, throttle: Throttle, act: LimitedAct
) -> None:
    spare = RULES[act].under_way
    under_way = [throttle.take(db_session, act, STRANGER, NOON) for _ in range(10 + spare)]
    with pytest.raises(Throttled) as refused:
        throttle.take(db_session, act, STRANGER, NOON)
    assert refused.value.seconds <= 5
    for one in under_way[1:]:
        throttle.give_back(db_session, one)
    throttle.settle(db_session, under_way[0])
    assert use_up(db_session, throttle, act, STRANGER, NOON) == 9, "the one that was wrong counts"


def test_a_try_that_nobody_judged_counts_as_wrong_after_a_minute(db_session: Session, throttle: Throttle) -> None:
    for _ in range(10):
        throttle.take(db_session, LimitedAct.SIGN_IN, STRANGER, NOON)
    with pytest.raises(Throttled):
        throttle.take(db_session, LimitedAct.SIGN_IN, STRANGER, NOON + MINUTE)
    throttle.take(db_session, LimitedAct.SIGN_IN, STRANGER, NOON + 5 * MINUTE)


def test_the_slow_lane_of_a_network_is_no_way_round_over_many_names(db_session: Session, throttle: Throttle) -> None:
    judged = 0
    for number in range(100):
        with suppress(Throttled):
            wrong(db_session, throttle, LimitedAct.SIGN_IN, Who(f"name {number}", "192.0.2.1/32"), NOON)
            judged += 1
    assert judged == 60


@pytest.mark.parametrize(("act", "number"), LANES)
def test_every_lane_has_a_limit(act: LimitedAct, number: int) -> None:
    assert all(limits for limits in list(lanes(act, STRANGER))[number].values())


def test_others_are_not_held_up(db_session: Session, throttle: Throttle) -> None:
    assert use_up(db_session, throttle, LimitedAct.SIGN_IN, Who("rosa", "here"), NOON) == 10
    wrong(db_session, throttle, LimitedAct.CONFIRM, Who("rosa"), NOON)
    for one in (Who("omar", "there"), Who("rosa", "there"), Who("omar", "here")):
        wrong(db_session, throttle, LimitedAct.SIGN_IN, one, NOON)


def test_a_refused_try_does_not_make_the_wait_longer(db_session: Session, throttle: Throttle) -> None:
    one = Who("rosa", "here")
    for _ in range(10):
        wrong(db_session, throttle, LimitedAct.SIGN_IN, one, NOON)
    for minute in range(1, 5):
        with pytest.raises(Throttled):
            throttle.take(db_session, LimitedAct.SIGN_IN, one, NOON + minute * MINUTE)
    throttle.take(db_session, LimitedAct.SIGN_IN, one, NOON + 5 * MINUTE)


def test_a_try_that_was_right_does_not_count(db_session: Session, throttle: Throttle) -> None:
    for _ in range(30):
        throttle.give_back(db_session, throttle.take(db_session, LimitedAct.SIGN_IN, Who("rosa", "here"), NOON))
    assert db_session.execute(select(func.count()).select_from(Attempt)).scalar() == 0


@pytest.mark.parametrize("back", [HOUR, DAY, 400 * DAY])
def test_a_clock_that_goes_back_neither_frees_nor_holds_for_longer(
    db_session: Session, throttle: Throttle, back: timedelta
) -> None:
    one = Who("rosa", "here")
    for _ in range(10):
        wrong(db_session, throttle, LimitedAct.SIGN_IN, one, NOON)
    db_session.commit()
    with pytest.raises(Throttled) as refused:
        throttle.take(db_session, LimitedAct.SIGN_IN, one, NOON - back)
    assert refused.value.seconds == 5 * 60
    db_session.rollback()  # as every page does that refuses
    throttle.take(db_session, LimitedAct.SIGN_IN, one, NOON - back + 5 * MINUTE)


def test_old_tries_are_swept_away(db_session: Session, throttle: Throttle) -> None:
    throttle.take(db_session, LimitedAct.SIGN_IN, Who("rosa", "here"), NOON)
    throttle.take(db_session, LimitedAct.SIGN_UP, Who(address="there"), NOON + DAY)
    assert set(db_session.execute(select(Attempt.act)).scalars()) == {"sign_up"}


def test_no_name_and_no_address_is_kept(db_session: Session, throttle: Throttle) -> None:
    throttle.take(db_session, LimitedAct.SIGN_IN, Who("rosa", "192.0.2.1/32"), NOON)
    keys = set(db_session.execute(select(Attempt.key)).scalars())
    assert len(keys) == 4
    assert all(len(key) == 32 and b"rosa" not in key for key in keys)
    Throttle("another secret").take(db_session, LimitedAct.SIGN_IN, Who("rosa", "192.0.2.1/32"), NOON)
    assert len(set(db_session.execute(select(Attempt.key)).scalars())) == 8


def test_account_and_address_of_the_same_words_are_apart(db_session: Session, throttle: Throttle) -> None:
    for number in range(20):
        wrong(
            db_session,
            throttle,
            LimitedAct.FIND_PRACTITIONER if number % 2 else LimitedAct.OPEN_LINK,
            Who("same", "x"),
            NOON,
        )
    wrong(db_session, throttle, LimitedAct.OPEN_LINK, Who("y", "same"), NOON)
    throttle.take(db_session, LimitedAct.SIGN_IN, Who("y", "same"), NOON)

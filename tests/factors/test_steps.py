"""Steps under way: each for one purpose, for five minutes, once."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.support.people import Person, make_person
from tracker.factors.models import Step
from tracker.factors.services import steps
from tracker.factors.services.steps import Pending, Purpose

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("made", "asked"), list(itertools.product(Purpose, Purpose)))
def test_a_step_to_one_thing_is_none_to_another(
    db_session: Session, person: Person, made: Purpose, asked: Purpose
) -> None:
    secret = steps.begin(db_session, made, Pending(person.account_id), NOON)
    assert (steps.find(db_session, secret, asked, NOON) is not None) is (made is asked)


@pytest.mark.parametrize(
    ("later", "lasts"),
    [
        (timedelta(0), True),
        (steps.LASTS - SECOND, True),
        (steps.LASTS, False),
        (timedelta(days=1), False),
        (-SECOND, True),
        (-steps.LASTS, True),
        (-steps.LASTS - SECOND, False),
    ],
)
def test_five_minutes_and_no_more(db_session: Session, person: Person, later: timedelta, lasts: bool) -> None:
    secret = steps.begin(db_session, Purpose.SECOND_FACTOR, Pending(person.account_id, kept=True), NOON)
    pending = steps.find(db_session, secret, Purpose.SECOND_FACTOR, NOON + later)
    assert (pending is not None) is lasts
    assert pending is None or (pending.account_id, pending.kept, pending.challenge) == (person.account_id, True, None)


def test_it_is_burnt_once(db_session: Session, person: Person) -> None:
    secret = steps.begin(db_session, Purpose.SECOND_FACTOR, Pending(person.account_id), NOON)
    assert steps.burn(db_session, secret)
    assert not steps.burn(db_session, secret)
    assert steps.find(db_session, secret, Purpose.SECOND_FACTOR, NOON) is None


def test_secrets_and_challenges_are_new_each_time_and_not_kept(db_session: Session) -> None:
    asked = [steps.new_challenge() for _ in range(20)]
    made = [(steps.begin(db_session, Purpose.ADD_PASSKEY, Pending(challenge=one), NOON), one) for one in asked]
    assert len({secret for secret, _ in made}) == len({challenge for _, challenge in made}) == 20
    assert {len(challenge) for _, challenge in made} == {32}
    hashes = set(db_session.execute(select(Step.id_hash)).scalars())
    assert hashes.isdisjoint({secret.encode() for secret, _ in made})


def test_what_is_over_is_swept(db_session: Session) -> None:
    steps.begin(db_session, Purpose.ADD_PASSKEY, Pending(), NOON)
    steps.begin(db_session, Purpose.ADD_PASSKEY, Pending(), NOON + steps.LASTS)
    assert db_session.execute(select(func.count()).select_from(Step)).scalar_one() == 1


def test_all_of_one_account_come_to_nothing(app: Flask, db_session: Session, person: Person) -> None:
    other = make_person(app, "Omar")
    mine = steps.begin(db_session, Purpose.SECOND_FACTOR, Pending(person.account_id), NOON)
    theirs = steps.begin(db_session, Purpose.SECOND_FACTOR, Pending(other.account_id), NOON)
    steps.end_all(db_session, person.account_id)
    assert steps.find(db_session, mine, Purpose.SECOND_FACTOR, NOON) is None
    assert steps.find(db_session, theirs, Purpose.SECOND_FACTOR, NOON) is not None


@pytest.mark.parametrize("secret", [None, "", "no such secret"])
def test_no_secret_finds_no_step(db_session: Session, secret: str | None) -> None:
    steps.begin(db_session, Purpose.SECOND_FACTOR, Pending(), NOON)
    assert steps.find(db_session, secret, Purpose.SECOND_FACTOR, NOON) is None

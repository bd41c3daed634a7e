"""Of several processes that look at once, or of which one ends on the way, none calls twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time, timedelta
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import delete, update

from tests.reminders.conftest import LOGS, MONDAY, Desk, at
from tests.support.people import make_person, session_of
from tracker.accounts.models import Account
from tracker.domain.reminders.trying import State
from tracker.domain.reminders.wishes import Kind
from tracker.reminders.models import ReminderSettings
from tracker.reminders.services import sending
from tracker.reminders.services.sending import Made

DAY = timedelta(days=1)
EVENING = at(MONDAY, 20)
MINUTE = timedelta(minutes=1)
FAILED = {"push": "failed", "email": "nothing_to_send_to"}


def test_of_several_processes_one_makes_the_call(either_app: Flask) -> None:
    people = [make_person(either_app, f"Person {number}") for number in range(5)]
    desk = Desk(either_app, people[0])
    for person in people:
        desk.wants(replace(LOGS, kinds=frozenset({Kind.LOG, Kind.MEDICINE}), medicine_at=time(20)), person)
    for day in range(6):
        desk.now = EVENING + day * DAY
        reminding, start = desk.reminding, Barrier(4)
        found = [sending.look(reminding) for _ in range(4)]

        def make(them: list[Any], reminding: Any = reminding, start: Barrier = start) -> list[Made]:
            start.wait()
            return [made for one in them for made in sending._make(reminding, one)]

        with ThreadPoolExecutor(4) as pool:
            made = [one for them in pool.map(make, found) for one in them]
        assert Counter(one.state for one in made) == {State.SENT: 10, None: 30}
        for person in people:
            with session_of(either_app) as session:
                session.execute(
                    update(ReminderSettings)
                    .where(ReminderSettings.account_id == person.account_id)
                    .values(silenced_at=desk.now + MINUTE)
                )
                session.commit()
    assert Counter(account_id for account_id, *_ in desk.carrier.said) == {person.account_id: 6 for person in people}
    assert len(desk.rows()) == 60


def test_of_several_processes_one_tries_again(either_app: Flask) -> None:
    desk = Desk(either_app, make_person(either_app, "Rosa"))
    desk.wants(LOGS)
    desk.carrier.answers = [FAILED]
    desk.run(EVENING)
    desk.now = EVENING + 5 * MINUTE
    reminding = desk.reminding
    first, second = sending.look(reminding), sending.look(reminding)
    assert [one.state for one in sending._make(reminding, first[0])] == [State.SENT]
    assert [one.state for one in sending._make(reminding, second[0])] == [None]
    assert len(desk.carrier.said) == 2


def test_an_account_that_is_erased_meanwhile_is_not_called(desk: Desk) -> None:
    desk.wants(LOGS)
    desk.now = EVENING
    (together,) = sending.look(desk.reminding)
    with session_of(desk.app) as session:
        session.execute(delete(Account))
        session.commit()
    assert [one.state for one in sending._make(desk.reminding, together)] == [None]
    assert desk.carrier.said == []

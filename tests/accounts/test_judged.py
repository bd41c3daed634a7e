"""Whatever was judged before it is used is judged again there: every way in, and every act that ends what was judged.

The act comes exactly between the two, in a transaction of its own: after the password was compared or the new one
hashed, between the two pages of a second step, or (where the request has written nothing yet, or another may write
beside it) just before the account is held.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Barrier, Event
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.accounts.guarded import guard
from tests.accounts.members import NEW_PASSWORD, give_password
from tests.accounts.sieges import (
    ENDS,
    HASHED,
    WAYS,
    Siege,
    after_comparing,
    after_hashing,
    besieged,
    facts,
    judge_act_use,
    signed_in,
)
from tests.support.either import PostgresHome
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tracker.accounts.services import sessions
from tracker.accounts.services.accounts import change_password
from tracker.throttling.throttles import Throttle
from tracker.web import clock

CASES = [(way, act) for way in WAYS for act in ENDS if not (WAYS[way].has and act == "a factor is added")]


@pytest.mark.wide
@pytest.mark.parametrize(("way", "act"), [case for case in CASES if not WAYS[case[0]].beside])
def test_what_was_judged_before_the_act_is_worth_nothing_after_it(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch, way: str, act: str
) -> None:
    judge_act_use(besieged(either_app, monkeypatch), WAYS[way], act)


@pytest.mark.postgres
@pytest.mark.parametrize(("way", "act"), [case for case in CASES if WAYS[case[0]].beside])
def test_nor_is_a_sign_in_that_was_looked_at_before_it(
    make_app: Callable[..., Flask], postgres_home: PostgresHome, monkeypatch: pytest.MonkeyPatch, way: str, act: str
) -> None:
    """On PostgreSQL alone: SQLite lets nobody write beside a request that may write."""
    app = make_app(database_url=postgres_home.new("judged"))
    judge_act_use(besieged(app, monkeypatch), WAYS[way], act)


@pytest.mark.parametrize(
    ("url", "typed"),
    [
        ("/confirm", {}),
        ("/settings/password", {"new_password": NEW_PASSWORD}),
        ("/settings/recovery-codes", {}),
        ("/settings/delete", {"when": "now"}),
    ],
)
def test_a_sign_in_that_stays_is_asked_for_the_new_password(
    app: Flask, monkeypatch: pytest.MonkeyPatch, url: str, typed: dict[str, str]
) -> None:
    """Its owner changed the password in another tab of the same browser, while this form was under way."""
    siege = besieged(app, monkeypatch)
    monkeypatch.setitem(
        ENDS, "another tab", lambda siege, session: change_password(session, _id(siege), HASHED, clock.now())
    )
    browser = signed_in(siege)
    after_comparing(siege, "another tab")
    answer = browser.post(url, {"password": PASSWORD, **typed}, follow=False)
    assert (answer.status, "This is not your password" in answer.text) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    with Session(siege.engine) as session:
        assert facts(siege, session) == siege.left
    assert browser.get("/settings", follow=False).status == HTTPStatus.OK


def test_a_sign_in_that_stands_in_for_the_second_factor_must_not_have_ended_meanwhile(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner ends that one sign-in while somebody at it gives a recovery code: no code of the app was asked for."""
    siege = besieged(app, monkeypatch)
    siege.codes = guard(app, siege.member).codes
    browser = signed_in(siege)
    monkeypatch.setitem(ENDS, "it is ended alone", lambda siege, session: sessions.end_all(session, _id(siege)))
    after_hashing(siege, "it is ended alone")
    typed = {"user_name": "Rosa", "code": siege.codes[0], "new_password": NEW_PASSWORD}
    answer = browser.submit(browser.get("/recover"), "/recover", follow=False, **typed)
    assert (answer.status, siege.done) == (HTTPStatus.UNPROCESSABLE_ENTITY, ["it is ended alone"])
    with Session(siege.engine) as session:
        assert facts(siege, session) == siege.left


def _id(siege: Siege) -> UUID:
    return siege.member.person.account_id


RACES = ("the password is changed", "the host sets another", "a factor is added")
GUESSERS = 4


@pytest.mark.long
@pytest.mark.counted
@pytest.mark.parametrize("act", RACES)
def test_nobody_stays_in_who_signs_in_again_and_again(
    either_app: Flask, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Several sign in with the old password without end; whoever was in before the act, or got in beside it, is out."""
    siege = besieged(either_app, monkeypatch)
    monkeypatch.setattr(Throttle, "take", lambda *_args: ())
    in_once, over = Barrier(GUESSERS + 1), Event()

    def go_on() -> None:
        assert give_password(Browser(either_app), "Rosa", PASSWORD).status == HTTPStatus.SEE_OTHER
        in_once.wait()
        is_last = False
        while not is_last:
            is_last = over.is_set()
            give_password(Browser(either_app), "Rosa", PASSWORD)

    with ThreadPoolExecutor(GUESSERS) as all_at_once:
        running = [all_at_once.submit(go_on) for _ in range(GUESSERS)]
        in_once.wait()
        try:
            siege.act(act)
        finally:  # they would go on for ever
            over.set()
        for one in running:
            one.result()
    with Session(siege.engine) as session:
        assert facts(siege, session) == siege.left
    assert siege.left[-1] == 0

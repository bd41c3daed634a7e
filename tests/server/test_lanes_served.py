"""Who waits for whom: pages, passwords and "Get help now" in the server of this process."""

import http.client
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

import pytest
from flask import Flask

from tests.server.here import (
    PATIENCE,
    Held,
    line_to,
    serving_here,
    status_of,
    wait_until,
)
from tests.support.people import make_person
from tracker.passwords.hashing import Hasher
from tracker.server import dispatcher
from tracker.server.connections import Server

FORM = "application/x-www-form-urlencoded"


def test_get_help_now_is_answered_while_every_page_is_held(make_app: Callable[..., Flask]) -> None:
    app = make_app(testing=False)
    held = Held(app)
    with serving_here(app) as server, line_to(server, b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n") as line:
        assert held.entered.wait(PATIENCE)
        assert [status_of(server, path) for path in ("/help-now", "/healthz")] == [200, 200]
        held.opened.set()
        assert b"200 OK" in line.recv(4096)


def test_nine_sign_ins_of_one_account_keep_no_page_waiting(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(testing=False)
    make_person(app, "Rosa")
    judging, opened, begun = Event(), Event(), []
    matches = Hasher.matches

    def held(self: Hasher, known: str | None, password: str) -> bool:
        begun.append(known)
        judging.set()
        assert opened.wait(PATIENCE)
        return matches(self, known, password)

    monkeypatch.setattr(Hasher, "matches", held)
    answers: list[int] = []
    with serving_here(app) as server:
        people = [Thread(target=lambda: answers.append(_sign_in(server, "Rosa"))) for _ in range(9)]
        for one in people:
            one.start()
        assert judging.wait(PATIENCE)
        wait_until(lambda: len(server.dispatcher.passwords.queue.turns) == 8)
        assert status_of(server, "/evidence") == 200
        assert len(begun) == 1, "one at a time for an account"
        opened.set()
        for one in people:
            one.join(PATIENCE)
    assert answers == [422] * 9, "none of them was turned away: a double tap is no flood"
    assert len(begun) == 9


def _sign_in(server: Server, name: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        line.request("GET", "/sign-in", headers={"Host": "localhost"})
        answer = line.getresponse()
        page, cookie = answer.read().decode(), str(answer.headers["Set-Cookie"]).split(";")[0]
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        body = f"csrf_token={token}&user_name={name}&password=not+hers+at+all"
        line.request("POST", "/sign-in", body, {"Host": "localhost", "Cookie": cookie, "Content-Type": FORM})
        return line.getresponse().status
    finally:
        line.close()


def _try_to_sign_in(server: Server, name: str) -> None:
    with suppress(OSError, http.client.HTTPException):
        _sign_in(server, name)


def _held_judging(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """Every password is wrong, once the second event is set; the first says that one is being judged."""
    judging, opened = Event(), Event()

    def held(*_given: object) -> bool:
        judging.set()
        return not opened.wait(PATIENCE)

    monkeypatch.setattr(Hasher, "matches", held)
    return judging, opened


def test_too_many_waiting_passwords_are_told_so_at_once(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(testing=False)
    judging, opened = _held_judging(monkeypatch)
    monkeypatch.setattr("tracker.server.turns.MOST_WAITING_FOR_ACCOUNT", 1)
    answers: list[int] = []
    with serving_here(app) as server:
        people = [Thread(target=lambda: answers.append(_sign_in(server, "Rosa"))) for _ in range(3)]
        people[0].start()
        assert judging.wait(PATIENCE)
        for one in people[1:]:
            one.start()
        wait_until(lambda: answers == [503])
        opened.set()
        for one in people:
            one.join(PATIENCE)
    assert answers == [503, 422, 422]


def test_too_many_waiting_pages_are_told_so_at_once(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "MOST_WAITING_PAGES", 0)  # for a server made from here on
    with (
        serving_here(make_app(testing=False)) as server,
        line_to(server, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") as line,
    ):
        said = line.recv(65536)
        assert said.startswith(b"HTTP/1.1 503")
        assert b"Retry-After: 5" in said
        assert status_of(server, "/help-now") == 200


def test_passwords_that_wait_when_all_ends_are_given_up(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(testing=False)
    judging, opened = _held_judging(monkeypatch)
    with serving_here(app) as server:
        people = [Thread(target=_try_to_sign_in, args=(server, "Rosa"), daemon=True) for _ in range(2)]
        people[0].start()
        assert judging.wait(PATIENCE)
        people[1].start()
        wait_until(lambda: len(server.dispatcher.passwords.queue.turns) == 1)
        (waiting,) = [item for item, _ in server.dispatcher.passwords.queue.turns._waiting]
        for cancel in (False, True):
            server.dispatcher.passwords.shutdown(cancel, timeout=0)
            assert waiting.will_close is cancel
        opened.set()
        people[0].join(PATIENCE)

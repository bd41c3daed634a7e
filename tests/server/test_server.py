"""The server in this process, over real sockets: which connections are closed, and when."""

import errno
import http.client
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from tests.server.here import (
    PATIENCE,
    Clock,
    Held,
    all_of,
    is_closed,
    line_to,
    look_now,
    serving_here,
    settled,
    status_of,
    wait_until,
)
from tests.support.slow import DRIPPED_BODY, DRIPPED_HEAD, READS_NOTHING
from tracker.server import files
from tracker.server.connections import make_server
from tracker.server.deadlines import BODY_SECONDS, HEAD_SECONDS, IDLE_SECONDS, TAKING_SECONDS
from tracker.server.reading import LONGEST_CHUNK_LINE, LONGEST_TRAILER


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [(b"", IDLE_SECONDS), (b"\r\n", HEAD_SECONDS), (DRIPPED_HEAD, HEAD_SECONDS), (DRIPPED_BODY, BODY_SECONDS + 1)],
)
def test_what_does_not_come_whole_in_time_is_closed(
    make_app: Callable[..., Flask], sent: bytes, seconds: float
) -> None:
    clock = Clock()
    with serving_here(make_app(), clock=clock) as server, line_to(server, sent) as line:
        (channel,) = settled(server, 1)
        wait_until(lambda: (channel.first_byte_at is not None) == bool(sent))
        clock.now += seconds - 2
        look_now(server)
        line.sendall(b"a" if sent else b"")
        assert not channel.will_close
        clock.now += 3
        look_now(server)
        assert is_closed(line), "a letter now and then keeps nothing open"


def test_an_answer_that_nobody_takes_is_given_up(make_app: Callable[..., Flask]) -> None:
    clock = Clock()
    with serving_here(make_app(testing=False), clock=clock) as server, line_to(server, READS_NOTHING * 3):
        (channel,) = settled(server, 1)

        def is_given_up() -> bool:
            look_now(server)
            clock.now += TAKING_SECONDS + channel.sent
            return channel.socket is None

        wait_until(is_given_up)


def test_a_connection_that_is_kept_goes_on_after_an_answer(make_app: Callable[..., Flask]) -> None:
    clock = Clock()
    with serving_here(make_app(testing=False), clock=clock) as server:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        line.connect()
        kept = line.sock
        for _ in range(5):
            line.request("GET", "/healthz", headers={"Host": "localhost"})
            answer = line.getresponse()
            assert (answer.status, answer.read()) == (200, b"ok\n")
            wait_until(lambda: next(server.listeners[0].channels()).first_byte_at is None)
            clock.now += IDLE_SECONDS - 1
            look_now(server)
        assert line.sock is kept
        line.close()


def test_when_all_is_full_an_honest_one_still_gets_in(make_app: Callable[..., Flask]) -> None:
    clock = Clock()
    with serving_here(make_app(testing=False), clock=clock, most=20) as server:
        slow = [line_to(server, DRIPPED_HEAD) for _ in range(20)]
        settled(server, 20)
        clock.now += 1
        assert status_of(server, "/sign-in") == 200
        assert all(is_closed(line) for line in slow)
        for line in slow:
            line.close()


def test_where_every_connection_waits_for_the_app_a_newcomer_is_closed(make_app: Callable[..., Flask]) -> None:
    app = make_app(testing=False)
    held = Held(app)
    with serving_here(app, most=1) as server, line_to(server, b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n") as line:
        assert held.entered.wait(PATIENCE)
        with line_to(server) as late:
            assert is_closed(late)
        held.opened.set()
        assert b"200 OK" in line.recv(4096)


def test_unfinished_bodies_together_stay_within_bounds(make_app: Callable[..., Flask]) -> None:
    with serving_here(make_app()) as server:
        listener = server.listeners[0]
        assert listener.most_bodies >= 2 * listener.adj.max_request_body_size, "two of the longest files at once"
        listener.most_bodies = 15_000
        first, second = (line_to(server, DRIPPED_BODY + b"a" * 9_000) for _ in range(2))
        assert is_closed(first)
        assert not next(server.listeners[0].channels()).will_close
        first.close()
        second.close()


def test_a_socket_with_nothing_to_read_is_no_broken_one(make_app: Callable[..., Flask]) -> None:
    with serving_here(make_app()) as server, line_to(server) as line:
        (channel,) = settled(server, 1)
        channel.handle_read()
        assert channel.connected
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(100)


ONE_PAGE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize("before", [b"", ONE_PAGE])
def test_a_cookie_that_is_no_text_is_answered_as_any_other(make_app: Callable[..., Flask], before: bytes) -> None:
    odd = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nCookie: sid=\xff\xfe\r\nConnection: close\r\n"
    with (
        serving_here(make_app(testing=False)) as server,
        line_to(server, before + odd + b"Content-Length: 0\r\n\r\n") as line,
    ):
        assert b"HTTP/1.1 400 " in all_of(line)


CHUNKED = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        CHUNKED + b"1" * (LONGEST_CHUNK_LINE + 1),
        CHUNKED + b"0\r\n" + b"A: b\r\n" * (LONGEST_TRAILER // 6 + 1),
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"GET http://[::1/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_what_no_browser_sends_is_refused_at_once(make_app: Callable[..., Flask], sent: bytes) -> None:
    with serving_here(make_app(testing=False)) as server, line_to(server, sent) as line:
        assert all_of(line).startswith((b"HTTP/1.1 400 ", b"HTTP/1.0 400 "))


def test_a_connection_whose_next_request_finds_no_lane_is_closed(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[object] = []

    def add_once(channel: object) -> None:
        taken.append(channel)
        if len(taken) > 1:
            raise MemoryError
        pages.add(channel, "")

    with serving_here(make_app(testing=False)) as server:
        pages = server.dispatcher.pages
        monkeypatch.setattr(server.dispatcher, "add_task", add_once)
        with line_to(server, ONE_PAGE * 2) as line:
            assert b"200 OK" in all_of(line)
        wait_until(lambda: not list(server.listeners[0].channels()))


@pytest.mark.parametrize(
    ("soft", "hard", "may_raise", "room"),
    [
        (1024, 524_288, True, 1500),
        (1024, 1024, True, 241),
        (1024, 524_288, False, 241),
        (8192, 8192, True, 1500),
        (64, 64, True, 50),
    ],
)
def test_as_many_connections_as_there_may_be_files(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    soft: int,
    hard: int,
    may_raise: bool,
    room: int,
) -> None:
    raised: list[tuple[int, int]] = []

    def limit(_which: int, pair: tuple[int, int]) -> None:
        if not may_raise:
            raise PermissionError
        raised.append(pair)

    monkeypatch.setattr("resource.getrlimit", lambda _which: (soft, hard))
    monkeypatch.setattr("resource.setrlimit", limit)
    assert files.room_for_connections(1500) == room
    assert ("server.few_files" in caplog.text) == (room < 1500)
    assert raised == ([(min(4800, hard), hard)] if soft < 4800 and may_raise else [])


def test_pages_are_asked_for_as_before(make_app: Callable[..., Flask]) -> None:
    """The seams of waitress that the server stands on: no name of it in answers, whole pages, kept connections."""
    app = make_app(testing=False)
    with serving_here(app) as server:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        for _ in range(2):
            line.request("GET", "/sign-in", headers={"Host": "localhost"})
            answer = line.getresponse()
            assert b"</html>" in answer.read()
            assert answer.headers["Server"] is None
        line.close()


def test_a_server_runs_until_it_is_told_to_end(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(testing=False)
    server = make_server(app, app.extensions["settings"], host="127.0.0.1")

    def end(*_given: object) -> None:
        raise SystemExit

    monkeypatch.setattr(server, "turn", end)
    server.run()
    assert all(
        not pool.threads for pool in (server.dispatcher.pages, server.dispatcher.passwords, server.dispatcher.help)
    )
    server.close()
    server.wake()  # too late, and no fault


def test_a_socket_file_is_a_door_too(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app, path = make_app(testing=False), tmp_path / "door"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        server = make_server(app, app.extensions["settings"], sockets=[listener])
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(PATIENCE)
            line.connect(str(path))
            line.sendall(b"GET /help-now HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 200")
        server.stop()
        thread.join(PATIENCE)
        server.close()


@pytest.mark.parametrize("fault", [errno.EMFILE, errno.ECONNABORTED])
def test_where_nobody_can_be_let_in_room_is_made(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def refuse() -> None:
        raise OSError(fault, "not now")

    with serving_here(make_app(testing=False)) as server, line_to(server) as line:
        settled(server, 1)
        monkeypatch.setattr(server.listeners[0], "accept", refuse)
        with line_to(server):
            if fault == errno.EMFILE:
                assert is_closed(line)
            monkeypatch.undo()
            assert status_of(server, "/help-now") == 200


def test_a_long_answer_is_not_taken_for_a_late_request(make_app: Callable[..., Flask]) -> None:
    """The request has been given up by the base when its thread still has to say so."""
    clock = Clock()
    with serving_here(make_app(testing=False), clock=clock) as server, line_to(server, DRIPPED_HEAD) as line:
        (channel,) = settled(server, 1)
        wait_until(lambda: channel.first_byte_at is not None)
        channel.being_answered = True
        clock.now += 10 * IDLE_SECONDS
        look_now(server)
        assert not channel.will_close
        channel.being_answered = False
        look_now(server)
        assert is_closed(line)

"""The server in this process, over real sockets: who waits for whom, and who is closed when."""

import errno
import http.client
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from tests.support.people import make_person
from tests.support.slow import DRIPPED_BODY, DRIPPED_HEAD, READS_NOTHING
from tracker.accounts.passwords import Hasher
from tracker.server import dispatcher, doors, files
from tracker.server.deadlines import BODY_SECONDS, HEAD_SECONDS, IDLE_SECONDS, TAKING_SECONDS
from tracker.server.doors import Server, make_server
from tracker.web import gate

PATIENCE = 20
FORM = "application/x-www-form-urlencoded"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Gate:
    """A view that is held until it is opened, and tells how many are in it."""

    def __init__(self, app: Flask) -> None:
        self.opened, self.entered = Event(), Event()

        @app.get("/held")
        @gate.asking_nobody
        def held() -> Response:
            self.entered.set()
            assert self.opened.wait(PATIENCE)
            return Response("held")


@contextmanager
def _serving(app: Flask, *, threads: int = 1, clock: Clock | None = None, most: int = 1500) -> Iterator[Server]:
    server = make_server(app, app.extensions["settings"].with_(threads=threads), host="127.0.0.1")
    for door in server.doors:
        door.most_connections = most + len(server._sockets)
        if clock is not None:
            door.clock = clock
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(PATIENCE)
        server.close()


def _line(server: Server, sent: bytes = b"") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    line.sendall(sent)
    return line


def _status(server: Server, path: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        line.request("GET", path, headers={"Host": "localhost"})
        return line.getresponse().status
    finally:
        line.close()


def _until(holds: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end
        Event().wait(0.002)


def _is_closed(line: socket.socket) -> bool:
    """Waits for the server to close it."""
    try:
        while line.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return True


def _look(server: Server) -> None:
    """Have it look at its deadlines now, in its own thread, as it does every second."""
    looked = Event()

    def look() -> None:
        server.doors[0].maintenance(0)
        looked.set()

    server.doors[0].trigger.pull_trigger(look)
    assert looked.wait(PATIENCE)


def _settled(server: Server, count: int) -> None:
    """So many connections are known, and what they sent is read."""
    _until(lambda: len(list(server.doors[0].channels())) == count)


def test_get_help_now_is_answered_while_every_page_is_held(make_app: Callable[..., Flask]) -> None:
    app = make_app(testing=False)
    held = Gate(app)
    with _serving(app) as server, _line(server, b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n") as line:
        assert held.entered.wait(PATIENCE)
        assert [_status(server, path) for path in ("/help-now", "/healthz")] == [200, 200]
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
    with _serving(app) as server:
        people = [Thread(target=lambda: answers.append(_sign_in(server, "Rosa"))) for _ in range(9)]
        for one in people:
            one.start()
        assert judging.wait(PATIENCE)
        _until(lambda: len(server.dispatcher.passwords.queue.turns) == 8)
        assert _status(server, "/evidence") == 200
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


def test_too_many_waiting_passwords_are_told_so_at_once(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(testing=False)
    judging, opened = Event(), Event()

    def held(*_given: object) -> bool:
        judging.set()
        return not opened.wait(PATIENCE)

    monkeypatch.setattr(Hasher, "matches", held)
    monkeypatch.setattr("tracker.server.turns.MOST_WAITING_FOR_ACCOUNT", 1)
    answers: list[int] = []
    with _serving(app) as server:
        people = [Thread(target=lambda: answers.append(_sign_in(server, "Rosa"))) for _ in range(3)]
        people[0].start()
        assert judging.wait(PATIENCE)
        for one in people[1:]:
            one.start()
        _until(lambda: answers == [503])
        opened.set()
        for one in people:
            one.join(PATIENCE)
    assert answers == [503, 422, 422]


def test_too_many_waiting_pages_are_told_so_at_once(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "MOST_WAITING_PAGES", 0)  # for a server made from here on
    with (
        _serving(make_app(testing=False)) as server,
        _line(server, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") as line,
    ):
        said = line.recv(65536)
        assert said.startswith(b"HTTP/1.1 503")
        assert b"Retry-After: 5" in said
        assert _status(server, "/help-now") == 200


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [(b"", IDLE_SECONDS), (b"\r\n", HEAD_SECONDS), (DRIPPED_HEAD, HEAD_SECONDS), (DRIPPED_BODY, BODY_SECONDS + 1)],
)
def test_what_does_not_come_whole_in_time_is_closed(
    make_app: Callable[..., Flask], sent: bytes, seconds: float
) -> None:
    clock = Clock()
    with _serving(make_app(), clock=clock) as server, _line(server, sent) as line:
        _settled(server, 1)
        channel = next(server.doors[0].channels())
        _until(lambda: (channel.first_byte_at is not None) == bool(sent))
        clock.now += seconds - 2
        _look(server)
        line.sendall(b"a" if sent else b"")
        assert not channel.will_close
        clock.now += 3
        _look(server)
        assert _is_closed(line), "a letter now and then keeps nothing open"


def test_an_answer_that_nobody_takes_is_given_up(make_app: Callable[..., Flask]) -> None:
    clock = Clock()
    with _serving(make_app(testing=False), clock=clock) as server, _line(server, READS_NOTHING * 3):
        _settled(server, 1)
        channel = next(server.doors[0].channels())

        def is_given_up() -> bool:
            _look(server)
            clock.now += TAKING_SECONDS + channel.sent
            return channel.socket is None

        _until(is_given_up)


def test_a_connection_that_is_kept_goes_on_after_an_answer(make_app: Callable[..., Flask]) -> None:
    clock = Clock()
    with _serving(make_app(testing=False), clock=clock) as server:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        line.connect()
        kept = line.sock
        for _ in range(5):
            line.request("GET", "/healthz", headers={"Host": "localhost"})
            answer = line.getresponse()
            assert (answer.status, answer.read()) == (200, b"ok\n")
            _until(lambda: next(server.doors[0].channels()).first_byte_at is None)
            clock.now += IDLE_SECONDS - 1
            _look(server)
        assert line.sock is kept
        line.close()


def test_when_all_is_full_an_honest_one_still_gets_in(make_app: Callable[..., Flask]) -> None:
    clock = Clock()
    with _serving(make_app(testing=False), clock=clock, most=20) as server:
        slow = [_line(server, DRIPPED_HEAD) for _ in range(20)]
        _settled(server, 20)
        clock.now += 1
        assert _status(server, "/sign-in") == 200
        assert all(_is_closed(line) for line in slow)
        for line in slow:
            line.close()


def test_where_every_connection_waits_for_the_app_a_newcomer_is_closed(make_app: Callable[..., Flask]) -> None:
    app = make_app(testing=False)
    held = Gate(app)
    with _serving(app, most=1) as server, _line(server, b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n") as line:
        assert held.entered.wait(PATIENCE)
        with _line(server) as late:
            assert _is_closed(late)
        held.opened.set()
        assert b"200 OK" in line.recv(4096)


def test_unfinished_bodies_together_stay_within_bounds(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "MOST_BYTES_OF_BODIES", 15_000)
    with _serving(make_app()) as server:
        first, second = (_line(server, DRIPPED_BODY + b"a" * 9_000) for _ in range(2))
        assert _is_closed(first)
        assert not next(server.doors[0].channels()).will_close
        first.close()
        second.close()


def test_a_socket_with_nothing_to_read_is_no_broken_one(make_app: Callable[..., Flask]) -> None:
    with _serving(make_app()) as server, _line(server) as line:
        _settled(server, 1)
        channel = next(server.doors[0].channels())
        channel.handle_read()
        assert channel.connected
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(100)


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
    with _serving(app) as server:
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


def test_passwords_that_wait_when_all_ends_are_given_up(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(testing=False)
    judging, opened = Event(), Event()

    def held(*_given: object) -> bool:
        judging.set()
        return not opened.wait(PATIENCE)

    monkeypatch.setattr(Hasher, "matches", held)
    with _serving(app) as server:
        people = [Thread(target=_try_to_sign_in, args=(server, "Rosa"), daemon=True) for _ in range(2)]
        people[0].start()
        assert judging.wait(PATIENCE)
        people[1].start()
        _until(lambda: len(server.dispatcher.passwords.queue.turns) == 1)
        (waiting,) = [item for item, _ in server.dispatcher.passwords.queue.turns._waiting]
        for cancel in (False, True):
            server.dispatcher.passwords.shutdown(cancel, timeout=0)
            assert waiting.will_close is cancel
        opened.set()
        people[0].join(PATIENCE)


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

    with _serving(make_app(testing=False)) as server, _line(server) as line:
        _settled(server, 1)
        monkeypatch.setattr(server.doors[0], "accept", refuse)
        with _line(server):
            if fault == errno.EMFILE:
                assert _is_closed(line)
            monkeypatch.undo()
            assert _status(server, "/help-now") == 200

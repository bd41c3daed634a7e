"""The server in this process, over real sockets, with a clock that a test may set."""

import http.client
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from flask import Flask
from werkzeug.wrappers import Response

from tracker.server.connections import Channel, Server, make_server
from tracker.web import gate

PATIENCE = 20


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Held:
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
def serving_here(app: Flask, *, threads: int = 1, clock: Clock | None = None, most: int = 1500) -> Iterator[Server]:
    server = make_server(app, app.extensions["settings"].with_(threads=threads), host="127.0.0.1")
    for door in server.listeners:
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


def line_to(server: Server, sent: bytes = b"") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    line.sendall(sent)
    return line


def status_of(server: Server, path: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        line.request("GET", path, headers={"Host": "localhost"})
        return line.getresponse().status
    finally:
        line.close()


def wait_until(holds: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end
        Event().wait(0.002)


def all_of(line: socket.socket) -> bytes:
    """What comes until the server closes it."""
    return b"".join(iter(lambda: line.recv(65536), b""))


def is_closed(line: socket.socket) -> bool:
    """Waits for the server to close it."""
    try:
        while line.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return True


def look_now(server: Server) -> None:
    """Have it look at its deadlines now, in its own thread, as it does every second."""
    looked = Event()

    def look() -> None:
        server.listeners[0].maintenance(0)
        looked.set()

    server.listeners[0].trigger.pull_trigger(look)
    assert looked.wait(PATIENCE)


def settled(server: Server, count: int) -> list[Channel]:
    """So many connections are known, and what they sent is read: these are they."""
    wait_until(lambda: len(list(server.listeners[0].channels())) == count)
    return list(server.listeners[0].channels())

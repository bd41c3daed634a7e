"""A worker of gunicorn, with a master that is none: it serves, ends when told to, and finishes what is under way."""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import SimpleNamespace
from typing import Any

from flask import Flask

from tests.server.here import PATIENCE, Held
from tests.support.slow import visit
from tracker.server.worker import TrackerWorker


class Made(TrackerWorker):
    """Made as gunicorn makes one, but for its processes and signals."""

    def __init__(self, app: Flask, listener: socket.socket, *, max_requests: int = 1000) -> None:
        self.wsgi, self.sockets = app, [SimpleNamespace(sock=listener)]
        self.alive, self.ppid, self.max_requests = True, os.getppid(), max_requests
        self.cfg, self.log = SimpleNamespace(graceful_timeout=PATIENCE), logging.getLogger("gunicorn.error")
        self.notified = 0

    def notify(self) -> None:
        self.notified += 1


@contextmanager
def _listening() -> Iterator[socket.socket]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener


@contextmanager
def _working(app: Flask, **options: Any) -> Iterator[tuple[Made, Thread, int]]:
    with _listening() as listener:
        made = Made(app, listener, **options)
        thread = Thread(target=made.run, daemon=True)
        thread.start()
        yield made, thread, int(listener.getsockname()[1])
        made.handle_exit(15, None)
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert made.server is not None
        made.server.close()


def test_it_serves_and_tells_that_it_lives(make_app: Callable[..., Flask]) -> None:
    with _working(make_app(testing=False)) as (made, _, port):
        assert visit(port, "/help-now").status == 200
        assert made.notified


def test_what_is_under_way_is_finished_and_nobody_else_let_in(make_app: Callable[..., Flask]) -> None:
    app = make_app(testing=False)
    held = Held(app)
    statuses: list[int] = []
    with _working(app) as (made, thread, port):
        asking = Thread(target=lambda: statuses.append(visit(port, "/held").status))
        asking.start()
        assert held.entered.wait(PATIENCE)
        made.handle_exit(15, None)
        assert thread.is_alive()
        held.opened.set()
        thread.join(PATIENCE)
        asking.join(PATIENCE)
    assert statuses == [200]


def test_it_ends_after_so_many_requests(make_app: Callable[..., Flask]) -> None:
    with _working(make_app(testing=False), max_requests=2) as (made, thread, port):
        assert [visit(port, "/help-now").status for _ in range(2)] == [200, 200]
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert not made.alive


def test_it_ends_with_its_master(make_app: Callable[..., Flask]) -> None:
    with _listening() as listener:
        made = Made(make_app(testing=False), listener)
        made.ppid = 0
        made.run()
        assert made.alive
        assert made.server is not None
        made.server.close()


def test_a_signal_before_it_serves_ends_it(make_app: Callable[..., Flask]) -> None:
    with _listening() as listener:
        made = Made(make_app(testing=False), listener)
        made.handle_exit(15, None)
        made.run()
        assert made.server is not None
        made.server.close()

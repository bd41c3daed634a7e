"""A thousand connections that take their time: silent ones, ones that drip a head or a body, ones that read nothing.

Whoever is closed comes again, as somebody would who means to hold a server up. All of it runs in one thread, which does
next to nothing, so that the server is measured and not the crowd.
"""

import http.client
import itertools
import resource
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.metadata import version
from threading import Event, Thread
from typing import Final

HEAD: Final = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n"
DRIPPED_HEAD: Final = HEAD + b"X-Slow: "
DRIPPED_BODY: Final = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 20000\r\n\r\nuser_name="
)
# The largest file there is, more than any line holds on its way, and none of it read.
READS_NOTHING: Final = f"GET /plotly/{version('plotly')}.js HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
KINDS: Final = {"silent": b"", "head": DRIPPED_HEAD, "body": DRIPPED_BODY, "reader": READS_NOTHING}
# Whoever asks for a large file costs something at once, as everybody does who asks for it; the others cost nothing.
MIX: Final = (*("silent", "head", "body") * 3, "reader")
DRIPS: Final = frozenset({"head", "body"})
DRIP_EVERY: Final = 1.0
ONE_AFTER_ANOTHER: Final = 0.002
FILES: Final = 400
PATIENCE: Final = 20
BETWEEN_VISITS: Final = 0.02


@dataclass
class _Slow:
    kind: str
    line: socket.socket | None = None


@dataclass
class SlowCrowd:
    """So many slow connections to one port, kept up until `stopping`; counts how often the server closed one."""

    port: int
    count: int
    closed: int = 0
    stopping: Event = field(default_factory=Event)
    standing: Event = field(default_factory=Event)

    def run(self) -> None:
        kinds = itertools.cycle(MIX)
        crowd = [_Slow(next(kinds)) for _ in range(self.count)]
        while not self.stopping.is_set():
            began = time.monotonic()
            for one in crowd:
                self._go_on(one)
                if not self.standing.is_set():
                    time.sleep(ONE_AFTER_ANOTHER)
            self.standing.set()
            self.stopping.wait(max(0.0, DRIP_EVERY - (time.monotonic() - began)))
        for one in crowd:
            if one.line is not None:
                one.line.close()

    def _go_on(self, one: _Slow) -> None:
        try:
            if one.line is None:
                one.line = self._begin(one.kind)
            elif one.kind in DRIPS:
                one.line.send(b"a")
            elif one.kind == "silent" and one.line.recv(1) == b"":
                raise ConnectionResetError
        except BlockingIOError:
            return
        except OSError:
            if one.line is not None:
                one.line.close()
                self.closed += 1
            one.line = None

    def _begin(self, kind: str) -> socket.socket:
        line = socket.socket()
        if kind == "reader":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.settimeout(5)
        line.connect(("127.0.0.1", self.port))
        line.sendall(KINDS[kind])
        line.setblocking(False)
        return line


@contextmanager
def slow_crowd(port: int, count: int) -> Iterator[SlowCrowd]:
    """Inside, so many slow connections are there."""
    _allow_files(count + FILES)
    crowd = SlowCrowd(port, count)
    thread = Thread(target=crowd.run, daemon=True)
    thread.start()
    crowd.standing.wait(60)
    try:
        yield crowd
    finally:
        crowd.stopping.set()
        thread.join(20)


def _allow_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


@dataclass(frozen=True, slots=True)
class Visit:
    """One honest page: its status, 0 where none came, and the seconds it took."""

    status: int
    seconds: float


def visit(port: int, path: str = "/sign-in", *, cookie: str = "", come_from: str = "127.0.0.1") -> Visit:
    """Ask for a page over a line of its own, as somebody who comes anew."""
    began, status = time.monotonic(), 0
    headers = {"Host": "localhost"} | ({"Cookie": cookie} if cookie else {})
    with suppress(OSError, http.client.HTTPException):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE, source_address=(come_from, 0))
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            answer.read()
            status = answer.status
        finally:
            line.close()
    return Visit(status, time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class Visits:
    """Many of them: how long the middle one and the 95th of a hundred took, and the statuses that were not 200."""

    count: int
    p50: float
    p95: float
    bad: tuple[int, ...]


def visit_for(seconds: float, port: int, paths: Sequence[str], **options: str) -> Visits:
    """Ask for these pages one after the other, for so long, with the pause of somebody who clicks."""
    end, made = time.monotonic() + seconds, []
    while time.monotonic() < end:
        made += [visit(port, path, **options) for path in paths]
        time.sleep(BETWEEN_VISITS)
    taken = sorted(one.seconds for one in made)
    bad = tuple(one.status for one in made if one.status != HTTPStatus.OK)
    return Visits(len(made), taken[len(taken) // 2], taken[int(len(taken) * 0.95)], bad)

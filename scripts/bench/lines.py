"""Connections to a server under measurement that cost whoever asks next to nothing; one at a time, or many at once."""

import re
import select
import selectors
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

HEAD_END: Final = b"\r\n\r\n"
LAST_CHUNK: Final = b"0\r\n\r\n"
LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
COOKIE: Final = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)
AT_ONCE: Final = 1 << 18
PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Sent:
    """What is asked: a form where it has a body."""

    path: str
    body: dict[str, str] | None = None


@dataclass(slots=True)
class Line:
    """One kept connection, with the cookies of its browser."""

    port: int
    cookies: dict[str, str]
    _socket: socket.socket | None = None
    got: bytearray = field(default_factory=bytearray)

    def send(self, sent: Sent) -> None:
        """Ask; a connection that the server has closed is made anew."""
        if self._socket is not None and _is_ended(self._socket):
            self.close()
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got.clear()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"Host: 127.0.0.1:{self.port}\r\nCookie: {cookies}\r\n"
        if sent.body is None:
            self._socket.sendall(f"GET {sent.path} HTTP/1.1\r\n{head}\r\n".encode())
            return
        body = urlencode(sent.body).encode()
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self._socket.sendall(f"POST {sent.path} HTTP/1.1\r\n{head}{kind}\r\n".encode() + body)

    def take(self) -> bool:
        """Read what came; true once the answer is whole."""
        assert self._socket is not None, "something was asked"  # noqa: S101
        came = self._socket.recv(AT_ONCE)
        self.got += came
        whole = is_whole(self.got) if came else True
        if not came or (whole and b"\r\nconnection: close" in self.got[: self.got.find(HEAD_END)].lower()):
            self.close()
        return whole

    def answer(self) -> tuple[int, bytes]:
        """Status and body of what was taken; the cookies in it are kept."""
        head, _, body = bytes(self.got).partition(HEAD_END)
        for cookie in COOKIE.findall(head):
            name, _, value = cookie.decode("ascii").partition("=")
            self.cookies[name] = value
        return int(head[9:12] or b"0"), body

    def ask(self, sent: Sent) -> tuple[int, bytes]:
        self.send(sent)
        while not self.take():
            pass
        return self.answer()

    def fileno(self) -> int:
        """Of the connection over which something was asked."""
        assert self._socket is not None, "something was asked"  # noqa: S101
        return self._socket.fileno()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _is_ended(connection: socket.socket) -> bool:
    """Whether the server has closed it meanwhile: it does so where nothing was asked for half a minute.

    Asked of the system first: Python waits as long as the socket's patience before it reads, also with MSG_DONTWAIT.
    """
    if not select.select([connection], [], [], 0)[0]:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


def is_whole(got: bytes | bytearray) -> bool:
    """Whether an answer has come to its end, as far as its head says where that is."""
    end = got.find(HEAD_END)
    if end < 0:
        return False
    head = bytes(got[:end])
    length = LENGTH.search(head)
    if length is not None:
        return len(got) >= end + len(HEAD_END) + int(length[1])
    return CHUNKED.search(head) is not None and got.endswith(LAST_CHUNK)


Next = Callable[[], Sent]


@dataclass(frozen=True, slots=True)
class Asker:
    """A connection, what it asks for, and the status of an answer that is as it should be."""

    line: Line
    next: Next
    expected: int


def ask_at_once(askers: Sequence[Asker], total: int) -> list[float]:
    """Each asks again as soon as it was answered, until so many were asked in all; gives the seconds of each."""
    begun: dict[int, float] = {}
    spent: list[float] = []
    asked = 0
    with selectors.DefaultSelector() as ready:
        for number, asker in enumerate(askers[:total]):
            _begin(ready, number, asker, begun)
            asked += 1
        while begun:
            for key, _ in ready.select(PATIENCE):
                number = key.data
                asker = askers[number]
                known = key.fileobj
                if not asker.line.take():
                    continue
                spent.append(time.perf_counter() - begun.pop(number))
                ready.unregister(known)
                status, body = asker.line.answer()
                if status != asker.expected:
                    raise SystemExit(f"answered {status}, not {asker.expected}: {body[:300]!r}")
                if asked < total:
                    _begin(ready, number, asker, begun)
                    asked += 1
    return spent


def _begin(ready: selectors.BaseSelector, number: int, asker: Asker, begun: dict[int, float]) -> None:
    sent = asker.next()
    begun[number] = time.perf_counter()
    asker.line.send(sent)
    ready.register(asker.line.fileno(), selectors.EVENT_READ, number)

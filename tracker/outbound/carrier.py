"""Carries one message to one address: the name is looked up once, and the number that was judged is the one called.

No redirect is followed, no proxy asked, and no more than the head of an answer read. A try takes ten seconds at
the most after its name was found, however slowly the other side speaks.
"""

import re
import socket
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from http.client import HTTPConnection, HTTPException, parse_headers
from io import BytesIO
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic
from typing import Final, NamedTuple

from tracker.domain.errors import Invalid
from tracker.domain.outbound.answers import Outcome, outcome_of, retry_after
from tracker.domain.outbound.places import ADDRESS_LENGTH, Network, Place, may_be_called, read_place

SECONDS: Final = 10.0
CONNECT_SECONDS: Final = 4.0
HEAD_MOST: Final = 16_384
FIRST_REAL: Final = 200
_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)(?: [^\r\n]*)?\r\n")
_END: Final = b"\r\n\r\n"
Number = IPv4Address | IPv6Address
LookUp = Callable[[str], Sequence[Number]]


@dataclass(frozen=True, slots=True)
class Answer:
    """How a try went; `status` where there was an answer, and for how long it asks to be left alone."""

    outcome: Outcome
    status: int | None = None
    asked: timedelta = timedelta()


class Letter(NamedTuple):
    """What is sent, and where to."""

    place: Place
    headers: Mapping[str, str]
    body: bytes


def look_up(host: str) -> Sequence[Number]:
    """The numbers of a name, in the order of the system; OSError where it has none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(address[0])) for *_rest, address in found))


@dataclass(frozen=True)
class Carrier:
    """What may be called: these ports, public numbers over TLS, and the host's own `private` networks."""

    private: Sequence[Network]
    ports: Collection[int]
    look_up: LookUp = look_up
    authorities: str | None = None
    seconds: float = field(default=SECONDS)
    longest: int = ADDRESS_LENGTH

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """By the system's authorities, made once: reading them takes longer than sending."""
        return ssl.create_default_context(cafile=self.authorities)

    def post(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send a message. Whatever goes wrong is an outcome."""
        try:
            place = read_place(address, ports=self.ports, plain=bool(self.private), most=self.longest)
        except Invalid:  # the host has changed its mind since
            return Answer(Outcome.NOT_ALLOWED)
        try:
            numbers = self.look_up(place.host)
        except (OSError, ValueError):
            return Answer(Outcome.NO_NAME)
        judged = [one for one in numbers if may_be_called(one, self.private, secure=place.is_secure)]
        if not judged:
            return Answer(Outcome.NOT_ALLOWED)
        return self._send(Letter(place, headers, body), judged)

    def _send(self, letter: Letter, judged: Sequence[Number]) -> Answer:
        deadline = monotonic() + self.seconds
        try:
            with closing(_connected(judged, letter.place.port)) as connection:
                connection.settimeout(_left(deadline))
                with closing(self._secured(connection, letter.place)) as secured:
                    return _exchange(secured, letter, deadline)
        except TimeoutError:
            return Answer(Outcome.TOO_SLOW)
        except ssl.SSLError:
            return Answer(Outcome.UNTRUSTED)
        except OSError:
            return Answer(Outcome.UNREACHABLE)
        except HTTPException:
            return Answer(Outcome.NO_ANSWER)

    def _secured(self, connection: socket.socket, place: Place) -> socket.socket:
        """The name is proven against the certificate, whatever number was called."""
        return self._context.wrap_socket(connection, server_hostname=place.host) if place.is_secure else connection


def _connected(judged: Sequence[Number], port: int) -> socket.socket:
    """A connection to the first that takes one, of each family one at the most."""
    firsts = {one.version: one for one in reversed(judged)}
    *others, last = (one for one in judged if firsts[one.version] is one)
    for number in others:
        try:
            return socket.create_connection((str(number), port), timeout=CONNECT_SECONDS)
        except OSError:
            continue
    return socket.create_connection((str(last), port), timeout=CONNECT_SECONDS)


def _exchange(connection: socket.socket, letter: Letter, deadline: float) -> Answer:
    """Ask, and read the head of the answer; what comes after it is nobody's."""
    place = letter.place
    asking = HTTPConnection(place.host, place.port)
    asking.sock = connection
    asking.request("POST", place.path, letter.body, {"Host": place.origin, "Connection": "close", **letter.headers})
    read = b""
    while True:
        read = _read_head(connection, read, deadline)
        status = _STATUS.match(read)
        if status is None:
            raise HTTPException
        if int(status[1]) >= FIRST_REAL:
            break
        read = read.partition(_END)[2]  # "early hints" and the like come before the answer
    told = parse_headers(BytesIO(read[status.end() :]))
    return Answer(outcome_of(int(status[1])), int(status[1]), retry_after(told.get("Retry-After")))


def _read_head(connection: socket.socket, read: bytes, deadline: float) -> bytes:
    while _END not in read:
        if len(read) > HEAD_MOST:
            raise HTTPException
        connection.settimeout(_left(deadline))
        more = connection.recv(4096)
        if not more:
            raise HTTPException
        read += more
    return read


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left

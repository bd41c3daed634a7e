"""Clients that write as fast as they are answered, and keep a journal of every write the server acknowledged.

A write is a moment under an id of its own. What was refused, or whose answer never came, is sent again under the same
id until it is acknowledged, as a person would: so a write is lost when it was acknowledged and is not there, and
doubled when it is there twice.
"""

import http.client
import re
import socket
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Self
from urllib.parse import urlencode
from weakref import finalize

from scripts.torture.world import Member, days_before

SAVED, AWAY, NO_ANSWER = 303, 503, 0
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
DAYS = 300
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status 0 where nothing did."""

    status: int
    location: str
    body: bytes
    at: float
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)


class Visitor:
    """One person's browser: cookies, one connection that is kept alive, and the token of its forms."""

    def __init__(self, port: int, member: Member, *, seconds: float = 30) -> None:
        self.member = member
        self.token = ""
        self.cookies = {"sid": member.secret}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        finalize(self, self._connection.close)

    def get(self, path: str) -> Answer:
        """As browsers do, asks once more where the connection it kept has been closed meanwhile."""
        answer = self._ask("GET", path, None)
        return self._ask("GET", path, None) if answer.status == NO_ANSWER else answer

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        if not self.token:
            self.take_token()
        return self._ask("POST", path, urlencode({"csrf_token": self.token, **fields}).encode())

    def write(self, write_id: uuid.UUID, day: str, note: str | None = None) -> Answer:
        """Save a moment; `note` is its id unless said otherwise."""
        fields = {"id": str(write_id), "for_date": day, "for_time": "12:00", "leg_pain": "4"}
        fields["note"] = str(write_id) if note is None else note
        return self.post(f"{self.member.base}/moments/new", fields)

    def take_token(self, page: str | None = None) -> bool:
        """Read the token of a form: of a new moment, or of another page."""
        found = TOKEN.search(self.get(page or f"{self.member.base}/moments/new").body)
        self.token = found[1].decode() if found else ""
        return bool(found)

    def is_saved(self, answer: Answer) -> bool:
        """Whether the answer says that the write is kept: a redirect into the record, and not to the sign-in."""
        return answer.status == SAVED and answer.location.startswith(self.member.base)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = FORM
        began = time.monotonic()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            now = time.monotonic()
            return Answer(NO_ANSWER, "", b"", now, now - began)
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        now = time.monotonic()
        location = response.headers.get("Location", "")
        return Answer(response.status, location, content, now, now - began, dict(response.headers.items()))


class Writer(Thread):
    """Writes without pause until it is told to stop."""

    def __init__(self, port: int, member: Member, stopping: Event, *, pause: float, seconds: float) -> None:
        super().__init__(daemon=True)
        self.visitor = Visitor(port, member, seconds=seconds)
        self.saved: dict[uuid.UUID, float] = {}
        self.begun: dict[uuid.UUID, float] = {}
        self.refused: list[Answer] = []
        self.broken: list[Answer] = []
        self.seconds: list[float] = []
        self._stopping, self._pause = stopping, pause
        self._days = days_before(datetime.now(UTC), DAYS)

    def run(self) -> None:
        while not self._stopping.is_set() and not self.visitor.token:
            if not self.visitor.take_token():
                self._stopping.wait(self._pause)
        number = 0
        while not self._stopping.is_set():
            self._write_one(self._days[number % DAYS])
            number += 1
        self.visitor.close()

    def _write_one(self, day: str) -> None:
        """Send one write until it is acknowledged."""
        write_id = uuid.uuid4()
        self.begun[write_id] = time.monotonic()
        while not self._stopping.is_set():
            answer = self.visitor.write(write_id, day)
            if self.visitor.is_saved(answer):
                self.saved[write_id] = answer.at
                self.seconds.append(answer.seconds)
                return
            (self.refused if answer.status in {AWAY, NO_ANSWER} else self.broken).append(answer)
            self._stopping.wait(self._pause)


class Crowd:
    """Writers side by side, one for each member; as a context it starts and stops them."""

    def __init__(self, port: int, members: Sequence[Member], *, pause: float = 0.1, seconds: float = 30) -> None:
        self._stopping = Event()
        self.writers = [Writer(port, one, self._stopping, pause=pause, seconds=seconds) for one in members]

    def __enter__(self) -> Self:
        for writer in self.writers:
            writer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for writer in self.writers:
            writer.join(60)

    def saved(self) -> dict[uuid.UUID, float]:
        """Every acknowledged write, with the moment of its answer."""
        return {one: at for writer in self.writers for one, at in list(writer.saved.items())}

    def sent(self) -> set[uuid.UUID]:
        return {one for writer in self.writers for one in list(writer.begun)}

    def refused(self) -> list[Answer]:
        return [answer for writer in self.writers for answer in list(writer.refused)]

    def broken(self) -> list[Answer]:
        return [answer for writer in self.writers for answer in list(writer.broken)]

    def seconds(self) -> list[float]:
        return sorted(taken for writer in self.writers for taken in list(writer.seconds))

    def slowest(self) -> float:
        """The longest wait for an answer of any kind."""
        refused = (answer.seconds for answer in (*self.refused(), *self.broken()))
        return max((*self.seconds(), *refused), default=0.0)

    def first_saved_after(self, moment: float) -> float | None:
        """When the first write was acknowledged that was asked for again or anew after this moment."""
        return min((at for at in self.saved().values() if at > moment), default=None)

    def wait_until_saved(self, moment: float, within: float) -> float | None:
        """Wait for the first acknowledged write after `moment`; gives the seconds it took."""
        return wait_for(lambda: self.first_saved_after(moment), moment, within)


def wait_for(ask: Callable[[], float | None], moment: float, within: float) -> float | None:
    while time.monotonic() - moment < within:
        found = ask()
        if found is not None:
            return found - moment
        time.sleep(0.02)
    return None


def at_once(acts: Iterable[Callable[[], None]]) -> None:
    """Do these side by side, and wait for all of them."""
    threads = [Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)


def raw_connection(port: int) -> socket.socket:
    """A bare connection, for what no browser would send."""
    return socket.create_connection(("127.0.0.1", port), timeout=30)

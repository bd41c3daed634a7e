"""Two servers of the app on one database, one address in front that asks them in turn, and browsers from afar."""

import http.client
import itertools
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from werkzeug.wrappers import Response

from tests.support.pages import Browser
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SECRET = "one secret for both of them, and long enough to be taken"
UP_IN_SECONDS = 120
PATIENCE = 120
Headers = Iterable[tuple[str, str]]
HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "date", "server"})


def ask(port: int, method: str, path: str, headers: Headers, body: bytes, come_from: str = "127.0.0.1") -> Any:
    """One request over a connection of its own: status, headers and body of the answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE, source_address=(come_from, 0))
    try:
        line.connect()
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            line.putheader(name, value)
        line.endheaders(body or None)
        answer = line.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        line.close()


class InTurn(ThreadingHTTPServer):
    """Each request goes to the other one; to the next, where one is not there."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, ports: Iterable[int]) -> None:
        super().__init__(("127.0.0.1", 0), _PassOn)
        self.ports = tuple(ports)
        self.turns = itertools.count()
        self.asked = dict.fromkeys(self.ports, 0)

    def next_ports(self) -> Iterator[int]:
        turn = next(self.turns)
        for step in range(len(self.ports)):
            yield self.ports[(turn + step) % len(self.ports)]


class _PassOn(BaseHTTPRequestHandler):
    server: InTurn
    timeout: ClassVar[float] = PATIENCE

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kept = [(name, value) for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP]
        headers = [*kept, ("X-Forwarded-For", self.client_address[0]), ("X-Forwarded-Proto", "http")]
        for port in self.server.next_ports():
            try:
                answer = ask(port, self.command, self.path, headers, body)
            except ConnectionRefusedError:
                continue
            except (OSError, http.client.HTTPException):
                break  # it may have acted: nobody but the person may send it again
            self.server.asked[port] += 1
            return self._give(*answer)
        return self._give(502, [], b"")

    do_POST = do_GET  # noqa: N815 - the library calls it so

    def _give(self, status: int, headers: Headers, body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in {*HOP_BY_HOP, "content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing is told."""


@dataclass
class _Asked:
    path: str
    url: str


class FarAnswer(Response):
    """As the test client's: it knows what was asked."""

    request: _Asked


@dataclass
class FarClient:
    """The part of Flask's test client that `Browser` uses, over the wire."""

    port: int
    come_from: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, query_string: dict[str, list[str]] | None = None) -> FarAnswer:
        query = f"?{urlencode(query_string, doseq=True)}" if query_string else ""
        return self._ask("GET", path + query, b"")

    def post(self, path: str, data: dict[str, list[str]]) -> FarAnswer:
        return self._ask("POST", path, urlencode(data, doseq=True).encode())

    def set_cookie(self, name: str, value: str) -> None:
        self.cookies[name] = value

    def _ask(self, method: str, path: str, body: bytes) -> FarAnswer:
        headers = [("Host", "localhost"), ("Accept-Language", "en")]
        if method == "POST":
            headers += [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", str(len(body)))]
        if self.cookies:
            headers.append(("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items())))
        status, told, content = ask(self.port, method, path, headers, body, self.come_from)
        for name, value in told:
            if name.lower() == "set-cookie":
                self._keep(SimpleCookie(value))
        answer = FarAnswer(content, status, [pair for pair in told if pair[0].lower() not in HOP_BY_HOP])
        answer.request = _Asked(path.partition("?")[0], path)
        return answer

    def _keep(self, cookies: SimpleCookie) -> None:
        for name, morsel in cookies.items():
            self.cookies.pop(name, None)
            if morsel.value and morsel["max-age"] != "0":
                self.cookies[name] = morsel.value


class FarBrowser(Browser):
    """Somebody's browser at an address on the network; `at` is the same browser at another door."""

    client: FarClient  # type: ignore[assignment]

    def __init__(self, port: int, come_from: str, patient_id: UUID | None = None) -> None:
        self.client = FarClient(port, come_from)
        self.patient_id = patient_id

    def token(self) -> str:
        """Read anew each time: the doors share their cookies."""
        return self._read_token()

    def at(self, port: int) -> "FarBrowser":
        twin = FarBrowser(port, self.client.come_from, self.patient_id)
        twin.client.cookies = self.client.cookies
        return twin


@dataclass
class Twin:
    """One server process, or one with workers below it."""

    name: str
    port: int
    environment: dict[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> list[str]:
        if self.name == "gunicorn":
            binding = ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{self.port}"]
            config = ["--config", str(ROOT / "deploy/gunicorn.conf.py")]
            return [sys.executable, "-m", "gunicorn", *config, *binding, "tracker.serving:app()"]
        return [sys.executable, "-m", "tracker", "serve", "--port", str(self.port)]

    def start(self) -> None:
        """In a process group of its own, so that nothing of it outlives the test."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own fixed commands
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        until = monotonic() + UP_IN_SECONDS
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text(errors="replace")[-3000:]
            assert monotonic() < until, self.log.read_text(errors="replace")[-3000:]
            sleep(0.05)

    def kill(self) -> None:
        """As a power cut would: at once, without a word to anybody."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    def _answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return bool(ask(self.port, "GET", "/sign-in", [("Host", "localhost")], b"")[0] == http.HTTPStatus.OK)
        return False

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            self.process.wait(timeout=UP_IN_SECONDS)
        self.process = None


@dataclass
class Twins:
    first: Twin
    second: Twin
    front: InTurn
    url: str

    @property
    def port(self) -> int:
        return int(self.front.server_address[1])

    def both(self) -> tuple[Twin, Twin]:
        return self.first, self.second


def environment(url: str, instance: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "COV"))}
    return kept | {
        "TRACKER_INSTANCE_PATH": str(instance),
        "TRACKER_DATABASE_URL": url,
        "TRACKER_SECRET_KEY": SECRET,
        "TRACKER_PROXIES": "1",
        "TRACKER_THREADS": "4",
        "TRACKER_PRACTITIONER_FACTOR": "no",
        "TRACKER_BACKUP_DAYS": "0",
        "TRACKER_TIME_ZONE": "Europe/Berlin",
    }


@contextmanager
def two_servers(url: str, folder: Path) -> Iterator[Twins]:
    """One under waitress, one under gunicorn with two workers, each with an instance folder of its own."""
    made = [
        Twin(name, free_port(), environment(url, folder / f"instance-{name}"), folder)
        for name in ("waitress", "gunicorn")
    ]
    front = InTurn(twin.port for twin in made)
    Thread(target=front.serve_forever, daemon=True).start()
    try:
        for twin in made:
            twin.start()
        yield Twins(made[0], made[1], front, url)
    finally:
        front.shutdown()
        front.server_close()
        for twin in made:
            twin.stop()


def has_room_for_addresses() -> bool:
    """Whether connections can come from other loopback addresses, as on Linux."""
    with socket.socket() as probe, suppress(OSError):
        probe.bind(("127.0.0.9", 0))
        return True
    return False

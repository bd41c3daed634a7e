"""One server process under measurement, and what a page of it costs."""

import html
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from tests.support.ports import free_port
from tracker.web import opened

REQUESTS: Final = 60
WARM_UP: Final = 10
SCHEDULER: Final = 2  # the clock of the kernel's that counts what a process has run
Ask = Callable[[int], tuple[int, bytes]]


class Server:
    """One server process and a kept-alive connection to it."""

    def __init__(self, kind: str, folder: Path, cookies: str = "", database_url: str | None = None) -> None:
        self.port = free_port()
        began = time.perf_counter()
        # The practitioner of the measurements has no second factor.
        environ = os.environ | {"TRACKER_INSTANCE_PATH": str(folder), "TRACKER_PRACTITIONER_FACTOR": "no"}
        if database_url is not None:
            environ["TRACKER_DATABASE_URL"] = database_url
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "scripts.bench.server", kind, str(self.port)], env=environ
        )
        self.cookies = cookies
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self._wait()
        self.start_seconds = time.perf_counter() - began

    def _wait(self) -> None:
        for _ in range(3000):
            try:
                self.connection.connect()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise SystemExit("a server did not start")

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": self.cookies}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(body) if body is not None else None, headers)
        response = self.connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            self.cookies += "; " + cookie.split(";")[0]
        return response.status, content

    def cpu(self) -> float:
        """Seconds of processor time used so far, to the kernel's nanosecond."""
        return time.clock_gettime((~self.process.pid << 3) | SCHEDULER)

    def memory(self) -> float:
        """Resident MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def to(self, secret: str) -> "Server":
        """The same server, asked by somebody else over a connection of their own."""
        other = copy(self)
        other.cookies = f"sid={secret}"
        other.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        return other

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.wait(10)


@dataclass
class Figures:
    per_second: float
    p50: float
    p95: float
    cpu_ms: float
    size: int
    times_bare: float = 1.0


def measure(server: Server, ask: Ask, expected: int, requests: int = REQUESTS) -> Figures:
    size, times = 0, []
    server.connection.close()  # the server hangs up where nothing came for long; the next request opens it anew
    for number in range(WARM_UP):
        ask(number)
    cpu, began = server.cpu(), time.perf_counter()
    for number in range(requests):
        one = time.perf_counter()
        status, content = ask(number)
        times.append(time.perf_counter() - one)
        size = len(content)
        if status != expected:
            raise SystemExit(f"answered {status}, not {expected}: {content[:200]!r}")
    whole = time.perf_counter() - began
    cuts = statistics.quantiles(times, n=20)
    return Figures(
        requests / whole, statistics.median(times) * 1e3, cuts[18] * 1e3, (server.cpu() - cpu) / requests * 1e3, size
    )


def middle(rounds: list[Figures]) -> Figures:
    return sorted(rounds, key=lambda figures: figures.times_bare)[len(rounds) // 2]


def saving(tracker: Server, base: str, today: str) -> Ask:
    """Saves the leg's score of the day, another each time, as from a page that shows the one before."""
    form = re.search(rb'id="leg-scale".*?</form>', tracker.ask("GET", f"{base}/today")[1], re.DOTALL)
    if form is None:
        raise SystemExit("Today shows no form")
    held = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(csrf_token|opened)"\s+value="([^"]*)"', form[0].decode())
    }

    def save(number: int) -> tuple[int, bytes]:
        score = str(number % 11)
        answer = tracker.ask("POST", f"{base}/days/{today}/leg", held | {"score": score, "id": str(uuid.uuid4())})
        held[opened.NAME] = opened.with_values(score=score)
        return answer

    return save


def filling_in(tracker: Server, base: str, today: str) -> Ask:
    """Saves the whole entry of the day by its form, with another score each time."""
    page = tracker.ask("GET", f"{base}/today")[1].decode()
    form = next(
        (one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f"days/{today}/details" in one), None
    )
    if form is None:
        raise SystemExit("Today shows no form of the day")
    held = _held(form)
    shown = opened.read(held[opened.NAME])

    def save(number: int) -> tuple[int, bytes]:
        score = {"leg_pain": str(number % 11), "worst_leg_pain": "10"}
        answer = tracker.ask("POST", f"{base}/days/{today}/details", held | score)
        held[opened.NAME] = opened.write(shown | {name: {opened.WHOLE: value} for name, value in score.items()})
        return answer

    return save


def _held(form: str) -> dict[str, str]:
    """What the fields of a form hold that one value says."""
    held: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        chosen = "checked" in tag or not re.search(r'type="(?:radio|checkbox)"', tag)
        if name and chosen:
            held[name[1]] = html.unescape(value[1]) if value else ""
    return held


def side_by_side(one: Ask, other: Ask, expected: int, requests: int) -> tuple[float, float]:
    """Median milliseconds of an answer of each, asked in turns so that the machine's noise falls on both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(-WARM_UP, requests):
        for ask, spent in zip(
            (one, other) if number % 2 else (other, one), times if number % 2 else times[::-1], strict=True
        ):
            began = time.perf_counter()
            status, content = ask(number)
            if status != expected:
                raise SystemExit(f"answered {status}, not {expected}: {content[:200]!r}")
            if number >= 0:
                spent.append(time.perf_counter() - began)
    return statistics.median(times[0]) * 1e3, statistics.median(times[1]) * 1e3

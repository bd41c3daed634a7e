"""`make bench`: what the app costs, beside one bare Flask route served the same way in the same run.

Machines differ and are noisy, so the figures to read are the multiples of the bare route, not the milliseconds. Each
page is asked for in several rounds, each right after the bare route, and the middle round is reported.
"""

import csv
import http.client
import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, select

from scripts import bench_rules
from scripts.bench_data import fill
from scripts.bench_practice import PATIENTS, Practice, fill_practice
from tests.support.postgres import free_port
from tracker import schema, sqlite
from tracker.app import create_app
from tracker.diary.models import Entry
from tracker.extensions import db
from tracker.settings import Settings

ROUNDS, REQUESTS, WARM_UP = 3, 60, 10
BARE_REQUESTS = 300  # so cheap a route takes many for the kernel's clock to tell its cost
TICKS = os.sysconf("SC_CLK_TCK")
LIST = f"Patients, {PATIENTS}"
AIMS = {"save an entry": 12, "Today": 20, "diary list": 20, "Progress": 40, LIST: 60}
EXPORT_AIM, MEMORY_AIM = 3.0, 90


class Server:
    """One server process and a kept-alive connection to it."""

    def __init__(self, kind: str, folder: Path, cookies: str = "") -> None:
        self.port = free_port()
        began = time.perf_counter()
        environ = os.environ | {"TRACKER_INSTANCE_PATH": str(folder)}
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "scripts.bench_server", kind, str(self.port)], env=environ
        )
        self.cookies = cookies
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self._wait()
        self.start_seconds = time.perf_counter() - began

    def _wait(self) -> None:
        for _ in range(400):
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
        """Seconds of processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

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


def measure(
    server: Server, ask: Callable[[int], tuple[int, bytes]], expected: int, requests: int = REQUESTS
) -> Figures:
    size, times = 0, []
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


def bare_writer(url: str, patient_id: uuid.UUID) -> tuple[float, int]:
    """Seconds and bytes of writing the stored columns of every entry with the plain csv module."""
    engine = create_engine(url)
    sqlite.prepare(engine)
    cpu = time.process_time()
    out = io.StringIO()
    writer = csv.writer(out)
    with sqlite.only_reading(), engine.connect() as connection:
        columns = [column for column in Entry.__table__.columns if column.key not in {"patient_id", "deleted_at"}]
        writer.writerow([column.key for column in columns])
        writer.writerows(connection.execute(select(*columns).where(Entry.patient_id == patient_id)))
    size = len(out.getvalue().encode())
    return time.process_time() - cpu, size


@contextmanager
def servers(folder: Path, cookies: str) -> Iterator[tuple[Server, Server]]:
    bare, tracker = Server("bare", folder), Server("tracker", folder, cookies)
    try:
        yield bare, tracker
    finally:
        bare.stop()
        tracker.stop()


def saving(tracker: Server, base: str, today: str) -> Callable[[int], tuple[int, bytes]]:
    token = re.search(rb'name="csrf_token" value="([^"]+)"', tracker.ask("GET", f"{base}/today")[1])
    if token is None:
        raise SystemExit("Today shows no form")
    save = {"csrf_token": token[1].decode()}
    return lambda n: tracker.ask(
        "POST", f"{base}/days/{today}/leg", save | {"score": str(n % 11), "id": str(uuid.uuid4())}
    )


def shared_pages(
    tracker: Server, practice: Practice, today: str
) -> dict[str, tuple[Callable[[int], tuple[int, bytes]], int]]:
    """What a practitioner sees, and what a patient's save costs more while it is shared."""
    practitioner, owner = tracker.to(practice.practitioner_secret), tracker.to(practice.owner_secret)
    base = f"/patients/{practice.patient_id}"
    return {
        LIST: (lambda _n: practitioner.ask("GET", "/patients"), 200),
        "Patients, found": (lambda _n: practitioner.ask("GET", "/patients?q=bench+0&sort=entry&page=3"), 200),
        "Progress, shared": (lambda _n: practitioner.ask("GET", f"{base}/progress"), 200),
        "save, shared": (saving(owner, base, today), 303),
    }


def pages(
    tracker: Server, patient_id: uuid.UUID, today: str
) -> dict[str, tuple[Callable[[int], tuple[int, bytes]], int]]:
    base = f"/patients/{patient_id}"
    return {
        "sign-in page": (lambda _n: tracker.ask("GET", "/sign-in?again=1"), 200),
        "Today": (lambda _n: tracker.ask("GET", f"{base}/today"), 200),
        "save an entry": (saving(tracker, base, today), 303),
        "diary list": (lambda _n: tracker.ask("GET", f"{base}/diary?view=list"), 200),
        "Progress": (lambda _n: tracker.ask("GET", f"{base}/progress"), 200),
        "Progress, all": (lambda _n: tracker.ask("GET", f"{base}/progress?range=all"), 200),
        "entries.csv": (lambda _n: tracker.ask("GET", f"{base}/exports/entries.csv"), 200),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings.from_env({"TRACKER_INSTANCE_PATH": name})
        app = create_app(settings)
        with app.app_context():
            schema.upgrade(db.engine)
        today = datetime.now(UTC).date()
        patient_id, secret = fill(app, today)
        practice = fill_practice(app, today)
        with servers(folder, f"sid={secret}") as (bare, tracker):
            report(bare, tracker, patient_id, practice, today.isoformat(), settings.database_url)
    bench_rules.report()


def report(bare: Server, tracker: Server, patient_id: uuid.UUID, practice: Practice, today: str, url: str) -> None:
    asked = pages(tracker, patient_id, today) | shared_pages(tracker, practice, today)
    measured: dict[str, list[Figures]] = {name: [] for name in ("bare route", *asked)}
    for _ in range(ROUNDS):
        for name, (ask, expected) in asked.items():
            unit = measure(bare, lambda _n: bare.ask("GET", f"/{patient_id.hex}"), 200, BARE_REQUESTS)
            one = measure(tracker, ask, expected)
            measured["bare route"].append(unit)
            measured[name].append(replace(one, times_bare=one.cpu_ms / unit.cpu_ms))
    figures = {name: middle(rounds) for name, rounds in measured.items()}
    print(f"{'':16}{'req/s':>8}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'x bare':>8}{'aim':>6}{'bytes':>9}")
    for name, one in figures.items():
        aim = f"{AIMS[name]}" if name in AIMS else ""
        print(
            f"{name:16}{one.per_second:8.0f}{one.p50:8.2f}{one.p95:8.2f}{one.cpu_ms:8.2f}"
            f"{one.times_bare:8.1f}{aim:>6}{one.size:9,}"
        )
    seconds, size = sorted(bare_writer(url, patient_id) for _ in range(ROUNDS))[ROUNDS // 2]
    ours = figures["entries.csv"]
    rates = ours.size / ours.cpu_ms * 1e3 / 1e6, size / seconds / 1e6
    print(
        f"export: {rates[0]:.1f} MB/s, bare csv.writer {rates[1]:.1f} MB/s; per row"
        f" {ours.cpu_ms / 1e3 / seconds:.2f} times bare (aim {EXPORT_AIM:.0f})"
    )
    print(f"memory: {tracker.memory():.0f} MiB resident (aim under {MEMORY_AIM}), bare {bare.memory():.0f} MiB")
    print(f"start: {tracker.start_seconds:.2f} s, bare {bare.start_seconds:.2f} s")


if __name__ == "__main__":
    main()

"""`make bench`: what the app costs, beside one bare Flask route served the same way in the same run.

Machines differ and are noisy, so the figures to read are the multiples of the bare route, not the milliseconds. Each
page is asked for in several rounds, each right after the bare route, and the middle round is reported. The same on
PostgreSQL, beside a bare route on PostgreSQL.
"""

import csv
import io
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, select

from scripts.bench import interface, many, rules
from scripts.bench.data import fill
from scripts.bench.formats import report_formats
from scripts.bench.imports import report_imports, report_memory
from scripts.bench.measuring import Ask, Figures, Server, measure, middle, saving
from scripts.bench.practice import PATIENTS, Practice, fill_practice
from tests.support.needs import find_postgres
from tests.support.postgres import server_of_ones_own
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.diary.models import Entry
from tracker.operations import schema
from tracker.storage import sqlite
from tracker.web.extensions import db

ROUNDS: Final = 3
BARE_REQUESTS: Final = 300  # so cheap a route takes many for the kernel's clock to tell its cost
LIST: Final = f"Patients, {PATIENTS}"
AIMS: Final = {"save an entry": 12, "Today": 20, "diary list": 20, "Progress": 40, LIST: 60}
EXPORT_AIM: Final = 3.0
GIGABYTE: Final = 1_000_000_000
MEMORY_AIM: Final = 90
BARE: Final = "bare route"
Pages = dict[str, tuple[Ask, int]]


@dataclass(frozen=True)
class Bench:
    """One filled database and the two servers on it."""

    url: str
    today: str
    patient_id: uuid.UUID
    practice: Practice
    bare: Server
    tracker: Server


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


def shared_pages(bench: Bench) -> Pages:
    """What a practitioner sees, and what a patient's save costs more while it is shared."""
    practice = bench.practice
    practitioner, owner = bench.tracker.to(practice.practitioner_secret), bench.tracker.to(practice.owner_secret)
    base = f"/patients/{practice.patient_id}"
    return {
        LIST: (lambda _n: practitioner.ask("GET", "/patients"), 200),
        "Patients, found": (lambda _n: practitioner.ask("GET", "/patients?q=bench+0&sort=entry&page=3"), 200),
        "Progress, shared": (lambda _n: practitioner.ask("GET", f"{base}/progress"), 200),
        "save, shared": (saving(owner, base, bench.today), 303),
    }


def pages(bench: Bench) -> Pages:
    base, tracker = f"/patients/{bench.patient_id}", bench.tracker
    return {
        "sign-in page": (lambda _n: tracker.ask("GET", "/sign-in?again=1"), 200),
        "Today": (lambda _n: tracker.ask("GET", f"{base}/today"), 200),
        "save an entry": (saving(tracker, base, bench.today), 303),
        "diary list": (lambda _n: tracker.ask("GET", f"{base}/diary?view=list"), 200),
        "Progress": (lambda _n: tracker.ask("GET", f"{base}/progress"), 200),
        "Progress, all": (lambda _n: tracker.ask("GET", f"{base}/progress?range=all"), 200),
        "entries.csv": (lambda _n: tracker.ask("GET", f"{base}/exports/entries.csv"), 200),
    }


@contextmanager
def filled(url: str | None = None) -> Iterator[Bench]:
    """A database with one long diary and one practice, and both servers on it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = {"TRACKER_INSTANCE_PATH": name} | ({} if url is None else {"TRACKER_DATABASE_URL": url})
        settings = Settings.from_env(environ)
        app = create_app(settings)
        with app.app_context():
            schema.upgrade(db.engine)
        today = datetime.now(UTC).date()
        patient_id, secret = fill(app, today)
        practice = fill_practice(app, today)
        bare = Server("bare", folder, database_url=url)
        tracker = Server("tracker", folder, f"sid={secret}", database_url=url)
        try:
            yield Bench(settings.database_url, today.isoformat(), patient_id, practice, bare, tracker)
        finally:
            bare.stop()
            tracker.stop()


def measured(bench: Bench) -> dict[str, Figures]:
    asked = pages(bench) | shared_pages(bench)
    rounds: dict[str, list[Figures]] = {name: [] for name in (BARE, *asked)}
    for _ in range(ROUNDS):
        for name, (ask, expected) in asked.items():
            unit = measure(bench.bare, lambda _n: bench.bare.ask("GET", f"/{bench.patient_id}"), 200, BARE_REQUESTS)
            one = measure(bench.tracker, ask, expected)
            rounds[BARE].append(unit)
            rounds[name].append(replace(one, times_bare=one.cpu_ms / unit.cpu_ms))
    return {name: middle(figures) for name, figures in rounds.items()}


def report(bench: Bench, figures: dict[str, Figures]) -> None:
    print(f"{'':18}{'req/s':>8}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'x bare':>8}{'aim':>6}{'bytes':>9}")
    for name, one in figures.items():
        aim = f"{AIMS[name]}" if name in AIMS else ""
        print(
            f"{name:18}{one.per_second:8.0f}{one.p50:8.2f}{one.p95:8.2f}{one.cpu_ms:8.2f}"
            f"{one.times_bare:8.1f}{aim:>6}{one.size:9,}"
        )
    seconds, size = sorted(bare_writer(bench.url, bench.patient_id) for _ in range(ROUNDS))[ROUNDS // 2]
    ours = figures["entries.csv"]
    rates = ours.size / ours.cpu_ms * 1e3 / 1e6, size / seconds / 1e6
    print(
        f"export: {rates[0]:.1f} MB/s, bare csv.writer {rates[1]:.1f} MB/s; per row"
        f" {ours.cpu_ms / 1e3 / seconds:.2f} times bare (aim {EXPORT_AIM:.0f})"
    )
    interface.report(bench.bare, bench.tracker, bench.url, bench.patient_id, bench.today)
    report_formats(bench.url, bench.patient_id)
    report_imports(bench.url, bench.patient_id)
    report_memory(GIGABYTE)
    memory = bench.tracker.memory(), bench.bare.memory()
    print(f"memory: {memory[0]:.0f} MiB resident (aim under {MEMORY_AIM}), bare {memory[1]:.0f} MiB")
    print(f"start: {bench.tracker.start_seconds:.2f} s, bare {bench.bare.start_seconds:.2f} s")


def report_postgres(here: dict[str, Figures], there: dict[str, Figures]) -> None:
    """PostgreSQL beside SQLite: each in multiples of a bare route on its own database, and in the time of an answer."""
    print(f"{'':18}{'SQLite x bare':>14}{'p50 ms':>8}{'PostgreSQL x bare':>19}{'p50 ms':>8}{'times as long':>15}")
    for name, one in here.items():
        other = there[name]
        print(
            f"{name:18}{one.times_bare:14.1f}{one.p50:8.2f}{other.times_bare:19.1f}{other.p50:8.2f}"
            f"{other.p50 / one.p50:15.2f}"
        )


@contextmanager
def postgres() -> Iterator[str | None]:
    programs = find_postgres()
    if programs is None:
        yield None
        return
    with server_of_ones_own(programs) as url:
        yield url


def only(part: str) -> None:
    """One part alone: what the interface costs, on SQLite."""
    if part != "interface":
        raise SystemExit("without --base only `interface` is measured alone")
    with filled() as bench:
        interface.report(bench.bare, bench.tracker, bench.url, bench.patient_id, bench.today)


def main() -> None:
    with filled() as bench:
        here = measured(bench)
        report(bench, here)
    with postgres() as url:
        if url is None:
            print("PostgreSQL: not measured, no server is installed")
        else:
            with filled(url) as bench:
                report_postgres(here, measured(bench))
    rules.report()
    many.report()


if __name__ == "__main__":
    main()

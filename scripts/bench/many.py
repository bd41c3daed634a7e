"""`make bench`, its last part: one patient in a database of their own, and the same among a thousand.

A million entries of others may not make anybody's pages slower by more than a fifth, on either database.
"""

import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import text

from scripts.bench.data import Diary, fill
from scripts.bench.measuring import Ask, Server, saving, side_by_side
from tests.support.needs import find_postgres
from tests.support.postgres import make_database, server_of_ones_own
from tracker.accounts.models import Account
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.operations import schema
from tracker.patients.models import Patient
from tracker.storage import postgres
from tracker.web.extensions import db

PATIENTS, ENTRIES = 1000, 1000
REQUESTS: Final = 150
AIM: Final = 1.2
NEW_ID: Final = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def _fill(app: Flask, *, others: int) -> tuple[uuid.UUID, str]:
    """One patient's diary, and the same days once more for each of the others."""
    now = datetime.now(UTC).replace(microsecond=0)
    with app.app_context():
        schema.upgrade(db.engine)
    patient_id, secret = fill(app, now.date(), Diary(entries=ENTRIES))
    with app.app_context():
        accounts = [factory.account(f"Other {number}", now, time_zone="UTC") for number in range(others)]
        factory.add(db.session(), Account, accounts)
        factory.add(db.session(), Patient, [factory.patient(account["id"], now) for account in accounts])
        _copy(patient_id)
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            vacuum = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            with vacuum as connection, postgres.unhurried(connection):
                connection.execute(text("SET statement_timeout = 0"))
                connection.execute(text("VACUUM ANALYZE"))
    return patient_id, secret


def _copy(patient_id: uuid.UUID) -> None:
    """Every entry of this patient for every other one."""
    names = [column.name for column in Entry.__table__.columns if column.name not in {"patient_id", "id"}]
    copied = ", ".join(f"entry.{name}" for name in names)
    engine = db.engine.dialect.name
    with postgres.unhurried(db.session.connection()):
        db.session.execute(
            text(
                f"INSERT INTO entry (patient_id, id, {', '.join(names)})"  # noqa: S608 - names of our own columns
                f" SELECT patient.id, {NEW_ID[engine]}, {copied} FROM patient, entry"
                " WHERE entry.patient_id = :first AND patient.id <> :first"
            ),
            {"first": patient_id.hex if engine == "sqlite" else patient_id},
        )


@contextmanager
def _server(url: str | None, *, others: int) -> Iterator[tuple[Server, uuid.UUID, float]]:
    """A filled database and a server on it; also the seconds that filling took."""
    with tempfile.TemporaryDirectory() as name:
        environ = {"TRACKER_INSTANCE_PATH": name} | ({} if url is None else {"TRACKER_DATABASE_URL": url})
        began = time.perf_counter()
        patient_id, secret = _fill(create_app(Settings.from_env(environ)), others=others)
        spent = time.perf_counter() - began
        server = Server("tracker", Path(name), f"sid={secret}", database_url=url)
        try:
            yield server, patient_id, spent
        finally:
            server.stop()


def _asked(server: Server, patient_id: uuid.UUID) -> dict[str, tuple[Ask, int]]:
    base = f"/patients/{patient_id}"
    return {
        "Today": (lambda _n: server.ask("GET", f"{base}/today"), 200),
        "Progress": (lambda _n: server.ask("GET", f"{base}/progress"), 200),
        "save an entry": (saving(server, base, datetime.now(UTC).date().isoformat()), 303),
    }


def _compare(name: str, urls: tuple[str | None, str | None]) -> None:
    with (
        _server(urls[1], others=PATIENTS - 1) as (many, two_id, spent),
        _server(urls[0], others=0) as (alone, one_id, _),
    ):
        print(f"{name}: {PATIENTS * ENTRIES:,} entries of {PATIENTS:,} patients (made in {spent:.0f} s)")
        print(f"{'':18}{'alone ms':>10}{'among ms':>10}{'ratio':>8}{'aim':>6}")
        among = _asked(many, two_id)
        for page, (ask, expected) in _asked(alone, one_id).items():
            here, there = side_by_side(ask, among[page][0], expected, REQUESTS)
            print(f"{page:18}{here:10.2f}{there:10.2f}{there / here:8.2f}{AIM:6.1f}")


def report() -> None:
    _compare("SQLite", (None, None))
    programs = find_postgres()
    if programs is None:
        print("PostgreSQL: not measured, no server is installed")
        return
    with server_of_ones_own(programs) as url:
        _compare("PostgreSQL", (make_database(url, "alone"), make_database(url, "among")))


if __name__ == "__main__":
    report()

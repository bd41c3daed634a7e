"""A database in a folder of its own with people in it, and what is counted in it when all is over."""

import os
import sqlite3
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.pool import NullPool

from tests.support.people import Person, make_person
from tracker.accounts.services.sessions import Limits, begin
from tracker.app import create_app
from tracker.audit.services.events import Caller
from tracker.configuration.settings import Settings
from tracker.diary.models import Entry
from tracker.operations import schema
from tracker.patients.models import Revision
from tracker.web.extensions import db

FOREIGN_SETTINGS = "TRACKER_"


@dataclass(frozen=True)
class Member:
    """Somebody with a record and a live sign-in."""

    person: Person
    secret: str

    @property
    def base(self) -> str:
        return f"/patients/{self.person.patient_id}"


@dataclass(frozen=True)
class Tally:
    """What the database holds of all that was sent to it."""

    rows: int
    lost: int
    doubled: int
    strange: int


@dataclass
class World:
    """The instance folder of a server, its settings as an environment, and its people."""

    folder: Path
    database_url: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def settings(self) -> dict[str, str]:
        given = {"TRACKER_INSTANCE_PATH": str(self.folder), **self.extra}
        return given if self.database_url is None else given | {"TRACKER_DATABASE_URL": self.database_url}

    @property
    def environ(self) -> dict[str, str]:
        """The settings of this machine's own installation have no say here."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN_SETTINGS)}
        return own | self.settings

    @property
    def file(self) -> Path:
        return self.folder / "tracker.sqlite3"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url is None

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.file}"

    def app(self) -> Flask:
        return create_app(Settings.from_env(self.settings))

    def people(
        self, count: int, zone: str = "Europe/Berlin", *, now: datetime | None = None, kept: bool = True
    ) -> list[Member]:
        """Bring the tables up to date, and sign `count` people in: for weeks where it is `kept`, else for a visit."""
        now = now or datetime.now(UTC).replace(microsecond=0)
        app = self.app()
        with app.app_context():
            schema.upgrade(db.engine)
        made = [make_person(app, f"torture {uuid.uuid4().hex[:12]}", zone=zone, now=now) for _ in range(count)]
        members = [Member(person, sign_in(app, person, now, kept=kept)) for person in made]
        with app.app_context():
            db.engine.dispose()
        return members

    def sign_in(self, person: Person, now: datetime | None = None) -> Member:
        """Sign somebody in who is known already."""
        app = self.app()
        member = Member(person, sign_in(app, person, now or datetime.now(UTC).replace(microsecond=0), kept=True))
        with app.app_context():
            db.engine.dispose()
        return member

    def engine(self) -> Engine:
        """Straight to the database, past everything of the app."""
        return create_engine(self.url, poolclass=NullPool)

    def go_back(self, revision: str) -> None:
        """Bring the tables to a version before."""
        app = self.app()
        with app.app_context():
            schema.downgrade(db.engine, revision)
            db.engine.dispose()

    def tally(self, acknowledged: Iterable[uuid.UUID], sent: Iterable[uuid.UUID]) -> Tally:
        with self.engine().connect() as connection:
            found = [row.id for row in connection.execute(select(Entry.__table__.c.id))]
            notes = Counter(row.note for row in connection.execute(select(Entry.__table__.c.note)))
            revisions = Counter(row.row_id for row in connection.execute(select(Revision.__table__.c.row_id)))
        ids = set(found)
        doubled = sum(count - 1 for count in notes.values()) + sum(count - 1 for count in revisions.values())
        unremembered = ids - set(revisions)
        return Tally(
            rows=len(found),
            lost=len(set(acknowledged) - ids),
            doubled=doubled + len(found) - len(ids),
            strange=len(ids - set(sent)) + len(unremembered),
        )

    def integrity(self) -> str:
        """What SQLite itself says of its file; of other engines nothing is asked."""
        if not self.is_sqlite:
            return "ok"
        connection = sqlite3.connect(self.file)
        try:
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
        finally:
            connection.close()

    def command(self, *words: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `tracker` with these words in this world."""
        return subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "tracker", *words],
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )


def sign_in(app: Flask, person: Person, now: datetime, *, kept: bool) -> str:
    """A live sign-in since that moment; gives the secret of its cookie."""
    settings: Settings = app.extensions["settings"]
    limits = Limits(
        timedelta(minutes=settings.idle_minutes),
        timedelta(hours=settings.absolute_hours),
        timedelta(days=settings.kept_idle_days),
        timedelta(days=settings.kept_absolute_days),
    )
    caller = Caller(now=now, device="Test", address="127.0.0.0/24")
    with app.app_context():
        secret = begin(db.session(), person.account_id, caller, limits, kept=kept)
        db.session.commit()
    return secret


def days_before(today: datetime, count: int) -> list[str]:
    return [(today - timedelta(days=number)).date().isoformat() for number in range(1, count + 1)]

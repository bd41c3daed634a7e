"""Jobs by the clock: once in each period whoever asks, again after a failure, taken over from the dead."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.support.canaries import plant
from tests.support.people import make_person
from tests.support.sharing import make_practitioner
from tracker.accounts.models import Account
from tracker.audit.models import JobRun, Withdrawal
from tracker.audit.services.withdrawals import Kind
from tracker.configuration.settings import Settings
from tracker.operations import jobs, sqlite_copy
from tracker.operations.backup import BackupFault
from tracker.operations.jobs import Clockwork, Job
from tracker.sharing.models import HealthLinkFile
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.counted]

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Counted:
    """A job that counts how often it is done, and fails when told to."""

    def __init__(self) -> None:
        self.times = 0
        self.fails = False

    def __call__(self, _engine: Engine, _settings: Settings, _now: datetime) -> None:
        self.times += 1
        if self.fails:
            raise BackupFault("told to")


@pytest.fixture
def engine(either_app: Flask) -> Iterator[Engine]:
    with either_app.app_context():
        yield db.engine


def test_of_several_processes_one_does_it_each_day(engine: Engine, settings: Settings) -> None:
    clock, work = Clock(), Counted()
    several = [Clockwork(engine, settings, clock, (Job("count", jobs.by_day, work),)) for _ in range(3)]
    for days in (1, 2, 3):
        for one in several * 2:
            assert one.run_due() == []
        assert work.times == days
        clock.now += timedelta(days=1)


def test_one_that_failed_is_free_for_others_and_waits_an_hour_here(engine: Engine, settings: Settings) -> None:
    clock, work = Clock(), Counted()
    job = Job("count", jobs.by_day, work)
    first, second = (Clockwork(engine, settings, clock, (job,)) for _ in range(2))
    work.fails = True
    assert first.run_due() == ["count"]
    assert first.run_due() == []
    assert work.times == 1
    clock.now += timedelta(hours=1)
    assert first.run_due() == ["count"]
    work.fails = False
    assert second.run_due() == []
    clock.now += timedelta(hours=1)
    first.run_due()
    assert work.times == 3


def test_one_whose_process_died_is_taken_over_after_two_hours(engine: Engine, settings: Settings) -> None:
    clock, work = Clock(), Counted()
    job = Job("count", jobs.by_day, work)
    assert jobs.claim(engine, job, NOW)
    other = Clockwork(engine, settings, clock, (job,))
    clock.now = NOW + timedelta(minutes=119)
    other.run_due()
    assert work.times == 0
    clock.now = NOW + timedelta(hours=2)
    other.run_due()
    clock.now = NOW + timedelta(hours=5)
    Clockwork(engine, settings, clock, (job,)).run_due()
    assert work.times == 1


def test_a_day_begins_at_three_and_a_clock_set_back_does_nothing_again(engine: Engine, settings: Settings) -> None:
    assert jobs.by_day(datetime(2026, 11, 22, 2, 59, tzinfo=UTC)) == "2026-11-21"
    assert jobs.by_day(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)) == "2026-11-22"
    clock, work = Clock(), Counted()
    one = Clockwork(engine, settings, clock, (Job("count", jobs.by_hour, work),))
    for hours in (0, -1, 0, -1, 1):
        clock.now = NOW + timedelta(hours=hours)
        one.run_due()
    assert work.times == 3


def test_the_thread_does_what_is_due_and_stops(engine: Engine, settings: Settings) -> None:
    done = Event()
    one = Clockwork(engine, settings, Clock(), (Job("tell", jobs.by_day, lambda *_: done.set()),))
    one.start(after_seconds=0)
    assert done.wait(10)
    one.stop()
    assert one._thread is not None
    assert not one._thread.is_alive()


def test_the_daily_jobs_back_up_erase_and_forget(either_app: Flask, settings: Settings, tmp_path: Path) -> None:
    gone, stays = make_person(either_app, "Rosa"), make_person(either_app, "Omar")
    link_id = plant(either_app, stays, make_practitioner(either_app)).ids["health_link_id"]
    settings = settings.with_(instance_path=tmp_path)
    with either_app.app_context():
        engine = db.engine
        with Session(engine) as session:
            for person, due in ((gone, -1), (stays, 1)):
                account = session.get(Account, person.account_id)
                assert account is not None
                account.erase_at = NOW + timedelta(hours=due)
            session.add(JobRun(job="backup", slot="2026-01-01", at=NOW - timedelta(days=61)))
            of_link = {"patient_id": stays.patient_id, "link_id": link_id, "encrypted": "a.b.c.d.e"}
            session.add(HealthLinkFile(id_hash=b"h" * 32, made_at=NOW - timedelta(hours=1), **of_link))
            session.add(Withdrawal(kind=Kind.LINK.value, id=gone.account_id, at=NOW - timedelta(days=401)))
            session.commit()
        assert Clockwork(engine, settings, Clock()).run_due() == []
        suffix = "sqlite3" if settings.is_sqlite else "dump"
        (file,) = settings.backup_folder.iterdir()
        assert file.name == f"tracker-2026-11-22T1200Z.{suffix}"
        assert file.stat().st_mode & 0o777 == 0o600
        assert settings.backup_folder.stat().st_mode & 0o777 == 0o700
        with Session(engine) as session:
            assert session.execute(select(Account.user_name).order_by(Account.user_name)).scalars().all() == [
                "Li Wen",
                "Omar",
            ]
            assert session.execute(select(Withdrawal.kind)).scalars().all() == [Kind.ACCOUNT]
            assert session.execute(select(HealthLinkFile.link_id)).scalars().all() == []
            assert "2026-01-01" not in session.execute(select(JobRun.slot)).scalars().all()


def test_no_backup_is_made_where_none_is_wanted(engine: Engine, settings: Settings, tmp_path: Path) -> None:
    settings = settings.with_(instance_path=tmp_path, backup_days=0)
    assert Clockwork(engine, settings, Clock()).run_due() == []
    assert not settings.backup_folder.exists()


def test_a_failed_backup_removes_no_older_one(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = app.extensions["settings"].with_(database_url=f"sqlite:///{tmp_path / 'none.sqlite3'}", backup_days=1)
    settings = settings.with_(instance_path=tmp_path)
    settings.backup_folder.mkdir()
    older = settings.backup_folder / "tracker-2026-01-01T0300Z.sqlite3"
    older.write_bytes(sqlite_copy.__name__.encode())
    with app.app_context():
        assert Clockwork(db.engine, settings, Clock()).run_due() == ["backup"]
    assert list(settings.backup_folder.iterdir()) == [older]
    assert "job.failed job=backup" in caplog.text

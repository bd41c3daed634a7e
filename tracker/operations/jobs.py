"""Jobs by the clock: done once in each period, by whichever process comes first, and never in anybody's request.

Whoever adds the row of a job and its period does the job. One that failed leaves the period free again, and one whose
process died is taken over after a while.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Final

from sqlalchemy import Engine, delete, exists, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from tracker.accounts.services import erasure
from tracker.audit.models import JobRun
from tracker.channels.services import sending as notices
from tracker.configuration.settings import Settings
from tracker.imports.services import staging
from tracker.imports.services.waiting import Room
from tracker.manifests.services import waiting
from tracker.operations import rotation, withdrawn
from tracker.operations.backup import BackupFault, make_timed_backup
from tracker.operations.copies import database_file
from tracker.patients.services import history
from tracker.reminders.services import sending as reminders
from tracker.webhooks.services import sending

log = logging.getLogger(__name__)
DAY_BEGINS: Final = timedelta(hours=3)
FIRST_LOOK_SECONDS: Final = 20.0
LOOK_EVERY_SECONDS: Final = 60.0
AGAIN_AFTER: Final = timedelta(hours=1)
TAKEN_OVER_AFTER: Final = timedelta(hours=2)
RUNS_KEPT: Final = timedelta(days=60)
DONE: Final = " done"


def by_day(now: datetime) -> str:
    """The day in UTC, which begins at three in the morning."""
    return (now.astimezone(UTC) - DAY_BEGINS).date().isoformat()


def by_hour(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%HZ")


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do once in each period; `is_on` says whether the host wants it done."""

    name: str
    period: Callable[[datetime], str]
    work: Callable[[Engine, Settings, datetime], None]
    is_on: Callable[[Settings], bool] = lambda _settings: True


def _back_up(_engine: Engine, settings: Settings, now: datetime) -> None:
    make_timed_backup(settings, now)


def _erase(engine: Engine, _settings: Settings, now: datetime) -> None:
    with Session(engine) as db_session:
        erasure.erase_due(db_session, now)
        db_session.commit()


def _forget(engine: Engine, settings: Settings, now: datetime) -> None:
    rotation.remove_put_aside(_put_aside_in(settings), now)
    with Session(engine) as db_session:
        history.forget_deleted_of_all(db_session, now=now)
        withdrawn.forget(db_session, now)
        waiting.forget(db_session, now)
        sending.forget(db_session, now)
        reminders.forget(db_session, now)
        notices.forget(db_session, now)
        db_session.execute(delete(JobRun).where(JobRun.at < now - RUNS_KEPT))
        db_session.commit()


def _put_aside_in(settings: Settings) -> list[Path]:
    folders = [settings.backup_folder]
    return [*folders, database_file(settings).parent] if settings.is_sqlite else folders


def _clear(engine: Engine, settings: Settings, now: datetime) -> None:
    Room(settings.instance_path).sweep(now)
    staging.sweep_old(engine, now)


JOBS: Final = (
    Job("erase", by_hour, _erase),
    Job("clear", by_hour, _clear),
    Job("forget", by_day, _forget),
    Job("backup", by_day, _back_up, lambda settings: settings.backup_days > 0),
)


def claim(engine: Engine, job: Job, now: datetime) -> bool:
    """Whether this process is to do the job now."""
    mine = {"job": job.name, "slot": job.period(now), "at": now}
    try:
        with engine.begin() as connection:
            connection.execute(insert(JobRun).values(**mine))
    except IntegrityError:
        return _take_over(engine, job, now)
    return True


def _take_over(engine: Engine, job: Job, now: datetime) -> bool:
    slot, done = job.period(now), aliased(JobRun)
    is_done = exists().where(done.job == job.name, done.slot == slot + DONE)
    query = update(JobRun).where(
        JobRun.job == job.name, JobRun.slot == slot, JobRun.at <= now - TAKEN_OVER_AFTER, ~is_done
    )
    with engine.begin() as connection:
        return bool(connection.execute(query.values(at=now)).rowcount)


def settle(engine: Engine, job: Job, now: datetime, *, done: bool) -> None:
    """Write down that the job is done; or that it failed, so that anybody may try again."""
    slot = job.period(now)
    with engine.begin() as connection:
        if done:
            connection.execute(insert(JobRun).values(job=job.name, slot=slot + DONE, at=now))
        else:
            connection.execute(delete(JobRun).where(JobRun.job == job.name, JobRun.slot == slot))


def is_known_done(engine: Engine, job: Job, now: datetime) -> bool:
    with engine.connect() as connection:
        query = exists().where(JobRun.job == job.name, JobRun.slot == job.period(now) + DONE).select()
        return bool(connection.execute(query).scalar())


class Clockwork:
    """Does what is due, in a thread of its own beside the server or once from the command line."""

    def __init__(
        self, engine: Engine, settings: Settings, now: Callable[[], datetime], jobs: tuple[Job, ...] = JOBS
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._now = now
        self._jobs = jobs
        self._stopped = Event()
        self._thread: Thread | None = None
        self._seen: dict[str, str] = {}
        self._not_before: dict[str, datetime] = {}
        self.done: list[str] = []

    def start(self, after_seconds: float = FIRST_LOOK_SECONDS) -> None:
        self._thread = Thread(target=self._turn, args=(after_seconds,), name="clockwork", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _turn(self, after_seconds: float) -> None:
        pause = after_seconds
        while not self._stopped.wait(pause):
            self.run_due()
            pause = LOOK_EVERY_SECONDS

    def run_due(self) -> list[str]:
        """Do whatever is due and nobody has done; the names of what failed. A job that failed waits for an hour."""
        return [job.name for job in self._jobs if job.is_on(self._settings) and not self._run(job)]

    def _run(self, job: Job) -> bool:
        now = self._now()
        period = job.period(now)
        if self._seen.get(job.name) == period or now < self._not_before.get(job.name, now):
            return True
        try:
            if not claim(self._engine, job, now):
                if is_known_done(self._engine, job, now):
                    self._seen[job.name] = period
                return True
            self._work(job, now)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the other jobs and the next try go on
            self._not_before[job.name] = now + AGAIN_AFTER
            said = str(fault) if isinstance(fault, BackupFault) else type(fault).__name__
            log.error("job.failed job=%s fault=%s", job.name, said)  # noqa: TRY400 - a traceback would add nothing
            return False
        self._seen[job.name] = period
        self.done.append(job.name)
        log.info("job.done job=%s", job.name)
        return True

    def _work(self, job: Job, now: datetime) -> None:
        done = False
        try:
            job.work(self._engine, self._settings, now)
            done = True
        finally:
            settle(self._engine, job, now, done=done)

"""Backups while eight people write, each restored elsewhere: nothing acknowledged before one began is missing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from scripts.torture.crowd import Crowd
from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import World

CLIENTS = 8
EVERY_SECONDS = 2.0


@dataclass(frozen=True)
class _Backup:
    file: Path
    known: set[UUID]


def sqlite(run: Run, line: Line) -> None:
    _back_up(World(run.place("backup-sqlite")), run, line, lambda _name: None)


def postgres(run: Run, line: Line) -> None:
    with running_postgres(run.place("backup-server")) as server:
        _back_up(World(run.place("backup-postgres"), server.url), run, line, server.new_database)


def _back_up(world: World, run: Run, line: Line, new_database: Callable[[str], str | None]) -> None:
    server, members = Server(world), world.people(CLIENTS)
    backups = []
    with running(server), Crowd(server.port, members) as crowd:
        crowd.wait_until_saved(time.monotonic(), 60)
        for number in range(run.times(10, 2)):
            began = time.monotonic()
            file, known = run.place(f"backup-{number}"), set(crowd.saved())
            done = world.command("backup", str(file))
            line.must(done.returncode == 0, f"backup {number}: {done.stderr[-300:]}")
            backups.append(_Backup(file, known))
            time.sleep(max(0.0, EVERY_SECONDS - (time.monotonic() - began)))
    take_figures(line, world, [crowd])
    missing = 0
    for number, backup in enumerate(backups):
        scratch = World(run.place(f"scratch-{number}"), new_database(f"scratch_{number}"))
        restored = scratch.command("restore", str(backup.file))
        line.must(restored.returncode == 0, f"restore {number}: {restored.stderr[-300:]}")
        if not restored.returncode:
            missing += scratch.tally(backup.known, crowd.sent()).lost
    line.note(f"{len(backups)} backups restored, {missing} rows missing that were acknowledged before")
    line.must(missing == 0, f"{missing} rows missing that were acknowledged before the backup began")

"""Two faults at once: an import cut off by kill -9 or by a restart of PostgreSQL, and a backup during an upgrade."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from sqlalchemy import create_engine, func, insert, select
from sqlalchemy.pool import NullPool

from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, look_over
from scripts.torture.world import Member, World
from tracker.diary.models import Entry
from tracker.operations import schema

ROWS, QUICK_ROWS = 20_000, 3_000
OLD = "0003"
FIRST = date(2026, 1, 5)


def import_killed(run: Run, line: Line) -> None:
    """The command is killed in the middle of `tracker import`: all of the file or none of it."""
    world = World(run.place("import-kill"))

    def kill(process: subprocess.Popen[str]) -> None:
        os.kill(process.pid, signal.SIGKILL)

    _cut_imports(world, run, line, kill)


def import_restart(run: Run, line: Line) -> None:
    """PostgreSQL is restarted in the middle of `tracker import`."""
    with running_postgres(run.place("import-server")) as server:
        world = World(run.place("import-postgres"), server.url)
        _cut_imports(world, run, line, lambda _process: server.restart())


def _cut_imports(world: World, run: Run, line: Line, cut: Callable[[subprocess.Popen[str]], None]) -> None:
    source, target = world.people(2)
    rows = QUICK_ROWS if run.quick else ROWS
    _fill(world, source, rows)
    folder = run.place("files")
    exported = world.command("export", "--patient", source.person.user_name, "--out", str(folder))
    line.must(exported.returncode == 0, f"export: {exported.stderr[-300:]}")
    began = time.monotonic()
    world.command("import", "--patient", target.person.user_name, "--dry-run", str(folder))
    usual, found = time.monotonic() - began, {"none": 0, "all": 0}
    for number in range(run.times(6, 2)):
        process = _begin_import(world, target, folder)
        time.sleep(usual * (0.3 + 0.7 * (number + 1) / run.times(6, 2)))
        cut(process)
        process.communicate(timeout=120)
        there = _rows_of(world, target)
        line.must(there in {0, rows}, f"{there} of {rows} rows after an import that was cut off")
        found["all" if there else "none"] += 1
    done = [world.command("import", "--patient", target.person.user_name, str(folder)) for _ in range(2)]
    line.must(all(one.returncode == 0 for one in done), f"import: {done[0].stderr[-300:]}")
    there = _rows_of(world, target)
    line.lost, line.doubled = max(0, rows - there), max(0, there - rows)
    line.note(
        f"{rows:,} rows; of {sum(found.values())} cut imports {found['none']} left none, {found['all']} all of them"
    )
    line.nothing_lost()
    look_over(line, world)


def _begin_import(world: World, target: Member, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "tracker", "import", "--patient", target.person.user_name, str(folder)],
        env=world.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _rows_of(world: World, member: Member) -> int:
    table = Entry.__table__
    with world.engine().connect() as connection:
        query = select(func.count()).select_from(table).where(table.c.patient_id == member.person.patient_id)
        return int(connection.execute(query).scalar_one())


def _fill(world: World, member: Member, rows: int) -> None:
    """Moments of some months, straight into the table."""
    now = datetime.now(UTC).replace(microsecond=0)
    made = [
        {
            "patient_id": member.person.patient_id,
            "id": uuid.uuid4(),
            "kind": "moment",
            "for_date": FIRST + timedelta(days=number % 300),
            "for_time": clock_time(number // 300 % 24, number // 7200 % 60),
            "entered_at": now,
            "entered_offset": 60,
            "late": True,
            "leg_pain": number % 11,
            "note": f"note {number}",
        }
        for number in range(rows)
    ]
    with world.engine().begin() as connection:
        connection.execute(insert(Entry), made)


def backup_and_upgrade(run: Run, line: Line) -> None:
    """Backups begun at several moments of an upgrade hold the old tables or the new ones, with every row."""
    world = World(run.place("upgrade"))
    member, rows = world.people(1)[0], 500
    _fill(world, member, rows)
    found = {"old": 0, "new": 0, "refused": 0}
    for number in range(run.times(6, 2)):
        world.go_back(OLD)
        upgrading = subprocess.Popen(
            [sys.executable, "-m", "scripts.torture.upgrading", "0"], env=world.environ, stdout=subprocess.DEVNULL
        )
        time.sleep(0.3 * number)
        file = run.place(f"backup-{number}")
        done = world.command("backup", str(file))
        line.must(upgrading.wait(120) == 0, "the upgrade failed beside a backup")
        if done.returncode:
            found["refused"] += 1
            line.must(not file.exists(), "a refused backup left a file")
            continue
        found["old" if _stamp_of(file) == OLD else "new"] += 1
        scratch = World(run.place(f"scratch-{number}"))
        restored = scratch.command("restore", str(file))
        line.must(restored.returncode == 0, f"restore {number}: {restored.stderr[-300:]}")
        line.must(_rows_of(scratch, member) == rows, f"rows are missing from backup {number}")
    line.note(f"backups beside an upgrade: {found['old']} old, {found['new']} new, {found['refused']} refused")
    there = _rows_of(world, member)
    line.must(there == rows, f"{there} of {rows} rows")
    look_over(line, world)


def _stamp_of(file: Path) -> str | None:
    return schema.stamp_of(create_engine(f"sqlite:///{file}", poolclass=NullPool))

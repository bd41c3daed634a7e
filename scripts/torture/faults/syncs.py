"""A power cut cannot be done here, so the kernel is asked instead: every commit must be followed by a sync to the disk.

The control is a database that forgets at a power cut: SQLite with NORMAL in write-ahead mode must be seen to sync less.
"""

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

from scripts.torture.crowd import Visitor
from scripts.torture.lines import Line, Skipped
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import World

SYNC = re.compile(r"\b(fsync|fdatasync)\(")
CONTROL_COMMITS = 100
FORGETFUL = """
import sqlite3, sys
one = sqlite3.connect(sys.argv[1], isolation_level=None)
one.execute("PRAGMA journal_mode=WAL"); one.execute("PRAGMA synchronous=NORMAL")
one.execute("CREATE TABLE t (n)")
for n in range(int(sys.argv[2])): one.execute("INSERT INTO t VALUES (?)", (n,))
"""


def run_all(run: Run, line: Line) -> None:
    strace = shutil.which("strace")
    if strace is None:
        raise Skipped("no strace on this machine")
    world = World(run.place("syncs"))
    members, times = world.people(1), run.times(200, 40)
    traced = run.place("trace")
    traced.touch()
    server = Server(world, before=[strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(traced)])
    saved = []
    with running(server):
        visitor = Visitor(server.port, members[0])
        visitor.take_token()
        time.sleep(1)
        before = _syncs(traced)
        for _ in range(times):
            one = uuid4()
            if visitor.is_saved(visitor.write(one, "2026-01-05")):
                saved.append(one)
        time.sleep(1)
        counted = _syncs(traced) - before
    line.note(f"{len(saved)} commits, {counted} syncs")
    line.must(len(saved) == times and counted >= times, "fewer syncs than commits")
    forgetful = _control(run, strace)
    line.note(f"control: {CONTROL_COMMITS} commits of SQLite in WAL with NORMAL, {forgetful} syncs")
    line.must(forgetful < CONTROL_COMMITS, "the control does not show what it should")
    tally = world.tally(saved, saved)
    line.saved, line.lost, line.doubled = len(saved), tally.lost, tally.doubled
    line.nothing_lost()
    look_over(line, world)


def _control(run: Run, strace: str) -> int:
    traced, file = run.place("control-trace"), run.place("control.sqlite3")
    command = [strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(traced)]
    subprocess.run(  # noqa: S603 - our own words
        [*command, sys.executable, "-c", FORGETFUL, str(file), str(CONTROL_COMMITS)], check=True, timeout=60
    )
    with sqlite3.connect(file) as connection:
        found = connection.execute("SELECT count(*) FROM t").fetchone()[0]
    assert found == CONTROL_COMMITS, "the control wrote something else"  # noqa: S101
    return _syncs(traced)


def _syncs(traced: Path) -> int:
    return len(SYNC.findall(traced.read_text(encoding="ascii", errors="replace")))

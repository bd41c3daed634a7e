"""An upgrade of the tables that dies at ten points: what is left is the old tables or the new ones, never between."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from sqlalchemy import inspect, text

from scripts.torture.crowd import Crowd
from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, look_over, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import World
from tracker.operations import schema

OLD = "0003"
CLIENTS = 4
KILLED = -9


def sqlite(run: Run, line: Line) -> None:
    world = World(run.place("migration"))
    _fill_and_go_back(world, run, line)
    kept = run.place("before.sqlite3")
    shutil.copyfile(world.file, kept)

    def put_back() -> None:
        shutil.copyfile(kept, world.file)

    _kill_at_points(world, run, line, put_back)
    put_back()
    _kill_at_syncs(world, run, line, put_back)


def postgres(run: Run, line: Line) -> None:
    with running_postgres(run.place("migration-server")) as server:
        world = World(run.place("migration-postgres"), server.url)
        _fill_and_go_back(world, run, line)
        _kill_at_points(world, run, line, lambda: world.go_back(OLD))


def _fill_and_go_back(world: World, run: Run, line: Line) -> None:
    """Some data, written through the app, in tables of the version before."""
    server, members = Server(world), world.people(CLIENTS)
    with running(server), Crowd(server.port, members) as crowd:
        crowd.wait_until_saved(time.monotonic(), 60)
        time.sleep(run.seconds(5, 2))
    take_figures(line, world, [crowd])
    world.go_back(OLD)


def _kill_at_points(world: World, run: Run, line: Line, prepare: Callable[[], object]) -> None:
    before = _state(world)
    statements = int(_upgrade(world, 0).stdout)
    after = _state(world)
    line.must(before != after and before[0] == OLD, "there was nothing to upgrade")
    points = run.times(10, 3)
    found = {"old": 0, "new": 0}
    for number in range(1, points + 1):
        prepare()
        died = _upgrade(world, max(1, statements * number // points))
        state = _state(world)
        line.must(died.returncode == KILLED, f"it was not killed at point {number}: {died.stderr[-200:]}")
        line.must(state in (before, after), f"between old and new at point {number}: {_differing(before, state)}")
        found["old" if state == before else "new"] += 1
    _upgrade(world, 0)
    line.must(_state(world) == after, "the upgrade does not come to its end afterwards")
    line.note(f"killed at {points} points of {statements} statements: {found['old']} old, {found['new']} new")
    look_over(line, world)


def _kill_at_syncs(world: World, run: Run, line: Line, prepare: Callable[[], object]) -> None:
    """In the middle of the commit itself: killed as it asks the disk to sync, each time at another sync."""
    strace = shutil.which("strace")
    if strace is None:
        line.note("no strace on this machine: not killed within the commit")
        return
    traced, old = run.place("trace"), _state(world)
    watched = (strace, "-f", "-qq", "-o", str(traced), "-e", "trace=fsync,fdatasync")
    _upgrade(world, 0, before=watched)
    syncs, new = len(traced.read_text(encoding="ascii", errors="replace").splitlines()), _state(world)
    found = {"old": 0, "new": 0}
    for number in range(1, min(syncs, run.times(10, 3)) + 1):
        prepare()
        died = _upgrade(world, 0, before=(*watched, "-e", f"inject=fsync,fdatasync:signal=KILL:when={number}"))
        line.must(died.returncode != 0, f"it was not killed at sync {number}")
        state = _state(world)
        line.must(state in (old, new), f"between old and new at sync {number}: {_differing(old, state)}")
        line.must(world.integrity() == "ok", f"damaged at sync {number}")
        found["old" if state == old else "new"] += 1
    line.note(f"killed at {sum(found.values())} of {syncs} syncs: {found['old']} old, {found['new']} new")
    _upgrade(world, 0)
    look_over(line, world)


def _upgrade(world: World, dies_after: int, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own module
        [*before, sys.executable, "-m", "scripts.torture.upgrading", str(dies_after)],
        env=world.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


State = tuple[str | None, dict[str, tuple[int, tuple[str, ...]]]]


def _state(world: World) -> State:
    """The version, and of each table how many rows and which columns it has."""
    engine = world.engine()
    with engine.connect() as connection:
        seen = inspect(connection)
        tables = {
            name: (
                int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()),  # noqa: S608
                tuple(sorted(column["name"] for column in seen.get_columns(name))),
            )
            for name in seen.get_table_names()
        }
    return schema.stamp_of(engine), tables


def _differing(one: State, other: State) -> list[str]:
    return sorted(name for name in one[1].keys() | other[1].keys() if one[1].get(name) != other[1].get(name))

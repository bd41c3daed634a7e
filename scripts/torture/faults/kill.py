"""kill -9 while eight people write: of the app on SQLite and on PostgreSQL, and of the PostgreSQL server itself.

The control answers "saved" before it saves. It must be seen to lose, or the count proves nothing.
"""

import random
import time

from scripts.torture.crowd import Crowd
from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import World

CLIENTS = 8
UP_AGAIN = 5.0
LONGEST = 60.0
LEAST, MOST = 1.0, 3.0
LIAR = ("scripts.torture.liar",)


def sqlite(run: Run, line: Line) -> None:
    world = World(run.place("kill-sqlite"))
    _kill_and_count(world, Server(world), run.times(20, 3), line, run)


def postgres_app(run: Run, line: Line) -> None:
    with running_postgres(run.place("kill-app-server")) as postgres:
        world = World(run.place("kill-postgres-app"), postgres.url)
        _kill_and_count(world, Server(world), run.times(10, 2), line, run)


def _kill_and_count(world: World, server: Server, rounds: int, line: Line, run: Run) -> None:
    members = world.people(CLIENTS)
    with running(server), Crowd(server.port, members) as crowd:
        for _ in range(rounds):
            _write_a_while(run)
            server.kill()
            killed = time.monotonic()
            server.start()
            line.recovered(crowd.wait_until_saved(killed, LONGEST), run.within(UP_AGAIN))
        _write_a_while(run)
    take_figures(line, world, [crowd])
    line.note(f"{rounds} kills, {CLIENTS} clients")


def postgres_server(run: Run, line: Line) -> None:
    """The database is killed under the app, which stays up and must find its way back by itself."""
    rounds = run.times(10, 2)
    with running_postgres(run.place("kill-server-server")) as postgres:
        world = World(run.place("kill-postgres-server"), postgres.url)
        members = world.people(CLIENTS)
        server = Server(world)
        with running(server), Crowd(server.port, members) as crowd:
            for _ in range(rounds):
                _write_a_while(run)
                postgres.stop("immediate")
                time.sleep(0.5)
                postgres.start()
                line.recovered(crowd.wait_until_saved(time.monotonic(), LONGEST), run.within(UP_AGAIN))
            _write_a_while(run)
        take_figures(line, world, [crowd])
    line.note(f"{rounds} stops, {CLIENTS} clients")


def control(run: Run, line: Line) -> None:
    world = World(run.place("kill-control"))
    members = world.people(CLIENTS)
    server = Server(world, module=LIAR)
    with running(server), Crowd(server.port, members) as crowd:
        for _ in range(run.times(3, 2)):
            _write_a_while(run)
            server.kill()
            server.start()
            crowd.wait_until_saved(time.monotonic(), LONGEST)
        server.kill()
    tally = world.tally(crowd.saved(), crowd.sent())
    line.must(tally.lost > 0, "the count does not see what a server loses that answers before it saves")
    line.note(f"a server that answers before it saves is seen to lose {tally.lost:,} (not counted)")
    line.must(not tally.doubled, f"{tally.doubled} doubled")


def _write_a_while(run: Run) -> None:
    """Long enough for some hundred writes, and not in step with anything."""
    least, most = (LEAST, MOST) if not run.quick else (LEAST / 2, MOST / 2)
    time.sleep(random.uniform(least, most) * run.longer)  # noqa: S311 - a moment, not a secret

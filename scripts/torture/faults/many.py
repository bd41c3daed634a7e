"""Thirty-two people writing at once for a minute."""

import time

from scripts.torture.crowd import Crowd
from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import World

CLIENTS = 32
POSTS_A_SECOND = 100
P95_SECONDS = 1.0


def sqlite(run: Run, line: Line) -> None:
    _crowd(World(run.place("many-sqlite")), run, line)


def postgres(run: Run, line: Line) -> None:
    with running_postgres(run.place("many-server")) as server:
        _crowd(World(run.place("many-postgres"), server.url), run, line)


def _crowd(world: World, run: Run, line: Line) -> None:
    server, members = Server(world), world.people(CLIENTS)
    with running(server), Crowd(server.port, members) as crowd:
        began = crowd.wait_until_saved(time.monotonic(), run.within(10))
        first, before = time.monotonic(), len(crowd.saved())
        time.sleep(run.seconds(60, 8))
        rate = (len(crowd.saved()) - before) / (time.monotonic() - first)
    line.must(began is not None, "nothing was saved at first")
    taken = crowd.seconds()
    p95 = taken[int(len(taken) * 0.95)]
    line.note(f"{CLIENTS} clients, {rate:.0f} posts/s, p95 {p95 * 1e3:.0f} ms")
    line.must(rate >= POSTS_A_SECOND / run.slack, f"fewer than {POSTS_A_SECOND} posts/s")
    line.must(p95 < run.within(P95_SECONDS), f"p95 over {P95_SECONDS:g} s")
    line.must(not crowd.refused(), f"{len(crowd.refused())} refused")
    take_figures(line, world, [crowd])

"""PostgreSQL goes away under sixteen people who write, and the network to it breaks in every way it can."""

import time
from collections.abc import Callable
from dataclasses import replace

from scripts.torture.crowd import Crowd, Visitor
from scripts.torture.lines import Line
from scripts.torture.postgres import Postgres, running_postgres
from scripts.torture.proxy import How, Proxy
from scripts.torture.run import Run, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import World

CLIENTS = 16
BACK_WITHIN = 3.0
LONGEST_REQUEST = 20.0
LONGEST_WAIT = 60.0
OK = 200
FULL_TABLE = 100  # connections that the server lets in


def restart(run: Run, line: Line) -> None:
    """Restarted at second 5 of 15, without a goodbye."""
    with running_postgres(run.place("restart-server")) as postgres:
        world = World(run.place("restart"), postgres.url)
        server, members = Server(world), world.people(CLIENTS)
        with running(server), Crowd(server.port, members) as crowd:
            time.sleep(run.seconds(5, 2))
            postgres.restart()
            back = time.monotonic()
            line.recovered(crowd.wait_until_saved(back, LONGEST_WAIT), run.within(BACK_WITHIN))
            time.sleep(run.seconds(10, 2))
        _only_soon(line, run, crowd, back)
        take_figures(line, world, [crowd])


def stopped(run: Run, line: Line) -> None:
    """Stopped for ten seconds: writes are refused, pages say so in time, and all goes on by itself."""
    away = run.seconds(10, 3)
    with running_postgres(run.place("stopped-server")) as postgres:
        world = World(run.place("stopped"), postgres.url)
        server, members = Server(world), world.people(CLIENTS)
        with running(server), Crowd(server.port, members) as crowd:
            time.sleep(run.seconds(5, 2))
            postgres.stop()
            time.sleep(away)
            status = server.answers("/help-now")
            postgres.start()
            back = time.monotonic()
            line.recovered(crowd.wait_until_saved(back, LONGEST_WAIT), run.within(BACK_WITHIN))
            time.sleep(run.seconds(5, 2))
        line.note(f"away for {away:g} s; meanwhile the page “Get help now” {status}")
        line.must(status == OK, "“Get help now” was not shown while the database was away")
        _only_soon(line, run, crowd, back)
        take_figures(line, world, [crowd])


def network(run: Run, line: Line) -> None:
    """A proxy resets, delays, stalls and cuts the connections to the database."""
    with running_postgres(run.place("network-server")) as postgres, Proxy(postgres.port) as proxy:
        direct = World(run.place("network"), postgres.url)
        members = direct.people(CLIENTS)
        world = replace(direct, database_url=postgres.url_on(proxy.port))
        server = Server(world)
        with running(server), Crowd(server.port, members, seconds=LONGEST_WAIT) as crowd:
            for name, act in _plan(run, proxy):
                time.sleep(run.seconds(4, 2))
                before = len(crowd.refused())
                act()
                proxy.does(How.PASS)
                took = crowd.wait_until_saved(time.monotonic(), LONGEST_WAIT)
                line.recovered(took, run.within(BACK_WITHIN))
                time.sleep(run.seconds(2, 1))
                line.note(f"{name}: {len(crowd.refused()) - before} refused")
            _ask_all(line, server, postgres, crowd, Visitor(server.port, members[0]))
        line.note(f"longest request {crowd.slowest():.1f} s")
        line.must(crowd.slowest() <= run.within(LONGEST_REQUEST), f"a request took over {LONGEST_REQUEST:g} s")
        take_figures(line, direct, [crowd])


def _plan(run: Run, proxy: Proxy) -> list[tuple[str, Callable[[], None]]]:
    def does(how: How, seconds: float) -> Callable[[], None]:
        def act() -> None:
            proxy.does(how)
            time.sleep(seconds)

        return act

    def resets() -> None:
        for _ in range(run.times(10, 3)):
            proxy.reset()
            time.sleep(0.5)

    return [
        ("reset", resets),
        ("delay of 200 ms", does(How.DELAY, run.seconds(10, 3))),
        ("stall", does(How.STALL, run.seconds(30, 8))),
        ("cut", does(How.CUT, run.seconds(10, 3))),
    ]


def _ask_all(line: Line, server: Server, postgres: Postgres, crowd: Crowd, visitor: Visitor) -> None:
    """After all of it the pool has connections to give, and the server is not left with dead ones without end."""
    status = visitor.get(f"{visitor.member.base}/today").status
    line.must(status == OK and server.runs(), f"Today answers {status} afterwards")
    count = postgres.connections()
    line.note(f"{count} connections afterwards")
    line.must(count < FULL_TABLE // 2, "the connections do not end")
    line.must(all(writer.is_alive() for writer in crowd.writers), "a client waits without end")


def _only_soon(line: Line, run: Run, crowd: Crowd, back: float) -> None:
    """Nothing is refused any more once the database has been back for some seconds."""
    late = [answer for answer in crowd.refused() if answer.at - answer.seconds > back + run.within(BACK_WITHIN)]
    line.must(not late, f"{len(late)} refused later than {BACK_WITHIN:g} s after it was back")
    line.must(crowd.slowest() <= run.within(LONGEST_REQUEST), f"a request took {crowd.slowest():.1f} s")

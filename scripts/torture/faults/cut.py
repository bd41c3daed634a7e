"""Slow and cut connections beside people who write: half requests, answers nobody waits for, headers that drip."""

import time
from contextlib import suppress
from threading import Event, Thread
from urllib.parse import urlencode
from uuid import UUID, uuid4

from scripts.torture.crowd import FORM, Crowd, Visitor, raw_connection
from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import World

CLIENTS, DRIPPING = 4, 50
DAY = "2026-01-05"
GOES_ON = 3.0
TRIES = 2
LEAST_SHARE = 4  # of the speed without them, at least one part in so many is left


def sqlite(run: Run, line: Line) -> None:
    """Waitress reads requests beside the threads that answer them: those who drip keep nobody waiting."""
    _cut(World(run.place("cut-sqlite")), run, line, dripping=DRIPPING)


def postgres(run: Run, line: Line) -> None:
    """The same server in processes of gunicorn; those who drip are `slow-bare`'s."""
    with running_postgres(run.place("cut-server")) as server:
        _cut(World(run.place("cut-postgres"), server.url), run, line, dripping=0)


def _cut(world: World, run: Run, line: Line, *, dripping: int) -> None:
    members = world.people(CLIENTS + 1)
    server, times = Server(world), run.times(100, 20)
    with running(server), Crowd(server.port, members[:CLIENTS]) as crowd:
        crowd.wait_until_saved(time.monotonic(), 60)
        alone = _speed(crowd, run)
        stopping = Event()
        _drip(server.port, dripping, stopping)
        visitor = Visitor(server.port, members[-1])
        visitor.take_token()
        halves = [_send(server.port, visitor, uuid4(), half=True) for _ in range(times)]
        sent = [_send(server.port, visitor, uuid4(), half=False) for _ in range(times)]
        line.recovered(crowd.wait_until_saved(time.monotonic(), 60), run.within(GOES_ON))
        beside = _speed(crowd, run)
        stopping.set()
        again = [one for one in sent if _send_again(visitor, one)]
    line.note(f"{alone:.0f} posts/s alone, {beside:.0f} beside {dripping} dripping and {2 * times} cut")
    line.must(beside * LEAST_SHARE * run.slack >= alone, "the others were held up")
    line.must(len(again) == times, f"{times - len(again)} could not be sent again after their answer was cut")
    line.must(not _found(world, halves), "half a request was saved")
    take_figures(line, world, [crowd], further=again)


def _send_again(visitor: Visitor, one: UUID) -> bool:
    """As a browser does, which tries once more where its kept connection has ended meanwhile."""
    return any(visitor.is_saved(visitor.write(one, DAY)) for _ in range(TRIES))


def _speed(crowd: Crowd, run: Run) -> float:
    began, before = time.monotonic(), len(crowd.saved())
    time.sleep(run.seconds(10, 3))
    return (len(crowd.saved()) - before) / (time.monotonic() - began)


def _send(port: int, visitor: Visitor, one: UUID, *, half: bool) -> UUID:
    """Send a form, or half of one, and be gone before the answer."""
    fields = {"csrf_token": visitor.token, "id": one, "for_date": DAY, "for_time": "12:00", "leg_pain": 4, "note": one}
    body = urlencode(fields).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    lines = (
        f"POST {visitor.member.base}/moments/new HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {cookies}",
        f"Content-Type: {FORM}",
        f"Content-Length: {len(body)}",
        "",
        "",
    )
    with raw_connection(port) as connection:
        connection.sendall("\r\n".join(lines).encode() + (body[: len(body) // 2] if half else body))
    return one


def _drip(port: int, count: int, stopping: Event) -> None:
    """So many connections that send a letter of a header every second, and never end it."""

    def drip() -> None:
        with suppress(OSError), raw_connection(port) as connection:
            connection.sendall(b"GET /sign-in HTTP/1.1\r\nX-Slow: ")
            while not stopping.wait(1):
                connection.sendall(b"a")

    for _ in range(count):
        Thread(target=drip, daemon=True).start()


def _found(world: World, ids: list[UUID]) -> int:
    """How many of these are there."""
    return len(ids) - world.tally(ids, ids).lost

"""Slow connections by the thousand, and one account signed in nine times at once, beside people who read pages."""

import http.client
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from urllib.parse import urlencode

from scripts.torture.crowd import FORM
from scripts.torture.lines import Line, Skipped
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import Member, World
from tests.support.fronts import front, has_front
from tests.support.slow import Visits, slow_crowd, visit_for

SLOW, P95_SECONDS = 1000, 1.0
SIGN_INS, LONGER_SECONDS = 9, 0.020
NAME, PASSWORD = "Nine", "nine at once and all of them right"
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
PAGES = ("/checklist", "/help-now", "/evidence")
# nginx gives one address 200 requests at a time, and the crowd has filled that for its own.
ELSEWHERE = "127.0.0.2"


def bare(run: Run, line: Line) -> None:
    """Straight to the server's own port."""
    _slow(run, line, None)


def behind_nginx(run: Run, line: Line) -> None:
    _slow(run, line, "nginx")


def behind_caddy(run: Run, line: Line) -> None:
    _slow(run, line, "caddy")


def one_account(run: Run, line: Line) -> None:
    """Nine sign in to one account without pause, with its own password: others read their pages as before."""
    for_each_engine(run, line, "one-account", lambda world, engine: _one_account(world, run, line, engine))


def for_each_engine(run: Run, line: Line, name: str, act: Callable[[World, str], None]) -> None:
    """`tracker serve` on SQLite, then gunicorn on PostgreSQL where there is one."""
    act(World(run.place(f"{name}-sqlite"), extra={"TRACKER_PROXIES": "1"}), "sqlite")
    try:
        with running_postgres(run.place(f"{name}-server")) as server:
            act(World(run.place(f"{name}-postgres"), server.url, extra={"TRACKER_PROXIES": "1"}), "postgres")
    except Skipped as reason:
        line.note(f"without PostgreSQL: {reason}")


def _slow(run: Run, line: Line, proxy: str | None) -> None:
    if proxy is not None and not has_front(proxy):
        raise Skipped(f"no {proxy} on this machine")
    for_each_engine(run, line, f"slow-{proxy}", lambda world, engine: _slow_on(world, run, line, engine, proxy))


def _slow_on(world: World, run: Run, line: Line, engine: str, proxy: str | None) -> None:
    member, server = world.people(1)[0], Server(world)
    with ExitStack() as stack:
        stack.enter_context(running(server))
        port = server.port
        if proxy is not None:
            port = stack.enter_context(front(proxy, port, run.place(f"{proxy}-{engine}")))
        alone = _read(port, member, run.seconds(10, 4))
        with slow_crowd(port, SLOW) as crowd:
            beside = _read(port, member, run.seconds(30, 15))
    line.note(f"{engine}: {_words(alone)} alone, {_words(beside)} beside {SLOW:,} slow ones, {crowd.closed:,} closed")
    line.must(
        not alone.bad and not beside.bad,
        f"{engine}: {len(beside.bad)} of {beside.count} pages not shown: {sorted(set(beside.bad + alone.bad))}",
    )
    line.must(beside.p95 < run.within(P95_SECONDS), f"{engine}: p95 over {P95_SECONDS:g} s")
    line.must(crowd.closed, f"{engine}: none of the slow ones was ever closed")
    look_over(line, world)


def _one_account(world: World, run: Run, line: Line, engine: str) -> None:
    member, server = world.people(1)[0], Server(world)
    _add_account(world)
    with running(server):
        _read(server.port, member, 1)
        alone = _read(server.port, member, run.seconds(20, 5))
        with _signing_in(server.port) as statuses:
            beside = _read(server.port, member, run.seconds(20, 5))
    line.note(f"{engine}: {_words(alone)} alone, {_words(beside)} beside {len(statuses)} sign-ins by {SIGN_INS}")
    line.must(
        not alone.bad and not beside.bad,
        f"{engine}: {len(beside.bad)} of {beside.count} pages not shown: {sorted(set(beside.bad + alone.bad))}",
    )
    longer = max(beside.p50 - alone.p50, beside.p95 - alone.p95)
    line.must(longer <= run.within(LONGER_SECONDS), f"{engine}: {longer * 1e3:.0f} ms longer")
    line.must(set(statuses) == {303}, f"{engine}: sign-ins answered {sorted(set(statuses))}")
    look_over(line, world)


def _add_account(world: World) -> None:
    given = world.folder / "pass-phrase"
    given.write_text(f"{PASSWORD}\n", encoding="utf-8")
    made = world.command("user", "add", NAME, "--time-zone", "Europe/Berlin", "--password-file", str(given))
    if made.returncode:
        raise RuntimeError(made.stderr)


def _read(port: int, member: Member, seconds: float) -> Visits:
    paths = (*PAGES, f"{member.base}/diary", f"{member.base}/progress")
    return visit_for(seconds, port, paths, cookie=f"sid={member.secret}", come_from=ELSEWHERE)


def _words(visits: Visits) -> str:
    return f"p50 {visits.p50 * 1e3:.0f} ms, p95 {visits.p95 * 1e3:.0f} ms"


@contextmanager
def _signing_in(port: int) -> Iterator[list[int]]:
    """Inside, nine browsers sign in again and again; gives the statuses of their answers."""
    stopping, statuses = Event(), list[int]()
    browsers = [Thread(target=_sign_in, args=(port, stopping, statuses), daemon=True) for _ in range(SIGN_INS)]
    for one in browsers:
        one.start()
    time.sleep(1)
    try:
        yield statuses
    finally:
        stopping.set()
        for one in browsers:
            one.join(60)


def _sign_in(port: int, stopping: Event, statuses: list[int]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/sign-in")
    answer = line.getresponse()
    found, cookie = TOKEN.search(answer.read()), str(answer.headers["Set-Cookie"]).split(";")[0]
    body = urlencode({"csrf_token": found[1].decode() if found else "", "user_name": NAME, "password": PASSWORD})
    while not stopping.is_set():
        line.request("POST", "/sign-in", body, {"Cookie": cookie, "Content-Type": FORM})
        answer = line.getresponse()
        answer.read()
        statuses.append(answer.status)
    line.close()

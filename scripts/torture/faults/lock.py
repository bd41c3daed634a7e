"""Another process holds the SQLite file: three seconds are waited out, ten are refused in time, then all goes on."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from uuid import UUID, uuid4

from scripts.torture.crowd import SAVED, Answer, Visitor, at_once
from scripts.torture.lines import Line
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import Member, World
from tracker.storage.sqlite import journal_settings

SHORT, LONG = 3.0, 10.0
REFUSED_WITHIN = 6.0
AT_ONCE = 1.0
OK, AWAY = 200, 503
DAY = "2026-01-05"


def run_all(run: Run, line: Line) -> None:
    world = World(run.place("lock"))
    members = world.people(3)
    journal, _ = journal_settings(sqlite3.sqlite_version_info)
    saved: list[UUID] = []
    server = Server(world)
    with running(server):
        for kind, seconds in (("EXCLUSIVE", SHORT), ("EXCLUSIVE", LONG), ("IMMEDIATE", LONG)):
            written, read, public = _meanwhile(server, members, world, kind, seconds, saved)
            line.note(f"{kind} {seconds:g} s: write {_said(written)}, read {_said(read)}, sign-in page {_said(public)}")
            _judge(line, run, kind, seconds, written, read, public, wal=journal == "WAL")
            line.refused += sum(answer.status == AWAY for answer in (written, read, public))
            after = _write(Visitor(server.port, members[0]), saved)
            line.recovered(after.seconds if after.status == SAVED else None, run.within(AT_ONCE))
    line.note(f"journal {journal}")
    tally = world.tally(saved, saved)
    line.saved, line.lost, line.doubled = len(saved), tally.lost, tally.doubled
    line.must(tally.strange == 0, f"{tally.strange} rows of writes that were refused")
    line.nothing_lost()
    look_over(line, world)


def _meanwhile(
    server: Server, members: list[Member], world: World, kind: str, seconds: float, saved: list[UUID]
) -> tuple[Answer, Answer, Answer]:
    """A write, a read and a page that needs no database, all asked for while the file is held."""
    answers: dict[str, Answer] = {}
    writer, reader, stranger = (Visitor(server.port, one) for one in members)
    writer.take_token()
    reader.get(f"{reader.member.base}/today")
    stranger.cookies.clear()
    with _held(world, kind, seconds):
        at_once(
            [
                lambda: answers.update(write=_write(writer, saved)),
                lambda: answers.update(read=reader.get(f"{reader.member.base}/today")),
                lambda: answers.update(public=stranger.get("/sign-in")),
            ]
        )
    return answers["write"], answers["read"], answers["public"]


def _write(visitor: Visitor, saved: list[UUID]) -> Answer:
    one = uuid4()
    answer = visitor.write(one, DAY)
    if visitor.is_saved(answer):
        saved.append(one)
    return answer


@contextmanager
def _held(world: World, kind: str, seconds: float) -> Iterator[None]:
    """The file is held from now on, for so long, whatever is done inside; gone again at the end."""
    connection = sqlite3.connect(world.file, isolation_level=None, check_same_thread=False, timeout=5)
    connection.execute(f"BEGIN {kind}")

    def let_go() -> None:
        time.sleep(seconds)
        connection.rollback()
        connection.close()

    thread = Thread(target=let_go, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _judge(
    line: Line, run: Run, kind: str, seconds: float, written: Answer, read: Answer, public: Answer, *, wal: bool
) -> None:
    """A rollback journal lets nobody read beside an exclusive lock; everything else lets readers go on at once."""
    name = f"{kind} {seconds:g} s"
    if seconds == SHORT:
        line.must(written.status == SAVED, f"{name}: the write did not wait and get saved")
        line.must(read.status == OK, f"{name}: the read was not answered")
    else:
        in_time = written.seconds <= run.within(REFUSED_WITHIN)
        line.must(written.status == AWAY and in_time, f"{name}: the write was not refused within {REFUSED_WITHIN:g} s")
        if wal or kind == "IMMEDIATE":
            line.must(
                read.status == OK and read.seconds < run.within(AT_ONCE), f"{name}: the read was not answered at once"
            )
        else:
            in_time = read.seconds <= run.within(REFUSED_WITHIN)
            line.must(read.status in {OK, AWAY} and in_time, f"{name}: the read took over {REFUSED_WITHIN:g} s")
    line.must(public.status == OK, f"{name}: no sign-in page")


def _said(answer: Answer) -> str:
    return f"{answer.status} after {answer.seconds:.1f} s"

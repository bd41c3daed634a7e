"""The SQLite file is damaged, or cannot be written to: nothing more is written, reading goes on where it can.

Out of a backup every row of it comes back, but for the account that was erased since.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select, update

from scripts.torture.crowd import AWAY, Visitor
from scripts.torture.lines import Line, Skipped
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import Member, World
from tracker.accounts.models import Account
from tracker.accounts.services import erasure
from tracker.operations import rotation
from tracker.web import clock
from tracker.web.extensions import db

PEOPLE = 4
UP_WITHIN = 5.0
PAGE = 4096
PAGES = 3
HEADER = 100
DAY = "2026-01-05"
OK, FAULT = 200, 500
PLACES = ("today", "diary", "progress")


def pages(run: Run, line: Line) -> None:
    _damaged(World(run.place("pages")), run, line, _spoil_pages)


def header(run: Run, line: Line) -> None:
    _damaged(World(run.place("header")), run, line, _spoil_header)


def read_only(run: Run, line: Line) -> None:
    world = World(run.place("read-only"))
    members = world.people(1)
    server = Server(world)
    with running(server):
        saved = _write(server, members, run.times(50, 10))
    with _unchangeable(world.file), running(server):
        seen = _look(server, members[0])
        line.must(seen == dict.fromkeys(PLACES, OK), f"pages of a read-only file: {seen}")
        answer = _try_to_write(server, members[0])
        line.must(answer == AWAY, f"a write to a read-only file: {answer}")
        line.must("cannot be written to" in server.said(), "the server does not say that the file is read-only")
        line.refused += 1
        line.note(f"on a read-only file: pages {sorted(set(seen.values()))}, a write {answer}")
    with running(server):
        saved |= _write(server, members, 1)
    _count(line, world, saved)


def _damaged(world: World, run: Run, line: Line, spoil: Callable[[Path], None]) -> None:
    members = world.people(PEOPLE)
    server = Server(world)
    with running(server):
        saved = _write(server, members, run.times(2000, 100))
    backup = _back_up(world, line)
    erased = members[-1]
    _erase(world, erased)
    spoil(world.file)
    before = len(server.said())
    started = server.start()
    try:
        line.recovered(started, run.within(UP_WITHIN))
        seen, answer = _look(server, members[0]), _try_to_write(server, members[0])
        said = server.said()[before:]
    finally:
        server.stop()
    line.refused += 1
    line.note(f"up in {started:.1f} s; pages {sorted(set(seen.values()))}, a write {answer}")
    line.must(answer == AWAY, f"a write to a damaged file: {answer}")
    line.must(set(seen.values()) <= {OK, AWAY}, f"pages of a damaged file: {seen}")
    line.must(backup.name in said, f"the server does not name the last backup: {said[-300:]}")
    restored = world.command("restore", str(backup), "--force")
    line.must(restored.returncode == 0, f"restore: {restored.stderr[-300:]}")
    kept = [one for one, owner in saved.items() if owner is not erased]
    with running(server):
        again = [Member(one.person, world.sign_in(one.person).secret) for one in members[:-1]]
        kept += _write(server, again, 1)
    _count(line, world, kept)
    line.must(not _exists(world, erased), "the erased account came back")
    line.note(f"restored {len(kept):,} rows, the erased account did not come back")


def _write(server: Server, members: list[Member], each: int) -> dict[UUID, Member]:
    """So many moments of each; gives those that were acknowledged, with whose they are."""
    saved = {}
    for member in members:
        visitor = Visitor(server.port, member)
        for _ in range(each):
            one = uuid4()
            if visitor.is_saved(visitor.write(one, DAY)):
                saved[one] = member
        visitor.close()
    return saved


def _look(server: Server, member: Member) -> dict[str, int]:
    visitor = Visitor(server.port, member)
    return {place: visitor.get(f"{member.base}/{place}").status for place in PLACES}


def _try_to_write(server: Server, member: Member) -> int:
    """Where no form can be shown any more, one that was open since before is sent."""
    visitor = Visitor(server.port, member)
    if not visitor.take_token():
        visitor.take_token("/sign-in")
    return visitor.write(uuid4(), DAY).status


def _back_up(world: World, line: Line) -> Path:
    """A backup under the name that the clock would give it: the server has made one of today already, at its start."""
    file = world.folder / "backups" / rotation.name_at(clock.now(), sqlite=True)
    file.parent.mkdir(exist_ok=True)
    done = world.command("backup", str(file), "--force")
    line.must(done.returncode == 0, f"backup: {done.stderr[-300:]}")
    return file


def _erase(world: World, member: Member) -> None:
    app = world.app()
    with app.app_context():
        now = clock.now()
        due = update(Account).where(Account.id == member.person.account_id).values(erase_at=now)
        db.session.execute(due)
        assert erasure.erase_due(db.session(), now) == 1, "one account was to be erased"  # noqa: S101
        db.session.commit()
        db.engine.dispose()


def _exists(world: World, member: Member) -> bool:
    with world.engine().connect() as connection:
        query = select(Account.__table__.c.id).where(Account.__table__.c.id == member.person.account_id)
        return connection.execute(query).first() is not None


def _count(line: Line, world: World, saved: Collection[UUID]) -> None:
    tally = world.tally(saved, saved)
    line.saved, line.lost, line.doubled = len(saved), tally.lost, tally.doubled
    line.must(not tally.strange, f"{tally.strange} rows that nobody sent, or without their history")
    line.nothing_lost()
    look_over(line, world)


def _spoil_pages(file: Path) -> None:
    """Three pages in the middle of the diary's own tables, filled with noise."""
    count = file.stat().st_size // PAGE
    with file.open("r+b") as opened:
        for number in range(PAGES):
            opened.seek((count // 2 + number) * PAGE)
            opened.write(random.randbytes(PAGE))  # noqa: S311 - noise, no secret


def _spoil_header(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(random.randbytes(HEADER))  # noqa: S311 - noise, no secret


@contextmanager
def _unchangeable(file: Path) -> Iterator[None]:
    """As root even a file without any right to write can be written to; so it is marked in the file system."""
    chattr = shutil.which("chattr")
    if chattr is None or os.geteuid() != 0:
        raise Skipped("only root with chattr can make a file that nobody can change")
    if subprocess.run([chattr, "+i", str(file)], check=False, capture_output=True).returncode:  # noqa: S603
        raise Skipped("this file system knows no files that nobody can change")
    try:
        yield
    finally:
        subprocess.run([chattr, "-i", str(file)], check=True)  # noqa: S603

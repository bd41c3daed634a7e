"""The clock of a running server jumps two hours ahead and two hours back.

Nobody who writes may notice the jump ahead. What ended while the clock stood ahead must stay ended when it is set
right, and a wrong clock must neither give those who guess passwords more tries nor keep anybody out for longer.
"""

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import update

from scripts.torture.clock import Clock
from scripts.torture.crowd import Answer, Crowd, Visitor
from scripts.torture.lines import Line
from scripts.torture.run import Run, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import Member, World
from tests.support.sharing import as_link_holder, make_link, make_practitioner, share
from tracker.sharing.models import ShareLink
from tracker.web.extensions import db

CLIENTS = 4
BERLIN = ZoneInfo("Europe/Berlin")
GOES_ON = 3.0
JUMP, DAYS, NONE = timedelta(hours=2), timedelta(days=2), timedelta(0)
LINK_LASTS = timedelta(hours=1)
WINDOW = 300
TRIES = 10
OK, MISSING, TOO_MANY, FAULT = 200, 404, 429, 500


def jumps(run: Run, line: Line) -> None:
    clock = Clock(run.place("clock"))
    world = World(run.place("jumps"))
    writers = world.people(CLIENTS)
    brief = world.people(1, kept=False)[0]
    guests = _guests(world, writers[0])
    server = Server(world, environ=clock.environ)
    seen: list[Answer] = []
    with running(server):
        with Crowd(server.port, writers) as crowd:
            crowd.wait_until_saved(time.monotonic(), 60)
            _ahead_and_back(line, run, clock, crowd, _Looks(server.port, brief, guests, seen))
        further = _back_and_right(line, clock, world, server, seen)
    faults = [answer.status for answer in seen if answer.status >= FAULT]
    line.must(not faults, f"answers {faults}")
    take_figures(line, world, [crowd], further=further)
    _throttles(line, run)


@dataclass(frozen=True)
class _Guests:
    """A practitioner whose grant ends with this day, and a browser that came by a link that ends in an hour."""

    practitioner: Member
    link_secret: str


@dataclass
class _Looks:
    """What those see whose right to look ends by itself."""

    port: int
    brief: Member
    guests: _Guests
    seen: list[Answer]

    def visit(self) -> bool:
        return self._ask(Visitor(self.port, self.brief), "today")

    def grant(self) -> bool:
        return self._ask(Visitor(self.port, self.guests.practitioner), "progress")

    def link(self) -> bool:
        visitor = Visitor(self.port, self.guests.practitioner)
        visitor.cookies = {"share": self.guests.link_secret}
        return self._ask(visitor, "progress")

    def _ask(self, visitor: Visitor, place: str) -> bool:
        answer = visitor.get(f"{visitor.member.base}/{place}")
        visitor.close()
        self.seen.append(answer)
        return answer.status == OK


def _guests(world: World, owner: Member) -> _Guests:
    app = world.app()
    person = make_practitioner(app, "Li Wen")
    share(app, owner.person, person, last_day=datetime.now(BERLIN).date())
    link_id = make_link(app, owner.person)
    with app.app_context():
        made_at = db.session.get_one(ShareLink, (owner.person.patient_id, link_id)).made_at
        db.session.execute(update(ShareLink).values(ends_at=made_at + LINK_LASTS))
        db.session.commit()
    cookie = as_link_holder(app, owner.person, link_id).client.get_cookie("share")
    assert cookie is not None, "the browser was let in"  # noqa: S101
    practitioner = world.sign_in(person)
    with app.app_context():
        db.engine.dispose()
    return _Guests(replace(practitioner, person=replace(person, patient_id=owner.person.patient_id)), cookie.value)


def _ahead_and_back(line: Line, run: Run, clock: Clock, crowd: Crowd, looks: _Looks) -> None:
    for name, look in (("sign-in", looks.visit), ("link", looks.link), ("grant", looks.grant)):
        line.must(look(), f"a live {name} shows nothing: {looks.seen[-1].status} {looks.seen[-1].location}")
    clock.set(JUMP)
    line.recovered(crowd.wait_until_saved(time.monotonic(), 60), run.within(GOES_ON))
    line.must(not looks.visit(), "a sign-in lives on two hours later")
    line.must(not looks.link(), "a link lives on after its end")
    clock.set(DAYS)
    line.must(not looks.grant(), "a grant lives on after its last day")
    clock.set(NONE)
    line.recovered(crowd.wait_until_saved(time.monotonic(), 60), run.within(GOES_ON))
    for name, look in (("sign-in", looks.visit), ("link", looks.link), ("grant", looks.grant)):
        line.must(not look(), f"an ended {name} came back with the clock")
    line.note("+2 h, +2 days and back: what had ended stays ended")


def _back_and_right(line: Line, clock: Clock, world: World, server: Server, seen: list[Answer]) -> list[UUID]:
    """Two hours back: no sign-in is trusted whose last use is still to come; whoever signs in anew goes on."""
    old = Visitor(server.port, world.people(1)[0])
    clock.set(-JUMP)
    seen.append(old.get(f"{old.member.base}/today"))
    line.must(seen[-1].status != OK, "a sign-in of the future is trusted")
    new = Visitor(server.port, world.people(1, now=clock.now())[0])
    seen.append(new.get(f"{new.member.base}/today"))
    line.must(seen[-1].status == OK, f"nobody can sign in with a clock gone back: {seen[-1].status}")
    one = uuid4()
    answer = new.write(one, "2026-01-05")
    seen.append(answer)
    line.must(new.is_saved(answer), f"nobody can write with a clock gone back: {answer.status}")
    clock.set(NONE)
    seen.append(new.get(f"{new.member.base}/today"))
    return [one]


def _throttles(line: Line, run: Run) -> None:
    """Ten wrong passwords, the clock set back, and on past the window as that clock counts it."""
    clock, world = Clock(run.place("throttle-clock")), World(run.place("throttles"))
    member = world.people(1)[0]
    with running(Server(world, environ=clock.environ)) as server:
        stranger = Visitor(server.port, member)
        stranger.cookies.clear()
        tries = [_guess(stranger).status for _ in range(TRIES)]
        line.must(TOO_MANY not in tries, f"throttled too early: {tries}")
        waits = []
        for off in (NONE, -JUMP, -JUMP + timedelta(seconds=10)):
            clock.set(off)
            answer = _guess(stranger)
            line.must(answer.status == TOO_MANY, f"no throttle with the clock at {off}: {answer.status}")
            waits.append(int(answer.headers.get("Retry-After", 0)))
        line.must(all(0 < wait <= WINDOW for wait in waits), f"asked to wait {waits} s")
        clock.set(-JUMP + timedelta(seconds=WINDOW + 30))
        answer = _guess(stranger)
        line.must(answer.status != TOO_MANY, "kept out for longer than the window, as the clock went back")
        line.note(f"throttled with the clock right, back and on: wait {waits} s, then {answer.status}")


def _guess(stranger: Visitor) -> Answer:
    # A form's cookie from the future is not taken, so each try is made with a fresh one.
    stranger.cookies.clear()
    stranger.take_token("/sign-in")
    return stranger.post("/sign-in", {"user_name": "somebody", "password": f"a wrong one {uuid4()}"})

"""Two changes of one record at the same moment, thousands of times: rows, history and answers as one by one."""

from itertools import combinations_with_replacement
from random import Random
from threading import Barrier
from typing import Any

from sqlalchemy import create_engine

from scripts.torture.crowd import at_once
from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import World
from tests.support.acts import ACTS, FIRST, LATER, OWNER, PRACTITIONER, Desk, begin, lay_out
from tests.support.orders import Answer
from tests.support.people import Person
from tests.support.sharing import make_practitioner, share
from tests.support.twins import FarBrowser
from tracker.web.extensions import db

SAVED = 303
BROKEN, REFUSED = 500, 503
LEAST_SEEN = 5
HERE = "127.0.0.1"


def sqlite(run: Run, line: Line) -> None:
    world = World(run.place("pairs-sqlite"))
    _judge(line, _race(world, Server(world), run.times(2000, 100)))
    look_over(line, world)


def postgres(run: Run, line: Line) -> None:
    with running_postgres(run.place("pairs-server")) as server:
        world = World(run.place("pairs-postgres"), server.url)
        _judge(line, _race(world, Server(world), run.times(2000, 100)))
        look_over(line, world)


def control(run: Run, line: Line) -> None:
    """With the locks taken out, contradictions must be seen."""
    with running_postgres(run.place("unlocked-server")) as server:
        world = World(run.place("pairs-control"), server.url)
        ring = _race(world, Server(world, module=("scripts.torture.unlocked",)), run.times(300, 100))
        line.note(f"without locks {len(ring.contradictions):,} contradictions in {ring.pairs:,} pairs (not counted)")
        line.must(len(ring.contradictions) >= LEAST_SEEN, "the comparison did not see what it must")


class Ring:
    """One record that two devices race on, with what each pair comes to one by one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._orders: dict[tuple[str, str], list[Any]] = {}
        self.pairs = self.told = self.first = self.second = 0
        self.statuses: list[int] = []
        self.contradictions: list[str] = []

    def race(self, names: tuple[str, str]) -> None:
        acts = [(name, device) for device, name in enumerate(names)]
        if names not in self._orders:
            self._orders[names] = [self._desk.one_by_one(acts, order) for order in ((0, 1), (1, 0))]
        answers = self._both(acts)
        outcome, (one, other) = self._desk.come_to(answers), self._orders[names]
        self.pairs += 1
        self.statuses += [answer.status for answer in answers]
        if outcome not in (one, other):
            self.contradictions.append(f"{' and '.join(names)}: {[answer.status for answer in answers]}")
        elif one != other:
            self.told, self.first = self.told + 1, self.first + (outcome == one)
            self.second += outcome == other

    def _both(self, acts: list[tuple[str, int]]) -> list[Answer]:
        barrier, answers = Barrier(len(acts)), dict[int, Answer]()

        def send(number: int) -> None:
            sending = self._desk.sending(*acts[number])
            barrier.wait(60)
            answers[number] = sending()

        at_once([lambda: send(0), lambda: send(1)])
        return [answers[0], answers[1]]


def _race(world: World, server: Server, pairs: int) -> Ring:
    draw = Random("pairs")  # noqa: S311 - any order will do, the same each time
    every = list(combinations_with_replacement(sorted(ACTS.keys() - LATER), 2))
    narrow = list(combinations_with_replacement(FIRST, 2))
    (member,) = world.people(1)
    with running(server):
        ring = Ring(_desk(world, server.port, member.person))
        for number in range(pairs):
            ring.race(draw.choice(every if number % 2 else narrow))
    return ring


def _desk(world: World, port: int, rosa: Person) -> Desk:
    app = world.app()
    practitioner = make_practitioner(app)
    share(app, rosa, practitioner)
    ids = lay_out(app, rosa)
    with app.app_context():
        db.engine.dispose()
    signed_in = {OWNER: rosa, PRACTITIONER: practitioner}
    devices = {}
    for who, person in signed_in.items():
        browsers = [FarBrowser(port, HERE, rosa.patient_id) for _ in range(2)]
        for browser in browsers:
            browser.client.cookies["sid"] = world.sign_in(person).secret
        devices[who] = (browsers[0], browsers[1])
    desk = begin(create_engine(world.url), rosa.patient_id, devices, ids)
    desk.record.blurs = True
    desk.open_all(ACTS.keys() - LATER)
    return desk


def _judge(line: Line, ring: Ring) -> None:
    line.saved = ring.statuses.count(SAVED)
    line.refused = ring.statuses.count(REFUSED)
    line.broken = sum(status >= BROKEN and status != REFUSED for status in ring.statuses)
    line.note(
        f"{ring.pairs:,} pairs; of {ring.told:,} whose order shows {ring.first:,} in one, {ring.second:,} in the other"
    )
    line.note(f"{len(ring.contradictions)} contradictions")
    line.must(not ring.contradictions, f"came to what no order comes to: {'; '.join(ring.contradictions[:5])}")
    line.must(ring.first and ring.second, "only one order was seen")
    line.nothing_lost()

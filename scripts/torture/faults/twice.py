"""The same form sent twice at the same moment, a thousand times; and then once more with other answers."""

from threading import Barrier
from uuid import UUID, uuid4

from sqlalchemy import select

from scripts.torture.crowd import Answer, Visitor, at_once
from scripts.torture.lines import Line
from scripts.torture.postgres import running_postgres
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import World
from tracker.diary.models import Entry

SIDE_BY_SIDE = 4
TWO = 2
DAY = "2026-01-05"
UNPROCESSABLE = 422
OTHER_NOTE = "something else"


def sqlite(run: Run, line: Line) -> None:
    _pairs(World(run.place("twice-sqlite")), run, line)


def postgres(run: Run, line: Line) -> None:
    with running_postgres(run.place("twice-server")) as server:
        _pairs(World(run.place("twice-postgres"), server.url), run, line)


def _pairs(world: World, run: Run, line: Line) -> None:
    members = world.people(SIDE_BY_SIDE)
    each = run.times(1000, 100) // SIDE_BY_SIDE
    answers: dict[UUID, list[tuple[Visitor, Answer]]] = {uuid4(): [] for _ in range(each * SIDE_BY_SIDE)}
    ids = list(answers)
    server = Server(world)
    with running(server):
        acts = []
        for number, member in enumerate(members):
            barrier, mine = Barrier(TWO), ids[number::SIDE_BY_SIDE]
            for _ in range(TWO):
                visitor = Visitor(server.port, member)
                visitor.take_token()
                acts.append(lambda v=visitor, b=barrier, m=mine: _send(v, b, m, answers))
        at_once(acts)
        other = Visitor(server.port, members[0])
        again = other.write(ids[0], DAY, note=OTHER_NOTE)
    _judge(world, line, answers, ids[0], again)


def _send(
    visitor: Visitor, barrier: Barrier, ids: list[UUID], answers: dict[UUID, list[tuple[Visitor, Answer]]]
) -> None:
    for one in ids:
        barrier.wait(60)
        answers[one].append((visitor, visitor.write(one, DAY)))


def _judge(
    world: World, line: Line, answers: dict[UUID, list[tuple[Visitor, Answer]]], first: UUID, again: Answer
) -> None:
    every = [pair for pairs in answers.values() for pair in pairs]
    unsaved = [answer.status for visitor, answer in every if not visitor.is_saved(answer)]
    tally = world.tally(answers, answers)
    line.saved, line.lost, line.doubled = len(answers), tally.lost, tally.doubled
    line.note(f"{len(answers):,} pairs, {tally.rows:,} rows; with other answers: {again.status}")
    line.must(tally.rows == len(answers) and len(every) == TWO * len(answers), "not a row for each pair")
    line.must(not unsaved, f"{len(unsaved)} of the {len(every):,} answers were not “saved”: {sorted(set(unsaved))}")
    line.must(again.status == UNPROCESSABLE, f"not {UNPROCESSABLE}")
    with world.engine().connect() as connection:
        table = Entry.__table__.c
        kept = connection.execute(select(table.note).where(table.id == first)).scalar_one()
    line.must(kept == str(first), "the first answers do not stand")
    line.nothing_lost()
    look_over(line, world)

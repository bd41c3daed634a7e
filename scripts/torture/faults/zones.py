"""Twelve zones through the nights in which clocks change: pages are shown, moments saved, days and their order kept."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scripts.torture.clock import Clock
from scripts.torture.crowd import Answer, Visitor
from scripts.torture.lines import Line
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import World
from tracker.diary.models import Entry
from tracker.domain.values.periods import at_local

ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Europe/Berlin",
    "Europe/London",
    "Africa/Casablanca",
    "America/St_Johns",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Pago_Pago",
)
NIGHTS = (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC))
MINUTES = (-40, 20, 50, 70, 100, 130, 12 * 60, 24 * 60)
PLACES = ("today", "diary", "diary?view=list", "progress")
NEAR = timedelta(minutes=1)
OK, FAULT, UNPROCESSABLE = 200, 500, 422
HALF_PAST_TWO = "02:30"


def run_all(run: Run, line: Line) -> None:
    clock = Clock(run.place("clock"))
    clock.set_to(NIGHTS[0] - timedelta(hours=2))
    world = World(run.place("zones"))
    zones = ZONES[:: 4 if run.quick else 1]
    members = {zone: world.people(1, zone, now=clock.now())[0] for zone in zones}
    server, sent, answers = Server(world, environ=clock.environ), list[tuple[UUID, str, datetime]](), list[Answer]()
    with running(server):
        visitors = {zone: Visitor(server.port, member) for zone, member in members.items()}
        for night in NIGHTS:
            clock.set_to(night - timedelta(hours=1))
            visitors = {
                zone: Visitor(server.port, world.sign_in(one.member.person, clock.now()))
                for zone, one in visitors.items()
            }
            for minute in MINUTES:
                clock.set_to(night + timedelta(minutes=minute))
                for zone, visitor in visitors.items():
                    _one_look(line, clock, visitor, zone, sent, answers)
    line.must(max(answer.status for answer in answers) < FAULT, "answers of 500 and more")
    tally = world.tally([one for one, _, _ in sent], [one for one, _, _ in sent])
    line.saved, line.lost, line.doubled = len(sent), tally.lost, tally.doubled
    line.nothing_lost()
    _check_days(line, world, sent)
    line.note(f"{len(zones)} zones, {len(NIGHTS)} nights, {len(answers):,} answers")
    look_over(line, world)


def _one_look(
    line: Line, clock: Clock, visitor: Visitor, zone: str, sent: list[tuple[UUID, str, datetime]], answers: list[Answer]
) -> None:
    """Every page, a moment now, and one at half past two, which may not have been or may have been twice."""
    base = visitor.member.base
    for place in PLACES:
        answers.append(visitor.get(f"{base}/{place}"))
        line.must(answers[-1].status == OK, f"{zone} at {clock.now()}: {place} {answers[-1].status}")
    for half_past_two in (False, True):
        now, one = clock.now(), uuid4()
        local = now.astimezone(ZoneInfo(zone))
        at = HALF_PAST_TWO if half_past_two else f"{local:%H:%M}"
        fields = {"id": str(one), "for_date": f"{local:%Y-%m-%d}", "for_time": at, "leg_pain": "3", "note": str(one)}
        answer = visitor.post(f"{base}/moments/new", fields)
        answers.append(answer)
        if visitor.is_saved(answer):
            sent.append((one, zone, now))
        else:
            meant = at_local(local.date(), time.fromisoformat(at), ZoneInfo(zone))  # later where the clocks skip it
            to_come = half_past_two and meant > now and answer.status == UNPROCESSABLE
            line.must(to_come, f"{zone} at {now}: a moment at {at} was answered {answer.status}")


def _check_days(line: Line, world: World, sent: list[tuple[UUID, str, datetime]]) -> None:
    """Each row stands on its zone's own day, at the offset of its moment, and in the order it was written in."""
    table = Entry.__table__.c
    with world.engine().connect() as connection:
        rows = {
            row.id: row
            for row in connection.execute(select(table.id, table.for_date, table.entered_at, table.entered_offset))
        }
    wrong = []
    for one, zone, now in sent:
        row = rows[one]
        local = row.entered_at.astimezone(ZoneInfo(zone))
        offset = local.utcoffset()
        assert offset is not None, "a zone always has an offset"  # noqa: S101
        is_right = abs(row.entered_at - now) < NEAR and row.for_date == local.date()
        if not (is_right and row.entered_offset == int(offset.total_seconds()) // 60):
            wrong.append(f"{zone} {now:%d %b %H:%M}")
    line.must(not wrong, f"moments on another day or at another offset than their zone's: {wrong}")
    for zone in {zone for _, zone, _ in sent}:
        written = [rows[one].entered_at for one, of, _ in sent if of == zone]
        line.must(written == sorted(written), f"{zone}: not in the order they were written in")

"""Samsung Health: the table of exercise, and the others."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, left_out, others

BEGIN = "com.samsung.health.exercise,7006011,11\nstart_time,exercise_type,time_offset,duration,distance,\n"
FOLDER = "samsung-health/com.samsung.shealth."


def test_walks_and_swims_are_sessions_at_the_clock_of_the_place() -> None:
    made, _asking = brought(f"{FOLDER}exercise.20260310101500.csv")
    found = others(made, "session", "kind", "started_at", "minutes", "distance_m", "note")
    assert [(kind, at.isoformat(), *rest) for kind, at, *rest in found] == [
        ("walking", "2026-03-01T23:45:00+01:00", 31, 2104, None),
        ("swimming", "2026-03-02T08:00:00+01:00", 25, 750, "slow, easy"),
    ]
    assert left_out(made, "import_no_field") == [5]


def test_of_another_table_it_is_said_that_there_is_nothing_to_take() -> None:
    made, _asking = brought(f"{FOLDER}stress.20260310101500.csv")
    assert made.records == []
    assert left_out(made, "import_nothing_in_it") == [1]


def test_places_west_and_without_an_offset_and_what_is_wrong() -> None:
    made, _asking = brought_bytes(
        BEGIN
        + "2026-03-01 12:00:00.000,1001,UTC-0330,60000,,\n2026-03-01 12:00:00.000,1001,,60000,,\n"
        + "noon,1001,UTC+0100,60000,,\n2026-03-01 12:00:00.000,1001,UTC+9900,60000,,\n"
    )
    assert [at.isoformat() for (at,) in others(made, "session", "started_at")] == [
        "2026-03-01T08:30:00-03:30",
        "2026-03-01T13:00:00+01:00",
    ]
    assert left_out(made, "import_no_day") == [5, 6]


def test_a_first_line_alone_is_nothing() -> None:
    made, _asking = brought_bytes("com.samsung.health.exercise,7006011,11\n")
    assert (made.records, made.left_out) == ([], [])


@given(some.lists(some.tuples(some.integers(0, 500_000), some.integers(-11, 13), some.integers(1, 700)), max_size=20))
def test_what_is_written_is_read(walks: list[tuple[int, int, int]]) -> None:
    first = datetime(2025, 1, 1, tzinfo=UTC)
    rows = "".join(
        f"{first + timedelta(minutes=at):%Y-%m-%d %H:%M:%S}.000,1001,UTC{away:+03}00,{lasted * 60_000},,\n"
        for at, away, lasted in walks
    )
    made, _asking = brought_bytes(BEGIN + rows)
    found = others(made, "session", "started_at", "minutes")
    assert found == [(first + timedelta(minutes=at), lasted) for at, _away, lasted in walks]
    assert [at.utcoffset() for at, _minutes in found] == [timedelta(hours=away) for _at, away, _lasted in walks]

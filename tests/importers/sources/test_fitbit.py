"""Fitbit: exercise, sleep and steps of a Takeout."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import HERE, brought, brought_bytes, left_out, others
from tests.importers.support_zip import packed

SAMPLE = "fitbit/takeout.zip"
WALK = {"logId": 1, "activityName": "Walk", "startTime": "03/01/26 22:40:08", "activeDuration": 600_000}


def test_walks_and_swims_are_sessions_at_the_clock_of_the_person() -> None:
    made, asking = brought(SAMPLE)
    found = others(made, "session", "kind", "started_at", "minutes", "distance_m")
    assert [(kind, at.isoformat(timespec="minutes"), *rest) for kind, at, *rest in found] == [
        ("walking", "2026-03-01T23:40+01:00", 49, 2913),
        ("swimming", "2026-03-02T08:00+01:00", 25, 805),
    ]
    assert [(asked.question.key, asked.answer, asked.examples[0]) for asked in asking.asked] == [
        ("clock", "utc", "03/01/26 22:40:08")
    ]


def test_clock_times_are_those_of_the_place_where_the_person_says_so() -> None:
    made, _asking = brought(SAMPLE, {"clock": "local"})
    assert [f"{at:%d %H:%M}" for (at,) in others(made, "session", "started_at")] == ["01 22:40", "02 07:00"]


def test_steps_and_sleep_are_days() -> None:
    made, _asking = brought(SAMPLE)
    assert others(made, "context", "for_date", "steps", "sleep_minutes") == [
        (date(2026, 3, 1), 133, None),
        (date(2026, 3, 2), None, 380),
    ]


def test_a_table_of_calories_is_not_one_of_steps() -> None:
    rows = [{"dateTime": "03/01/26 22:51:00", "value": "133"}]
    made, _asking = brought_bytes(
        packed({"x/calories-1.json": rows, "x/exercise-0.json": [WALK], "x/steps-1.json": rows})
    )
    assert others(made, "context", "steps") == [(133,)]


def test_what_is_wrong_or_of_nothing_is_left_out() -> None:
    rows = [
        WALK | {"activityName": "Run"},
        WALK | {"startTime": "yesterday"},
        WALK | {"startTime": "13/01/26 22:40:08"},
    ]
    steps = [{"dateTime": "never", "value": "3"}, {"dateTime": "03/01/26 10:00:00", "value": None}, 3]
    made, _asking = brought_bytes(packed({"exercise-0.json": rows, "steps-1.json": steps}))
    assert left_out(made, "import_no_field") == [1]
    assert left_out(made, "import_no_day") == [2, 3]
    assert made.records == []


@given(some.lists(some.tuples(some.integers(0, 500_000), some.integers(1, 700)), max_size=20))
def test_what_is_written_is_read(walks: list[tuple[int, int]]) -> None:
    first = datetime(2025, 1, 1, tzinfo=UTC)
    rows = [
        WALK | {"startTime": f"{first + timedelta(minutes=at):%m/%d/%y %H:%M:%S}", "activeDuration": lasted * 60_000}
        for at, lasted in walks
    ]
    made, _asking = brought_bytes(packed({"exercise-0.json": rows or [WALK | {"activityName": "Run"}]}))
    assert others(made, "session", "started_at", "minutes") == [
        ((first + timedelta(minutes=at)).astimezone(HERE.zone), lasted) for at, lasted in walks
    ]

"""Garmin Connect: the export of everything."""

from datetime import date

from tests.importers.support import brought, brought_bytes, left_out, others
from tests.importers.support_zip import packed

SAMPLE = "garmin/DI_CONNECT.zip"
WALK = {"activityType": "walking", "beginTimestamp": 1772386200000, "duration": 600_000.0, "distance": 100.0}


def exported(*activities: object) -> bytes:
    return packed({"some.json": [{"summarizedActivitiesExport": list(activities)}]})


def test_walks_and_swims_are_sessions() -> None:
    made, _asking = brought(SAMPLE)
    found = others(made, "session", "kind", "started_at", "minutes", "distance_m")
    assert [(kind, at.isoformat(), *rest) for kind, at, *rest in found] == [
        ("walking", "2026-03-01T18:30:00+01:00", 31, 2104),
        ("swimming", "2026-03-02T08:00:00+01:00", 25, 750),
    ]
    assert left_out(made, "import_no_field") == [3]


def test_steps_and_sleep_are_the_days_that_the_file_says() -> None:
    made, _asking = brought(SAMPLE)
    assert others(made, "context", "for_date", "steps", "sleep_minutes") == [
        (date(2026, 3, 1), 7600, None),
        (date(2026, 3, 2), None, 409),
    ]


def test_names_and_places_are_nowhere() -> None:
    made, asking = brought(SAMPLE)
    text = repr((made, asking.asked))
    assert not any(private in text for private in ("Private place", "52.5", "13.4"))


def test_a_walk_elsewhere_has_the_clock_of_that_place() -> None:
    made, _asking = brought_bytes(
        exported(
            WALK | {"startTimeGmt": 1772386200000.0, "startTimeLocal": 1772368200000.0},
            WALK | {"startTimeGmt": 1772386200000.0, "startTimeLocal": 1.0},
            WALK,
        )
    )
    assert [at.isoformat() for (at,) in others(made, "session", "started_at")] == [
        "2026-03-01T12:30:00-05:00",
        "2026-03-01T18:30:00+01:00",
        "2026-03-01T18:30:00+01:00",
    ]


def test_the_time_awake_is_no_sleep() -> None:
    night = {
        "calendarDate": "2026-03-02",
        "sleepStartTimestampGMT": "2026-03-01T22:00:00.0",
        "sleepEndTimestampGMT": "2026-03-02T05:00:00.0",
        "awakeSleepSeconds": 1800,
        "unmeasurableSeconds": 600,
    }
    broken = night | {"calendarDate": "2026-03-03", "sleepEndTimestampGMT": "morning"}
    backwards = night | {"calendarDate": "2026-03-04", "sleepEndTimestampGMT": "2026-03-01T20:00:00.0"}
    made, _asking = brought_bytes(packed({"n.json": [night, broken, backwards, 3]}))
    assert others(made, "context", "for_date", "sleep_minutes") == [(date(2026, 3, 2), 380)]


def test_what_is_wrong_is_refused() -> None:
    made, _asking = brought_bytes(exported(WALK | {"beginTimestamp": "soon"}, WALK | {"beginTimestamp": 10**14 * 9}, 3))
    assert left_out(made, "import_no_day") == [1, 2]
    assert left_out(made, "import_no_field") == [3]

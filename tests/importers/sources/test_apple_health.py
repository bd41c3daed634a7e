"""Apple Health: the export alone, and in an archive with a translated name and a broken document type."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out, others
from tracker.importers.sources import apple_health

WORDS = {"words": "yes"}
BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_DE">\n'
END = "</HealthData>\n"
DAY = date(2026, 3, 1)


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "export.xml"
    path.write_text(BEGIN + "\n".join(lines) + "\n" + END, encoding="utf-8")
    return path


def record(kind: str, value: str, start: str, end: str | None = None, device: str = "Watch") -> str:
    return f'<Record type="{kind}" sourceName="{device}" startDate="{start}" endDate="{end or start}" value="{value}"/>'


def test_back_pain_becomes_moments_with_the_clock_of_the_place() -> None:
    made, _asking = brought("apple-health/export.xml", WORDS)
    assert entries(made, "for_date", "for_time", "back_pain", "leg_pain", "note", "from_words", "written_on") == [
        (DAY, time(18, 30), 5, None, "apple_health: Moderate", True, DAY),
        (date(2026, 3, 3), time(21), 0, None, "apple_health: NotPresent", True, date(2026, 3, 3)),
        (
            date(2026, 3, 28),
            time(23, 30),
            8,
            None,
            "apple_health: Severe\napple_health: until 2026-03-29 01:30 -04:00",
            True,
            date(2026, 3, 28),
        ),
    ]
    assert left_out(made, "import_present") == [32]


def test_severities_are_words_and_make_no_number_unless_that_is_wanted() -> None:
    made, asking = brought("apple-health/export.xml")
    assert entries(made, "back_pain") == []
    assert left_out(made, "import_words") == [29, 35, 38]
    assert [(asked.question.key, asked.answer, asked.rows) for asked in asking.asked] == [("words", "no", 3)]


def test_workouts_become_sessions_with_the_time_that_was_moved_in() -> None:
    made, _asking = brought("apple-health/export.xml")
    found = others(made, "session", "kind", "started_at", "minutes", "distance_m", "time_unknown")
    assert [(kind, at.isoformat(), *rest) for kind, at, *rest in found] == [
        ("walking", "2026-03-05T12:00:00+01:00", 32, 2414, False),
        ("swimming", "2021-07-04T08:00:00+02:00", 25, 800, False),
        ("stretching", "2026-03-06T07:00:00+01:00", 11, None, False),
    ]
    assert left_out(made, "import_no_field") == [49]
    assert all(made_of.offer is None for made_of in made.records)


def test_steps_and_sleep_become_the_days_they_are_of() -> None:
    made, _asking = brought("apple-health/export.xml")
    assert others(made, "context", "for_date", "steps", "sleep_minutes") == [
        (DAY, 812, None),
        (date(2026, 3, 5), None, 390),
    ]


def test_a_broken_document_type_is_cut_and_the_twin_left_alone() -> None:
    made, _asking = brought("apple-health/german-export.zip", WORDS)
    assert entries(made, "for_date", "for_time", "back_pain") == [
        (date(2022, 10, 30), time(1, 45), 2),
        (date(2022, 10, 30), time(2, 30), 8),
    ]
    assert {made_of.place.member for made_of in made.records} == {"apple_health_export/Exportieren.xml"}


@pytest.mark.parametrize("sample", ["export.xml", "german-export.zip"])
def test_nothing_of_the_person_or_the_devices_is_kept(sample: str) -> None:
    made, asking = brought(f"apple-health/{sample}", WORDS)
    text = repr((made, asking.asked))
    for private in ("1971", "Iris", "Watch", "iPhone", "0x3021", "Female"):
        assert private not in text


def test_of_several_devices_the_one_with_the_most_counts(tmp_path: Path) -> None:
    steps, sleep, asleep = apple_health.STEPS, apple_health.SLEEP, apple_health.ASLEEP
    path = written(
        tmp_path,
        record(steps, "100", "2026-03-01 09:00:00 +0100"),
        record(steps, "250", "2026-03-01 10:00:00 +0100"),
        record(steps, "300", "2026-03-01 09:00:00 +0100", device="Phone"),
        record(steps, "many", "2026-03-01 11:00:00 +0100"),
        record(sleep, asleep + "Core", "2026-03-01 22:00:00 +0100", "2026-03-02 01:00:00 +0100"),
        record(sleep, asleep + "REM", "2026-03-02 00:30:00 +0100", "2026-03-02 02:00:00 +0100"),
        record(sleep, asleep + "Unspecified", "2026-03-01 23:00:00 +0100", "2026-03-02 02:00:00 +0100", "Phone"),
        record(sleep, "HKCategoryValueSleepAnalysisInBed", "2026-03-01 21:00:00 +0100", "2026-03-02 08:00:00 +0100"),
        record(sleep, asleep, "yesterday", "2026-03-02 08:00:00 +0100"),
        record(sleep, asleep, "2026-03-02 08:00:00 +0100", ""),
    )
    made, _asking = brought(path)
    assert others(made, "context", "for_date", "steps", "sleep_minutes") == [
        (DAY, 350, None),
        (date(2026, 3, 2), None, 240),
    ]


def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path) -> None:
    pain = apple_health.BACK_PAIN
    walking = '<Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="long"'
    path = written(
        tmp_path,
        record(pain, "HKCategoryValueSeverityMild", "2026-03-01 9:00"),
        record(pain, "HKCategoryValueSeverityMild", "2026-02-30 09:00:00 +0100"),
        record(pain, "HKCategoryValueSeverityMild", "2026-03-01T09:00:00.00000"),
        record(pain, "3", "2026-03-01 09:00:00 +0100"),
        f"{walking}/>",
        record(pain, "HKCategoryValueSeverityMild", "2027-03-01 09:00:00 +0100"),
        f'{walking} startDate="2026-03-01 09:00:00 +0100">',
        '<WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" sum="90" unit="m"/></Workout>',
    )
    made, _asking = brought(path, WORDS)
    assert left_out(made, "import_no_day") == [3, 4, 5, 7]
    assert left_out(made, "import_no_strength") == [6]
    assert left_out(made, "import_to_come") == [8]
    assert all(left.refused for left in made.left_out)
    assert others(made, "session", "minutes", "distance_m") == [(None, None)]


def test_what_stands_in_a_correlation_comes_again_and_is_taken_once(tmp_path: Path) -> None:
    one = record(apple_health.BACK_PAIN, "HKCategoryValueSeverityMild", "2026-03-01 09:00:00 +0100")
    made, _asking = brought(written(tmp_path, "<Correlation>", one, "</Correlation>", one), WORDS)
    assert entries(made, "back_pain") == [(2,)]


FIRST = datetime(2015, 1, 1, tzinfo=UTC)
STAMPS = some.integers(0, 5_000_000).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(some.lists(some.tuples(STAMPS, some.sampled_from(list(apple_health.SEVERITIES))), unique_by=lambda row: row[0]))
def test_what_is_written_is_read(rows: list[tuple[datetime, str]]) -> None:
    lines = [
        record(apple_health.BACK_PAIN, f"HKCategoryValueSeverity{name}", f"{at:%Y-%m-%d %H:%M:%S} +0500")
        for at, name in rows
    ]
    scores = {"NotPresent": 0, "Mild": 2, "Moderate": 5, "Severe": 8}
    made, _asking = brought_bytes(BEGIN + "\n".join(lines) + END, WORDS)
    assert entries(made, "for_date", "for_time", "back_pain") == [
        (at.date(), at.time(), scores[name]) for at, name in rows
    ]

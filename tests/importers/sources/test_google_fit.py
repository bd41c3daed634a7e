"""Google Fit: sessions and days of a Takeout."""

from datetime import date

from tests.importers.support import brought, brought_bytes, left_out, others
from tests.importers.support_zip import packed

SAMPLE = "google-fit/takeout.zip"
WALK = {"fitnessActivity": "walking", "startTime": "2026-03-01T17:30:00Z", "endTime": "2026-03-01T17:49:00Z"}


def test_a_walk_is_a_session_at_the_clock_of_the_person() -> None:
    made, _asking = brought(SAMPLE)
    found = others(made, "session", "kind", "started_at", "minutes", "distance_m")
    assert [(kind, at.isoformat(), *rest) for kind, at, *rest in found] == [
        ("walking", "2026-03-01T18:30:00+01:00", 18, 1512)
    ]


def test_steps_and_sleep_are_days() -> None:
    made, _asking = brought(SAMPLE)
    assert others(made, "context", "for_date", "steps", "sleep_minutes") == [
        (date(2026, 3, 1), 7600, None),
        (date(2026, 3, 3), None, 450),
    ]


def test_what_is_wrong_or_of_nothing_is_left_out_and_named_by_its_member() -> None:
    made, _asking = brought_bytes(
        packed(
            {
                "a.json": WALK | {"fitnessActivity": "biking"},
                "b.json": WALK | {"startTime": "2026-03-01T17:30:00"},
                "c.json": WALK | {"startTime": "0001-01-01T00:00:00+23:00"},
                "d.json": WALK | {"fitnessActivity": "swimming.pool", "aggregate": 3},
                "e.json": WALK | {"fitnessActivity": "sleep", "endTime": ""},
            }
        )
    )
    assert [(left.place.member, left.why.code) for left in made.left_out] == [
        ("a.json", "import_no_field"),
        ("b.json", "import_no_day"),
        ("c.json", "import_no_day"),
        ("e.json", "import_no_field"),
    ]
    assert others(made, "session", "kind", "minutes", "distance_m") == [("swimming", None, None)]
    assert left_out(made, "import_no_day") == [None, None]

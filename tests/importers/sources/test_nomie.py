"""Nomie 5: rows of a log by its moment, and the place that its offset says."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out, others

SAMPLE = "nomie/n-2026-03.csv"
HEADER = "epoch,start,end,offset,tracker,value,note,lat,lng,location,score\r\n"


def row(epoch: object, tracker: str, value: object, note: str = "", offset: object = -60) -> str:
    return f"{epoch},,,{offset},{tracker},{value},{note},52.5,13.4,Home Street,-2\r\n"


def test_one_log_is_one_moment_with_its_note_once() -> None:
    made, _asking = brought(SAMPLE)
    assert entries(made, "for_date", "for_time", "leg_pain", "note") == [
        (date(2026, 3, 1), time(18, 30), 6, "felt odd after"),
        (date(2026, 3, 2), time(9, 30), 4, None),
    ]
    assert left_out(made, "import_no_score") == [6]


def test_trackers_of_a_treatment_are_offered_and_timers_count_seconds() -> None:
    made, asking = brought(SAMPLE)
    found = others(made, "session", "kind", "started_at", "minutes")
    assert [(kind, at.isoformat(), minutes) for kind, at, minutes in found] == [
        ("acupuncture", "2026-03-01T18:30:00+01:00", None),
        ("heat", "2026-03-02T09:30:00+01:00", 20),
    ]
    assert [asked.question.key for asked in asking.asked] == ["scale:leg pain", "offer:acupuncture", "offer:heat"]


def test_places_are_nowhere() -> None:
    made, asking = brought(SAMPLE)
    text = repr((made, asking.asked))
    assert not any(private in text for private in ("52.5", "13.4", "Home", "Street"))


def test_what_is_wrong_or_of_nothing_is_left_out() -> None:
    made, _asking = brought_bytes(
        HEADER
        + row("", "leg_pain", 4)
        + row("1e30", "leg_pain", 4)
        + row("soon", "leg_pain", 4)
        + row(1772386200000, "mood", 4)
        + row(1772386200000, "leg_pain", 11)
        + row(1772386200000, "leg_pain", 5, offset=5000)
    )
    assert left_out(made, "import_no_day") == [2, 3, 4]
    assert left_out(made, "import_no_field") == [5]
    assert left_out(made, "import_out_of_range") == [6]
    assert entries(made, "for_time", "leg_pain") == [(time(18, 30), 5)]


LOGS = some.lists(
    some.tuples(some.integers(0, 600_000), some.sampled_from((-840, -330, -60, 60, 480)), some.integers(0, 10)),
    unique_by=lambda log: log[0],
)


@given(LOGS)
def test_what_is_written_is_read(logs: list[tuple[int, int, int]]) -> None:
    rows, expected = "", []
    for minutes, west, score in logs:
        at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
        there = at.astimezone(timezone(timedelta(minutes=-west)))
        rows += row(round(at.timestamp() * 1000), "leg_pain", score, f"#leg_pain({score})", west)
        expected.append((there.date(), there.time(), score))
    made, _asking = brought_bytes(HEADER + rows)
    assert sorted(entries(made, "for_date", "for_time", "leg_pain")) == sorted(expected)

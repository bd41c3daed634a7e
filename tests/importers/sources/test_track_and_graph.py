"""Track & Graph: with a column of labels, and with the label behind the value."""

import csv
import io
from datetime import date, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out, others

HEADER = "FeatureName,Timestamp,Value,Label,Note\r\n"


def test_two_trackers_of_one_instant_are_one_moment() -> None:
    made, asking = brought("track-and-graph/export.csv")
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain", "note") == [
        (date(2026, 3, 1), time(18, 30), 6, None, None),
        (date(2026, 3, 2), time(8, 15), 4, 8, 'Mild\nafter "heat", and rest\ntrack_and_graph: Back pain: 7.5'),
    ]
    assert left_out(made, "import_no_field") == [6]
    assert [(asked.question.key, asked.answer) for asked in asking.asked] == [
        ("scale:Leg pain", "10"),
        ("scale:Back pain", "10"),
    ]


def test_durations_of_a_treatment_are_sessions_where_they_took_place() -> None:
    made, _asking = brought("track-and-graph/export.csv")
    found = others(made, "session", "kind", "started_at", "minutes", "note")
    assert [(kind, at.isoformat(), *rest) for kind, at, *rest in found] == [
        ("acupuncture", "2026-03-03T10:00:00+01:00", 30, "third session"),
        ("walking", "2026-02-28T23:30:00-05:00", 65, None),
    ]
    assert [record.offer for record in made.records if record.what == "session"] == [None, None]


def test_a_label_behind_the_value_and_the_scale_that_the_person_says() -> None:
    made, _asking = brought("track-and-graph/labels-in-value.csv", {"scale:Sciatica": "3"})
    assert entries(made, "for_date", "for_time", "leg_pain", "note", "from_words") == [
        (date(2021, 3, 9), time(11, 5), 5, "Moderate\nSat: too long\ntrack_and_graph: Sciatica: 2", True),
        (date(2021, 3, 8), time(11, 20), 0, "None\ntrack_and_graph: Sciatica: 0", True),
    ]
    assert others(made, "session", "kind", "minutes", "note") == [("physiotherapy", 45, "Clinic")]


def test_a_mark_of_a_treatment_is_offered_and_what_is_wrong_is_refused() -> None:
    made, asking = brought_bytes(
        HEADER
        + "Walk,2026-03-01T08:00Z,1.0,,\r\nRead,2026-03-01T08:00Z,0:20:00,,\r\nLeg pain,1 March,3.0,,\r\n"
        + "Leg pain,2026-03-01T08:00Z,lots,,\r\nLeg pain,2026-03-01T09:00Z,12.0,,\r\n"
        + "Knee pain,2026-03-01T10:00Z,2.0,,\r\nNumb toes,2026-03-01T10:00Z,2.0,,\r\n"
        + "Walk,2026-03-01T11:00Z,0:00:05,,\r\n"
    )
    assert left_out(made, "import_no_field") == [3]
    assert left_out(made, "import_no_day") == [4]
    assert left_out(made, "import_no_strength") == [5]
    assert left_out(made, "import_out_of_range") == [6]
    assert left_out(made, "import_not_leg_or_back") == [7]
    assert left_out(made, "import_no_score") == [8]
    assert others(made, "session", "kind", "minutes") == [("walking", None), ("walking", None)]
    assert [asked.question.key for asked in asking.asked] == [
        "offer:Walk",
        "scale:Leg pain",
        "site:Knee pain",
        "scale:Numb toes",
    ]


def test_arabic_digits_and_exponents_are_numbers() -> None:
    made, _asking = brought_bytes(
        HEADER + "Walk,2026-03-01T08:00Z,\u0660:\u0663\u0660:\u0660\u0660,,\r\nLeg pain,2026-03-01T08:00Z,1.0E1,,\r\n"
    )
    assert others(made, "session", "minutes") == [(30,)]
    assert entries(made, "leg_pain") == [(10,)]


PLACES = some.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
ROWS = some.lists(
    some.tuples(
        some.integers(0, 400_000), PLACES, some.integers(0, 10), some.text('ab ",\n', max_size=12).map(str.strip)
    ),
    unique_by=lambda row: row[0],
)


@given(ROWS)
def test_what_is_written_is_read(rows: list[tuple[int, timezone, int, str]]) -> None:
    text, expected = io.StringIO(), []
    writer = csv.writer(text)
    for minutes, place, score, note in rows:
        at = datetime(2025, 1, 1, tzinfo=place) + timedelta(minutes=minutes)
        written = at.isoformat(timespec="minutes").replace("+00:00", "-00:00")
        writer.writerow(("Leg pain", written, f"{score}.0", "", note))
        expected.append((at.date(), at.time(), score, note or None))
    made, _asking = brought_bytes(HEADER + text.getvalue())
    assert entries(made, "for_date", "for_time", "leg_pain", "note") == expected

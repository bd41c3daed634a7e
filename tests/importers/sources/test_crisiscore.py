"""CrisisCore Pain Tracker: both tables, whose rows end in a backslash and an n, and the list."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import HERE, brought, brought_bytes, entries, left_out, others

HEAD = "Date,Time,Pain Level,Locations,Symptoms,Limited Activities,Sleep Quality,Mood Impact,Missed Work Days,Notes"
ALL = {"both": "both", "zero": "no_pain", "site": "leg"}
DAY, NEXT, FOURTH = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def table(*rows: str, head: str = HEAD) -> str:
    return "\\n".join((head, *rows))


def item(**keys: Any) -> dict[str, Any]:
    return {"timestamp": "2026-03-01T23:30:00.000Z", "baselineData": {"pain": 4, "locations": ["left leg"]}} | keys


def test_rows_become_moments_in_the_persons_zone() -> None:
    made, asking = brought("crisiscore-pain-tracker/full.csv", ALL)
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain", "side", "regions", "qualities") == [
        (DAY, time(0, 30), 7, 7, "left", ("low_back",), ("burning", "tingling")),
        (DAY, time(7), 0, 0, None, None, None),
        (NEXT, time(18, 5), 5, None, "right", ("outer_leg", "other_toes"), ("electric",)),
        (FOURTH, time(13), None, 3, None, ("low_back",), None),
    ]
    assert left_out(made, "import_not_leg_or_back") == [5]
    assert [asked.question.key for asked in asking.asked] == ["both", "zero"]


def test_notes_keep_their_breaks_and_quotes_and_a_backslash_parts_no_row() -> None:
    made, _asking = brought("crisiscore-pain-tracker/full.csv", ALL)
    assert [note for (note,) in entries(made, "note")] == [
        (
            'First line\nsecond, with "quotes"\ncrisiscore: limited: sitting, driving\n'
            "crisiscore: one number for leg and back"
        ),
        "crisiscore: a 0 without a place, which you said means no pain",
        "crisiscore: symptoms: weakness",
        "Bought a \\new cushion\ncrisiscore: symptoms: stiffness",
    ]


def test_what_is_not_said_takes_nothing_over() -> None:
    made, _asking = brought("crisiscore-pain-tracker/full.csv")
    assert entries(made, "leg_pain", "back_pain") == [(5, None), (None, 3)]
    assert (left_out(made, "import_both"), left_out(made, "import_zero")) == ([1], [2])


def test_numbers_without_places_are_asked_about_once_and_what_is_prescribed_is_no_dose() -> None:
    made, asking = brought("crisiscore-pain-tracker/minimal.csv", ALL)
    assert entries(made, "for_date", "for_time", "leg_pain", "note") == [
        (DAY, time(0, 30), 7, "crisiscore: medication log: Ibuprofen (400 mg, twice a day); Heat patch (1, as needed)"),
        (DAY, time(7), 2, None),
    ]
    assert [(asked.question.key, asked.rows) for asked in asking.asked] == [("site", 2)]
    assert others(made, "dose") == []
    unsaid, _asking = brought("crisiscore-pain-tracker/minimal.csv")
    assert left_out(unsaid, "import_no_place") == [1, 2]


def test_the_list_holds_the_same_and_offers_treatments() -> None:
    made, asking = brought("crisiscore-pain-tracker/full.json", ALL)
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain", "side", "qualities") == [
        (DAY, time(0, 30), 7, 7, "left", ("burning",)),
        (date(2026, 3, 29), time(1, 45), 4, None, "left", ("aching", "numb")),
    ]
    assert others(made, "session", "kind", "time_unknown", "practitioner", "helped") == [
        ("acupuncture", True, "Made Up Clinic", "somewhat")
    ]
    assert [(record.offer, record.values["started_at"].day) for record in made.records if record.offer] == [
        ("Acupuncture", 28)
    ]
    assert others(made, "dose") == []
    assert [(asked.question.key, asked.answer) for asked in asking.asked] == [
        ("both", "both"),
        ("offer:Acupuncture", "no"),
    ]


def test_treatments_told_again_are_taken_once_and_others_are_left_out() -> None:
    walk = {"type": "Walk", "date": "2026-02-01"}
    lists = [[walk, None], [walk, {"type": "Reading", "date": "2026-02-01"}, {"type": "Swim", "date": "soon"}], 5]
    made, _asking = brought_bytes(json.dumps([item(treatments={"recent": recent}) for recent in lists]))
    assert others(made, "session", "kind") == [("walking",)]
    assert left_out(made, "import_no_field") == [2]
    assert left_out(made, "import_no_day") == [2]


def test_an_older_list_has_its_number_at_the_top() -> None:
    older = {"timestamp": "2024-03-01T10:00:00Z", "painLevel": 6, "locations": ["right calf"]}
    made, _asking = brought_bytes(json.dumps([older]))
    assert entries(made, "leg_pain", "side", "regions") == [(6, "right", ("calf",))]
    limited, _asking = brought_bytes(json.dumps([item(functionalImpact={"limitedActivities": ["sitting"]})]))
    assert entries(limited, "note") == [("crisiscore: limited: sitting",)]


@pytest.mark.parametrize(
    ("answers", "when"), [({}, time(14)), ({"clock": "local"}, time(12)), ({"clock": "utc"}, time(14))]
)
def test_clocks_of_an_older_file_are_asked_about(answers: dict[str, str], when: time) -> None:
    row = '2025-07-04,12:00,3,"left leg","","",,,,""'
    made, asking = brought_bytes(table(row), answers)
    assert entries(made, "for_time") == [(when,)]
    assert [asked.question.key for asked in asking.asked] == ["clock"]
    newer, asking = brought_bytes(table(row, '2026-07-04,12:00,3,"left leg","","",,,,""'), answers)
    assert entries(newer, "for_time") == [(time(14),), (time(14),)]
    assert not asking.asked


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('2026-02-30,12:00,3,"left leg","","",,,,""', "import_no_day"),
        ('2026-02-01,25:00,3,"left leg","","",,,,""', "import_no_day"),
        ('0001-01-01,00:00,3,"left leg","","",,,,""', None),
        ('2026-02-01,12:00,11,"left leg","","",,,,""', "import_out_of_range"),
        ('2026-02-01,12:00,3,"a "b", c","","",,,,"",more,and more', "import_broken_row"),
        ("2026-02-01,12:00,3,left\rleg", "import_broken_row"),
        ("some day,12:00,3,left leg", "import_no_day"),
    ],
)
def test_rows_that_are_wrong_are_told(row: str, code: str | None) -> None:
    made, _asking = brought_bytes(table(row))
    assert [(left.why.code, left.refused) for left in made.left_out] == ([(code, True)] if code else [])


@pytest.mark.parametrize(("moment", "level"), [("9999-12-31,23:59", 3), ("2026-02-01,12:00", "")])
def test_a_row_without_a_number_or_beyond_the_calendar(moment: str, level: Any) -> None:
    made, _asking = brought_bytes(table(f'{moment},{level},"left leg","","",,,,""'))
    assert not made.records
    assert len(made.left_out) == 1


def test_items_that_are_wrong_are_told() -> None:
    made, _asking = brought_bytes(json.dumps([item(timestamp="soon"), item(baselineData={"pain": 12}), item(), 5]))
    assert [left.why.code for left in made.left_out] == ["import_no_day", "import_out_of_range", "import_no_day"]
    assert entries(made, "leg_pain") == [(4,)]


@pytest.mark.parametrize("end", ["\\n", "\n", "\r\n"])
def test_rows_may_end_as_they_do_elsewhere(end: str) -> None:
    text = table('2026-02-01,12:00,3,"left leg","","",,,,""', '2026-02-02,12:00,4,"left leg","","",,,,""')
    made, _asking = brought_bytes(b"\xef\xbb\xbf" + (text.replace("\\n", end) + end).encode())
    assert entries(made, "leg_pain") == [(3,), (4,)]


def test_columns_may_be_missing_or_more() -> None:
    made, _asking = brought_bytes(
        table('2026-02-01,12:00,2.5,"left leg",extra', head="Date,Time,Pain Level,Locations,Weather")
    )
    assert entries(made, "leg_pain", "note") == [(2, "crisiscore: level: 2.5")]


def test_an_archive_of_both_is_read_whole() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.csv", table('2026-02-01,12:00,3,"left leg"'))
        archive.writestr("b.json", json.dumps([item()]))
        archive.writestr("read me", "of something else")
    found, _asking = brought_bytes(made.getvalue())
    assert entries(found, "leg_pain") == [(3,), (4,)]


LEVELS = some.integers(0, 10)
NOTES = some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z"))) | some.sampled_from(
    ['a "b"', "\\n", "x\ny", "a;b, c", "\\n2026"]
)
FIRST = datetime(2025, 9, 2, tzinfo=UTC)
STAMPS = some.integers(0, 600_000).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(some.lists(some.tuples(STAMPS, LEVELS, NOTES)))
def test_what_the_app_would_write_is_read(rows: list[tuple[datetime, int, str]]) -> None:
    lines = [
        f'{at:%Y-%m-%d,%H:%M},{level},"left leg","","",,,,"{note.replace(chr(34), chr(34) * 2)}"'
        for at, level, note in rows
    ]
    made, _asking = brought_bytes(table(*lines))
    moments = [at.astimezone(HERE.zone) for at, _level, _note in rows]
    assert entries(made, "for_date", "for_time", "leg_pain", "note") == [
        (moment.date(), moment.time(), level, note.strip() or None)
        for moment, (_at, level, note) in zip(moments, rows, strict=True)
    ]

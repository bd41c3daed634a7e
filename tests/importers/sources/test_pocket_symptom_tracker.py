"""Pocket Symptom Tracker: its table, and its JSON."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import HERE, brought, brought_bytes, entries, left_out, others

NAME = "pocket_symptom_tracker"
HEAD = "type,timestamp,name,details"
AT = "2026-03-01T18:00:00.000Z"
DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)


def whole(**lists: Any) -> str:
    return json.dumps({"version": "1.0", "symptomInstances": []} | lists)


def test_rows_of_the_table_become_moments() -> None:
    made, asking = brought("pocket-symptom-tracker/export.csv")
    assert entries(made, "kind", "for_date", "for_time", "leg_pain", "back_pain", "side", "regions", "note") == [
        ("moment", DAY, time(0, 10), 6, None, "left", ("calf",), f"{NAME}: Leg pain: 6"),
        ("moment", DAY, time(9), None, 3, None, None, f'{NAME}: Low back, "tight": 3'),
        ("moment", NEXT, time(19), 5, None, "left", ("thigh_back",), f"sharp, then dull\n{NAME}: thigh-back-left: 5"),
    ]
    assert left_out(made, "import_only_in_json") == [2]
    assert left_out(made, "import_not_taken") == [3]
    assert left_out(made, "import_no_field") == [4, 7, 10, 11]
    assert others(made, "dose") == []
    assert not asking.asked


def test_the_lists_become_moments_and_doses() -> None:
    made, _asking = brought("pocket-symptom-tracker/export.json")
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain", "numbness_tingling", "note") == [
        (DAY, time(0, 10), 6, None, 4, f"after the car\n{NAME}: Leg pain: 6\n{NAME}: Tingling toes: 4"),
        (NEXT, time(19), None, 3, None, f"{NAME}: lower-back: 3"),
    ]
    ((name, amount, unit, at, note),) = others(made, "dose", "name", "amount", "unit", "taken_at", "note")
    assert (name, str(amount), unit, at.isoformat(), note) == (
        "Ibuprofen",
        "400",
        "mg",
        "2026-03-01T07:30:00+01:00",
        "with food",
    )
    assert left_out(made, "import_not_taken") == [2]


@pytest.mark.parametrize("sample", ["export.csv", "export.json"])
def test_ids_coordinates_and_photos_are_not_kept(sample: str) -> None:
    made, asking = brought(f"pocket-symptom-tracker/{sample}")
    for private in ("u1", "3f6c2c1e", "0.51", "coordinates", "photos"):
        assert private not in repr((made, asking.asked))


def test_places_of_the_body_that_are_neither_are_asked_about() -> None:
    rows = (
        f'body-map-location,{AT},knee-left - s1,"severity: 4, coordinates: (0,0)"',
        f"body-map-location,{AT},neck - s1,severity: 3",
        f'symptom,{AT},Pain,"severity: 7, location: foot-right"',
        f'symptom,{AT},Pain,"severity: 2, location: neck"',
        f"symptom,{AT},Restless legs,severity: 2",
        f"symptom,{AT},Fatigue,severity: 9",
    )
    made, asking = brought_bytes("\n".join((HEAD, *rows)), {"site:knee-left": "leg", "site:Pain": "both"})
    assert [asked.question.key for asked in asking.asked] == [
        "site:knee-left",
        "site:neck",
        "site:Pain",
        "site:Restless legs",
    ]
    assert entries(made, "leg_pain", "back_pain", "side") == [(7, 2, "both")]
    assert left_out(made, "import_not_leg_or_back") == [3, 6, 7]


@pytest.mark.parametrize(
    ("row", "code", "refused"),
    [
        ("symptom,soon,Leg pain,severity: 5", "import_no_day", True),
        (f"symptom,{AT},Leg pain,severity: 11", "import_out_of_range", True),
        (f"symptom,{AT},Leg pain,severity: much", "import_out_of_range", True),
        (f"symptom,{AT},Leg pain,", "import_no_score", False),
        (f"symptom,{AT},Headache,severity: 5", "import_not_leg_or_back", False),
    ],
)
def test_a_row_that_does_not_count_says_why(row: str, code: str, refused: bool) -> None:
    made, _asking = brought_bytes(f"{HEAD}\n{row}\n")
    assert [(left.why.code, left.refused, left.place.line) for left in made.left_out] == [(code, refused, 2)]


def test_another_scale_is_kept_in_the_note() -> None:
    symptom = {"name": "Sciatica", "severity": 3, "severityScale": {"max": 5}, "timestamp": AT}
    made, _asking = brought_bytes(whole(symptomInstances=[symptom, symptom | {"timestamp": "soon"}]))
    assert entries(made, "leg_pain", "note") == [(6, f"{NAME}: Sciatica: 3 of 5")]
    assert left_out(made, "import_no_day") == [2]


def test_doses_with_less_and_more() -> None:
    taken = {"taken": True, "timestamp": AT, "medicationId": "m"}
    made, _asking = brought_bytes(
        whole(
            medications=[{"id": "m", "name": "Cream"}],
            medicationEvents=[
                taken | {"dosage": "thinly"},
                taken | {"dosage": "2 tablets, 50mg"},
                taken | {"medicationId": "other"},
                taken | {"timestamp": 10**30},
            ],
        )
    )
    assert others(made, "dose", "name", "amount", "unit", "note") == [
        ("Cream", None, None, f"{NAME}: thinly"),
        ("Cream", 2, "tablet", f"{NAME}: 2 tablets, 50mg"),
    ]
    assert (left_out(made, "import_no_medicine"), left_out(made, "import_no_day")) == ([3], [4])


FIRST = datetime(2015, 1, 1, tzinfo=UTC)


@given(
    some.lists(some.tuples(some.integers(0, 6_000_000), some.integers(1, 10)), unique_by=lambda row: row[0]),
    some.booleans(),
)
def test_what_the_app_would_write_is_read(rows: list[tuple[int, int]], as_table: bool) -> None:
    moments = [FIRST + timedelta(minutes=minutes) for minutes, _level in rows]
    stamps = [f"{at:%Y-%m-%dT%H:%M:%S}.000Z" for at in moments]
    if as_table:
        lines = [f"symptom,{at},Leg pain,severity: {level}" for at, (_m, level) in zip(stamps, rows, strict=True)]
        text = "\n".join((HEAD, *lines))
    else:
        symptoms = [
            {"name": "Leg pain", "severity": level, "timestamp": at}
            for at, (_m, level) in zip(stamps, rows, strict=True)
        ]
        text = whole(symptomInstances=symptoms)
    made, _asking = brought_bytes(text)
    clocks = [at.astimezone(HERE.zone) for at in moments]
    assert entries(made, "for_date", "for_time", "leg_pain") == [
        (at.date(), at.time(), level) for at, (_m, level) in zip(clocks, rows, strict=True)
    ]

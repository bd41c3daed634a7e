"""Headi: attacks by the name of their pain, in milliseconds since 1970."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import HERE, brought, brought_bytes, entries, left_out, others

HEAD = "_id,pain,start_date,end_date,duration,strength,medication,medication_amount,description"
START = 1772386200000


def test_pain_of_leg_and_back_becomes_moments_and_a_migraine_does_not() -> None:
    made, asking = brought("headi/export.csv", {"site": "leg"})
    assert entries(made, "kind", "for_date", "for_time", "leg_pain", "back_pain", "note") == [
        (
            "moment",
            date(2026, 3, 1),
            time(18, 30),
            6,
            None,
            'Long drive, "again"\nheadi: Leg\nheadi: lasted 1 h 30 min',
        ),
        ("moment", date(2026, 3, 3), time(8), 3, None, "headi: lasted 10 min"),
        ("moment", date(2026, 3, 29), time(3, 10), None, 0, "headi: Lower back\nheadi: lasted 1 h"),
    ]
    assert left_out(made, "import_not_leg_or_back") == [3]
    assert [asked.question.key for asked in asking.asked] == ["site"]


def test_pain_without_a_name_counts_for_nothing_unless_that_is_said() -> None:
    made, _asking = brought("headi/export.csv")
    assert entries(made, "leg_pain", "back_pain") == [(6, None), (None, 0)]
    assert left_out(made, "import_no_place") == [4]


def test_medicine_is_a_dose_at_the_beginning() -> None:
    made, _asking = brought("headi/export.csv")
    found = others(made, "dose", "name", "amount", "taken_at", "note")
    assert [(name, amount, at.isoformat(), note) for name, amount, at, note in found] == [
        ("Ibuprofen 400", None, "2026-03-01T18:30:00+01:00", "headi: 2")
    ]
    unsaid, _asking = brought_bytes(f"{HEAD}\n1,Leg,{START},null,null,6,Cream,0,null\n")
    assert others(unsaid, "dose", "name", "note") == [("Cream", None)]
    assert entries(unsaid, "note") == [("headi: Leg",)]


@pytest.mark.parametrize(
    ("cells", "code", "refused"),
    [
        (f"Leg,{START},{START},0,11,null", "import_out_of_range", True),
        (f"Leg,{START},{START},0,much,null", "import_out_of_range", True),
        (f"Leg,{START},{START},0,null,null", "import_no_score", False),
        ("Leg,null,null,0,5,null", "import_no_day", True),
        (f"Leg,{10**20},null,0,5,null", "import_no_day", True),
        (f"Leg,{10**400},null,0,5,null", "import_no_day", True),
        (f"Knee,{START},null,0,5,null", "import_not_leg_or_back", False),
    ],
)
def test_a_row_that_does_not_count_says_why(cells: str, code: str, refused: bool) -> None:
    made, _asking = brought_bytes(f"{HEAD}\n1,{cells},null,\n")
    assert not made.records
    assert [(left.why.code, left.refused, left.place.line) for left in made.left_out] == [(code, refused, 2)]


def test_sides_places_numbness_and_other_columns() -> None:
    rows = [
        f"{START},5.5,left calf",
        f"{START + 60_000},3,Knee",
        f"{START},2,Numb foot",
    ]
    made, _asking = brought_bytes("\ufeffstart_date,strength,pain,_id\r\n" + "\r\n".join(rows), {"site:Knee": "both"})
    assert entries(made, "leg_pain", "back_pain", "side", "regions", "note") == [
        (6, None, "left", ("calf",), "headi: left calf: 5.5"),
        (3, 3, None, None, "headi: Knee\nheadi: one number for leg and back"),
    ]
    assert left_out(made, "import_no_score") == [4]


FIRST = datetime(2015, 1, 1, tzinfo=UTC)
PAINS = some.sampled_from(["Leg", "Right thigh", "Lower back"])


@given(some.lists(some.tuples(some.integers(0, 6_000_000), PAINS, some.integers(0, 10), some.integers(0, 3000))))
def test_what_the_app_would_write_is_read(rows: list[tuple[int, str, int, int]]) -> None:
    moments = [FIRST + timedelta(minutes=minutes) for minutes, *_rest in rows]
    lines = [
        f"{number},{pain},{round(at.timestamp() * 1000)},null,{length * 60_000},{level},null,null,"
        for number, (at, (_minutes, pain, level, length)) in enumerate(zip(moments, rows, strict=True))
    ]
    made, _asking = brought_bytes("\n".join((HEAD, *lines)))
    clocks = [at.astimezone(HERE.zone) for at in moments]
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain") == [
        (at.date(), at.time(), None if pain == "Lower back" else level, level if pain == "Lower back" else None)
        for at, (_minutes, pain, level, _length) in zip(clocks, rows, strict=True)
    ]

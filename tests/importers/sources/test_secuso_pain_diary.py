"""SecUSo Pain Diary: a backup alone, encrypted, and beside those of other apps."""

import contextlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.mangling import spoiled, spoiling
from tests.importers.support import SAMPLES, brought, brought_bytes, entries, left_out, others
from tracker.importers.opening import Unreadable

PLAIN = "secuso-pain-diary/plain.backup"
ALL = {"both": "both", "zero": "no_pain"}
FIRST = date(2026, 3, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(5)]
NAME = "secuso_pain_diary"


def backup(**tables: Any) -> str:
    """A backup with these tables, in the shape of the app."""
    content = [{"tableName": name, "createSql": "", "values": values} for name, values in tables.items()]
    inner = {"database": {"version": 2, "content": content}}
    outer = {"packageName": "org.secuso.privacyfriendlypaindiary", "encrypted": False, "data": json.dumps(inner)}
    return json.dumps(outer)


def one_day(level: Any, regions: Any = None, **others: Any) -> str:
    return backup(
        diaryentries=[{"_id": 1, "date": "2026-03-01", "painDescription_id": 1, "condition": None, "notes": None}],
        paindescriptions=[{"_id": 1, "painLevel": level, "bodyRegions": regions} | others],
    )


def test_every_day_becomes_an_entry_with_its_places() -> None:
    made, asking = brought(PLAIN, ALL)
    assert entries(made, "kind", "for_date", "leg_pain", "back_pain", "side", "regions", "qualities") == [
        ("daily", DAYS[0], 7, 7, "left", ("low_back", "buttock", "thigh_back", "calf"), ("shooting", "burning")),
        ("daily", DAYS[1], None, 3, None, ("low_back",), None),
        ("daily", DAYS[2], 0, 0, None, None, None),
        ("daily", DAYS[4], 4, None, "right", ("knee_back", "foot_top"), ("stabbing", "other")),
    ]
    assert entries(made, "note")[0] == (
        (
            f'Long drive, "never again"\nLay down at noon.\n{NAME}: times: morning, evening\n{NAME}: condition: bad\n'
            f"{NAME}: one number for leg and back"
        ),
    )
    assert entries(made, "note")[3] == (f"{NAME}: times: at night\n{NAME}: quality: throbbing",)
    assert left_out(made, "import_not_leg_or_back") == [4]
    assert [asked.question.key for asked in asking.asked] == ["both", "zero"]


def test_what_is_not_said_takes_nothing_over() -> None:
    made, _asking = brought(PLAIN)
    assert entries(made, "for_date", "leg_pain", "back_pain") == [(DAYS[1], None, 3), (DAYS[4], 4, None)]
    assert (left_out(made, "import_both"), left_out(made, "import_zero")) == ([1], [3])
    assert [left.cell for left in made.left_out] == [
        '2026-03-01: 7: Long drive, "never again"\nLay down at noon.',
        "2026-03-03: 0",
        "2026-03-04: 5: Head only",
    ]


@pytest.mark.parametrize(("answer", "scores"), [("leg", (7, None)), ("back", (None, 7))])
def test_one_number_for_both_stands_for_what_the_person_says(answer: str, scores: tuple[Any, Any]) -> None:
    made, _asking = brought(PLAIN, {"both": answer})
    assert entries(made, "leg_pain", "back_pain")[0] == scores


def test_medicine_has_a_part_of_the_day_and_no_hour() -> None:
    made, _asking = brought(PLAIN)
    found = others(made, "dose", "name", "amount", "unit", "taken_at", "time_unknown", "note")
    assert [
        (name, amount and str(amount), unit, f"{at:%d %H:%M}", *rest) for name, amount, unit, at, *rest in found
    ] == [
        ("Ibuprofen", "400", "mg", "01 08:00", True, f"{NAME}: morning"),
        ("Ibuprofen", "800", "mg", "01 22:00", True, f"{NAME}: night: 2 x 400 mg"),
        ("Warm patch", None, None, "02 12:00", True, f"{NAME}: noon: 1"),
    ]


def test_of_an_archive_only_the_diary_counts() -> None:
    made, _asking = brought("secuso-pain-diary/several-apps.zip", ALL)
    assert entries(made, "for_date", "leg_pain", "back_pain") == [(DAYS[0], 7, 7), (DAYS[1], None, 3)]
    assert others(made, "dose", "name") == []
    assert {str(record.place.member).split("_")[0] for record in made.records} == {
        "org.secuso.privacyfriendlypaindiary"
    }


def test_an_encrypted_backup_is_refused_with_advice() -> None:
    for text in (
        (SAMPLES / "secuso-pain-diary/encrypted.backup").read_text(),
        '{"packageName": "org.secuso.privacyfriendlypaindiary", "data": "-----BEGIN PGP MESSAGE-----"}',
        '{"packageName": "org.secuso.privacyfriendlypaindiary", "encrypted": true, "data": "hQEMA5"}',
    ):
        with pytest.raises(Unreadable) as caught:
            brought_bytes(text)
        assert caught.value.fault.code == "import_encrypted_backup"


def test_a_backup_of_another_app_that_names_the_diary_brings_nothing() -> None:
    made, _asking = brought_bytes('{"packageName": "org.other", "data": "org.secuso.privacyfriendlypaindiary"}')
    assert (made.records, made.left_out) == ([], [])


def test_the_inner_text_alone_is_read_too() -> None:
    made, _asking = brought_bytes(json.loads((SAMPLES / PLAIN).read_text())["data"], ALL)
    assert len(entries(made)) == 4


def test_nothing_of_the_person_is_kept() -> None:
    made, asking = brought(PLAIN, ALL)
    for private in ("Made", "1970", "firstname", "pref_", "1772308800000"):
        assert private not in repr((made, asking.asked))


@pytest.mark.parametrize(
    ("level", "regions", "code", "refused"),
    [
        (11, "24", "import_out_of_range", True),
        (-1, "24", "import_out_of_range", True),
        ("much", "24", "import_out_of_range", True),
        (None, "24", "import_no_score", False),
        (True, "24", "import_no_score", False),
        (5, None, "import_no_place", False),
        (5, "40,99,x", "import_not_leg_or_back", False),
    ],
)
def test_a_level_that_does_not_count_says_why(level: Any, regions: Any, code: str, refused: bool) -> None:
    made, _asking = brought_bytes(one_day(level, regions))
    assert not made.records
    assert [(left.why.code, left.refused) for left in made.left_out] == [(code, refused)]


def test_a_level_without_a_place_counts_for_what_the_person_says() -> None:
    made, _asking = brought_bytes(one_day(5), {"site": "back"})
    assert entries(made, "leg_pain", "back_pain") == [(None, 5)]


def test_both_legs_and_a_level_between_two_numbers() -> None:
    made, _asking = brought_bytes(one_day("6.5", "30,31"))
    assert entries(made, "leg_pain", "side", "note") == [(6, "both", f"{NAME}: level: 6.5")]


def test_rows_that_do_not_fit_together_are_told() -> None:
    entry = {"_id": 1, "date": "2026-03-01", "painDescription_id": 9, "condition": 7}
    made, _asking = brought_bytes(
        backup(
            diaryentries=[entry, {"_id": 2, "date": "2026-02-30"}],
            drugs=[{"_id": 1, "name": "Cream", "dose": "thinly"}],
            drugintakes=[
                {"diaryEntry_id": 1, "drug_id": 5, "morning": 1},
                {"diaryEntry_id": 1, "drug_id": 1, "noon": 3, "night": -1},
            ],
        )
    )
    assert left_out(made, "import_no_score") == [1]
    assert left_out(made, "import_no_day") == [2]
    assert left_out(made, "import_no_medicine") == [1]
    assert others(made, "dose", "name", "note") == [("Cream", f"{NAME}: noon: 3 x thinly")]


@given(
    some.dictionaries(
        some.dates(date(1990, 1, 1), date(2026, 11, 1)), some.tuples(some.integers(0, 10), some.booleans())
    )
)
def test_what_the_app_would_write_is_read(days: dict[date, tuple[int, bool]]) -> None:
    made, _asking = brought_bytes(
        backup(
            diaryentries=[
                {"_id": number, "date": str(day), "painDescription_id": number + 100} for number, day in enumerate(days)
            ],
            paindescriptions=[
                {"_id": number + 100, "painLevel": level, "bodyRegions": "30" if leg else "22,23"}
                for number, (level, leg) in enumerate(days.values())
            ],
        )
    )
    assert entries(made, "for_date", "leg_pain", "back_pain") == [
        (day, level if leg else None, None if leg else level) for day, (level, leg) in days.items()
    ]


@given(spoiling)
def test_whatever_stands_in_the_inner_text_is_read_or_refused(ways: Any) -> None:
    outer = json.loads((SAMPLES / PLAIN).read_text())
    inner = spoiled(outer["data"].encode(), ways).decode("utf-8", "replace")
    with contextlib.suppress(Unreadable):
        brought_bytes(json.dumps(outer | {"data": inner}), ALL)

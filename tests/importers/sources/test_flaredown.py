"""Flaredown: columns of the person's own, told apart by what is in them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out, others
from tests.importers.support_zip import packed

SAMPLE = "flaredown/export.csv"
WORDS = {"words": "yes"}
END = ",Tags,Foods,Weather summary\n"


def test_columns_of_strength_become_one_daily_entry_with_the_highest() -> None:
    made, _asking = brought(SAMPLE, WORDS)
    assert entries(made, "kind", "for_date", "leg_pain", "note", "from_words") == [
        (
            "daily",
            date(2026, 3, 1),
            10,
            "flaredown: Sciatica: 3\nflaredown: Leg pain: 2\nflaredown: Sciatica: 4",
            True,
        ),
        ("daily", date(2026, 3, 2), 0, "flaredown: Leg pain: 0", True),
    ]
    assert left_out(made, "import_no_field") == [2, 3, 4]


def test_its_scale_is_one_of_words_and_makes_no_number_unless_that_is_wanted() -> None:
    made, _asking = brought(SAMPLE)
    assert entries(made, "leg_pain") == []
    assert left_out(made, "import_words") == [2, 2, 2, 3]


def test_treatments_become_doses_or_offers_without_a_known_time() -> None:
    made, asking = brought(SAMPLE)
    doses = others(made, "dose", "name", "amount", "unit", "taken_at", "time_unknown")
    assert [(name, str(amount), unit, at.date(), unknown) for name, amount, unit, at, unknown in doses] == [
        ("Ibuprofen", "400", "mg", date(2026, 3, 1), True),
        ("Gabapentin", "300", "mg", date(2026, 3, 2), True),
        ("Gabapentin", "None", None, date(2026, 3, 3), True),
    ]
    assert others(made, "session", "kind", "time_unknown") == [("acupuncture", True)]
    assert [asked.question.key for asked in asking.asked] == ["words", "offer:Acupuncture"]


def test_other_doses_tags_and_rows_that_are_wrong() -> None:
    made, _asking = brought_bytes(
        "Date,Leg pain,Naproxen,,Empty"
        + END
        + "2026-03-01,2,half of one,5 mg,,long walk; rain,,\n"
        + "1 March,2,Taken,,,,,\n"
        + "2026-03-02\n"
        + "2026-03-03,,,,,,,,more,cells\n",
        WORDS,
    )
    assert others(made, "dose", "name", "note") == [("Naproxen", "flaredown: half of one")]
    assert left_out(made, "import_no_medicine") == [2]
    assert left_out(made, "import_no_day") == [3]
    assert others(made, "session", "kind") == [("walking",)]


def test_another_table_beside_it_is_left_alone() -> None:
    made, _asking = brought_bytes(
        packed(
            {
                "a.csv": "Date,Leg pain\n2026-03-01,3\n",
                "c.csv": "Day,Leg pain\n2026-03-01,3\n",
                "b.csv": f"Date,Leg pain{END}2026-03-02,2,,,\n",
            }
        ),
        WORDS,
    )
    assert entries(made, "for_date", "leg_pain") == [(date(2026, 3, 2), 5)]


@given(some.lists(some.sampled_from(("", "0", "1", "2", "3", "4")), max_size=40))
def test_what_is_written_is_read(cells: list[str]) -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(len(cells))]
    rows = "".join(f"{day},{cell},,,\n" for day, cell in zip(days, cells, strict=True))
    made, _asking = brought_bytes("Date,Leg pain" + END + rows, WORDS)
    assert entries(made, "for_date", "leg_pain") == [
        (day, (0, 2, 5, 8, 10)[int(cell)]) for day, cell in zip(days, cells, strict=True) if cell
    ]

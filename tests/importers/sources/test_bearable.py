"""Bearable: both shapes of its file."""

from datetime import date, time

import pytest

from tests.importers.support import brought, entries, left_out, others

WORDS = {"words": "yes"}
DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)


def test_symptoms_of_one_block_are_one_moment() -> None:
    made, _asking = brought("bearable/seven-columns.csv", WORDS)
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain", "from_words") == [
        (DAY, time(3), 2, None, True),
        (DAY, time(9), 8, 5, True),
        (NEXT, time(21), 10, None, True),
    ]


def test_a_scale_of_words_makes_no_number_unless_it_is_wanted() -> None:
    made, asking = brought("bearable/seven-columns.csv")
    assert entries(made, "leg_pain") == []
    assert left_out(made, "import_words") == [2, 3, 4, 10]
    assert [asked.question.key for asked in asking.asked] == ["words", "offer:Acupuncture", "offer:Walk"]


def test_numbness_stands_beside_a_score_and_of_two_names_the_highest_counts() -> None:
    made, _asking = brought("bearable/eight-columns.csv", WORDS)
    assert entries(made, "for_time", "leg_pain", "numbness_tingling", "note") == [
        (time(9), 5, 2, "bearable: Leg pain (Moderate), am\nbearable: Numb foot (Mild), am"),
        (time(15), 8, None, "bearable: Leg pain (Mild), mid\nbearable: Leg cramps (Severe), mid"),
    ]


@pytest.mark.parametrize(
    ("sample", "doses"),
    [
        ("seven-columns", [("Ibuprofen", "400", "mg", "03:17"), ("Magnesium", "1.5", "g", "21:15")]),
        ("eight-columns", [("Gabapentin", "1", "tablet", "07:05")]),
    ],
)
def test_medicine_is_taken_over_with_its_hour(sample: str, doses: list[tuple[str, str, str, str]]) -> None:
    made, _asking = brought(f"bearable/{sample}.csv")
    found = others(made, "dose", "name", "amount", "unit", "taken_at")
    assert [(name, str(amount), unit, f"{at:%H:%M}") for name, amount, unit, at in found] == doses


def test_factors_are_offered_and_a_day_without_a_clock_has_no_hour() -> None:
    made, asking = brought("bearable/eight-columns.csv")
    assert others(made, "session", "kind", "time_unknown") == [
        ("heat", True),
        ("swimming", False),
        ("stretching", False),
    ]
    assert {record.offer for record in made.records if record.what == "session"} == {
        "🛀 Hot bath",
        "🏊 Swimming",
        "🧘 Stretching",
    }
    assert all(asked.answer == "no" for asked in asking.asked if asked.question.ask == "offer")


def test_a_headache_and_what_has_no_field_are_left_out() -> None:
    made, _asking = brought("bearable/seven-columns.csv", WORDS)
    assert left_out(made, "import_not_leg_or_back") == [12]
    assert left_out(made, "import_no_field") == [5]

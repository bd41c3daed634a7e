"""Bearable: both shapes of its file."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out, others

WORDS = {"words": "yes"}
HEAD = "date,weekday,time of day,category,rating/amount,detail,notes\n"
DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)


def row(*cells: str, day: str = "1st Mar 2026") -> str:
    """A file with one row: time of day, category, amount, detail and, where there are some, notes."""
    return HEAD + ",".join(f'"{cell}"' for cell in (day, "Sunday", *cells)) + "\n"


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
        ("swimming", True),
        ("stretching", True),
    ]
    assert others(made, "session", "note")[1] == ("bearable: 🏊 Swimming - Moderate\nbearable: pm",)
    assert {record.offer for record in made.records if record.what == "session"} == {
        "🛀 Hot bath",
        "🏊 Swimming",
        "🧘 Stretching",
    }
    assert all(asked.answer == "no" for asked in asking.asked if asked.question.ask == "offer")


def test_parts_of_a_day_are_no_clock_times() -> None:
    made, _asking = brought("bearable/eight-columns.csv")
    assert [(at.hour, unknown) for at, unknown in others(made, "session", "started_at", "time_unknown")] == [
        (12, True),
        (21, True),
        (21, True),
    ]
    scored, _asking = brought("bearable/seven-columns.csv", WORDS)
    assert {unknown for (unknown,) in entries(scored, "time_unknown")} == {True}
    dose, _asking = brought_bytes(row("am", "Meds/Supplements", "2", "Ibuprofen (tablets)", "with food"))
    assert others(dose, "dose", "amount", "unit", "time_unknown", "note") == [
        (2, "tablet", True, "with food\nbearable: am")
    ]


def test_a_headache_and_what_has_no_field_are_left_out() -> None:
    made, _asking = brought("bearable/seven-columns.csv", WORDS)
    assert left_out(made, "import_not_leg_or_back") == [12]
    assert left_out(made, "import_no_field") == [5, 8, 9, 11, 14]
    assert made.left_out[0].cell == "Mood, 4, Tense | Curious, Long drive ahead"


@pytest.mark.parametrize(
    ("written", "kind", "clock"),
    [("all day", "daily", None), ("", "daily", None), ("18:05", "moment", time(18, 5)), ("PM", "moment", time(21))],
)
def test_a_symptom_of_the_whole_day_is_the_days_own_entry(written: str, kind: str, clock: time | None) -> None:
    made, _asking = brought_bytes(row(written, "Symptom", "3", "Right leg pain (Severe)", "after a walk"), WORDS)
    assert entries(made, "kind", "for_time", "leg_pain", "side") == [(kind, clock, 8, "right")]
    assert entries(made, "note")[0][0].startswith("after a walk\nbearable: Right leg pain (Severe)")


def test_numbness_is_of_words_as_well() -> None:
    rows = ("am", "Symptom", "2", "Leg pain (Moderate)"), ("am", "Symptom", "1", "Numb foot (Mild)")
    text = row(*rows[0]) + row(*rows[1]).removeprefix(HEAD)
    made, _asking = brought_bytes(text)
    assert (made.records, left_out(made, "import_words")) == ([], [2, 3])


@pytest.mark.parametrize("name", ["Knee pain", "Left leg"])
def test_a_symptom_that_may_be_leg_pain_is_asked_about(name: str) -> None:
    cells = ("am", "Symptom", "2", f"{name} (Moderate)")
    made, asking = brought_bytes(row(*cells), WORDS)
    assert left_out(made, "import_not_leg_or_back") == [2]
    assert asking.asked[0].question.key == f"site:{name}"
    answered, _asking = brought_bytes(row(*cells), WORDS | {f"site:{name}": "both"})
    assert entries(answered, "leg_pain", "back_pain") == [(5, 5)]


@pytest.mark.parametrize(
    ("cells", "day", "code", "refused"),
    [
        (("am", "Symptom", "5", "Leg pain"), "1st Mar 2026", "import_out_of_range", True),
        (("am", "Symptom", "0", "Leg pain"), "1st Mar 2026", "import_out_of_range", True),
        (("am", "Symptom", "None", "Leg pain"), "1st Mar 2026", "import_no_strength", True),
        (("am", "Symptom", "2", "Leg pain"), "31st Feb 2026", "import_no_day", True),
        (("am", "Symptom", "2", "Leg pain"), "1st Foo 2026", "import_no_day", True),
        (("am", "Symptom", "2", "Leg pain"), "soon", "import_no_day", True),
        (("8:00", "Meds/Supplements", "0", "Ibuprofen (mg)"), "1st Mar 2026", "import_not_taken", False),
        (("8:00", "Meds/Supplements", "1", ""), "1st Mar 2026", "import_no_medicine", False),
        (("am", "Lifestyle", "", "Caffeine | Reading"), "1st Mar 2026", "import_no_field", False),
    ],
)
def test_a_row_that_does_not_count_says_why(cells: tuple[str, ...], day: str, code: str, refused: bool) -> None:
    made, _asking = brought_bytes(row(*cells, day=day), WORDS)
    assert not made.records
    assert [(left.why.code, left.refused, left.place.line) for left in made.left_out] == [(code, refused, 2)]


@pytest.mark.parametrize(
    ("amount", "detail", "note"), [("1", "Cream (thin layer)", "1 thin layer"), ("None", "Cream", "None")]
)
def test_medicine_without_a_unit_of_ours_keeps_what_was_written(amount: str, detail: str, note: str) -> None:
    made, _asking = brought_bytes(row("8:00", "Meds/Supplements", amount, detail))
    assert others(made, "dose", "name", "amount", "note") == [("Cream", None, f"bearable: {note}")]


NAMES = {1: "Mild", 2: "Moderate", 3: "Severe", 4: "Unbearable"}
SCORES = {1: 2, 2: 5, 3: 8, 4: 10}
BLOCKS = {"pre": time(3), "am": time(9), "mid": time(15), "pm": time(21)}
TIMES = some.tuples(some.dates(date(2015, 1, 1), date(2026, 11, 1)), some.sampled_from(list(BLOCKS)))


@given(some.dictionaries(TIMES, some.sampled_from(list(NAMES))), some.booleans())
def test_what_the_app_would_write_is_read(times: dict[tuple[date, str], int], newer: bool) -> None:
    endings = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
    lines = [
        f'"{day.day}{endings.get(day.day, "th")} {day:%b %Y}",'
        + (f'"{day}",' if newer else "")
        + f'"{day:%A}","{block}","Symptom","{level}","Sciatica ({NAMES[level]})",""'
        for (day, block), level in times.items()
    ]
    made, _asking = brought_bytes(
        (HEAD.replace("date,", "date,date formatted,") if newer else HEAD) + "\n".join(lines), WORDS
    )
    assert entries(made, "for_date", "for_time", "leg_pain") == [
        (day, BLOCKS[block], SCORES[level]) for (day, block), level in times.items()
    ]

"""Visible: readings of a day, with a blank behind every value."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out

SAMPLE = "visible/export.csv"
WORDS = {"words": "yes"}
HEADER = "observation_date,tracker_name,tracker_category,observation_value \n"


def test_symptoms_of_a_day_are_one_daily_entry() -> None:
    made, _asking = brought(SAMPLE, WORDS)
    assert entries(made, "kind", "for_date", "leg_pain", "back_pain", "numbness_tingling", "from_words") == [
        ("daily", date(2026, 6, 11), 5, 0, 2, True),
        ("daily", date(2026, 6, 10), 8, None, None, True),
    ]
    assert left_out(made, "import_no_field") == [2, 3, 4, 9, 11]
    assert left_out(made, "import_not_leg_or_back") == [7]


def test_its_scale_is_one_of_words_and_makes_no_number_unless_that_is_wanted() -> None:
    made, asking = brought(SAMPLE)
    assert made.records == []
    assert left_out(made, "import_words") == [5, 6, 8, 10]
    assert [asked.question.key for asked in asking.asked] == ["words"]


def test_what_is_wrong_is_refused() -> None:
    made, _asking = brought_bytes(
        HEADER + "2026-06-31,Leg pain,Pain,1 \n2026-06-30,Leg pain,Pain,4 \n2026-06-30,Leg pain,Pain,\n", WORDS
    )
    assert left_out(made, "import_no_day") == [2]
    assert left_out(made, "import_out_of_range") == [3, 4]
    assert all(left.refused for left in made.left_out)


@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 3)), max_size=30))
def test_what_is_written_is_read(days: list[tuple[int, int]]) -> None:
    first = date(2026, 1, 1)
    rows = "".join(
        f"{first + timedelta(days=number)},{name},Pain,{value} \n"
        for number, values in enumerate(days)
        for name, value in zip(("Leg pain", "Lower back pain"), values, strict=True)
    )
    made, _asking = brought_bytes(HEADER + rows.rstrip("\n"), WORDS)
    scores = (0, 2, 5, 8)
    assert entries(made, "for_date", "leg_pain", "back_pain") == [
        (first + timedelta(days=number), scores[leg], scores[back]) for number, (leg, back) in enumerate(days)
    ]

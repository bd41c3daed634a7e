"""Loop Habit Tracker: its archive of habits."""

import zipfile
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import SAMPLES, brought, brought_bytes, entries, left_out, others
from tests.importers.support_zip import packed

SAMPLE = "loop-habits/Loop Habits CSV 2026-03-05.zip"
HEADER = "Position,Name,Type,Question,Unit,Archived?\n"


def exported(habits: str, **days: str) -> bytes:
    tables = {f"{folder[1:]} some/Checkmarks.csv": f"Date,Value,Notes\n{rows}" for folder, rows in days.items()}
    return packed({"Habits.csv": HEADER + habits, **tables})


def test_a_habit_that_counts_a_pain_becomes_daily_entries() -> None:
    made, asking = brought(SAMPLE)
    assert entries(made, "kind", "for_date", "leg_pain", "note") == [
        ("daily", date(2026, 3, 5), 6, 'after work, "bad"'),
        ("daily", date(2026, 3, 4), 2, "loop_habits: Leg pain, evening: 1.5"),
        ("daily", date(2026, 3, 3), 0, None),
        ("daily", date(2026, 3, 1), 10, None),
    ]
    assert made.left_out == []
    assert asking.asked[0].question.key == "scale:Leg pain, evening"


def test_habits_of_a_treatment_are_offered_where_they_were_done() -> None:
    made, _asking = brought(SAMPLE)
    assert [
        (kind, at.date(), unknown)
        for kind, at, unknown in others(made, "session", "kind", "started_at", "time_unknown")
    ] == [
        ("stretching", date(2026, 3, 5), True),
        ("stretching", date(2026, 3, 2), True),
        ("heat", date(2026, 3, 5), True),
    ]
    assert {record.offer for record in made.records if record.what == "session"} == {"Stretching", "Wärme"}


def test_the_list_of_habits_alone_is_not_an_export() -> None:
    with zipfile.ZipFile(SAMPLES / SAMPLE) as archive:
        made = archive.read("Habits.csv")
    assert [left.why.code for left in brought_bytes(made)[0].left_out] == [
        "import_no_day_column"
    ]  # a table like others


def test_what_is_no_number_is_refused_and_what_has_no_place_is_named_once() -> None:
    made, _asking = brought_bytes(
        exported(
            "1,Leg pain,NUMERICAL\n2,Read,YES_NO\n3,Back pain,YES_NO\n4,Walk,NUMERICAL\nx,Other,YES_NO\n"
            "5,Leg pain at night,NUMERICAL\n",
            _001="2026-03-01,LOTS,\n2026-02-30,4000,\n2026-03-02,11000,\n2026-03-03,,\n2026-03-04,SKIP,\n",
            _002="2026-03-01,YES_MANUAL,\n",
            _003="2026-03-01,YES_MANUAL,\n2026-03-02,MAYBE,\n2026-03-03,NO,\n",
            _004="2026-03-01,3000,slow\n2026-03-02,NO,\n",
            _009="2026-03-01,3000,\n",
            _some="2026-03-01,3000,\n",
        )
    )
    assert left_out(made, "import_no_strength") == [2, 3]
    assert left_out(made, "import_no_day") == [3]
    assert left_out(made, "import_out_of_range") == [4]
    assert left_out(made, "import_no_field") == [3]
    assert left_out(made, "import_present") == [2]
    assert left_out(made, "import_nothing_in_it") == [3]
    assert others(made, "session", "kind", "note") == [("walking", "slow")]
    assert entries(made, "leg_pain") == []


@given(some.lists(some.integers(0, 10_000), max_size=40))
def test_what_is_written_is_read(thousandths: list[int]) -> None:
    first = date(2026, 10, 1)
    days = [first - timedelta(days=number) for number in range(len(thousandths))]
    rows = "".join(f"{day},{value or 'NO'},\n" for day, value in zip(days, thousandths, strict=True))
    made, _asking = brought_bytes(exported("001,Leg pain,NUMERICAL\n", _001=rows))
    assert entries(made, "for_date", "leg_pain") == [
        (day, round(value / 1000)) for day, value in zip(days, thousandths, strict=True)
    ]

"""openScale and wger: weights alone, and those only where they are wanted."""

from datetime import date
from pathlib import Path

import pytest

from tests.importers.support import brought, brought_bytes, left_out, others
from tracker.importers.opening import open_file
from tracker.importers.sources import openscale, wger

WEIGHT = {"weight": "yes"}


@pytest.mark.parametrize(
    ("sample", "day", "note"),
    [
        ("openscale/openScale_export.csv", date(2026, 3, 2), "openscale: 81.95"),
        ("wger/Weightdata.csv", date(2026, 3, 8), "wger: 82.00"),
    ],
)
def test_the_last_weight_of_a_month_is_a_change_where_weights_are_wanted(sample: str, day: date, note: str) -> None:
    made, _asking = brought(sample, WEIGHT)
    assert others(made, "change", "kind", "for_date", "note") == [("weight", day, note)]
    made, asking = brought(sample)
    assert made.records == []
    assert left_out(made, "import_weight") == [3]
    assert [(asked.question.key, asked.answer) for asked in asking.asked] == [("weight", "no")]


def test_openscale_2_had_other_columns_and_rows_may_be_in_any_order() -> None:
    made, _asking = brought_bytes(
        "comment,dateTime,weight\n,2026-03-09 08:00,81.5\n,2026-03-01 08:00,82.5\n,2026-04-01 08:00,80.0\n"
        ",2026-05-01 08:00,\n,March,80.0\n",
        WEIGHT,
    )
    assert others(made, "change", "for_date", "note") == [
        (date(2026, 3, 9), "openscale: 81.5"),
        (date(2026, 4, 1), "openscale: 80.0"),
    ]
    assert left_out(made, "import_no_field") == [5]
    assert left_out(made, "import_no_day") == [6]


def test_weights_of_wger_that_cannot_be_read_are_left_out() -> None:
    made, _asking = brought_bytes(
        "Date,Weight\n2026-03-01 00:00:00+00:00,82.50\n2026-03-31 23:30:00+00:00,82.00\n"
        "2026-03-05 10:00:00+00:00,light\nyesterday,82.00\n",
        WEIGHT,
    )
    assert others(made, "change", "for_date") == [(date(2026, 3, 1),), (date(2026, 4, 1),)]
    assert left_out(made, "import_no_field") == [4]
    assert left_out(made, "import_no_day") == [5]


@pytest.mark.parametrize(
    "text",
    [
        "DATE,TIME,LEG PAIN,BACK PAIN,WEIGHT\n2026-03-01,08:00,3,4,80\n",
        "Date,Time,Weight,Leg pain\n2026-03-01,08:00,80,3\n",
        "Date,Leg pain\n2026-03-01 00:00:00+00:00,6\n",
        "Date,Leg pain\n2026-03-01,6.50\n",
    ],
)
def test_a_diary_of_somebodys_own_is_neither(text: str, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text(text, encoding="utf-8")
    file = open_file(path)
    assert not openscale.recognise(file)
    assert not wger.recognise(file)

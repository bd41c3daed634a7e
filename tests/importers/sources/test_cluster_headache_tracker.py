"""cluster-headache-tracker: its attacks, and its doses."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import SAMPLES, brought, brought_bytes, entries, left_out, others

ATTACKS = "cluster-headache-tracker/headache_logs.csv"
DOSES = "cluster-headache-tracker/medication_doses.csv"
NAME = "cluster_headache_tracker"
LOG_HEAD = "start_time,end_time,intensity,medication,triggers,notes"
DOSE_HEAD = "taken_at,medication,kind,amount,unit,duration_minutes,effectiveness,minutes_to_relief,attack_start_time"


def test_an_attack_is_no_leg_pain_unless_that_is_said() -> None:
    made, asking = brought(ATTACKS)
    assert made.records == []
    assert left_out(made, "import_not_leg_or_back") == [2, 3]
    assert [(asked.question.key, asked.answer, asked.rows) for asked in asking.asked] == [("attack", "neither", 2)]
    assert asking.asked[0].examples == ["2026-03-02 22:20:00: 9", "2026-03-01 07:35:00: 5"]


def test_an_attack_is_what_the_person_says() -> None:
    made, _asking = brought(ATTACKS, {"attack": "leg"})
    assert entries(made, "for_date", "for_time", "leg_pain", "note") == [
        (
            date(2026, 3, 2),
            time(22, 20),
            9,
            (
                f'Night, "again"\n{NAME}: until 00:05\n{NAME}: triggers: Wine, Travel\n'
                f"{NAME}: medication: oxygen 12 L/min 15 min"
            ),
        ),
        (date(2026, 3, 1), time(7, 35), 5, f"{NAME}: medication: sumatriptan"),
    ]
    assert "1012" not in repr(made)
    both, _asking = brought(ATTACKS, {"attack": "both"})
    assert entries(both, "leg_pain", "back_pain") == [(9, 9), (5, 5)]


def test_doses_have_their_effect_and_what_has_no_unit_stands_in_the_note() -> None:
    made, _asking = brought(DOSES)
    found = others(made, "dose", "name", "amount", "unit", "taken_at", "helped", "minutes_to_relief", "note")
    assert [(name, amount and str(amount), unit, at.isoformat(), *rest) for name, amount, unit, at, *rest in found] == [
        ("Oxygen", None, None, "2026-03-02T22:25:00+01:00", "yes", 12, f"{NAME}: 12 L/min, 15 min"),
        ("Ibuprofen", "400", "mg", "2026-03-01T08:10:00+01:00", "no", None, None),
        ("Verapamil", "2", "tablet", "2026-02-27T21:00:00+01:00", "no", None, f"{NAME}: made worse"),
    ]


def test_both_files_may_come_in_one_archive() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for sample in (ATTACKS, DOSES):
            archive.write(SAMPLES / sample)
    found, _asking = brought_bytes(made.getvalue(), {"attack": "back"})
    assert (len(entries(found)), len(others(found, "dose"))) == (2, 3)


@pytest.mark.parametrize(
    ("cells", "code", "refused"),
    [
        ("soon,,5,,,", "import_no_day", True),
        ("2026-02-30 10:00:00,,5,,,", "import_no_day", True),
        ("2026-02-01 10:00:00,,,,,slept", "import_no_score", False),
        ("2026-02-01 10:00:00,,12,,,", "import_out_of_range", True),
    ],
)
def test_an_attack_that_does_not_count_says_why(cells: str, code: str, refused: bool) -> None:
    made, _asking = brought_bytes(f"{LOG_HEAD}\n{cells}\n", {"attack": "leg"})
    assert [(left.why.code, left.refused) for left in made.left_out] == [(code, refused)]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2026-02-01 11:00:00", "until 11:00"),
        ("2026-02-04 11:00:00", "until 2026-02-04 11:00"),
        ("2026-02-01", "2026-02-01"),
        ("later", "later"),
    ],
)
def test_the_end_is_said(end: str, said: str) -> None:
    made, _asking = brought_bytes(f"{LOG_HEAD}\n2026-02-01 10:00:00,{end},4.5,,,\n", {"attack": "leg"})
    assert entries(made, "leg_pain", "note") == [(4, f"{NAME}: {said}\n{NAME}: level: 4.5")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("2026-02-01 10:00:00,Cream,acute,,,,unsure,,", ("Cream", None, "unsure", None, None)),
        (
            "2026-02-01 10:00:00,Cream,acute,1,mg,5,,0,",
            ("Cream", 1, None, None, f"{NAME}: 5 min\n{NAME}: relief: 0 min"),
        ),
    ],
)
def test_doses_with_less_or_more(cells: str, expected: Any) -> None:
    made, _asking = brought_bytes(f"{DOSE_HEAD}\n{cells}\n")
    assert others(made, "dose", "name", "amount", "helped", "minutes_to_relief", "note") == [expected]


def test_doses_that_are_wrong_are_told() -> None:
    made, _asking = brought_bytes(f"{DOSE_HEAD}\nsoon,A,,1,mg,,,,\n2026-02-01 10:00:00,,,1,mg,,,,\n")
    assert (left_out(made, "import_no_day"), left_out(made, "import_no_medicine")) == ([2], [3])


FIRST = datetime(1990, 1, 1)  # noqa: DTZ001 - clocks as typed, without a zone
MOMENTS = some.integers(0, 18_000_000).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(some.lists(some.tuples(MOMENTS, some.integers(1, 10))))
def test_what_the_app_would_write_is_read(rows: list[tuple[datetime, int]]) -> None:
    lines = [f"{at:%Y-%m-%d %H:%M:%S},,{level},,," for at, level in rows]
    made, _asking = brought_bytes("\n".join((LOG_HEAD, *lines)), {"attack": "leg"})
    assert entries(made, "for_date", "for_time", "leg_pain") == [(at.date(), at.time(), level) for at, level in rows]

"""Days with painkillers by month, and the usual limits: a day counts once, and a name says which group it is."""

from datetime import date, timedelta

import pytest

from tracker.domain.treatment.painkillers import GROUPS, LIMIT_OF, DoseOfDay, group_of, medicine_months

FIRST = date(2026, 3, 1)


def on(days: int, name: str | None, first: date = FIRST) -> list[DoseOfDay]:
    return [DoseOfDay(first + timedelta(days=number), name is None, name) for number in range(days)]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Ibuprofen", "simple"),
        ("IBU-ratiopharm 400", "simple"),
        ("Ibuprofène", "simple"),
        ("Tramadol retard", "opioid"),
        ("Paracetamol/Codeine", "opioid"),
        ("Co-codamol", "combined"),
        ("Sumatriptan", "triptan"),
        ("Gabapentin", None),
        ("Assam tea", None),
        ("", None),
    ],
)
def test_a_name_says_which_group_of_painkillers_it_is(name: str, group: str | None) -> None:
    assert group_of(name) == group


def test_limits_are_those_of_the_headache_classification() -> None:
    assert GROUPS == ("simple", "opioid", "triptan", "combined")
    assert LIMIT_OF == {"simple": 15, "opioid": 10, "triptan": 10, "combined": 10}


def test_a_day_counts_once_and_days_without_are_told_apart() -> None:
    doses = [*on(3, "Ibuprofen"), *on(2, "Ibu"), *on(2, "Tramadol"), *on(4, "Magnesium"), *on(6, None)]
    (month,) = medicine_months(doses)
    assert (month.first, month.medicine, month.painkillers, month.none_taken) == (FIRST, 4, 3, 2)
    assert month.by_group == {"simple": 3, "opioid": 2}
    assert month.reached == ()


@pytest.mark.parametrize(
    ("name", "days", "reached"), [("Aspirin", 14, 0), ("Aspirin", 15, 1), ("Codeine", 9, 0), ("Codeine", 10, 1)]
)
def test_a_limit_is_reached_on_its_day(name: str, days: int, reached: int) -> None:
    (month,) = medicine_months(on(days, name))
    assert len(month.reached) == reached


def test_months_come_newest_first_and_empty_ones_not_at_all() -> None:
    found = medicine_months([*on(1, "Aspirin", date(2026, 1, 31)), *on(1, None)])
    assert [(month.first, month.medicine) for month in found] == [(FIRST, 0), (date(2026, 1, 1), 1)]
    assert medicine_months([]) == ()

"""Oura: both shapes of its days."""

from datetime import date

import pytest

from tests.importers.support import brought, brought_bytes, others

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(("sample", "steps"), [("oura_2026-03-01_2026-03-02", 8231), ("sleepmodel", None)])
def test_steps_and_sleep_are_the_day_of_waking(sample: str, steps: int | None) -> None:
    made, asking = brought(f"oura/{sample}.csv")
    assert others(made, "context", "for_date", "steps", "sleep_minutes") == [(DAY, steps, 453)]
    assert len(made.records) == 1
    assert (made.left_out, list(asking.asked)) == ([], [])


def test_naps_are_added_and_rests_and_holes_are_not() -> None:
    made, _asking = brought_bytes(
        "day;bedtime_start;total_sleep_duration;type\n2026-03-02;;21600;long_sleep\n2026-03-02;;1800;late_nap\n"
        "2026-03-02;;1800;rest\n2026-03-02;;;sleep\n"
    )
    assert others(made, "context", "for_date", "sleep_minutes") == [(DAY, 390)]

"""Lines that put a name beside what is said of it."""

from datetime import UTC, datetime

from tracker.wording import own_numbers, waiting


def test_a_row_of_ones_own_numbers_begins_with_its_name() -> None:
    assert own_numbers.row_line("Heat", "11 days with it.") == "Heat: 11 days with it."


def test_the_next_appointment_in_a_line() -> None:
    said = waiting.next_visit("Acupuncture", datetime(2026, 3, 3, 18, 30, tzinfo=UTC))
    assert said == "Acupuncture: Tue 3 Mar, 18:30"

"""The bar on somebody else's record: whose it is, what is shown, until when, and by whose clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.sharing.access import Terms
from tracker.wording.bar import clock_words, link_bar, practitioner_bar, shown_words

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SINCE = date(2026, 3, 3)


def test_a_limited_grant() -> None:
    said = practitioner_bar(
        "Rosa", Terms(notes=False, first_day=SINCE), may_record=True, last_day=date(2026, 6, 3), today=TODAY
    )
    assert said.whose == "Rosa’s record"
    assert said.shared == (
        "Shared with you: everything from Tue 3 Mar on, without notes or other practitioners’ records, until "
        "Wed 3 Jun. You can record sessions."
    )
    assert said.times == ""


def test_a_grant_of_everything_without_end() -> None:
    said = practitioner_bar(
        "Rosa",
        Terms(notes=True, others=True, first_day=None),
        may_record=False,
        last_day=None,
        today=TODAY,
        times="Times are hers.",
    )
    assert said.shared == "Shared with you: everything, with notes and other practitioners’ records."
    assert said.times == "Times are hers."


def test_a_day_of_another_year_has_its_year() -> None:
    terms = Terms(notes=True, first_day=date(2025, 12, 30))
    said = practitioner_bar("Rosa", terms, may_record=False, last_day=date(2027, 1, 2), today=TODAY)
    assert "from Tue 30 Dec 2025 on" in said.shared
    assert "until Sat 2 Jan 2027." in said.shared


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (
            Terms(notes=False, first_day=None),
            "It shows Progress and the brief, without notes or practitioners’ records.",
        ),
        (
            Terms(notes=True, first_day=SINCE),
            "It shows Progress and the brief from Tue 3 Mar on, with notes, without practitioners’ records.",
        ),
    ],
)
def test_a_link(terms: Terms, expected: str) -> None:
    said = link_bar("Rosa", terms, last_day=date(2026, 4, 3), today=TODAY)
    assert (said.whose, said.times) == ("Rosa’s record", "")
    assert said.shared == f"You are looking at it through a link, until Fri 3 Apr. {expected}"


def test_what_is_shown() -> None:
    little, others = Terms(notes=False, first_day=SINCE), Terms(notes=False, others=True, first_day=None)
    assert shown_words(little, TODAY) == "everything from Tue 3 Mar on, without notes or other practitioners’ records"
    assert shown_words(others, TODAY) == "everything, without notes, with other practitioners’ records"


@pytest.mark.parametrize(
    ("zone", "readers", "expected"),
    [
        ("Europe/Berlin", "Europe/Berlin", ""),
        ("Europe/Berlin", "Europe/Paris", ""),
        ("Europe/Berlin", "Europe/London", "Times are Rosa’s: Berlin."),
        ("America/New_York", "Europe/Berlin", "Times are Rosa’s: New York."),
        ("America/Argentina/Buenos_Aires", "UTC", "Times are Rosa’s: Buenos Aires."),
        ("UTC", "Europe/London", "Times are Rosa’s: UTC."),  # the same today, another in summer
    ],
)
def test_whose_clock(zone: str, readers: str, expected: str) -> None:
    assert clock_words("Rosa", ZoneInfo(zone), ZoneInfo(readers), NOW) == expected


def test_another_day_there_is_named() -> None:
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    said = clock_words("Rosa", ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), late)
    assert said == "Times are Rosa’s: Berlin, where it is Wed 11 Mar."

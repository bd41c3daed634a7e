"""Days, clocks and lengths of time as people write them."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importers import written_days
from tracker.importers.cells import listed, minutes_of
from tracker.importers.contract import When

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-03-01", When(DAY)),
        ("20260301", When(DAY)),
        ("2026/3/1", When(DAY)),
        ("2026.03.01 7:05", When(DAY, time(7, 5))),
        ("01.03.2026", When(DAY)),
        ("1.3.26 8:05", When(DAY, time(8, 5))),
        ("01.03.2026, 18:30 Uhr", When(DAY, time(18, 30))),
        ("01.03.2026 7 Uhr", When(DAY, time(7))),
        ("1/3/26 6:30:15 PM", When(DAY, time(18, 30))),
        ("So, 01.03.2026", When(DAY)),
        ("Sunday, March 1, 2026", When(DAY)),
        ("Sun Mar 1 2026", When(DAY)),
        ("1. März 2026", When(DAY)),
        ("1er mars 2026 à 18h30", None),
        ("1er mars 2026 18h30", When(DAY, time(18, 30))),
        ("1 de marzo de 2026", When(DAY)),
        ("1-Mar-2026", When(DAY)),
        ("1 mrt 2026", When(DAY)),
        ("1 marca 2026", When(DAY)),
        ("2026-03-01T18:30:00.123+02:00", When(DAY, time(18, 30), 120)),
        ("2026-03-01T17:30:00Z", When(DAY, time(18, 30), 60)),
        ("30.02.2026", None),
        ("31 Feb 2026", None),
        ("1 foo 2026", None),
        ("Total", None),
        ("6", None),
        ("", None),
        ("x" * 100, None),
    ],
)
def test_days(text: str, found: When | None) -> None:
    assert written_days.when(text, BERLIN, month_first=False) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("18:30", time(18, 30)),
        ("8.05", time(8, 5)),
        ("18h30", time(18, 30)),
        ("18 Uhr", time(18)),
        ("6 pm", time(18)),
        ("6:30 p.m.", time(18, 30)),
        ("25:00", None),
        ("6", None),
        ("evening", None),
        ("x" * 100, None),
    ],
)
def test_clocks(text: str, found: time | None) -> None:
    assert written_days.clock(text) == found


def test_parts_of_a_day() -> None:
    assert [written_days.part_of_day(text) for text in (" Abends", "matin", "later")] == [time(20), time(9), None]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["3/1/26", "3/13/26"], True),
        (["13/1/26 18:30"], False),
        (["3/1/26", "4.1.26"], None),
        (["3.1.26", "", "x", "2026-03-01"], False),
        (["2026-03-01"], False),
        ([], False),
        (["3-1-2026"], None),
        (["01/02/2025", "13/05/2025", "06/14/2025"], None),
        (["13/13/2025", "3/1/25"], None),
    ],
)
def test_the_order_of_a_column(cells: list[str], found: bool | None) -> None:
    assert written_days.month_comes_first(cells) is found


@given(st.dates(date(1990, 1, 1)), st.times())
def test_all_days_and_clocks_of_the_standard_are_read(day: date, clock: time) -> None:
    plain = clock.replace(second=0, microsecond=0)
    for text in (f"{day}T{clock:%H:%M:%S}", f"{day} {clock:%H:%M}"):
        assert written_days.when(text, BERLIN, month_first=False) == When(day, plain)
    assert written_days.when(f"{day:%m/%d/%Y} {clock:%H:%M}", BERLIN, month_first=True) == When(day, plain)


@given(st.text(max_size=70))
def test_any_text_is_a_day_or_none(text: str) -> None:
    for zone in (BERLIN, ZoneInfo("America/Los_Angeles")):
        written_days.when(text, zone, month_first=True)
    written_days.has_clock(text)
    minutes_of(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_ends_of_the_calendar(text: str) -> None:
    zones = [ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Tokyo")]
    assert None in [written_days.when(text, zone, month_first=True) for zone in zones]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30", 30),
        ("45 min", 45),
        ("12.5", 12),
        ("1:30", 90),
        ("1:30 h", 90),
        ("1 h 20 min", 80),
        ("1,5 h", 90),
        ("2 Stunden", 120),
        ("24:00", 1440),
        ("24:01", None),
        ("9999", None),
        ("a while", None),
        ("-5", None),
        ("", None),
        ("1" * 40, None),
    ],
)
def test_minutes(text: str, found: int | None) -> None:
    assert minutes_of(text) == found


def test_lists() -> None:
    assert listed("Massage, 2,5 mg x;Ice |  Heat + ,Ice") == ["Massage", "2,5 mg x", "Ice", "Heat"]

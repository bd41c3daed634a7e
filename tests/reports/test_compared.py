"""What differs between two rows of one of our files, in words."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tracker.files import contract
from tracker.files.columns import File
from tracker.files.compared import differences, title

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
DAY = date(2026, 3, 1)


def told(file: File, here: dict[str, Any], given: dict[str, Any]) -> list[tuple[str, str]]:
    """Both values of what differs."""
    return [(one.here, one.given) for one in differences(file, tuple(given), here, given, BERLIN)]


@pytest.mark.parametrize(
    ("file", "here", "given", "values"),
    [
        (contract.ENTRIES, {"leg_pain": 3}, {"leg_pain": 5}, ("3", "5")),
        (contract.ENTRIES, {"leg_pain": 3}, {"leg_pain": None}, ("3", "Not recorded")),
        (contract.ENTRIES, {"note": ""}, {"note": "sat long"}, ("Not recorded", "sat long")),
        (contract.ENTRIES, {"regions": ("calf", "heel")}, {"regions": ()}, ("Calf, Heel", "Not recorded")),
        (contract.ENTRIES, {"side": "left"}, {"side": "gone"}, ("Left leg", "gone")),
        (contract.ENTRIES, {"for_date": DAY}, {"for_date": date(2026, 3, 2)}, ("Sun 1 Mar 2026", "Mon 2 Mar 2026")),
        (contract.ENTRIES, {"for_time": time(9)}, {"for_time": time(10)}, ("09:00", "10:00")),
        (contract.ENTRIES, {"from_words": True}, {"from_words": False}, ("Yes", "No")),
        (contract.SESSIONS, {"time_unknown": True}, {"time_unknown": False}, ("No", "Yes")),
        (contract.SESSIONS, {"started_at": AT}, {"started_at": None}, ("Mon 2 Mar 2026, 00:30", "Not recorded")),
        (contract.MEDICATION, {"amount": Decimal("0.500")}, {"amount": Decimal(2)}, ("0.5", "2")),
        (contract.MEDICATION, {"none_taken": True}, {"none_taken": False, "taken_at": AT}, None),
        (contract.REVIEWS, {"baseline_leg": 6.25}, {"baseline_leg": 5.0}, ("6.25", "5.00")),
        (contract.PLAN_CHANGES, {"changed": {"per_week": [1, 2]}}, {"changed": {}}, ('{"per_week": [1, 2]}', "{}")),
    ],
)
def test_values_are_said_as_people_read_them(
    file: File, here: dict[str, Any], given: dict[str, Any], values: tuple[str, str] | None
) -> None:
    assert told(file, here, given) == [values or ("None taken", "Mon 2 Mar 2026, 00:30")]


def test_when_it_was_written_is_told_only_where_nothing_else_differs() -> None:
    later = {"entered_at": AT, "leg_later": 2}
    here = {"entered_at": AT.replace(hour=1), "leg_later": 0, "leg_pain": 3}
    assert len(told(contract.ENTRIES, here, later)) == 2
    assert told(contract.ENTRIES, here, later | {"leg_pain": 4}) == [("3", "4")]


def test_what_is_worked_out_is_never_told() -> None:
    found = differences(contract.ENTRIES, ("regions",), {"regions": ("calf",)}, {"regions": ("heel",)}, BERLIN)
    assert [one.field for one in found] == ["Where pain was felt"]


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        (contract.ENTRIES, {"kind": "daily", "for_date": DAY}, "Pain, Day, Sun 1 Mar 2026"),
        (
            contract.ENTRIES,
            {"kind": "moment", "for_date": DAY, "for_time": time(9)},
            "Pain, Moment, Sun 1 Mar 2026, 09:00",
        ),
        (
            contract.ENTRIES,
            {"kind": "moment", "for_date": DAY, "for_time": time(9), "time_unknown": True},
            "Pain, Moment, Sun 1 Mar 2026",
        ),
        (contract.SESSIONS, {"kind": "heat", "local_day": DAY}, "Session, Heat, Sun 1 Mar 2026"),
        (contract.MEDICATION, {"name": "Ibuprofen", "local_day": DAY}, "Medicine, Ibuprofen, Sun 1 Mar 2026"),
        (contract.QUESTIONS, {"text": "May I run?", "written_at": AT}, "Question, May I run?, Mon 2 Mar 2026"),
        (contract.EPISODE, {"began_on": None}, "Your sciatica"),
    ],
)
def test_a_row_is_told_from_the_others(file: File, row: dict[str, Any], said: str) -> None:
    assert title(file, row, BERLIN) == said

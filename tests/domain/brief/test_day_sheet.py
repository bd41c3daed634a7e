"""The order of the day sheet: who comes today by the hour, then who needs a look, then the others."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.domain.brief.attention import Need
from tracker.domain.brief.day_sheet import Part, Visit, part_of, place_of, visit_of

NOW = datetime(2026, 3, 3, 10, 30, tzinfo=UTC)


def at(hours: float, status: str = "planned") -> Visit:
    return visit_of(NOW + timedelta(hours=hours), "acupuncture", status, NOW)


@pytest.mark.parametrize(
    ("hours", "status", "passed"),
    [
        (1, "planned", False),
        (-0.5, "planned", False),
        (-1, "planned", True),
        (-3, "planned", True),
        (-3, "attended", False),
        (-3, "missed", False),
    ],
)
def test_an_appointment_passes_an_hour_after_it_was_to_begin(hours: float, status: str, passed: bool) -> None:
    assert at(hours, status).passed is passed


def test_whoever_comes_today_stays_among_those_of_today() -> None:
    for status in ("planned", "attended", "missed"):
        assert part_of([at(-5, status)], [Need.WARNING]) is Part.TODAY
    assert part_of([], [Need.QUIET]) is Part.LOOK
    assert part_of([], [Need.ENDING]) is Part.OTHERS
    assert part_of([], []) is Part.OTHERS


def test_today_by_the_hour_then_by_need() -> None:
    people = {
        "nothing": place_of([], []),
        "ends": place_of([], [Need.ENDING]),
        "quiet": place_of([], [Need.QUIET]),
        "warning": place_of([], [Need.WARNING]),
        "late": place_of([at(2)], [Need.WARNING]),
        "early": place_of([at(-4), at(3)], []),
        "now": place_of([at(0)], []),
    }
    assert sorted(people, key=lambda name: people[name])[:5] == ["early", "now", "late", "warning", "quiet"]
    assert people["nothing"] == people["ends"]

"""What may be wanted, and the quiet hours."""

from datetime import time

import pytest

from tracker.domain.errors import Problems
from tracker.domain.reminders.wishes import Kind, Wishes, check_wishes

EVENING, NIGHT, MORNING = time(20), time(22), time(7)


def problems(**wished: object) -> dict[str, str]:
    try:
        check_wishes(Wishes(**wished))  # type: ignore[arg-type]
    except Problems as found:
        return {name: fault.code for name, fault in found.by_field.items()}  # type: ignore[union-attr]
    return {}


def test_nothing_is_wanted_to_begin_with() -> None:
    assert Wishes().kinds == frozenset()
    assert problems() == {}
    assert problems(channels=frozenset(), weekdays=frozenset()) == {}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        *((Kind.LOG, "log_at"), (Kind.NEXT_DAY, "next_day_at"), (Kind.MEDICINE, "medicine_at")),
        *((Kind.REVIEW, "later_at"), (Kind.ACTIVITIES, "later_at")),
    ],
)
def test_what_follows_the_clock_needs_a_time_that_is_not_quiet(kind: Kind, field: str) -> None:
    assert problems(kinds=frozenset({kind})) == {field: "no_time_to_call"}
    assert problems(kinds=frozenset({kind}), **{field: EVENING}) == {}
    quiet = {"quiet_from": NIGHT, "quiet_until": MORNING}
    assert problems(kinds=frozenset({kind}), **{field: time(6, 59)}, **quiet) == {field: "calls_in_quiet_hours"}
    assert problems(kinds=frozenset({kind}), **{field: MORNING}, **quiet) == {}
    assert problems(**{field: NIGHT}, **quiet) == {}
    assert Wishes(**{field: EVENING}).clock_of(kind) == EVENING  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        *((Kind.LOG, "weekdays"), (Kind.REVIEW, "weekdays"), (Kind.ACTIVITIES, "weekdays")),
        (Kind.MEDICINE, "medicine_days"),
    ],
)
def test_what_comes_by_days_needs_one(kind: Kind, field: str) -> None:
    times = {"log_at": EVENING, "medicine_at": EVENING, "later_at": EVENING}
    assert problems(kinds=frozenset({kind}), **times, **{field: frozenset()}) == {field: "no_day_to_call"}
    assert Wishes(**{field: frozenset({"mon"})}).days_of(kind) == {"mon"}  # type: ignore[arg-type]


def test_what_belongs_to_an_appointment_needs_neither() -> None:
    kinds = frozenset({Kind.BEFORE, Kind.AFTER})
    assert problems(kinds=kinds, weekdays=frozenset(), medicine_days=frozenset()) == {}
    assert problems(kinds=kinds, channels=frozenset()) == {"channels": "no_way_to_call"}
    assert {Wishes(log_at=EVENING).clock_of(kind) for kind in kinds} == {None}


def test_quiet_hours_are_given_whole() -> None:
    assert problems(quiet_from=NIGHT) == {"quiet_until": "quiet_by_half"}
    assert problems(quiet_until=NIGHT) == {"quiet_from": "quiet_by_half"}
    assert problems(quiet_from=NIGHT, quiet_until=NIGHT) == {"quiet_until": "quiet_all_day"}
    everything = {"kinds": frozenset(Kind), "log_at": NIGHT, "next_day_at": NIGHT, "medicine_at": NIGHT}
    assert problems(**everything, later_at=NIGHT, quiet_from=NIGHT) == {"quiet_until": "quiet_by_half"}


@pytest.mark.parametrize(
    ("begins", "ends", "quiet", "loud"),
    [
        (NIGHT, MORNING, [time(22), time(23, 59), time(0), time(6, 59)], [time(7), time(12), time(21, 59)]),
        (time(1), time(5), [time(1), time(4, 59)], [time(0, 59), time(5), time(23)]),
        (None, None, [], [time(0), time(12)]),
        (NIGHT, None, [], [time(23)]),
    ],
)
def test_quiet_hours_may_go_over_midnight(
    begins: time | None, ends: time | None, quiet: list[time], loud: list[time]
) -> None:
    wishes = Wishes(quiet_from=begins, quiet_until=ends)
    assert all(wishes.is_quiet(clock) for clock in quiet)
    assert not any(wishes.is_quiet(clock) for clock in loud)

"""How long a connection may take, and which one makes room for others."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.server.deadlines import Phase, Stage, first_to_go

NETWORKS = ("192.0.2.1", "192.0.2.2", "2001:db8::/64")
STANDINGS = st.builds(
    Stage, st.sampled_from(Phase), st.floats(0, 100), st.integers(0, 10_000), st.sampled_from(NETWORKS)
)


@pytest.mark.parametrize(
    ("phase", "moved", "seconds", "overdue"),
    [
        (Phase.IDLE, 0, 30, False),
        (Phase.IDLE, 0, 30.1, True),
        (Phase.HEAD, 0, 10, False),
        (Phase.HEAD, 0, 10.1, True),
        (Phase.BODY, 0, 30, False),
        (Phase.BODY, 0, 30.1, True),
        (Phase.BODY, 2048, 31, False),
        (Phase.BODY, 2048, 31.1, True),
        (Phase.BODY, 1, 31.1, True),
        (Phase.TAKING, 0, 30, False),
        (Phase.TAKING, 0, 30.1, True),
        (Phase.TAKING, 20_480, 40, False),
        (Phase.TAKING, 20_480, 40.1, True),
        (Phase.ANSWER, 0, 3600, False),
    ],
)
def test_how_long_each_phase_may_take(phase: Phase, moved: int, seconds: float, overdue: bool) -> None:
    assert Stage(phase, 1000.0, moved, "192.0.2.1").is_overdue(1000.0 + seconds) is overdue


def _held(*connections: tuple[str, float, Phase, str]) -> list[tuple[str, Stage]]:
    return [(name, Stage(phase, since, 0, network)) for name, since, phase, network in connections]


def test_of_the_biggest_network_the_longest_waiting_goes_first() -> None:
    held = _held(
        ("alone and oldest", 1, Phase.IDLE, "a"),
        ("flood 1", 5, Phase.HEAD, "b"),
        ("flood 2", 4, Phase.BODY, "b"),
        ("flood 3", 6, Phase.TAKING, "b"),
        ("flood, at work", 2, Phase.ANSWER, "b"),
    )
    assert first_to_go(held) == ["flood 2"]
    assert first_to_go(held, 2) == ["flood 2", "flood 1"]
    assert first_to_go(held, 9) == ["flood 2", "flood 1", "alone and oldest", "flood 3"]


def test_none_goes_that_waits_for_the_app() -> None:
    assert first_to_go(_held(("one", 1, Phase.ANSWER, "a"))) == []
    assert first_to_go([]) == []


@given(st.lists(STANDINGS, max_size=30), st.integers(1, 10))
def test_whoever_goes_is_of_a_network_that_held_most(standings: list[Stage], room: int) -> None:
    held = list(enumerate(standings))
    going = first_to_go(held, room)
    waiting = [number for number, stage in held if stage.phase is not Phase.ANSWER]
    assert len(going) == len(set(going)) == min(room, len(waiting))
    left = Counter(standings[number].network for number in waiting)
    stays = set(waiting)
    for number in going:
        one = standings[number]
        assert left[one.network] == max(left.values())
        assert one.since <= min(standings[other].since for other in stays if standings[other].network == one.network)
        left[one.network] -= 1
        stays.remove(number)

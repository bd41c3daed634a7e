"""Whose password is judged next."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.server import turns
from tracker.server.turns import Claim, InTurn, Turns

CLAIMS = st.builds(Claim, st.sampled_from(["rosa", "omar", "nobody"]), st.sampled_from(["a", "b", "c"]), st.booleans())


def _begin(queue: Turns[str]) -> tuple[str, Claim]:
    return queue.take()


def _fill(queue: Turns[str], *waiting: tuple[str, str, str]) -> None:
    for item, account, network in waiting:
        assert queue.add(item, Claim(account, network)) is None


def test_one_at_a_time_for_an_account() -> None:
    queue: Turns[str] = Turns()
    _fill(queue, ("first", "rosa", "a"), ("second", "rosa", "b"), ("other", "omar", "b"))
    _, first = _begin(queue)
    assert _begin(queue)[0] == "other"
    assert not queue.has_next()
    with pytest.raises(LookupError):
        queue.take()
    queue.end(first)
    assert _begin(queue)[0] == "second"
    assert len(queue) == 0


def test_two_at_a_time_for_a_network() -> None:
    queue: Turns[str] = Turns()
    _fill(queue, ("1", "x1", "a"), ("2", "x2", "a"), ("3", "x3", "a"), ("4", "x4", "b"))
    claims = dict([_begin(queue), _begin(queue), _begin(queue)])
    assert list(claims) == ["1", "4", "2"]
    assert not queue.has_next()
    queue.end(claims["1"])
    assert _begin(queue)[0] == "3"


def test_networks_take_turns_whoever_came_first() -> None:
    queue: Turns[str] = Turns()
    _fill(queue, *((f"flood {number}", f"x{number}", "flood") for number in range(20)))
    for number in range(3):
        item, claim = _begin(queue)
        assert item == f"flood {number}"
        queue.end(claim)
    _fill(queue, ("honest", "rosa", "home"))
    assert _begin(queue)[0] == "honest"


def test_a_network_that_is_gone_is_forgotten() -> None:
    queue: Turns[str] = Turns()
    _fill(queue, ("1", "rosa", "a"))
    queue.end(_begin(queue)[1])
    assert queue._turn_of == {}


@pytest.mark.parametrize(
    ("most", "of"),
    [
        (turns.MOST_WAITING_FOR_ACCOUNT, lambda number: Claim("rosa", f"n{number}" if number % 2 else "flood")),
        (turns.MOST_WAITING_OF_NETWORK, lambda number: Claim(f"x{number}", "flood")),
        (turns.MOST_WAITING, lambda number: Claim(f"x{number}", f"n{number}" if number % 6 else "flood")),
    ],
)
def test_where_too_many_wait_the_newest_of_the_biggest_network_is_turned_away(most: int, of: object) -> None:
    queue: Turns[int] = Turns()
    assert callable(of)
    claims = [of(number) for number in range(most)]
    for number, claim in enumerate(claims):
        assert queue.add(number, claim) is None
    flood = max(number for number, claim in enumerate(claims) if claim.network == "flood")
    honest = Claim(of(0).account, "somewhere else") if most != turns.MOST_WAITING_OF_NETWORK else of(most)
    turned_away = queue.add(most, honest)
    assert turned_away == (most if most == turns.MOST_WAITING_OF_NETWORK else flood)
    assert len(queue) == most


def test_whoever_asks_from_many_networks_does_not_turn_away_a_browser_that_is_known() -> None:
    queue: Turns[str] = Turns()
    _fill(queue, *((f"{number}", "rosa", f"n{number}") for number in range(turns.MOST_WAITING_FOR_ACCOUNT)))
    assert queue.add("owner", Claim("rosa", "home", known=True)) == f"{turns.MOST_WAITING_FOR_ACCOUNT - 1}"
    assert queue.add("one more", Claim("rosa", "elsewhere")) == "one more"


def test_a_known_browser_takes_the_turn_of_the_strangers_who_ask_for_its_account() -> None:
    queue: Turns[str] = Turns()
    _fill(queue, ("1", "omar", "a"), ("2", "rosa", "b"), ("3", "rosa", "c"))
    assert queue.add("owner", Claim("rosa", "home", known=True)) is None
    assert [_begin(queue)[0], _begin(queue)[0]] == ["1", "owner"], "and of nobody else"


def test_all_that_wait_can_be_given_up() -> None:
    queue: Turns[str] = Turns()
    _fill(queue, ("1", "rosa", "a"), ("2", "omar", "a"))
    assert queue.clear() == ["1", "2"]
    assert len(queue) == 0


@given(st.lists(st.one_of(CLAIMS, st.none()), max_size=60))
def test_no_account_and_no_network_ever_has_more_than_its_share(steps: list[Claim | None]) -> None:
    """A claim comes to wait, None ends the oldest under way; everything that may begin begins at once."""
    queue: Turns[int] = Turns()
    under_way: list[Claim] = []
    waited, begun, turned_away = 0, [], 0
    for step in steps:
        if step is None:
            if under_way:
                queue.end(under_way.pop(0))
        else:
            turned_away += queue.add(waited, step) is not None
            waited += 1
        while queue.has_next():
            item, claim = queue.take()
            begun.append(item)
            under_way.append(claim)
        assert max(Counter(claim.account for claim in under_way).values(), default=0) <= 1
        assert max(Counter(claim.network for claim in under_way).values(), default=0) <= 2
    assert len(begun) == len(set(begun)) == waited - turned_away - len(queue)
    while under_way:
        queue.end(under_way.pop())
        while queue.has_next():
            under_way.append(queue.take()[1])
    assert len(queue) == 0, "whatever waits has its turn in the end"


def test_pages_wait_by_network_and_then_by_when_they_came() -> None:
    queue: InTurn[str] = InTurn(100)
    for item in ("a1", "a2", "a3", "b1", "a4", "b2", "c1"):
        assert queue.add(item, item[0]) is None
    assert [queue.popleft() for _ in range(len(queue))] == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]
    with pytest.raises(KeyError):
        queue.popleft()


def test_where_too_many_pages_wait_the_newest_of_the_biggest_network_is_given_up() -> None:
    queue: InTurn[str] = InTurn(3)
    for item in ("a1", "a2", "b1"):
        queue.add(item, item[0])
    assert queue.add("b2", "b") == "a2"
    assert queue.add("b3", "b") == "b3"
    assert [queue.popleft() for _ in range(3)] == ["a1", "b1", "b2"]


@given(st.lists(st.one_of(st.sampled_from("aaab"), st.none()), max_size=60))
def test_no_network_waits_for_more_than_one_of_each_other(steps: list[str | None]) -> None:
    queue: InTurn[tuple[str, int]] = InTurn(10)
    kept: list[tuple[str, int]] = []
    for number, step in enumerate(steps):
        if step is not None:
            kept.append((step, number))
            given_up = queue.add(kept[-1], step)
            kept = [one for one in kept if one != given_up]
        elif kept:
            others = {network for network, _ in kept}
            taken = queue.popleft()
            assert taken == next(one for one in kept if one[0] == taken[0]), "first come, first served within it"
            kept.remove(taken)
            if len(others) > 1 and any(network == "b" for network, _ in kept) and taken[0] == "a":
                following = queue.popleft()
                assert following[0] == "b"
                kept.remove(following)
        assert len(queue) == len(kept) <= 10

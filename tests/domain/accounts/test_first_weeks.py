"""One card at a time, in its order, and none that was answered or put away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.accounts.first_weeks import CARDS, DAYS, card_of, has_cards


@pytest.mark.parametrize(
    ("day", "settled", "card"),
    [
        (0, (), "signs"),
        (0, ("signs",), None),
        (1, ("signs",), "episode"),
        (1, (), "signs"),
        (2, ("signs", "episode"), "cautions"),
        (4, ("signs", "episode", "cautions"), "activities"),
        (4, ("signs", "episode", "cautions", "activities"), None),
        (5, ("signs", "episode", "cautions", "activities"), "sharing"),
        (13, (), "signs"),
        (14, (), None),
        (-1, (), None),
    ],
)
def test_the_card_of_a_day(day: int, settled: tuple[str, ...], card: str | None) -> None:
    assert card_of(day, settled) == card


@given(st.integers(-3, 30), st.sets(st.sampled_from(sorted(CARDS))))
def test_a_card_has_come_and_is_open(day: int, settled: set[str]) -> None:
    card = card_of(day, settled)
    if card is None:
        assert not has_cards(day) or all(first > day or one in settled for one, first in CARDS.items())
    else:
        assert 0 <= CARDS[card] <= day < DAYS
        assert card not in settled

"""The first two weeks of a record: one card at a time asks for what makes the days after worth more.

Our own order: what cannot wait first, then what the other pages need soonest. The scale comes before all of it.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

# Each card, and how many days after the record was made it comes at the earliest.
CARDS: Final[Mapping[str, int]] = MappingProxyType(
    {"signs": 0, "episode": 1, "cautions": 2, "activities": 3, "sharing": 5}
)
# So many days there are cards; later the same pages are found under More.
DAYS: Final = 14


def has_cards(day: int) -> bool:
    """Whether there are cards on `day`, counted from 0, the day on which the record was made."""
    return 0 <= day < DAYS


def card_of(day: int, settled: Collection[str]) -> str | None:
    """The one card of `day`, as in `has_cards`: the first that has come and is not `settled`, answered or put away.

    None where there is nothing to ask. Raises nothing. Source: our own order, see CARDS.
    """
    if not has_cards(day):
        return None
    return next((card for card, first in CARDS.items() if first <= day and card not in settled), None)

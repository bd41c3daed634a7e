"""Where a row of a file and a row that is here stand against each other, and which of the two holds."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tracker.domain.values.rounding import two_decimals

SHOWN_MOST: Final = 60
# Whether the row of the file takes the place of the one that is here; it is asked by the `key` of a clash.
Takes = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody says of rows that stand against what is here: `takes` which holds, None that they may not.

    `other_visits`: that sessions which may be visits that are here already are others.
    """

    takes: Takes | None = None
    other_visits: bool = False


NOT_ASKED: Final = Meant()


@dataclass(frozen=True, slots=True)
class Clash:
    """A row of a file beside the one that is here: under its id with other content, or in its only place (a day).

    `key` names it for the answer, `takes` is that answer. `here` and `given` are what stands here and what the file
    says, by column of the table; `differing` are the columns that are not the same in both.
    """

    file: str
    row: int
    key: str
    takes: bool
    here: Mapping[str, Any]
    given: Mapping[str, Any]
    differing: tuple[str, ...]


def key_of(table_name: str, row_id: uuid.UUID) -> str:
    """By which a row that is here is asked about."""
    return f"{table_name}:{row_id}"


def differing(given: Mapping[str, Any], here: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns whose values are not those that are here."""
    return tuple(name for name, value in given.items() if plain(value) != plain(here.get(name)))


def plain(value: Any) -> Any:
    """A value as files write it: moments to the second, means to two decimals, an empty list as nothing."""
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, float):
        return two_decimals(value)
    return None if value == () else value

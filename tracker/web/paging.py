"""Pages of a long list: one row more than shown is fetched, to know whether there is a next page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

Item = TypeVar("Item")
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    items: Sequence[Item]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_number() -> int:
    raw = request.args.get("page", "1")
    return min(max(int(raw), 1), LAST_PAGE) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1  # noqa: PLR2004


def cut(rows: Sequence[Item], number: int, size: int) -> Page[Item]:
    """`rows` holds up to size + 1 rows of the page asked for."""
    return Page(rows[:size], number, len(rows) > size)

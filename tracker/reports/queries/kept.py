"""Statements of the exports that are built once: a file of everything runs some forty of them, each time.

What changes from one export to the next are values with names: whose record, which days, and behind which row to go on.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, tuple_

from tracker.storage.prepared import Query

Key = tuple[Any, ...]
S = TypeVar("S", bound=Select[*tuple[Any, ...]])
PATIENT, FIRST, LAST = "wanted_record", "wanted_first", "wanted_last"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose record, and which days of it, both ends included; None is open."""

    patient_id: uuid.UUID
    first: date | None = None
    last: date | None = None

    def days(self, column: Any) -> list[ColumnElement[bool]]:
        """The column's day lies in the range."""
        low = [] if self.first is None else [column >= self.first]
        return low if self.last is None else [*low, column <= self.last]

    def live(self, model: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return model.patient_id == self.patient_id, model.deleted_at.is_(None)


class Kept(Generic[S]):
    """The statements that `build` makes for what is wanted and what is the same, in the order of some columns.

    One is kept for each choice of ends that are open, for the beginning and for what comes behind a row, and for each
    number of rows that is the most.
    """

    def __init__(self, build: Callable[..., S], order: Sequence[Any]) -> None:
        self._build, self._order = build, order
        self._made: dict[tuple[frozenset[str], int], S] = {}

    def __call__(self, wanted: Wanted, after: Key | None, most: int, **same: Any) -> Query[S]:
        """At most `most` of the rows behind `after`, with the values of `same`."""
        values = {PATIENT: wanted.patient_id, FIRST: wanted.first, LAST: wanted.last, **same}
        values |= {f"after_{place}": value for place, value in enumerate(after or ())}
        given = {name: value for name, value in values.items() if value is not None}
        key = frozenset(given), most
        if key not in self._made:
            self._made[key] = self._new(given, most, list(same), behind=after is not None)
        return self._made[key], given

    def _new(self, given: dict[str, Any], most: int, same: Sequence[str], *, behind: bool) -> S:
        named: list[Any] = [bindparam(name) if name in given else None for name in (PATIENT, FIRST, LAST)]
        wanted = Wanted(*named)
        query, order = self._build(wanted, **{name: bindparam(name) for name in same}), self._order
        if behind:
            after = [bindparam(f"after_{place}", type_=column.type) for place, column in enumerate(order)]
            query = query.where(order[0] >= after[0], tuple_(*order) > tuple_(*after))
        return query.order_by(*order).limit(most)


def kept(*order: Any) -> Callable[[Callable[..., S]], Kept[S]]:
    """Keep what a builder of statements makes, whose rows are in the order of these columns."""
    return lambda build: Kept(build, order)

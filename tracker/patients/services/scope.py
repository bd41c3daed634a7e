"""What somebody else is shown of a record, set beneath every query of their request.

Once a database session looks for another than the owner, each of its selects finds rows of that one record alone,
from the day it is shared from on, whatever the query asked for. A table that does not say what of it is shared shows
nothing.

What is shown is said once for each kind of share, with names in place of the record, the day and the reader: a
statement that is kept for many requests is then narrowed once, and not at each of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, event, false
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from tracker.domain.sharing.access import Terms
from tracker.patients.models import FirstDay, PatientRow
from tracker.storage.base import Base
from tracker.storage.rows import WITHIN

Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Scope:
    """What of one patient's record is shown, by the `terms`, to the account of `reader`, or to whoever has a link.

    The first day is one of the patient's own, so what holds a moment and no day is compared in the patient's `zone`.
    """

    patient_id: UUID
    terms: Terms
    zone: ZoneInfo
    reader: UUID | None = None

    @cached_property
    def _shown(self) -> "_Shown":
        first = None if self.terms.first_day is None else FirstDay.of(self.terms.first_day, self.zone)
        return _Shown(self.patient_id, first, self.reader)

    @cached_property
    def _kind(self) -> "_Kind":
        terms = self.terms
        return _Kind(terms.first_day is not None, terms.notes, terms.others, self.reader is not None)

    @cached_property
    def options(self) -> tuple[ExecutableOption, ...]:
        """What keeps any select within the scope, also one that is run outside a session."""
        return _options(self._kind, self._shown)

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        shown = self._shown
        values = {PATIENT: shown.patient_id}
        if shown.first is not None:
            values |= {DAY: shown.first.day, BEGAN_AT: shown.first.began_at, WEEK_LATER: shown.first.week_later}
        return values if self._kind.others or shown.reader is None else values | {READER: shown.reader}

    def keep(self, query: Statement) -> tuple[Statement, Mapping[str, Any]]:
        """The query kept within the scope, and the values of the names in it."""
        known = _kept[self._kind]
        kept = known.get(query)
        if kept is None:
            kept = known[query] = query.options(*_named_options(self._kind))
        return kept, self._values


PATIENT, DAY, BEGAN_AT, WEEK_LATER, READER = "shown_record", "shown_day", "shown_began_at", "shown_week", "shown_to"


class _Kind(NamedTuple):
    """What the conditions of a share depend on, but for their values."""

    from_a_day: bool
    notes: bool
    others: bool
    has_reader: bool


class _Shown(NamedTuple):
    """The record, the first day and the reader: as they are, or as named parameters."""

    patient_id: Any
    first: FirstDay | None
    reader: Any


class _Kept(dict[_Kind, "WeakKeyDictionary[Statement, Statement]"]):
    def __missing__(self, kind: _Kind) -> "WeakKeyDictionary[Statement, Statement]":
        return self.setdefault(kind, WeakKeyDictionary())


_kept = _Kept()


def _record_tables() -> list[type[PatientRow]]:
    mappers: Sequence[Mapper[Base]] = list(Base.registry.mappers)
    return [mapper.class_ for mapper in mappers if issubclass(mapper.class_, PatientRow)]


@lru_cache
def _named_options(kind: _Kind) -> tuple[ExecutableOption, ...]:
    first = FirstDay(bindparam(DAY), bindparam(BEGAN_AT), bindparam(WEEK_LATER)) if kind.from_a_day else None
    return _options(kind, _Shown(bindparam(PATIENT), first, bindparam(READER) if kind.has_reader else None))


def _options(kind: _Kind, shown: _Shown) -> tuple[ExecutableOption, ...]:
    options = []
    for model in _record_tables():
        own = model.patient_id == shown.patient_id
        seen = own if shown.first is None else own & model.shared_since(shown.first)
        if model.owners_alone or (model.words_alone and not kind.notes):
            seen = false()
        written = None if kind.others else model.written_by(shown.reader)
        seen = seen if written is None else seen & written
        options.append(with_loader_criteria(model, seen, include_aliases=True))
    return tuple(options)


def look_through(db_session: Session, scope: Scope) -> None:
    """From here on the session sees what `scope` shows, and nothing else of any record."""
    db_session.info[WITHIN] = scope


@contextmanager
def whole_record(db_session: Session) -> Iterator[None]:
    """Inside, the session sees all of the record again: for what the app itself works out from a change."""
    scope = db_session.info.pop(WITHIN, None)
    try:
        yield
    finally:
        if scope is not None:
            db_session.info[WITHIN] = scope


@event.listens_for(Session, "do_orm_execute")
def _keep_within(state: ORMExecuteState) -> None:
    scope: Scope | None = state.session.info.get(WITHIN)
    if scope is not None and state.is_select:
        state.statement = state.statement.options(*scope.options)

"""What a file brings beside what is here: each row with what becomes of it, before anything is written.

Rows keep their ids from file to file, so what was brought before is known again, whatever became of it since.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Engine, Select, Table, Uuid, and_, bindparam, select
from sqlalchemy.orm import Session

from tracker.diary.models import DayContext, Entry, LifeEvent
from tracker.domain.treatment.one_visit import Visit, near_visits
from tracker.importers import kept
from tracker.importers.kept import Piece
from tracker.imports.services.waiting import Choices
from tracker.patients.models import Revision
from tracker.patients.services.history import snapshot
from tracker.storage import sqlite
from tracker.storage.many import each_once
from tracker.storage.prepared import prepared
from tracker.storage.rows import RowSelect, column_of, rows_of, select_as
from tracker.treatment.models import Dose, TreatmentSession
from tracker.treatment.services.one_visit import every_visit

SHOWN_MOST: Final = 60
MODELS: Final[Mapping[str, Any]] = MappingProxyType(
    {"entry": Entry, "session": TreatmentSession, "dose": Dose, "change": LifeEvent, "context": DayContext}
)


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    BACK = "back"  # it was taken back with its import, and comes again
    HERE = "here"
    GONE = "gone"  # it was brought before, and deleted by the person since: it stays away
    TAKES = "takes"  # it takes the place of what is here for its day
    KEPT = "kept"  # what is here for its day stays, and it stays away
    VISIT = "visit"  # it may be a visit that is here already, and stays away


WRITTEN: Final = frozenset({Fate.NEW, Fate.BACK, Fate.TAKES})
AS_BEFORE: Final = frozenset({Fate.NEW, Fate.BACK, Fate.HERE})  # what needs no word of its own


class Judged(NamedTuple):
    """A row with what becomes of it, and what is here in its place, where there is something."""

    what: str
    values: Mapping[str, Any]
    fate: Fate
    line: int | None = None
    stands: Mapping[str, Any] | None = None
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the rows of a piece, by their places in it.

    `stands` is the row that is here in the place of one, as history keeps it, `visits` the visit that one may be;
    `were_here` were brought before, and taken back since.
    """

    piece: Piece
    fates: Sequence[Fate]
    stands: Mapping[int, Mapping[str, Any]]
    visits: Mapping[int, Visit]
    were_here: frozenset[int]

    def places(self, *among: Fate) -> list[int]:
        """The places of those that become one of these."""
        return _places(self.fates, *among)

    def judged(self, place: int) -> Judged:
        """One of them, to be shown."""
        what, line = self.piece.what, self.piece.lines[place]
        values = _values(MODELS[what], self.piece.row(place))
        return Judged(what, values, self.fates[place], line, self.stands.get(place), self.visits.get(place))


@dataclass(slots=True)
class Outcome:
    """How many rows of each kind become what, and the first of those that are said one by one."""

    counts: Counter[tuple[str, Fate]] = field(default_factory=Counter)
    shown: dict[Fate, list[Judged]] = field(default_factory=lambda: defaultdict(list))
    told: Any = field(default_factory=sha256)

    def note(self, verdict: Verdict) -> None:
        found, what = Counter(verdict.fates), verdict.piece.what
        for fate, count in found.items():
            self.counts[what, fate] += count
        as_written = {Fate.BACK: Fate.NEW}  # either is written as the file has it
        fates = [as_written.get(fate, fate) for fate in verdict.fates] if Fate.BACK in found else verdict.fates
        self.told.update("\n".join(map(" ".join, zip(fates, verdict.piece.ids, strict=True))).encode())
        self.told.update(repr(sorted(verdict.stands.items())).encode())
        if found.keys() - AS_BEFORE:
            for place, fate in enumerate(verdict.fates):
                group = self.shown[Fate.KEPT if fate is Fate.TAKES else fate]
                if fate not in AS_BEFORE and len(group) < SHOWN_MOST:
                    group.append(verdict.judged(place))

    def of(self, *fates: Fate) -> int:
        """How many rows of any kind become one of these."""
        return sum(count for (_what, fate), count in self.counts.items() if fate in fates)

    @property
    def written(self) -> dict[str, int]:
        """How many rows of each kind are written."""
        found: Counter[str] = Counter()
        for (what, fate), count in self.counts.items():
            if fate in WRITTEN:
                found[what] += count
        return dict(found)

    @property
    def mark(self) -> str:
        """The same again only where the same is written: what a page told, and what stands when its yes arrives."""
        return str(self.told.hexdigest())


def compare(engine: Engine, patient_id: UUID, folder: Path, choices: Choices) -> Outcome:
    """All of what was read beside what is here, in pieces, so that nobody waits meanwhile who saves something."""
    outcome, comparing = Outcome(), Comparing(patient_id, choices)
    for piece in kept.each_piece(folder):
        with sqlite.only_reading(), Session(engine) as db_session:
            verdict = comparing.verdict(db_session, piece)
        outcome.note(verdict)
    return outcome


class Comparing:
    """Judges rows piece by piece by what the record holds."""

    def __init__(self, patient_id: UUID, choices: Choices) -> None:
        self._patient_id = patient_id
        self._choices = choices
        self._visits: dict[date, list[Visit]] | None = None

    def verdict(self, db_session: Session, piece: Piece) -> Verdict:
        """What becomes of the rows of a piece."""
        model = MODELS[piece.what]
        fates = self._by_ids(db_session, model, piece.ids)
        were_here = frozenset(_places(fates, Fate.BACK))
        stands: dict[int, Mapping[str, Any]] = {}
        for place, row in self._of_the_day(db_session, model, piece):
            if fates[place] in WRITTEN and row.id.hex != piece.ids[place]:
                takes = self._choices.takes(row.for_date.isoformat())
                fates[place], stands[place] = Fate.TAKES if takes else Fate.KEPT, snapshot(row, model)
        visits: dict[int, Visit] = {}
        if piece.what == "session" and not self._choices.visits:
            for place in _places(fates, Fate.NEW, Fate.BACK):
                near = self._near(db_session, piece, place)
                if near is not None:
                    fates[place], visits[place] = Fate.VISIT, near
        return Verdict(piece, fates, stands, visits, were_here)

    def has_new_visits(self, db_session: Session) -> bool:
        """Whether sessions were held against visits, and there are others by now."""
        if self._visits is None:
            return False
        known = {visit for visits in self._visits.values() for visit in visits}
        return any(visit not in known for visit in every_visit(db_session, self._patient_id))

    def _by_ids(self, db_session: Session, model: Any, ids: Sequence[str]) -> list[Fate]:
        """What becomes of rows by what is known of their ids alone."""
        fates = [Fate.NEW] * len(ids)
        known = {row.id.hex: row.deleted_at for row in rows_of(db_session, *_known(model)(self._patient_id, ids))}
        if known:
            changed = column_of(db_session, *_changed(self._patient_id, model.__tablename__, list(known)))
            touched = {row_id.hex for row_id in changed}
            for place, row_id in enumerate(ids):
                if row_id in known:
                    away = Fate.GONE if row_id in touched else Fate.BACK
                    fates[place] = Fate.HERE if known[row_id] is None else away
        return fates

    def _of_the_day(self, db_session: Session, model: Any, piece: Piece) -> Iterator[tuple[int, Any]]:
        """Of the days of which there is one row at most: the place of a row, and what is here of its day."""
        if model not in (Entry, DayContext):
            return
        places = {
            date.fromisoformat(day): place
            for place, day in enumerate(piece.columns["for_date"])
            if model is DayContext or piece.columns["kind"][place] == "daily"
        }
        if not places:
            return
        table: Table = model.__table__
        once = and_(table.c.patient_id == self._patient_id, table.c.for_date.in_(places), table.c.deleted_at.is_(None))
        if model is Entry:
            once = and_(once, table.c.kind == "daily")
        for row in db_session.execute(select(table).where(once)):
            yield places[row.for_date], row

    def _near(self, db_session: Session, piece: Piece, place: int) -> Visit | None:
        """A visit that is here and that this session may be."""
        if self._visits is None:
            self._visits = defaultdict(list)
            for visit in every_visit(db_session, self._patient_id):
                self._visits[visit.started_at.date()].append(visit)
        values = _values(TreatmentSession, piece.row(place))
        zone = timezone(timedelta(minutes=values["started_offset"]))
        started = values["started_at"].astimezone(zone)
        own_id = UUID(piece.ids[place])
        new = Visit(own_id, values["kind"], values["status"], started, values.get("practitioner"))
        around = (started.date() + timedelta(days=days) for days in (-1, 0, 1))
        here = [visit for day in around for visit in self._visits.get(day, ())]
        return next(iter(near_visits(new, here)), None)


def _places(fates: Sequence[Fate], *among: Fate) -> list[int]:
    return [place for place, fate in enumerate(fates) if fate in among]


class Known(NamedTuple):
    """A row that is here, or was deleted."""

    id: UUID
    deleted_at: datetime | None


@cache
def _known(model: Any) -> Callable[[UUID, Sequence[str]], tuple[RowSelect[Known], dict[str, Any]]]:
    @prepared
    def known(patient_id: UUID, ids: Sequence[str]) -> RowSelect[Known]:
        return select_as(Known, model).where(model.patient_id == patient_id, model.id.in_(_as_text(ids)))

    return known


@prepared
def _changed(patient_id: UUID, table_name: str, ids: Sequence[str]) -> Select[UUID]:
    """Those that somebody changed or deleted by hand."""
    return select(Revision.row_id).where(
        Revision.patient_id == patient_id, Revision.table_name == table_name, Revision.row_id.in_(_as_text(ids))
    )


def _as_text(ids: Any) -> Any:
    """Ids that are given as text: they are very many, and each would be made an object to be written out again."""
    return bindparam(ids.key, type_=Uuid(as_uuid=False), expanding=True)


def columns_of(piece: Piece) -> dict[str, Sequence[Any]]:
    """The values of a piece as its table has them."""
    known = _decoders(MODELS[piece.what])
    return {name: known[name](column) for name, column in piece.columns.items()}


def _values(model: Any, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Those of one row."""
    known = _decoders(model)
    return {name: known[name]([value])[0] for name, value in plain.items()}


@cache
def _decoders(model: Any) -> Mapping[str, Callable[[Sequence[Any]], Sequence[Any]]]:
    """What makes plain values those of a column: the same as `history.revived`, for very many rows."""
    return {column.key: _decoder(column.type.python_type) for column in model.__table__.columns}


def _decoder(kind: type) -> Callable[[Sequence[Any]], Sequence[Any]]:
    if kind is datetime:
        return partial(each_once, _moment)
    if kind in (date, time):
        return partial(each_once, kind.fromisoformat)
    if kind in (UUID, Decimal):
        return partial(each_once, kind)
    return _tuples if kind is tuple else _as_they_are


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _tuples(values: Sequence[Any]) -> Sequence[Any]:
    return [None if value is None else tuple(value) for value in values]


def _as_they_are(values: Sequence[Any]) -> Sequence[Any]:
    return values

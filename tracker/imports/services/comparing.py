"""What a file brings beside what is here: each row with what becomes of it, before anything is written.

Rows keep their ids from file to file, so what was brought before is known again, whatever became of it since.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Table, and_, select
from sqlalchemy.orm import Session

from tracker.diary.models import DayContext, Entry, LifeEvent
from tracker.domain.treatment.one_visit import Visit, near_visits
from tracker.importers import kept
from tracker.imports.services.waiting import Choices
from tracker.patients.models import Revision
from tracker.patients.services.history import snapshot
from tracker.treatment.models import Dose, TreatmentSession
from tracker.treatment.services.one_visit import every_visit

AT_ONCE: Final = 500
SHOWN_MOST: Final = 60
MOMENTS_KEPT: Final = 2048  # when it was read is the same in all rows, a day or a minute in many
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


class Judged(NamedTuple):
    """A row with what becomes of it, and the row that is here in its place, where there is one.

    `was_here`: it was brought before, and taken back since.
    """

    what: str
    id: UUID
    values: Mapping[str, Any]
    fate: Fate
    line: int | None = None
    stands: Mapping[str, Any] | None = None
    visit: Visit | None = None
    was_here: bool = False


@dataclass(slots=True)
class Outcome:
    """How many rows of each kind become what, and the first of those that are said one by one."""

    counts: Counter[tuple[str, Fate]] = field(default_factory=Counter)
    shown: dict[Fate, list[Judged]] = field(default_factory=lambda: defaultdict(list))
    days: int = 0
    told: Any = field(default_factory=sha256)

    def note(self, one: Judged) -> None:
        self.counts[one.what, one.fate] += 1
        self.told.update(f"{one.fate} {one.id.hex} {one.stands}\n".encode())
        fate = Fate.KEPT if one.fate is Fate.TAKES else one.fate
        if one.fate not in (Fate.NEW, Fate.BACK, Fate.HERE) and len(self.shown[fate]) < SHOWN_MOST:
            self.shown[fate].append(one)

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


def compare(db_session: Session, patient_id: UUID, folder: Path, choices: Choices) -> Outcome:
    """All of what was read beside what is here."""
    outcome = Outcome()
    for piece in Comparing(db_session, patient_id, choices).pieces(kept.each_row(folder)):
        for one in piece:
            outcome.note(one)
    return outcome


class Comparing:
    """Judges rows piece by piece by what the record holds."""

    def __init__(self, db_session: Session, patient_id: UUID, choices: Choices) -> None:
        self._db_session = db_session
        self._patient_id = patient_id
        self._choices = choices
        self._visits: dict[date, list[Visit]] | None = None

    def pieces(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Judged]]:
        """The rows, so many at once, each with what becomes of it."""
        rows = iter(rows)
        while some := list(islice(rows, AT_ONCE)):
            by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
            for row in some:
                by_kind[row["what"]].append(row)
            yield [one for what, of_kind in by_kind.items() for one in self._judged(what, of_kind)]

    def _judged(self, what: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Judged]:
        model = MODELS[what]
        table: Table = model.__table__
        ids = [UUID(row["id"]) for row in rows]
        known = self._known(table, ids)
        touched = self._touched(table, [row_id for row_id in ids if row_id in known])
        days = self._days(model, rows, set(ids))
        for row_id, row in zip(ids, rows, strict=True):
            values = _values(model, row["values"])
            if row_id in known and known[row_id] is None:
                yield Judged(what, row_id, values, Fate.HERE)
            elif row_id in touched:
                yield Judged(what, row_id, values, Fate.GONE, row["line"])
            else:
                back = row_id in known
                fate = Fate.BACK if back else Fate.NEW
                yield self._new(Judged(what, row_id, values, fate, row["line"], was_here=back), days)

    def _new(self, one: Judged, days: Mapping[date, Any]) -> Judged:
        stands = days.get(one.values["for_date"]) if _one_a_day(one) else None
        if stands is not None:
            fate = Fate.TAKES if self._choices.takes(one.values["for_date"].isoformat()) else Fate.KEPT
            return one._replace(fate=fate, stands=snapshot(stands, MODELS[one.what]))
        if one.what == "session" and not self._choices.visits:
            near = self._near(one)
            if near is not None:
                return one._replace(fate=Fate.VISIT, visit=near)
        return one

    def _known(self, table: Table, ids: Sequence[UUID]) -> dict[UUID, datetime | None]:
        query = select(table.c.id, table.c.deleted_at).where(
            table.c.patient_id == self._patient_id, table.c.id.in_(ids)
        )
        return {row.id: row.deleted_at for row in self._db_session.execute(query)}

    def _touched(self, table: Table, ids: Sequence[UUID]) -> set[UUID]:
        """Those that somebody changed or deleted by hand."""
        if not ids:
            return set()
        query = select(Revision.row_id).where(
            Revision.patient_id == self._patient_id, Revision.table_name == table.name, Revision.row_id.in_(ids)
        )
        return set(self._db_session.execute(query).scalars())

    def _days(self, model: Any, rows: Sequence[Mapping[str, Any]], ids: set[UUID]) -> Mapping[date, Any]:
        """What is here of the days of which there is one row at most."""
        if model not in (Entry, DayContext):
            return {}
        days = {date.fromisoformat(row["day"]) for row in rows if row["values"].get("kind", "daily") == "daily"}
        table: Table = model.__table__
        once = and_(table.c.patient_id == self._patient_id, table.c.for_date.in_(days), table.c.deleted_at.is_(None))
        if model is Entry:
            once = and_(once, table.c.kind == "daily")
        found = self._db_session.execute(select(table).where(once))
        return {row.for_date: row for row in found if row.id not in ids}

    def _near(self, one: Judged) -> Visit | None:
        """A visit that is here and that this session may be."""
        if self._visits is None:
            self._visits = defaultdict(list)
            for visit in every_visit(self._db_session, self._patient_id):
                self._visits[visit.started_at.date()].append(visit)
        zone = timezone(timedelta(minutes=one.values["started_offset"]))
        started = one.values["started_at"].astimezone(zone)
        new = Visit(one.id, one.values["kind"], one.values["status"], started, one.values.get("practitioner"))
        around = (started.date() + timedelta(days=days) for days in (-1, 0, 1))
        here = [visit for day in around for visit in self._visits.get(day, ())]
        return next(iter(near_visits(new, here)), None)


def _one_a_day(one: Judged) -> bool:
    return one.what == "context" or one.values.get("kind") == "daily"


def _values(model: Any, plain: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row as its table has them."""
    known = _decoders(model)
    return {name: known[name](value) for name, value in plain.items()}


@cache
def _decoders(model: Any) -> Mapping[str, Callable[[Any], Any]]:
    """What makes a plain value that of its column: the same as `history.revived`, for very many rows."""
    return {column.key: _decoder(column.type.python_type) for column in model.__table__.columns}


def _decoder(kind: type) -> Callable[[Any], Any]:
    if kind is datetime:
        return lru_cache(MOMENTS_KEPT)(_moment)
    if kind in (date, time):
        return lru_cache(MOMENTS_KEPT)(kind.fromisoformat)
    if kind in (UUID, Decimal):
        return kind
    return tuple if kind is tuple else _as_it_is


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _as_it_is(value: Any) -> Any:
    return value

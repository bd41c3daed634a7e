"""What two requests came to, told so that it can be compared with what they come to one after the other.

Ids that were made meanwhile are told by what they name, and moments of the run are all one.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, select
from sqlalchemy.orm import Session

from tests.support.pages import Page
from tests.support.triggers import past_the_triggers
from tracker.storage.base import Base

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(\+00:00)?")
MINUTE = re.compile(r"\b\d?\d:\d\d\b")
CHAINED = frozenset({"digest"})
OF_A_RECORD = frozenset({"patient", "archived_writing"})
Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


@dataclass(frozen=True)
class Answer:
    """What a request was told: the status, where it leads, and the words of a page."""

    status: int
    location: str
    words: str

    @classmethod
    def of(cls, page: Page) -> "Answer":
        words = page.one("main").to_text() if page.is_html and page.status != 303 else ""
        return cls(page.status, page.location, " ".join(words.split()))


@dataclass
class Record:
    """The rows of one record past the app: read, and put back as they stood."""

    engine: Engine
    patient_id: uuid.UUID
    began: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    start: Rows = field(default_factory=dict)
    blurs: bool = False  # whether minutes are all one as well: where the clock goes on

    def __post_init__(self) -> None:
        every = Base.metadata.sorted_tables
        self.tables = [table for table in every if "patient_id" in table.c or table.name in OF_A_RECORD]
        self.asks = [(table, select(table).where(self._ours(table))) for table in self.tables]
        self.mark()

    def mark(self) -> None:
        """This is how it stands from now on before each race."""
        with self.engine.begin() as connection:
            self.start = self._read(connection)
        self.known = {str(value) for _, row in _every(self.start) for value in row.values() if _is_id(value)}

    def _ours(self, table: Table) -> Any:
        if "archive_id" in table.c:
            archive = Base.metadata.tables["archive"]
            return table.c.archive_id.in_(select(archive.c.id).where(archive.c.patient_id == self.patient_id))
        return (table.c.patient_id if "patient_id" in table.c else table.c.id) == self.patient_id

    def read(self) -> Rows:
        with self.engine.begin() as connection:
            return self._read(connection)

    def _read(self, connection: Connection) -> Rows:
        found: Rows = {}
        for table, ask in self.asks:
            keys = [column.key for column in table.primary_key]
            found[table.name] = {
                tuple(row[key] for key in keys): dict(row) for row in connection.execute(ask).mappings()
            }
        return found

    def put_back(self, now: Rows) -> None:
        """What differs from the start is as it was."""
        with Session(self.engine) as session:
            past_the_triggers(session)
            for table in reversed(self.tables):
                for key in now[table.name].keys() - self.start[table.name].keys():
                    session.execute(table.delete().where(_is(table, key)))
            for table in self.tables:
                for key, row in self.start[table.name].items():
                    stands = now[table.name].get(key)
                    if stands is None:
                        session.execute(table.insert().values(row))
                    elif stands != row:
                        session.execute(table.update().where(_is(table, key)).values(row))
            session.commit()

    def outcome(self, now: Rows, answers: Sequence[Answer]) -> tuple[Any, ...]:
        """The rows and the answers, comparable with those of another run from the same start."""
        changed = [(name, row) for name, row in _every(now) if self.start[name].get(_key(name, row)) != row]
        gone = [(name, _key(name, row)) for name, row in _every(self.start) if _key(name, row) not in now[name]]
        names: dict[str, str] = {}
        tell = self._teller(names)
        # Rows that another row names come first: their tables do.
        order = {table.name: number for number, table in enumerate(self.tables)}
        own = {"revision": len(order)}
        told_of = self._told_of(now, answers)
        masked = sorted(
            (
                (own.get(name, order[name]), name, tell(row), told_of.get(str(row.get("id")), len(answers)), row)
                for name, row in changed
            ),
            key=_by_words,
        )
        for number, (*_, name, _words, _told, row) in enumerate(masked):
            if "id" in row:
                names.setdefault(str(row["id"]), f"{name} {number}" if str(row["id"]) not in self.known else "")
        named = {one: word for one, word in names.items() if word}
        tell = self._teller(named)
        rows = sorted((name, tell(row)) for _, name, *_more, row in masked)
        told = [(one.status, self._named(one.location, named), self._named(one.words, named)) for one in answers]
        return tuple(rows), tuple(sorted(map(repr, gone))), tuple(told)

    def _told_of(self, now: Rows, answers: Sequence[Answer]) -> dict[str, int]:
        """Which answer speaks of which change, and so of which row: it tells twins apart."""
        told = {one: number for number, answer in enumerate(answers) for one in ID.findall(answer.location)}
        changes = now["revision"].values()
        return told | {str(row["row_id"]): told[str(row["id"])] for row in changes if str(row["id"]) in told}

    def _teller(self, names: Mapping[str, str]) -> Callable[[Mapping[str, Any]], str]:
        def tell(row: Mapping[str, Any]) -> str:
            return self._named(repr({name: self._plain(row[name]) for name in sorted(row.keys() - CHAINED)}), names)

        return tell

    def _plain(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return "now" if value >= self.began else value.isoformat()
        return str(value) if isinstance(value, uuid.UUID) else value

    def _named(self, words: str, names: Mapping[str, str]) -> str:
        words = ID.sub(lambda found: found[0] if found[0] in self.known else names.get(found[0], "new"), words)
        words = MOMENT.sub(self._moment, words)
        return MINUTE.sub("a time", words) if self.blurs else words

    def _moment(self, found: re.Match[str]) -> str:
        moment = datetime.fromisoformat(found[0])
        return "now" if moment.replace(tzinfo=moment.tzinfo or UTC) >= self.began else found[0]


def differences(outcome: tuple[Any, ...], order: tuple[Any, ...]) -> list[str]:
    """What is in one of two outcomes alone."""
    lines: list[str] = []
    for ours, theirs in zip(outcome, order, strict=True):
        lines += [f"+ {one}" for one in ours if one not in theirs] + [f"- {one}" for one in theirs if one not in ours]
    return lines


def _is_id(value: Any) -> bool:
    return isinstance(value, uuid.UUID)


def _every(rows: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, found in rows.items():
        for row in found.values():
            yield name, row


def _key(name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.key] for column in Base.metadata.tables[name].primary_key)


def _by_words(one: tuple[int, str, str, int, Any]) -> tuple[int, str, str, int]:
    return one[:4]


def _is(table: Table, key: tuple[Any, ...]) -> Any:
    return and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))

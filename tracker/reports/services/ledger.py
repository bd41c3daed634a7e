"""What one import did and found so far: counts, what is wrong, what stood against what."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Table

from tracker.domain.values.deeds import plain_value
from tracker.files.columns import File
from tracker.files.readers.faults import RowError
from tracker.reports.services.clashes import SHOWN_MOST, Clash, Takes, differing, key_of

ERRORS_MOST: Final = 50
Snapshot = dict[str, Any]


class TooManyErrors(Exception):
    """Enough was found wrong to stop looking."""


@dataclass(slots=True)
class Counts:
    """How many records of a file were new (of those `back`: deleted here before), and how many were here already.

    Of those that stand against one that is here, `taken` took its place, `kept` were left out.
    """

    new: int = 0
    same: int = 0
    back: int = 0
    taken: int = 0
    kept: int = 0

    @property
    def written(self) -> int:
        """How many records are in the diary now as the file has them, and were not before."""
        return self.new + self.taken


def _ids() -> dict[str, set[uuid.UUID]]:
    return defaultdict(set)


@dataclass(slots=True)
class Ledger:
    """What one import did and found wrong so far.

    `takes` says which row holds where two stand against each other; None: nobody was asked, so it is refused.
    `names` are those that files have instead of ours, `cells` what stands in the rows at hand: both are said. `notes`
    are worth a look and nothing wrong. By table: `added` are the rows that are new, `written` those among them and
    those changed that other files add to, `left` rows of the files for which what is here was kept. `before` is how
    each row stood that was here and was changed.
    """

    takes: Takes | None = None
    by_file: dict[str, Counts] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    notes: list[RowError] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    added: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    written: dict[str, set[uuid.UUID]] = field(default_factory=_ids)
    left: dict[str, set[uuid.UUID]] = field(default_factory=_ids)
    before: dict[tuple[str, uuid.UUID], Snapshot] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    _told: Any = field(default_factory=sha256)

    def counts(self, file: File) -> Counts:
        return self.by_file.setdefault(file.name, Counts())

    def blame(self, error: RowError) -> None:
        cell = None if error.row is None else self.cells.get(error.row, {}).get(error.column or "")
        self.errors.append(replace(error, file=self.names.get(error.file, error.file), cell=cell))
        if len(self.errors) >= ERRORS_MOST:
            raise TooManyErrors

    def judge(self, place: tuple[File, int], table: Table, here: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
        """Whether a row of a file, at its line, takes the place of the one that is here; counted, and told."""
        file, row = place
        assert self.takes is not None, "it is refused where nobody was asked"  # noqa: S101
        key = key_of(table.name, here["id"])
        one = Clash(file.name, row, key, self.takes(key), dict(here), dict(given), differing(given, here))
        counts = self.counts(file)
        if one.takes:
            counts.taken += 1
        else:
            counts.kept += 1
        if len(self.clashes) < SHOWN_MOST:
            self.clashes.append(one)
        self.tell(f"{one.takes} {_plain(here)}", table, here["id"])
        return one.takes

    def keep(self, table: Table, row: Mapping[str, Any]) -> None:
        """Keep how a row stands that is about to be changed; of several times the first."""
        self.before.setdefault((table.name, row["id"]), _plain(row))

    def tell(self, what: str, table: Table, row_id: uuid.UUID) -> None:
        """Note what becomes of a row."""
        self._told.update(f"{what} {table.name} {row_id.hex}\n".encode())

    @property
    def mark(self) -> str:
        """The same again only where the same is done: what a page told, and what is done when its yes arrives."""
        return str(self._told.hexdigest())


def _plain(row: Mapping[str, Any]) -> Snapshot:
    return {name: plain_value(value) for name, value in row.items()}

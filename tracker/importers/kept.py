"""What was read of a file, kept in files beside it: by a process of its own, for the pages that show and store it.

All of it is JSON, which is data and nothing else, whatever the file held. Rows stand in pieces, a line for each: what
they are, and column by column their ids, their lines and their values as history keeps them. Said once for a column and
not for each row, that is a third of the text, and is read and written in a third of the time.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.domain.values.deeds import plain_value
from tracker.importers.asking import Asked
from tracker.importers.bringing import Brought
from tracker.importers.checking import Row
from tracker.importers.contract import LeftOut, Place

TOLD: Final = "told.json"
ROWS: Final = "rows.jsonl"
AT_ONCE: Final = 4_000  # rows of a piece: storing one takes a tenth of a second of processor time
LEFT: Final = "left.jsonl"
FIRST: Final = 3
GROUPS_MOST: Final = 60
CELL_SHOWN: Final = 200
_COMPACT: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=plain_value)


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one kind: `what` as of a record, the hexadecimal ids and the lines in their order, and values by column.

    The values are plain, None where a row has none in that column.
    """

    what: str
    ids: Sequence[str]
    lines: Sequence[int | None]
    columns: Mapping[str, Sequence[Any]]

    def row(self, place: int) -> dict[str, Any]:
        """What one of them has."""
        return {name: column[place] for name, column in self.columns.items() if column[place] is not None}


@dataclass(frozen=True, slots=True)
class Left:
    """One row that is not taken over, as it is shown."""

    line: int | None
    member: str | None
    column: str | None
    cell: str | None
    fault: Fault
    refused: bool


@dataclass(frozen=True, slots=True)
class LeftGroup:
    """Rows that are not taken over for one reason: how many, and the first of them."""

    fault: Fault
    refused: bool
    count: int
    first: Sequence[Left]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A question as its form needs it: see `asking.Question` and `asking.Asked`."""

    key: str
    ask: str
    of: str
    kind: str
    choices: Sequence[str]
    needed: bool
    answer: str
    answered: bool
    rows: int
    examples: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What was read, in short. `edition` is that of the answers it was read with."""

    edition: int
    recognised: Sequence[str] = ()
    source: str | None = None
    fault: Left | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    from_words: int = 0
    time_unknown: int = 0
    first: date | None = None
    last: date | None = None
    days: int = 0
    samples: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    left: Sequence[LeftGroup] = ()
    refused: int = 0
    asked: Sequence[AskedOf] = ()
    lacks: bool = False
    header: str | None = None

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def write(folder: Path, brought: Brought, edition: int) -> None:
    """Keep what was read; `told.json` comes last and at once, so that whoever finds it finds the rest."""
    with (folder / ROWS).open("w", encoding="utf-8") as file:
        file.writelines(map(_line, _pieces(brought.rows)))
    with (folder / LEFT).open("w", encoding="utf-8") as file:
        file.writelines(_line(_left(one)) for one in brought.left_out)
    put(folder / TOLD, _told(brought, edition))


def put(path: Path, value: Mapping[str, Any]) -> None:
    """Write a file of JSON at once: nobody ever reads half of it."""
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(json.dumps(value, ensure_ascii=True, default=plain_value), encoding="ascii")
    fresh.replace(path)


def read_told(folder: Path, edition: int) -> Told | None:
    """What was read with the answers of this edition; None where it was not (yet)."""
    found = load(folder / TOLD)
    if found is None or found["edition"] != edition:
        return None
    first, last = found["first"], found["last"]
    return Told(
        **found
        | {
            "first": None if first is None else date.fromisoformat(first),
            "last": None if last is None else date.fromisoformat(last),
            "fault": None if found["fault"] is None else _shown(found["fault"]),
            "left": [
                LeftGroup(_fault(one["fault"]), one["refused"], one["count"], [_shown(each) for each in one["first"]])
                for one in found["left"]
            ],
            "asked": [AskedOf(**one) for one in found["asked"]],
        }
    )


def load(path: Path) -> dict[str, Any] | None:
    """A file of JSON; None where there is none."""
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    return value


def each_piece(folder: Path) -> Iterator[Piece]:
    """The rows, those of one kind together, in the order of the file."""
    with (folder / ROWS).open(encoding="utf-8") as file:
        for line in file:
            yield Piece(**json.loads(line))


def each_left(folder: Path, first: int, most: int) -> list[Left]:
    """So many of those that are left out, from the `first` on."""
    with (folder / LEFT).open(encoding="utf-8") as file:
        return [_shown(json.loads(line)) for line in islice(file, first, first + most)]


def _line(value: Any) -> str:
    return _COMPACT.encode(value) + "\n"


def _pieces(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for first in range(0, len(rows), AT_ONCE):
        by_kind: dict[str, list[Row]] = defaultdict(list)
        for row in rows[first : first + AT_ONCE]:
            by_kind[row.what].append(row)
        for what, some in by_kind.items():
            names = dict.fromkeys(name for row in some for name in row.values)
            yield {
                "what": what,
                "ids": [row.id.hex for row in some],
                "lines": [row.place.line for row in some],
                "columns": {name: _column([row.values.get(name) for row in some]) for name in names},
            }


def _column(values: Sequence[Any]) -> list[Any]:
    """Plain values, each different one made once."""
    plain = {value: plain_value(value) for value in set(values)}
    return [plain[value] for value in values]


def _row(row: Row) -> dict[str, Any]:
    """As JSON takes it with `plain_value` for what it does not know; empty lists are in no row."""
    place = row.place
    values = {"what": row.what, "id": row.id, "day": row.day, "values": row.values}
    return {**values, "line": place.line, "member": place.member}


def _left(one: LeftOut) -> dict[str, Any]:
    return _left_of(one.why, one.place, one.cell, refused=one.refused)


def _left_of(fault: Fault, place: Place, cell: str | None, *, refused: bool) -> dict[str, Any]:
    return {
        "line": place.line,
        "member": place.member,
        "column": place.column,
        "cell": None if cell is None else _plain(cell),
        "fault": {"code": fault.code, "values": {name: _value(value) for name, value in fault.values.items()}},
        "refused": refused,
    }


def _plain(cell: str) -> str:
    """A cell as a page can show it: short, and without what no page and no database can hold."""
    return "".join(letter if letter.isprintable() else " " for letter in cell[: CELL_SHOWN + 1]).strip()


def _value(value: Any) -> Any:
    return value if isinstance(value, int | str | bool) or value is None else str(value)


def _shown(found: Mapping[str, Any]) -> Left:
    return Left(**{**found, "fault": _fault(found["fault"])})


def _fault(found: Mapping[str, Any]) -> Fault:
    return Fault(found["code"], **found["values"])


def _told(brought: Brought, edition: int) -> dict[str, Any]:
    days, fault = brought.days, brought.fault
    samples: dict[str, list[dict[str, Any]]] = {}
    for row in brought.rows:
        some = samples.setdefault(row.what, [])
        if len(some) < FIRST:
            some.append(_row(row))
    return {
        "edition": edition,
        "recognised": list(brought.recognised),
        "source": brought.source,
        "fault": None if fault is None else _left_of(fault.fault, Place(fault.line, fault.member), None, refused=True),
        "counts": brought.counts,
        "from_words": sum(row.values.get("from_words", False) for row in brought.rows),
        "time_unknown": sum(row.values.get("time_unknown", False) for row in brought.rows),
        "first": None if days is None else days[0].isoformat(),
        "last": None if days is None else days[1].isoformat(),
        "days": 0 if days is None else days[2],
        "samples": samples,
        "left": _groups(brought.left_out),
        "refused": sum(one.refused for one in brought.left_out),
        "asked": [_asked(one) for one in brought.asked],
        "lacks": brought.lacks,
        "header": brought.header,
    }


def _groups(left_out: Iterable[LeftOut]) -> list[dict[str, Any]]:
    """By reason, the wrong ones first; of very many reasons the first."""
    groups: dict[tuple[bool, str], dict[str, Any]] = {}
    for one in left_out:
        told = _left(one)
        key = (one.refused, json.dumps(told["fault"], sort_keys=True))
        group = groups.setdefault(key, {"fault": told["fault"], "refused": one.refused, "count": 0, "first": []})
        group["count"] += 1
        if len(group["first"]) < FIRST:
            group["first"].append(told)
    return sorted(groups.values(), key=lambda group: (not group["refused"], -group["count"]))[:GROUPS_MOST]


def _asked(one: Asked) -> dict[str, Any]:
    question = one.question
    return {
        "key": question.key,
        "ask": str(question.ask),
        "of": question.of,
        "kind": question.kind,
        "choices": list(question.choices),
        "needed": question.needed,
        "answer": one.answer,
        "answered": one.answered,
        "rows": one.rows,
        "examples": [_plain(example) for example in one.examples],
    }

"""Rows of a resource as JSON objects, under the names of the exported files.

Rows come as the database driver hands them over, and are written column by column, as the files are: most of what a
list costs is this work. A field that is not recorded is null, and a list of codes that holds none is empty.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from typing import Any, Final

from tracker.domain.values.periods import offset_of
from tracker.fields.field import Field, Kind
from tracker.files.cells import AS_TEXT, AS_VALUES, Converters
from tracker.files.columns import File
from tracker.files.rows import Piece

Fragment = Callable[..., str]
NULL: Final = "null"
DIFFERENT_MOST: Final = 4096
VERSION_LENGTH: Final = 22
MEAN_PLACES: Final = 2


class _Remembered(dict[Any, str]):
    """Fragments by their values, for what is given again and again: looked up in a third of the time of a call."""

    def __init__(self, write: Fragment) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Any) -> str:
        if len(self) >= DIFFERENT_MOST:
            self.clear()
        text = self[value] = self._write(value)
        return text


def _remembered(write: Fragment) -> Fragment:
    return _Remembered(write).__getitem__


def _code(value: str | None) -> str:
    return f'"{value}"' if value else NULL


def _codes(value: Any) -> str:
    if not value:
        return "[]"
    return json.dumps(value.split(" ") if isinstance(value, str) else list(value), separators=(",", ":"))


def _whole(value: int | None) -> str:
    return NULL if value is None else str(value)


def _decimal(value: Any) -> str:
    """A number with no more decimals than it has; a mean has two."""
    if value is None:
        return NULL
    number = round(float(value), 3)
    return str(int(number)) if number.is_integer() else repr(number)


def _mean(value: Any) -> str:
    return NULL if value is None else _decimal(round(float(value), MEAN_PLACES))


def _yes_no(value: Any) -> str:
    return NULL if value is None else "true" if value else "false"


def _opposite(value: Any, *of: Any) -> str:
    return NULL if None in of else _yes_no(None if value is None else not value)


def _text(value: str | None) -> str:
    return json.dumps(value, ensure_ascii=False) if value else NULL


def _plain(value: Any) -> str:
    """SQLite hands it over as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _quoted(write: Callable[[Any], str]) -> Fragment:
    return lambda value: NULL if value is None else f'"{write(value)}"'


def _fragments(write: Converters) -> Mapping[Kind, Fragment]:
    def moment(value: Any, offset: int | None = 0) -> str:
        return NULL if value is None else f'"{write.moment(value, offset or 0)}"'

    def dose_time(day: Any, none_taken: Any, taken_at: Any, offset: int | None) -> str:
        return f'"{write.day(day)}"' if none_taken else moment(taken_at, offset)

    return {
        Kind.IDENTIFIER: _quoted(write.identifier),
        Kind.CODE: _remembered(_code),
        Kind.CODES: _remembered(_codes),
        Kind.DAY: _remembered(_quoted(write.day)),
        Kind.CLOCK: _remembered(_quoted(write.clock)),
        Kind.MOMENT: moment,
        Kind.DOSE_TIME: dose_time,
        Kind.DECIMAL: _decimal,
        Kind.YES_NO: _remembered(_yes_no),
        Kind.NOT_STORED: _opposite,
        Kind.PLAIN_VALUES: _plain,
        **dict.fromkeys((Kind.SCORE, Kind.MINUTES, Kind.WHOLE, Kind.DAYS_LATER), _remembered(_whole)),
        **dict.fromkeys((Kind.LINE, Kind.NOTE, Kind.POINTS, Kind.EXERCISES, Kind.SIDE_EFFECTS), _text),
    }


FRAGMENTS: Final = {id(write): _fragments(write) for write in (AS_TEXT, AS_VALUES)}


def _fragment(field: Field, write: Converters) -> Fragment:
    if field.kind is Kind.DECIMAL and field.places == MEAN_PLACES:
        return _mean
    return FRAGMENTS[id(write)][field.kind]


def objects(file: File, piece: Piece, zone: tzinfo) -> list[str]:
    """Each row of a piece as the text of a JSON object, its version last: what it is called by in `If-Match`.

    A moment that is kept without an offset is told on the clock of the patient, in `zone`.
    """
    return list(map(_versioned, _told(file, piece, zone)))


def plain_objects(file: File, piece: Piece) -> list[str]:
    """The same of rows that are worked out, and have no version."""
    return [f"{{{text}}}" for text in _told(file, piece, UTC)]


class _Shape:
    """How rows of a file are told: the names of its fields, and of each the slots it is in and what writes them."""

    def __init__(self, file: File, write: Converters) -> None:
        self.file = file  # held, so that no other comes to have its id
        self.text = ",".join(f'"{name}":%s' for name in file.header)
        places = {name: place for place, name in enumerate(file.slots)}
        self.fields = [
            (field.name, [places[name] for name in field.stored], _fragment(field, write)) for field in file.columns
        ]
        # Moments that are kept without an offset.
        self.bare = {field.name for field in file.columns if field.kind is Kind.MOMENT and len(field.stored) == 1}


_shapes: dict[tuple[int, int], _Shape] = {}


def _shape(file: File, write: Converters) -> _Shape:
    """Made once for each file; files are declared once and for good."""
    key = id(file), id(write)
    if key not in _shapes:
        _shapes[key] = _Shape(file, write)
    return _shapes[key]


def _told(file: File, piece: Piece, zone: tzinfo) -> Iterable[str]:
    if not piece.rows:
        return ()
    shape, slots, worked_out = _shape(file, piece.write), [*zip(*piece.rows, strict=True)], piece.worked_out
    columns: list[Iterable[str]] = []
    for name, places, fragment in shape.fields:
        values: list[Iterable[Any]] = [slots[place] for place in places]
        if name in worked_out:
            values = [map(worked_out[name], *values)]
        elif name in shape.bare:
            values.append([_offset(value, zone) for value in slots[places[0]]])
        columns.append(map(fragment, *values))
    return map(shape.text.__mod__, zip(*columns, strict=True))


def _offset(value: Any, zone: tzinfo) -> int:
    """How far ahead of UTC the clocks of the zone are at a moment, which SQLite hands over as text."""
    if value is None:
        return 0
    moment = datetime.fromisoformat(value[:19]).replace(tzinfo=UTC) if isinstance(value, str) else value
    return offset_of(moment.astimezone(zone))


def moment(value: datetime, zone: tzinfo) -> str:
    """A moment of a row that is no file's, on the clock of the patient."""
    return value.astimezone(zone).isoformat(timespec="seconds")


def _versioned(text: str) -> str:
    return f'{{{text},"version":"{sha256(text.encode()).hexdigest()[:VERSION_LENGTH]}"}}'


def version_of(written: str) -> str:
    """The version that stands last in an object."""
    return written[-VERSION_LENGTH - 2 : -2]


def joined(objects_: Sequence[str]) -> str:
    """A JSON array of objects that are written already."""
    return f"[{','.join(objects_)}]"

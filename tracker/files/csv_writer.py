"""Writes the rows of a file as CSV: one line a row, cells in quotes but for empty ones, ended by CR LF (RFC 4180).

To some readers an empty cell in quotes is a text, and one text makes a column of numbers a column of texts. A piece is
written column by column, since all cells of a column are made alike and most hold one of a few values.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from tracker.domain.values.rounding import two_decimals
from tracker.fields.field import Field, Kind
from tracker.files.cells import (
    AS_TEXT,
    AS_VALUES,
    YES_NO,
    Converters,
    amount,
    day_score,
    escaped,
    guarded,
    listed,
    opposite,
)
from tracker.files.columns import File
from tracker.files.rows import Piece, by_field

Cell = Callable[..., str]
DIFFERENT_MOST: Final = 4096
LINES_AT_ONCE: Final = 500
DECIMALS: Final[Mapping[int | None, Cell]] = {None: day_score, 2: two_decimals, 3: amount}


class _Remembered(dict[Any, str]):
    """Cells by their values, for what is given again and again. Nothing in them has a quote in it."""

    def __init__(self, write: Cell) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Any) -> str:
        if len(self) >= DIFFERENT_MOST:
            self.clear()
        text = "" if value is None else self._write(value)
        cell = self[value] = f'"{text}"' if text else ""
        return cell


def _remembered(write: Cell) -> Cell:
    return _Remembered(write).__getitem__


def _text(value: str | None) -> str:
    return f'"{escaped(guarded(value))}"' if value else ""


def _plain_values(value: Any) -> str:
    """As JSON that is the same each time."""
    return "" if value is None else _text(json.dumps(value, sort_keys=True, ensure_ascii=False))


def _opposite(value: Any, *of: Any) -> str:
    said = opposite(value, *of)
    return f'"{said}"' if said else ""


def _identifier(write: Converters) -> Cell:
    return lambda value: "" if value is None else f'"{write.identifier(value)}"'


def _dose_time(write: Converters) -> Cell:
    def cell(day: Any, none_taken: Any, taken_at: Any, offset: int | None) -> str:
        return f'"{write.day(day) if none_taken else write.moment(taken_at, offset or 0)}"'

    return cell


def _moment(write: Converters) -> Cell:
    moment = write.moment
    return lambda value, offset=0: "" if value is None else f'"{moment(value, offset)}"'


def _decimal(places: int | None) -> Cell:
    write = DECIMALS[places]
    return lambda value: "" if value is None else f'"{write(value)}"'


def _cells(write: Converters) -> Mapping[Kind, Cell]:
    return {
        Kind.IDENTIFIER: _identifier(write),
        Kind.CODE: _remembered(str),
        Kind.CODES: _remembered(listed),
        Kind.DAY: _remembered(write.day),
        Kind.CLOCK: _remembered(write.clock),
        Kind.MOMENT: _moment(write),
        Kind.DOSE_TIME: _dose_time(write),
        Kind.SHARE: _remembered("{:.3f}".format),
        Kind.YES_NO: _remembered(YES_NO.__getitem__),
        Kind.NOT_STORED: _opposite,
        Kind.PLAIN_VALUES: _plain_values,
        **dict.fromkeys((Kind.SCORE, Kind.MINUTES, Kind.WHOLE, Kind.DAYS_LATER), _remembered(str)),
        **dict.fromkeys((Kind.LINE, Kind.NOTE, Kind.POINTS, Kind.EXERCISES, Kind.SIDE_EFFECTS), _text),
    }


CELLS: Final = {id(write): _cells(write) for write in (AS_TEXT, AS_VALUES)}


def _cell(field: Field, write: Converters) -> Cell:
    if field.kind is Kind.DECIMAL:
        return _decimal(field.places)
    return CELLS[id(write)][field.kind]


def file_bytes(file: File, pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The file in pieces, UTF-8, the header first."""
    yield _joined([",".join(map(_text, file.header))])
    for piece in pieces:
        lines = [*map(",".join, zip(*_columns(file, piece), strict=True))]
        for first in range(0, len(lines), LINES_AT_ONCE):
            yield _joined(lines[first : first + LINES_AT_ONCE])


def _joined(lines: list[str]) -> bytes:
    return "\r\n".join([*lines, ""]).encode()


def _columns(file: File, piece: Piece) -> Iterator[Iterable[str]]:
    """The cells of each column."""
    for field, values in by_field(file, piece):
        yield map(_cell(field, piece.write), *values)

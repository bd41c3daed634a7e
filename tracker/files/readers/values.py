"""From the cells of a row to values, by the same parsing that serves the forms; every wrong cell is named."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Fault, Invalid, Message
from tracker.domain.points.lists import read_typed, settled
from tracker.domain.points.points import Location
from tracker.domain.treatment.sessions import parse_exercises, parse_side_effects
from tracker.domain.values import parsing
from tracker.fields.field import Field, Kind
from tracker.files.cells import unguarded
from tracker.files.columns import File
from tracker.files.readers.csv_file import Cells
from tracker.wording.points import in_a_file

Parser = Callable[[str], Any]
REMEMBERED: Final = 4096
ISO_DAY_LENGTH: Final = 10


def _free(parse: Parser) -> Parser:
    return lambda raw: parse(unguarded(raw))


def _remembered(parse: Parser) -> Parser:
    """People give the same few answers over and over; what is wrong is not remembered."""
    return lru_cache(maxsize=REMEMBERED)(parse)


def _codes(raw: str, words: Mapping[str, str]) -> tuple[str, ...]:
    return parsing.codes(raw.split(";"), words)


def _changed(raw: str) -> dict[str, Any] | None:
    text = parsing.note(raw)
    if text is None:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(Fault("no_json")) from None
    if not isinstance(value, dict):
        raise Invalid(Fault("no_json_object"))
    return value


def points(raw: str) -> tuple[Location, ...]:
    """The locations of a cell. A file cannot be asked: what can mean several points is refused, never guessed."""
    parts = read_typed(raw)
    for fault in filter(None, map(in_a_file, parts)):
        raise Invalid(fault)
    return settled(parts)


def _day_or_moment(raw: str) -> date | datetime | None:
    return parsing.day(raw) if len(raw.strip()) <= ISO_DAY_LENGTH else parsing.moment(raw)


BY_KIND: Final[Mapping[Kind, Parser]] = MappingProxyType(
    {
        Kind.IDENTIFIER: parsing.identifier,
        Kind.DAY: _remembered(parsing.day),
        Kind.CLOCK: _remembered(parsing.clock),
        Kind.MOMENT: parsing.moment,
        Kind.DOSE_TIME: _day_or_moment,
        Kind.YES_NO: parsing.yes_no,
        Kind.NOT_STORED: parsing.yes_no,
        Kind.LINE: _free(parsing.line),
        Kind.NOTE: _free(parsing.note),
        Kind.POINTS: _free(points),
        Kind.EXERCISES: _free(parse_exercises),
        Kind.SIDE_EFFECTS: _free(parse_side_effects),
        Kind.PLAIN_VALUES: _free(_changed),
    }
)


def _parser(column: Field) -> Parser:
    words = dict.fromkeys(column.codes, "")
    if column.kind in BY_KIND:
        return BY_KIND[column.kind]
    if column.kind is Kind.CODE:
        return _remembered(partial(parsing.code, known=words))
    if column.kind is Kind.CODES:
        return _remembered(partial(_codes, words=words))
    assert column.high is not None, "a number that is read has a limit"  # noqa: S101
    if column.kind is Kind.DECIMAL:
        return _remembered(partial(parsing.decimal, high=column.high, places=column.places or 0))
    return _remembered(partial(parsing.whole, low=column.low or 0, high=column.high))


class RowParser:
    """Parses the rows of one file; computed columns are passed over."""

    def __init__(self, file: File) -> None:
        given = [column for column in file.columns if not column.computed]
        self._parsers = {column.name: _parser(column) for column in given}
        self._required = frozenset(column.name for column in given if column.required)
        self._blanks = {name: parse("") for name, parse in self._parsers.items()}

    def parse(self, cells: Cells) -> tuple[dict[str, Any], dict[str, Message]]:
        """The values of the columns that are in the file, and what is wrong by column."""
        values = {name: blank for name, blank in self._blanks.items() if name in cells}
        wrong: dict[str, Message] = {}
        for name, raw in cells.items():
            if not raw or name not in values:  # most cells of most diaries are empty
                continue
            try:
                values[name] = self._parsers[name](raw)
            except Invalid as error:
                wrong[name] = error.message
        for name in self._required:
            if name in values and name not in wrong and values[name] is None:
                wrong[name] = Fault("needed")
        return values, wrong

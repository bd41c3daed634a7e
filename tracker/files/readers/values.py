"""From the cells of a row to values, by the same parsing that serves the forms; every wrong cell is named."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Invalid
from tracker.domain.limits import AMOUNT_HIGH, COST_HIGH
from tracker.domain.points.lists import read_typed, settled
from tracker.domain.points.points import Location
from tracker.domain.treatment.sessions import parse_exercises, parse_side_effects
from tracker.domain.values import parsing
from tracker.files.cells import unguarded
from tracker.files.columns import Column, File, Type
from tracker.files.readers.csv_file import Cells
from tracker.wording.points import in_a_file

Parser = Callable[[str], Any]
NEEDED: Final = "This is needed."
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
        raise Invalid("This does not read as JSON.") from None
    if not isinstance(value, dict):
        raise Invalid("This is not a JSON object.")
    return value


def _points(raw: str) -> tuple[Location, ...]:
    """The locations of a cell. A file cannot be asked: what can mean several points is refused, never guessed."""
    parts = read_typed(raw)
    for fault in filter(None, map(in_a_file, parts)):
        raise Invalid(fault)
    return settled(parts)


def _day_or_moment(raw: str) -> date | datetime | None:
    return parsing.day(raw) if len(raw.strip()) <= ISO_DAY_LENGTH else parsing.moment(raw)


SPECIAL: Final[Mapping[str, Parser]] = MappingProxyType(
    {
        "points": _free(_points),
        "exercises": _free(parse_exercises),
        "side_effects": _free(parse_side_effects),
        "practitioner": _free(parsing.line),
        "other_name": _free(parsing.line),
        "name": _free(parsing.line),
        "activity": _free(parsing.line),
        "by": _free(parsing.line),
        "changed": _free(_changed),
        "cost": partial(parsing.decimal, high=COST_HIGH, places=2),
        "amount": partial(parsing.decimal, high=AMOUNT_HIGH, places=3),
    }
)
BY_TYPE: Final[Mapping[Type, Parser]] = MappingProxyType(
    {
        Type.IDENTIFIER: parsing.identifier,
        Type.DAY: _remembered(parsing.day),
        Type.CLOCK: _remembered(parsing.clock),
        Type.MOMENT: parsing.moment,
        Type.DAY_OR_MOMENT: _day_or_moment,
        Type.YES_NO: parsing.yes_no,
        Type.TEXT: _free(parsing.note),
    }
)


def _parser(column: Column) -> Parser:
    if column.name in SPECIAL:
        return SPECIAL[column.name]
    if column.type is Type.DECIMAL:
        return _remembered(partial(parsing.decimal, high=column.high or 0, places=2))
    if column.type is Type.WHOLE:
        return _remembered(partial(parsing.whole, low=column.low or 0, high=column.high or 0))
    words = dict.fromkeys(column.codes, "")
    if column.type is Type.CODE:
        return _remembered(partial(parsing.code, words=words))
    if column.type is Type.CODES:
        return _remembered(partial(_codes, words=words))
    return BY_TYPE[column.type]


class RowParser:
    """Parses the rows of one file; computed columns are passed over."""

    def __init__(self, file: File) -> None:
        given = [column for column in file.columns if not column.computed]
        self._parsers = {column.name: _parser(column) for column in given}
        self._required = frozenset(column.name for column in given if column.required)
        self._blanks = {name: parse("") for name, parse in self._parsers.items()}

    def parse(self, cells: Cells) -> tuple[dict[str, Any], dict[str, str]]:
        """The values of the columns that are in the file, and what is wrong by column."""
        values = {name: blank for name, blank in self._blanks.items() if name in cells}
        wrong: dict[str, str] = {}
        for name, raw in cells.items():
            if not raw or name not in values:  # most cells of most diaries are empty
                continue
            try:
                values[name] = self._parsers[name](raw)
            except Invalid as error:
                wrong[name] = str(error)
        for name in self._required:
            if name in values and name not in wrong and values[name] is None:
                wrong[name] = NEEDED
        return values, wrong

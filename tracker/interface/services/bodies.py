"""From a body to the values of fields: as strict as JSON lets one be, then judged by what judges the forms.

Each kind of value has one way to be written, which is the one we write ourselves: a day is "2026-03-01" and never
"20260301", a moment has its offset, a number is a number. What a field that may not be given says is passed over, so
that what was read can be sent back whole.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final
from uuid import UUID

from tracker.domain.errors import Fault, Invalid, Message, Problems
from tracker.domain.treatment.sessions import parse_exercises, parse_side_effects
from tracker.domain.values import parsing
from tracker.fields.field import Field, Fields, Kind
from tracker.files.readers.values import points

Values = dict[str, Any]
Parse = Callable[[Any], Any]
VERSION: Final = "version"
LONGEST_NAME: Final = 60
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UUID_TEXT: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def parsed(raw: bytes) -> Mapping[str, Any]:
    """The object that a body holds; `Problems` where it is none, or holds what is not JSON."""
    try:
        value = json.loads(raw.decode(), parse_constant=_no_constant, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise Problems({"": Fault("no_json_here") if not isinstance(error, Invalid) else error.message}) from None
    if not isinstance(value, dict):
        raise Problems({"": Fault("no_object")})
    return value


def _no_constant(_name: str) -> Any:
    raise ValueError


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Invalid(Fault("given_twice"))
    return found


def read(fields: Fields, given: Collection[str], body: Mapping[str, Any], *, id_: tuple[str, str]) -> Values:
    """The values of the fields that may be `given`, each of them; what a body leaves out is not recorded.

    `id_` is the name of the field of the id, and the one in the address. `Problems` by field.
    """
    known, parsers = _declared(fields, frozenset(given))
    wrong: dict[str, Message] = {}
    if not body.keys() <= known:
        wrong = {shown_name(name): Fault("no_such_field") for name in body if name not in known}
    name, meant = id_
    if body.get(name) is not None and str(body[name]).lower() != meant:
        wrong[name] = Fault("other_id")
    values: Values = {}
    for name, parse, required in parsers:
        try:
            values[name] = value = parse(body.get(name))
        except Invalid as error:
            wrong[name] = error.message
            continue
        if required and value is None:
            wrong[name] = Fault("needed")
    if wrong:
        raise Problems(wrong)
    return values


def one_of_its_own(fields: Fields, body: Mapping[str, Any]) -> Values:
    """The values of a body that is no row of a file: all of its fields may be given, and no other."""
    return read(fields, [field.name for field in fields], body, id_=(VERSION, ""))


def day(text: str) -> date:
    """A day as we write it; `Invalid` for all else."""
    found = parsing.day(text) if DAY.fullmatch(text) else None
    if found is None:
        raise Invalid(Fault("no_day"))
    return found


def day_asked(name: str, text: str | None) -> date | None:
    """A day in the query of an address; `Problems` under its name for what is none."""
    try:
        return None if text is None else day(text)
    except Invalid as error:
        raise Problems({name: error.message}) from None


def identifier(text: str) -> UUID:
    """An id in the query of an address; `Invalid` for what is none."""
    found = parsing.identifier(text)
    if found is None:
        raise Invalid(Fault("needed"))
    return found


def shown_name(name: str) -> str:
    """A name that somebody else chose, as it can be told again."""
    return name[:LONGEST_NAME].encode("utf-8", "replace").decode()


def _text(parse: Parse, value: Any) -> Any:
    if value is None:
        return parse("")
    if not isinstance(value, str):
        raise Invalid(Fault("no_text"))
    return parse(value)


def _written(pattern: re.Pattern[str], wrong: str, parse: Parse) -> Parse:
    def read_text(value: Any) -> Any:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise Invalid(Fault(wrong))
        return _text(parse, value)

    return read_text


def _whole(low: int, high: int, value: Any) -> int | None:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e9:  # noqa: PLR2004 - so does JSON Schema
        value = int(value)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid(Fault("no_json_whole"))
    if not low <= value <= high:
        raise Invalid(Fault("no_whole", low=low, high=high, other_digits=False))
    return value


def _decimal(high: int, places: int, value: Any) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Invalid(Fault("no_json_number"))
    if not 0 <= value <= high:
        raise Invalid(Fault("no_number", high=high, other_digits=False))
    exact = Decimal(repr(value))
    if exact != round(exact, places):
        raise Invalid(Fault("too_many_places", places=places))
    return exact.quantize(Decimal(1).scaleb(-places))


def _yes_no(value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise Invalid(Fault("no_true_false"))
    return value


def _code(codes: Mapping[str, str], value: Any) -> Any:
    """One of them as it is: no blanks around it, nothing like it."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Invalid(Fault("no_text"))
    if value not in codes:
        raise Invalid(Fault("choose_one"))
    return value


def _codes(codes: Mapping[str, str], value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or len(set(value)) < len(value):
        raise Invalid(Fault("no_list"))
    if set(value) - set(codes):
        raise Invalid(Fault("choose_some"))
    return tuple(code for code in codes if code in value)


def _plain(value: Any) -> Any:
    if value is not None and not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
        raise Invalid(Fault("no_array_of_objects"))
    return value


PARSERS: Final[Mapping[Kind, Parse]] = {
    Kind.IDENTIFIER: _written(UUID_TEXT, "no_id", parsing.identifier),
    Kind.DAY: _written(DAY, "no_day", parsing.day),
    Kind.CLOCK: _written(CLOCK, "no_time", parsing.clock),
    Kind.MOMENT: _written(MOMENT, "no_moment", parsing.moment),
    Kind.DOSE_TIME: partial(
        _text,
        lambda raw: (PARSERS[Kind.DAY] if DAY.fullmatch(raw) else PARSERS[Kind.MOMENT])(raw),
    ),
    Kind.YES_NO: _yes_no,
    Kind.NOT_STORED: _yes_no,
    Kind.LINE: partial(_text, parsing.line),
    Kind.NOTE: partial(_text, parsing.note),
    Kind.POINTS: partial(_text, points),
    Kind.EXERCISES: partial(_text, parse_exercises),
    Kind.SIDE_EFFECTS: partial(_text, parse_side_effects),
    Kind.PLAIN_VALUES: _plain,
}


Readers = Sequence[tuple[str, Parse, bool]]
_known: dict[tuple[int, frozenset[str]], tuple[Fields, frozenset[str], Readers]] = {}


def _declared(fields: Fields, given: frozenset[str]) -> tuple[frozenset[str], Readers]:
    """The names that a body may have, and of each field that is read what reads it and whether it is needed.

    Made once: fields are declared once and for good, and are held, so that no others come to have their id.
    """
    known = _known.get((id(fields), given))
    if known is None:
        names = frozenset(field.name for field in fields) | {VERSION}
        readers = [(field.name, _parser_of(field), field.required) for field in fields if field.name in given]
        known = _known[id(fields), given] = fields, names, readers
    return known[1], known[2]


def _parser_of(field: Field) -> Parse:
    codes = dict.fromkeys(field.codes, "")
    if field.kind is Kind.CODE:
        return partial(_code, codes)
    if field.kind is Kind.CODES:
        return partial(_codes, codes)
    if field.kind in PARSERS:
        return PARSERS[field.kind]
    assert field.high is not None, "a number that is read has a limit"  # noqa: S101
    if field.kind is Kind.DECIMAL:
        return partial(_decimal, field.high, field.places or 0)
    return partial(_whole, field.low or 0, field.high)

"""Records of another app's file under the rules that check forms: rows to be, or why they are none."""

import uuid
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Fault, Invalid, Message, Problems
from tracker.domain.limits import DISTANCE, EARLIEST_YEAR, SESSION_MINUTES
from tracker.domain.scores.lateness import LATER_OF, days_later
from tracker.domain.values import parsing
from tracker.fields.doses import DOSE
from tracker.fields.entries import ENTRY
from tracker.fields.field import Field, Fields, Kind
from tracker.fields.records import CHANGE, DAY_CONTEXT
from tracker.fields.sessions import SESSION
from tracker.files.readers import records
from tracker.files.readers.records import Maker, Setting
from tracker.importers.assembling import Record
from tracker.importers.contract import Here, LeftOut, Place

NUMBERS: Final = frozenset({Kind.SCORE, Kind.MINUTES, Kind.WHOLE})
TEXTS: Final[Mapping[Kind, Any]] = MappingProxyType({Kind.LINE: parsing.line, Kind.NOTE: parsing.note})
# What a session cannot be longer than here, and what is told of it: the most in hours or kilometres.
LONGEST: Final = (
    ("minutes", SESSION_MINUTES[1], Fault("import_session_too_long", most=SESSION_MINUTES[1] // 60), "min"),
    ("distance_m", DISTANCE[1], Fault("import_way_too_long", most=DISTANCE[1] // 1000), "m"),
)
# Whatever of a row is still to come, one sentence says so: what can be chosen in a form cannot be chosen here.
TO_COME: Final = frozenset(
    {"day_to_come", "dose_to_come", "session_to_come", "still_to_come", "that_day_to_come", "time_to_come"}
)
OURS: Final = ("from_words", "time_unknown")  # what stands beside the fields, and no form asks for


@dataclass(slots=True)
class Row:
    """A row of one of our tables to be: `what` as of its record, `values` by column, `day` the one it belongs to."""

    what: str
    id: uuid.UUID
    day: date
    values: Mapping[str, Any]
    place: Place


def within(record: Record) -> Iterator[LeftOut]:
    """What of a session is longer than one can be here: it is taken out of the record and told, and the rest stays."""
    for name, most, why, unit in LONGEST if record.what == "session" else ():
        value = record.values.get(name)
        if value is not None and value > most:
            del record.values[name]
            yield LeftOut(record.place, why, f"{value} {unit}")


def check(record: Record, here: Here) -> Row | LeftOut:
    """The row of a record, or why it cannot be one: by the cell that is wrong, as the file is read `here`."""
    values = dict(record.values)
    for name, fitting in _CHECKED[record.what]:
        if name in values:
            try:
                values[name] = fitting(values[name])
            except Invalid as refused:
                return _refused(record, name, refused.message)
    beside: dict[str, Any] = {name: values.pop(name) for name in OURS if name in values}
    if record.what == "entry" and beside.get("time_unknown"):
        values["time_known"] = False  # as its own file says it: no time to come can be meant
    try:
        made = _made(record, values, _late_enough(values, beside, here))
    except Problems as problems:
        name, message = next(iter(problems.by_field.items()))
        return _refused(record, name, message)
    made |= beside
    made["entered_at"] = here.now
    given = {name: value for name, value in made.items() if value is not None and value != ()}
    return Row(
        record.what, record.id, made["for_date"] if "for_date" in made else made["local_day"], given, record.place
    )


def _late_enough(values: Mapping[str, Any], beside: Mapping[str, Any], here: Here) -> Here:
    """Noon stands for a time that is not known: early on that day it is no time to come."""
    moment: datetime | None = values.get("started_at") or values.get("taken_at")
    if moment is None or not beside.get("time_unknown") or moment.date() > here.now.astimezone(here.zone).date():
        return here
    return Here(max(here.now, moment), here.zone)


def _made(record: Record, values: dict[str, Any], here: Here) -> dict[str, Any]:
    if _day_of(values).year < EARLIEST_YEAR:
        raise Problems({"for_date": Fault("too_early", year=EARLIEST_YEAR)})
    setting = _setting(here)
    maker, id_name = _MAKERS[record.what]
    if record.what == "entry":
        values |= _lateness(values, values.pop("written_on", None))
    row = maker(record.place.line or 0, {id_name: record.id, **values}, setting)
    assert row is not None, "none of these is ever without a row"  # noqa: S101
    return row.defaults | row.given


class _Every(Container[uuid.UUID]):
    """All ids: what another app's file says of a place is kept as it is written."""

    def __contains__(self, _id: object) -> bool:
        return True


@lru_cache(maxsize=16)
def _setting(here: Here) -> Setting:
    return Setting(here.now, here.zone, _Every())


def _lateness(values: Mapping[str, Any], written_on: date | None) -> dict[str, Any]:
    """Late only where the file itself says when it was written: what is imported is not late for that alone."""
    later = 0 if written_on is None else days_later(values["for_date"], written_on)
    return {"late": later > 0} | {name: later for site, name in LATER_OF.items() if values.get(site) is not None}


def _day_of(values: Mapping[str, Any]) -> date:
    moment: datetime | None = values.get("started_at") or values.get("taken_at")
    day: date = values["for_date"] if moment is None else moment.date()
    return day


def _checked(fields: Fields) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The fields whose values are looked at one by one, each with what gives its value as it takes it, or `Invalid`."""
    numbers = dict.fromkeys(NUMBERS, _number) | {Kind.DECIMAL: _decimal}
    return tuple(
        (field.stored[0], TEXTS.get(field.kind) or partial(numbers[field.kind], field))
        for field in fields
        if field.kind in TEXTS or field.kind in numbers
    )


def _number(field: Field, value: int) -> int:
    if (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
        raise Invalid(Fault("no_whole", low=field.low, high=field.high, other_digits=False))
    return value


def _decimal(field: Field, value: Decimal) -> Decimal:
    places = field.places or 0
    if not 0 <= value <= (field.high or 0):
        raise Invalid(Fault("no_number", high=field.high, other_digits=False))
    if value != round(value, places):
        raise Invalid(Fault("too_many_places", places=places))
    return Decimal(value).quantize(Decimal(1).scaleb(-places))


def _refused(record: Record, name: str, message: Message) -> LeftOut:
    fault = message if isinstance(message, Fault) else Fault("import_no_field")
    if fault.code in TO_COME:
        fault = Fault("import_to_come")
    value = record.values.get(name)
    return LeftOut(record.place, fault, None if value is None else str(value), refused=True)


_CHECKED: Final = MappingProxyType(
    {
        "entry": _checked(ENTRY),
        "session": _checked(SESSION),
        "dose": _checked(DOSE),
        "change": _checked(CHANGE),
        "context": _checked(DAY_CONTEXT),
    }
)
_MAKERS: Final[Mapping[str, tuple[Maker, str]]] = MappingProxyType(
    {
        "entry": (records.entry_record, "entry_id"),
        "session": (records.session_record, "session_id"),
        "dose": (records.dose_record, "dose_id"),
        "change": (records.change_record, "change_id"),
        "context": (records.context_record, "context_id"),
    }
)

"""What is not the same in two rows of one of our files, each field in words."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.values import numbers
from tracker.domain.values.rounding import two_decimals
from tracker.fields.field import Field, Kind
from tracker.files.columns import File
from tracker.wording import bringing, formats
from tracker.wording.language import _

# When and how late a row was written: told only where nothing else differs.
BESIDE: Final = frozenset({"entered_at", "late", "leg_later", "back_later", "imported_from", "time_known"})
# What tells a row from the others of its file, the first that it has.
DAYS: Final = ("for_date", "local_day", "held_on", "started_on", "noted_on", "began_on", "at", "written_at")
NAMES: Final = ("name", "text")


class Difference(NamedTuple):
    """A field that is not the same: what it is, and both of its values."""

    field: str
    here: str
    given: str


def title(file: File, row: Mapping[str, Any], zone: ZoneInfo) -> str:
    """Which row it is: what it is, its kind or its name, its day, and the time of a moment."""
    kind = next(
        (field.titles.get(row["kind"]) for field in file.columns if field.name == "kind" and "kind" in row), None
    )
    name = next((formats.shortly(row[name]) for name in NAMES if row.get(name)), None)
    day = next((row[name] for name in DAYS if row.get(name) is not None), None)
    of_day = None if day is None else _value_words(day, zone, day_alone=True)
    clock = None if row.get("for_time") is None or row.get("time_unknown") else formats.clock(row["for_time"])
    told = [bringing.own_kind(file.name), kind, name, of_day, clock]
    return formats.commas([part for part in told if part])


def differences(
    file: File, names: Collection[str], here: Mapping[str, Any], given: Mapping[str, Any], zone: ZoneInfo
) -> list[Difference]:
    """The fields of the file that are held by the columns `names`, in its order, as they are here and as given."""
    fields = [field for field in file.columns if not field.computed and set(field.stored) & set(names)]
    whole = {**here, **given}
    return [
        Difference(_(field.meaning), _words(field, here, zone), _words(field, whole, zone))
        for field in [field for field in fields if field.name not in BESIDE] or fields
    ]


def _words(field: Field, row: Mapping[str, Any], zone: ZoneInfo) -> str:
    """The value of a field, as people read it."""
    value = row.get("taken_at" if field.kind is Kind.DOSE_TIME else field.stored[0])
    if field.kind is Kind.DOSE_TIME and row.get("none_taken"):
        return bringing.none_taken()
    if field.kind is Kind.NOT_STORED and value is not None:
        value = not value
    if value is None or value in ((), ""):
        return bringing.not_recorded()
    if field.kind is Kind.CODES:
        return formats.commas([field.titles.get(code, code) for code in value])
    if field.kind is Kind.CODE:
        return field.titles.get(value, value)
    return _value_words(value, zone)


def _value_words(value: Any, zone: ZoneInfo, *, day_alone: bool = False) -> str:
    if isinstance(value, datetime):
        return formats.day_year(value.astimezone(zone).date()) if day_alone else formats.moment_year(value, zone)
    return next((said(value) for kind, said in WORDS.items() if isinstance(value, kind)), str(value))


WORDS: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        bool: bringing.yes_or_no,
        date: formats.day_year,
        time: formats.clock,
        Decimal: numbers.typed,
        float: two_decimals,
        dict: lambda value: json.dumps(value, ensure_ascii=False),
    }
)

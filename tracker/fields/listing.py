"""What the diary's list says of a field."""

from collections.abc import Iterable
from typing import Any

from tracker.domain.vocabularies import checked_codes
from tracker.fields.field import Field, Kind
from tracker.wording.formats import commas, minutes
from tracker.wording.language import _


def listed(fields: Iterable[Field], values: Any) -> list[str]:
    """What is said of each field that has a value among the attributes of `values`; 0 is a value."""
    found = ((field, getattr(values, field.name)) for field in fields)
    return [_(field.listed, value=_shown(field, value)) for field, value in found if value not in (None, ())]


def _shown(field: Field, value: Any) -> str:
    if field.kind is Kind.MINUTES:
        return minutes(value)
    if field.kind is Kind.CODE:
        return field.words[value]
    if field.kind is Kind.CODES:
        return commas([field.words[code] for code in checked_codes(value, field.words)])
    return str(value)

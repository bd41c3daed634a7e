"""What a change of a record was: a code and plain facts, from which its words are made whenever somebody reads them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

SAID: Final = "said"
UNDONE: Final = "undone"


@dataclass(frozen=True, slots=True)
class Deed:
    """The `code` of what was done (a key of `wording.changes.TOLD`) and its `facts`, as JSON keeps them."""

    code: str
    facts: Mapping[str, Any]


def deed(code: str, **facts: object) -> Deed:
    """What was done, with each fact as JSON keeps it; facts that are not known are left out."""
    known = {name: plain_value(value) for name, value in facts.items()}
    return Deed(code, {name: value for name, value in known.items() if value is not None})


def undone(of: Deed) -> Deed:
    """That something was taken back."""
    return Deed(UNDONE, {"code": of.code, "facts": of.facts})


def plain_value(value: object) -> Any:
    """A value as JSON keeps it: days, times and moments in ISO 8601, ids and amounts as text, an empty list as None."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, Decimal)):
        return str(value)
    return (list(value) or None) if isinstance(value, tuple) else value

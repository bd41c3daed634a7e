"""What stands in JSON that others wrote, which may be anything: taken where it has the shape that is looked for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from tracker.importers import meanings
from tracker.importers.opening import trimmed

DIGITS_MOST: Final = 15
NOTHING: Final[Mapping[str, Any]] = {}


def mapping(value: Any) -> Mapping[str, Any]:
    """An object; else an empty one."""
    return value if isinstance(value, dict) else NOTHING


def mappings(value: Any) -> Sequence[Mapping[str, Any]]:
    """The objects of a list, those of other shape as empty ones, so that each keeps its number; else nothing."""
    return [mapping(one) for one in value] if isinstance(value, list) else ()


def text(value: Any) -> str:
    """A text, trimmed; a number as it is written; else an empty one."""
    if isinstance(value, str):
        return trimmed(value)
    return str(value) if number(value) is not None else ""


def texts(value: Any) -> tuple[str, ...]:
    """The texts of a list, or of one text with commas, without empty ones; else none."""
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else ()
    return tuple(filter(None, map(text, parts)))


def number(value: Any) -> Decimal | None:
    """A number, also where it is written as a text; None for what is none, has no end, or has very many digits."""
    if isinstance(value, str):
        return meanings.number(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    found = Decimal(value)
    return found if found.is_finite() and abs(found.adjusted()) <= DIGITS_MOST else None


def whole(value: Any) -> int | None:
    """A whole number; None for what is none."""
    if type(value) is int:
        return value if abs(value) < 10 ** (DIGITS_MOST + 1) else None
    found = number(value)
    if found is None or abs(found.adjusted()) > DIGITS_MOST or found != found.to_integral_value():
        return None
    return int(found)

"""From what a person typed (or a file holds) to a value, or to what is wrong with it.

The same functions serve the forms and the import, so both doors refuse the same things. All take raw text and
return a plain value; blank text is None ("not recorded"); they raise `Invalid`.
"""

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeVar

from tracker.domain.errors import Fault, Invalid
from tracker.domain.limits import EARLIEST_YEAR, LINE_LENGTH, NOTE_LENGTH
from tracker.domain.values.numbers import check_spelling, has_other_digits
from tracker.domain.values.text import can_be_kept, is_too_long, normal, shows_something
from tracker.domain.vocabularies import Codes

T = TypeVar("T")
SHORT_MOST = 64  # more than any number, date, id or code has
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(?:[.,]0{1,6})?")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")


def readable(parse: Callable[[str | None], T | None], raw: str | None) -> T | None:
    """What `parse` makes of it; None where it cannot be read, which names nothing either."""
    try:
        return parse(raw)
    except Invalid:
        return None


def storable(raw: str, *, most: int) -> str:
    """The text in composed form with plain line ends; `Invalid` for characters no database can keep.

    `most` is how many characters it may have: what must be longer is refused before it is looked at.
    """
    if is_too_long(raw, most):
        raise Invalid(Fault("too_long", most=most, has=len(raw)) if raw.isascii() else Fault("far_too_long", most=most))
    if "\x00" in raw:
        raise Invalid(Fault("hidden_character"))
    if not can_be_kept(raw):
        raise Invalid(Fault("broken_character"))
    kept = normal("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if len(kept) > most:
        raise Invalid(Fault("too_long", most=most, has=len(kept)))
    return kept


def line(raw: str | None, *, most: int = LINE_LENGTH) -> str | None:
    """One line of text without its outer blanks, at most `most` characters; None when blank.

    `Invalid` for one of which nothing is seen: what is named by it could not be told from what has no name.
    """
    text = storable(" ".join((raw or "").split()), most=most)
    if text and not shows_something(text):
        raise Invalid(Fault("shows_nothing"))
    return text or None


def note(raw: str | None, *, most: int = NOTE_LENGTH) -> str | None:
    """Text of several lines without its outer blanks, at most `most` characters; None when blank."""
    return storable((raw or "").strip().replace("\r\n", "\n"), most=most) or None


def _short(raw: str | None) -> str:
    """What was typed, without its outer blanks, where no honest answer is long: cut off, it stays as wrong as it is."""
    return (raw or "").strip()[:SHORT_MOST]


def whole(raw: str | None, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`, both included; None when blank.

    5.0 is 5, as spreadsheets write it; what may be thousands is refused (`numbers.check_spelling`).
    """
    if not (text := _short(raw)):
        return None
    check_spelling(text, lambda value: value == int(value) and low <= value <= high, whole=True)
    value = int(re.split("[.,]", text)[0]) if _WHOLE.fullmatch(text) else None
    if value is None or not low <= value <= high:
        raise Invalid(Fault("no_whole", low=low, high=high, other_digits=has_other_digits(text)))
    return value


def decimal(raw: str | None, high: int, places: int) -> Decimal | None:
    """A number from 0 to `high` with at most `places` decimals, point or comma; None when blank.

    What may be thousands is refused (`numbers.check_spelling`); `numbers.typed` writes a value so that it is not.
    """
    if not (text := _short(raw)):
        return None
    check_spelling(text, lambda value: 0 <= value <= high and value == round(value, places))
    value = Decimal(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None
    if value is None or value > high:
        raise Invalid(Fault("no_number", high=high, other_digits=has_other_digits(text)))
    if value != round(value, places):
        raise Invalid(Fault("too_many_places", places=places))
    return value.quantize(Decimal(1).scaleb(-places))


def day(raw: str | None) -> date | None:
    """A calendar day written as 2026-03-01; None when blank."""
    if not (text := _short(raw)):
        return None
    if not _ISO_DAY.fullmatch(text):
        raise Invalid(Fault("no_day"))
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise Invalid(Fault("not_in_the_calendar")) from None
    if value.year < EARLIEST_YEAR:
        raise Invalid(Fault("too_early", year=EARLIEST_YEAR))
    return value


def clock(raw: str | None) -> time | None:
    """A time of day written as 18:30, to the minute; None when blank."""
    if not (text := _short(raw)):
        return None
    match = _CLOCK.fullmatch(text)
    if not match:
        raise Invalid(Fault("no_time"))
    return time(int(match[1]), int(match[2]))


def moment(raw: str | None) -> datetime | None:
    """A moment with its offset, such as 2026-03-01T18:30:00+01:00, to the second; None when blank."""
    if not (text := _short(raw)):
        return None
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(Fault("no_moment")) from None
    offset = value.utcoffset()
    if offset is None or offset.total_seconds() % 60 or not EARLIEST_YEAR <= value.year <= 9998:  # noqa: PLR2004
        raise Invalid(Fault("no_moment"))
    return value.replace(microsecond=0)


def code(raw: str | None, known: Codes) -> str | None:
    """One code of a vocabulary; None when blank."""
    if not (text := _short(raw)):
        return None
    if text not in known:
        raise Invalid(Fault("choose_one"))
    return text


def codes(raw: Iterable[str], known: Codes) -> tuple[str, ...]:
    """Codes of a vocabulary in its own order, each once."""
    given = set(map(_short, raw)) - {""}
    if given - set(known):
        raise Invalid(Fault("choose_some"))
    return tuple(value for value in known if value in given)


def yes_no(raw: str | None) -> bool | None:
    """`yes` or `no`; None when blank."""
    text = _short(raw)
    if text not in {"", "yes", "no"}:
        raise Invalid(Fault("yes_or_no"))
    return None if not text else text == "yes"


def identifier(raw: str | None) -> uuid.UUID | None:
    """A UUID in its usual spelling; None when blank."""
    if not (text := _short(raw)):
        return None
    try:
        value = uuid.UUID(text)
    except ValueError:
        raise Invalid(Fault("no_id")) from None
    if str(value) != text.lower():
        raise Invalid(Fault("no_id"))
    return value

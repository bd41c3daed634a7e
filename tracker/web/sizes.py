"""How many bytes a form takes in a request at the most: worked out from its fields, and never kept by hand.

A character takes as many bytes as it does decomposed and percent-encoded, an input its name and what a browser writes
around it. Source: WHATWG URL Standard, application/x-www-form-urlencoded; RFC 7578, multipart/form-data.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final, Protocol

from tracker.domain.values.text import SENT_BYTES_MOST

ASCII_BYTES_MOST: Final = 3
RAW_BYTES_MOST: Final = 12
AROUND_AN_INPUT: Final = 260
# The token, the id, the minute of the page, and what buttons and questions add.
BESIDE_THE_FIELDS: Final = 30 * AROUND_AN_INPUT
# What it was opened with, of each input, as `opened` writes it; and of all together, which it reads no further than.
OPENED_WITH: Final = 900
OPENED_MOST: Final = 60_000


class Sized(Protocol):
    """A field that says how many bytes each of its inputs may take."""

    name: str

    def inputs_most(self) -> Iterable[int]: ...


def of_text(characters: int) -> int:
    """Bytes of so many characters of any script."""
    return characters * SENT_BYTES_MOST


def of_raw(characters: int) -> int:
    """Bytes of so many characters that are counted as they come, composed or not."""
    return characters * RAW_BYTES_MOST


def of_plain(characters: int) -> int:
    """Bytes of so many characters of ASCII."""
    return characters * ASCII_BYTES_MOST


@cache
def of_form(form: Any) -> int:
    """Bytes of a class of forms, each field as long as it may be; needs an app."""
    fields: Iterable[Sized] = form(formdata=None)
    inputs = [size for field in fields for size in _with_question(field)]
    opened = min(OPENED_MOST, OPENED_WITH * len(inputs))
    return BESIDE_THE_FIELDS + opened + sum(AROUND_AN_INPUT + size for size in inputs)


def _with_question(field: Sized) -> Iterable[int]:
    """The inputs, and the answer to what was also changed elsewhere."""
    yield from field.inputs_most()
    yield 0

"""JSON put together from finished pieces, so that a number is written with the very digits it has: 7.10 stays 7.10.

A piece is the text of one JSON value; a blank piece is a value that is not there. Source: FHIR R4 (4.0.1), json.html:
no member is null or empty, the digits of a decimal count, and text holds no control characters but tab and line ends.
"""

import re
from collections.abc import Iterable
from json.encoder import JSONEncoder
from typing import Any, Final

Json = str
ABSENT: Final[Json] = ""
_encode: Final = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLANKS: Final = re.compile(r"[^\S \t\r\n]|\ufeff")
TRUTH: Final[dict[Any, Json]] = {None: ABSENT, True: "true", False: "false"}


def text(value: str | None) -> Json:
    """A text without the characters that no text of FHIR may hold; absent where nothing readable is left.

    Blanks of other widths become plain ones, since the official JSON schema refuses a text for them.
    """
    if not value:
        return ABSENT
    held = _BLANKS.sub(" ", _UNFIT.sub("", value))
    return _encode(held) if held.strip() else ABSENT


def whole(value: int | None) -> Json:
    """A whole number."""
    return ABSENT if value is None else str(int(value))


def fixed(value: Any) -> Json:
    """Anything that is the same in every bundle."""
    return _encode(value)


def obj(**members: Json) -> Json:
    """An object of the members that are there; absent where none is."""
    held = [f'"{name}":{value}' for name, value in members.items() if value]
    return "{" + ",".join(held) + "}" if held else ABSENT


def many(parts: Iterable[Json]) -> Json:
    """A list of the values that are there; absent where none is."""
    held = [part for part in parts if part]
    return "[" + ",".join(held) + "]" if held else ABSENT

"""A patient's own short words on a day, such as "long drive" or "garden": how they are typed, kept and compared.

They are free text: who is not shown notes is not shown them. Source: our own choice.
"""

import re
from collections.abc import Iterable
from typing import Final

from tracker.domain.errors import Fault, Invalid
from tracker.domain.values.finding import folded
from tracker.domain.values.parsing import line, storable

TAGS_MOST: Final = 8
TAG_LENGTH: Final = 40
TYPED_MOST: Final = TAGS_MOST * (TAG_LENGTH + 2)
BETWEEN: Final = "; "
_BREAK: Final = re.compile(r"[,;\n]")


def parse_tags(typed: Iterable[str | None]) -> tuple[str, ...]:
    """The tags of a day, in the order they were given, each once whatever its case and accents.

    Commas, semicolons and ends of lines stand between them. `Invalid` for one that is too long, or for too many.
    """
    found: dict[str, str] = {}
    for text in typed:
        for part in _BREAK.split(storable(text or "", most=TYPED_MOST)):
            tag = line(part, most=TAG_LENGTH)
            if tag is not None:
                found.setdefault(folded(tag), tag)
    if len(found) > TAGS_MOST:
        raise Invalid(Fault("too_many_tags", most=TAGS_MOST))
    return tuple(found.values())


def write_tags(tags: Iterable[str]) -> str:
    """One cell: `garden; long drive`."""
    return BETWEEN.join(tags)


def read_tags(text: str | None) -> tuple[str, ...]:
    """The inverse of `write_tags` of what is stored; none where nothing is, or where it is not shown."""
    return tuple(text.split(BETWEEN)) if text else ()


def own_tags(stored: Iterable[str | None]) -> tuple[str, ...]:
    """Every tag of some days, each once as it was written first, in the order of the days."""
    found: dict[str, str] = {}
    for text in stored:
        for tag in read_tags(text):
            found.setdefault(folded(tag), tag)
    return tuple(found.values())

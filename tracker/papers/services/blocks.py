"""What a paper is made of: sections of sentences, lists, tables and drawings, as plain data for a typesetter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One part under its heading; `level` 2 belongs to the one of level 1 before it."""

    title: str
    blocks: Sequence[Data]
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper: `opening` comes small below the title, `foot` at the foot of each page.

    `typed`: it also holds what was typed for it alone, which no diary keeps.
    """

    title: str
    description: str
    opening: Sequence[str]
    sections: Sequence[Section]
    foot: str
    typed: bool = False


def sentence(text: str, *, soft: bool = False, leads: bool = False, apart: bool = False) -> Data:
    """A paragraph; a soft one is small and pale, one that leads stays on the page of what follows it.

    What stands `apart` has more room above and below.
    """
    return {"kind": "text", "text": text, "soft": soft, "leads": leads, "apart": apart}


def paragraphs(text: str) -> list[Data]:
    """What somebody typed: a blank line ends a paragraph, any other line end stays one."""
    return [sentence(part, apart=True) for part in re.split(r"\n\s*\n", text.strip())]


def listed(items: Sequence[str | tuple[str, str]]) -> Data:
    """A list; of a pair the first is heavier."""
    pairs = [("", item) if isinstance(item, str) else item for item in items]
    return {"kind": "list", "items": [{"lead": lead, "text": text} for lead, text in pairs]}


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Data:
    """A table with a head; `widths` are shares of the room that is left, 0 for as wide as what is in it."""
    return {"kind": "table", "head": list(head), "rows": [list(row) for row in rows], "widths": list(widths)}


def chart(drawing: str, told: str) -> Data:
    """A drawing as SVG, and what it shows for whoever does not see it."""
    return {"kind": "chart", "drawing": drawing, "alt": told}


def key(items: Sequence[tuple[str, str]]) -> Data:
    """What the marks of a drawing mean: small pictures as SVG with their words."""
    return {"kind": "key", "items": [{"drawing": drawing, "text": text} for drawing, text in items]}


def room(lines: int) -> Data:
    """Empty lines to write on by hand."""
    return {"kind": "room", "lines": lines}

"""From a paper to a PDF: tagged as PDF/UA-1 asks, with real text, bookmarks and page numbers.

What persons typed reaches the typesetter as data alone, never as part of its source, so that nothing becomes markup.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import Any, Final, cast

from tracker.papers.services.blocks import Paper
from tracker.papers.services.fonts import FAMILY, UA, fonts, missing_of, not_shown, note_missing
from tracker.papers.services.scripts import cleaned, every_text, in_words, scripts_missing
from tracker.wording import papers as words

SOURCE: Final = Path(__file__).with_name("paper.typ")
DRAWING, TOLD = "drawing", "alt"  # a drawing is XML already; what is told of one needs no font
TRIES: Final = 3


class Size(StrEnum):
    """The papers there are, by the typesetter's names for them."""

    A4 = "a4"
    LETTER = "us-letter"


def pdf_bytes(paper: Paper, size: Size, language: str, made: datetime) -> bytes:
    """The paper as a PDF. The same paper made at the same moment gives the same bytes."""
    from typst import TypstError  # noqa: PLC0415 - it is big, and only papers need it

    data = _each(asdict(paper), cleaned, cleaned)
    for _ in range(TRIES):
        try:
            return _set(_shown(data) | {"size": size.value, "language": language}, made)
        except TypstError as fault:
            lacking = not_shown(fault.diagnostic)
            if not lacking:
                raise
            note_missing(lacking)
    raise RuntimeError("there are letters that no font has, whatever is put in their place")


def _shown(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with what no font has said in words, and a last section that says so."""
    missing = missing_of({letter for text in every_text(_each(data, str, str, told=False)) for letter in text})
    shown = _each(data, lambda text: in_words(text, missing), lambda text: _in_drawing(text, missing))
    if missing:
        said = words.not_shown(scripts_missing(missing))
        blocks = [{"kind": "text", "text": said, "soft": True}]
        shown["sections"].append({"title": words.TITLES["fonts"], "level": 1, "blocks": blocks})
    return cast("dict[str, Any]", shown)


def _in_drawing(text: str, missing: set[str]) -> str:
    return in_words(text, missing, escape)


def _each(data: Any, text: Callable[[str], str], drawing: Callable[[str], str], *, told: bool = True) -> Any:
    """The same data with every text made another, and drawings by a rule of their own."""
    if isinstance(data, str):
        return text(data)
    if isinstance(data, Mapping):
        return {
            name: drawing(value)
            if name == DRAWING
            else (value if told else "")
            if name == TOLD
            else _each(value, text, drawing, told=told)
            for name, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [_each(value, text, drawing, told=told) for value in data]
    return data


def _set(data: Mapping[str, Any], made: datetime) -> bytes:
    from typst import compile as typeset  # noqa: PLC0415 - as above

    whole = {**data, "fonts": [FAMILY], "page": words.TITLES["page"]}
    return typeset(
        SOURCE.read_bytes(),
        format="pdf",
        font_paths=fonts(),
        pdf_standards=[UA],
        timestamp=int(made.timestamp()),
        sys_inputs={"paper": json.dumps(whole)},
    )

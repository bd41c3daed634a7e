"""From a paper to a PDF: tagged as PDF/UA-1 asks, with real text, bookmarks and page numbers.

What persons typed reaches the typesetter as data alone, never as part of its source, so that nothing becomes markup.
It is set by a process of its own that ends with it: the typesetter keeps some 20 MiB of each paper in memory.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import Any, Final, cast

from tracker.papers.services import fonts
from tracker.papers.services.blocks import Paper, sentence
from tracker.papers.services.scripts import breakable, cleaned, every_text, in_words, scripts_missing
from tracker.wording import papers as words

TYPESETTER: Final = Path(__file__).with_name("typesetter.py")
LETTERS_MISSING: Final = 3  # as there, which is never imported here: it brings the typesetter along
SECONDS: Final = 60
TRIES: Final = 3
DRAWING, TOLD = "drawing", "alt"  # a drawing is XML already; what is told of one needs no font


class Size(StrEnum):
    """The papers there are, by the typesetter's names for them."""

    A4 = "a4"
    LETTER = "us-letter"


class NotSet(Exception):
    """The typesetter failed; it says why."""


def pdf_bytes(paper: Paper, size: Size, language: str, made: datetime) -> bytes:
    """The paper as a PDF; the same paper made at the same moment gives the same bytes. Raises `NotSet`."""
    data = _each(asdict(paper), _Rules(cleaned, cleaned, cleaned))
    letters = {letter for text in every_text(_each(data, _Rules(str, str, _nothing))) for letter in text}
    common = {"size": size.value, "language": language, "fonts": [fonts.FAMILY], "page": words.TITLES["page"]}
    for _ in range(TRIES):
        asked = fonts.unknown(letters)
        shown = _shown(data, fonts.known_missing(letters))
        found = _set({"paper": shown | common, "letters": asked, "font": fonts.FAMILY, "made": int(made.timestamp())})
        if isinstance(found, bytes):
            fonts.note(asked, shown=True)
            return found
        fonts.note(found, shown=False)
    raise NotSet("there are letters that no font has, whatever is put in their place")


def _set(asked: Mapping[str, Any]) -> bytes | list[str]:
    """The PDF, or the letters that no font has."""
    done = subprocess.run(  # noqa: S603  our own program, and nothing of a person in its arguments
        [sys.executable, "-I", str(TYPESETTER)],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode == LETTERS_MISSING:
        return cast("list[str]", json.loads(done.stdout))
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout


def _shown(data: Mapping[str, Any], missing: set[str]) -> dict[str, Any]:
    """The data with what no font has said in words, and a last section that says so."""
    rules = _Rules(lambda text: breakable(in_words(text, missing)), lambda text: in_words(text, missing, escape))
    shown = _each(data, rules)
    if missing:
        said = words.not_shown(scripts_missing(missing))
        blocks = [sentence(said, soft=True)]
        shown["sections"].append({"title": words.TITLES["fonts"], "level": 1, "blocks": blocks})
    return cast("dict[str, Any]", shown)


def _nothing(_told: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What becomes of every text of some data, of drawings, and of what is told of them."""

    text: Callable[[str], str]
    drawing: Callable[[str], str]
    told: Callable[[str], str] = str


def _each(data: Any, rules: _Rules) -> Any:
    """The same data with every text made another."""
    if isinstance(data, str):
        return rules.text(data)
    if isinstance(data, Mapping):
        special = {DRAWING: rules.drawing, TOLD: rules.told}
        return {name: special[name](one) if name in special else _each(one, rules) for name, one in data.items()}
    if isinstance(data, list | tuple):
        return [_each(value, rules) for value in data]
    return data

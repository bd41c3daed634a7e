"""From a paper to a PDF: tagged as PDF/UA-1 asks, with real text, bookmarks and page numbers.

What persons typed reaches the typesetter as data alone, never as part of its source, so that nothing becomes markup.
It is set by a process of its own that ends with it: the typesetter keeps some 20 MiB of each paper in memory.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypedDict, cast

from tracker.papers.services import fonts
from tracker.papers.services.blocks import Paper
from tracker.papers.services.plainer import to_blame
from tracker.papers.services.shown import Plain, clean, letters_of, shown
from tracker.wording import papers as words

TYPESETTER: Final = Path(__file__).with_name("typesetter.py")
NOT_ALL_SHOWN: Final = 3  # as there, which is never imported here: it brings the typesetter along
SECONDS: Final = 60
TRIES: Final = 8


class Size(StrEnum):
    """The papers there are, by the typesetter's names for them."""

    A4 = "a4"
    LETTER = "us-letter"


class NotSet(Exception):
    """The typesetter failed; it says why, maybe in words that somebody typed: for no log."""


class NotShown(TypedDict):
    """Letters that no font has, and texts that could not be put together, which may be none that has a name."""

    letters: list[str]
    texts: list[str]


def pdf_bytes(paper: Paper, size: Size, language: str, made: datetime) -> bytes:
    """The paper as a PDF; the same paper made at the same moment gives the same bytes. Raises `NotSet`.

    It comes out whatever was typed: what cannot be shown is said in words, and where the typesetter does not say which
    it is, the paper is made plainer step by step.
    """
    data = clean(asdict(paper))
    letters = letters_of(data)
    common = {"size": size.value, "language": language, "fonts": [fonts.FAMILY], "page": words.TITLES["page"]}
    blamed: set[str] = set()
    plain = Plain.AS_TYPED
    for left in reversed(range(TRIES)):
        asked = fonts.unknown(letters)
        missing = fonts.known_missing(letters) | blamed
        content = shown(data, missing, plain) | common
        found = _set({"paper": content, "letters": asked, "font": fonts.FAMILY, "made": int(made.timestamp())})
        if isinstance(found, bytes):
            fonts.note(asked, shown=True)
            return found
        fonts.note(found["letters"], shown=False)
        more = to_blame(found["texts"]) - missing
        blamed |= more
        if left == 1:
            plain = Plain.ALL_SURE
        elif not more and not found["letters"]:
            plain = Plain(min(plain + 1, Plain.ALL_SURE))
    raise NotSet("there are letters that no font has, whatever is put in their place")


def _set(asked: Mapping[str, Any]) -> bytes | NotShown:
    """The PDF, or what could not be shown."""
    try:
        done = subprocess.run(  # noqa: S603  our own program, and nothing of a person in its arguments
            [sys.executable, "-I", str(TYPESETTER)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotSet(type(error).__name__) from error
    if done.returncode == NOT_ALL_SHOWN:
        return cast("NotShown", json.loads(done.stdout))
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotSet(said or f"the typesetter ended with {done.returncode}")
    return done.stdout

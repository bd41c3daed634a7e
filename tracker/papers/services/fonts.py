"""Which letters the fonts of this machine can show: those that come with the typesetter, then the machine's own."""

import json
import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

FAMILY: Final = "Libertinus Serif"
UA: Final = "ua-1"
PROBE: Final = b"""#set document(title: "letters")
#set text(font: sys.inputs.font)
#for letter in json(bytes(sys.inputs.letters)) [#text(letter) ]
"""
NOT_SHOWN: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
BY_NUMBER: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
OF_PRIVATE_USE: Final = "Co"  # each font shows something else for it, if anything
FIRST_UNUSUAL: Final = "\x7f"
_lock = threading.Lock()
_known: dict[str, bool] = {}


@lru_cache(1)
def fonts() -> Any:
    """All fonts there are; looked for once."""
    from typst import Fonts  # noqa: PLC0415 - it is big, and only papers need it

    return Fonts()


def not_shown(diagnostic: str) -> set[str]:
    """The letters that a typesetter's fault says no font has."""
    texts = (BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), text) for text in NOT_SHOWN.findall(diagnostic))
    return {letter for text in texts for letter in text}


def missing_of(letters: Iterable[str]) -> set[str]:
    """Those of the letters that no font here has. What was asked once is remembered."""
    wanted = {letter for letter in letters if letter >= FIRST_UNUSUAL}
    never = {letter for letter in wanted if unicodedata.category(letter) == OF_PRIVATE_USE}
    with _lock:
        asked = wanted - never - _known.keys()
        if asked:
            lacking = _probed(sorted(asked))
            _known.update((letter, letter not in lacking) for letter in asked)
        return never | {letter for letter in wanted - never if not _known[letter]}


def note_missing(letters: Iterable[str]) -> None:
    """Remember that no font has these."""
    with _lock:
        _known.update(dict.fromkeys(letters, False))


def _probed(letters: list[str]) -> set[str]:
    """PDF/UA forbids an empty box in place of a letter, so that the typesetter names each that it has no font for."""
    from typst import TypstError  # noqa: PLC0415 - as above
    from typst import compile as typeset  # noqa: PLC0415 - as above

    try:
        typeset(
            PROBE,
            format="pdf",
            font_paths=fonts(),
            pdf_standards=[UA],
            sys_inputs={"font": FAMILY, "letters": json.dumps(letters)},
        )
    except TypstError as fault:
        return not_shown(fault.diagnostic)
    return set()

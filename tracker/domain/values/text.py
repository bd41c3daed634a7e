"""The one place where text is composed or taken apart, and where it is asked first whether it is short enough.

Putting the marks of one letter in order takes time by the square of their number: a megabyte of accents takes minutes,
in which nothing else runs. So the characters that came are counted before anything is worked out of them, and where
there are many, their marks are put in order first by a sort. Sources: UAX #15, revision 54, Unicode Normalization
Forms; The Unicode Standard 16, section 3.11, canonical ordering.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
# The most characters, and bytes of an address or a form, that one composed character takes when it comes decomposed.
PARTS_MOST: Final = 4
SENT_BYTES_MOST: Final = 27
AT_ONCE: Final = 400
# Marks, blanks, and what controls or formats; and letters and signs that are drawn as nothing.
UNSEEN_KINDS: Final = frozenset({"Mn", "Mc", "Me", "Zs", "Zl", "Zp", "Cc", "Cf"})
UNSEEN: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
TAKEN_APART: Final[dict[Form, Form]] = {"NFC": "NFD", "NFD": "NFD", "NFKC": "NFKD", "NFKD": "NFKD"}


def is_too_long(text: str, most: int) -> bool:
    """Whether `text` must have more than `most` characters once it is composed, by its raw length alone.

    A composed character comes as four at the most, an ASCII one as itself. Source: UAX #15.
    """
    return len(text) > (most if text.isascii() else most * PARTS_MOST)


def normal(form: Form, text: str) -> str:
    """`text` in a normal form (UAX #15), in time by its length; how long it may be, the caller has asked before."""
    if text.isascii():
        return text
    return unicodedata.normalize(form, text if len(text) <= AT_ONCE else "".join(_ordered(text, TAKEN_APART[form])))


def _ordered(text: str, form: Form) -> Iterator[str]:
    """Taken apart, the marks of each letter in their order: what is in order already is not searched through."""
    apart = "".join(unicodedata.normalize(form, character) for character in text)
    for marks, run in groupby(apart, is_mark):
        characters = list(run)
        yield from sorted(characters, key=unicodedata.combining) if marks else characters


def is_mark(character: str) -> bool:
    """Whether the character is put on the letter before it. Source: The Unicode Standard 16, section 3.11."""
    return unicodedata.combining(character) > 0


def shows_something(text: str) -> bool:
    """Whether anything of the text is seen: marks that are put on a letter, blanks and signs of control show nothing.

    Sources: The Unicode Standard 16, section 4.5, general category; UAX #44, the letters that are ignored by default.
    """
    return any(map(_is_seen, text))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in UNSEEN_KINDS and character not in UNSEEN


def can_be_kept(text: str) -> bool:
    """Whether the text is nothing but characters: half a pair of surrogates is none. Source: RFC 3629, section 3."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

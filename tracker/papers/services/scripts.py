"""What no font here can show, said in words in its place: an empty box would hide that anything stood there."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from tracker.wording import papers as words

# The first word of a letter's name in Unicode says its script, where it is one of these.
SCRIPTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("CJK", "KANGXI"), "chinese"),
    **dict.fromkeys(("HIRAGANA", "KATAKANA"), "japanese"),
    "HANGUL": "korean",
    "ARABIC": "arabic",
    "HEBREW": "hebrew",
    "DEVANAGARI": "devanagari",
    "BENGALI": "bengali",
    "TAMIL": "tamil",
    "TELUGU": "telugu",
    "THAI": "thai",
    "GEORGIAN": "georgian",
    "ARMENIAN": "armenian",
    "ETHIOPIC": "ethiopic",
    "CYRILLIC": "cyrillic",
    "GREEK": "greek",
}
KEPT: Final = frozenset("\n\t")
LONG: Final = re.compile(r"\S{25,}")
PART: Final = re.compile(r".{1,12}")
MAY_BREAK: Final = "\u200b"


def script_of(letter: str) -> str:
    """The code of the script that a letter is of; blank for signs and pictures, which have names of their own."""
    name = unicodedata.name(letter, "")
    return SCRIPTS.get(name.partition(" ")[0].partition("-")[0], "")


def cleaned(text: str) -> str:
    """The text without signs that are no writing: control characters but for line ends and tabs."""
    return "".join(letter for letter in text if letter in KEPT or unicodedata.category(letter) not in {"Cc", "Cs"})


def breakable(text: str) -> str:
    """The text with places where a line may end in words so long that they would run off the paper."""
    return LONG.sub(lambda found: MAY_BREAK.join(PART.findall(found[0])), text)


def in_words(text: str, missing: Collection[str], written: Callable[[str], str] = str) -> str:
    """The text with what is missing in words, `written` as the text is: letters by script, signs by their names."""
    if not any(letter in missing for letter in text):
        return text
    parts = []
    for what, run in groupby(text, lambda letter: _what(letter, missing)):
        found = "".join(run)
        parts.append(
            found if what is None else written(words.instead(what, found, [_name(letter) for letter in found]))
        )
    return "".join(parts)


def _what(letter: str, missing: Collection[str]) -> str | None:
    return script_of(letter) if letter in missing else None


def _name(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


def scripts_missing(missing: Iterable[str]) -> list[str]:
    """The codes of the scripts that something is missing of, each once; a blank stands for signs."""
    return sorted({script_of(letter) for letter in missing})


def every_text(value: Any) -> Iterable[str]:
    """All texts in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from every_text(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from every_text(one)

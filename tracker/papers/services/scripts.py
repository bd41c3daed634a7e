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
PART: Final = 12
MAY_BREAK: Final = "\u200b"
PLANES: Final = range(0, 0x110000, 0x10000)
JOINER: Final = "\u200d"
BLANKS: Final = str.maketrans({"\u1680": " ", "\u2028": "\n", "\u2029": "\n"})  # which fonts draw, or lack
# What Unicode says is never a letter, some of which XML refuses; and the mark of byte order, which PDF/UA forbids.
NO_LETTER: Final = re.compile(
    "[\ufdd0-\ufdef\ufeff" + "".join(f"{chr(n + 0xFFFE)}{chr(n + 0xFFFF)}" for n in PLANES) + "]"
)
CHOOSES_A_LOOK: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def script_of(letter: str) -> str:
    """The code of the script that a letter is of; blank for signs and pictures, which have names of their own."""
    name = unicodedata.name(letter, "")
    return SCRIPTS.get(name.partition(" ")[0].partition("-")[0], "")


def cleaned(text: str) -> str:
    """The text without signs that are no writing: control characters but for line ends and tabs, and no letters."""
    return "".join(letter for letter in text.translate(BLANKS) if letter in KEPT or not _is_no_writing(letter))


def _is_no_writing(letter: str) -> bool:
    return NO_LETTER.match(letter) is not None or unicodedata.category(letter) in {"Cc", "Cs"}


def follows(letter: str) -> bool:
    """Whether it belongs to the letter before it: a mark, a joiner, or a sign that chooses how that one looks."""
    return unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}


def is_silent(letter: str) -> bool:
    """Whether it shows nothing of its own."""
    return unicodedata.category(letter) == "Cf" or CHOOSES_A_LOOK.match(letter) is not None


def breakable(text: str) -> str:
    """The text with places where a line may end in words so long that they would run off the paper."""
    return LONG.sub(lambda found: MAY_BREAK.join(_parts(found[0])), text)


def _parts(word: str) -> list[str]:
    """A long word in parts, never between a letter and what belongs to it."""
    parts, count = [""], 0
    for letter in word:
        own = not follows(letter) and not parts[-1].endswith(JOINER)
        if own and count == PART:
            parts.append("")
            count = 0
        count += own
        parts[-1] += letter
    return parts


def in_words(text: str, missing: Collection[str], written: Callable[[str], str] = str) -> str:
    """The text with what is missing in words, `written` as the text is: letters by script, signs by their names."""
    if not any(letter in missing for letter in text):
        return text
    parts = []
    for what, run in groupby(_each_with_script(text, missing), lambda one: one[1]):
        found = "".join(letter for letter, _script in run)
        if what is None:
            parts.append(found)
            continue
        told = "".join(letter for letter in found if not is_silent(letter))
        parts.append(written(words.instead(what, told, [_name(letter) for letter in told])) if told else "")
    return "".join(parts)


def _each_with_script(text: str, missing: Collection[str]) -> Iterable[tuple[str, str | None]]:
    """Each letter with the script that is said in its place, or nothing; what is silent goes with a missing one."""
    script = None
    for letter in text:
        if script is None or not is_silent(letter):
            script = script_of(letter) if letter in missing else None
        yield letter, script


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

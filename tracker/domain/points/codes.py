"""What one code or name of a point may mean: its readings, never a guess among them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tracker.domain.errors import Fault, Message
from tracker.domain.points import prefixes
from tracker.domain.points.names import FURTHER_NAMES, NAMED_ELSEWHERE, OTHER_CODES, OTHER_EXTRA, SHARED_NAMES, TOGETHER
from tracker.domain.points.points import POINTS
from tracker.domain.values.text import is_mark, normal

_BETWEEN: Final = r"[\s.\-‐‑–]*"
_LETTERS: Final = rf"[^\W\d_](?:{_BETWEEN}[^\W\d_])*"
_NUMBER: Final = r"0*(?P<number>[1-9][0-9]{0,2})(?![0-9])"
_CODE: Final = re.compile(rf"(?P<letters>3\s*[eE]|{_LETTERS}){_BETWEEN}{_NUMBER}(?P<rest>.*)")
_NUMBER_THEN_LETTERS: Final = re.compile(rf"{_NUMBER}{_BETWEEN}(?P<letters>{_LETTERS})")
_NAME_THEN_CODE: Final = re.compile(r"(?P<name>.*[^\W\d_])[\s(\[,:]+(?P<code>[^\W\d_.\-]{1,4}[\s.\-]*[0-9]{1,3})[)\]]*")
_BRACKETED: Final = re.compile(r"[\s(\[]*([0-9]{1,2})[)\]\s]*")
_TONES: Final = frozenset("\u0300\u0301\u0304\u030c")
_VOWELS: Final = frozenset("aeiouAEIOU")
_LOOK_ALIKES: Final = str.maketrans("ерстмвкнаохі", "epctmbkhaoxi")
_WHO: Final[Mapping[str, str]] = {line.casefold(): line for line in prefixes.LINES}
BLADDER: Final = "BL"


@dataclass(frozen=True, slots=True)
class Hints:
    """What decides the order of readings: the languages likely here, the likeliest first; and earlier answers.

    `chosen` are the lines (WHO letters) by the letters for which they were chosen before. Nothing is left out for it.
    """

    languages: Sequence[str] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading: the `codes` of its points (none: it is kept as typed), and `said`, what more is known of it.

    `languages` write this line with these letters; `before` says that it was chosen before.
    """

    codes: tuple[str, ...]
    said: Message = ""
    languages: tuple[str, ...] = ()
    before: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """All readings of a code or name in the order to offer them, `why` there are several, its `letters` to remember."""

    choices: tuple[Choice, ...]
    why: Message = ""
    letters: str = ""

    @property
    def is_one(self) -> bool:
        return len(self.choices) == 1 and bool(self.choices[0].codes) and not self.why


def cleaned(text: str) -> str:
    """`text` in usual letters: wide forms made narrow, tone marks taken from vowels; ü, ä, ö, ž, ż, ł stay."""
    kept: list[str] = []
    base = ""
    for character in normal("NFD", normal("NFKC", text)):
        if not is_mark(character):
            base = character
        elif character in _TONES and base in _VOWELS:
            continue
        kept.append(character)
    return normal("NFC", "".join(kept)).strip()


def plain(text: str) -> str:
    """Small letters and digits of `text`, without accents, spaces, hyphens or other marks, for names."""
    return "".join(c for c in normal("NFKD", text).casefold() if c.isalnum())


def _short(name: str) -> str:
    """A plain Japanese name without its long vowels, however they were written."""
    return name.replace("ou", "o").replace("oo", "o").replace("uu", "u")


def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for code, point in POINTS.items():
        for name in dict.fromkeys(map(plain, (point.name, *point.also, *FURTHER_NAMES.get(code, ())))):
            owners[name] = (*owners.get(name, ()), code)
    return owners | dict(SHARED_NAMES)


_OWNERS: Final[Mapping[str, tuple[str, ...]]] = _owners()
_LONG: Final[Mapping[str, str]] = {
    _short(plain(name)): code
    for code, names in FURTHER_NAMES.items()
    for name in names
    if any(mark in normal("NFD", name) for mark in "\u0304-")
}
_EXTRAS: Final[Mapping[str, str]] = {plain(code): code for code in POINTS if code.startswith("EX")} | dict(OTHER_CODES)


def owners_of(name: str) -> tuple[str, ...]:
    """The codes of the points with this name, in any spelling known; empty for none.

    Sources: see `FURTHER_NAMES` and the WHO Standard Acupuncture Point Locations (2008).
    """
    key = plain(name)
    known = _OWNERS.get(key) or _OWNERS.get(key.replace("lv", "lu").replace("nv", "nu"))
    if known:
        return known
    return (_LONG[_short(key)],) if _short(key) in _LONG else ()


def meaning_of(text: str, hints: Hints, *, old: bool = False) -> Meaning | None:
    """What a code, a name, or a code with its name may mean; None where it is nothing known. Never raises.

    `old` says that the numbers are those of older books. Rules: a reading whose number no point has falls away; of
    several none is chosen. Sources: as for `prefixes` and `names`.
    """
    text = cleaned(text)
    code = _CODE.fullmatch(text)
    if code is not None:
        return _of_code(code["letters"], int(code["number"]), code["rest"], hints, old=old)
    turned = _NUMBER_THEN_LETTERS.fullmatch(text)
    if turned is None:
        return _turned_round(text, hints) or _of_name(text)
    letters = _letters(turned["letters"])
    languages = {language for found in prefixes.READINGS.get(letters, {}).values() for language in found}
    if letters not in _WHO and not languages & prefixes.NUMBER_FIRST:
        return None
    return _of_code(turned["letters"], int(turned["number"]), "", hints, old=False)


def _letters(written: str) -> str:
    """Small letters without what stands between them; Cyrillic letters that look like Latin ones are those."""
    letters = re.sub(_BETWEEN, "", written).casefold()
    turned = letters.translate(_LOOK_ALIKES)
    return turned if turned.isascii() else letters


def _of_code(written: str, number: int, rest: str, hints: Hints, *, old: bool) -> Meaning | None:
    letters = _letters(written)
    choices = _of_letters(letters, number, hints, old=old)
    if not choices:
        return _turned_round(f"{written}{number}", hints) if not rest else None
    if prefixes.LEVELS.get(letters, 0) >= number and not rest.strip():
        choices = (Choice((), Fault("level_of_the_spine", level=f"{written.upper()}{number}")), *choices)
    meaning = Meaning(choices, "", letters)
    if not rest.strip(" ()[].:"):
        return meaning
    bracketed = _BRACKETED.fullmatch(rest)
    return _with_name(meaning, rest) if bracketed is None else _of_pair(meaning, int(bracketed[1]))


def _turned_round(text: str, hints: Hints) -> Meaning | None:
    """A name and then its code ("Huantiao GB30")."""
    match = _NAME_THEN_CODE.fullmatch(text)
    code = None if match is None else _CODE.fullmatch(match["code"])
    if match is None or code is None or not owners_of(match["name"]):
        return None
    return _of_code(code["letters"], int(code["number"]), f" {match['name']}", hints, old=False)


def _of_letters(letters: str, number: int, hints: Hints, *, old: bool) -> tuple[Choice, ...]:
    key = f"{letters}{number}"
    if key in _EXTRAS:
        return (Choice((_EXTRAS[key],)),)
    if key in OTHER_EXTRA:
        of_who, other = OTHER_EXTRA[key]
        return (Choice((), of_who), Choice((other,), Fault("older_number")))
    found = []
    for line, languages in dict(_lines(letters, number, hints, old=old)).items():
        code = f"{line}{prefixes.today_of_old(number) if old and line == BLADDER else number}"
        if code in POINTS:
            found.append(Choice((code,), "", languages, hints.chosen.get(letters) == line))
    return tuple(sorted(found, key=lambda choice: (not choice.before, _rank(choice, hints))))


def _rank(choice: Choice, hints: Hints) -> int:
    places = [place for place, language in enumerate(hints.languages) if language in choice.languages]
    return min(places, default=len(hints.languages))


def _lines(letters: str, number: int, hints: Hints, *, old: bool) -> Iterable[tuple[str, tuple[str, ...]]]:
    if letters in _WHO:
        yield _WHO[letters], ()
        language, other = prefixes.OTHERWISE_IN.get(letters, ("", ""))
        if language in hints.languages or hints.chosen.get(letters, "") == other != "":
            yield other, (language,)
        if old and letters in prefixes.OTHERWISE_OLD:
            yield prefixes.OTHERWISE_OLD[letters], ("en",)
        return
    yield from prefixes.READINGS.get(letters, {}).items()
    line, lowest = prefixes.UNCERTAIN.get(letters, ("", 0))
    if line and number >= lowest:
        yield line, ("porkert",)


def _of_pair(meaning: Meaning, other: int) -> Meaning | None:
    """A code with a second number in brackets: today's number and the old one, or, asked, the other way round."""
    bladder = [choice for choice in meaning.choices if choice.codes and choice.codes[0].startswith(BLADDER)]
    if not bladder:
        return None
    number = int(bladder[0].codes[0].removeprefix(BLADDER))
    if prefixes.old_of_today(number) == other:
        return Meaning((bladder[0],), "", meaning.letters)
    if prefixes.old_of_today(other) != number:
        return None
    today, old = f"{BLADDER}{other}", f"{BLADDER}{number}"
    return Meaning((Choice((today,)), Choice((old,))), _renumbered(today, old))


def _renumbered(today: str, old: str) -> Fault:
    return Fault("point_renumbered", name=POINTS[today].name, today=today, old=old)


def _with_name(meaning: Meaning, rest: str) -> Meaning | None:
    """A code with a name: the points that have both; if none has, those of the name and then those of the code."""
    owners = owners_of(rest)
    if not owners:
        return None
    both = tuple(choice for choice in meaning.choices if set(choice.codes) & set(owners))
    if both:
        return Meaning(both, "" if len(both) == 1 else Fault("points_of_one_code_and_name"), meaning.letters)
    codes = [choice.codes[0] for choice in meaning.choices if choice.codes]
    why = Fault("code_and_name_differ", code=codes[0], name=POINTS[owners[0]].name)
    for code in codes:
        number = int(code.removeprefix(BLADDER)) if code.startswith(BLADDER) else 0
        named = f"{BLADDER}{prefixes.today_of_old(number)}"
        if named in owners and named != code:
            why = _renumbered(named, code)
    return Meaning(tuple(Choice((code,)) for code in (*owners, *codes)), why)


def _of_name(text: str) -> Meaning | None:
    key = plain(text)
    if key in TOGETHER:
        return Meaning((Choice(TOGETHER[key], Fault("all_four")),), Fault("name_of_four_points", name=text))
    owners = owners_of(text)
    if not owners:
        return None
    elsewhere = NAMED_ELSEWHERE.get(key)
    choices = tuple(Choice((code,)) for code in owners)
    if elsewhere is not None:
        return Meaning((*choices, Choice((), elsewhere)), Fault("places_of_one_name"))
    return Meaning(choices, "" if len(owners) == 1 else Fault("points_of_one_name"))

"""How ten languages write the line of a point: letters to WHO letters, as data.

Sources: books, courses and programs of each language, compared one by one. Letters that only a doubtful source gives
are in `UNCERTAIN`: they are shown as a choice, and never make another choice disappear.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LINES: Final = ("LU", "LI", "ST", "SP", "HT", "SI", "BL", "KI", "PC", "TE", "GB", "LR", "GV", "CV")

# By language, in the order of `LINES`: the letters in use, with blanks between them.
_WRITTEN: Final = {
    "de": "Lu|Di Dd|Ma M|Mi MP|He H|Dü Due Du|Bl B|Ni N|KS Pe Pk PC|3E|Gb Gbl Ga G|Le|LG|KG",
    "porkert": "P||||||V|||||||",
    "fr": "P PO|GI|E ES|RP Rte RA|C CO|IG|V VE|R Rn RE|MC EC|TR|VB|F FO|VG DM T|VC RM J",
    "es": "P|IG|E|BP B|C|ID|V|R|MC Pe|TF TR SJ|VB|H|VG Du DM|VC Ren RM",
    "pt": "P|IG|E|BP|C|ID|B|R|CS PC MC|TA SJ|VB|F|VG|VC",
    "it": "P|IC GI|S|MP|C|IT|V|R|MC|TR|VB|F|VG|VC",
    "voll": "P|GI|S|MP|C|IT|V|R|VS|End|VB|F|VG|VC",
    "nl": "LU|LI|ST Maag|SP|HE|SI|BL|KID Nier|P|SJ|GB|LIV|DM|RM",
    "pl": "P|JG|Ż|ST|S|JC|PM|N|O|PO|PŻ|W|GRT|GRP",
    "cs": "P|TS|Ž Z|SS|S|TeS|MM|L|OS|TO|Žl|J|ZS|PS",
    "ru": "P|GI|E|RP|C|IG|V|R|MC|TR|VB|F|VG T|VC J",
    "en": "L|Co|S|Sp|H|Si|B UB|K|P HC Cx|T TW TH TB SJ|G|Liv LV|Gv Go Du|Cv VC Ren Rn",
}
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
ROMAN: Final = "roman"
# Letters that are WHO letters, and in one language those of another line: asked where that language is likely.
OTHERWISE_IN: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({"st": ("pl", "SP")})
# The same in some old English books: asked where the person says that the code is an old one.
OTHERWISE_OLD: Final[Mapping[str, str]] = MappingProxyType({"li": "LR"})
# Letters that a doubtful source has for a line, with the numbers from which they are offered.
UNCERTAIN: Final[Mapping[str, tuple[str, int]]] = MappingProxyType({"f": ("GB", 1), "l": ("SP", 12)})
# Levels of the spine are written like points: letter, highest number.
LEVELS: Final[Mapping[str, int]] = MappingProxyType({"c": 7, "t": 12, "l": 5, "s": 5})

# Books before about 1990 count the outer row of the back first (WHO fixed today's numbers in 1984). Numbers of theirs:
# the outer row is 36 to 49, the inner one 50 to 54; of today's: the inner row is 36 to 40, the outer one 41 to 54.
ROWS_FIRST, ROWS_LAST, INNER_OLD, OUTER_TODAY = 36, 54, 50, 41
INNER_SHIFT, OUTER_SHIFT = 14, 5


def today_of_old(number: int) -> int:
    """Today's number of what older books call BL`number`; 36 to 54 differ, all others are the same.

    Source: the WHO nomenclature of 1984; old is today plus 14 for 36 to 40, and today less 5 for 41 to 54.
    """
    if not ROWS_FIRST <= number <= ROWS_LAST:
        return number
    return number - INNER_SHIFT if number >= INNER_OLD else number + OUTER_SHIFT


def old_of_today(number: int) -> int:
    """The inverse of `today_of_old`: what older books call today's BL`number`.

    Source: as for `today_of_old`.
    """
    if not ROWS_FIRST <= number <= ROWS_LAST:
        return number
    return number - OUTER_SHIFT if number >= OUTER_TODAY else number + INNER_SHIFT


def _readings() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for language, row in _WRITTEN.items():
        for line, letters in zip(LINES, row.split("|"), strict=True):
            for written in letters.split():
                lines = found.setdefault(written.casefold(), {})
                lines[line] = (*lines.get(line, ()), language)
    for line, numeral in zip(LINES, _ROMAN, strict=True):
        found.setdefault(numeral.casefold(), {}).setdefault(line, (ROMAN,))
    return found


# Letters in small letters: the lines they may mean, each with its languages.
READINGS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(_readings())
# Languages that write the number before the letters as well; Roman numerals stand on either side.
NUMBER_FIRST: Final = frozenset({"fr", "ru", ROMAN})

_SPANISH: Final = "ES AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE GQ"
_FRENCH: Final = "FR BE CH LU MC CA SN CI ML DZ MA TN BF BJ CM CD CG GA TG NE MG HT RW BI GN TD"
_COUNTRIES: Final = {
    "fr": _FRENCH,
    "de": "DE AT LI CH LU",
    "es": _SPANISH,
    "pt": "PT BR AO MZ CV",
    "it": "IT SM CH VA",
    "nl": "NL BE SR",
    "pl": "PL",
    "cs": "CZ SK",
    "ru": "RU BY KZ UA KG TJ UZ TM AM AZ MD GE",
    "en": "GB US IE AU NZ CA ZA IN SG HK MT NG KE GH PH JM TT",
}
_FIRST: Final = {"CH": ("de", "fr", "it"), "BE": ("nl", "fr"), "LU": ("fr", "de"), "CA": ("en", "fr")}


def languages_of(country: str | None) -> tuple[str, ...]:
    """The languages of `country` (ISO 3166, two letters) among those whose codes are known, the usual one first.

    Empty where none is known. They only decide the order in which readings of a code are offered. Source: our own list.
    """
    code = (country or "").upper()
    found = tuple(language for language, codes in _COUNTRIES.items() if code in codes.split())
    return _FIRST.get(code, found)

"""How numbers are spelled: what a typed one can mean, and how one is written so that it can be read one way only.

Half of the world writes 1,000 for a thousand and the other half for one. A mark followed by exactly three digits is
therefore refused with both readings, unless the number begins with 0 (0,500 is a half everywhere) or has more than
three digits before the mark (1234,500 is in no groups). Sources: Unicode CLDR 46, number symbols `decimal` and `group`;
BIPM SI brochure, 9th edition, 5.4.4 and resolution 10 of the 22nd CGPM (2003), which set neither mark between groups.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from tracker.domain.errors import Fault, Invalid

MARKS = ".,'’·_ \u00a0\u2009\u202f٬٫"
_EITHER = re.compile(r"[+-]?([1-9][0-9]{0,2})[.,]([0-9]{3})")
_ONE_MARK = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
_GROUPED = re.compile(rf"([+-]?[0-9]{{1,3}})([{MARKS}])([0-9]{{3}}(?:\2[0-9]{{3}})*)(?:([.,])([0-9]+))?")


def plain(value: Decimal) -> str:
    """A decimal without trailing zeros: 400, 0.5, 1.125."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed(value: Decimal) -> str:
    """The same as it is written where it will be read back: 1.125 as 1.1250, which cannot be 1125."""
    text = plain(value)
    return f"{text}0" if _EITHER.fullmatch(text) else text


def check_spelling(text: str, allowed: Callable[[Decimal], bool], *, whole: bool = False) -> None:
    """`Invalid` for a number with marks that may part thousands, with the ways to write what it can mean.

    Only values that are `allowed` are proposed; where none is, the number is out of bounds however it is read.
    """
    if _EITHER.fullmatch(text):
        large, small = Decimal(re.sub("[.,]", "", text)), Decimal(text.replace(",", "."))
        ways = [_proposed(value, whole=whole or value is large) for value in (large, small) if allowed(value)]
        if ways:
            raise Invalid(Fault("two_readings", typed=text, readings=(plain(large), plain(small)), ways=tuple(ways)))
    elif not _ONE_MARK.fullmatch(text) and (match := _GROUPED.fullmatch(text)) and match[4] != match[2]:
        digits = f"{match[1]}{re.sub(f'[{MARKS}]', '', match[3])}"
        value = Decimal(f"{digits}.{match[5]}" if match[5] else digits)
        if allowed(value):
            raise Invalid(Fault("marks_between", number=typed(value)))


def _proposed(value: Decimal, *, whole: bool) -> str:
    text = typed(value)
    return text if whole or "." in text else f"{text}.0"


def has_other_digits(text: str) -> bool:
    """Whether other digits than 0 to 9 were typed, as some keyboards do."""
    return any(sign.isdigit() and not sign.isascii() for sign in text)

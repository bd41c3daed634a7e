"""Acupuncture points: what they are called, how people type them, and on which side a needle went."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Invalid
from tracker.domain.limits import POINTS_MOST
from tracker.domain.point_data import (
    EXTRA_POINTS,
    MERIDIAN_ALIASES,
    MERIDIANS,
    MIDLINE_MERIDIANS,
    OTHER_NAMES,
)
from tracker.domain.vocabularies import POINT_SIDES


@dataclass(frozen=True, slots=True)
class Point:
    """One acupuncture point: canonical `code` ("ST36", "EX-B8"), pinyin `name`, body `region`, `meridian` in words.

    `midline` points have no left or right; `also` holds further names in use.
    Source: WHO Standard Acupuncture Point Locations (2008, ISBN 978 92 9061 248 7); GB/T 40997-2021 (extra points).
    """

    code: str
    name: str
    region: str
    meridian: str
    midline: bool
    also: tuple[str, ...] = ()


def _all_points() -> dict[str, Point]:
    points: dict[str, Point] = {}
    for meridian, words, runs in MERIDIANS:
        named = ((region, name) for region, names in runs for name in names.split())
        for number, (region, name) in enumerate(named, start=1):
            code = f"{meridian}{number}"
            midline = meridian in MIDLINE_MERIDIANS
            points[code] = Point(code, name, region, words, midline, OTHER_NAMES.get(code, ()))
    for code, name, region, midline, also in EXTRA_POINTS:
        points[code] = Point(code, name, region, "Extra", midline, also)
    return points


POINTS: Final[Mapping[str, Point]] = MappingProxyType(_all_points())

# In wide use for sciatica, by place from the spine down, for a picker; a list of habits, not advice.
# Sources: Delphi consensus (doi 10.2147/JPR.S280404); reports of the points of Tu 2024
# (doi 10.1001/jamainternmed.2024.5463), which disagree; traditional use.
SCIATICA_POINTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Low back": ("BL23", "BL25", "BL26", "GV3", "GV4", "EX-B2", "EX-B7", "EX-B8"),
        "Sacrum": ("BL31", "BL32", "BL33", "BL34"),
        "Buttock": ("GB30", "BL54", "BL36"),
        "Thigh": ("BL37", "GB31"),
        "Knee": ("BL40", "GB33"),
        "Lower leg": ("BL57", "GB34", "GB39", "ST36", "SP6"),
        "Ankle": ("BL60", "GB40", "KI3"),
        "Foot": ("GB41", "LR3", "EX-LE10"),
        "Hand": ("EX-UE7", "LI4"),
    }
)

# Traditionally avoided in pregnancy; a review of 15 trials and a cohort of 5,885 women found no objective evidence
# of harm (Carr 2015, doi 10.1136/acupmed-2015-010936). Lists differ; the sacrum, the lower abdomen and ST25 stand
# in some of them.
PREGNANCY_USUAL_POINTS: Final = ("LI4", "SP6", "BL60", "BL67", "GB21")
PREGNANCY_OTHER_POINTS: Final = (
    *("BL31", "BL32", "BL33", "BL34"),
    *("CV3", "CV4", "CV5", "CV6", "CV7", "ST25"),
)
PREGNANCY_CAUTION_POINTS: Final = PREGNANCY_USUAL_POINTS + PREGNANCY_OTHER_POINTS

_LETTERS_THEN_NUMBER = re.compile(r"([a-z]+)0*([1-9][0-9]{0,2})([a-z]*)", re.ASCII)


def _plain(text: str) -> str:
    """Lower-case letters and digits of `text`, without accents, spaces, hyphens or other marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def _prefixes() -> dict[str, str]:
    canonical = {meridian.lower(): meridian for meridian, _, _ in MERIDIANS}
    aliases = {alias.lower(): meridian for alias, meridian in MERIDIAN_ALIASES.items()}
    extras = {_plain(code.rstrip("0123456789")): code.rstrip("0123456789") for code, *_ in EXTRA_POINTS}
    return canonical | aliases | extras


def _owners_of_names() -> dict[str, list[Point]]:
    owners: dict[str, list[Point]] = {}
    for point in POINTS.values():
        for name in (point.name, *point.also):
            owners.setdefault(_plain(name), []).append(point)
    return owners


_PREFIXES: Final = _prefixes()
_OWNERS: Final = _owners_of_names()


def find_point(text: str) -> Point | None:
    """The point that `text` means, or None.

    Understood are codes in any spelling ("ST36", "st-36", "St 36"), the older meridian codes (UB, K, LIV, LV, SJ, TB,
    TW, P, DU, REN), pinyin names with or without spaces and accents ("Zu San Li"), and a code followed by its own
    name ("ST36 Zusanli"). A name that belongs to two points (Futu, Juliao, Wangu, Yinjiao, Zhongdu, Zhongzhu) is not
    guessed at: it gives None.
    """
    plain = _plain(text)
    code = _LETTERS_THEN_NUMBER.fullmatch(plain)
    if code is None:
        owners = _OWNERS.get(plain, [])
        return owners[0] if len(owners) == 1 else None
    prefix, number, name = code.groups()
    point = POINTS.get(f"{_PREFIXES.get(prefix, '')}{number}")
    if point is None or (name and name not in map(_plain, (point.name, *point.also))):
        return None
    return point


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A needle at the point `code`, on a `side` of `POINT_SIDES` or None where the side was not recorded.

    A midline point has the side None or "midline"; every other point None, "left", "right" or "both".
    Raises `Invalid` for an unknown code and for a side that the point does not have.
    """

    code: str
    side: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no needle can be."""
        point = POINTS.get(self.code)
        if point is None:
            raise Invalid(f"“{self.code}” is not the code of a point.")
        if self.side is not None and self.side not in POINT_SIDES:
            raise Invalid(f"“{self.side}” is not a side.")
        if point.midline and self.side not in {None, "midline"}:
            raise Invalid(f"{self.code} lies on the midline, so it has no left or right.")
        if not point.midline and self.side == "midline":
            raise Invalid(f"{self.code} does not lie on the midline. Choose left, right or both.")


_SIDE_WORDS: Final = {
    "left": "left",
    "right": "right",
    "both": "both",
    "bilateral": "both",
    "midline": "midline",
    "l": "left",
    "r": "right",
}
LONGEST_SHOWN: Final = 40
_BETWEEN_POINTS = re.compile(r"[;,\n、；，]")
_SIDE_NOISE = re.compile(r"\b(sides?|on|the|of)\b", re.IGNORECASE)


def _placed(token: str) -> PlacedPoint:
    words = re.findall(r"[^\s()\[\]]+", _SIDE_NOISE.sub(" ", token))
    side = None
    if len(words) > 1 and words[-1].casefold() in _SIDE_WORDS:
        side = _SIDE_WORDS[words.pop().casefold()]
    elif len(words) > 1 and words[0].casefold() in _SIDE_WORDS:
        side = _SIDE_WORDS[words.pop(0).casefold()]
    point = find_point("".join(words))
    if point is None:
        raise Invalid(_not_understood(token, "".join(words)))
    return PlacedPoint(point.code, side)


def _not_understood(token: str, name: str) -> str:
    shown = " ".join(token.split())
    shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
    codes = " and ".join(point.code for point in _OWNERS.get(_plain(name), []))
    if codes:
        return f"“{shown}” is the name of two points, {codes}. Please give the code."
    return f"“{shown}” is not a point we know. Write points like this: BL40 left; GB30 both."


def parse_points(text: str) -> tuple[PlacedPoint, ...]:
    """The points of a typed list, in its order, each once.

    Points stand between commas, semicolons or line ends; each may have a side before or after it: left, right, both
    (bilateral), midline, or L and R. Raises `Invalid` with the first part that was not understood, for a side that a
    point does not have, and for more than `POINTS_MOST` points.
    """
    tokens = (token for token in _BETWEEN_POINTS.split(text) if token.strip())
    placed = tuple(dict.fromkeys(_placed(token) for token in tokens))
    if len(placed) > POINTS_MOST:
        raise Invalid(f"Please give at most {POINTS_MOST} points.")
    return placed


def write_points(points: Iterable[PlacedPoint]) -> str:
    """The canonical text of `points`, "BL40 left; GB30 both; GV4", which `parse_points` reads back unchanged."""
    return "; ".join(p.code if p.side is None else f"{p.code} {p.side}" for p in points)

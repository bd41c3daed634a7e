"""Acupuncture points: what they are called, on which side a needle went, and how they are stored."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault, Invalid
from tracker.domain.values.tables import several, table
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


# Meridian by meridian in the order of their numbers, then the extra points used around the low back and leg.
POINTS: Final[Mapping[str, Point]] = MappingProxyType(
    {
        row["code"]: Point(
            row["code"], row["name"], row["region"], row["meridian"], bool(row["midline"]), several(row["also"])
        )
        for row in table("points")
    }
)

# In wide use for sciatica, by place from the spine down, for a picker; a list of habits, not advice.
# Sources: Delphi consensus (doi 10.2147/JPR.S280404); reports of the points of Tu 2024
# (doi 10.1001/jamainternmed.2024.5463), which disagree; traditional use.
SCIATICA_POINTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {row["place"]: tuple(row["codes"].split()) for row in table("sciatica_points")}
)

# Traditionally avoided in pregnancy; a review of 15 trials and a cohort of 5,885 women found no objective evidence
# of harm (Carr 2015, doi 10.1136/acupmed-2015-010936). Lists differ; the sacrum, the lower abdomen and ST25 stand
# in some of them.
PREGNANCY_USUAL_POINTS: Final = ("LI4", "SP6", "BL60", "BL67", "GB21")
PREGNANCY_OTHER_POINTS: Final = ("BL31", "BL32", "BL33", "BL34", "CV3", "CV4", "CV5", "CV6", "CV7", "ST25")
PREGNANCY_CAUTION_POINTS: Final = PREGNANCY_USUAL_POINTS + PREGNANCY_OTHER_POINTS


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
            raise Invalid(Fault("no_point", code=self.code))
        if self.side is not None and self.side not in POINT_SIDES:
            raise Invalid(Fault("no_side", side=self.side))
        if point.midline and self.side not in {None, "midline"}:
            raise Invalid(Fault("on_the_midline", code=self.code))
        if not point.midline and self.side == "midline":
            raise Invalid(Fault("off_the_midline", code=self.code))


@dataclass(frozen=True, slots=True)
class OtherLocation:
    """A place that is no point of the list, or is not known to be one: kept in the `words` of who wrote it, one line.

    Raises `Invalid` for blank words and for more than one line.
    """

    words: str

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        if not self.words or self.words != " ".join(self.words.split()):
            raise Invalid(Fault("one_line"))


Location = PlacedPoint | OtherLocation
_STORED: Final = re.compile(r'\s*(?:"(?P<words>(?:[^"]|"")*)"\s*(?=;|$)|(?P<point>[^;]*))(?:;|$)')


def parse_points(text: str) -> tuple[Location, ...]:
    """The locations of a stored list, in its order, each once: the inverse of `write_points`.

    The text holds WHO codes, each with its side, and other locations in quotes; nothing in it is ever asked about. What
    reads as neither is kept as it stands, as an other location.
    """
    found = (_stored(match) for match in _STORED.finditer(text))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _stored(match: re.Match[str]) -> Location | None:
    quoted = match["words"]
    words = " ".join((match["point"] if quoted is None else quoted.replace('""', '"')).split())
    if not words:
        return None
    return (canonical(words) if quoted is None else None) or OtherLocation(words)


def canonical(text: str) -> PlacedPoint | None:
    """The point of one part as `write_points` writes it ("BL40 left"), or None. Source: the codes of WHO (2008)."""
    code, blank, side = text.partition(" ")
    try:
        return PlacedPoint(code, side if blank else None)
    except Invalid:
        return None


def write_points(points: Iterable[Location]) -> str:
    """The text that is stored: `BL40 left; GB30 both; "ashi"`, which `parse_points` reads back unchanged.

    Other locations stand in quotes, and a quote in them is doubled.
    """
    return "; ".join(_written(location) for location in points)


def _written(location: Location) -> str:
    if isinstance(location, OtherLocation):
        return '"' + location.words.replace('"', '""') + '"'
    return location.code if location.side is None else f"{location.code} {location.side}"


def codes_of(points: Iterable[Location]) -> tuple[str, ...]:
    """The codes of the points among some locations, in their order. Source: as for `Point`."""
    return tuple(one.code for one in points if isinstance(one, PlacedPoint))

"""The points of several sessions beside each other: one row for each point, from the spine down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.points.points import POINTS, SCIATICA_POINTS, Location, OtherLocation, PlacedPoint

ELSEWHERE, AS_TYPED = "elsewhere", "typed"
PLACE_ORDER: Final = (*SCIATICA_POINTS, ELSEWHERE, AS_TYPED)
_PICKED: Final[Mapping[str, str]] = {code: place for place, codes in SCIATICA_POINTS.items() for code in codes}
_OF_REGION: Final[Mapping[str, str]] = {
    "low back": "low_back",
    "sacrum": "sacrum",
    "buttock": "buttock",
    "thigh": "thigh",
    "knee": "knee",
    "leg": "lower_leg",
    "ankle": "ankle",
    "foot": "foot",
    "hand": "hand",
}
_ORDER: Final[Mapping[str, int]] = {code: number for number, code in enumerate(POINTS)}
UNSAID: Final = "unsaid"


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point or other location: its `title` (a WHO code, or the words as typed), its `name`, blank for words.

    `cells` hold for each session "left", "right", "both", "midline" or "unsaid" where it was needled, None where not.
    """

    title: str
    name: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points of one place of the body, a code of `PLACE_ORDER`."""

    place: str
    rows: tuple[PointRow, ...]


def side_by_side(sessions: Sequence[Sequence[Location]]) -> tuple[PointGroup, ...]:
    """The points of these sessions by place, each place in the order of the meridians, words as typed last.

    A point noted twice for one session, by patient and practitioner, is on both sides where the two name either.
    Source: our own rule; a practitioner who adjusts a prescription reads it point by point.
    """
    found: dict[str, dict[str, dict[int, str]]] = {place: {} for place in PLACE_ORDER}
    for number, locations in enumerate(sessions):
        for location in locations:
            place, title = place_of(location), _title(location)
            cells = found[place].setdefault(title, {})
            side = (location.side if isinstance(location, PlacedPoint) else None) or UNSAID
            cells[number] = joined(cells.get(number), side)
    return tuple(
        PointGroup(place, tuple(_row(title, rows[title], len(sessions)) for title in sorted(rows, key=_by_meridian)))
        for place, rows in found.items()
        if rows
    )


def place_of(location: Location) -> str:
    """The place of the body that a location stands under, a code of `PLACE_ORDER`."""
    if isinstance(location, OtherLocation):
        return AS_TYPED
    return _PICKED.get(location.code) or _OF_REGION.get(POINTS[location.code].region, ELSEWHERE)


def joined(known: str | None, side: str) -> str:
    """Two notes of one needle's side as one: a side that is said counts more than one that is not."""
    if known is None or known in {side, UNSAID}:
        return side
    return known if side == UNSAID else "both"


def _title(location: Location) -> str:
    return location.words if isinstance(location, OtherLocation) else location.code


def _by_meridian(title: str) -> tuple[int, str]:
    return _ORDER.get(title, len(_ORDER)), title


def _row(title: str, cells: Mapping[int, str], sessions: int) -> PointRow:
    name = POINTS[title].name if title in POINTS else ""
    return PointRow(title, name, tuple(cells.get(number) for number in range(sessions)))

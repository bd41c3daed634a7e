"""What people are told of the points they typed: what was understood, what is in doubt, and what is kept as typed."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tracker.domain.points.lists import Option, Part, said_once, settled
from tracker.domain.points.points import POINTS, Location, OtherLocation, PlacedPoint, parse_points
from tracker.domain.points.prefixes import LANGUAGE_WORDS
from tracker.wording import errors
from tracker.wording.formats import commas
from tracker.wording.language import N_, _, ngettext
from tracker.wording.vocabularies import POINT_SIDES

OLD_NUMBERS: Final = (
    "BL36 to BL54 are read with today’s numbers. In books before about 1990 BL54 was the back of the knee, now BL40. "
    "If you mean those, write “BL54 (old)”."
)
SEVERAL: Final = "This code means different points in different books."
BEFORE: Final = "chosen here before"
BESIDE: Final[Mapping[str, str]] = {
    "left": N_("%(point)s left"),
    "right": N_("%(point)s right"),
    "both": N_("%(point)s both"),
    "midline": N_("%(point)s midline"),
}
LANGUAGES_SAID: Final = 3
LONGEST_REMARK: Final = 120


def option_words(option: Option) -> str:
    """One answer to a doubt: "LU7 Lieque, forearm, left" with who writes it so, or what it is kept as.

    Source: names and regions of the WHO Standard Acupuncture Point Locations (2008).
    """
    said = [_place(option), option.choice.said if option.choice.codes else ""]
    languages = [LANGUAGE_WORDS[one] for one in option.choice.languages]
    if languages:
        more = " and others" if len(languages) > LANGUAGES_SAID else ""
        said.append(f"in {', '.join(languages[:LANGUAGES_SAID])}{more}")
    if option.choice.before:
        said.append(BEFORE)
    return "; ".join(filter(None, said))


def _place(option: Option) -> str:
    placed = [one for one in option.locations if isinstance(one, PlacedPoint)]
    if not placed:
        return f"{option.choice.said}: kept as typed" if option.choice.said else "keep it as typed"
    sides = {POINT_SIDES[one.side] for one in placed if one.side is not None}
    if len(placed) == 1:
        point = POINTS[placed[0].code]
        return ", ".join([f"{point.code} {point.name}", point.region, *sides])
    codes = [one.code for one in placed]
    return ", ".join([f"{', '.join(codes[:-1])} and {codes[-1]}", *sides])


def doubt_words(part: Part) -> str:
    """Why a part is asked about. Source: our own form."""
    return errors.said(part.why) or (SEVERAL if part.options else "")


def please_choose(parts: Iterable[Part]) -> str:
    """All doubts of a list at once, for the place beside its field. Source: our own form."""
    named = ", ".join(dict.fromkeys(f"“{part.typed}”" for part in parts))
    return f"Please say below what you mean by {named}."


def understood(parts: Sequence[Part]) -> str:
    """What is settled of a list, in one line; blank where nothing is. Source: our own form."""
    locations = settled(parts)
    return f"Understood: {show_points(locations)}.{_sides(said_once(parts))}" if locations else ""


def _sides(sides: Mapping[str, Sequence[str]]) -> str:
    said = [f" “{side}” counts for {_listed(codes)}." for side, codes in sides.items() if len(codes) > 1]
    return "".join(said)


def _listed(codes: Sequence[str]) -> str:
    return f"{', '.join(codes[:-1])} and {codes[-1]}"


def read_words(points: str, sides: Mapping[str, Sequence[str]]) -> str:
    """What to tell once a list is saved: how it was read (the facts of `as_read`). Source: our own form."""
    text = f"Points: {show_points(parse_points(points))}.{_sides(sides)}"
    return textwrap.shorten(text, LONGEST_REMARK, placeholder=" …")


def in_a_file(part: Part) -> str:
    """Why a part of a cell cannot be read from a file, with every reading and how to write it; blank where it can.

    Source: our own import, which cannot ask.
    """
    if part.side_for is not None and len(part.locations) == 1:
        return f"Please write the side after each point, such as {_code(part.locations[0])} {part.side_for}."
    if not part.options:
        return ""
    readings = [option_words(option) for option in part.options if not _is_kept(option)]
    codes = [_code(one) for option in part.options for one in option.locations if isinstance(one, PlacedPoint)]
    wanted = " or ".join(dict.fromkeys(codes))
    choice = f"Please write {wanted}, or put it in quotes to keep it as typed."
    why = f"{errors.said(part.why)} " if part.why else ""
    return f"{why}“{part.typed}” can be: {' / '.join([*readings, 'as typed'])}. {choice}"


def _is_kept(option: Option) -> bool:
    return all(isinstance(one, OtherLocation) for one in option.locations)


def _code(location: object) -> str:
    return location.code if isinstance(location, PlacedPoint) else ""


def show_points(points: Iterable[Location]) -> str:
    """The list for people: points first, then how many other locations there are and, in quotes, their words."""
    points = tuple(points)
    placed = [point_words(one) for one in points if isinstance(one, PlacedPoint)]
    others = [f"“{one.words}”" for one in points if isinstance(one, OtherLocation)]
    if others:
        words = commas(others)
        placed.append(
            ngettext(
                "%(n)s more location, as typed: %(words)s",
                "%(n)s more locations, as typed: %(words)s",
                len(others),
                words=words,
            )
            if placed
            else ngettext(
                "%(n)s location, as typed: %(words)s", "%(n)s locations, as typed: %(words)s", len(others), words=words
            )
        )
    return "; ".join(placed)


def point_words(point: PlacedPoint) -> str:
    """BL40 left."""
    if point.side is None:
        return point.code
    return _(BESIDE[point.side], point=point.code)

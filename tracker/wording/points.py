"""What people are told of the points they typed: what was understood, what is in doubt, and what is kept as typed."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tracker.domain.points.lists import Option, Part, said_once, settled
from tracker.domain.points.points import POINTS, Location, OtherLocation, PlacedPoint, parse_points
from tracker.domain.points.prefixes import ROMAN
from tracker.wording import errors
from tracker.wording.formats import commas, either, listed
from tracker.wording.language import N_, Words, _, ngettext
from tracker.wording.vocabularies import POINT_SIDES

OLD_NUMBERS: Final = N_(
    "BL36 to BL54 are read with today’s numbers. In books before about 1990 BL54 was the back of the knee, now BL40. "
    "If you mean those, write “BL54 (old)”."
)
SEVERAL: Final = N_("This code means different points in different books.")
BEFORE: Final = N_("chosen here before")
LANGUAGE_WORDS = Words(
    {
        "de": N_("German"),
        "porkert": N_("German, Latin"),
        "fr": N_("French"),
        "es": N_("Spanish"),
        "pt": N_("Portuguese"),
        "it": N_("Italian"),
        "voll": N_("Voll"),
        "nl": N_("Dutch"),
        "pl": N_("Polish"),
        "cs": N_("Czech"),
        "ru": N_("Russian"),
        "en": N_("English"),
        ROMAN: N_("Roman numeral"),
    }
)
# The places of the picker, from the spine down.
PLACES = Words(
    {
        "low_back": N_("Low back"),
        "sacrum": N_("Sacrum"),
        "buttock": N_("Buttock"),
        "thigh": N_("Thigh"),
        "knee": N_("Knee"),
        "lower_leg": N_("Lower leg"),
        "ankle": N_("Ankle"),
        "foot": N_("Foot"),
        "hand": N_("Hand"),
        "elsewhere": N_("Elsewhere"),
        "typed": N_("As typed"),
    }
)
# The side of a needle in a narrow cell; the words beside it are those of `POINT_SIDES`.
SIDES_SHORT = Words(
    {"left": N_("L"), "right": N_("R"), "both": N_("L R"), "midline": N_("•"), "unsaid": N_("•")},
)
# Where a point lies, by the region of its data.
REGIONS = Words(
    {
        "chest": N_("chest"),
        "arm": N_("arm"),
        "elbow": N_("elbow"),
        "forearm": N_("forearm"),
        "wrist": N_("wrist"),
        "hand": N_("hand"),
        "shoulder": N_("shoulder"),
        "neck": N_("neck"),
        "face": N_("face"),
        "head": N_("head"),
        "abdomen": N_("abdomen"),
        "groin": N_("groin"),
        "thigh": N_("thigh"),
        "knee": N_("knee"),
        "leg": N_("leg"),
        "ankle": N_("ankle"),
        "foot": N_("foot"),
        "axilla": N_("axilla"),
        "upper back": N_("upper back"),
        "low back": N_("low back"),
        "sacrum": N_("sacrum"),
        "buttock": N_("buttock"),
        "perineum": N_("perineum"),
        "back": N_("back"),
    }
)
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
    said = [_place(option), errors.said(option.choice.said) if option.choice.codes else ""]
    languages = [LANGUAGE_WORDS[one] for one in option.choice.languages]
    if languages:
        some = commas(languages[:LANGUAGES_SAID])
        said.append(
            _("in %(languages)s and others", languages=some)
            if len(languages) > LANGUAGES_SAID
            else _("in %(languages)s", languages=some)
        )
    if option.choice.before:
        said.append(_(BEFORE))
    return "; ".join(filter(None, said))


def _place(option: Option) -> str:
    placed = [one for one in option.locations if isinstance(one, PlacedPoint)]
    if not placed:
        if option.choice.said:
            return _("%(what)s: kept as typed", what=errors.said(option.choice.said))
        return _("keep it as typed")
    sides = {POINT_SIDES[one.side] for one in placed if one.side is not None}
    if len(placed) == 1:
        point = POINTS[placed[0].code]
        return commas([f"{point.code} {point.name}", REGIONS[point.region], *sides])
    codes = [one.code for one in placed]
    return commas([listed(codes), *sides])


def doubt_words(part: Part) -> str:
    """Why a part is asked about. Source: our own form."""
    return errors.said(part.why) or (_(SEVERAL) if part.options else "")


def please_choose(parts: Iterable[Part]) -> str:
    """All doubts of a list at once, for the place beside its field. Source: our own form."""
    named = commas(list(dict.fromkeys(f"“{part.typed}”" for part in parts)))
    return _("Please say below what you mean by %(named)s.", named=named)


def understood(parts: Sequence[Part]) -> str:
    """What is settled of a list, in one line; blank where nothing is. Source: our own form."""
    locations = settled(parts)
    if not locations:
        return ""
    return " ".join((_("Understood: %(points)s.", points=show_points(locations)), *_sides(said_once(parts))))


def _sides(sides: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        _("“%(side)s” counts for %(codes)s.", side=side, codes=listed(codes))
        for side, codes in sides.items()
        if len(codes) > 1
    ]


def read_words(points: str, sides: Mapping[str, Sequence[str]]) -> str:
    """What to tell once a list is saved: how it was read (the facts of `as_read`). Source: our own form."""
    text = " ".join((_("Points: %(points)s.", points=show_points(parse_points(points))), *_sides(sides)))
    return textwrap.shorten(text, LONGEST_REMARK, placeholder=" …")


def in_a_file(part: Part) -> str:
    """Why a part of a cell cannot be read from a file, with every reading and how to write it; blank where it can.

    Source: our own import, which cannot ask.
    """
    if part.side_for is not None and len(part.locations) == 1:
        return _(
            "Please write the side after each point, such as %(point)s %(side)s.",
            point=_code(part.locations[0]),
            side=part.side_for,
        )
    if not part.options:
        return ""
    readings = [option_words(option) for option in part.options if not _is_kept(option)]
    codes = [_code(one) for option in part.options for one in option.locations if isinstance(one, PlacedPoint)]
    wanted = either(list(dict.fromkeys(codes)))
    said = (
        errors.said(part.why),
        _("“%(typed)s” can be: %(readings)s.", typed=part.typed, readings=" / ".join([*readings, _("as typed")])),
        _("Please write %(codes)s, or put it in quotes to keep it as typed.", codes=wanted),
    )
    return " ".join(filter(None, said))


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

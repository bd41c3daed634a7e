"""Where a pain was: what the places of the body that other apps name are here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tracker.domain import vocabularies
from tracker.domain.limits import LINE_LENGTH
from tracker.importers import meanings
from tracker.importers.asking import NO_PAIN, SITES, ZERO, Ask, Asking, Question
from tracker.importers.meanings import Meaning
from tracker.wording import readings

# The first that is found in a place's name is its region; knees, hips and ankles by themselves are none of sciatica.
REGIONS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        region: re.compile(words, re.IGNORECASE)
        for region, words in {
            "big_toe": r"\b(?:big|great)[ _-]toe",
            "other_toes": r"\btoe",
            "heel": r"\bheel",
            "foot_sole": r"\b(?:sole\b|foot[ _-](?:sole|bottom))",
            "foot_top": r"\b(?:top[ _-]of[ _-](?:the[ _-])?foot|foot[ _-]top|instep)",
            "outer_foot": r"\bouter[ _-](?:(?:left|right)[ _-])?foot",
            "calf": r"\bcal(?:f|ves)\b",
            "shin": r"\bshin",
            "outer_leg": r"\bouter[ _-](?:(?:left|right)[ _-])?(?:lower[ _-])?leg",
            "knee_back": r"\b(?:knee[ _-]back|back[ _-]of[ _-](?:the[ _-])?knee|hollow[ _-]of[ _-]the[ _-]knee)",
            "thigh_back": r"\b(?:thigh[ _-]back|back[ _-]of[ _-](?:the[ _-])?thigh|hamstring)",
            "thigh_front": r"\b(?:thigh[ _-]front|front[ _-]of[ _-](?:the[ _-])?thigh|quad)",
            "thigh_side": r"\b(?:thigh[ _-]side|side[ _-]of[ _-](?:the[ _-])?thigh|outer[ _-]thigh)",
            "buttock": r"\b(?:buttock|glute)",
            "low_back": r"\b(?:low(?:er)?[ _-]?back|back[ _-]\(?low(?:er)?|lumbar|lumbago)",
        }.items()
    }
)
_LEFT: Final = re.compile(r"(?:\b|_)(?:left|links?|linke[rsn]?)(?:\b|_)", re.IGNORECASE)
_RIGHT: Final = re.compile(r"(?:\b|_)(?:right|rechts?|rechte[rsn]?)(?:\b|_)", re.IGNORECASE)
_BOTH: Final = re.compile(r"(?:\b|_)(?:both|beide)(?:\b|_)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Located:
    """What the names of one pain's places come to. `sites`: of "leg" and "back" those it counts for."""

    sites: tuple[str, ...] = ()
    side: str | None = None
    regions: tuple[str, ...] = ()
    undecided: bool = False
    """It has places of both, and the person has not said what its one number stands for."""


def located(names: Iterable[str], asking: Asking, example: str | None = None) -> Located:
    """Where one number with these places counts.

    A place of the leg or the low back counts for it; for both only as the person says, once a file. Where there is
    neither, each other name is asked about; a head never is.
    """
    known = [(name, site) for name in names if (site := _site(name))]
    sites = tuple(site for site in ("leg", "back") if any(site == found for _name, found in known))
    named = tuple(found for name, _site in known if (found := region(name)))
    regions = vocabularies.checked_codes(named, vocabularies.REGIONS)
    legs = [name for name, found in known if found == "leg"]
    if len(sites) > 1:
        chosen = of_both(asking, example)
        return Located(chosen, side(legs), regions, undecided=not chosen)
    if not sites:
        asked = [(name, meanings.sites(name, asking, of_pain=True, example=example)) for name in names]
        sites = tuple(site for site in ("leg", "back") if any(site in found for _name, found in asked))
        legs = [name for name, found in asked if "leg" in found]
    return Located(sites, side(legs), regions)


def of_both(asking: Asking, example: str | None = None) -> tuple[str, ...]:
    """What one number with places of the leg and of the back counts for, as the person says; else for neither."""
    return meanings.chosen_sites(asking.answer(Question(Ask.BOTH, SITES), example))


def one_number(sites: Sequence[str], *, of_zero: bool = False) -> tuple[str, ...]:
    """What the note says where one number of a file became two scores; `of_zero`: it is a 0 that names no place."""
    if of_zero:
        return (readings.zero(),)
    return (readings.one_number(),) if len(sites) > 1 else ()


def of_zero(asking: Asking, example: str | None = None) -> tuple[str, ...]:
    """What a 0 without a place counts for: leg and back where the person says that it means no pain; else nothing."""
    return ("leg", "back") if asking.answer(Question(Ask.ZERO, ZERO), example) == NO_PAIN else ()


def nowhere(asking: Asking, example: str | None = None) -> tuple[str, ...]:
    """What pain counts for that no place is named of, as the person says, once a file; else for nothing."""
    return meanings.chosen_sites(asking.answer(Question(Ask.SITE, SITES), example))


def side(names: Iterable[str]) -> str | None:
    """Left, right or both, as the names of places say; None where they say neither."""
    found = {one for name in names for one in _sides(name[:LINE_LENGTH])}
    return None if not found else found.pop() if len(found) == 1 else "both"


def region(name: str) -> str | None:
    """Our region of a place; None where the name is wider than one, or none of ours."""
    return _region(name[:LINE_LENGTH])


@lru_cache(maxsize=1024)
def _region(name: str) -> str | None:
    return next((code for code, words in REGIONS.items() if words.search(name)), None)


def _site(name: str) -> str | None:
    found = meanings.meaning(name, of_pain=True)
    if found in (Meaning.LEG, Meaning.BACK):
        return str(found)
    return "leg" if region(name) == "knee_back" else None


@lru_cache(maxsize=1024)
def _sides(name: str) -> tuple[str, ...]:
    if _BOTH.search(name):
        return ("left", "right")
    return tuple(code for code, words in (("left", _LEFT), ("right", _RIGHT)) if words.search(name))

"""Trackers, scales and tags that a person named: what a number or a mark under such a name becomes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from tracker.domain.errors import Fault
from tracker.domain.limits import LINE_LENGTH
from tracker.importers import meanings
from tracker.importers.asking import NO_YES, Ask, Asking, Question
from tracker.importers.contract import LeftOut, Place, Score, Session, When
from tracker.importers.meanings import Meaning, Strength

TOPS: Final = ("10", "5", "4", "3", "100")
WORDED: Final = (3, 4)  # scales that go by their words


def top_of(name: str, asking: Asking, example: str) -> int:
    """The top of the scale of a tracker, as the person says, for the file does not: 10 until then."""
    return int(asking.answer(Question(Ask.SCALE, TOPS, of=name[:LINE_LENGTH]), example))


def scored(
    place: Place, when: When, name: str, cell: str, asking: Asking, *, words: Sequence[str] = ()
) -> Score | LeftOut:
    """The score of a number under a name; left out where the name is of no pain, or the number of no scale."""
    sites = sites_of(name, asking, cell)
    if isinstance(sites, Fault):
        return LeftOut(place, sites, name)
    value = meanings.number(cell)
    if value is None:
        return LeftOut(place, Fault("import_no_strength"), cell, refused=True)
    top = top_of(name, asking, cell)
    strength = meanings.strength(value, top)
    if strength is None:
        return LeftOut(place, Fault("import_out_of_range"), cell, refused=True)
    return score(place, when, sites, strength, f"{name}: {plain(value)}", words=words, from_words=top in WORDED)


def worded(place: Place, when: When, name: str, cell: str, top: int, asking: Asking) -> Score | LeftOut:
    """The same of a scale from 0 to `top` that the app shows in words: only where words are to become numbers."""
    sites = sites_of(name, asking, cell)
    if isinstance(sites, Fault):
        return LeftOut(place, sites, name)
    strength = meanings.rated(cell, top)
    if strength is None:
        return LeftOut(place, Fault("import_out_of_range"), cell, refused=True)
    if not meanings.words_wanted(asking, f"{name}: {cell}"):
        return LeftOut(place, Fault("import_words"), f"{name}: {cell}")
    return score(place, when, sites, strength, f"{name}: {cell}", from_words=True)


def sites_of(name: str, asking: Asking, example: str | None = None) -> tuple[str, ...] | Fault:
    """What a number under this name counts for, "leg", "back" or "numb"; or why it counts for nothing."""
    about = meanings.meaning(name)
    if about is Meaning.NUMB:
        return ("numb",)
    if about is Meaning.NOTHING:
        return Fault("import_no_field")
    return meanings.sites(name[:LINE_LENGTH], asking, example=example) or Fault("import_not_leg_or_back")


def score(
    place: Place,
    when: When,
    sites: Sequence[str],
    strength: Strength,
    named: str,
    *,
    words: Sequence[str] = (),
    from_words: bool = False,
) -> Score:
    """A score for these sites. What the file calls it is said where the number is another one now."""
    leg, back, numb = (strength.score if site in sites else None for site in ("leg", "back", "numb"))
    said = (named,) if strength.changed else ()
    kept = tuple(filter(None, words))
    return Score(
        place=place,
        when=when,
        leg=leg,
        back=back,
        numbness=numb,
        words=kept,
        said=said,
        named=named,
        from_words=from_words,
    )


def offered(
    place: Place, when: When, name: str, asking: Asking, *, minutes: int | None = None, words: Sequence[str] = ()
) -> Session | None:
    """The session that a tag or a tracker of this name may stand for, on offer; None where it is of no treatment."""
    kind = meanings.treatment(name)
    if kind is None:
        return None
    name = name[:LINE_LENGTH]
    asking.answer(Question(Ask.OFFER, NO_YES, of=name, kind=kind), name)
    return Session(place=place, when=when, kind=kind, minutes=minutes, offer=name, words=tuple(filter(None, words)))


def plain(value: Decimal) -> str:
    """A number without zeros at its end: 7.5, 6."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

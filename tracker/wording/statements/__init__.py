"""Every statement of the pages for everyone: its words, its sources, when they were read, by when to look again."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from tracker.wording.sources import Source
from tracker.wording.statements import care, checklist, claims, evidence, signs, trials
from tracker.wording.statements.statement import Place, Statement

__all__ = ["ALL", "BY_CODE", "Place", "Readings", "Statement", "due", "readings_of"]

ALL: Final[tuple[Statement, ...]] = (
    *evidence.IN_SHORT,
    trials.TRIAL,
    *trials.STUDIES,
    *trials.GUIDELINES,
    *care.OTHER_CARE,
    *evidence.BY_ITSELF,
    *evidence.SIDE_EFFECTS,
    *evidence.HEAT,
    *claims.CLAIMS,
    *evidence.COUNTING,
    *evidence.CANNOT_TELL,
    *checklist.CHECKLIST,
    *signs.SIGNS,
)
BY_CODE: Final = {one.code: one for one in ALL}


def due(on: date, statements: Iterable[Statement] = ALL) -> list[Statement]:
    """The statements whose sources are to be looked at again by then, the longest due first."""
    return sorted((one for one in statements if one.look_again_by <= on), key=lambda one: (one.look_again_by, one.code))


class Readings(NamedTuple):
    """What several statements were read in, each source once, and the days that all of them share."""

    sources: tuple[Source, ...]
    read_on: date
    look_again_by: date


def readings_of(statements: Iterable[Statement]) -> Readings:
    """What `statements`, one at least, were read in, in their order."""
    found = list(statements)
    named = dict.fromkeys(source for one in found for source in one.sources)
    return Readings(tuple(named), min(one.read_on for one in found), min(one.look_again_by for one in found))

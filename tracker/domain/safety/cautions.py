"""Cautions: what a person carries that a practitioner should know before they treat. Shown, never a block."""

from datetime import date
from typing import Final, NamedTuple

from tracker.domain.vocabularies import by_name

CAUTIONS: Final = by_name["cautions"]


class Carried(NamedTuple):
    """One caution that holds now: its code, what was written beside it, and the day it was last said to be true."""

    kind: str
    note: str | None
    confirmed_on: date

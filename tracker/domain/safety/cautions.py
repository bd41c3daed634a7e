"""Cautions: what a person carries that a practitioner should know before they treat. Shown, never a block."""

from datetime import date
from typing import Final, NamedTuple

CAUTIONS: Final = (
    *("blood_thinner", "bleeding_disorder", "implanted_device", "pregnancy", "skin_problem", "numb_area"),
    *("weak_immune_system", "epilepsy", "needle_fear", "metal_allergy", "other"),
)


class Carried(NamedTuple):
    """One caution that holds now: its code, what was written beside it, and the day it was last said to be true."""

    kind: str
    note: str | None
    confirmed_on: date

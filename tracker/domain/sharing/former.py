"""How a share came to its end, in words for the practitioner it was with, and what they keep of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

ERASED: Final = "erased"
PAUSED: Final = "paused"
NARROWED: Final = "narrowed"
RESTORED: Final = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing a practitioner wrote. `day` is that of what it was about: a session of `kind`, or warning signs.

    `lines` are a label each (empty where there is only one text) and the words. `kind_within` says the kind as it
    stands within a sentence.
    """

    title: str
    at: datetime
    lines: tuple[tuple[str, str], ...]
    day: date | None = None
    kind: str | None = None
    kind_within: str | None = None
    corrected_at: datetime | None = None

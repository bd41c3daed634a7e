"""How a share came to its end, in words for the practitioner it was with, and what they keep of it."""

from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from tracker.domain.sharing.access_log import Actor
from tracker.domain.vocabularies import Words

ERASED: Final = "erased"
PAUSED: Final = "paused"
NARROWED: Final = "narrowed"
RESTORED: Final = "restored"
# Who ended it; the codes are those of who acts in the log of looks, two of an account that is gone or off, one where
# only that it had ended is known, and one of a share that goes on with fewer days.
HOW_ENDED: Final[Words] = MappingProxyType(
    {
        Actor.PATIENT.value: "{} ended the share",
        Actor.PRACTITIONER.value: "You ended the share",
        Actor.NOBODY.value: "The share ended by itself, after the last day that {} had set",
        ERASED: "{} deleted their account",
        RESTORED: "The share ended, and a backup that was brought back since does not say who ended it",
        NARROWED: "{} shows you fewer days than before",
        PAUSED: "The account of {} is switched off for now. Nothing of the record is shown to anybody",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing a practitioner wrote. `day` is that of what it was about: a session of `kind`, or warning signs.

    `lines` are a label each (empty where there is only one text) and the words.
    """

    title: str
    at: datetime
    lines: tuple[tuple[str, str], ...]
    day: date | None = None
    kind: str | None = None
    corrected_at: datetime | None = None


def how_ended(code: str | None, name: str) -> str:
    """Who ended a share with the patient `name`, as a sentence without its full stop.

    `code` is one of `HOW_ENDED`; whatever else, an older record among them, is said to have ended by itself. Raises
    nothing. Source: the app's own rule that both sides of a share can read who ended it.
    """
    return HOW_ENDED.get(code or "", HOW_ENDED[Actor.NOBODY.value]).format(name)

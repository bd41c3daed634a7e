"""The choices of who shares a record: from when, and until when."""

from tracker.domain.sharing.terms import MONTHS_USUAL
from tracker.wording.language import N_, Words

SINCE = Words(
    {
        "everything": N_("Everything"),
        "course": N_("From the starting week of this course"),
        "today": N_("From today"),
        "own": N_("From a day of my own"),
    }
)
UNTIL = Words({"open": N_("Until I stop it"), "months": N_("For 3 months"), "own": N_("Until a day of my own")})
assert MONTHS_USUAL == 3  # noqa: PLR2004, S101 - as the words say

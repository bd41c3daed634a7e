"""What is said where something of the record is looked for."""

from typing import Final

from tracker.domain.vocabularies import SESSION_KINDS as KINDS
from tracker.wording import formats
from tracker.wording.language import N_, Words
from tracker.wording.vocabularies import SESSION_KINDS

ENTRIES, MOMENTS, SESSIONS, MEDICINE, CHANGES, TAGS = "entry", "moment", "session", "medicine", "change", "tag"
SORTS: Final = Words(
    {
        ENTRIES: N_("Entries of a day"),
        MOMENTS: N_("Moments"),
        MEDICINE: N_("Medicine"),
        CHANGES: N_("Something that changed"),
        TAGS: N_("Tags"),
        SESSIONS: N_("Every treatment"),
        **{kind: SESSION_KINDS.marked[kind] for kind in KINDS},
    }
)


def days_found(count: int) -> str:
    """How much was found."""
    return formats.counting("%(n)s day found", "%(n)s days found", count)

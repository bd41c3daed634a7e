"""What is said of notes, proposals, answers to warning signs and suggested reviews."""

from collections.abc import Mapping
from typing import Final

from tracker.wording.language import N_, Words, _

PLAN_CHANGED: Final = N_(
    "The plan was changed meanwhile, so this proposal means something else now. Please look again."
)
NOTE_CORRECTED: Final = N_("This note was corrected meanwhile. Please read it again here, then mark it as read.")
ANSWERED: Final = N_("This proposal was answered before, so it stays.")
COURSE_GONE: Final = N_("The course of this proposal was deleted.")
NO_ANSWER: Final = N_("Please write your answer.")

# What a practitioner keeps of a former patient: titles, and labels of lines.
WRITTEN: Final = Words(
    {
        "note": N_("Note"),
        "proposal": N_("Change of plan proposed"),
        "proposed": N_("Proposed"),
        "why": N_("Why"),
        "answer": N_("Answer to a warning sign"),
        "review": N_("Review suggested"),
        "record": N_("Record of a session"),
        "effect": N_("Side effect"),
    }
)
PHASE_NOW: Final[Mapping[str, str]] = {
    "initial": N_(
        "The course is in its initial phase now. Maintenance without a number of sessions a week has no weekly rhythm."
    ),
    "maintenance": N_("The course is in its maintenance phase now."),
    "ended": N_("The course is in its ended phase now."),
}


def sessions_kept(planned: int) -> str:
    """What an empty field of a proposal leaves as it is."""
    return _("Now %(planned)s. Leave it empty to keep that.", planned=planned)


def rhythm_kept(per_week: int | None) -> str:
    """The same of the sessions a week; None is no weekly rhythm."""
    if per_week is None:
        return _("Now no weekly rhythm. Leave it empty to keep that.")
    return _("Now %(per_week)s a week. Leave it empty to keep that.", per_week=per_week)


def phase_now(phase: str) -> str:
    """The phase of a course, beside what may be proposed."""
    return _(PHASE_NOW[phase])


def review_suggested() -> str:
    return _("You suggested to look at the course as a whole.")


def none_seen() -> tuple[str, str]:
    """The line of a record that says that no side effects were seen: its label and its words."""
    return _("Side effects"), _("Looked, and saw none")

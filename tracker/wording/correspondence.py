"""What is said of notes, proposals, answers to warning signs and suggested reviews."""

from collections.abc import Mapping
from typing import Final

from tracker.wording.language import N_, _

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

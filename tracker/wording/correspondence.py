"""What is said of notes, proposals, answers to warning signs and suggested reviews."""

from typing import Final

from tracker.domain.course.plan import CourseFacts
from tracker.domain.course.proposal import (
    ACCEPTED,
    DECLINED,
    ENDED,
    MAINTENANCE,
    OPEN,
    WITHDRAWN,
    ProposalFacts,
    changes_nothing,
    what_differs,
)
from tracker.wording.formats import listed
from tracker.wording.language import N_, Words, _, ngettext

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
        "suggested": N_("You suggested to look at the course as a whole."),
        "record": N_("Record of a session"),
        "effect": N_("Side effect"),
        "effects": N_("Side effects"),
        "none_seen": N_("Looked, and saw none"),
    }
)
PHASE_NOW: Final = Words(
    {
        "initial": N_(
            "The course is in its initial phase now. Maintenance without a number of sessions a week has no weekly "
            "rhythm."
        ),
        "maintenance": N_("The course is in its maintenance phase now."),
        "ended": N_("The course is in its ended phase now."),
    }
)
QUESTION = N_("Since this course began, how is your leg and back trouble overall?")
PROPOSAL_STATES = Words(
    {
        OPEN: N_("Not answered yet"),
        ACCEPTED: N_("Accepted"),
        DECLINED: N_("No thanks"),
        WITHDRAWN: N_("Taken back"),
    }
)
PHASES_PROPOSED = Words(
    {
        "initial": N_("Back to the first phase"),
        MAINTENANCE: N_("Maintenance: fewer sessions, spread out"),
        ENDED: N_("End the course"),
    }
)
PHASE_WORDS = Words(
    {
        "initial": N_("going back to the first phase"),
        MAINTENANCE: N_("moving to maintenance"),
        ENDED: N_("ending the course"),
    }
)


def sessions_kept(planned: int) -> str:
    """What an empty field of a proposal leaves as it is."""
    return _("Now %(planned)s. Leave it empty to keep that.", planned=planned)


def rhythm_kept(per_week: int | None) -> str:
    """The same of the sessions a week; None is no weekly rhythm."""
    if per_week is None:
        return _("Now no weekly rhythm. Leave it empty to keep that.")
    return _("Now %(per_week)s a week. Leave it empty to keep that.", per_week=per_week)


def proposal_words(facts: ProposalFacts, plan: CourseFacts | None = None) -> str:
    """What is proposed, as the end of a sentence: "12 sessions instead of 10 and moving to maintenance".

    With `plan` the parts that differ from it are told beside it; without, all that was proposed. Raises nothing.
    Source: our own words.
    """
    told = facts if plan is None or changes_nothing(facts, plan) else what_differs(facts, plan)
    parts = [*_sessions(told, plan), *_rhythm(told, plan)]
    if told.phase is not None:
        parts.append(PHASE_WORDS[told.phase])
    return listed(parts)


def _sessions(facts: ProposalFacts, plan: CourseFacts | None) -> list[str]:
    number = facts.planned_sessions
    if number is None:
        return []
    if plan is None or plan.planned_sessions == number:
        return [ngettext("%(n)s session", "%(n)s sessions", number)]
    instead = ngettext(
        "%(n)s session instead of %(planned)s",
        "%(n)s sessions instead of %(planned)s",
        number,
        planned=plan.planned_sessions,
    )
    return [instead]


def _rhythm(facts: ProposalFacts, plan: CourseFacts | None) -> list[str]:
    number = facts.per_week
    if number is None:
        return []
    if plan is None or plan.per_week in {None, number}:
        return [a_week(number)]
    return [_("%(number)s a week instead of %(planned)s", number=number, planned=plan.per_week)]


def a_week(number: int) -> str:
    """2 a week."""
    return _("%(number)s a week", number=number)

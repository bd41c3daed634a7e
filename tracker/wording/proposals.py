"""What is proposed and decided about a course, in words."""

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

"""A change of a course's plan that a practitioner proposes: when it can stand, what it makes of the plan, its words."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tracker.domain.course.plan import CourseFacts
from tracker.domain.errors import Fault, Problems

OPEN: Final = "open"
ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"
WITHDRAWN: Final = "withdrawn"
ENDED: Final = "ended"
MAINTENANCE: Final = "maintenance"
COURSE_ENDED: Final = Fault("course_ended")
LIKE_THAT: Final = Fault("plan_like_that")
WHY: Final = Fault("why_change")
NO_LONGER: Final = {
    ACCEPTED: Fault("proposal_accepted"),
    DECLINED: Fault("proposal_declined"),
    WITHDRAWN: Fault("proposal_withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """What is proposed for a course; None leaves that part of the plan as it is.

    `planned_sessions` counts sessions in all, `per_week` sessions a week, `phase` is a code of PHASES. A move to
    maintenance that names no rhythm means no weekly rhythm, as at a review.
    """

    planned_sessions: int | None = None
    per_week: int | None = None
    phase: str | None = None
    reason: str | None = None


def moves_to_maintenance(facts: ProposalFacts, plan: CourseFacts) -> bool:
    """Whether the proposal takes a course into maintenance that is not in it yet; as at a review."""
    return facts.phase == MAINTENANCE and plan.phase != MAINTENANCE


def what_differs(facts: ProposalFacts, plan: CourseFacts) -> ProposalFacts:
    """The facts without what the plan is already: None stands for every part that would stay as it is.

    A rhythm named with a move to maintenance is kept even where it is the plan's own, since none named means none.
    Source: our own rule, so that a proposal says what it changes and nothing else.
    """
    same_rhythm = facts.per_week == plan.per_week and not moves_to_maintenance(facts, plan)
    return replace(
        facts,
        planned_sessions=None if facts.planned_sessions == plan.planned_sessions else facts.planned_sessions,
        per_week=None if same_rhythm else facts.per_week,
        phase=None if facts.phase == plan.phase else facts.phase,
    )


def changes_nothing(facts: ProposalFacts, plan: CourseFacts) -> bool:
    """Whether the plan would stay as it is."""
    return what_differs(facts, plan) == ProposalFacts(reason=facts.reason)


def check_proposal(facts: ProposalFacts, plan: CourseFacts, *, done: int) -> ProposalFacts:
    """What differs from the plan, when it can be proposed; `Problems` by field otherwise.

    It needs a reason, a course that has not ended, something that differs, and a number of sessions in all that is not
    below the `done` attended ones. Source: CMS NCD 30.3.3 asks for a reason where a course becomes longer.
    """
    problems: dict[str, Fault] = {}
    if facts.reason is None:
        problems["reason"] = WHY
    if plan.phase == ENDED:
        problems["course"] = COURSE_ENDED
    elif changes_nothing(facts, plan):
        problems["course"] = Fault("plan_as_it_is")
    elif facts.planned_sessions is not None and facts.planned_sessions < done:
        problems["planned_sessions"] = Fault("fewer_than_done", done=done)
    if problems:
        raise Problems(problems)
    return what_differs(facts, plan)


def why_not(facts: ProposalFacts, plan: CourseFacts, *, done: int) -> Fault | None:
    """Why an open proposal no longer fits the plan as it is by now, with `done` attended sessions; None where it does.

    Source: our own rule: a plan may have changed, and sessions been held, since it was proposed.
    """
    if plan.phase == ENDED:
        return COURSE_ENDED
    if changes_nothing(facts, plan):
        return LIKE_THAT
    if facts.planned_sessions is not None and facts.planned_sessions < done:
        return Fault("plan_below_done", done=done, planned=facts.planned_sessions)
    return None


def plan_proposed(facts: ProposalFacts, plan: CourseFacts, *, today: date) -> CourseFacts:
    """The course as the proposal would leave it.

    A course that is ended ends today, or on its first day where that is still to come; maintenance without a rhythm has
    none. Source: the same as at a review (CMS NCD 30.3.3 for going on or stopping).
    """
    keeps_rhythm = facts.per_week is None and not moves_to_maintenance(facts, plan)
    phase = plan.phase if facts.phase is None else facts.phase
    return replace(
        plan,
        planned_sessions=plan.planned_sessions if facts.planned_sessions is None else facts.planned_sessions,
        per_week=plan.per_week if keeps_rhythm else facts.per_week,
        phase=phase,
        ended_on=max(today, plan.started_on) if phase == ENDED else None,
    )

"""A change of a course's plan that a practitioner proposes: when it can stand, what it makes of the plan, its words."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tracker.domain.course.plan import CourseFacts
from tracker.domain.errors import Problems
from tracker.domain.vocabularies import Words

OPEN: Final = "open"
ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"
WITHDRAWN: Final = "withdrawn"
PROPOSAL_STATES: Final[Words] = {
    OPEN: "Not answered yet",
    ACCEPTED: "Accepted",
    DECLINED: "No thanks",
    WITHDRAWN: "Taken back",
}
ENDED: Final = "ended"
MAINTENANCE: Final = "maintenance"
PHASES_PROPOSED: Final[Words] = {
    "initial": "Back to the first phase",
    MAINTENANCE: "Maintenance: fewer sessions, spread out",
    ENDED: "End the course",
}
PHASE_WORDS: Final[Words] = {
    "initial": "going back to the first phase",
    MAINTENANCE: "moving to maintenance",
    ENDED: "ending the course",
}
COURSE_ENDED: Final = "This course has ended, so its plan stays as it is."
AS_IT_IS: Final = "This is the plan as it is now. Please change at least one thing."
LIKE_THAT: Final = "The plan is like this already, so there is nothing left to change."
WHY: Final = "Please say why. It stands beside the change on the course page."
NO_LONGER: Final[Words] = {
    ACCEPTED: "This proposal was accepted before. To change the plan again, change the course.",
    DECLINED: "You said no thanks to this proposal before. To change the plan after all, change the course.",
    WITHDRAWN: "This proposal has been taken back, so it cannot be answered any more.",
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
    """Whether the proposal takes a course into maintenance that is not in it yet.

    Raises nothing. Source: our own rule, the same as at a review.
    """
    return facts.phase == MAINTENANCE and plan.phase != MAINTENANCE


def what_differs(facts: ProposalFacts, plan: CourseFacts) -> ProposalFacts:
    """The facts without what the plan is already: None stands for every part that would stay as it is.

    A rhythm named with a move to maintenance is kept even where it is the plan's own, since none named means none.
    Raises nothing. Source: our own rule, so that a proposal says what it changes and nothing else.
    """
    same_rhythm = facts.per_week == plan.per_week and not moves_to_maintenance(facts, plan)
    return replace(
        facts,
        planned_sessions=None if facts.planned_sessions == plan.planned_sessions else facts.planned_sessions,
        per_week=None if same_rhythm else facts.per_week,
        phase=None if facts.phase == plan.phase else facts.phase,
    )


def changes_nothing(facts: ProposalFacts, plan: CourseFacts) -> bool:
    """Whether the plan would stay as it is. Raises nothing. Source: our own rule."""
    differs = what_differs(facts, plan)
    return differs.planned_sessions is None and differs.per_week is None and differs.phase is None


def check_proposal(facts: ProposalFacts, plan: CourseFacts, *, done: int) -> ProposalFacts:
    """What differs from the plan, when it can be proposed; `Problems` by field otherwise.

    It needs a reason, a course that has not ended, something that differs, and a number of sessions in all that is not
    below the `done` attended ones. Source: CMS NCD 30.3.3 asks for a reason where a course becomes longer.
    """
    problems: dict[str, str] = {}
    if facts.reason is None:
        problems["reason"] = WHY
    if plan.phase == ENDED:
        problems["course"] = COURSE_ENDED
    elif changes_nothing(facts, plan):
        problems["course"] = AS_IT_IS
    elif facts.planned_sessions is not None and facts.planned_sessions < done:
        problems["planned_sessions"] = f"Please give {done} or more: so many sessions were attended already."
    if problems:
        raise Problems(problems)
    return what_differs(facts, plan)


def why_not(facts: ProposalFacts, plan: CourseFacts, *, done: int) -> str | None:
    """Why an open proposal no longer fits the plan as it is by now, with `done` attended sessions; None where it does.

    Raises nothing. Source: our own rule: a plan may have changed, and sessions been held, since it was proposed.
    """
    if plan.phase == ENDED:
        return COURSE_ENDED
    if changes_nothing(facts, plan):
        return LIKE_THAT
    if facts.planned_sessions is not None and facts.planned_sessions < done:
        return f"{done} sessions were attended already, so a plan of {facts.planned_sessions} no longer fits."
    return None


def plan_proposed(facts: ProposalFacts, plan: CourseFacts, *, today: date) -> CourseFacts:
    """The course as the proposal would leave it.

    A course that is ended ends today, or on its first day where that is still to come; maintenance without a rhythm
    has none. Raises nothing. Source: the same as at a review (CMS NCD 30.3.3 for going on or stopping).
    """
    per_week = plan.per_week if facts.per_week is None else facts.per_week
    phase = plan.phase if facts.phase is None else facts.phase
    return replace(
        plan,
        planned_sessions=plan.planned_sessions if facts.planned_sessions is None else facts.planned_sessions,
        per_week=facts.per_week if moves_to_maintenance(facts, plan) else per_week,
        phase=phase,
        ended_on=max(today, plan.started_on) if phase == ENDED else None,
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
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _sessions(facts: ProposalFacts, plan: CourseFacts | None) -> list[str]:
    number = facts.planned_sessions
    if number is None:
        return []
    words = f"{number} {'session' if number == 1 else 'sessions'}"
    return [words if plan is None or plan.planned_sessions == number else f"{words} instead of {plan.planned_sessions}"]


def _rhythm(facts: ProposalFacts, plan: CourseFacts | None) -> list[str]:
    number = facts.per_week
    if number is None:
        return []
    words = f"{number} a week"
    if plan is None or plan.per_week in {None, number}:
        return [words]
    return [f"{words} instead of {plan.per_week}"]

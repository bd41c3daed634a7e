"""What a review of a course decides, the checks across its answers, and what the decision does to the plan."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tracker.domain.course.plan import CourseFacts
from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import PLANNED_SESSIONS
from tracker.domain.vocabularies import REVIEW_DECISIONS

CONTINUE: Final = "continue_as_planned"
EXTEND: Final = "extend"
MAINTENANCE: Final = "maintenance"
STOP: Final = "stop"
ENDED: Final = "ended"
WHY_MORE: Final = Fault("why_more_sessions")
# The answers to the global change that count as much improved.
MUCH: Final = frozenset({"very_much_better", "much_better"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What a person says at a review: codes of REVIEW_DECISIONS and GLOBAL_CHANGES, and why.

    `planned_sessions` (sessions in all) belongs to adding sessions, `per_week` (sessions a week, None for no weekly
    rhythm) to maintenance; with another decision they mean nothing.
    """

    decision: str
    global_change: str | None = None
    reason: str | None = None
    planned_sessions: int | None = None
    per_week: int | None = None


def decisions_for(phase: str) -> tuple[str, ...]:
    """The decisions that can be taken in a phase: a course that has ended cannot go on as planned."""
    return tuple(code for code in REVIEW_DECISIONS if phase != ENDED or code != CONTINUE)


def check_review(facts: ReviewFacts, course: CourseFacts, *, done: int) -> ReviewFacts:
    """The facts themselves when they can stand; `Problems` by field otherwise.

    Added sessions need their reason and a number in all above both the plan and the `done` attended sessions. Source:
    CMS NCD 30.3.3 lets a course be longer only where there is a reason to.
    """
    problems = {} if facts.decision in decisions_for(course.phase) else {"decision": Fault("ended_cannot_go_on")}
    if facts.decision == EXTEND:
        problems |= _problems_of_more(facts.planned_sessions, max(course.planned_sessions, done))
        if facts.reason is None:
            problems["reason"] = WHY_MORE
    if problems:
        raise Problems(problems)
    return facts


def check_correction(decision: str, reason: str | None) -> None:
    """Whether a stored review may have this reason: added sessions keep one. `Problems` where they would not."""
    if decision == EXTEND and reason is None:
        raise Problems({"reason": WHY_MORE})


def _problems_of_more(planned_sessions: int | None, least: int) -> dict[str, Fault]:
    if least >= PLANNED_SESSIONS[1]:
        fault = Fault("course_full", most=PLANNED_SESSIONS[1])
    elif planned_sessions is None:
        fault = Fault("how_many_in_all")
    elif planned_sessions <= least:
        fault = Fault("more_than_there_are", least=least)
    else:
        return {}
    return {"planned_sessions": fault}


def plan_after(facts: ReviewFacts, course: CourseFacts, *, today: date) -> CourseFacts:
    """The course as the decision leaves it; the same one where the decision does not touch the plan.

    Added sessions and maintenance take up an ended course again; a stopped course ends today, or on its first day where
    that is still to come. Source: CMS NCD 30.3.3 for going on or stopping at a review.
    """
    if facts.decision == EXTEND and facts.planned_sessions is not None:
        phase = "initial" if course.phase == ENDED else course.phase
        return replace(course, planned_sessions=facts.planned_sessions, phase=phase, ended_on=None)
    if facts.decision == MAINTENANCE:
        return replace(course, phase=MAINTENANCE, per_week=facts.per_week, ended_on=None)
    if facts.decision == STOP and course.phase != ENDED:
        return replace(course, phase=ENDED, ended_on=max(today, course.started_on))
    return course


def much_improved(code: str | None) -> bool:
    """Whether an answer (a code of `vocabularies.GLOBAL_CHANGES`) counts as much improved.

    Only "much better" and "very much better" do. None, not asked or not answered, does not, nor does a code that is not
    known. Source: Farrar 2001, Pain 94:149, where these two steps of the global impression of change marked the
    improvement that pain scores were held against.
    """
    return code in MUCH

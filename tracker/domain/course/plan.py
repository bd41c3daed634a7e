"""What a course is planned to be, and the checks across its fields."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import PLAN_AHEAD_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """A course of professional sessions of one kind as a person plans it.

    `planned_sessions` counts sessions, `per_week` sessions a week (None: no fixed rhythm), `visits_allowed` is what
    insurers pay for, `visits_rule` how it counts (a code of VISITS_RULES; None: by that number). Usual: 6 to 12
    sessions, 1 to 3 a week (Tu 2024, doi 10.1001/jamainternmed.2024.5463: ten in four weeks; CMS NCD 30.3.3: twelve in
    90 days).
    """

    kind: str
    phase: str
    started_on: date
    ended_on: date | None = None
    planned_sessions: int
    per_week: int | None = None
    goal: str | None = None
    visits_allowed: int | None = None
    visits_rule: str | None = None


def check_course(facts: CourseFacts, *, today: date) -> CourseFacts:
    """The facts themselves when they can stand; `Problems` by field otherwise.

    A course ends on or after the day it started, only an ended course has an end, it starts at most two years ahead.
    """
    problems: dict[str, Fault] = {}
    if facts.started_on > today + timedelta(days=PLAN_AHEAD_DAYS):
        problems["started_on"] = Fault("too_far_ahead")
    if facts.ended_on is not None and facts.ended_on < facts.started_on:
        problems["ended_on"] = Fault("ends_before_it_started")
    if facts.ended_on is not None and facts.phase != "ended":
        problems["ended_on"] = Fault("end_of_a_running_course")
    if facts.phase == "ended" and facts.ended_on is None:
        problems["ended_on"] = Fault("end_needed")
    if problems:
        raise Problems(problems)
    return facts

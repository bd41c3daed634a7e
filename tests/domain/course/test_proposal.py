"""What a practitioner may propose for a plan, what it makes of it, and how it is told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.brief.questions import QUESTIONS_MOST, check_room
from tracker.domain.course.plan import CourseFacts, check_course
from tracker.domain.course.proposal import (
    COURSE_ENDED,
    LIKE_THAT,
    ProposalFacts,
    changes_nothing,
    check_proposal,
    plan_proposed,
    what_differs,
    why_not,
)
from tracker.domain.errors import Problems
from tracker.wording.correspondence import PHASE_WORDS, PHASES_PROPOSED, proposal_words
from tracker.wording.vocabularies import PHASES

TODAY = date(2026, 3, 3)
PLAN = CourseFacts(
    kind="acupuncture", phase="initial", started_on=TODAY - timedelta(days=20), planned_sessions=10, per_week=2
)


def proposed(**values: Any) -> ProposalFacts:
    return ProposalFacts(**({"reason": "The leg is calmer"} | values))


@pytest.mark.parametrize(
    ("facts", "done", "field"),
    [
        (proposed(), 0, "course"),
        (proposed(planned_sessions=10, per_week=2, phase="initial"), 0, "course"),
        (proposed(planned_sessions=12, reason=None), 0, "reason"),
        (proposed(planned_sessions=4), 5, "planned_sessions"),
    ],
)
def test_what_cannot_be_proposed(facts: ProposalFacts, done: int, field: str) -> None:
    with pytest.raises(Problems) as problems:
        check_proposal(facts, PLAN, done=done)
    assert set(problems.value.by_field) == {field}


def test_nothing_is_proposed_for_a_course_that_has_ended() -> None:
    ended = replace(PLAN, phase="ended", ended_on=TODAY)
    with pytest.raises(Problems) as problems:
        check_proposal(proposed(planned_sessions=12), ended, done=0)
    assert problems.value.by_field == {"course": COURSE_ENDED}
    assert why_not(proposed(planned_sessions=12), ended, done=0) == COURSE_ENDED


def test_only_what_differs_is_kept() -> None:
    facts = check_proposal(proposed(planned_sessions=12, per_week=2, phase="initial"), PLAN, done=5)
    assert facts == proposed(planned_sessions=12)


def test_as_many_sessions_as_were_attended_can_be_proposed() -> None:
    assert check_proposal(proposed(planned_sessions=5), PLAN, done=5).planned_sessions == 5
    assert why_not(proposed(planned_sessions=5), PLAN, done=5) is None
    assert why_not(proposed(planned_sessions=5), PLAN, done=6) is not None


def test_a_plan_that_is_like_that_already() -> None:
    facts = proposed(planned_sessions=12)
    assert why_not(facts, PLAN, done=3) is None
    assert why_not(facts, replace(PLAN, planned_sessions=12), done=3) == LIKE_THAT


@pytest.mark.parametrize(
    ("values", "after"),
    [
        ({"planned_sessions": 12}, {"planned_sessions": 12}),
        ({"per_week": 1}, {"per_week": 1}),
        ({"phase": "maintenance"}, {"phase": "maintenance", "per_week": None}),
        ({"phase": "maintenance", "per_week": 2}, {"phase": "maintenance", "per_week": 2}),
        ({"phase": "ended"}, {"phase": "ended", "ended_on": TODAY}),
    ],
)
def test_what_becomes_of_the_plan(values: dict[str, Any], after: dict[str, Any]) -> None:
    assert plan_proposed(what_differs(proposed(**values), PLAN), PLAN, today=TODAY) == replace(PLAN, **after)


def test_back_to_the_first_phase_keeps_the_rhythm() -> None:
    plan = replace(PLAN, phase="maintenance", per_week=1)
    assert plan_proposed(proposed(phase="initial"), plan, today=TODAY) == replace(plan, phase="initial")


def test_a_course_that_has_not_begun_ends_on_its_first_day() -> None:
    plan = replace(PLAN, started_on=TODAY + timedelta(days=3))
    assert plan_proposed(proposed(phase="ended"), plan, today=TODAY).ended_on == plan.started_on


@pytest.mark.parametrize(
    ("values", "beside_the_plan", "alone"),
    [
        ({"planned_sessions": 12}, "12 sessions instead of 10", "12 sessions"),
        ({"planned_sessions": 1}, "1 session instead of 10", "1 session"),
        ({"per_week": 1}, "1 a week instead of 2", "1 a week"),
        ({"phase": "maintenance"}, "moving to maintenance", "moving to maintenance"),
        (
            {"planned_sessions": 12, "per_week": 1, "phase": "maintenance"},
            "12 sessions instead of 10, 1 a week instead of 2 and moving to maintenance",
            "12 sessions, 1 a week and moving to maintenance",
        ),
        ({"planned_sessions": 12, "phase": "ended"}, "12 sessions instead of 10 and ending the course", None),
        ({"planned_sessions": 10}, "10 sessions", "10 sessions"),
        ({"planned_sessions": 10, "per_week": 3}, "3 a week instead of 2", "10 sessions and 3 a week"),
    ],
)
def test_in_words(values: dict[str, Any], beside_the_plan: str, alone: str | None) -> None:
    facts = proposed(**values)
    assert proposal_words(facts, PLAN) == beside_the_plan
    assert alone is None or proposal_words(facts) == alone


def test_a_rhythm_where_there_was_none() -> None:
    assert proposal_words(proposed(per_week=1), replace(PLAN, per_week=None)) == "1 a week"


def test_every_phase_can_be_told() -> None:
    assert set(PHASES_PROPOSED) == set(PHASE_WORDS) == set(PHASES)


COUNTS = st.none() | st.integers(1, 14)


@given(COUNTS, COUNTS, st.none() | st.sampled_from(sorted(PHASES)), COUNTS, st.sampled_from(["initial", "maintenance"]))
def test_an_accepted_proposal_makes_a_plan_that_stands_and_leaves_nothing_to_propose(
    sessions: int | None, rhythm: int | None, phase: str | None, planned_rhythm: int | None, planned_phase: str
) -> None:
    plan = replace(PLAN, per_week=planned_rhythm, phase=planned_phase)
    facts = proposed(planned_sessions=sessions, per_week=rhythm, phase=phase)
    if changes_nothing(facts, plan):
        assert plan_proposed(facts, plan, today=TODAY) == plan
        return
    differs = what_differs(facts, plan)
    after = check_course(plan_proposed(differs, plan, today=TODAY), today=TODAY)
    assert after == plan_proposed(facts, plan, today=TODAY)
    assert proposal_words(differs, plan)
    assert changes_nothing(differs, after)


def test_a_brief_has_room_for_ten_questions() -> None:
    check_room(QUESTIONS_MOST - 1)
    with pytest.raises(Problems):
        check_room(QUESTIONS_MOST)

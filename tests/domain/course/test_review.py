"""What a review may decide, and what each decision does to the plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.domain.course.plan import CourseFacts, check_course
from tracker.domain.course.review import ReviewFacts, check_correction, check_review, decisions_for, plan_after
from tracker.domain.errors import Problems
from tracker.wording import errors
from tracker.wording.vocabularies import PHASES, REVIEW_DECISIONS

TODAY = date(2026, 3, 3)
COURSE = CourseFacts(
    kind="acupuncture", phase="initial", started_on=date(2026, 2, 1), planned_sessions=10, per_week=2, goal="Walk"
)
ENDED = replace(COURSE, phase="ended", ended_on=date(2026, 3, 1))


def problems(facts: ReviewFacts, course: CourseFacts = COURSE, done: int = 5) -> dict[str, str]:
    with pytest.raises(Problems) as found:
        check_review(facts, course, done=done)
    return errors.said_by_field(found.value)


@pytest.mark.parametrize("decision", [code for code in REVIEW_DECISIONS if code != "extend"])
def test_other_decisions_need_nothing_else(decision: str) -> None:
    facts = ReviewFacts(decision=decision)
    assert check_review(facts, COURSE, done=0) is facts


def test_added_sessions_need_a_number_and_a_reason() -> None:
    assert set(problems(ReviewFacts(decision="extend"))) == {"planned_sessions", "reason"}
    assert set(problems(ReviewFacts(decision="extend", planned_sessions=12))) == {"reason"}
    facts = ReviewFacts(decision="extend", planned_sessions=11, reason="Getting better")
    assert check_review(facts, COURSE, done=5) is facts


@pytest.mark.parametrize(("planned", "done", "says"), [(10, 5, "more than 10"), (0, 5, "more than 10"), (12, 12, "12")])
def test_added_sessions_are_more_than_there_are(planned: int, done: int, says: str) -> None:
    facts = ReviewFacts(decision="extend", planned_sessions=planned, reason="More")
    assert says in problems(facts, done=done)["planned_sessions"]


def test_a_course_at_its_limit_cannot_grow() -> None:
    facts = ReviewFacts(decision="extend", planned_sessions=60, reason="More")
    assert "at most 60" in problems(facts, replace(COURSE, planned_sessions=60))["planned_sessions"]
    assert check_review(facts, replace(COURSE, planned_sessions=59), done=59) is facts


def test_an_ended_course_cannot_go_on_as_planned() -> None:
    assert set(problems(ReviewFacts(decision="continue_as_planned"), ENDED)) == {"decision"}
    assert decisions_for("ended") == tuple(code for code in REVIEW_DECISIONS if code != "continue_as_planned")
    assert decisions_for("maintenance") == tuple(REVIEW_DECISIONS)


def test_only_added_sessions_keep_their_reason() -> None:
    check_correction("stop", None)
    check_correction("extend", "Still")
    with pytest.raises(Problems) as found:
        check_correction("extend", None)
    assert set(found.value.by_field) == {"reason"}


@pytest.mark.parametrize("decision", ["continue_as_planned", "change_together"])
@pytest.mark.parametrize("course", [COURSE, ENDED])
def test_two_decisions_leave_the_plan_alone(decision: str, course: CourseFacts) -> None:
    facts = ReviewFacts(decision=decision, planned_sessions=40, per_week=7)
    assert plan_after(facts, course, today=TODAY) == course


def test_each_other_decision_does_what_it_says() -> None:
    more = ReviewFacts(decision="extend", planned_sessions=14, reason="Still")
    assert plan_after(more, COURSE, today=TODAY) == replace(COURSE, planned_sessions=14)
    kept_up = replace(COURSE, phase="maintenance")
    assert plan_after(more, kept_up, today=TODAY) == replace(kept_up, planned_sessions=14)
    assert plan_after(more, ENDED, today=TODAY) == replace(COURSE, planned_sessions=14)
    monthly, weekly = ReviewFacts(decision="maintenance"), ReviewFacts(decision="maintenance", per_week=1)
    assert plan_after(monthly, COURSE, today=TODAY) == replace(COURSE, phase="maintenance", per_week=None)
    assert plan_after(weekly, ENDED, today=TODAY) == replace(COURSE, phase="maintenance", per_week=1)
    stop = ReviewFacts(decision="stop")
    assert plan_after(stop, COURSE, today=TODAY) == replace(COURSE, phase="ended", ended_on=TODAY)
    assert plan_after(stop, ENDED, today=TODAY) == ENDED


def test_a_course_stopped_before_it_began_ends_on_its_first_day() -> None:
    ahead = replace(COURSE, started_on=TODAY + timedelta(days=5))
    after = plan_after(ReviewFacts(decision="stop"), ahead, today=TODAY)
    assert after.ended_on == ahead.started_on


@pytest.mark.parametrize("decision", REVIEW_DECISIONS)
@pytest.mark.parametrize("phase", PHASES)
def test_what_comes_of_a_decision_is_always_a_course_that_can_stand(decision: str, phase: str) -> None:
    course = ENDED if phase == "ended" else replace(COURSE, phase=phase)
    facts = ReviewFacts(decision=decision, planned_sessions=20, per_week=1, reason="Because")
    after = plan_after(facts, course, today=TODAY)
    assert check_course(after, today=TODAY) == after
    assert plan_after(facts, after, today=TODAY) == after, "held twice, it does no more"

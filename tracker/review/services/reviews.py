"""Holding a review of a course, correcting it and deleting it: each is one change with its words, and can be undone."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.course.plan import check_course
from tracker.domain.course.review import ReviewFacts, check_correction, check_review, plan_after
from tracker.domain.course.verdict import Verdict
from tracker.domain.values.deeds import Deed, deed
from tracker.patients.services import row_writing
from tracker.review.models import CourseReview
from tracker.review.services.looking import course_row
from tracker.review.services.measuring import read_measured
from tracker.treatment.models import Course
from tracker.treatment.services.courses import change_course, facts_of


def was_held(db_session: Session, patient_id: UUID, review_id: UUID | None) -> bool:
    """Whether the form of this review was sent before."""
    return review_id is not None and db_session.get(CourseReview, (patient_id, review_id)) is not None


def hold_review(db_session: Session, review_id: UUID, course: Course, facts: ReviewFacts, author: Author) -> UUID:
    """Save a review with what the numbers said on that day, and change the plan where the decision does.

    The change of plan goes along with the review: undoing the review puts the plan back. `Problems` where the review
    cannot stand, `AlreadySaved` as for every form sent twice with other answers.
    """
    patient_id, today = author.patient_id, author.today
    plan = facts_of(course)
    after = plan_after(facts, plan, today=today)
    given = {
        "course_id": course.id,
        "global_change": facts.global_change,
        "decision": facts.decision,
        "reason": facts.reason,
    }
    known = db_session.get(CourseReview, (patient_id, review_id))
    if known is not None:
        same = after == plan and all(getattr(known, name) == value for name, value in given.items())
        return row_writing.sent_again(db_session, known, author, same=same)
    measured = read_measured(db_session, patient_id, course_row(course), today)
    check_review(facts, plan, done=measured.track.done)
    check_course(after, today=today)
    row = CourseReview(
        patient_id=patient_id,
        id=review_id,
        held_on=today,
        sessions_done=measured.track.done,
        **numbers_of(measured.measure.verdict),
        by_account_id=author.account_id,
        by_name=author.name,
        entered_at=author.now,
        **given,
    )
    revision_id = row_writing.create(db_session, row, author, deed=_deed(facts), given=given)
    if after != plan:
        change_course(db_session, course, after, author, reason=facts.reason, brought_by=revision_id)
    return revision_id


def numbers_of(verdict: Verdict) -> dict[str, Any]:
    """What a review keeps of the verdict on its day."""
    start, latest = verdict.baseline, verdict.latest
    return {
        "label": verdict.label.value,
        "confirmed": verdict.confirmed,
        "doubts": verdict.doubts,
        "baseline_leg": None if start is None else start.mean,
        "baseline_late_days": None if start is None else start.late.days,
        "latest_leg": None if latest is None else latest.mean,
        "latest_late_days": None if latest is None else latest.late.days,
        "baseline_imported_days": None if start is None else start.late.imported,
        "latest_imported_days": None if latest is None else latest.late.imported,
    }


def correct_review(
    db_session: Session, row: CourseReview, global_change: str | None, reason: str | None, author: Author
) -> UUID | None:
    """Save another global change and note; None where they stood so before.

    The decision and what it did to the plan stay as they are.
    """
    check_correction(row.decision, reason)
    values = {"global_change": global_change, "reason": reason}
    return row_writing.change(db_session, row, values, author, deed=deed("review_of", day=row.held_on))


def delete_review(db_session: Session, row: CourseReview, author: Author) -> UUID:
    """Take a review out of sight; the plan stays as it is."""
    return row_writing.remove(db_session, row, author, deed=deed("review_of", day=row.held_on))


def _deed(facts: ReviewFacts) -> Deed:
    sessions = facts.planned_sessions if facts.decision == "extend" else None
    return deed("review", decision=facts.decision, sessions=sessions)

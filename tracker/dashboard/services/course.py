"""Gathers what the Course page shows of one course, in a fixed number of queries, and lets the rules decide."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.correspondence.services.flags import Flags, read_answers
from tracker.correspondence.services.proposals import ProposalLine, proposals_of
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.course.verdict import Label
from tracker.domain.course.visits import count_visits
from tracker.domain.scores.lateness import late_among
from tracker.domain.scores.summaries import summary_of
from tracker.domain.treatment.sessions import parse_side_effects
from tracker.patients.services.about import About, read_about
from tracker.review.models import CourseReview
from tracker.review.queries import reviews as queries
from tracker.review.queries.reviews import SessionRow
from tracker.review.queries.starting_weeks import StartingWeekRow
from tracker.review.services.looking import reviews_of
from tracker.review.services.measuring import MeasuredCourse, read_course
from tracker.review.services.notices import Spoken, maintenance_since, notices_of, spoken
from tracker.review.services.screen import numbers_then
from tracker.review.services.starting_weeks import history
from tracker.review.services.surroundings import Surrounded, surrounded
from tracker.storage.rows import column_of
from tracker.treatment.queries.courses import CourseRow
from tracker.treatment.services.counting_in import Offer, offer_to
from tracker.wording.charts import visits_words
from tracker.wording.notices import summary_words
from tracker.wording.review import effects_in_line, plan_words, whole_words

SESSIONS_SHOWN: Final = 30
BETTER: Final = frozenset({Label.SMALL, Label.MEANINGFUL, Label.SUBSTANTIAL})


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session with what was noted around it, shown raw: leg pain of its day and of the next, and everything else.

    `number` is its place in the course, `effects` its side effects in words, `also` what else those two days held.
    """

    row: SessionRow
    number: int | None
    that_day: float | None
    next_day: float | None
    effects: str
    also: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review that was held, and what the numbers said then, in words."""

    row: CourseReview
    numbers: str
    whole: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One change of the plan in words."""

    words: str
    at: datetime
    by_name: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """Everything the page shows of one course; what there is nothing to say of is None or empty."""

    measured: MeasuredCourse
    notices: Sequence[Spoken]
    sessions: Sequence[SessionLine]
    reviews: Sequence[ReviewLine]
    changes: Sequence[PlanLine]
    proposals: Sequence[ProposalLine]
    starting_weeks: Sequence[StartingWeekRow]
    visits: str | None
    summary: str | None
    about: About
    loose: Offer | None
    flags: Flags


def read_course_page(
    db_session: Session,
    patient_id: uuid.UUID,
    row: CourseRow,
    today: date,
    zone: ZoneInfo,
    writer: uuid.UUID | None,
) -> CoursePage:
    """`writer` is the practitioner who looks, who sees their own proposals; None is the owner, who sees all of them."""
    measured, changes = read_course(db_session, patient_id, row, today)
    held = reviews_of(db_session, patient_id, row.id)
    since = maintenance_since(changes, row.started_on, zone) if row.phase == "maintenance" else None
    return CoursePage(
        measured=measured,
        notices=spoken(notices_of(measured, held, since, today)),
        sessions=_sessions(db_session, patient_id, measured),
        reviews=[
            ReviewLine(review, numbers_then(review), whole_words(review.global_change)) for review in reversed(held)
        ],
        changes=[PlanLine(plan_words(one.changed), one.at, one.by_name, one.reason) for one in changes],
        proposals=proposals_of(db_session, patient_id, writer, row, measured.track.done),
        starting_weeks=history(db_session, patient_id, row.id),
        visits=_visits(db_session, patient_id, measured, today),
        summary=_summary(measured),
        loose=offer_to(db_session, patient_id, row.id) if writer is None else None,
        flags=read_answers(db_session, patient_id, recent_warning_signs(db_session, patient_id, today)),
        about=read_about(db_session, patient_id, today, measured.began_on),
    )


def _visits(db_session: Session, patient_id: uuid.UUID, measured: MeasuredCourse, today: date) -> str | None:
    """The insurer's visits: a rule looks at every visit of the kind, a bare number at those of the course's days."""
    row, verdict = measured.row, measured.measure.verdict
    if row.visits_rule is None and row.visits_allowed is None:
        return None
    days = column_of(db_session, *queries.visits(patient_id, row.kind))
    if row.visits_rule is None:
        began = min(filter(None, (row.started_on, measured.measure.first_day)))
        days = [day for day in days if began <= day <= (row.ended_on or today)]
    improving = verdict.confirmed and verdict.label in BETTER
    count = count_visits(days, rule=row.visits_rule, allowed=row.visits_allowed, today=today, improving=improving)
    return None if count is None else visits_words(count)


def _summary(measured: MeasuredCourse) -> str | None:
    """Time in high and low pain over the course's own days."""
    first, last = measured.measure.first_day, measured.measure.last_day
    if first is None:
        return None
    inside = {day: score for day, score in measured.leg.items() if first <= day <= last}
    summary = summary_of(inside.values(), late_among(inside, measured.leg_given))
    return None if summary is None else summary_words(summary)


def _sessions(db_session: Session, patient_id: uuid.UUID, measured: MeasuredCourse) -> list[SessionLine]:
    """The newest sessions first, each with what else its two days held, in two queries."""
    shown = measured.sessions[-SESSIONS_SHOWN:]
    around = {one.session.id: one for one in surrounded(db_session, patient_id, shown, measured.leg)}
    return [_line(one, measured.numbers.get(one.id), around.get(one.id)) for one in reversed(shown)]


def _line(one: SessionRow, number: int | None, around: Surrounded | None) -> SessionLine:
    if around is None:
        return SessionLine(one, None, None, None, "", "")
    effects = effects_in_line(parse_side_effects(one.side_effects or ""))
    return SessionLine(one, number, around.scores.that_day, around.scores.next_day, effects, around.in_words)

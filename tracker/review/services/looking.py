"""Gathers what a review looks at: the days since the course began, or since the last review, on one page.

Everything is counted and shown raw. Nothing is weighed, nothing is recommended.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.function import FunctionChange, function_change
from tracker.domain.scores.weekly import WeekMean
from tracker.domain.treatment.sessions import parse_side_effects
from tracker.review.models import CourseReview
from tracker.review.queries import reviews as queries
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.measuring import MeasuredCourse, read_measured
from tracker.storage.rows import rows_of
from tracker.treatment.models import Course, Dose
from tracker.treatment.queries import treatment
from tracker.treatment.queries.courses import CourseRow
from tracker.treatment.queries.treatment import SessionShort
from tracker.wording.treatment import session_name
from tracker.wording.vocabularies import SESSION_KINDS, SEVERITIES, SIDE_EFFECTS

WEEKS_SHOWN: Final = 8
FUNCTION_BEFORE: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class EffectNoted:
    """A side effect: its code, in how many sessions it was noted, and the worst severity given (a code, or None)."""

    item: str
    sessions: int
    worst: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the review of a course shows of the days from `since` to `until`.

    `attended` sessions of the course fall in them. `others` counts the attended sessions outside the course by name;
    `medicine_days` are days with medicine, `none_days` days on which none was said to be taken. `earlier_weeks` of the
    course are left out of `weeks`.
    """

    measured: MeasuredCourse
    reviews: Sequence[CourseReview]
    since: date
    until: date
    attended: int
    weeks: Sequence[WeekMean]
    earlier_weeks: int
    effects: Sequence[EffectNoted]
    others: Mapping[str, int]
    medicine_days: int
    none_days: int
    function: FunctionChange | None

    @property
    def baseline(self) -> Baseline | None:
        return self.measured.measure.baseline

    @property
    def last_review(self) -> CourseReview | None:
        return self.reviews[-1] if self.reviews else None

    @property
    def days(self) -> int:
        """How many days are looked at."""
        return max(0, (self.until - self.since).days + 1)


def course_row(course: Course) -> CourseRow:
    """The plan of a course; its sessions are not counted here."""
    names = set(CourseRow._fields) - set(CourseRow._field_defaults)
    return CourseRow(**{name: getattr(course, name) for name in names})


def reviews_of(db_session: Session, patient_id: uuid.UUID, course_id: uuid.UUID) -> Sequence[CourseReview]:
    """The reviews of a course, oldest first."""
    return rows_of(db_session, *queries.reviews(patient_id, course_id))


def look_at(db_session: Session, patient_id: uuid.UUID, course: Course, today: date) -> Look:
    """Everything the review of a course shows, in a fixed number of queries."""
    measured = read_measured(db_session, patient_id, course_row(course), today)
    held = reviews_of(db_session, patient_id, course.id)
    began = min(filter(None, (course.started_on, measured.measure.first_day)))
    since = held[-1].held_on if held else began
    until = max(measured.measure.last_day, since)
    inside = [one for one in measured.sessions if one.status == "attended" and since <= one.local_day <= until]
    others = rows_of(db_session, *treatment.sessions_done_between(patient_id, since, until))
    medicine, without = _medicine_days(rows_of(db_session, *treatment.doses_between(patient_id, since, until)))
    weeks = measured.measure.leg_weeks[-WEEKS_SHOWN:]
    return Look(
        measured=measured,
        reviews=held,
        since=since,
        until=until,
        attended=len(inside),
        weeks=weeks,
        earlier_weeks=len(measured.measure.leg_weeks) - len(weeks),
        effects=effects_noted(inside),
        others=_by_name(row for row in others if row.course_id != course.id),
        medicine_days=medicine,
        none_days=without,
        function=function_between(db_session, patient_id, began, until),
    )


def effects_noted(sessions: Iterable[SessionRow]) -> tuple[EffectNoted, ...]:
    """The side effects noted in the sessions, in the order of the vocabulary."""
    found: dict[str, list[str | None]] = defaultdict(list)
    for one in sessions:
        for effect in parse_side_effects(one.side_effects or ""):
            found[effect.item].append(effect.severity)
    worst_first = list(SEVERITIES)[::-1]
    return tuple(
        EffectNoted(item, len(found[item]), next((code for code in worst_first if code in found[item]), None))
        for item in SIDE_EFFECTS
        if item in found
    )


def _by_name(rows: Iterable[SessionShort]) -> dict[str, int]:
    """How often each was, in the order of the kinds; other treatments by the names they were given."""
    order = list(SESSION_KINDS)
    held = sorted(rows, key=lambda row: (order.index(row.kind), row.other_name or ""))
    return dict(Counter(session_name(row.kind, row.other_name) for row in held))


def _medicine_days(rows: Iterable[Dose]) -> tuple[int, int]:
    """Days with medicine, and days on which none was said to be taken."""
    days = {(row.local_day, row.none_taken) for row in rows}
    without = sum(none_taken for _day, none_taken in days)
    return len(days) - without, without


def function_between(db_session: Session, patient_id: uuid.UUID, began: date, until: date) -> FunctionChange | None:
    """How what the patient can do changed from around `began` to `until`; None without a pair of scores."""
    scores: dict[str, dict[date, int]] = defaultdict(dict)
    for row in rows_of(db_session, *queries.activity_scores(patient_id, began - FUNCTION_BEFORE, until)):
        scores[row.name][row.for_date] = row.score
    return function_change(scores, began)

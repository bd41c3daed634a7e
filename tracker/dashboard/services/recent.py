"""The last days in small: fourteen of them as a line with the verdict beside it, and six weeks for the pain chart."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from tracker.charts.facts import PainFacts
from tracker.charts.pain import facts_of
from tracker.charts.recorded import Recorded
from tracker.charts.sparkline import Sparkline, sparkline
from tracker.dashboard.services import chart_facts
from tracker.dashboard.services.calendar import Days
from tracker.domain.values.periods import days_between
from tracker.review.services.measuring import MeasuredCourse
from tracker.wording.diary import fortnight_words
from tracker.wording.verdict import brief_words

FORTNIGHT: Final = 14
SIX_WEEKS: Final = timedelta(days=41)
FEW: Final = 2  # days with a score: fewer make no line to look at


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """`words` tell the scores of the line, `verdict` is that of the course of `course_id`; both empty where nothing is.

    `chart` is None where there is nothing to draw yet.
    """

    line: Sparkline
    words: str
    verdict: str
    course_id: UUID | None
    chart: PainFacts | None


def recent_of(days: Days, today: date, course: MeasuredCourse | None) -> Recent:
    """The last days up to `today`, of which `days` holds six weeks, and what they come to in a course."""
    scores = [days.scores.get(day) for day in days_between(today - timedelta(days=FORTNIGHT - 1), today)]
    leg = [None if score is None else score.leg for score in scores]
    baseline = None if course is None else course.measure.baseline
    return Recent(
        line=sparkline(leg, None if baseline is None else baseline.mean, FORTNIGHT),
        words=fortnight_words(leg),
        verdict="" if course is None or course.measure.first_day is None else brief_words(course.measure.verdict),
        course_id=None if course is None else course.row.id,
        chart=None if len(days.scores) < FEW else _chart(days, today, course),
    )


def _chart(days: Days, today: date, course: MeasuredCourse | None) -> PainFacts:
    """What the pain chart shows of the last six weeks, or since the first score of them."""
    first = min(max(today - SIX_WEEKS, min(days.scores)), today - timedelta(days=FORTNIGHT - 1))
    rows = [row for of_day in days.held.sessions.values() for row in of_day]
    return facts_of(
        Recorded(
            first_day=first,
            last_day=today,
            course=None if course is None else chart_facts.course_of(course),
            days=days.scores,
            sessions=chart_facts.sessions_of(rows, {} if course is None else course.numbers),
            medication_days=[
                day for day, doses in sorted(days.held.doses.items()) if any(not one.none_taken for one in doses)
            ],
            changes=chart_facts.changes_of(row for of_day in days.held.changes.values() for row in of_day),
        )
    )

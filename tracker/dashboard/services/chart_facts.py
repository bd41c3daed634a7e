"""Puts what was read for Progress into what its charts are made of. Pure: nothing is asked of the database here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from tracker.charts.facts import ChartBlock, ChartLifeEvent, ChartSession, LatestWeek
from tracker.charts.recorded import RecordedCourse
from tracker.diary.models import LifeEvent
from tracker.diary.queries import Detailed
from tracker.domain.course.progress import Measure
from tracker.domain.learning.experiment import Arm
from tracker.experiments.services.reading import Told
from tracker.patients.queries import ActivityScore
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.measuring import MeasuredCourse
from tracker.treatment.queries.treatment import SessionOfDay
from tracker.wording.diary import session_minutes
from tracker.wording.experiments import block_words
from tracker.wording.treatment import session_name
from tracker.wording.vocabularies import CHANGE_KINDS


def places_of(rows: Iterable[Detailed]) -> dict[date, tuple[str, ...]]:
    """The places marked on each day, by its entry and its moments."""
    places: dict[date, tuple[str, ...]] = {}
    for row in rows:
        if row.regions:
            places[row.for_date] = places.get(row.for_date, ()) + row.regions
    return places


def notes_of(rows: Iterable[Detailed]) -> dict[date, str]:
    """The day's own words; those of its moments stand after them."""
    notes: dict[date, str] = {}
    for row in rows:
        if row.note:
            day = row.for_date
            notes[day] = f"{notes[day]} / {row.note}" if day in notes else row.note
    return notes


def answers_of(daily: Sequence[Detailed], names: Iterable[str]) -> dict[str, dict[date, Any]]:
    """What was answered on each day to the questions that a day is asked and a moment is not, by their names."""
    if not daily:
        return {name: {} for name in names}
    columns = dict(zip(daily[0]._fields, zip(*daily, strict=True), strict=True))
    days = columns["for_date"]
    return {
        name: {day: value for day, value in zip(days, columns[name], strict=True) if value is not None}
        for name in names
    }


def activities_of(rows: Iterable[ActivityScore]) -> dict[str, dict[date, int]]:
    """The scores of each activity by its name."""
    activities: dict[str, dict[date, int]] = {}
    for row in rows:
        activities.setdefault(row.name, {})[row.for_date] = row.score
    return activities


def changes_of(rows: Iterable[LifeEvent]) -> list[ChartLifeEvent]:
    return [ChartLifeEvent(row.for_date, row.note or CHANGE_KINDS[row.kind]) for row in rows]


def blocks_of(experiments: Iterable[Told]) -> list[ChartBlock]:
    """The blocks that have begun, each with what it was for."""
    return [
        ChartBlock(
            block.first,
            min(block.last, one.last_shown),
            block.arm is Arm.B,
            block_words(one.arms[block.arm]),
        )
        for one in experiments
        for block in one.blocks
    ]


def course_of(measured: MeasuredCourse) -> RecordedCourse:
    row, measure = measured.row, measured.measure
    end = row.ended_on or measured.planned_end
    return RecordedCourse(
        first_day=measure.first_day,
        planned=None if end is None else (row.started_on, max(end, row.started_on)),
        baseline=measure.baseline,
        around=measured.around,
        latest=_latest(measure),
    )


def _latest(measure: Measure) -> LatestWeek | None:
    latest, days = measure.verdict.latest, measure.latest_days
    return None if latest is None or latest.mean is None or days is None else LatestWeek(*days, latest.mean)


def sessions_of(rows: Iterable[SessionRow | SessionOfDay], numbers: Mapping[UUID, int]) -> list[ChartSession]:
    """All but missed ones; `numbers` are those of the sessions of the course."""
    called = cache(_called)  # self-care is the same words day by day
    return [
        ChartSession(
            row.local_day,
            row.kind,
            numbers.get(row.id),
            row.status,
            called(row.kind, row.other_name, row.minutes),
            row.minutes,
        )
        for row in rows
        if row.status != "missed"
    ]


def _called(kind: str, other_name: str | None, minutes: int | None) -> str:
    return session_minutes(session_name(kind, other_name), minutes)

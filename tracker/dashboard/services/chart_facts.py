"""Puts what was read for Progress into what its charts are made of. Pure: nothing is asked of the database here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from tracker.charts.facts import ChartLifeEvent, ChartSession
from tracker.charts.recorded import Recorded, RecordedCourse
from tracker.diary.queries import LifeEventRow, PlaceNoted
from tracker.domain.scores.daily import DayScore
from tracker.review.queries.reviews import ActivityScore, SessionRow
from tracker.review.services.measuring import MeasuredCourse
from tracker.wording.dashboard import session_minutes
from tracker.wording.treatment import session_name
from tracker.wording.vocabularies import CHANGE_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The rows behind the charts of the days from `first` to `last`; `days` and `functions` may reach farther back."""

    first: date
    last: date
    course: MeasuredCourse | None
    days: Mapping[date, DayScore]
    sessions: Sequence[SessionRow]
    medicine: Sequence[date]
    changes: Sequence[LifeEventRow]
    places: Sequence[PlaceNoted]
    functions: Sequence[ActivityScore]

    def shows(self, day: date) -> bool:
        return self.first <= day <= self.last


def recorded(found: Gathered, *, unit: Literal["sessions", "minutes"], reference: bool) -> Recorded:
    """What the charts are made of; `reference` asks for the published averages as well."""
    places: dict[date, tuple[str, ...]] = {}
    for day, marked, _ in found.places:
        places[day] = places[day] + marked if day in places else marked
    activities: dict[str, dict[date, int]] = {}
    for row in found.functions:
        activities.setdefault(row.name, {})[row.for_date] = row.score
    return Recorded(
        first_day=found.first,
        last_day=found.last,
        course=None if found.course is None else _course(found.course),
        days=found.days,
        sessions=_chart_sessions(found),
        medication_days=found.medicine,
        changes=[ChartLifeEvent(row.for_date, row.note or CHANGE_KINDS[row.kind]) for row in found.changes],
        places=places,
        notes=_notes(found.places),
        activities=activities,
        unit=unit,
        reference=reference,
    )


def _notes(rows: Iterable[PlaceNoted]) -> dict[date, str]:
    """The day's own words; those of its moments stand after them."""
    notes: dict[date, str] = {}
    for day, _, note in rows:
        if note:
            notes[day] = f"{notes[day]} / {note}" if day in notes else note
    return notes


def _course(measured: MeasuredCourse) -> RecordedCourse:
    row, measure = measured.row, measured.measure
    end = row.ended_on or measured.planned_end
    return RecordedCourse(
        first_day=measure.first_day,
        planned=None if end is None else (row.started_on, max(end, row.started_on)),
        baseline=measure.baseline,
        around=measured.around,
    )


def _chart_sessions(found: Gathered) -> list[ChartSession]:
    numbers: Mapping[UUID, int] = {} if found.course is None else found.course.numbers
    return [_chart_session(one, numbers) for one in found.sessions if one.status != "missed"]


def _chart_session(row: SessionRow, numbers: Mapping[UUID, int]) -> ChartSession:
    words = session_minutes(session_name(row.kind, row.other_name), row.minutes)
    return ChartSession(row.local_day, row.kind, numbers.get(row.id), row.status, words, row.minutes)

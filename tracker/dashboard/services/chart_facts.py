"""Puts what was read for Progress into the facts of its charts. Pure: nothing is asked of the database here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from tracker.charts.by_week import ByWeekFacts, DoneSession
from tracker.charts.facts import ChartChange, ChartSession, PainFacts
from tracker.charts.farthest import FarthestFacts
from tracker.charts.function import Activity, FunctionFacts
from tracker.domain.body.centralisation import ranks_by_day, weekly_farthest
from tracker.domain.course.progress import first_week_start, weeks_through
from tracker.domain.scores.daily import DayScore, back_by_day, back_later_by_day, leg_by_day, leg_later_by_day
from tracker.domain.scores.function import function_change
from tracker.domain.treatment.sessions import session_name
from tracker.domain.vocabularies import CHANGE_KINDS
from tracker.review.services.measuring import CourseReading, SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The rows behind the charts of the days from `first` to `last`; `days` and `functions` may reach farther back."""

    first: date
    last: date
    course: CourseReading | None
    days: Mapping[date, DayScore]
    sessions: Sequence[SessionRow]
    medicine: Sequence[date]
    changes: Sequence[Any]
    places: Sequence[Any]
    functions: Sequence[Any]

    @property
    def anchor(self) -> date:
        """The day that begins the weeks of the charts: that of session 1 where it is shown."""
        day = None if self.course is None else self.course.measure.first_day
        return self.first if day is None else min(max(day, self.first), self.last)

    def shows(self, day: date) -> bool:
        return self.first <= day <= self.last


def pain_facts(found: Gathered, *, reference: bool) -> PainFacts:
    """Chart 1; `reference` asks for the published averages as well."""
    shown = {day: score for day, score in found.days.items() if found.shows(day)}
    measured = None if found.course is None else found.course.measure
    span = found.anchor, found.first, found.last
    return PainFacts(
        first_day=found.first,
        last_day=found.last,
        days=list(shown.values()),
        leg_weeks=weeks_through(leg_by_day(shown), *span, leg_later_by_day(shown)),
        back_weeks=weeks_through(back_by_day(shown), *span, back_later_by_day(shown)),
        baseline=None if measured is None else measured.baseline,
        sessions=_chart_sessions(found),
        planned=_planned(found.course),
        medication_days=found.medicine,
        changes=[ChartChange(row.for_date, row.note or CHANGE_KINDS[row.kind]) for row in found.changes],
        notes=_notes(found.places),
        reference_from=measured.first_day if measured is not None and reference else None,
    )


def farthest_facts(found: Gathered) -> FarthestFacts:
    """Chart 3."""
    regions: dict[date, tuple[str, ...]] = {}
    for day, marked, _ in found.places:
        regions[day] = regions[day] + marked if day in regions else marked
    ranks = ranks_by_day(regions)
    return FarthestFacts(
        first_day=found.first,
        last_day=found.last,
        ranks=ranks,
        weeks=weekly_farthest(ranks, first_week_start(found.anchor, found.first), found.last),
        first_session=None if found.course is None else found.course.measure.first_day,
    )


def by_week_facts(found: Gathered, pain: PainFacts, unit: Literal["sessions", "minutes"]) -> ByWeekFacts:
    """Chart 4, over the weeks of chart 1."""
    return ByWeekFacts(
        first_day=found.first,
        last_day=found.last,
        leg_weeks=pain.leg_weeks,
        sessions=[
            DoneSession(one.local_day, one.kind, one.minutes) for one in found.sessions if one.status == "attended"
        ],
        medication_days=found.medicine,
        unit=unit,
    )


def function_facts(found: Gathered) -> FunctionFacts:
    """Chart 6, with the change since the course began where there is a course."""
    scores: dict[str, dict[date, int]] = {}
    for row in found.functions:
        scores.setdefault(row.name, {})[row.for_date] = row.score
    began = None if found.course is None else found.course.measure.first_day
    return FunctionFacts(
        first_day=found.first,
        last_day=found.last,
        activities=[Activity(name, by_day) for name, by_day in scores.items()],
        change=None if began is None else function_change(scores, began),
    )


def _notes(rows: Iterable[Any]) -> dict[date, str]:
    """The day's own words; those of its moments stand after them."""
    notes: dict[date, str] = {}
    for day, _, note in rows:
        if note:
            notes[day] = f"{notes[day]} / {note}" if day in notes else note
    return notes


def _planned(course: CourseReading | None) -> tuple[date, date] | None:
    if course is None:
        return None
    end = course.row.ended_on or course.planned_end
    return None if end is None else (course.row.started_on, max(end, course.row.started_on))


def _chart_sessions(found: Gathered) -> list[ChartSession]:
    numbers: Mapping[UUID, int] = {} if found.course is None else found.course.numbers
    return [_chart_session(one, numbers) for one in found.sessions if one.status != "missed"]


def _chart_session(row: SessionRow, numbers: Mapping[UUID, int]) -> ChartSession:
    minutes = "" if row.minutes is None else f", {row.minutes} min"
    words = session_name(row.kind, row.other_name) + minutes
    return ChartSession(row.local_day, row.kind, numbers.get(row.id), row.status, words)

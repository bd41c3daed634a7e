"""Keeps how each shared record stands, worked out by what also reads the Course page, so that the two agree.

A row is worked out again with every change of its record, for as long as the record is shared with anybody.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.charts.sparkline import WEEKS
from tracker.correspondence.models import FlagAnswer
from tracker.correspondence.services.flags import latest_answered, read_answers
from tracker.diary.models import Entry
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.course.counting import DECISION_AFTER_DAYS, review_due
from tracker.domain.course.flare import flare_of
from tracker.domain.scores.daily import EntryScore, day_scores
from tracker.domain.scores.weekly import WeekMean
from tracker.patients.models import Caution
from tracker.patients.services.history import RowChange
from tracker.patients.services.turns import take_turn
from tracker.practice.models import Summary
from tracker.practice.queries import patients
from tracker.review.models import CourseReview
from tracker.review.queries import reviews
from tracker.review.services.measuring import (
    KnownMeasure,
    entries_needed,
    measure_known,
    open_courses,
    read_courses,
)
from tracker.storage import writes
from tracker.storage.rows import rows_of, value_of
from tracker.treatment.models import Course, TreatmentSession
from tracker.treatment.queries.courses import CourseRow
from tracker.treatment.services.reading import current_cautions

# Raise it whenever the code or the rules below say something else of the same record.
RULES: Final = 4
# The columns that a summary depends on, by table.
MATTERING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Entry.__tablename__: (
            *("kind", "for_date", "leg_pain", "back_pain", "leg_later", "warning_signs", "deleted_at"),
            *("imported_from", "from_words"),
        ),
        TreatmentSession.__tablename__: ("course_id", "status", "started_at", "local_day", "deleted_at"),
        Course.__tablename__: ("kind", "phase", "started_on", "ended_on", "planned_sessions", "deleted_at"),
        CourseReview.__tablename__: ("course_id", "held_on", "sessions_done", "deleted_at"),
        FlagAnswer.__tablename__: ("flags", "deleted_at"),
        Caution.__tablename__: ("kind", "ended_on", "deleted_at"),
    }
)


def work_out(db_session: Session, patient_id: uuid.UUID, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """The columns of a record's summary as of `now`, in three to six queries.

    A day that has gone by makes no other: what depends on the day is left to whoever reads it.
    """
    today, made = now.astimezone(zone).date(), {"patient_id": patient_id, "rules": RULES, "made_at": now}
    nothing: dict[str, Any] = dict.fromkeys(Summary.__table__.columns.keys())
    leading = open_courses(read_courses(db_session, patient_id), today)[:1]
    entries = [entry for row in leading for entry in entries_needed(db_session, patient_id, row)]
    record = _record(db_session, patient_id, today, entries)
    course = [_course(db_session, patient_id, row, measure_known(row, entries, today)) for row in leading]
    return nothing | made | record | (course[0] if course else {"doubts": ()})


def make_summary(db_session: Session, patient_id: uuid.UUID, now: datetime, *, if_shared: bool = False) -> None:
    """Work out a record's summary anew, in the caller's transaction; if asked so, only where the record is shared."""
    zone_of = patients.time_zone_if_shared if if_shared else patients.time_zone
    zone = value_of(db_session, *zone_of(patient_id))
    if zone is not None:
        take_turn(db_session, patient_id)
        writes.put(db_session, Summary.__table__, work_out(db_session, patient_id, ZoneInfo(zone), now))


def keep_summaries(db_session: Session, noted: Sequence[RowChange]) -> None:
    """Work out the summary of each shared record that this transaction changed, before it is committed."""
    changed = {change.patient_id: change.at for change in noted if _matters(change)}
    for patient_id, at in changed.items():
        make_summary(db_session, patient_id, at, if_shared=True)


def refresh_summaries(db_session: Session, now: datetime) -> None:
    """Work out the summary of every shared record."""
    make_summaries(db_session, db_session.execute(patients.shared_records()).scalars(), now)


def make_summaries(db_session: Session, patient_ids: Iterable[uuid.UUID], now: datetime) -> None:
    """Work out these summaries, in an order that lets two who do so at once not stand in each other's way."""
    for patient_id in sorted(patient_ids):
        make_summary(db_session, patient_id, now)


def _matters(change: RowChange) -> bool:
    """Whether the change can touch a summary at all."""
    stood = (change.before or {}, change.after)
    loose = change.table_name == TreatmentSession.__tablename__ and not any(one.get("course_id") for one in stood)
    return not loose and change.touches(MATTERING)


def _record(db_session: Session, patient_id: uuid.UUID, today: date, entries: Sequence[EntryScore]) -> dict[str, Any]:
    """What the record says beside its course: the last entry, recent warning signs and their answers, the cautions.

    `entries` are the latest ones, if any are known already.
    """
    latest = entries or rows_of(db_session, *patients.last_day_scores(patient_id))
    last_day = latest[-1].for_date if latest else None
    score = None if last_day is None else day_scores(one for one in latest if one.for_date == last_day).get(last_day)
    flags = read_answers(db_session, patient_id, recent_warning_signs(db_session, patient_id, today))
    return {
        "last_entry_on": last_day,
        "last_leg": None if score is None else score.leg,
        "warned_on": flags.waiting[0][0] if flags.waiting else None,
        "warning_signs": flags.waiting[0][1] if flags.waiting else (),
        "flag_answered_on": latest_answered(flags),
        "cautions": current_cautions(db_session, patient_id),
    }


def _course(db_session: Session, patient_id: uuid.UUID, row: CourseRow, measured: KnownMeasure) -> dict[str, Any]:
    """The running course: it started on the first of its days, its weeks are the latest means, None for a gap."""
    found, verdict = measured.measure, measured.measure.verdict
    baseline, latest = None if found.baseline is None else found.baseline.mean, verdict.latest
    return {
        "course_id": row.id,
        "course_kind": row.kind,
        "course_started_on": min(filter(None, (row.started_on, row.first_session_day))),
        "course_first_day": found.first_day,
        "phase": row.phase,
        "done": row.done,
        "planned": row.planned_sessions,
        "review_due": _review_due(db_session, patient_id, row, found.first_day),
        "baseline_leg": baseline,
        "latest_leg": None if latest is None else latest.mean,
        "latest_low": None if latest is None else latest.low,
        "latest_high": None if latest is None else latest.high,
        "latest_days": None if latest is None else latest.days,
        "latest_late_days": None if latest is None else latest.late.days,
        "label": verdict.label.value,
        "confirmed": verdict.confirmed,
        "doubts": verdict.doubts,
        "weeks": _weeks(found.leg_weeks),
        "flare_on": _flare_on(measured.leg, baseline),
    }


def _weeks(weeks: Sequence[WeekMean]) -> list[float | None] | None:
    """Up to the latest that has a mean: the weeks without one after it are as many as the days that go by."""
    means = [None if week.mean is None else round(week.mean, 2) for week in weeks]
    while means and means[-1] is None:
        means.pop()
    return means[-WEEKS:] or None


def _flare_on(leg: Mapping[date, float], baseline: float | None) -> date | None:
    """The last scored day where it and the day before are a flare: `flare_of` finds one that day and the next."""
    last = max(leg, default=None)
    found = None if last is None else flare_of(leg, baseline, last)
    return None if found is None else found.second_day


def _review_due(db_session: Session, patient_id: uuid.UUID, row: CourseRow, first_day: date | None) -> str | None:
    """The review that is due whatever the day, or else the one at 90 days while none was held since."""
    if row.phase != "initial":
        return None
    held = rows_of(db_session, *reviews.reviews(patient_id, row.id))
    after = [one.sessions_done for one in held]
    due = review_due(row.done, row.planned_sessions, after)
    if due is None and first_day is not None:
        due = review_due(
            row.done,
            row.planned_sessions,
            after,
            first_day=first_day,
            today=first_day + timedelta(days=DECISION_AFTER_DAYS),
            reviewed_on=[one.held_on for one in held],
        )
    return None if due is None else due.value

"""The rows of the smaller files, which make the archive complete; each takes a row of its query."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.domain.values.rounding import two_decimals
from tracker.files.cells import YES_NO, RowCells, guarded, utc_moment


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def episode_row(row: Any) -> RowCells:
    return (
        str(row.id),
        row.side,
        _day(row.began_on),
        row.duration_at_start,
        row.cause_told,
        "; ".join(row.warning_signs or ()),
        _day(row.ended_on),
        guarded(row.note),
        utc_moment(row.created_at),
    )


def caution_row(row: Any) -> RowCells:
    return (
        str(row.id),
        row.kind,
        _day(row.noted_on),
        _day(row.confirmed_on),
        _day(row.ended_on),
        guarded(row.note),
    )


def activity_row(activity: Any, score: Any | None) -> RowCells:
    """One score of an activity, or the activity alone."""
    named = (
        str(activity.id),
        guarded(activity.name),
        activity.position,
        utc_moment(activity.created_at),
        _day(activity.retired_on),
    )
    if score is None:
        return (*named, "", "", "", "")
    return (*named, str(score.id), _day(score.for_date), score.score, utc_moment(score.entered_at))


def change_row(row: Any) -> RowCells:
    return (str(row.id), row.kind, _day(row.for_date), guarded(row.note), utc_moment(row.entered_at))


def changed_text(changed: Mapping[str, Any]) -> str:
    """What a plan change holds, as JSON that is the same each time."""
    return json.dumps(changed, sort_keys=True, ensure_ascii=False)


def plan_change_row(row: Any) -> RowCells:
    return (
        str(row.id),
        str(row.course_id),
        utc_moment(row.at),
        guarded(row.by_name),
        changed_text(row.changed),
        guarded(row.reason),
    )


def review_row(row: Any) -> RowCells:
    return (
        str(row.id),
        str(row.course_id),
        _day(row.held_on),
        row.sessions_done,
        row.global_change,
        row.decision,
        guarded(row.reason),
        row.label,
        YES_NO[row.confirmed],
        two_decimals(row.baseline_leg),
        two_decimals(row.latest_leg),
        guarded(row.by_name),
        utc_moment(row.entered_at),
        "; ".join(row.doubts or ()),
        row.baseline_late_days,
        row.latest_late_days,
    )


def starting_week_row(row: Any) -> RowCells:
    return (
        str(row.id),
        str(row.course_id),
        utc_moment(row.at),
        _day(row.first_session_day),
        two_decimals(row.mean),
        row.days,
        _day(row.first_day),
        _day(row.last_day),
        YES_NO[row.overlaps],
        row.late_days,
    )


def account_row(row: Any) -> RowCells:
    return (
        guarded(row.user_name),
        guarded(row.email),
        row.time_zone,
        row.country,
        utc_moment(row.created_at),
    )

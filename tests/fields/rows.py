"""A plain row of every table of recorded fields, and a value of every field that such a row can hold."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

from tests.fields.tables import Recorded
from tracker.fields.field import Field, Kind

DAY: Final = date(2026, 3, 1)
AT: Final = datetime(2026, 3, 1, 17, 30, tzinfo=UTC)
COURSE_ID, SESSION_ID = uuid.uuid4(), uuid.uuid4()
PLAIN: Final[Mapping[str, dict[str, Any]]] = {
    "entry": {
        "kind": "daily",
        "for_date": DAY,
        "entered_at": AT,
        "entered_offset": 60,
        "late": False,
        "leg_pain": 3,
        "leg_later": 0,
        "from_words": False,
        "time_unknown": False,
    },
    "treatment_session": {
        "kind": "acupuncture",
        "status": "attended",
        "started_at": AT,
        "started_offset": 60,
        "local_day": DAY,
        "entered_at": AT,
    },
    "course": {
        "kind": "acupuncture",
        "phase": "initial",
        "started_on": DAY,
        "planned_sessions": 10,
        "created_at": AT,
    },
    "dose": {
        "local_day": DAY,
        "none_taken": False,
        "taken_at": AT,
        "taken_offset": 60,
        "name": "Ibuprofen",
        "entered_at": AT,
    },
    "session_record": {"session_id": SESSION_ID, "by_name": "Li Wen", "entered_at": AT},
}
# What some fields need beside them, where they are not plain numbers, codes or words.
BESIDE: Final[Mapping[str, dict[str, Any]]] = {
    "for_time": {"kind": "moment"},
    "late": {"leg_later": 2},
    "from_words": {"imported_from": "bearable"},
    "leg_later": {"late": True},
    "back_later": {"late": True, "back_pain": 3},
    "worst_leg_pain": {"worst_leg_pain": 9},
    "back_pain": {"back_later": 0},
    "leg_before": {"leg_after": 1},
    "leg_after": {"leg_before": 5},
    "distance_m": {"kind": "walking"},
    "exercises": {"kind": "stretching"},
    "other_name": {"kind": "other"},
    "ended_on": {"phase": "ended"},
    "phase": {"phase": "maintenance"},
    "course_id": {"course_id": COURSE_ID},
    "amount": {"unit": "mg"},
    "unit": {"amount": Decimal("1.5"), "unit": "tablet"},
    "stimulation_hz": {"stimulation": "electrical"},
}
VALUES: Final[Mapping[Kind, Any]] = {
    Kind.DAY: DAY,
    Kind.CLOCK: time(9, 5),
    Kind.YES_NO: True,
    Kind.DECIMAL: Decimal("1.5"),
    Kind.LINE: "=A line, with “marks”",
    Kind.NOTE: "A note.\nWith “marks” and\t'quotes'.",
    Kind.POINTS: "BL40 left; GB30 both",
    Kind.EXERCISES: "Bridge [3x10, hold 5 s]",
    Kind.SIDE_EFFECTS: "bruise mild same_day; tired",
    Kind.PLAIN_VALUES: [{"item": "bruise", "severity": "mild"}],
}


def value_of(field: Field) -> Any:
    """A value that tells the field from one that is empty."""
    if field.kind is Kind.CODE:
        return field.codes[-1]
    if field.kind is Kind.CODES:
        return field.codes[:2]
    if field.low is not None and field.high is not None:
        return min(field.low + 2, field.high)
    return VALUES[field.kind]


def rows_of(table: Recorded) -> dict[str, dict[str, Any]]:
    """For every field that a person gives, a row that holds it, by the field's name."""
    plain = PLAIN[table.name]
    given = [field for field in table.fields if field.name in table.model.__table__.columns]
    return {field.name: plain | _held(field, plain) for field in given}


def _held(field: Field, plain: Mapping[str, Any]) -> dict[str, Any]:
    if field.name in plain and field.name not in BESIDE:
        return {}
    if field.kind is Kind.IDENTIFIER:
        return BESIDE.get(field.name, {})
    return {field.name: value_of(field)} | BESIDE.get(field.name, {})

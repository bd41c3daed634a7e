"""Sessions, courses, medicine and life events through the interface."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.support import sharing
from tests.support.people import ZONE, Person
from tests.support.programs import Program
from tracker.domain.accounts.programs import Scope

DAY = sharing.today


def at(days: int = 0, hour: int = 0) -> str:
    """So many days ago, at a time that has come."""
    day = DAY() - timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(ZONE)).isoformat()


def session(**values: Any) -> dict[str, Any]:
    return {"kind": "acupuncture", "status": "attended", "started_at": at(), **values}


def course(**values: Any) -> dict[str, Any]:
    started = (DAY() - timedelta(days=10)).isoformat()
    return {"kind": "acupuncture", "phase": "initial", "started_on": started, "planned_sessions": 10, **values}


def dose(**values: Any) -> dict[str, Any]:
    return {"taken_at": at(), "name": "Ibuprofen", "amount": 400, "unit": "mg", **values}


def life_event(**values: Any) -> dict[str, Any]:
    return {"kind": "ergonomic", "for_date": DAY().isoformat(), "note": "A new chair", **values}


BODIES = {"sessions": session, "courses": course, "medication": dose, "life-events": life_event}


@pytest.fixture(params=BODIES)
def resource(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def put(program: Program, resource: str, body: dict[str, Any]) -> Any:
    answer = program.put(program.path(f"{resource}/{uuid.uuid4()}"), body)
    assert answer.status_code == 201, answer.json
    return answer.json


def test_it_is_made_once_changed_deleted_and_brought_back(program: Program, resource: str) -> None:
    path, body = program.path(f"{resource}/{uuid.uuid4()}"), BODIES[resource]()
    made = program.put(path, body)
    assert made.status_code == 201, made.json
    again = program.put(path, body)
    assert (again.status_code, again.json) == (200, made.json)
    assert "Change-Id" not in again.headers
    field = "goal" if resource == "courses" else "note"
    changed = program.put(path, body | {field: "Another"}, headers={"If-Match": made.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.json is not None
    assert changed.json[field] == "Another"
    assert program.put(path, body, headers={"If-Match": made.headers["ETag"]}).status_code == 412
    back = program.put(path, changed.json)
    assert (back.status_code, back.json) == (200, changed.json)
    deleted = program.delete(path)
    assert deleted.status_code == 204
    assert program.get(path).status_code == 404
    assert program.put(path, body).status_code == 409
    program.post(program.path(f"changes/{deleted.headers['Change-Id']}/undo"))
    assert program.get(path).json == changed.json


def test_a_list_tells_what_changed_and_what_was_deleted(program: Program, resource: str) -> None:
    ids = [str(uuid.uuid4()) for _ in range(3)]
    for row_id in ids:
        program.put(program.path(f"{resource}/{row_id}"), BODIES[resource]())
    listed = program.get(program.path(resource)).json
    assert listed is not None
    assert [next(iter(item.values())) for item in listed["items"]] == sorted(ids)
    program.delete(program.path(f"{resource}/{ids[0]}"))
    later = program.get(program.path(f"{resource}?since={listed['since']}")).json
    assert later is not None
    assert [next(iter(gone.values())) for gone in later["deleted"]] == [ids[0]]
    assert {next(iter(item.values())) for item in later["items"]} <= set(ids[1:])


def test_what_a_course_comes_to(program: Program) -> None:
    one = put(program, "courses", course())
    sessions = [put(program, "sessions", session(started_at=at(days), course_id=one["course_id"])) for days in (9, 5)]
    missed = put(program, "sessions", session(status="missed", started_at=at(3), course_id=one["course_id"]))
    for days in range(20):
        day = (DAY() - timedelta(days=days)).isoformat()
        leg = 3 if days <= 9 else 6
        put(program, "entries", {"kind": "daily", "for_date": day, "leg_pain": leg})
    told = program.get(program.path(f"courses/{one['course_id']}")).json
    assert told is not None
    assert (told["attended"], told["missed"], told["baseline_leg"], told["latest_leg"]) == (2, 1, 6, 3)
    assert (told["change_points"], told["change_percent"], told["label"]) == (-3, -50, "substantial")
    numbers = [program.get(program.path(f"sessions/{row['session_id']}")).json for row in (*sessions, missed)]
    assert [row and row["session_number"] for row in numbers] == [1, 2, None]
    assert numbers[0] is not None
    assert numbers[0]["leg_next_day"] == 3
    listed = program.get(program.path("courses")).json
    assert listed is not None
    assert listed["items"] == [told]


def test_a_course_that_is_gone_is_not_named(program: Program) -> None:
    one = put(program, "courses", course())
    own = put(program, "sessions", session(course_id=one["course_id"]))
    program.delete(program.path(f"courses/{one['course_id']}"))
    told = program.get(program.path(f"sessions/{own['session_id']}")).json
    assert told is not None
    assert (told["course_id"], told["session_number"]) == (None, None)


def test_everything_a_session_can_hold(program: Program) -> None:
    told = put(
        program,
        "sessions",
        session(
            minutes=45,
            practitioner="Li Wen",
            leg_before=6,
            leg_after=4,
            helped="somewhat",
            zones=["low_back", "calf"],
            points="BL40 left; GB30 both",
            needle_count=8,
            needle_minutes=20,
            stimulation="manual",
            sensation="mild",
            side_effects="bruise mild same_day",
            cost=45.5,
            insurance_covered=False,
            note="Quiet",
        ),
    )
    assert (told["points"], told["cost"], told["zones"]) == ("BL40 left; GB30 both", 45.5, ["low_back", "calf"])
    assert (told["side_effects"], told["insurance_covered"]) == ("bruise mild same_day", False)


WRONG = (
    ("sessions", {"kind": "nap"}, "kind"),
    ("sessions", {"started_at": "2026-03-01"}, "started_at"),
    ("sessions", {"started_at": "20260301"}, "started_at"),
    ("sessions", {"started_at": "2090-03-01T10:00:00+01:00"}, "started_at"),
    ("sessions", {"distance_m": 100}, "distance_m"),
    ("sessions", {"points": "P7"}, "points"),
    ("sessions", {"course_id": str(uuid.UUID(int=7))}, "course_id"),
    ("sessions", {"cost": 1.234}, "cost"),
    ("courses", {"planned_sessions": 0}, "planned_sessions"),
    ("courses", {"phase": "ended"}, "ended_on"),
    ("courses", {"attended": "3", "planned_sessions": None}, "planned_sessions"),
    ("medication", {"name": None}, "name"),
    ("medication", {"unit": None}, "unit"),
    ("medication", {"amount": -1}, "amount"),
    ("medication", {"taken_at": "2090-03-01T10:00:00+01:00"}, "taken_at"),
    ("medication", {"taken_at": "20260301"}, "taken_at"),
    ("medication", {"taken_at": None}, "taken_at"),
    ("medication", {"taken_at": "2026-03-01"}, "name"),
    ("life-events", {"kind": "weather"}, "kind"),
    ("life-events", {"for_date": "9999-03-01"}, "for_date"),
)


@pytest.mark.parametrize(("resource", "given", "field"), WRONG)
def test_what_cannot_be_taken_is_said_by_field(
    program: Program, resource: str, given: dict[str, Any], field: str
) -> None:
    answer = program.put(program.path(f"{resource}/{uuid.uuid4()}"), BODIES[resource]() | given)
    assert answer.status_code == 422
    assert answer.json is not None
    assert field in {one["field"] for one in answer.json["errors"]}


def test_none_taken_stands_until_there_is_a_dose(program: Program) -> None:
    none = put(program, "medication", {"taken_at": DAY().isoformat()})
    assert (none["taken_at"], none["name"]) == (DAY().isoformat(), None)
    again = program.put(program.path(f"medication/{none['dose_id']}"), {"taken_at": DAY().isoformat()})
    assert (again.status_code, again.json) == (200, none)
    put(program, "medication", dose())
    other = program.put(program.path(f"medication/{uuid.uuid4()}"), {"taken_at": DAY().isoformat()})
    assert other.status_code == 422


@pytest.mark.parametrize("resource", ["sessions", "medication"])
def test_a_token_for_today_writes_today_alone(app: Flask, rosa: Person, resource: str) -> None:
    today = Program.of(app, rosa, Scope.LOG)
    when = "started_at" if resource == "sessions" else "taken_at"
    body = BODIES[resource]()
    assert today.put(today.path(f"{resource}/{uuid.uuid4()}"), body).status_code == 204
    assert today.put(today.path(f"{resource}/{uuid.uuid4()}"), body | {when: at(2)}).status_code == 403


@pytest.mark.parametrize("resource", ["courses", "life-events"])
def test_a_token_for_today_makes_no_course_and_no_life_event(app: Flask, rosa: Person, resource: str) -> None:
    today = Program.of(app, rosa, Scope.LOG)
    assert today.put(today.path(f"{resource}/{uuid.uuid4()}"), BODIES[resource]()).status_code == 403

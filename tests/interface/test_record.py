"""The episode, cautions and activities through the interface, and what is worked out of a record."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.interface.test_treatment import at, course, put, session
from tests.support import sharing
from tests.support.people import Person
from tests.support.programs import Program
from tracker.domain.accounts.programs import Scope
from tracker.patients.models import Revision
from tracker.web.extensions import db

DAY = sharing.today


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.json
    return answer.json


def changes(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Revision)).scalar_one()


def test_the_episode(app: Flask, program: Program) -> None:
    path = program.path("episode")
    assert told(program.get(path))["side"] is None
    body = {"side": "left", "began_on": "2026-01-05", "cause_told": "disc_herniation", "warning_signs": ["none"]}
    saved = told(program.put(path, body))
    assert (saved["side"], saved["warning_signs"], saved["note"]) == ("left", ["none"], None)
    assert told(program.put(path, saved)) == saved == told(program.get(path))
    assert changes(app) == 1
    wrong = told(program.put(path, {"warning_signs": ["none", "saddle_numbness"]}), 422)
    assert {one["field"] for one in wrong["errors"]} == {"warning_signs"}


def test_a_bout_has_begun(program: Program) -> None:
    refused = told(program.put(program.path("episode"), {"began_on": "9999-12-31"}), 422)
    assert [one["field"] for one in refused["errors"]] == ["began_on"]
    assert told(program.get(program.path("episode")))["began_on"] is None


def test_cautions_are_said_as_a_whole(app: Flask, program: Program) -> None:
    path = program.path("cautions")
    both = {"items": [{"kind": "pregnancy", "note": "Week 20"}, {"kind": "blood_thinner"}]}
    kinds = [one["kind"] for one in told(program.put(path, both))["items"]]
    assert sorted(kinds) == ["blood_thinner", "pregnancy"]
    before = changes(app)
    assert "Change-Id" not in program.put(path, both).headers
    assert changes(app) == before
    left = told(program.put(path, {"items": [{"kind": "pregnancy", "note": "Week 21"}]}))
    assert [(one["kind"], one["note"]) for one in left["items"]] == [("pregnancy", "Week 21")]
    assert told(program.get(path)) == left


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("cautions", {"items": [{"kind": "weather"}]}, "kind"),
        ("cautions", {"items": [{"kind": "pregnancy"}, {"kind": "pregnancy"}]}, "kind"),
        ("cautions", {"items": "pregnancy"}, "items"),
        ("cautions", {"items": ["pregnancy"]}, "items"),
        ("cautions", {"kinds": []}, "kinds"),
        ("activities", {"items": [{"activity": ""}]}, "activity"),
        ("activities", {"items": [{"activity": "Walk"}, {"activity": "Walk"}]}, "activity"),
        ("activities", {"items": [{"activity": str(number)} for number in range(6)]}, "items"),
        ("activities/scores", {"items": [{"activity_id": str(uuid.UUID(int=3)), "score": 3}]}, "activity_id"),
        ("activities/scores", {"items": [{"activity_id": str(uuid.UUID(int=3)), "score": 11}]}, "score"),
    ],
)
def test_what_cannot_be_taken_is_said_by_field(program: Program, path: str, body: dict[str, Any], field: str) -> None:
    wrong = told(program.put(program.path(path), body), 422)
    assert field in {one["field"] for one in wrong["errors"]}


def test_activities_are_named_and_scored(app: Flask, rosa: Person, program: Program) -> None:
    named = told(program.put(program.path("activities"), {"items": [{"activity": "Sit"}, {"activity": "Walk"}]}))
    assert [(one["activity"], one["position"], one["score"]) for one in named["items"]] == [
        ("Sit", 0, None),
        ("Walk", 1, None),
    ]
    scores = {"items": [{"activity_id": named["items"][1]["activity_id"], "score": 4}]}
    assert told(program.put(program.path("activities/scores"), scores))["items"][1]["score"] == 4
    blind = Program.of(app, rosa, Scope.LOG)
    scores["items"][0]["score"] = 6
    assert blind.put(blind.path("activities/scores"), scores).status_code == 204
    listed = told(program.get(program.path("activities")))["items"]
    assert (listed[1]["score"], listed[1]["scored_on"]) == (6, DAY().isoformat())
    moved = told(program.put(program.path("activities"), {"items": [{"activity": "Walk"}]}))
    assert [one["activity"] for one in moved["items"]] == ["Walk"]


@pytest.fixture
def measured(program: Program) -> str:
    """A course with a session nine days ago, and pain that falls with it; its id."""
    one = put(program, "courses", course())
    put(program, "sessions", session(started_at=at(9), course_id=one["course_id"]))
    for days in range(20):
        day = (DAY() - timedelta(days=days)).isoformat()
        put(program, "entries", {"kind": "daily", "for_date": day, "leg_pain": 3 if days <= 9 else 6, "back_pain": 2})
    return str(one["course_id"])


def test_the_verdict_in_the_words_of_progress(program: Program, measured: str) -> None:
    said = told(program.get(program.path("verdict")))
    assert said["course_id"] == measured
    assert (said["latest_week"], said["starting_week"]) == ("3.0", "was 6.0")
    assert "down 3.0 points" in f"{said['headline']} {said['text']}"
    assert said["cannot_tell"]
    assert told(program.get(program.path(f"verdict?course={measured}"))) == said


def test_the_weeks_of_a_course(program: Program, measured: str) -> None:
    items = told(program.get(program.path("weeks")))["items"]
    assert [(one["week"], one["leg_mean"], one["leg_days"]) for one in items] == [(1, 3, 7), (2, None, 3)]
    assert items[0]["course_id"] == measured


def test_charts_in_numbers(program: Program, measured: str) -> None:
    charts = {one["name"]: one for one in told(program.get(program.path("charts?range=all")))["items"]}
    pain = charts["pain"]
    assert pain["summary"]
    assert pain["tables"][0]["rows"]
    assert len(pain["tables"][0]["places"]) == len(pain["tables"][0]["rows"])
    assert (pain["first_day"], pain["last_day"]) == ((DAY() - timedelta(days=19)).isoformat(), DAY().isoformat())


def test_a_record_without_a_course(program: Program) -> None:
    assert program.get(program.path("verdict")).status_code == 404
    assert told(program.get(program.path("weeks"))) == {"items": []}
    assert told(program.get(program.path("charts")))["items"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("verdict?course=x", 400),
        (f"verdict?course={uuid.UUID(int=3)}", 404),
        (f"weeks?course={uuid.UUID(int=3)}", 404),
        ("charts?range=decade", 400),
        ("charts?range=own&from=2026-02-01&to=2026-01-01", 400),
        ("charts?range=own&from=20260101", 400),
        ("charts?days=3", 400),
    ],
)
def test_what_is_asked_for_and_is_not_there(program: Program, query: str, status: int) -> None:
    assert program.get(program.path(query)).status_code == status

"""Notes, questions, reviews and records of sessions through the interface, from both sides."""

import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.interface.test_treatment import at, course, put, session
from tests.support import sharing
from tests.support.people import ZONE, Person
from tests.support.programs import Program
from tracker.demo import factory
from tracker.diary.models import DayTags
from tracker.domain.accounts.programs import Scope
from tracker.review.models import CourseReview
from tracker.sharing.services.events import read_log
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording.access import act_words


@pytest.fixture
def li_wen(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def clinic(app: Flask, rosa: Person, li_wen: Person) -> Program:
    """A program of a practitioner with whom Rosa shares, and who may record sessions."""
    sharing.share(app, rosa, li_wen, may_record=True)
    found = Program.of(app, li_wen, Scope.PATIENTS_WRITE, name="Clinic")
    found.record_id = rosa.patient_id
    return found


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.json
    return answer.json


def test_a_note_is_written_corrected_and_read(program: Program, clinic: Program) -> None:
    path = clinic.path(f"notes/{uuid.uuid4()}")
    made = told(clinic.put(path, {"text": "Shorter walks"}), 201)
    assert told(clinic.put(path, {"text": "Shorter walks"})) == made
    corrected = told(clinic.put(path, {"text": "Two short walks"}))
    assert corrected["corrected_at"] is not None
    assert [one["text"] for one in told(program.get(program.path("notes")))["items"]] == ["Two short walks"]
    assert told(program.put(path, {"text": "Mine"}), 404)
    assert told(clinic.put(clinic.path(f"notes/{uuid.uuid4()}"), {}), 422)["errors"][0]["field"] == "text"
    assert clinic.delete(path).status_code == 204
    assert told(program.get(program.path("notes")))["items"] == []


def test_a_note_is_told_on_the_patients_clock(app: Flask, rosa: Person, program: Program, clinic: Program) -> None:
    made = told(clinic.put(clinic.path(f"notes/{uuid.uuid4()}"), {"text": "Shorter walks"}), 201)
    here = clock.now().astimezone(ZoneInfo(ZONE))
    assert made["written_at"].endswith(here.isoformat()[-6:])
    assert told(program.get(program.path("notes")))["items"] == [made]
    with app.app_context():
        said = [act_words(event) for event in read_log(db.session(), rosa.patient_id, ZoneInfo(ZONE), 10, 0)]
    assert "Li Wen wrote you a note, through a program of theirs" in said


def test_a_note_of_somebody_else_is_not_theirs_to_change(app: Flask, rosa: Person, clinic: Program) -> None:
    path = clinic.path(f"notes/{uuid.uuid4()}")
    told(clinic.put(path, {"text": "Shorter walks"}), 201)
    other = sharing.make_practitioner(app, "Ada Berg")
    sharing.share(app, rosa, other)
    second = Program.of(app, other, Scope.PATIENTS_WRITE)
    second.record_id = rosa.patient_id
    assert told(second.get(second.path("notes")))["items"] == []
    assert second.get(path).status_code == 404
    assert second.put(path, {"text": "Mine"}).status_code in {404, 409}
    assert second.delete(path).status_code == 404
    assert told(clinic.get(path))["text"] == "Shorter walks"


def test_questions(program: Program, clinic: Program) -> None:
    path = program.path(f"questions/{uuid.uuid4()}")
    made = told(program.put(path, {"text": "Is cycling fine?"}), 201)
    assert told(program.put(path, made)) == made
    assert told(program.put(path, {"text": "Another"}), 422)["errors"][0]["field"] == "text"
    assert clinic.put(path, {"text": "Is cycling fine?"}).status_code in {403, 404}
    assert program.delete(path).status_code == 204


def test_a_record_of_a_session(program: Program, clinic: Program) -> None:
    own = put(program, "sessions", session())
    path = clinic.path(f"session-records/{uuid.uuid4()}")
    body = {
        "session_id": own["session_id"],
        "points": "BL40 left",
        "needle_count": 6,
        "needle_gauge_mm": 0.25,
        "adverse_events": [{"item": "bruise", "severity": "mild", "lasted": "a day", "resolved": True}],
    }
    made = told(clinic.put(path, body), 201)
    assert (made["by"], made["points"], made["needle_gauge_mm"]) == ("Li Wen", "BL40 left", 0.25)
    assert made["adverse_events"] == body["adverse_events"]
    assert told(clinic.put(path, made)) == made
    changed = told(clinic.put(path, body | {"adverse_events": [], "note": "Calm"}))
    assert (changed["adverse_events"], changed["note"]) == ([], "Calm")
    assert [one["note"] for one in told(program.get(program.path("session-records")))["items"]] == ["Calm"]
    assert program.put(path, body).status_code in {403, 404}
    assert clinic.delete(path).status_code == 204


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"session_id": None}, "session_id"),
        ({"session_id": str(uuid.UUID(int=3))}, "session_id"),
        ({"note": None}, "record"),
        ({"adverse_events": [{"item": "sneeze"}]}, "adverse_events"),
        ({"adverse_events": [{"severity": "mild"}]}, "adverse_events"),
        ({"adverse_events": [{"item": "bruise", "worse": 1}]}, "adverse_events"),
        ({"adverse_events": [{"item": "bruise", "resolved": "yes"}]}, "adverse_events"),
        ({"adverse_events": {"item": "bruise"}}, "adverse_events"),
        ({"stimulation_hz": 2}, "stimulation_hz"),
    ],
)
def test_what_cannot_be_recorded_is_said_by_field(
    program: Program, clinic: Program, given: dict[str, Any], field: str
) -> None:
    own = put(program, "sessions", session())
    body = {"session_id": own["session_id"], "note": "Calm"} | given
    wrong = told(clinic.put(clinic.path(f"session-records/{uuid.uuid4()}"), body), 422)
    assert field in {one["field"] for one in wrong["errors"]}


def test_a_record_stays_with_its_session_which_took_place(program: Program, clinic: Program) -> None:
    one, other = (put(program, "sessions", session(started_at=at(days))) for days in (0, 1))
    missed = put(program, "sessions", session(status="missed", started_at=at(3)))
    path = clinic.path(f"session-records/{uuid.uuid4()}")
    told(clinic.put(path, {"session_id": one["session_id"], "note": "Calm"}), 201)
    moved = told(clinic.put(path, {"session_id": other["session_id"], "note": "Calm"}), 422)
    assert moved["errors"][0]["field"] == "session_id"
    told(clinic.put(clinic.path(f"session-records/{uuid.uuid4()}"), {"session_id": missed["session_id"]}), 422)


def test_what_is_read_alone(app: Flask, rosa: Person, program: Program) -> None:
    one = put(program, "courses", course())
    day = sharing.today()
    review = {
        "id": uuid.uuid4(),
        "course_id": uuid.UUID(one["course_id"]),
        "held_on": day,
        "sessions_done": 6,
        "decision": "continue_as_planned",
        "label": "small",
        "confirmed": False,
        "by_name": "Rosa",
        "entered_at": clock.now(),
    }
    tags = {"id": uuid.uuid4(), "for_date": day, "tags": "long drive", "entered_at": review["entered_at"]}
    with app.app_context():
        factory.add(db.session(), CourseReview, [review], patient_id=rosa.patient_id)
        factory.add(db.session(), DayTags, [tags], patient_id=rosa.patient_id)
        db.session.commit()
    assert [row["decision"] for row in told(program.get(program.path("reviews")))["items"]] == ["continue_as_planned"]
    assert [row["tags"] for row in told(program.get(program.path("tags")))["items"]] == ["long drive"]
    assert told(program.get(program.path("day-context")))["items"] == []
    assert program.put(program.path(f"reviews/{review['id']}"), {}).status_code == 405

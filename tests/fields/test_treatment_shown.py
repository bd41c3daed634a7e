"""Every field of sessions, doses, courses and session records is seen where others read it, or left out for a reason.

The reader is a practitioner with whom everything is shared: they cannot open the form, where its owner sees all of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import delete, insert

from tests.fields.rows import COURSE_ID, PLAIN, SESSION_ID, rows_of
from tests.fields.tables import TABLES, Recorded
from tests.practice.brief_records import Writer
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner, share
from tracker.treatment.models import Course, SessionRecord, TreatmentSession
from tracker.web.extensions import db

_ENTRY, SESSION, COURSE, DOSE, RECORD = TABLES
RECORD_ID: Final = SESSION_ID
# Another value of what every row has.
OTHERWISE: Final[Mapping[str, Mapping[str, dict[str, Any]]]] = {
    "treatment_session": {
        "kind": {"kind": "massage"},
        "status": {"status": "missed"},
        "started_at": {"started_at": PLAIN["treatment_session"]["started_at"].replace(hour=9)},
        "time_unknown": {"time_unknown": True},
    },
    "course": {
        "kind": {"kind": "massage"},
        "started_on": {"started_on": TODAY},
        "planned_sessions": {"planned_sessions": 12},
    },
    "dose": {
        "taken_at": {"taken_at": PLAIN["dose"]["taken_at"].replace(hour=9)},
        "name": {"name": "Paracetamol"},
        "time_unknown": {"time_unknown": True},
    },
    "session_record": {"by": {"by_name": "Ana"}},
}
IDS: Final = {"treatment_session": SESSION_ID, "course": COURSE_ID, "session_record": RECORD_ID}


@dataclass(frozen=True)
class Place:
    """A page of a record, and the fields that make no difference there, each with the reason."""

    name: str
    table: Recorded
    page: str
    left_out: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.table.name} in {self.name}"


A_LINE: Final = "a list gives it one line; its own page says the rest"
ONE_SHEET: Final = "a brief is one sheet: who treated and when, where, whether it helped, what it did"
NAMED_ONLY: Final = "a brief says which medicine on how many days"
OWN_MONEY: Final = "what it cost and who paid is the patient's own; it stands in their form and files"
VISITS: Final = "visits are counted on the page of the course"
FROM_FIRST: Final = "a brief counts a course from its first session"
NEEDLING: Final = ("needle_count", "needle_minutes", "stimulation", "sensation")
DETAIL: Final = ("regions", *NEEDLING, "exercises", "note")
MONEY: Final = dict.fromkeys(("cost", "insurance_covered"), OWN_MONEY)
PLACES: Final = (
    Place("the list of sessions", SESSION, "sessions", dict.fromkeys((*DETAIL, "zones", "points"), A_LINE) | MONEY),
    Place(
        "the diary's list",
        SESSION,
        "diary?view=list",
        dict.fromkeys(
            (
                *(*DETAIL, "zones", "points", "course_id", "practitioner", "back_before", "back_after", "helped"),
                *("distance_m", "side_effects", "leg_before", "leg_after", "minutes", "started_at", "time_unknown"),
            ),
            A_LINE,
        )
        | MONEY,
    ),
    Place("the page of a session", SESSION, f"sessions/{SESSION_ID}", MONEY),
    Place(
        "the brief",
        SESSION,
        "brief",
        dict.fromkeys(
            ("regions", *NEEDLING, "exercises", "minutes", "distance_m", "started_at", "imported_from", "time_unknown"),
            ONE_SHEET,
        )
        | MONEY,
    ),
    Place("the list of medication", DOSE, "medication", {}),
    Place(
        "the diary's list",
        DOSE,
        "diary?view=list",
        dict.fromkeys(("helped", "minutes_to_relief", "taken_at", "time_unknown"), A_LINE),
    ),
    Place("the page of a day", DOSE, f"days/{PLAIN['dose']['local_day']}", {}),
    Place(
        "the brief",
        DOSE,
        "brief",
        dict.fromkeys(
            ("amount", "unit", "helped", "minutes_to_relief", "taken_at", "imported_from", "time_unknown"), NAMED_ONLY
        ),
    ),
    Place("the list of courses", COURSE, "courses", dict.fromkeys(("visits_allowed", "visits_rule"), VISITS)),
    Place("the page of a course", COURSE, f"course?course={COURSE_ID}", {}),
    Place(
        "the brief",
        COURSE,
        f"brief?course={COURSE_ID}",
        dict.fromkeys(("visits_allowed", "visits_rule"), VISITS) | {"started_on": FROM_FIRST},
    ),
    Place("the page of a session", RECORD, f"sessions/{SESSION_ID}", {}),
    Place(
        "the brief",
        RECORD,
        "brief",
        dict.fromkeys(
            (
                *("style", "style_other", "rationale", "varied", "varied_note", "depth", "response", "twitch"),
                *("stimulation", "stimulation_hz", "needle_gauge_mm", "needle_length_mm", "needle_brand"),
                *("single_use", "adjuncts", "setting", "advice_given", "position", "note"),
            ),
            ONE_SHEET,
        ),
    ),
)


@pytest.fixture
def reader(app: Flask, somebody: Person) -> Browser:
    practitioner = make_practitioner(app)
    share(app, somebody, practitioner, others=True)
    return as_practitioner(app, practitioner, somebody)


def _pairs(table: Recorded) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """For every field that a person gives: a row that holds it, and the same without it or with another value."""
    plain = PLAIN[table.name]
    for name, row in rows_of(table).items():
        without = row | {name: plain.get(name)}
        if row != without:
            yield name, row, without
    for name, other in OTHERWISE[table.name].items():
        yield name, plain | other, dict(plain)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_field_is_seen_or_left_out_for_a_reason(
    app: Flask, somebody: Person, write: Writer, reader: Browser, place: Place
) -> None:
    table, own = place.table, {"patient_id": somebody.patient_id}
    write.entries({"for_date": TODAY, "leg_pain": 3})
    pages: dict[str, str] = {}

    def put(model: Any, row: dict[str, Any]) -> None:
        db.session.execute(insert(model), [row | own])

    def seen(row: dict[str, Any]) -> str:
        if repr(row) not in pages:
            with app.app_context():
                for model in (SessionRecord, TreatmentSession, table.model, Course):
                    db.session.execute(delete(model))
                if table is not COURSE:
                    put(Course, PLAIN["course"] | {"id": COURSE_ID})
                by = {"by_account_id": somebody.account_id} if table is RECORD else {}
                if table is RECORD:
                    put(TreatmentSession, PLAIN["treatment_session"] | {"id": SESSION_ID})
                put(table.model, row | by | {"id": IDS.get(table.name, SESSION_ID)})
                if table is COURSE:
                    put(TreatmentSession, PLAIN["treatment_session"] | {"id": SESSION_ID, "course_id": COURSE_ID})
                db.session.commit()
            pages[repr(row)] = reader.get(reader.path(place.page)).text
        return pages[repr(row)]

    pairs = [*_pairs(table)]
    unseen = {name for name, row, without in pairs if seen(row) == seen(without)}
    assert len({name for name, *_rows in pairs}) > 5
    assert unseen == set(place.left_out)

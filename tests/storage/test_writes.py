"""Rows written by plain statements stand as the object mapper would have written them."""

import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.support.deeds import said
from tests.support.people import Person, author_of
from tracker.diary.models import Entry
from tracker.domain.sharing.access import Terms
from tracker.patients.models import Revision
from tracker.patients.services import history, row_writing
from tracker.patients.services.scope import Scope, look_through
from tracker.practice.models import Summary
from tracker.storage import writes

NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
DAY = date(2026, 3, 3)


def entry(person: Person, **values: object) -> Entry:
    usual: dict[str, object] = {"kind": "daily", "for_date": DAY, "leg_pain": 4, "regions": ("calf", "foot")}
    entered = {"entered_at": NOW, "entered_offset": 60, "late": False}
    return Entry(**({"patient_id": person.patient_id, "id": uuid.uuid4()} | entered | usual | values))


def stored(db_session: Session, table: str) -> list[dict[str, object]]:
    """The rows as the database holds them, past every type of ours."""
    rows = db_session.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings()  # noqa: S608 - our own name
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_a_new_row_is_what_the_session_would_have_written(db_session: Session, person: Person) -> None:
    row = entry(person)
    assert writes.add_new(db_session, row)
    ours = stored(db_session, "entry")
    db_session.delete(row)
    db_session.flush()
    db_session.add(entry(person))
    db_session.flush()
    assert stored(db_session, "entry") == ours
    assert ours[0]["regions"] == "calf foot"


def test_the_session_knows_a_row_it_added(db_session: Session, person: Person) -> None:
    row = entry(person, note="for a walk")
    writes.add_new(db_session, row)
    assert db_session.get(Entry, (person.patient_id, row.id)) is row
    assert (row.back_pain, row.deleted_at, row.note) == (None, None, "for a walk")
    assert row.from_words is False, "what a column holds by itself"
    row.back_pain = 3
    db_session.flush()
    assert stored(db_session, "entry")[0]["back_pain"] == 3


def test_a_row_whose_key_is_there_is_left_alone(db_session: Session, person: Person) -> None:
    row = entry(person)
    assert writes.add_new(db_session, row)
    assert not writes.add_new(db_session, entry(person, id=row.id, leg_pain=9))
    assert [one["leg_pain"] for one in stored(db_session, "entry")] == [4]


def test_any_other_rule_that_is_broken_is_an_error(db_session: Session, person: Person) -> None:
    writes.add_new(db_session, entry(person))
    with pytest.raises(IntegrityError):  # the day has its entry
        writes.add_new(db_session, entry(person))


def test_what_was_put_into_the_session_before_is_written_first(db_session: Session, person: Person) -> None:
    first = entry(person)
    db_session.add(first)
    assert not writes.add_new(db_session, entry(person, id=first.id))


def test_a_change_writes_what_differs_and_says_what_that_was(db_session: Session, person: Person) -> None:
    row = entry(person)
    writes.add_new(db_session, row)
    assert writes.change(db_session, row, {"leg_pain": 4, "back_pain": 2, "regions": ()}) == {
        "back_pain": 2,
        "regions": (),
    }
    assert (row.back_pain, row.regions) == (2, ())
    assert not db_session.is_modified(row)
    kept = stored(db_session, "entry")[0]
    assert (kept["leg_pain"], kept["back_pain"], kept["regions"]) == (4, 2, None)
    assert writes.change(db_session, row, {"leg_pain": 4}) == {}


def test_a_row_is_put_whether_or_not_there_was_one(db_session: Session, person: Person) -> None:
    known = dict.fromkeys(Summary.__table__.columns.keys()) | {"patient_id": person.patient_id, "made_at": NOW}
    writes.put(db_session, Summary.__table__, known | {"rules": 1, "last_leg": 3.5, "doubts": ("one_week",)})
    writes.put(db_session, Summary.__table__, known | {"rules": 2, "weeks": [3.5, None]})
    row = db_session.execute(select(Summary)).scalar_one()
    assert (row.rules, row.last_leg, row.doubts, row.weeks) == (2, None, (), [3.5, None])


def test_changes_of_a_row_are_numbered(db_session: Session, person: Person) -> None:
    author, row = author_of(person, NOW), entry(person)
    row_writing.create(db_session, row, author, deed=said("made"), given={})
    for score in (5, 6):
        row_writing.change(db_session, row, {"leg_pain": score}, author, deed=said("changed"))
    found = db_session.execute(select(Revision.number, Revision.before).order_by(Revision.number)).all()
    assert [number for number, _ in found] == [1, 2, 3]
    assert [before and before["leg_pain"] for _, before in found] == [None, 4, 5]
    assert found[2].before == {**history.snapshot(row), "leg_pain": 5}


def test_a_row_from_a_file_has_its_first_change_as_number_one(db_session: Session, person: Person) -> None:
    row = entry(person)
    db_session.add(row)
    db_session.flush()
    row_writing.change(db_session, row, {"leg_pain": 5}, author_of(person, NOW), deed=said("changed"))
    assert db_session.execute(select(Revision.number)).scalars().all() == [1]


def test_a_row_that_is_not_shown_is_not_said_to_be_there(db_session: Session, person: Person) -> None:
    author, row = author_of(person, NOW), entry(person)
    row_writing.create(db_session, row, author, deed=said("made"), given={})
    db_session.expunge(row)
    look_through(db_session, Scope(person.patient_id, Terms(notes=True, first_day=date(2026, 4, 1)), author.zone))
    with pytest.raises(row_writing.NotFound):
        row_writing.create(db_session, entry(person, id=row.id), author, deed=said("made"), given={})

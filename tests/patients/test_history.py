"""Every change can be taken back, once, while it is the latest; what was deleted comes back for thirty days."""

import uuid
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.deeds import said
from tests.support.people import Person, author_of, make_person
from tracker.diary.models import Entry
from tracker.domain.acting import Author, By
from tracker.patients.models import PatientRow, Revision
from tracker.patients.services import history, row_writing
from tracker.patients.services.row_writing import AlreadySaved, NotFound
from tracker.treatment.models import Dose
from tracker.web.extensions import db

NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


def _entry(person: Person, **values: object) -> Entry:
    given_values: dict[str, object] = {
        "kind": "daily",
        "for_date": date(2026, 3, 3),
        "entered_at": NOW,
        "entered_offset": 60,
        "late": False,
        "leg_pain": 0,
        "regions": ("low_back", "calf"),
    }
    return Entry(**({"patient_id": person.patient_id, "id": uuid.uuid4()} | given_values | values))


def _change(db_session: Session, row: PatientRow, values: dict[str, object], author: Author) -> uuid.UUID:
    """A change that changes something."""
    made = row_writing.change(db_session, row, values, author, deed=said("changed"))
    assert made is not None
    return made


@pytest.fixture
def author(person: Person) -> Author:
    return author_of(person, NOW)


def test_what_was_rolled_back_was_not_done(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person)
    row_writing.create(db_session, row, author, deed=said("made"), given={})
    row_id = row.id
    with suppress(ZeroDivisionError), db_session.begin_nested():
        raise ZeroDivisionError
    assert history.is_new(db_session, row_id)
    db_session.rollback()
    assert not history.is_new(db_session, row_id)
    assert history.take_changes(db_session) == []


def test_a_row_comes_back_exactly_as_it_was(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person, kind="moment", for_time=time(9, 30), note="naïve “quotes”")
    row_writing.create(db_session, row, author, deed=said("made"), given={})
    before = history.snapshot(row)
    values: dict[str, object] = {"leg_pain": 10, "regions": (), "note": None, "for_time": time(0, 0)}
    changed = _change(db_session, row, values, author)
    history.undo(db_session, changed, By(patient_id=person.patient_id, now=NOW))
    db_session.expire(row)
    assert history.snapshot(row) == before
    assert row.regions == ("low_back", "calf")
    assert row.for_time == time(9, 30)
    assert row.leg_pain == 0


def test_numbers_and_moments_come_back_in_their_own_types(db_session: Session, person: Person, author: Author) -> None:
    row = Dose(
        patient_id=person.patient_id,
        id=uuid.uuid4(),
        local_day=date(2026, 3, 3),
        none_taken=False,
        taken_at=NOW,
        taken_offset=60,
        name="Ibuprofen",
        amount=Decimal("400.000"),
        unit="mg",
        entered_at=NOW,
    )
    row_writing.create(db_session, row, author, deed=said("made"), given={})
    revision = _change(db_session, row, {"amount": None, "taken_at": NOW - timedelta(hours=1)}, author)
    history.undo(db_session, revision, By(patient_id=person.patient_id, now=NOW))
    db_session.expire(row)
    assert (row.amount, row.taken_at) == (Decimal("400.000"), NOW)


def test_undoing_the_making_of_a_row_hides_it(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person)
    made = row_writing.create(db_session, row, author, deed=said("leg 0"), given={})
    assert history.undo(db_session, made, By(patient_id=person.patient_id, now=NOW)).undone
    with pytest.raises(NotFound):
        row_writing.get(db_session, Entry, person.patient_id, row.id)


def test_what_stands_so_already_is_no_change(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person, leg_pain=4)
    made = row_writing.create(db_session, row, author, deed=said("made"), given={})
    assert row_writing.change(db_session, row, {"leg_pain": 4, "note": None}, author, deed=said("again")) is None
    revisions = select(Revision.id).order_by(Revision.number)
    assert db_session.scalars(revisions).all() == [made]
    confirmed = row_writing.write_together(db_session, [(row, {"leg_pain": 4})], author, said("still so"))
    assert db_session.scalars(revisions).all() == [made, confirmed]


def test_undoing_twice_is_the_same_as_once(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person)
    row_writing.create(db_session, row, author, deed=said("made"), given={})
    changed = _change(db_session, row, {"leg_pain": 7}, author)
    for _ in range(2):
        saved = history.undo(db_session, changed, By(patient_id=person.patient_id, now=NOW))
        assert (row.leg_pain, saved.words(NOW.date()).partition(":")[0], saved.can_undo) == (0, "Undone", False)


def test_an_older_change_cannot_be_undone_past_a_newer_one(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person)
    first = row_writing.create(db_session, row, author, deed=said("made"), given={})
    row_writing.change(db_session, row, {"leg_pain": 7}, author, deed=said("leg 7"))
    with pytest.raises(history.NothingToUndo):
        history.undo(db_session, first, By(patient_id=person.patient_id, now=NOW))
    assert row.leg_pain == 7
    found = history.find_saved(db_session, first, By(patient_id=person.patient_id, now=NOW))
    assert found is not None
    assert not found.can_undo


def test_another_patients_change_is_not_there(db_session: Session, person: Person, author: Author) -> None:
    made = row_writing.create(db_session, _entry(person), author, deed=said("made"), given={})
    assert history.find_saved(db_session, made, By(patient_id=uuid.uuid4(), now=NOW)) is None
    with pytest.raises(history.NothingToUndo):
        history.undo(db_session, made, By(patient_id=uuid.uuid4(), now=NOW))


def test_the_same_form_twice_makes_one_row(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person, qualities=())
    answers = {"leg_pain": 0, "qualities": (), "note": None}
    first = row_writing.create(db_session, row, author, deed=said("made"), given=answers)
    again = _entry(person, id=row.id)
    assert row_writing.create(db_session, again, author, deed=said("made"), given=answers) == first
    assert len(db_session.execute(select(Entry.id)).all()) == 1
    assert len(db_session.execute(select(Revision.id)).all()) == 1


def test_the_same_form_with_other_answers_is_refused(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person)
    row_writing.create(db_session, row, author, deed=said("made"), given={"leg_pain": 0})
    with pytest.raises(AlreadySaved):
        row_writing.create(db_session, _entry(person, id=row.id), author, deed=said("made"), given={"leg_pain": 1})
    assert row.leg_pain == 0


def test_deleted_rows_wait_thirty_days(db_session: Session, person: Person, author: Author) -> None:
    row, other = _entry(person), _entry(person, for_date=date(2026, 3, 2))
    for one in (row, other):
        row_writing.create(db_session, one, author, deed=said("made"), given={})
    deleted = row_writing.remove(db_session, row, author, deed=said("leg 0 for Tue 3 Mar"))
    listed = history.deleted(db_session, By(patient_id=person.patient_id, now=NOW))
    assert [(one.id, one.words(NOW.date())) for one in listed] == [(deleted, "leg 0 for Tue 3 Mar")]
    found = history.find_saved(db_session, deleted, By(patient_id=person.patient_id, now=NOW))
    assert found is not None
    assert found.words(NOW.date()).startswith("Deleted: ")

    history.forget_deleted(db_session, person.patient_id, now=NOW + timedelta(days=30))
    assert len(history.deleted(db_session, By(patient_id=person.patient_id, now=NOW))) == 1
    history.forget_deleted(db_session, person.patient_id, now=NOW + timedelta(days=30, seconds=1))
    assert history.deleted(db_session, By(patient_id=person.patient_id, now=NOW)) == []
    assert db_session.execute(select(Entry.id)).scalars().all() == [other.id]
    assert {one.row_id for one in db_session.execute(select(Revision)).scalars()} == {other.id}


def test_a_starting_server_forgets_what_nobody_came_back_for(
    db_session: Session, person: Person, author: Author
) -> None:
    row, kept = _entry(person), _entry(person, for_date=date(2026, 3, 2))
    for one in (row, kept):
        row_writing.create(db_session, one, author, deed=said("made"), given={})
    row_writing.remove(db_session, row, author, deed=said("gone"))
    history.forget_deleted_of_all(db_session, now=NOW + timedelta(days=30))
    assert len(db_session.execute(select(Entry.id)).all()) == 2
    history.forget_deleted_of_all(db_session, now=NOW + timedelta(days=31))
    assert db_session.execute(select(Entry.id)).scalars().all() == [kept.id]


def test_what_was_restored_is_no_longer_listed(db_session: Session, person: Person, author: Author) -> None:
    row = _entry(person)
    row_writing.create(db_session, row, author, deed=said("made"), given={})
    deleted = row_writing.remove(db_session, row, author, deed=said("gone"))
    history.undo(db_session, deleted, By(patient_id=person.patient_id, now=NOW))
    assert history.deleted(db_session, By(patient_id=person.patient_id, now=NOW)) == []
    assert row_writing.get(db_session, Entry, person.patient_id, row.id) is row


@given(steps=st.lists(st.integers(0, 10), min_size=1, max_size=6))
def test_undoing_everything_in_turn_leads_back_to_nothing(app: Flask, steps: list[int]) -> None:
    """A chain of saves, undone from the newest on, passes through each former state."""
    person = make_person(app, uuid.uuid4().hex)
    with app.app_context():
        session = db.session()
        author = author_of(person, NOW)
        row = _entry(person, leg_pain=steps[0])
        revisions = [row_writing.create(session, row, author, deed=said("made"), given={})]
        steps = [step for step, _ in groupby(steps)]  # what stands so already is no change
        revisions += [_change(session, row, {"leg_pain": step}, author) for step in steps[1:]]
        last = revisions.pop()
        history.undo(session, last, By(patient_id=person.patient_id, now=NOW))
        if revisions:
            assert row.leg_pain == steps[-2]
            with pytest.raises(history.NothingToUndo):
                history.undo(session, revisions[-1], By(patient_id=person.patient_id, now=NOW))
        else:
            assert row.deleted_at == NOW
        session.rollback()

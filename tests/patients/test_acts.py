"""What one form changes is one act: one Undo takes all of it back, or nothing where a part was changed since."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.deeds import said
from tests.support.pages import Browser
from tests.support.people import Person, author_of
from tracker.diary.models import Entry
from tracker.patients.models import FunctionActivity, FunctionScore, Revision
from tracker.patients.services import history, row_writing

NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
DAYS = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)]


class Acting:
    """Three days of one record, and one act that changes the scores of all of them."""

    def __init__(self, db_session: Session, person: Person) -> None:
        self.db_session, self.patient_id = db_session, person.patient_id
        self.author = author_of(person, NOW)
        self.rows = [self._row(day) for day in DAYS]
        for row in self.rows:
            row_writing.create(db_session, row, self.author, deed=said("made"), given={})
        self.act: list[uuid.UUID] = []
        for row in self.rows:
            self.act.append(self.change(row, 9, brought_by=self.act[0] if self.act else None))

    def _row(self, day: date) -> Entry:
        values: dict[str, Any] = {"entered_at": NOW, "entered_offset": 60, "late": False, "leg_pain": 1}
        return Entry(patient_id=self.patient_id, id=uuid.uuid4(), kind="daily", for_date=day, **values)

    def change(self, row: Entry, score: int, brought_by: uuid.UUID | None = None) -> uuid.UUID:
        what = said(f"leg {score}")
        made = row_writing.change(
            self.db_session, row, {"leg_pain": score}, self.author, deed=what, brought_by=brought_by
        )
        assert made is not None
        return made

    def undo(self, which: int = 0) -> history.Saved:
        return history.undo(self.db_session, self.act[which], self.author)

    @property
    def scores(self) -> list[int | None]:
        return [row.leg_pain for row in self.rows]

    @property
    def undone(self) -> Sequence[bool]:
        query = select(Revision.undone_at).where(Revision.id.in_(self.act))
        return [at is not None for at in self.db_session.execute(query).scalars()]


@pytest.fixture
def acting(db_session: Session, person: Person) -> Acting:
    return Acting(db_session, person)


def test_one_undo_takes_back_all_of_it_and_a_second_one_nothing_more(acting: Acting) -> None:
    assert acting.scores == [9, 9, 9]
    for _ in range(2):
        assert acting.undo().undone
        assert acting.scores == [1, 1, 1]
        assert all(acting.undone)


@pytest.mark.parametrize("changed", range(len(DAYS)))
def test_where_a_part_was_changed_since_nothing_is_taken_back(acting: Acting, changed: int) -> None:
    acting.change(acting.rows[changed], 4)
    before = acting.scores
    with pytest.raises(history.NothingToUndo):
        acting.undo()
    assert acting.scores == before
    assert not any(acting.undone), "not even the parts that could have been"


def test_a_part_that_was_put_back_alone_stays_as_it_is(acting: Acting) -> None:
    acting.undo(1)
    assert acting.scores == [9, 1, 9]
    acting.change(acting.rows[1], 5)
    acting.undo()
    assert acting.scores == [1, 5, 1]


def _live(db_session: Session, query: Any) -> list[Any]:
    found = list(db_session.execute(query).scalars())
    db_session.rollback()
    return found


def test_activities_are_named_and_left_out_as_one(patient: Browser, db_session: Session) -> None:
    where = patient.path("function/activities")
    patient.submit(patient.get(where), activity_1="Sit", activity_2="Stand")
    page = patient.submit(patient.get(where), activity_1="Stand", activity_2="Drive")
    assert "Saved: activity: Drive, Stand; no longer scored: Sit" in page.text
    page = patient.submit(page, "/undo")
    assert "Undone: activity: Drive, Stand; no longer scored: Sit" in page.text
    query = select(FunctionActivity.name).where(
        FunctionActivity.deleted_at.is_(None), FunctionActivity.retired_on.is_(None)
    )
    assert _live(db_session, query.order_by(FunctionActivity.position)) == ["Sit", "Stand"]


def test_scores_of_what_one_can_do_are_taken_back_together(patient: Browser, db_session: Session) -> None:
    page = patient.submit(patient.get(patient.path("function/activities")), activity_1="Sit", activity_2="Stand")
    typed: dict[str, Any] = {node.attrs["name"]: "4" for node in page.all("input[type=radio]")}
    page = patient.submit(page, "/function", **typed)
    assert "Saved: what you can do, 2 activities scored" in page.text
    patient.submit(page, "/undo")
    assert _live(db_session, select(FunctionScore.id).where(FunctionScore.deleted_at.is_(None))) == []

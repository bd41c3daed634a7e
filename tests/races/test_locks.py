"""Which locks are taken, and in which order: the record's before anything of it is written, then the row's."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tests.support.acts import ACTS, LATER, Desk, set_desk
from tests.support.deeds import said
from tests.support.either import PostgresHome
from tests.support.sharing import here
from tests.support.triggers import past_the_triggers
from tracker.accounts.services import accounts
from tracker.diary.models import Entry
from tracker.diary.services import writing as diary
from tracker.domain.acting import Author, By
from tracker.domain.sharing.terms import ShareTerms
from tracker.passwords.hashing import Hasher
from tracker.patients.models import PatientRow, Revision
from tracker.patients.services import history, row_writing, turns
from tracker.patients.services import record as patients
from tracker.patients.services.row_writing import NotFound
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import export_to_folder
from tracker.reports.services.importing import import_folder
from tracker.sharing.services import former, grants, invites, links, live_shares
from tracker.sharing.services.links import LinkFacts
from tracker.storage.base import Base
from tracker.web import clock

pytestmark = pytest.mark.postgres
OF_RECORDS = {table.name for table in Base.metadata.tables.values() if "patient_id" in table.c} - {"link_visit"}
WRITES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
LOCKS = re.compile(r"FROM \"?(\w+)\"?\s.*FOR (?:NO KEY )?UPDATE", re.DOTALL)
RANKS = {"account": 0, "patient": 1}


@pytest.fixture
def desk(make_app: Callable[..., Flask], postgres_home: PostgresHome) -> Desk:
    return set_desk(make_app(database_url=postgres_home.new("locks")))


@pytest.fixture
def sent(desk: Desk) -> Iterator[list[str]]:
    """What is sent to the database; an empty line where a transaction ends."""
    seen: list[str] = []
    engine = desk.record.engine
    listeners: list[tuple[str, Callable[..., None]]] = [
        ("before_cursor_execute", lambda _connection, _cursor, statement, *_more: seen.append(statement)),
        ("commit", lambda _connection: seen.append("")),
        ("rollback", lambda _connection: seen.append("")),
    ]
    for name, listener in listeners:
        event.listen(engine, name, listener)
    yield seen
    for name, listener in listeners:
        event.remove(engine, name, listener)


def told(sent: list[str]) -> Iterator[tuple[str, str]]:
    """Locks and writes in their order, with their tables."""
    for statement in sent:
        if not statement:
            yield "end", ""
        elif found := LOCKS.search(statement):
            yield "locks", found[1]
        elif found := WRITES.match(statement):
            yield "writes", found[1]


def test_a_record_is_locked_before_anything_of_it_is_written(desk: Desk, sent: list[str]) -> None:
    names = sorted(ACTS.keys() - LATER)
    desk.open_all(names)
    for name in names:
        del sent[:]
        answer = desk.sending(name, 0)()
        assert answer.status == 303
        assert writes_under_lock(list(sent)), name
        desk.come_to([answer])


def writes_under_lock(sent: list[str]) -> int:
    held: set[str] = set()
    written = 0
    for what, table in told(sent):
        if what == "end":
            held = set()
        elif what == "locks":
            later = [one for one in held if RANKS.get(one, 2) > RANKS.get(table, 2)]
            assert table in held or not later, f"{table} is locked after {later}"
            held.add(table)
        elif table in OF_RECORDS:
            assert "patient" in held, f"{table} is written before the record is locked"
            written += 1
    return written


TERMS = ShareTerms(notes=True, others=True, first_day=None, may_record=True, last_day=None)
OTHER_TERMS = replace(TERMS, notes=False)


class Outside:
    """What changes a record past its pages, by services alone."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.id, self.now = desk.record.patient_id, clock.now()
        rows = desk.record.start
        (self.owner,) = (row["account_id"] for row in rows["patient"].values())
        (grant,) = rows["share_grant"].values()
        self.grant, self.practitioner = grant["id"], grant["practitioner_account_id"]
        self.author = Author(
            patient_id=self.id, now=self.now, zone=ZoneInfo("Europe/Berlin"), account_id=self.owner, name="Rosa"
        )
        self.today, self.folder = here().date(), folder

    def score(self, session: Session) -> None:
        diary.set_score(session, self.today, "leg", 9, self.author)

    def describe(self, session: Session) -> None:
        patients.save_episode(session, {"side": "both"}, self.author)

    def score_activities(self, session: Session) -> None:
        (one,) = patients.activities(session, self.id)
        patients.save_function_scores(session, {one.id: 3}, self.author)

    def read_files(self, session: Session) -> None:
        export_to_folder(session, Wanted(self.id), self.folder, self.now)
        for table in ("entry", "revision"):
            session.execute(Base.metadata.tables[table].delete())
        session.commit()
        import_folder(session, self.folder, self.author)

    def forget(self, session: Session) -> None:
        history.forget_deleted_of_all(session, now=self.now + timedelta(days=40))

    def share_again(self, session: Session) -> None:
        grants.make_grant(session, uuid.uuid4(), self.practitioner, TERMS, self.author)

    def change_terms(self, session: Session) -> None:
        line = grants.find_grant(session, self.id, self.grant)
        grants.change_grant(session, line, OTHER_TERMS, self.author)

    def stop_sharing(self, session: Session) -> None:
        live_shares.end_grant(session, self.grant, self.author)

    def write_ends(self, session: Session) -> None:
        gone = former.Unended(frozenset(), frozenset(), {}, frozenset({self.id}))
        former.write_ends(session, self.practitioner, "Li Wen", gone, self.now)

    def invite(self, session: Session) -> None:
        one = uuid.uuid4()
        code = invites.make_invite(session, one, TERMS, self.author)
        assert code is not None
        session.commit()
        found = invites.find_invitation(session, code, self.practitioner, self.now)
        assert found is not None
        invites.take(session, found, self.practitioner, "Li Wen", self.now)
        session.commit()
        invites.withdraw(session, one, self.author)

    def link(self, session: Session) -> None:
        one, facts = (
            uuid.uuid4(),
            LinkFacts(label="Dr Meyer", days=7, notes=False, others=False, first_day=None, passphrase=None),
        )
        links.make_link(session, one, facts, self.author, Hasher())
        session.commit()
        live_shares.end_link(session, one, self.author)

    def erase(self, session: Session) -> None:
        accounts.delete_account(session, self.owner, self.now)


OUTSIDE = [name for name in vars(Outside) if not name.startswith("_")]


def test_whatever_comes_past_the_pages_takes_its_turn_as_well(desk: Desk, sent: list[str], tmp_path: Path) -> None:
    outside = Outside(desk, tmp_path)
    assert OUTSIDE[-1] == "erase"
    for name in OUTSIDE:
        with Session(desk.record.engine) as session:
            past_the_triggers(session)
            del sent[:]
            getattr(outside, name)(session)
            session.commit()
        seen = [one for one in sent if name != "read_files" or not one.startswith("DELETE FROM")]
        assert writes_under_lock(seen) or name == "erase", name
        if name != "erase":
            desk.come_to([])
    assert any(one.startswith("DELETE FROM account") for one in sent)
    assert any(table == "patient" for what, table in told(sent) if what == "locks")


def nobody(desk: Desk) -> By:
    return By(patient_id=desk.record.patient_id, now=clock.now())


def entry_of(db_session: Session, desk: Desk) -> Entry:
    return row_writing.get(db_session, Entry, desk.record.patient_id, desk.ids["entry"])  # type: ignore[arg-type]


def committed(engine: Engine, desk: Desk, **values: Any) -> None:
    """Somebody else changes today's entry."""
    with Session(engine) as other:
        row_writing.change(other, entry_of(other, desk), values, nobody(desk), deed=said("theirs"))
        other.commit()


def test_what_stood_before_is_read_under_the_lock(desk: Desk) -> None:
    engine = desk.record.engine
    with Session(engine) as db_session:
        row = entry_of(db_session, desk)
        assert row.leg_pain == 4
        committed(engine, desk, leg_pain=9, back_pain=8)
        values = {"leg_pain": 4}  # what stood when it was read first
        change = row_writing.change(db_session, row, values, nobody(desk), deed=said("mine"))
        db_session.commit()
        assert (row.leg_pain, row.back_pain) == (4, 8)
        remembered = db_session.get_one(Revision, (desk.record.patient_id, change)).before
        assert remembered is not None
        assert (remembered["leg_pain"], remembered["back_pain"]) == (9, 8)


def test_what_was_read_before_a_turn_is_read_again(desk: Desk) -> None:
    with Session(desk.record.engine) as db_session:
        row = entry_of(db_session, desk)
        assert row.leg_pain == 4
        committed(desk.record.engine, desk, leg_pain=9)
        assert row.leg_pain == 4, "the session hands out what it knows"
        assert turns.take_turn(db_session, desk.record.patient_id)
        assert row.leg_pain == 9


def test_an_undo_that_read_before_does_not_take_a_newer_change_back(desk: Desk) -> None:
    engine, tapped = desk.record.engine, desk.ids["tapped"]
    with Session(engine) as db_session:
        assert history.find_saved(db_session, tapped, nobody(desk)).can_undo  # type: ignore[arg-type, union-attr]
        db_session.get_one(Revision, (desk.record.patient_id, tapped))
        entry_of(db_session, desk)
        committed(engine, desk, leg_pain=9)
        with pytest.raises(history.NothingToUndo):
            history.undo(db_session, tapped, nobody(desk))  # type: ignore[arg-type]


def test_a_row_that_was_deleted_meanwhile_is_not_changed(desk: Desk) -> None:
    author = nobody(desk)
    with Session(desk.record.engine) as db_session:
        row = entry_of(db_session, desk)
        committed(desk.record.engine, desk, deleted_at=clock.now())
        with pytest.raises(NotFound):
            row_writing.change(db_session, row, {"leg_pain": 1}, author, deed=said("mine"))
        with pytest.raises(NotFound):
            row_writing.remove(db_session, row, author, deed=said("mine"))


def test_a_row_or_a_record_that_is_gone_is_not_held(desk: Desk) -> None:
    with Session(desk.record.engine) as db_session:
        row: PatientRow = entry_of(db_session, desk)
        with Session(desk.record.engine) as other:
            other.delete(entry_of(other, desk))
            other.commit()
        assert not turns.hold(db_session, row)
        db_session.rollback()
        with Session(desk.record.engine) as other:
            other.execute(Base.metadata.tables["patient"].delete())
            other.commit()
        assert not turns.take_turn(db_session, desk.record.patient_id)

"""When a share ends, by whatever end, what the practitioner wrote is copied to what is theirs, and nothing else is."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.canaries import ANY, NOTE, OTHERS, Canaries, plant
from tests.support.people import Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.accounts.services import accounts, erasure, hosting
from tracker.audit.services.withdrawals import Ended, Kind
from tracker.correspondence.models import ReviewNote
from tracker.domain.sharing.former import ERASED, NARROWED, PAUSED, RESTORED
from tracker.operations import withdrawn
from tracker.patients.models import PatientRow
from tracker.patients.services import history
from tracker.sharing.models import Archive, ArchivedWriting, Grant
from tracker.sharing.services import archives
from tracker.storage.base import PrivateText
from tracker.treatment.models import Course, SessionRecord, TreatmentSession
from tracker.web.extensions import db
from tracker.wording.sharing import HOW_ENDED

# What the practitioner wrote in the record of the canaries; their own words are of the kind ANY.
WRITTEN = ["flag_answer", "flag_answer", "plan_proposal", "review_note", "review_request", "session_record"]


class Scene:
    """A record full of canaries that is shared with the practitioner who wrote in it."""

    def __init__(self, app: Flask, **terms: Any) -> None:
        self.app = app
        self.li = sharing.make_practitioner(app)
        self.rosa: Canaries = plant(app, make_person(app, "Rosa"), self.li)
        self.grant_id = sharing.share(app, self.rosa.person, self.li, **terms)

    def archive(self) -> Archive | None:
        with self.app.app_context():
            query = select(Archive).where(Archive.patient_id == self.rosa.person.patient_id)
            return db.session.execute(query).scalar_one_or_none()

    def writings(self) -> list[ArchivedWriting]:
        query = select(ArchivedWriting).join(Archive, Archive.id == ArchivedWriting.archive_id)
        of_rosa = query.where(Archive.patient_id == self.rosa.person.patient_id)
        with self.app.app_context():
            return list(db.session.execute(of_rosa.order_by(ArchivedWriting.table_name)).scalars())

    def patient_stops(self) -> None:
        owner = sign_in(self.app, self.rosa.person)
        owner.post(owner.path(f"sharing/grants/{self.grant_id}/end"))

    def practitioner_leaves(self) -> None:
        visitor = sharing.as_practitioner(self.app, self.li, self.rosa.person)
        assert visitor.post(visitor.path("leave"), follow=False).status == 303

    def day_passes(self) -> None:
        with self.app.app_context():
            last_day = sharing.today() - timedelta(days=1)
            db.session.execute(update(Grant).where(Grant.id == self.grant_id).values(last_day=last_day))
            db.session.commit()
        sign_in(self.app, self.li).get("/former-patients")

    def account_is_deleted(self) -> None:
        with self.app.app_context():
            accounts.delete_account(db.session(), self.rosa.person.account_id, sharing.now())
            db.session.commit()

    def account_is_due(self) -> None:
        with self.app.app_context():
            due = update(Account).where(Account.id == self.rosa.person.account_id).values(erase_at=sharing.now())
            db.session.execute(due)
            assert erasure.erase_due(db.session(), sharing.now()) == 1
            db.session.commit()

    def restored_backup_is_ended_again(self) -> None:
        with self.app.app_context():
            withdrawn.apply(db.session(), [Ended(sharing.now(), Kind.GRANT, self.grant_id)], sharing.now())
            db.session.commit()

    def restored_backup_is_erased_again(self) -> None:
        with self.app.app_context():
            ended = [Ended(sharing.now(), Kind.ACCOUNT, self.rosa.person.account_id)]
            withdrawn.apply(db.session(), ended, sharing.now())
            db.session.commit()

    def host_switches_the_account_off(self) -> None:
        with self.app.app_context():
            hosting.disable(db.session(), "Rosa", sharing.now())
            db.session.commit()
        sign_in(self.app, self.li).get("/former-patients")


ENDS: dict[str, tuple[Callable[[Scene], None], str]] = {
    "the patient stops": (Scene.patient_stops, "patient"),
    "the practitioner leaves": (Scene.practitioner_leaves, "practitioner"),
    "the last day passes": (Scene.day_passes, "nobody"),
    "the account is deleted": (Scene.account_is_deleted, ERASED),
    "the account is due": (Scene.account_is_due, ERASED),
    "a restored backup, ended again": (Scene.restored_backup_is_ended_again, RESTORED),
    "a restored backup, erased again": (Scene.restored_backup_is_erased_again, ERASED),
    "the account is switched off": (Scene.host_switches_the_account_off, PAUSED),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("limited", [False, True])
def test_whatever_ends_a_share_leaves_what_was_written(app: Flask, end: str, *, limited: bool) -> None:
    """Also what was written about days that the last terms did not show: it is no less theirs."""
    first_day = sharing.today() if limited else None
    scene, (act, ended_by) = Scene(app, notes=not limited, first_day=first_day), ENDS[end]
    assert scene.archive() is None
    act(scene)
    archive = scene.archive()
    assert archive is not None
    assert (archive.practitioner_account_id, archive.patient_name) == (scene.li.account_id, "Rosa")
    assert (archive.ended_by, archive.ended_at is None) == (ended_by, ended_by == PAUSED)
    written = scene.writings()
    assert [one.table_name for one in written] == WRITTEN
    told = repr([one.content for one in written])
    assert scene.rosa.words(ANY)[0] in told
    assert not [word for word in scene.rosa.words(NOTE, OTHERS) if word in told]


def test_every_end_has_its_words() -> None:
    assert {ended_by for _act, ended_by in ENDS.values()} | {NARROWED} == set(HOW_ENDED)


def test_a_copy_holds_the_writers_columns_alone(app: Flask) -> None:
    """Not whether the patient read it, what they answered or decided, nor to which rows of theirs it belongs."""
    scene = Scene(app)
    scene.patient_stops()
    content = {one.table_name: set(one.content) for one in scene.writings()}
    assert content["review_note"] == {"text"}
    assert content["flag_answer"] == {"text", "last_on"}
    assert content["review_request"] == set()
    assert content["plan_proposal"] == {"planned_sessions", "reason"}
    assert content["session_record"] == {"rationale", "session_day", "session_kind"}


def test_every_table_that_others_write_in_says_what_is_theirs() -> None:
    """And every column it does not name is one of these, which are the patient's or tell nothing."""
    patients = {
        *PatientRow.__annotations__, "patient_id", "id", "deleted_at", "by_account_id", "by_name", "session_id",
        "course_id", "read_at", "answer", "answered_at", "state", "decided_at", "flags",
    }  # fmt: skip
    models = list(archives.writers_models())
    assert {model.__tablename__ for model in models} >= set(WRITTEN)
    for model in models:
        columns = model.__table__.columns
        assert "own_words" in vars(model), model
        assert set(columns.keys()) - set(model.own_words) - {model.written} <= patients, model
        assert not [name for name in model.own_words if isinstance(columns[name].type, PrivateText)], model


class TestAgain:
    def test_what_is_written_later_joins_it_and_what_was_taken_back_goes(self, app: Flask) -> None:
        scene = Scene(app)
        scene.patient_stops()
        (first,) = {one.archive_id for one in scene.writings()}
        scene.grant_id = sharing.share(app, scene.rosa.person, scene.li)
        with app.app_context():
            db.session.execute(update(SessionRecord).values(deleted_at=sharing.now()))
            note = db.session.execute(
                select(ReviewNote).where(ReviewNote.by_account_id == scene.li.account_id)
            ).scalar_one()
            note.text = "Corrected"
            db.session.commit()
        scene.practitioner_leaves()
        written = scene.writings()
        assert [one.table_name for one in written] == [name for name in WRITTEN if name != "session_record"]
        assert {one.archive_id for one in written} == {first}
        assert [one.content["text"] for one in written if one.table_name == "review_note"] == ["Corrected"]
        archive = scene.archive()
        assert archive is not None
        assert archive.ended_by == "practitioner"

    def test_what_is_no_longer_in_the_record_stays(self, app: Flask) -> None:
        """The patient may delete a session for good, and its record with it."""
        scene = Scene(app)
        scene.patient_stops()
        scene.grant_id = sharing.share(app, scene.rosa.person, scene.li)
        with app.app_context():
            record = db.session.get(SessionRecord, (scene.rosa.person.patient_id, scene.rosa.ids["record_id"]))
            db.session.delete(record)
            db.session.commit()
        scene.patient_stops()
        assert [one.table_name for one in scene.writings()] == WRITTEN


@pytest.mark.parametrize("model", [TreatmentSession, Course])
def test_what_goes_for_good_takes_nothing_a_practitioner_wrote(app: Flask, model: Any) -> None:
    """A patient deletes a session or a course; after 30 days it is gone, with all that stood beside it."""
    scene = Scene(app)
    with app.app_context():
        db.session.execute(update(model).values(deleted_at=sharing.now() - timedelta(days=31)))
        history.forget_deleted_of_all(db.session(), now=sharing.now())
        db.session.commit()
        assert db.session.execute(select(model)).all() == []
    desk = sign_in(app, scene.li)
    assert "Rosa" not in desk.get("/former-patients").text, "the share goes on"
    scene.patient_stops()
    assert [one.table_name for one in scene.writings()] == WRITTEN
    (record,) = (one for one in scene.writings() if one.table_name == "session_record")
    assert set(record.content) == {"rationale", "session_day", "session_kind"}
    archive = scene.archive()
    assert archive is not None
    assert archive.ended_by == "patient"
    assert "Rosa ended" in desk.get("/former-patients").text


def test_what_its_writer_took_back_is_gone_for_good(app: Flask) -> None:
    scene = Scene(app)
    with app.app_context():
        db.session.execute(update(ReviewNote).values(deleted_at=sharing.now() - timedelta(days=31)))
        history.forget_deleted_of_all(db.session(), now=sharing.now())
        db.session.commit()
    scene.patient_stops()
    assert [one.table_name for one in scene.writings()] == [name for name in WRITTEN if name != "review_note"]


def test_it_goes_with_the_practitioners_own_account(app: Flask) -> None:
    scene = Scene(app)
    scene.patient_stops()
    with app.app_context():
        accounts.delete_account(db.session(), scene.li.account_id, sharing.now())
        db.session.commit()
    assert (scene.archive(), scene.writings()) == (None, [])


def test_nothing_is_kept_of_a_record_that_is_not_there(db_session: Session) -> None:
    archives.keep(db_session, uuid.uuid4(), uuid.uuid4(), ended_at=None, ended_by=PAUSED)
    assert db_session.execute(select(Archive)).all() == []


def test_an_account_that_nobody_sees_leaves_nothing(app: Flask, person: Person) -> None:
    li = sharing.make_practitioner(app)
    sharing.share(app, person, li, ended=True)
    with app.app_context():
        accounts.delete_account(db.session(), person.account_id, sharing.now())
        db.session.commit()
        assert db.session.execute(select(Archive)).all() == []

"""What ended is ended again wherever an older database turns up, and nothing else is touched."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.operations.drill import LATER, NOW, Drill, fill, live_on, rows_of
from tests.support.people import author_of, make_person
from tests.support.sharing import make_practitioner, share
from tracker.audit.models import Withdrawal
from tracker.audit.services.withdrawals import FILE_NAME, Ended, Kind, append, read, withdraw
from tracker.cli.operations import ENDED_WORDS
from tracker.configuration.settings import Settings
from tracker.domain.sharing.terms import ShareTerms
from tracker.operations import withdrawn
from tracker.sharing.models import Grant, Invite
from tracker.sharing.services import grants, invites, live_shares
from tracker.web.extensions import db

# The files of SQLite; what holds on both engines asks for both by itself.
pytestmark = [pytest.mark.long, pytest.mark.counted, pytest.mark.sqlite]

TERMS = ShareTerms(notes=False, others=False, first_day=None, may_record=False, last_day=None)


@pytest.fixture
def list_file(either_app: Flask) -> Path:
    path = Path(either_app.instance_path) / FILE_NAME
    path.unlink(missing_ok=True)
    return path


@pytest.fixture
def drill(either_app: Flask, list_file: Path) -> Drill:
    return fill(either_app)


def start(app: Flask) -> None:
    """What the server does before it serves."""
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        db.session.remove()
        withdrawn.catch_up_at_start(db.engine, settings, LATER)


def test_an_older_file_put_in_place_by_hand_is_caught_up_with(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (Path(app.instance_path) / FILE_NAME).unlink(missing_ok=True)
    drill = fill(app)
    drill.let_go()
    older = tmp_path / "older"
    shutil.copyfile(drill.database, older)
    live_on(drill)
    drill.let_go()
    shutil.copyfile(older, drill.database)
    start(app)
    assert "withdrawals.ended_again kind=account count=1" in caplog.text
    after = rows_of(drill.settings)
    assert len(after["account"]) == 2
    assert len(after["passkey"]) == len(after["authenticator"]) == 0
    caplog.clear()
    start(app)
    assert rows_of(drill.settings) == after
    assert not caplog.records


def test_a_start_after_an_ordinary_day_changes_nothing(drill: Drill, list_file: Path) -> None:
    live_on(drill)
    before, lines = rows_of(drill.settings), list_file.read_text()
    start(drill.app)
    assert rows_of(drill.settings) == before
    assert list_file.read_text() == lines


def test_the_list_is_made_anew_from_the_database(drill: Drill, list_file: Path) -> None:
    live_on(drill)
    known = set(read(list_file))
    assert {one.kind for one in known} == set(Kind) - {Kind.TERMS}
    list_file.unlink()
    start(drill.app)
    assert set(read(list_file)) == known
    assert list_file.stat().st_mode & 0o777 == 0o600


def test_unknown_ids_and_broken_lines_touch_nothing(drill: Drill, list_file: Path) -> None:
    before = rows_of(drill.settings)
    append(list_file, [Ended(NOW, kind, uuid4()) for kind in Kind])
    with list_file.open("a") as opened:
        opened.write(
            "not json\n" + json.dumps({"kind": "planet", "id": "x", "at": "now"}) + "\n[1]\n" + '{"kind": "acc'
        )
    start(drill.app)
    after = rows_of(drill.settings)
    assert len(after.pop("withdrawal")) == len(before.pop("withdrawal")) + len(Kind)
    assert after == before


def test_a_line_that_was_cut_off_takes_none_with_it(tmp_path: Path) -> None:
    path, ends = tmp_path / FILE_NAME, [Ended(NOW, Kind.LINK, uuid4()) for _ in range(2)]
    append(path, ends[:1])
    with path.open("a") as opened:
        opened.write('{"kind": "acc')
    append(path, ends[1:])
    assert list(read(path)) == ends


def test_nothing_is_listed_that_was_rolled_back(either_app: Flask, list_file: Path) -> None:
    with either_app.app_context():
        withdraw(db.session(), Kind.LINK, uuid4(), NOW)
        db.session.rollback()
        db.session.commit()
    assert not list_file.exists()


def test_a_list_that_cannot_be_written_loses_no_change(
    either_app: Flask, list_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    list_file.mkdir()
    try:
        with either_app.app_context():
            withdraw(db.session(), Kind.LINK, link_id := uuid4(), NOW)
            db.session.commit()
            start(either_app)
    finally:
        list_file.rmdir()
    assert caplog.text.count("withdrawals.not_mirrored") == 2
    start(either_app)
    assert [one.id for one in read(list_file)] == [link_id]


def test_terms_that_were_changed_since_are_not_brought_back(either_app: Flask, list_file: Path) -> None:
    """Less was shared since: nothing is, until the patient shares again. What was agreed after that stands."""
    rosa, li = make_person(either_app, "Rosa"), make_practitioner(either_app)
    grant_id = share(either_app, rosa, li, notes=True)
    with either_app.app_context():
        session = db.session()
        line = grants.find_grant(session, rosa.patient_id, grant_id)
        grants.change_grant(session, line, TERMS, author_of(rosa, LATER))
        session.commit()
        start(either_app)
        assert live_shares.find_share(session, rosa.patient_id, li.account_id) is not None
        session.execute(delete(Withdrawal))
        session.commit()
        start(either_app)
        assert live_shares.find_share(session, rosa.patient_id, li.account_id) is not None, "the terms are the newest"
        session.execute(update(Grant).values(notes=True, changed_at=None, made_at=NOW))  # an older database
        session.execute(delete(Withdrawal))
        session.commit()
        start(either_app)
        assert live_shares.find_share(session, rosa.patient_id, li.account_id) is None


def test_an_invitation_taken_since_is_not_taken_again(either_app: Flask, list_file: Path) -> None:
    rosa, li = make_person(either_app, "Rosa"), make_practitioner(either_app)
    with either_app.app_context():
        session = db.session()
        code = invites.make_invite(session, uuid4(), TERMS, author_of(rosa, NOW))
        assert code is not None
        found = invites.find_invitation(session, code, li.account_id, NOW)
        assert found is not None
        invites.take(session, found, li.account_id, "Li Wen", NOW)
        session.commit()
        session.execute(delete(Grant))  # an older database
        session.execute(delete(Withdrawal))
        session.execute(update(Invite).values(taken_at=None, grant_id=None))
        session.commit()
        assert invites.find_invitation(session, code, li.account_id, NOW) is not None
        session.rollback()
        start(either_app)
        assert invites.find_invitation(session, code, li.account_id, NOW) is None


def test_of_two_moments_the_earliest_counts_or_the_newest_for_what_came_before() -> None:
    one, later = uuid4(), NOW + timedelta(days=1)
    for kind, counts in ((Kind.LINK, NOW), (Kind.TERMS, later), (Kind.AUTHENTICATOR, later)):
        known = withdrawn.gather([Ended(later, kind, one)], [Ended(NOW, kind, one)])
        assert known == {(kind, one): Ended(counts, kind, one)}


def test_rows_older_than_any_backup_are_forgotten(either_app: Flask) -> None:
    with either_app.app_context():
        for days in (399, 401):
            db.session.add(Withdrawal(kind=Kind.LINK.value, id=uuid4(), at=NOW - timedelta(days=days)))
        db.session.commit()
        withdrawn.forget(db.session(), NOW)
        assert db.session.execute(select(Withdrawal.at)).scalars().all() == [NOW - timedelta(days=399)]
        db.session.rollback()


def test_a_restore_has_words_for_every_end() -> None:
    assert set(ENDED_WORDS) == set(Kind)

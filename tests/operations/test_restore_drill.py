"""The drill: a filled database is backed up, lived on with, damaged and brought back, on both engines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.operations import drill as drills
from tests.operations.damage import overwrite_header, overwrite_middle
from tests.operations.drill import Drill, names
from tests.support.factors import add_app
from tests.support.pages import Browser
from tests.support.people import sign_in
from tracker.accounts.models import Account
from tracker.audit.models import SecurityEvent
from tracker.audit.services.events import broken_chains
from tracker.audit.services.withdrawals import FILE_NAME, Kind
from tracker.domain.accounts.security_log import SERVER, SecurityAct
from tracker.domain.sharing.access_log import Act, Actor
from tracker.operations.backup import make_backup
from tracker.sharing.models import AccessEvent, Grant
from tracker.sharing.services import live_shares
from tracker.sharing.services.events import broken_logs
from tracker.web.extensions import db

# The files of SQLite; what holds on both engines asks for both by itself.
pytestmark = [pytest.mark.long, pytest.mark.counted, pytest.mark.sqlite]

GROW = {"security_event", "access_event", "withdrawal"}
# What the practitioner of the share that ended again wrote stays theirs.
KEPT = {"archive", "archived_writing"}
SIGNED_IN = {"account_session", "step", "link_visit"}
ENDED_ALL = dict.fromkeys(set(Kind) - {Kind.TERMS}, 1)


@pytest.fixture
def drill(either_app: Flask) -> Drill:
    (Path(either_app.instance_path) / FILE_NAME).unlink(missing_ok=True)
    return drills.fill(either_app)


def check_rows(drill: Drill, before: drills.Rows, after: drills.Rows) -> None:
    """Every row of the backup is there as it was, but for what ended; and none that the backup did not have."""
    omar = (drill.omar.account_id, drill.omar.patient_id)
    changed = (
        drill.grant_id, drill.canaries.ids["link_id"], drill.canaries.ids["invite_id"], drill.rosa.account_id,
        drill.canaries.ids["health_link_id"], drill.li.account_id, drill.webhook_id, drill.token_id,
    )  # fmt: skip
    for table, rows in before.items():
        lost, new = rows - after[table], after[table] - rows
        if table in SIGNED_IN:
            assert not after[table], table
            continue
        assert not [row for row in after[table] if names(row, *omar) and table != "withdrawal"] or table in GROW, table
        may_differ = {"share_grant", "share_link", "health_link", "invite", "account", "passkey", "authenticator"}
        may_differ |= {"webhook", "program_token"}
        for row in lost:
            assert names(row, *omar) or (table in may_differ and names(row, *changed)), (table, row)
        for row in new:
            theirs = table in KEPT and (table == "archived_writing" or names(row, drill.li.account_id))
            assert theirs or table in GROW or (table in may_differ and names(row, *changed)), (table, row)


def test_every_row_comes_back_and_nothing_that_ended(drill: Drill, tmp_path: Path) -> None:
    before = drills.rows_of(drill.settings)
    file = tmp_path / "backup"
    made = make_backup(drill.settings, file, drills.NOW)
    assert made.contents.rows_in_all == sum(map(len, before.values())) + 1  # and the version of the tables
    newer_cookie = drills.live_on(drill)

    done = drill.restore(file)

    assert done.ended == ENDED_ALL
    after = drills.rows_of(drill.settings)
    check_rows(drill, before, after)
    assert len(after["entry"]) == len(before["entry"]) // 2, "Omar's half is gone, and the newer one"
    with drill.app.app_context():
        session = db.session()
        assert session.get(Account, drill.omar.account_id) is None
        assert live_shares.find_share(session, drill.rosa.patient_id, drill.li.account_id) is None
        factors = dict(session.execute(select(Account.user_name, Account.second_factor_since)).all())
        assert factors == {"Rosa": None, "Li Wen": None}
        assert broken_chains(session)[1] == []
        assert broken_logs(session)[1] == []
        acts = session.execute(select(SecurityEvent.act).where(SecurityEvent.subject_id == SERVER)).scalars().all()
        assert SecurityAct.RESTORED in acts
        assert SecurityAct.ACCOUNT_ERASED in acts
    for cookie in (drill.cookie, newer_cookie):
        browser = Browser(drill.app)
        browser.client.set_cookie("sid", cookie)
        assert "sign-in" in browser.get(f"/patients/{drill.rosa.patient_id}/today", follow=False).location


def test_an_ended_share_opens_nothing_and_the_log_says_so_once(drill: Drill, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    make_backup(drill.settings, file, drills.NOW)
    drills.live_on(drill)
    drill.restore(file)
    add_app(drill.app, drill.li.account_id)
    li = sign_in(drill.app, drill.li)
    assert li.get(f"/patients/{drill.rosa.patient_id}/progress").heading == "This share has ended"
    with drill.app.app_context():
        ended = select(AccessEvent.actor, AccessEvent.at).where(
            AccessEvent.act == Act.SHARE_ENDED.value, AccessEvent.share_id == drill.grant_id
        )
        assert [tuple(row) for row in db.session.execute(ended)] == [(Actor.NOBODY, drills.LATER)]
        grant = db.session.get(Grant, (drill.rosa.patient_id, drill.grant_id))
        assert grant is not None
        assert (grant.ended_at, grant.ended_by) == (drills.LATER, Actor.NOBODY)


def test_restoring_twice_ends_everything_again_and_logs_nothing_else(drill: Drill, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    make_backup(drill.settings, file, drills.NOW)
    drills.live_on(drill)
    assert drill.restore(file).ended == ENDED_ALL
    (drill.settings.instance_path / FILE_NAME).unlink()  # the database that goes knows as much
    assert drill.restore(file).ended == ENDED_ALL
    assert (drill.settings.instance_path / FILE_NAME).read_text().count("\n") >= len(ENDED_ALL)


@pytest.mark.parametrize("damage", [overwrite_middle, overwrite_header])
def test_a_damaged_file_does_not_stop_it(
    make_app: Callable[..., Flask], fresh_instance: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    (fresh_instance / FILE_NAME).unlink(missing_ok=True)
    drill = drills.fill(make_app(database_url=f"sqlite:///{fresh_instance / 'test.sqlite3'}"))
    before = drills.rows_of(drill.settings)
    file = tmp_path / "backup.sqlite3"
    make_backup(drill.settings, file, drills.NOW)
    drills.live_on(drill)
    drill.let_go()
    damage(drill.database)
    damaged = drill.database.read_bytes()

    done = drill.restore(file)

    assert done.ended == ENDED_ALL, "the file beside the database knows it all"
    check_rows(drill, before, drills.rows_of(drill.settings))
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged

"""A filled database to back up, what happens to it afterwards, and all of its rows to compare."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from tests.support.canaries import Canaries, plant
from tests.support.engines import let_go
from tests.support.people import Person, author_of, begin_sign_in, make_person
from tests.support.sharing import make_practitioner, share
from tracker.accounts.models import Account
from tracker.accounts.services import accounts, factors
from tracker.audit.services.events import Caller
from tracker.configuration.settings import Settings
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.domain.accounts.security_log import SecurityAct
from tracker.factors.models import Authenticator, Passkey
from tracker.factors.services import passkeys, totp
from tracker.operations.copies import at_work
from tracker.operations.models import metadata
from tracker.operations.orders import Order
from tracker.operations.restore import Restored, restore
from tracker.sharing.services import invites, live_shares
from tracker.tokens.models import ProgramToken
from tracker.tokens.services.tokens import end_token
from tracker.web.extensions import db
from tracker.webhooks.models import Webhook
from tracker.webhooks.services import webhooks
from tracker.webhooks.services.webhooks import Whose

NOW = datetime.now(UTC).replace(microsecond=0)
LATER = NOW + timedelta(seconds=30)
Rows = dict[str, set[tuple[str, ...]]]


@dataclass
class Drill:
    """Rosa shares with Li Wen, has a passkey, a webhook and a token; Omar has a passkey too; Rosa is signed in."""

    app: Flask
    rosa: Person
    omar: Person
    li: Person
    canaries: Canaries
    grant_id: uuid.UUID
    passkey_ids: dict[str, uuid.UUID]
    webhook_id: uuid.UUID
    token_id: uuid.UUID
    cookie: str

    @property
    def settings(self) -> Settings:
        found = self.app.extensions["settings"]
        assert isinstance(found, Settings)
        return found

    @property
    def database(self) -> Path:
        return self.settings.instance_path / "test.sqlite3"

    def let_go(self) -> None:
        """As when the server is stopped."""
        let_go(self.app)

    def restore(self, file: Path, *, force: bool = True) -> Restored:
        self.let_go()
        return restore(Order(settings=self.settings, file=file, now=LATER, force=force))


def fill(app: Flask) -> Drill:
    rosa, omar, li = make_person(app, "Rosa"), make_person(app, "Omar"), make_practitioner(app)
    canaries = plant(app, rosa, li)
    plant(app, omar, li)
    grant_id = share(app, rosa, li)
    keys, webhook_id, token_id = {name: uuid.uuid4() for name in ("rosa", "omar")}, uuid.uuid4(), uuid.uuid4()
    with app.app_context():
        for person, key in ((rosa, keys["rosa"]), (omar, keys["omar"])):
            db.session.add(
                Passkey(
                    id=key, account_id=person.account_id, credential_id=key.bytes, public_key=b"k", sign_count=0,
                    label="Phone", made_at=NOW,
                )
            )  # fmt: skip
            factors.keep_factor_since(db.session(), person.account_id, NOW)
        db.session.add(
            Authenticator(account_id=li.account_id, sealed_secret=b"sealed", made_at=NOW, confirmed_at=NOW, last_step=1)
        )
        factors.keep_factor_since(db.session(), li.account_id, NOW)
        db.session.add(
            Webhook(
                id=webhook_id, patient_id=rosa.patient_id, label="Home", origin="home.example.org", sealed=b"sealed",
                event_types=("entry.saved",), made_at=NOW, failures=0,
            )
        )  # fmt: skip
        db.session.add(
            ProgramToken(
                id=token_id, account_id=rosa.account_id, secret_hash=token_id.bytes * 2, name="Phone", scope="log",
                stamp=0, made_at=NOW, last_day=NOW.date(),
            )
        )  # fmt: skip
        db.session.commit()
    return Drill(app, rosa, omar, li, canaries, grant_id, keys, webhook_id, token_id, begin_sign_in(app, rosa))


def live_on(drill: Drill) -> str:
    """What happens after the backup: new rows, and ends of all kinds. Gives the cookie of a new sign-in."""
    rosa, by = drill.rosa, author_of(drill.rosa, LATER)
    with drill.app.app_context():
        session = db.session()
        add_entry(session, rosa)
        live_shares.end_grant(session, drill.grant_id, by)
        live_shares.end_link(session, drill.canaries.ids["link_id"], by)
        live_shares.end_health_link(session, drill.canaries.ids["health_link_id"], by)
        invites.withdraw(session, drill.canaries.ids["invite_id"], by)
        passkeys.remove(session, rosa.account_id, drill.passkey_ids["rosa"], LATER)
        factors.keep_factor_since(session, rosa.account_id, LATER)
        totp.remove(session, drill.li.account_id)
        factors.factor_changed(session, drill.li.account_id, SecurityAct.AUTHENTICATOR_REMOVED, Caller(now=LATER))
        whose = Whose(patient_id=rosa.patient_id, account_id=rosa.account_id, caller=Caller(now=LATER))
        webhooks.end_webhook(session, drill.webhook_id, whose)
        end_token(session, rosa.account_id, drill.token_id, LATER)
        accounts.delete_account(session, drill.omar.account_id, LATER)
        session.commit()
    return begin_sign_in(drill.app, rosa)


def add_entry(session: Session, person: Person) -> uuid.UUID:
    entry = Entry(patient_id=person.patient_id, **factory.entry(date(2026, 3, 3), NOW, kind="moment", leg_pain=0))
    session.add(entry)
    session.flush()
    return entry.id


def rows_of(settings: Settings) -> Rows:
    """Every row of every table, as text."""
    with at_work(create_engine(settings.database_url)) as engine, engine.connect() as connection:
        return {
            name: {tuple(map(repr, row)) for row in connection.execute(select(table))}
            for name, table in metadata.tables.items()
        }


def names(row: tuple[str, ...], *ids: uuid.UUID) -> bool:
    return any(repr(one) in row for one in ids)


def count_accounts(settings: Settings) -> Any:
    with at_work(create_engine(settings.database_url)) as engine, engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(Account)).scalar()

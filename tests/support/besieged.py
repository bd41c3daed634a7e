"""An app with a bit of everything in it, which every kind of person looks at; put back as it was in a moment."""

import hashlib
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from werkzeug.test import TestResponse

from tests.support import sharing
from tests.support.canaries import plant
from tests.support.forms_found import FoundForm, find_forms, pages
from tests.support.pages import TOKEN, Browser
from tests.support.people import PASSWORD, Person, begin_sign_in, make_person
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services.accounts import Keeper, make_codes
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.demo import factory
from tracker.factors.models import Authenticator, Passkey
from tracker.factors.services import steps, totp
from tracker.factors.services.sealing import Sealer
from tracker.passwords.tokens import new_secret, secret_hash
from tracker.patients.models import Patient
from tracker.sharing.models import LinkVisit, ShareLink
from tracker.storage.base import Base
from tracker.treatment.models import TreatmentSession
from tracker.web import clock
from tracker.web.extensions import db

OWNER, PRACTITIONER, STRANGER, NOBODY = "owner", "practitioner", "practitioner without a diary", "nobody"
HOLDER, KNOCKING = "link holder", "link holder outside"
GUARDED, ADDING, AT_STEP = "patient with second factors", "patient adding one", "patient at the second step"
# Sent by scripts: no page has a form for them, only the token.
BY_SCRIPTS = (
    (NOBODY, "accounts.begin_passkey_sign_in"),
    (AT_STEP, "accounts.begin_passkey_second_step"),
    (GUARDED, "accounts.begin_passkey_confirm"),
    (GUARDED, "accounts.begin_passkey"),
)
OF_ACCOUNTS = ("/settings", "/confirm", "/sign-in")
PASSKEY_ID = uuid.UUID(int=11)
MORE_PAGES = (
    "sign-up?as=practitioner",
    "sign-in?next=/settings",
    "confirm?next=/settings",
    "help-now?from=entry&then=/settings",
    "patients?show=attention&sort=name",
)
MORE_OF_A_RECORD = (
    "sessions/new/acupuncture?status=planned",
    "diary?view=list",
    "sessions?show=courses",
    "sessions?saved={revision_id}",
    "sessions?saved={old_revision_id}",
    "course?course={old_course_id}",
    "sessions/{old_session_id}",
    "sessions/{old_session_id}/edit",
)


@dataclass
class Besieged:
    """The app, whom its record belongs to, and the cookie of each kind of person."""

    app: Flask
    file: Path
    kept: Path
    rosa: Person
    practitioner: Person
    ids: dict[str, object]
    cookies: dict[str, tuple[str, str]]
    codes: tuple[str, ...] = ()
    forms: list[FoundForm] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def roles(self) -> Sequence[str]:
        return [*self.cookies, NOBODY]

    def client(self, role: str) -> FlaskClient:
        client = self.app.test_client()
        if role in self.cookies:
            client.set_cookie(*self.cookies[role])
        return client

    def sender(self, role: str) -> "Sender":
        return Sender(self.client(role))

    def browser(self, role: str) -> Browser:
        """One that looks at every page it opens."""
        browser = Browser(self.app, self.rosa.patient_id)
        browser.client = self.client(role)
        return browser

    def pages(self, role: str = OWNER) -> list[str]:
        """Where a page may be for this kind of person: the whole app, but no record for those who have no way in."""
        record = f"/patients/{self.rosa.patient_id}/"
        more = [f"/{path}" for path in MORE_PAGES] + [record + path.format_map(self.ids) for path in MORE_OF_A_RECORD]
        if role == NOBODY:
            more.append(f"/s/{self.secrets['link']}")
        found = pages(self.app, self.ids, more)
        if role in {OWNER, PRACTITIONER}:
            return found
        if role in {GUARDED, ADDING, AT_STEP}:
            return [url for url in found if url.startswith(OF_ACCOUNTS)]
        open_to_links = {f"{record}brief", f"{record}progress"} if role == HOLDER else set()
        return [url for url in found if not url.startswith(record) or url in open_to_links]

    def find_forms(self) -> list[FoundForm]:
        found: dict[tuple[object, ...], FoundForm] = {}
        for role in self.roles:
            for form in find_forms(self.app, role, self.client(role), self.pages(role)):
                found.setdefault((form.method, form.endpoint, tuple(sorted(form.kinds))), form)
        return [*found.values(), *map(self._by_script, BY_SCRIPTS)]

    def _by_script(self, who_and_what: tuple[str, str]) -> FoundForm:
        role, endpoint = who_and_what
        with self.app.test_request_context():
            return FoundForm(role, "", "POST", url_for(endpoint), endpoint, (), {})

    def restore(self) -> None:
        """Every row as it was, but the sign-ins as if used just now: the next page need not note that they are."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for left in self.file.parent.glob(f"{self.file.name}-*"):
            left.unlink()
        shutil.copyfile(self.kept, self.file)
        with self.app.app_context():
            db.session.execute(update(AccountSession).values(seen_at=clock.now()))
            db.session.commit()
            db.session.remove()
            db.engine.dispose()

    def rows(self, *but: str) -> dict[str, list[str]]:
        """Every row of every table but these, to see what was written."""
        with self.app.app_context():
            return {
                table.name: sorted(map(repr, db.session.execute(select(table))))
                for table in Base.metadata.sorted_tables
                if table.name not in but
            }

    def mark(self) -> str:
        """Changes whenever anything is written: the digest of the database's file."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()


class Sender:
    """Sends forms with the token that the pages of its browser were given."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        found = TOKEN.search(client.get("/sign-in?again=1").get_data(as_text=True))
        assert found, "the sign-in page has no form"
        self.token = found[1]

    def post(self, url: str, data: dict[str, list[str]], **options: Any) -> TestResponse:
        return self.client.post(url, data={**data, "csrf_token": self.token}, **options)


def _people(app: Flask) -> tuple[Person, Person, Person]:
    """Rosa, whose password is known, her practitioner, and a practitioner who keeps no diary."""
    practitioner, stranger = sharing.make_practitioner(app), sharing.make_practitioner(app, "Amy")
    rosa = make_person(app, "Rosa")
    keeper: Keeper = app.extensions["keeper"]
    with app.app_context():
        hashed = keeper.hasher.hash(PASSWORD)
        db.session.execute(update(Account).values(password_hash=hashed))
        db.session.execute(delete(Patient).where(Patient.account_id == stranger.account_id))
        db.session.commit()
    return rosa, practitioner, stranger


def _link(app: Flask, rosa: Person) -> tuple[str, str, str]:
    """A share link with a passphrase: its own secret, and the cookies of one let in and of one who still knocks."""
    keeper: Keeper = app.extensions["keeper"]
    link, inside, outside = new_secret(), new_secret(), new_secret()
    with app.app_context():
        link_id, now = uuid.uuid4(), sharing.now()
        db.session.add(
            ShareLink(
                patient_id=rosa.patient_id, id=link_id, secret_hash=secret_hash(link), label="Dr Meyer", notes=True,
                passphrase_hash=keeper.hasher.hash(PASSWORD), made_at=now, ends_at=now + timedelta(days=30),
            )
        )  # fmt: skip
        db.session.flush()
        for secret, let_in_at in ((inside, now), (outside, None)):
            db.session.add(
                LinkVisit(
                    id_hash=secret_hash(secret), patient_id=rosa.patient_id, link_id=link_id, opened_at=now,
                    let_in_at=let_in_at,
                )
            )  # fmt: skip
        db.session.commit()
    return link, inside, outside


def _appointment(app: Flask, rosa: Person) -> uuid.UUID:
    """One that nobody has said anything of."""
    at = sharing.now() - timedelta(days=1)
    with app.app_context():
        planned = TreatmentSession(
            patient_id=rosa.patient_id, **factory.session(at.date(), at, status="planned", started_at=at)
        )
        db.session.add(planned)
        db.session.commit()
        return planned.id


def _with_factors(app: Flask) -> dict[str, tuple[str, str]]:
    """One who has second factors, and whose account is to be erased; the same before the second step; one who adds."""
    guarded, adding = make_person(app, "Noor"), make_person(app, "Zoe")
    sealer = Sealer((app.extensions["settings"].secret_key,))
    with app.app_context():
        now = sharing.now()
        for person in (guarded, adding):
            totp.enrol(db.session(), sealer, person.account_id, now)
        whose = Authenticator.account_id == guarded.account_id
        db.session.execute(update(Authenticator).where(whose).values(confirmed_at=now))
        db.session.add(
            Passkey(
                id=PASSKEY_ID, account_id=guarded.account_id, credential_id=b"x" * 32, public_key=b"y" * 77,
                sign_count=1, label="Phone", made_at=now,
            )
        )  # fmt: skip
        marks = {"second_factor_since": now, "notice_since": now, "erase_at": now + timedelta(days=7)}
        db.session.execute(update(Account).where(Account.id == guarded.account_id).values(**marks))
        step = steps.begin(db.session(), steps.Purpose.SECOND_FACTOR, steps.Pending(guarded.account_id), now)
        db.session.commit()
    cookies = {role: ("sid", begin_sign_in(app, who)) for role, who in ((GUARDED, guarded), (ADDING, adding))}
    return {**cookies, AT_STEP: ("step", step)}


def build(folder: Path, upgraded_file: Path) -> Besieged:
    file = folder / "test.sqlite3"
    shutil.copyfile(upgraded_file, file)
    app = create_app(Settings.for_tests(folder))
    rosa, practitioner, stranger = _people(app)
    planted = plant(app, rosa, practitioner)
    grant_id = sharing.share(app, rosa, practitioner)
    link, inside, outside = _link(app, rosa)
    ids: dict[str, object] = {**planted.ids, "patient_id": rosa.patient_id, "day": str(sharing.today())}
    ids |= {"grant_id": grant_id}
    _appointment(app, rosa)
    with app.app_context():
        codes = make_codes(db.session(), rosa.account_id, sharing.now())
        db.session.commit()
    begin_sign_in(app, rosa)
    begun = {
        role: begin_sign_in(app, who)
        for role, who in ((OWNER, rosa), (PRACTITIONER, practitioner), (STRANGER, stranger))
    }
    cookies = {role: ("sid", secret) for role, secret in begun.items()}
    cookies |= {HOLDER: ("share", inside), KNOCKING: ("share", outside)}
    cookies |= _with_factors(app)
    ids["passkey_id"] = PASSKEY_ID
    made = Besieged(app, file, folder / "kept.sqlite3", rosa, practitioner, ids, cookies, codes, secrets={"link": link})
    _prepare(made)
    return made


def _prepare(made: Besieged) -> None:
    """What shows the forms that are seldom there: a code to switch off, a change to undo."""
    made.sender(PRACTITIONER).post("/settings/practitioner/code", {})
    owner, record = made.sender(OWNER), f"/patients/{made.rosa.patient_id}"
    answer = owner.client.post(
        f"{record}/sessions/{_appointment(made.app, made.rosa)}/delete", data={"csrf_token": owner.token}
    )
    made.ids["revision_id"] = answer.location.rpartition("saved=")[2]
    with made.app.app_context():
        db.session.remove()
        db.engine.dispose()
    shutil.copyfile(made.file, made.kept)
    made.forms = made.find_forms()
    made.restore()


@pytest.fixture(scope="session")
def siege(tmp_path_factory: pytest.TempPathFactory, upgraded_file: Path) -> Iterator[Besieged]:
    made = build(tmp_path_factory.mktemp("siege"), upgraded_file)
    yield made
    made.restore()


@pytest.fixture
def besieged(siege: Besieged) -> Iterator[Besieged]:
    siege.restore()
    yield siege
    siege.restore()

"""Ways in that are judged and then used, and acts that end what was judged, put exactly in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from tests.accounts.guarded import Guarded, guard
from tests.accounts.members import NEW_PASSWORD, Member, give_password, with_password
from tests.factors.holder import ADD, FACTORS, Holder
from tests.support.factors import begin_app, give_code
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, make_person, sign_in
from tracker import gate_answers
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services import accounts, hosting, judging, sessions
from tracker.accounts.services.accounts import PasswordRules, change_password, make_codes, reset_password
from tracker.accounts.services.factors import factor_changed
from tracker.audit.services.events import Caller
from tracker.domain.accounts.security_log import SecurityAct
from tracker.factors.models import Authenticator, Passkey
from tracker.passwords.hashing import Hasher
from tracker.web import clock
from tracker.web.extensions import db

OWNERS = "the pass phrase of its owner"
HASHED = Hasher(cheap=True).hash(OWNERS)


class HashedBefore(Hasher):
    """The act comes inside another request, which is no place to hash."""

    def hash(self, _password: str) -> str:
        return HASHED


HASHED_BEFORE = HashedBefore(cheap=True)


@dataclass
class Siege:
    """Rosa's account, and somebody else's browser that uses what it has of hers."""

    app: Flask
    member: Member
    monkeypatch: pytest.MonkeyPatch
    codes: tuple[str, ...] = ()
    guarded: Guarded | None = None
    holder: Holder | None = None
    done: list[str] = field(default_factory=list)
    left: tuple[object, ...] = ()

    def act(self, name: str) -> None:
        """What ends everything that was judged, once, in a transaction of its own."""
        if self.done:
            return
        self.done.append(name)
        with Session(self.engine) as session:
            ENDS[name](self, session)
            session.commit()
            self.left = facts(self, session)

    def after(self, owner: object, name: str, act: str) -> None:
        """Put the act right behind this function."""
        real = getattr(owner, name)

        def called(*args: object, **named: object) -> object:
            told = real(*args, **named)
            self.act(act)
            return told

        self.monkeypatch.setattr(owner, name, called)

    def before(self, owner: object, name: str, act: str) -> None:
        """Put the act right before this function."""
        real = getattr(owner, name)

        def called(*args: object, **named: object) -> object:
            self.act(act)
            return real(*args, **named)

        self.monkeypatch.setattr(owner, name, called)

    @property
    def engine(self) -> Engine:
        with self.app.app_context():
            return db.engine


def facts(siege: Siege, session: Session) -> tuple[object, ...]:
    """What somebody who was let in could have changed, and how many are in."""
    account = session.get(Account, siege.member.person.account_id)
    if account is None:
        return ()
    left = accounts.find_profile(session, account.id).codes_left
    apps = session.execute(select(Authenticator.confirmed_at)).scalars().all()
    passkeys = session.execute(select(func.count()).select_from(Passkey)).scalar()
    sign_ins = session.execute(select(func.count()).select_from(AccountSession)).scalar()
    return account.password_hash, account.email, account.erase_at, left, apps, passkeys, sign_ins


def _change(siege: Siege, session: Session) -> None:
    """As the owner's own page does."""
    change_password(session, siege.member.person.account_id, HASHED, clock.now())
    sessions.end_all(session, siege.member.person.account_id)


def _reset(_siege: Siege, session: Session) -> None:
    reset_password(session, "Rosa", OWNERS, clock.now(), PasswordRules(hasher=HASHED_BEFORE))


def _disable(_siege: Siege, session: Session) -> None:
    hosting.disable(session, "Rosa", clock.now())


def _disable_and_enable(_siege: Siege, session: Session) -> None:
    hosting.disable(session, "Rosa", clock.now())
    session.commit()
    hosting.enable(session, "Rosa", clock.now())


def _sign_out(_siege: Siege, session: Session) -> None:
    hosting.sign_out(session, "Rosa", clock.now())


def _add_factor(siege: Siege, session: Session) -> None:
    account_id, now = siege.member.person.account_id, clock.now()
    session.execute(delete(Authenticator))
    session.add(Authenticator(account_id=account_id, sealed_secret=b"sealed", made_at=now, confirmed_at=now))
    session.flush()
    factor_changed(session, account_id, SecurityAct.AUTHENTICATOR_ADDED, Caller(now=now))


def _remove_factors(_siege: Siege, session: Session) -> None:
    hosting.remove_factors(session, "Rosa", clock.now())


ENDS: dict[str, Callable[[Siege, Session], None]] = {
    "the password is changed": _change,
    "the host sets another": _reset,
    "it is closed": _disable,
    "it is closed and opened again": _disable_and_enable,
    "the host ends all sign-ins": _sign_out,
    "a factor is added": _add_factor,
    "its factors are taken away": _remove_factors,
}


def after_comparing(siege: Siege, act: str) -> None:
    siege.after(Hasher, "matches", act)


def after_hashing(siege: Siege, act: str) -> None:
    siege.after(Hasher, "hash", act)


def _before_holding(siege: Siege, act: str) -> None:
    siege.before(judging, "hold", act)


def signed_in(siege: Siege) -> Browser:
    return sign_in(siege.app, siege.member.person)


def _send(url: str, **typed: str) -> Callable[[Siege], Callable[[str], Page]]:
    """A form of somebody who is signed in, made before the act and sent with it under way."""

    def prepared(siege: Siege) -> Callable[[str], Page]:
        browser = signed_in(siege)
        token = browser.token()
        return lambda _act: browser.post(url, typed, token=token, follow=False)

    return prepared


def _sign_in(siege: Siege) -> Callable[[str], Page]:
    return lambda _act: give_password(Browser(siege.app), "Rosa", PASSWORD)


def _recover(siege: Siege) -> Callable[[str], Page]:
    browser = Browser(siege.app)
    typed = {"user_name": "Rosa", "code": siege.codes[0], "new_password": NEW_PASSWORD}
    if siege.guarded is not None:
        typed["app_code"] = siege.guarded.phone.code()
    return lambda _act: browser.submit(browser.get("/recover"), "/recover", follow=False, **typed)


def _second_step(field_name: str) -> Callable[[Siege], Callable[[str], Page]]:
    def prepared(siege: Siege) -> Callable[[str], Page]:
        assert siege.guarded is not None
        browser, page = siege.guarded.asked()
        code = siege.guarded.phone.code() if field_name == "code" else siege.codes[1]

        def go_on(act: str) -> Page:
            siege.act(act)
            return give_code(browser, page, code, field=field_name)

        return go_on

    return prepared


def _second_step_held(siege: Siege) -> Callable[[str], Page]:
    assert siege.guarded is not None
    browser, page = siege.guarded.asked()
    code = siege.guarded.phone.code()
    return lambda _act: give_code(browser, page, code)


def _passkey(siege: Siege) -> Callable[[str], Page]:
    assert siege.holder is not None
    holder, browser = siege.holder, siege.holder.stranger()
    page = browser.get("/sign-in?again=1")
    answer = holder.device.use(holder.begin(browser, "/sign-in/passkey").body)

    def go_on(act: str) -> Page:
        siege.act(act)
        return browser.submit(page, "/sign-in/passkey", follow=False, answer=answer)

    return go_on


def _passkey_second_step(siege: Siege) -> Callable[[str], Page]:
    assert siege.holder is not None
    holder, browser = siege.holder, siege.holder.stranger()
    give_password(browser, "Rosa", PASSWORD)
    page = browser.get("/sign-in/second-step")
    answer = holder.device.use(holder.begin(browser, "/sign-in/second-step/passkey").body)

    def go_on(act: str) -> Page:
        siege.act(act)
        return browser.submit(page, "/sign-in/second-step/passkey", follow=False, answer=answer)

    return go_on


def _add_app(siege: Siege) -> Callable[[str], Page]:
    phone, browser = begin_app(siege.app, siege.member.person.account_id), signed_in(siege)
    token = browser.token()
    return lambda _act: browser.post(f"{FACTORS}/app", {"code": phone.code()}, token=token, follow=False)


def _add_passkey(siege: Siege) -> Callable[[str], Page]:
    holder, browser = Holder(siege.app, siege.member), signed_in(siege)
    answer = holder.device.make(holder.begin(browser, ADD).body)
    token = browser.token()
    return lambda _act: browser.post(ADD, {"answer": answer, "label": "x"}, token=token, follow=False)


@dataclass(frozen=True)
class Way:
    """Something that is judged and then used; `where` puts the act in between, None where `prepared` does.

    `beside`: the act writes while the request may have written.
    """

    prepared: Callable[[Siege], Callable[[str], Page]]
    where: Callable[[Siege, str], None] | None = None
    has: str = ""
    beside: bool = False


def _after_looking(siege: Siege, act: str) -> None:
    """Behind the look at who is signed in."""
    siege.after(gate_answers, "find_viewer", act)


ERASE = {"password": PASSWORD, "when": "now"}
WAYS: dict[str, Way] = {
    "signing in": Way(_sign_in, after_comparing),
    "signing in, just before it is held": Way(_sign_in, _before_holding),
    "a code of the app": Way(_second_step("code"), has="app"),
    "a recovery code in its place": Way(_second_step("recovery_code"), has="app"),
    "a code of the app, just before it is held": Way(_second_step_held, _before_holding, has="app"),
    "a passkey": Way(_passkey, has="passkey"),
    "a passkey as second step": Way(_passkey_second_step, has="passkey"),
    "recovering": Way(_recover, after_hashing),
    "recovering with a code of the app": Way(_recover, after_hashing, has="app"),
    "once more": Way(_send("/confirm", password=PASSWORD), after_comparing),
    "another password": Way(_send("/settings/password", password=PASSWORD, new_password=NEW_PASSWORD), after_comparing),
    "another password, hashed": Way(
        _send("/settings/password", password=PASSWORD, new_password=NEW_PASSWORD), after_hashing
    ),
    "recovery codes": Way(_send("/settings/recovery-codes", password=PASSWORD), after_comparing),
    "deleting it": Way(_send("/settings/delete", **ERASE), after_comparing),
    "deleting it in a week": Way(_send("/settings/delete", password=PASSWORD, when="week"), after_comparing),
    "adding an app": Way(_add_app, _after_looking, beside=True),
    "removing an app": Way(_send(f"{FACTORS}/app/remove"), _after_looking, has="app", beside=True),
    "adding a passkey": Way(_add_passkey, _after_looking, beside=True),
    "an e-mail address": Way(
        _send("/settings", email="x@example.org", time_zone="Europe/Berlin"), _after_looking, beside=True
    ),
}


def besieged(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Siege:
    member = with_password(app, make_person(app, "Rosa"))
    siege = Siege(app, member, monkeypatch)
    with app.app_context():
        siege.codes = make_codes(db.session(), member.person.account_id, clock.now())
        db.session.commit()
    return siege


def _equip(siege: Siege, has: str) -> None:
    if has == "app":
        siege.guarded = guard(siege.app, siege.member)
        siege.codes = siege.guarded.codes
    elif has == "passkey":
        siege.holder = Holder(siege.app, siege.member)
        siege.holder.make(signed_in(siege), label="My phone")


def judge_act_use(siege: Siege, way: Way, act: str) -> None:
    _equip(siege, way.has)
    go_on = way.prepared(siege)
    if way.where is not None:
        way.where(siege, act)
    answer = go_on(act)
    assert siege.done == [act], "the act came in between"
    assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    with Session(siege.engine) as session:
        assert facts(siege, session) == siege.left, "nothing has changed but by the act"
    assert siege.left[-1] == 0, "and it has ended every sign-in"

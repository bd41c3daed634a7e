"""Every act that concerns an account, done through the pages: each is one event, and none tells what was typed."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from tests.accounts.guarded import Guarded, guard
from tests.accounts.members import Member, give_password, with_password
from tests.factors.holder import FACTORS, Holder
from tests.support.counting import counted_queries
from tests.support.factors import begin_app, give_code
from tests.support.pages import Browser
from tests.support.people import PASSWORD, make_person, sign_in
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services import activity, hosting
from tracker.accounts.services.accounts import reset_password
from tracker.audit.models import SecurityEvent
from tracker.audit.services.events import Caller, broken_chains
from tracker.channels.models import MailAddress
from tracker.domain.accounts.security_log import SERVER, SecurityAct
from tracker.domain.webhooks.outcomes import Stopped
from tracker.throttling.models import Attempt
from tracker.throttling.throttles import LimitedAct, Throttle, Who
from tracker.web import clock
from tracker.web.extensions import db
from tracker.webhooks.services.webhooks import Whose, stop
from tracker.wording.accounts import ACTS

WORD = "zebrafish"
AGENT = f"Mozilla/5.0 {WORD} Firefox/140 Android"
NEW = f"{WORD} is quite another phrase"
HERE = {SecurityAct.SIGNED_IN, SecurityAct.SIGNED_IN_NEW_DEVICE}


class Doings:
    """Rosa at her browsers, and what each act adds to her log."""

    def __init__(self, app: Flask, member: Member) -> None:
        self.app, self.member = app, member
        self.done: set[SecurityAct] = set()
        self.told = ""

    def events(self, subject_id: uuid.UUID | None = None) -> Sequence[SecurityEvent]:
        subject_id = subject_id or self.member.person.account_id
        with self.app.app_context():
            query = select(SecurityEvent).where(SecurityEvent.subject_id == subject_id)
            return db.session.execute(query.order_by(SecurityEvent.number)).scalars().all()

    def does(self, act: SecurityAct, doing: Callable[[], Any], subject_id: uuid.UUID | None = None) -> Any:
        """Do it. Where somebody comes in by it, their sign-in is an event of its own."""
        before = len(self.events(subject_id))
        came_of_it = doing()
        new = self.events(subject_id)[before:]
        self.told += "".join(f"{event.told}" for event in new)
        found = [event.act for event in new if event.act == act.value or SecurityAct(event.act) not in HERE]
        assert found == [act.value], act
        self.done.add(act)
        return came_of_it

    def host(self, doing: Callable[[Any], object]) -> None:
        with self.app.app_context():
            doing(db.session())
            db.session.commit()

    def forget_tries(self) -> None:
        self.host(lambda session: session.execute(delete(Attempt)))

    def post(self, browser: Browser, page: str, action: str, **typed: Any) -> Any:
        return browser.submit(browser.get(page), action, **typed)


def confirmed_address(account_id: uuid.UUID, address: str) -> MailAddress:
    now = clock.now()
    return MailAddress(account_id=account_id, address=address, language="en", asked_at=now, confirmed_at=now)


def use_up(session: Any, throttle: Throttle, who: Who) -> None:
    """One wrong password."""
    throttle.settle(session, throttle.take(session, LimitedAct.SIGN_IN, who, clock.now()))


@pytest.fixture
def doings(app: Flask, member: Member) -> Doings:
    return Doings(app, member)


@pytest.mark.long
def test_every_act_is_one_event_without_what_was_typed(app: Flask, doings: Doings) -> None:
    browser = _signs_in(app, doings)
    _changes(doings, browser)
    guarded = _has_factors(app, doings)
    _recovers(app, doings, guarded)
    _by_the_host(doings)
    _ends(app, doings)
    # What is read from files is done by the command: tests/e2e/test_command_line.py.
    assert doings.done | {SecurityAct.IMPORTED} == set(ACTS) | {SecurityAct.ACCOUNT_ERASED}
    assert WORD not in doings.told
    assert "127.0.0.1" not in doings.told
    with app.app_context():
        assert broken_chains(db.session())[1] == []


def _signs_in(app: Flask, doings: Doings) -> Browser:
    does = doings.does
    browser = does(SecurityAct.SIGNED_IN, lambda: doings.member.browser(agent=AGENT))
    does(SecurityAct.SIGNED_IN_NEW_DEVICE, lambda: doings.member.browser(agent="Chrome/1 Windows"))
    does(SecurityAct.SIGN_IN_REFUSED, lambda: give_password(Browser(app), "Rosa", f"{WORD} is not it"))

    def tries() -> None:
        throttle: Throttle = app.extensions["keeper"].throttle
        for _ in range(9):
            doings.host(lambda session: use_up(session, throttle, Who("rosa", "127.0.0.1/32", "127.0.0.0/24")))
        assert [give_password(Browser(app), "Rosa", WORD).status for _ in range(3)] == [429, 429, 429]

    does(SecurityAct.SIGN_IN_THROTTLED, tries)
    doings.forget_tries()
    other = doings.member.browser(agent=AGENT)
    does(SecurityAct.SIGNED_OUT, lambda: other.post("/sign-out"))
    ends = [form for form in browser.get("/settings/sign-ins").all("form") if form.attrs["action"].endswith("/end")]
    assert len(ends) == 2
    gone = next(form for form in ends if "Chrome" in form.to_text())
    does(SecurityAct.SIGN_IN_ENDED, lambda: browser.post(gone.attrs["action"]))
    does(SecurityAct.SIGN_INS_ENDED, lambda: browser.post("/settings/sign-ins/end-others"))
    return browser  # type: ignore[no-any-return]


def _changes(doings: Doings, browser: Browser) -> None:
    does, post = doings.does, doings.post
    does(SecurityAct.CONFIRM_REFUSED, lambda: post(browser, "/confirm", "/confirm", password=WORD))
    does(SecurityAct.EMAIL_CHANGED, lambda: post(browser, "/settings", "/settings", email=f"{WORD}@b.org"))
    doings.host(lambda session: session.add(confirmed_address(doings.member.person.account_id, f"{WORD}@b.org")))
    does(SecurityAct.MAIL_ENDED, lambda: browser.post("/settings/channels/address/end"))
    before = len(doings.events())
    post(browser, "/settings", "/settings", email=f"{WORD}@b.org", time_zone="Asia/Tokyo")
    assert len(doings.events()) == before
    passwords = {"password": PASSWORD, "new_password": NEW}
    does(SecurityAct.PASSWORD_CHANGED, lambda: post(browser, "/settings/password", "/password", **passwords))
    codes = "/settings/recovery-codes"
    does(SecurityAct.RECOVERY_CODES_MADE, lambda: post(browser, codes, codes, password=NEW))
    export = browser.path("exports/all.zip")
    does(SecurityAct.EXPORTED_ALL, lambda: browser.get(export, buffered=True))
    _has_webhook(doings, browser)
    _has_token(doings, browser)
    delete_, keep = "/settings/delete", "/settings/delete/keep"
    does(SecurityAct.ERASURE_ASKED, lambda: post(browser, delete_, delete_, password=NEW))
    does(SecurityAct.ERASURE_CANCELLED, lambda: browser.post(keep))
    before = len(doings.events())
    browser.post(keep)
    assert len(doings.events()) == before


def _has_webhook(doings: Doings, browser: Browser) -> None:
    does, listed = doings.does, "/settings/webhooks"
    typed: dict[str, Any] = {"label": WORD, "address": f"https://{WORD}.example/", "event_types": ["entry.saved"]}
    does(SecurityAct.WEBHOOK_ADDED, lambda: doings.post(browser, f"{listed}/new", "/new", **typed))
    ending = next(
        form.attrs["action"] for form in browser.get(listed).all("form") if form.attrs["action"].endswith("/end")
    )
    one, host = ending.removesuffix("/end"), Caller(now=clock.now())
    does(SecurityAct.WEBHOOK_PAUSED, lambda: browser.post(f"{one}/pause"))
    does(SecurityAct.WEBHOOK_RESUMED, lambda: browser.post(f"{one}/resume"))
    person = doings.member.person
    stopped = Stopped.FAILURES, Whose(patient_id=person.patient_id, account_id=person.account_id, caller=host)
    webhook_id = uuid.UUID(one.rpartition("/")[2])
    does(SecurityAct.WEBHOOK_STOPPED, lambda: doings.host(lambda session: stop(session, webhook_id, *stopped)))
    does(SecurityAct.WEBHOOK_ENDED, lambda: browser.post(ending))


def _has_token(doings: Doings, browser: Browser) -> None:
    listed = "/settings/programs"
    doings.does(SecurityAct.TOKEN_MADE, lambda: doings.post(browser, f"{listed}/new", "/new", name=WORD, scope="read"))
    doings.does(SecurityAct.TOKEN_ENDED, lambda: doings.post(browser, listed, "/end"))


def _has_factors(app: Flask, doings: Doings) -> Guarded:
    does, member = doings.does, with_password(app, doings.member.person)
    holder = Holder(app, member)
    browser = sign_in(app, member.person)
    does(SecurityAct.PASSKEY_ADDED, lambda: holder.make(browser, label=WORD))
    stranger = Browser(app)
    wrong: dict[str, Any] = {"challenge": "AAAA"}
    does(SecurityAct.PASSKEY_REFUSED, lambda: holder.use(stranger, "/sign-in/passkey", **wrong))
    remove = next(form for form in browser.get(FACTORS).all("form") if "/passkeys/" in form.attrs["action"])
    does(SecurityAct.PASSKEY_REMOVED, lambda: browser.post(remove.attrs["action"]))
    phone = begin_app(app, member.person.account_id)
    does(SecurityAct.AUTHENTICATOR_ADDED, lambda: doings.post(browser, f"{FACTORS}/app", "/app", code=phone.code()))
    does(SecurityAct.AUTHENTICATOR_REMOVED, lambda: browser.post(f"{FACTORS}/app/remove"))
    guarded = guard(app, member)
    there, page = guarded.asked()
    does(SecurityAct.FACTOR_REFUSED, lambda: give_code(there, page, "000000"))
    there, page = guarded.asked()
    recovery: dict[str, Any] = {"recovery_code": guarded.codes[0]}
    does(SecurityAct.RECOVERY_CODE_USED, lambda: there.submit(page, "/second-step", follow=False, **recovery))
    return guarded


def _recovers(app: Flask, doings: Doings, guarded: Guarded) -> None:
    def recover(code: str) -> None:
        browser = Browser(app)
        doings.post(browser, "/recover", "/recover", user_name="Rosa", code=code, new_password=NEW)

    doings.forget_tries()
    doings.host(lambda session: hosting.remove_factors(session, "Rosa", clock.now()))
    doings.does(SecurityAct.RECOVERY_REFUSED, lambda: recover("0000-0000-0000-0000"))
    doings.does(SecurityAct.PASSWORD_RECOVERED, lambda: recover(guarded.codes[1]))


def _by_the_host(doings: Doings) -> None:
    guard(doings.app, doings.member)
    acts: dict[SecurityAct, Callable[[Any], object]] = {
        SecurityAct.HOST_REMOVED_FACTORS: lambda session: hosting.remove_factors(session, "Rosa", clock.now()),
        SecurityAct.HOST_RESET: lambda session: hosting.make_recovery_code(session, "Rosa", clock.now()),
        SecurityAct.HOST_ENDED_SIGN_INS: lambda session: hosting.sign_out(session, "Rosa", clock.now()),
        SecurityAct.HOST_DISABLED: lambda session: hosting.disable(session, "Rosa", clock.now()),
        SecurityAct.HOST_ENABLED: lambda session: hosting.enable(session, "Rosa", clock.now()),
    }
    for act, doing in acts.items():
        doings.does(act, lambda doing=doing: doings.host(doing))  # type: ignore[misc]
    password = f"{WORD} from the host"
    doings.does(
        SecurityAct.HOST_RESET,
        lambda: doings.host(lambda session: reset_password(session, "Rosa", password, clock.now())),
    )


def _ends(app: Flask, doings: Doings) -> None:
    stranger, made = Browser(app), uuid.uuid4()
    page = stranger.get("/sign-up")
    typed: dict[str, Any] = {
        "user_name": WORD,
        "new_password": "a phrase about trombones",
        "role": "patient",
        "time_zone": "UTC",
    }
    doings.does(SecurityAct.ACCOUNT_MADE, lambda: stranger.submit(page, "/sign-up", id=str(made), **typed), made)
    now_ = {"password": typed["new_password"], "when": "now"}
    doings.does(
        SecurityAct.ACCOUNT_ERASED,
        lambda: doings.post(stranger, "/settings/delete", "/settings/delete", **now_),
        SERVER,
    )
    assert doings.events(made) == []


class TestANameThatNobodyHas:
    """It is told to nobody, and as much is written: the time it takes must not tell which names there are."""

    @staticmethod
    def writes(app: Flask, name: str) -> int:
        browser = Browser(app)
        page = browser.get("/sign-in")
        with counted_queries(app) as statements:
            answer = browser.submit(page, "/sign-in", user_name=name, password="not the one")
        assert answer.status in {422, 429}
        return sum(statement.startswith(("INSERT", "UPDATE", "DELETE")) for statement in statements)

    def test_refused(self, app: Flask, member: Member) -> None:
        assert self.writes(app, "Rosa") == self.writes(app, "Zoltan") > 0
        with app.app_context():
            assert db.session.execute(select(SecurityEvent.act)).scalars().all() == ["sign_in_refused"]

    def test_throttled(self, app: Flask, member: Member) -> None:
        throttle: Throttle = app.extensions["keeper"].throttle
        with app.app_context():
            for name in ("rosa", "zoltan"):
                for _ in range(10):
                    use_up(db.session(), throttle, Who(name, "127.0.0.1/32"))
            db.session.commit()
        assert self.writes(app, "Rosa") == self.writes(app, "Zoltan") + 1  # the notice of the known one
        assert self.writes(app, "Rosa") == self.writes(app, "Zoltan")


def test_too_many_wrong_codes_are_told_as_well(app: Flask, member: Member) -> None:
    browser = Browser(app)
    for _ in range(12):
        typed = {"user_name": "Rosa", "code": "0000-0000-0000-0000", "new_password": NEW}
        browser.submit(browser.get("/recover"), "/recover", **typed)  # type: ignore[arg-type]
    with app.app_context():
        acts = db.session.execute(select(SecurityEvent.act).order_by(SecurityEvent.number)).scalars().all()
    assert acts == ["recovery_refused"] * 10 + ["sign_in_throttled"]


class TestAnEventThatCannotBeWritten:
    """The act does not happen either: no event is ever dropped in silence."""

    @pytest.fixture
    def away(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
        def refuse(*_args: object, **_named: object) -> None:
            raise OperationalError("INSERT INTO security_event", {}, Exception("no room"))

        return lambda: monkeypatch.setattr(activity, "log_event", refuse)

    def test_no_sign_in(self, app: Flask, member: Member, away: Callable[[], None]) -> None:
        away()
        assert give_password(Browser(app), "Rosa", PASSWORD).status == 503
        with app.app_context():
            assert db.session.execute(select(AccountSession)).all() == []

    def test_no_change(self, app: Flask, member: Member, away: Callable[[], None]) -> None:
        browser = member.browser()
        away()
        browser.post("/settings", {"email": "rosa@b.org", "time_zone": "UTC"})
        browser.post("/settings/password", {"password": PASSWORD, "new_password": NEW})
        browser.post("/settings/delete", {"password": PASSWORD})
        with app.app_context():
            account = db.session.execute(select(Account)).scalar_one()
            assert (account.email, account.time_zone, account.erase_at) == (None, "Europe/Berlin", None)
            assert app.extensions["keeper"].hasher.matches(account.password_hash, PASSWORD)

    def test_no_copy_of_everything(self, member: Member, away: Callable[[], None]) -> None:
        browser = member.browser()
        away()
        assert browser.get(browser.path("exports/all.zip")).status == 503


class TestThePage:
    def test_it_says_what_where_and_when_in_ones_own_zone(self, app: Flask, member: Member) -> None:
        with app.app_context():
            db.session.execute(update(Account).values(time_zone="Asia/Tokyo"))
            db.session.commit()
        browser = member.browser(agent=AGENT)
        page = browser.get("/settings/activity")
        (line,) = page.all("main .rows li")
        text = str(line.to_text())
        assert "Signed in" in text
        assert "(this sign-in)" in text
        assert "Firefox on Android, from the network 127.0.0.0/24" in text
        tokyo = clock.now().astimezone(_zone("Asia/Tokyo"))
        assert f"{tokyo:%H}:" in text
        assert page.all("a[href='/settings/password']")

    def test_the_same_on_end_is_one_line_and_fifty_are_shown(self, app: Flask, member: Member) -> None:
        browser = member.browser()
        account_id, now = member.person.account_id, clock.now()
        with app.app_context():
            for _ in range(60):
                for act in (SecurityAct.SIGNED_OUT, SecurityAct.SIGN_IN_REFUSED, SecurityAct.SIGN_IN_REFUSED):
                    activity.tell(db.session(), account_id, act, Caller(now=now))
            db.session.commit()
        lines = [str(line.to_text()) for line in browser.get("/settings/activity").all("main .rows li")]
        assert len(lines) == 50
        assert "A wrong password was given at sign-in, 2 times" in lines[0]
        assert "Signed out" in lines[1]

    def test_it_is_about_oneself_alone(self, app: Flask, member: Member) -> None:
        member.browser()
        omar = sign_in(app, make_person(app, "Omar"))
        page = omar.get("/settings/activity")
        assert "Nothing yet" in page.text
        assert "Firefox" not in page.text

    def test_settings_lead_to_it(self, member: Member) -> None:
        assert member.browser().get("/settings").all("a[href='/settings/activity']")


def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - one test alone needs it

    return ZoneInfo(name)

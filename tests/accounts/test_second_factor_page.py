"""The page of second factors: adding and removing an authenticator app, and what each change brings with it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from tests.accounts.guarded import guard, is_in
from tests.accounts.members import Member, give_password
from tests.support.factors import SECOND_STEP, App, begin_app, begin_step
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, RecoveryCode
from tracker.accounts.services.accounts import make_codes
from tracker.accounts.services.factors import remove_all_factors
from tracker.audit.models import SecurityEvent
from tracker.domain.accounts.security_log import SecurityAct
from tracker.factors.models import Authenticator, Step
from tracker.web.extensions import db
from tracker.web.qr import picture_of

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PAGE, APP = "/settings/second-factor", "/settings/second-factor/app"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def key_on(page: Page) -> App:
    return App(page.one("p.codes").to_text().replace(" ", "").strip())


def begin(browser: Browser, url: str = PAGE) -> Page:
    return browser.submit(browser.get(url), f"{APP}/new")


def add(browser: Browser, url: str = PAGE) -> tuple[Page, App]:
    page = begin(browser, url)
    phone = key_on(page)
    return browser.submit(page, APP, code=phone.code()), phone


def account(app: Flask) -> Account:
    with app.app_context():
        return db.session.execute(select(Account)).scalar_one()


def acts(app: Flask) -> list[SecurityEvent]:
    changes = (SecurityAct.AUTHENTICATOR_ADDED, SecurityAct.AUTHENTICATOR_REMOVED)
    with app.app_context():
        return list(
            db.session.execute(
                select(SecurityEvent).where(SecurityEvent.act.in_(changes)).order_by(SecurityEvent.number)
            ).scalars()
        )


def test_an_app_is_added(app: Flask, member: Member) -> None:
    browser = member.browser()
    assert "Second factor: off" in browser.get("/settings").text
    page, phone = add(browser)
    assert page.heading == "Second factor"
    assert "is added" in page.text
    assert "In use since Tue 3 Mar 2026" in page.text
    assert "Second factor: on" in browser.get("/settings").text
    assert account(app).second_factor_since == NOON
    stranger = Browser(app)
    assert give_password(stranger, "Rosa", PASSWORD).location == SECOND_STEP
    step = stranger.get(SECOND_STEP)
    again = stranger.submit(step, SECOND_STEP, code=phone.code())
    assert again.status == 422, "the code that confirmed the app is used up"


def test_the_picture_holds_the_key_and_no_other_host(member: Member) -> None:
    page = begin(member.browser())
    key = key_on(page).key
    assert len(key) == 32
    expected = picture_of(f"otpauth://totp/localhost:Rosa?secret={key}&issuer=localhost")
    assert page.one("path.scan-ink").attrs["d"] == expected.path


@pytest.mark.parametrize(
    ("code", "message"), [("", "six digits"), ("000000", "not the code"), ("nonsense", "not the code")]
)
def test_a_wrong_first_code_adds_nothing(app: Flask, member: Member, code: str, message: str) -> None:
    browser = member.browser()
    page = begin(browser)
    refused = browser.submit(page, APP, code=code)
    assert refused.status == 422
    assert message in refused.error_of("code")
    assert key_on(refused) == key_on(page), "the key on the phone is still the right one"
    assert account(app).second_factor_since is None
    assert acts(app) == []
    assert give_password(Browser(app), "Rosa", PASSWORD).location != SECOND_STEP


def test_looking_makes_no_key(app: Flask, member: Member) -> None:
    browser = member.browser()
    answer = browser.get(f"{APP}?next=/settings", follow=False)
    assert (answer.status, answer.location) == (303, f"{PAGE}?next=/settings")
    with app.app_context():
        assert db.session.execute(select(Authenticator)).first() is None


def test_a_key_once_confirmed_is_never_shown_again(member: Member) -> None:
    browser = member.browser()
    _, phone = add(browser)
    assert browser.get(APP, follow=False).location == PAGE
    begin_again = browser.post(f"{APP}/new", follow=False)
    assert begin_again.location == PAGE
    assert phone.key[:4] not in browser.get(PAGE).body


def test_it_leads_on_to_where_it_was_asked_for(member: Member) -> None:
    page, _ = add(member.browser(), f"{PAGE}?next=/take/K7F29QXM3RTW")
    link = next(node for node in page.all("a.button") if node.to_text().strip() == "Go on")
    assert link.attrs["href"] == "/take/K7F29QXM3RTW"


def test_every_other_sign_in_ends(app: Flask, member: Member) -> None:
    elsewhere, browser = member.browser(agent="Safari/1 iPhone"), member.browser()
    waiting = begin_step(app, member.person.account_id)
    page, _ = add(browser)
    assert "signed out everywhere else" in page.text
    assert is_in(browser)
    assert not is_in(elsewhere)
    with app.app_context():
        assert db.session.execute(select(Step)).first() is None, waiting


def test_the_owner_is_told_and_the_log_knows_whence(app: Flask, member: Member) -> None:
    browser = member.browser()
    add(browser)
    with time_machine.travel(NOON + MINUTE, tick=False):
        browser.submit(browser.get(PAGE), f"{APP}/remove")
    assert account(app).notice_since == NOON
    added, removed = acts(app)
    assert (added.act, removed.act) == ("authenticator_added", "authenticator_removed")
    assert added.session_id == removed.session_id is not None
    assert (added.device, added.address) == ("Firefox on Android", "127.0.0.0/24")


def test_it_is_removed_and_the_password_is_enough_again(app: Flask, member: Member) -> None:
    elsewhere = member.browser()
    rosa = guard(app, member)
    browser = rosa.browser()
    page = browser.submit(browser.get(PAGE), f"{APP}/remove")
    assert "is removed" in page.text
    assert page.form(f"{APP}/new")
    assert account(app).second_factor_since is None
    assert is_in(browser)
    assert not is_in(elsewhere)
    assert give_password(Browser(app), "Rosa", PASSWORD).location != SECOND_STEP


def test_removing_what_is_not_there_changes_nothing(app: Flask, member: Member) -> None:
    elsewhere, browser = member.browser(), member.browser()
    begin_app(app, member.person.account_id)
    answer = browser.post(f"{APP}/remove", follow=False)
    assert (answer.status, answer.location) == (303, PAGE)
    assert acts(app) == []
    assert is_in(elsewhere)


@pytest.mark.parametrize(("url", "method"), [(APP, "get"), (f"{APP}/new", "post"), (f"{APP}/remove", "post")])
def test_the_password_is_asked_again_first(app: Flask, member: Member, url: str, method: str) -> None:
    with time_machine.travel(NOON - HOUR - MINUTE, tick=False):
        rosa = guard(app, member)
        browser = rosa.browser(kept=True)
    answer = browser.get(url) if method == "get" else browser.post(url)
    assert answer.heading == "Your password once more"
    assert account(app).second_factor_since is not None
    if method == "get":
        return
    page = browser.submit(answer, "/confirm", password=PASSWORD)
    assert page.heading == "Thank you"
    assert browser.submit(page, url).heading == "Second factor"


@pytest.mark.parametrize("url", [PAGE, APP])
def test_nobody_sees_it_who_is_not_signed_in(client: Browser, url: str) -> None:
    assert client.get(url, follow=False).location.startswith("/sign-in")


@pytest.mark.parametrize("url", [f"{APP}/new", f"{APP}/remove", APP])
def test_another_accounts_app_is_out_of_reach(app: Flask, member: Member, other: Browser, url: str) -> None:
    """The pages take no id: whoever is signed in changes their own."""
    guard(app, member)
    other.post(url, {"code": "000000", "account_id": str(member.person.account_id)})
    with app.app_context():
        kept = db.session.execute(
            select(Authenticator.confirmed_at).where(Authenticator.account_id == member.person.account_id)
        ).scalar_one()
    assert kept is not None


@pytest.mark.parametrize(("left", "words"), [(8, "8 codes"), (1, "1 code"), (0, "0 codes")])
def test_it_says_how_many_recovery_codes_are_left(app: Flask, member: Member, left: int, words: str) -> None:
    with app.app_context():
        make_codes(db.session(), member.person.account_id, NOON)
        spare = select(RecoveryCode.code_hash).limit(8 - left).scalar_subquery()
        db.session.execute(update(RecoveryCode).where(RecoveryCode.code_hash.in_(spare)).values(used_at=NOON))
        db.session.commit()
    assert f"You have {words} left" in member.browser().get(PAGE).text


def test_the_host_takes_every_factor_away(app: Flask, member: Member) -> None:
    rosa = guard(app, member)
    browser = rosa.browser()
    with app.app_context():
        assert remove_all_factors(db.session(), member.person.account_id, NOON)
        db.session.commit()
    assert not is_in(browser)
    assert rosa.account().second_factor_since is None
    assert give_password(Browser(app), "Rosa", PASSWORD).location != SECOND_STEP
    with app.app_context():
        assert not remove_all_factors(db.session(), member.person.account_id, NOON)


def test_patients_are_offered_it_and_not_pushed(member: Member) -> None:
    browser = member.browser()
    assert "practitioner" not in browser.get(PAGE).one("main").to_text()
    assert browser.get(browser.path("today"), follow=False).status == 200

"""Deleting an account takes seven days unless it is to be at once; until then it can be called off, then it is gone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.accounts.members import Member, give_password
from tests.support import sharing
from tests.support.pages import Browser, Form
from tests.support.people import PASSWORD, ZONE, Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.accounts.services import accounts, erasure
from tracker.audit.models import SecurityEvent, Withdrawal
from tracker.audit.services.events import Caller
from tracker.domain.accounts.security_log import SERVER
from tracker.patients.models import Patient
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording.formats import day

DELETE = "/settings/delete"
SAID = "Your account will be deleted on"


@pytest.fixture
def browser(member: Member) -> Browser:
    return member.browser()


def ask(browser: Browser, **typed: str) -> None:
    page = browser.submit(browser.get(DELETE), DELETE, password=PASSWORD, when=typed.get("when", "week"))
    assert page.status == 200, page.text


def let_it_be_due(app: Flask, person: Person) -> None:
    with app.app_context():
        due = update(Account).where(Account.id == person.account_id).values(erase_at=clock.now())
        db.session.execute(due)
        db.session.commit()


class TestTheWait:
    def test_every_page_says_the_day_and_how_to_keep_it(self, app: Flask, member: Member, browser: Browser) -> None:
        ask(browser)
        with app.app_context():
            erase_at = db.session.execute(select(Account.erase_at)).scalar_one()
        assert erase_at is not None
        assert timedelta(days=7) - timedelta(minutes=5) < erase_at - clock.now() <= timedelta(days=7)
        for url in (browser.path("today"), "/settings", DELETE, "/help-now"):
            page = browser.get(url)
            assert SAID in page.text, url
            assert day(erase_at.astimezone(ZoneInfo(ZONE)).date()).split()[1] in page.text
        assert SAID in member.browser().get("/settings").text
        kept = browser.submit(browser.get(browser.path("today")), "/delete/keep")
        assert "Your account stays" in kept.text
        assert SAID not in browser.get(browser.path("today")).text
        with app.app_context():
            assert db.session.execute(select(Account.erase_at)).scalar_one() is None

    def test_whoever_does_not_say_when_has_the_time(self, app: Flask, browser: Browser) -> None:
        browser.post(DELETE, {"password": PASSWORD})
        with app.app_context():
            assert db.session.execute(select(Account.erase_at)).scalar_one() is not None

    def test_asking_again_keeps_the_day(self, db_session: Session, person: Person) -> None:
        now = clock.now()
        for days in (0, 3):
            erasure.ask(db_session, person.account_id, Caller(now=now + timedelta(days=days)))
        assert db_session.execute(select(Account.erase_at)).scalar_one() == now + erasure.WAIT
        events = select(func.count()).where(SecurityEvent.subject_id == person.account_id)
        assert db_session.execute(events).scalar_one() == 1

    def test_what_is_shared_stays_shared_and_the_page_says_so(
        self, app: Flask, member: Member, browser: Browser
    ) -> None:
        practitioner = sharing.make_practitioner(app)
        sharing.share(app, member.person, practitioner)
        visitor = sharing.as_practitioner(app, practitioner, member.person)
        assert "still sees it" in browser.get(DELETE).text
        ask(browser)
        assert visitor.get(visitor.path("progress")).status == 200
        assert SAID not in visitor.get(visitor.path("progress")).text

    def test_it_can_be_done_now_after_all(self, app: Flask, browser: Browser) -> None:
        ask(browser)
        form = next(node for node in browser.get(DELETE).all("form") if node.attrs["action"] == DELETE)
        assert dict(Form(form).fields())["when"] == "now"
        answer = browser.post(DELETE, {"password": PASSWORD, "when": "now"}, follow=False)
        assert "note=deleted" in answer.location
        with app.app_context():
            assert db.session.execute(select(Account)).all() == []

    def test_it_is_not_taken_back_without_the_form(self, app: Flask, browser: Browser) -> None:
        ask(browser)
        assert browser.get("/settings/delete/keep", follow=False).status == 405
        assert browser.post("/settings/delete/keep", token="").status == 400
        with app.app_context():
            assert db.session.execute(select(Account.erase_at)).scalar_one() is not None


class TestWhenItIsDue:
    def test_nobody_gets_in_before_the_rows_are_gone(self, app: Flask, member: Member, browser: Browser) -> None:
        practitioner = sharing.make_practitioner(app)
        sharing.share(app, member.person, practitioner)
        visitor = sharing.as_practitioner(app, practitioner, member.person)
        holder = sharing.as_link_holder(app, member.person, sharing.make_link(app, member.person))
        assert holder.get(holder.path("brief")).status == 200
        with app.app_context():
            code = accounts.make_codes(db.session(), member.person.account_id, clock.now())[0]
            db.session.commit()
        let_it_be_due(app, member.person)
        assert browser.get("/settings", follow=False).status == 302
        unknown = give_password(Browser(app), "Zoltan", PASSWORD)
        due = give_password(Browser(app), "Rosa", PASSWORD)
        assert (due.status, due.text) == (unknown.status, unknown.text.replace("Zoltan", "Rosa"))
        stranger = Browser(app)
        typed = {"user_name": "Rosa", "code": code, "new_password": "quite another pass phrase"}
        page = stranger.get("/recover")
        assert stranger.submit(page, "/recover", follow=False, **typed).status == 422
        assert visitor.get(visitor.path("progress")).status == 410
        assert holder.get(holder.path("brief")).status == 404

    def test_it_is_erased_and_no_other_is(self, app: Flask, member: Member, browser: Browser) -> None:
        omar, due = make_person(app, "Omar"), member.person
        waiting = sign_in(app, omar)
        ask(browser)
        now = clock.now()
        with app.app_context():
            erasure.ask(db.session(), omar.account_id, Caller(now=now + timedelta(seconds=5)))
            db.session.commit()
            assert erasure.erase_due(db.session(), now) == 0
            db.session.commit()
            asked = db.session.execute(select(Account.erase_at).where(Account.id == due.account_id)).scalar_one()
            assert asked is not None
            assert erasure.erase_due(db.session(), asked - timedelta(seconds=1)) == 0
            assert erasure.erase_due(db.session(), asked) == 1
            db.session.commit()
            assert db.session.execute(select(Account.user_name)).scalars().all() == ["Omar"]
            assert db.session.execute(select(Patient.id)).scalars().all() == [omar.patient_id]
            events = db.session.execute(select(SecurityEvent.subject_id)).scalars().all()
            assert set(events) == {SERVER, omar.account_id}
            withdrawn = db.session.execute(select(Withdrawal.kind, Withdrawal.id)).all()
            assert ("account", due.account_id) in [tuple(row) for row in withdrawn]
        assert waiting.get("/settings", follow=False).status == 200
        assert browser.get("/settings", follow=False).status == 302


class TestADisabledAccount:
    """Closed by the host: nothing is deleted, and nobody gets in or sees anything."""

    def test_its_record_is_shown_to_nobody(self, app: Flask, member: Member) -> None:
        practitioner = sharing.make_practitioner(app)
        sharing.share(app, member.person, practitioner)
        visitor = sharing.as_practitioner(app, practitioner, member.person)
        holder = sharing.as_link_holder(app, member.person, sharing.make_link(app, member.person))
        assert "Rosa" in visitor.get("/patients").text
        self._close(app, "Rosa")
        assert visitor.get(visitor.path("progress")).status == 410
        assert holder.get(holder.path("brief")).status == 404
        assert "Rosa" not in visitor.get("/patients").text

    def test_a_disabled_practitioner_opens_nothing(self, app: Flask, member: Member) -> None:
        practitioner = sharing.make_practitioner(app)
        sharing.share(app, member.person, practitioner)
        visitor = sharing.as_practitioner(app, practitioner, member.person)
        self._close(app, practitioner.user_name)
        for url in (visitor.path("progress"), visitor.path("exports/all.zip"), "/patients"):
            assert visitor.get(url, follow=False).status == 302, url

    def _close(self, app: Flask, name: str) -> None:
        with app.app_context():
            db.session.execute(update(Account).where(Account.user_name == name).values(disabled_at=clock.now()))
            db.session.commit()


def test_what_is_asked_for_already_is_not_told_again(app: Flask, person: Person) -> None:
    with app.app_context():
        for act in (erasure.keep, erasure.ask, erasure.ask, erasure.keep, erasure.keep):
            act(db.session(), person.account_id, Caller(now=clock.now()))
        db.session.commit()
        told = select(SecurityEvent.act).where(SecurityEvent.subject_id == person.account_id)
        told = told.order_by(SecurityEvent.number)
        assert list(db.session.execute(told).scalars()) == ["erasure_asked", "erasure_cancelled"]


def test_the_form_offers_two_times_and_no_third(browser: Browser) -> None:
    choices = browser.get(DELETE).all("input[name=when]")
    assert [(one.attrs["value"], "checked" in one.attrs) for one in choices] == [("week", True), ("now", False)]

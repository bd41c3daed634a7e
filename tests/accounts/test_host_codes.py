"""What a host does for somebody who cannot get in, or against somebody who should not be."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.accounts.guarded import guard, is_in
from tests.accounts.members import NEW_PASSWORD, Member, give_password
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, RecoveryCode
from tracker.accounts.queries import AccountLine
from tracker.accounts.services import hosting
from tracker.accounts.services.accounts import UnknownAccount, list_accounts, make_codes
from tracker.domain.values.codes import ALPHABET
from tracker.web import clock
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.counted]


def host_code(app: Flask) -> str:
    with app.app_context():
        code = hosting.make_recovery_code(db.session(), "ROSA", clock.now())
        db.session.commit()
    return code


def recover(app: Flask, code: str, **more: str) -> Page:
    browser = Browser(app)
    typed: dict[str, str] = {"user_name": "Rosa", "code": code, "new_password": NEW_PASSWORD, **more}
    pairs = browser.get("/recover").form("/recover").fields()
    return browser.post("/recover", dict(pairs) | typed, follow=False)


class TestACode:
    def test_lets_them_choose_a_password_that_the_host_never_knows(self, app: Flask, member: Member) -> None:
        elsewhere, code = member.browser(), host_code(app)
        assert is_in(elsewhere)
        assert recover(app, code).status == 303
        assert not is_in(elsewhere)
        assert recover(app, code, new_password="one more pass phrase").status == 422
        assert give_password(Browser(app), "Rosa", NEW_PASSWORD).status == 303

    def test_lasts_a_day(self, app: Flask, member: Member) -> None:
        code = host_code(app)
        with app.app_context():
            ends = db.session.execute(select(RecoveryCode.expires_at)).scalar_one()
            assert ends is not None
            assert timedelta(hours=23, minutes=55) < ends - clock.now() <= timedelta(hours=24)
            db.session.execute(update(RecoveryCode).values(expires_at=clock.now()))
            db.session.commit()
        assert recover(app, code).status == 422
        assert give_password(Browser(app), "Rosa", PASSWORD).status == 303

    def test_takes_the_place_of_the_hosts_last_one_and_of_none_of_theirs(self, app: Flask, member: Member) -> None:
        with app.app_context():
            own = make_codes(db.session(), member.person.account_id, clock.now())
            db.session.commit()
        first, second = host_code(app), host_code(app)
        assert "Recovery codes: 8 left" in member.browser().get("/settings").text
        assert recover(app, first).status == 422
        assert recover(app, second).status == 303
        assert recover(app, own[7], new_password="one more pass phrase").status == 303

    def test_does_not_get_past_a_second_factor(self, app: Flask, member: Member) -> None:
        guarded = guard(app, member)
        code = host_code(app)
        assert recover(app, code).status == 422
        assert recover(app, code, app_code=guarded.phone.code()).status == 303

    def test_is_stored_as_its_digest_alone(self, app: Flask, member: Member) -> None:
        code = host_code(app)
        with app.app_context():
            stored = db.session.execute(select(RecoveryCode.code_hash)).scalar_one()
        assert len(stored) == 32
        letters = code.replace("-", "")
        value = sum(ALPHABET.index(one) * 32**place for place, one in enumerate(reversed(letters)))
        assert value.to_bytes(10) not in stored
        assert letters.encode() not in stored


class TestEndingAndClosing:
    def test_every_sign_in_and_every_one_that_is_half_done_ends(self, app: Flask, member: Member) -> None:
        guarded = guard(app, member)
        browser, (half, page) = guarded.browser(), guarded.asked()
        with app.app_context():
            hosting.sign_out(db.session(), "Rosa", clock.now())
            db.session.commit()
        assert not is_in(browser)
        form = {"code": guarded.phone.code(later=timedelta(seconds=30))}
        assert page.heading == "Your second factor"
        half.post("/sign-in/second-step", form)
        assert not is_in(half)

    def test_a_closed_account_is_like_none_and_opens_as_it_was(self, app: Flask, member: Member) -> None:
        browser = member.browser()
        with app.app_context():
            assert hosting.disable(db.session(), "Rosa", clock.now())
            assert not hosting.disable(db.session(), "Rosa", clock.now())
            code = make_codes(db.session(), member.person.account_id, clock.now())[0]
            db.session.commit()
        assert not is_in(browser)
        assert give_password(Browser(app), "Rosa", PASSWORD).status == 422
        assert recover(app, code).status == 422
        with app.app_context():
            assert hosting.enable(db.session(), "Rosa", clock.now())
            assert not hosting.enable(db.session(), "Rosa", clock.now())
            db.session.commit()
        assert not is_in(browser)
        assert is_in(member.browser())


def test_the_list_says_what_a_host_needs_and_nothing_of_a_diary(app: Flask, member: Member) -> None:
    guard(app, member)
    with app.app_context():
        db.session.execute(update(Account).values(erase_at=clock.now() + timedelta(days=3)))
        hosting.disable(db.session(), "Rosa", clock.now())
        (line,) = list_accounts(db.session())
        db.session.commit()
    assert line.second_factor_since is not None
    assert line.disabled_at is not None
    assert line.erase_at is not None
    assert set(AccountLine._fields) == {
        "user_name", "is_practitioner", "is_demo", "created_at", "second_factor_since", "disabled_at", "erase_at",
    }  # fmt: skip


@pytest.mark.parametrize("do", [hosting.make_recovery_code, hosting.sign_out, hosting.disable, hosting.enable])
def test_there_must_be_such_an_account(app: Flask, do: object) -> None:
    with app.app_context():
        with pytest.raises(UnknownAccount):
            do(db.session(), "Nobody", clock.now())  # type: ignore[operator]
        assert db.session.execute(select(func.count()).select_from(Account)).scalar_one() == 0

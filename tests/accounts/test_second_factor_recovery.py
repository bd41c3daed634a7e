"""A forgotten password and a second factor: a recovery code alone is not enough, and nothing is half done."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select, update

from tests.accounts.guarded import HOST_CODE, Guarded, guard, is_in, make_host_code
from tests.accounts.members import NEW_PASSWORD, Member, give_password
from tests.support.factors import SECOND_STEP, give_code
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD
from tracker.accounts.models import Account, RecoveryCode
from tracker.accounts.services.accounts import make_codes
from tracker.factors.models import Authenticator, Passkey
from tracker.web.extensions import db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def rosa(app: Flask, member: Member) -> Guarded:
    return guard(app, member)


def recover(browser: Browser, code: str, app_code: str = "", *, name: str = "Rosa") -> Page:
    page = browser.get("/recover")
    typed = {"user_name": name, "code": code, "app_code": app_code, "new_password": NEW_PASSWORD}
    return browser.submit(page, "/recover", follow=False, **typed)


def standing(rosa: Guarded) -> tuple[str, list[object], int | None]:
    """Everything that recovering changes."""
    with rosa.app.app_context():
        return (
            db.session.execute(select(Account.password_hash).where(Account.id == rosa.person.account_id)).scalar_one(),
            list(db.session.execute(select(RecoveryCode.used_at).order_by(RecoveryCode.code_hash)).scalars()),
            db.session.execute(select(Authenticator.last_step)).scalar(),
        )


def test_with_both_codes_a_new_password_is_taken(rosa: Guarded) -> None:
    elsewhere, browser = rosa.browser(), Browser(rosa.app)
    with time_machine.travel(NOON + MINUTE, tick=False):
        code = rosa.phone.code()
        answer = recover(browser, rosa.codes[0], f"{code[:3]} {code[3:]}")
        assert (answer.status, answer.location) == (303, "/settings/recovery-codes?note=recovered")
        assert is_in(browser)
        assert not is_in(elsewhere)
        assert "7 codes left" in browser.get(answer.location).text
        assert rosa.acts()[-1] == "password_recovered"
        assert give_password(Browser(rosa.app), "Rosa", PASSWORD).status == 422
        stranger = Browser(rosa.app)
        assert give_password(stranger, "Rosa", NEW_PASSWORD).location == SECOND_STEP
        again = give_code(stranger, stranger.get(SECOND_STEP), code)
        assert again.status == 422, "the code of the app is used up as well"


@pytest.mark.parametrize(
    ("code", "app_code"),
    [
        (0, ""),
        (0, "000000"),
        (0, "{used}"),
        (0, "{recovery}"),  # a second code of the same sheet is no second factor
        (None, "{right}"),
        (None, ""),
    ],
)
def test_refused_nothing_has_changed(rosa: Guarded, code: int | None, app_code: str) -> None:
    used = rosa.phone.code()
    elsewhere = rosa.browser()
    with time_machine.travel(NOON + MINUTE, tick=False):
        before = standing(rosa)
        typed = app_code.format(used=used, recovery=rosa.codes[1], right=rosa.phone.code())
        refused = recover(Browser(rosa.app), "0000-0000-0000-0000" if code is None else rosa.codes[code], typed)
        assert refused.status == 422
        assert standing(rosa) == before
        assert is_in(elsewhere)


def test_it_is_not_told_who_has_a_factor(rosa: Guarded, make_member: Callable[[str], Member]) -> None:
    make_member("Plain")
    tries = [
        ("Rosa", "0000-0000-0000-0000", ""),
        ("Rosa", rosa.codes[0], ""),
        ("Rosa", rosa.codes[0], "000000"),
        ("Plain", "0000-0000-0000-0000", ""),
        ("nobody", rosa.codes[0], "123456"),
    ]
    answers = [recover(Browser(rosa.app), code, app_code, name=name) for name, code, app_code in tries]
    assert {answer.status for answer in answers} == {422}
    assert len({answer.one("#errors").to_text() for answer in answers}) == 1
    assert {answer.form("/recover").names() == answers[0].form("/recover").names() for answer in answers} == {True}


def test_without_a_factor_the_recovery_code_is_enough(
    app: Flask, rosa: Guarded, make_member: Callable[[str], Member]
) -> None:
    plain = make_member("Plain")
    with app.app_context():
        codes = make_codes(db.session(), plain.person.account_id, NOON)
        db.session.commit()
    assert recover(Browser(app), codes[0], "123456", name="Plain").status == 303


@pytest.mark.parametrize("at_once", ["UPDATE recovery_code", "UPDATE authenticator"])
def test_two_at_once_change_it_once(rosa: Guarded, at_once: str) -> None:
    """The other one is quicker, after both codes were found unused: then nothing at all is done."""
    other: list[bool] = []

    def be_quicker(connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(at_once) and "expires_at <=" not in statement and not other:
            other.append(True)
            values = update(Authenticator).values(last_step=2**40)
            if at_once == "UPDATE recovery_code":
                values = update(RecoveryCode).values(used_at=NOON)
            connection.execute(values)  # type: ignore[attr-defined]

    before = standing(rosa)
    with rosa.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", be_quicker)
    try:
        assert recover(Browser(rosa.app), rosa.codes[0], rosa.phone.code()).status == 422
    finally:
        event.remove(engine, "before_cursor_execute", be_quicker)
    assert other
    assert standing(rosa) == before


class TestWithAPasskeyAlone:
    """No code can be asked for; whoever signs in with the passkey has shown it."""

    @pytest.fixture
    def holder(self, app: Flask, rosa: Guarded) -> Guarded:
        with app.app_context():
            db.session.add(
                Passkey(
                    id=rosa.person.patient_id,
                    account_id=rosa.person.account_id,
                    credential_id=b"one",
                    public_key=b"key",
                    sign_count=0,
                    label="Phone",
                    made_at=NOON,
                )
            )
            db.session.commit()
        return rosa

    def lose_app(self, holder: Guarded) -> None:
        with holder.app.app_context():
            db.session.execute(update(Authenticator).values(confirmed_at=None))
            db.session.commit()

    def test_a_stranger_is_refused_and_told_who_helps(self, holder: Guarded) -> None:
        self.lose_app(holder)
        refused = recover(Browser(holder.app), holder.codes[0], holder.phone.code())
        assert refused.status == 422
        assert "only the person who runs this server can help" in refused.one("#errors").to_text()

    @pytest.mark.parametrize(("later", "status"), [(29 * MINUTE, 303), (31 * MINUTE, 422)])
    def test_who_signed_in_lately_has_shown_it(self, holder: Guarded, later: timedelta, status: int) -> None:
        browser = holder.browser(kept=True)
        self.lose_app(holder)
        with time_machine.travel(NOON + later, tick=False):
            assert recover(browser, holder.codes[0]).status == status

    def test_who_signed_in_as_somebody_else_has_not(self, holder: Guarded, other: Browser) -> None:
        self.lose_app(holder)
        assert recover(other, holder.codes[0]).status == 422

    def test_a_recovery_code_and_the_password_still_let_in(self, holder: Guarded) -> None:
        self.lose_app(holder)
        browser, page = holder.asked()
        assert not page.all("input[name=code]")
        assert give_code(browser, page, holder.codes[0], field="recovery_code").status == 303

    def test_nothing_typed_is_told_beside_the_recovery_code(self, holder: Guarded) -> None:
        self.lose_app(holder)
        browser, page = holder.asked()
        refused = give_code(browser, page, "", field="recovery_code")
        assert refused.status == 422
        assert refused.error_of("recovery_code")


class TestCodeOfTheHost:
    @pytest.mark.parametrize(("ends", "status"), [(MINUTE, 303), (timedelta(0), 422), (-MINUTE, 422)])
    def test_it_ends_by_itself(self, rosa: Guarded, ends: timedelta, status: int) -> None:
        make_host_code(rosa, NOON + ends)
        assert recover(Browser(rosa.app), HOST_CODE, rosa.phone.code()).status == status

    def test_a_clock_set_back_does_not_bring_it_to_life(self, rosa: Guarded) -> None:
        make_host_code(rosa, NOON + MINUTE)
        with time_machine.travel(NOON + 2 * MINUTE, tick=False):
            assert recover(Browser(rosa.app), HOST_CODE, rosa.phone.code()).status == 422
        assert recover(Browser(rosa.app), HOST_CODE, rosa.phone.code()).status == 422

    def test_it_needs_the_second_factor_as_well(self, rosa: Guarded) -> None:
        make_host_code(rosa, NOON + MINUTE)
        assert recover(Browser(rosa.app), HOST_CODE).status == 422

    def test_it_is_none_of_the_eight(self, rosa: Guarded) -> None:
        make_host_code(rosa, NOON + MINUTE)
        assert "You have 8 codes left" in rosa.browser().get("/settings/second-factor").text


def test_wrong_codes_of_the_app_are_counted(rosa: Guarded) -> None:
    for _ in range(5):
        assert recover(Browser(rosa.app), rosa.codes[0], "000000").status == 422
    answer = recover(Browser(rosa.app), rosa.codes[0], rosa.phone.code())
    assert (answer.status, answer.headers["Retry-After"]) == (429, "300")
    assert give_password(Browser(rosa.app), "Rosa", PASSWORD).status == 303
    browser, page = rosa.asked()
    assert give_code(browser, page, rosa.phone.code()).status == 303, "the tries there do not count here"


def test_each_refusal_is_in_the_log(rosa: Guarded) -> None:
    recover(Browser(rosa.app), rosa.codes[0], "000000")
    recover(Browser(rosa.app), "0000-0000-0000-0000")
    assert rosa.acts() == ["factor_refused", "recovery_refused", "recovery_refused"]

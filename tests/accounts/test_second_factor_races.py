"""Two requests with the same code at the same moment, on either database: one gets in."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from tests.accounts.guarded import Guarded, guard
from tests.accounts.members import with_password
from tests.support.factors import SECOND_STEP
from tests.support.pages import Browser, Page
from tests.support.people import make_person

pytestmark = [pytest.mark.long, pytest.mark.counted]

AT_ONCE = 4


@pytest.fixture
def rosa(either_app: Flask) -> Guarded:
    return guard(either_app, with_password(either_app, make_person(either_app, "Rosa")))


def send(browsers: list[Browser], typed: dict[str, str]) -> list[Page]:
    """Each browser sends the same codes, all of them at once."""
    ready = Barrier(len(browsers))
    tokens = [browser.token() for browser in browsers]

    def one(browser: Browser, token: str) -> Page:
        ready.wait()
        return browser.post(SECOND_STEP, typed, follow=False, token=token)

    with ThreadPoolExecutor(len(browsers)) as all_at_once:
        return list(all_at_once.map(one, browsers, tokens))


@pytest.mark.parametrize("field", ["code", "recovery_code"])
def test_of_several_browsers_one_gets_in(rosa: Guarded, field: str) -> None:
    browsers = [rosa.asked()[0] for _ in range(AT_ONCE)]
    code = rosa.phone.code() if field == "code" else rosa.codes[0]
    answers = send(browsers, {field: code})
    assert sorted(answer.status for answer in answers) == [303, *([422] * (AT_ONCE - 1))]
    assert rosa.sign_ins() == 1


def test_one_browser_that_sends_twice_is_in_once(rosa: Guarded) -> None:
    browser, _ = rosa.asked()
    twins = [browser]
    for _ in range(AT_ONCE - 1):
        twin = Browser(rosa.app, rosa.person.patient_id)
        for name in ("step", "form"):
            cookie = browser.client.get_cookie(name)
            assert cookie is not None
            twin.client.set_cookie(name, cookie.value)
        twins.append(twin)
    answers = send(twins, {"code": rosa.phone.code()})
    assert [answer.status for answer in answers].count(303) == 1
    assert {answer.status for answer in answers} <= {303, 401, 422}
    assert rosa.sign_ins() == 1

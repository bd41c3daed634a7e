"""Browsers that are told by Web Push: how they are switched on, what they get, and what ends them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from tests.channels.conftest import Owner, keep
from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tests.support.push_service import Reader, Service, signed
from tracker.accounts.models import Account, AccountSession
from tracker.accounts.services import sessions
from tracker.accounts.services.accounts import delete_account
from tracker.channels.models import Notice, PushSubscription
from tracker.channels.services import browsers
from tracker.channels.services.delivering import EMAIL, PUSH, Call, Outcome, reach
from tracker.outbound.web_push import written
from tracker.web.extensions import db

NOW = datetime.now(UTC).replace(microsecond=0)


def call(owner: Owner, **changes: object) -> Call:
    given = {"kind": "log", "title": "Your diary", "text": "It has a minute for you.", "path": "/"} | changes
    return Call(owner.person.account_id, **given)  # type: ignore[arg-type]


def push(owner: Owner, at: datetime = NOW) -> Outcome:
    return reach(owner.means, call(owner), frozenset({PUSH}), at)[PUSH]


def test_a_browser_is_switched_on_and_reached(owner: Owner, service: Service) -> None:
    reader = Reader()
    page = owner.switch_on(reader)
    assert "reach this browser from now on" in page.text
    assert "(this one)" in page.text
    assert push(owner) is Outcome.SENT
    ((_path, headers, body),) = service.got
    assert {name: reader.read(body)[name] for name in ("title", "text", "path")} == {
        "title": "Your diary",
        "text": "It has a minute for you.",
        "path": "/",
    }
    claims, _key = signed(headers)
    assert claims["sub"] == "mailto:diary@example.org"
    assert "Last message" in owner.page().text


def test_a_second_button_goes_along(owner: Owner, service: Service) -> None:
    reader = Reader()
    owner.switch_on(reader)
    reach(owner.means, call(owner, other=("Not today", "/reminders/not-today")), frozenset({PUSH}), NOW)
    told = reader.read(service.got[0][2])
    assert (told["other"], told["otherPath"]) == ("Not today", "/reminders/not-today")


def test_of_one_kind_the_newest_is_shown_and_the_service_is_not_told_which(owner: Owner, service: Service) -> None:
    owner.switch_on(Reader())
    for kind in ("log", "log", "review"):
        reach(owner.means, call(owner, kind=kind), frozenset({PUSH}), NOW)
    topics = [headers["topic"] for _path, headers, _body in service.got]
    assert topics[0] == topics[1] != topics[2]
    assert all(len(topic) <= 32 and "log" not in topic for topic in topics)


@pytest.mark.parametrize("changes", [{"path": "//else.example"}, {"path": "https://else.example"}, {"title": "a\nb"}])
def test_what_nobody_may_be_told(owner: Owner, changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"line|page"):
        call(owner, **changes)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_has_ended(owner: Owner, service: Service, status: int) -> None:
    owner.switch_on(Reader())
    service.answer((status, {}))
    assert push(owner) is Outcome.NOTHING_TO_SEND_TO
    assert owner.ids() == []
    assert push(owner) is Outcome.NOTHING_TO_SEND_TO
    assert len(service.got) == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (429, Outcome.FAILED), (500, Outcome.FAILED), (503, Outcome.FAILED),
        (400, Outcome.REFUSED), (403, Outcome.REFUSED), (301, Outcome.REFUSED),
    ],
)  # fmt: skip
def test_what_a_service_answers(owner: Owner, service: Service, status: int, outcome: Outcome) -> None:
    owner.switch_on(Reader())
    service.answer((status, {"Location": "https://hook.test/elsewhere"}))
    assert push(owner) is outcome
    assert len(service.got) == 1, "no redirect is followed"
    assert "refused the last message" in owner.page().text


def test_who_asks_to_be_left_alone_is(owner: Owner, service: Service) -> None:
    owner.switch_on(Reader())
    service.answer((429, {"Retry-After": "120"}))
    assert push(owner) is Outcome.FAILED
    assert push(owner, NOW + timedelta(seconds=119)) is Outcome.FAILED
    assert len(service.got) == 1
    assert push(owner, NOW + timedelta(seconds=120)) is Outcome.SENT


def test_one_browser_that_takes_it_is_enough(owner: Owner, service: Service) -> None:
    owner.switch_on(Reader())
    owner.switch_on(Reader("/push/other"), owner.another())
    assert len(owner.ids()) == 2
    service.answer((500, {}), (201, {}))
    assert push(owner) is Outcome.SENT
    assert len({headers["authorization"] for _path, headers, _body in service.got}) == 2


def test_a_sign_in_that_ends_by_itself_is_told_nothing(owner: Owner) -> None:
    with owner.app.app_context():
        db.session.execute(update(AccountSession).values(kept=False))
        db.session.commit()
    page = owner.page()
    assert "Keep me signed in" in page.text
    assert not page.all("form[data-push]")
    answer = owner.browser.post("/settings/channels/browser", Reader().handed)
    assert answer.status == 422
    assert "not kept" in answer.text
    assert owner.ids() == []


@pytest.mark.parametrize("name", ["endpoint", "p256dh", "auth"])
@pytest.mark.parametrize("sent", ["", "x", "http://10.0.0.1/x", "x" * 3000])
def test_what_no_browser_sends_is_refused(owner: Owner, name: str, sent: str) -> None:
    answer = owner.browser.post("/settings/channels/browser", Reader().handed | {name: sent})
    assert answer.status == 422
    assert owner.ids() == []


def test_what_lies_in_the_database_sends_nothing(owner: Owner) -> None:
    owner.switch_on(Reader())
    with owner.app.app_context():
        row = db.session.execute(select(PushSubscription)).scalar_one()
        kept = repr([row.sealed, row.endpoint_hash])
    assert "hook.test" not in kept
    assert "push/abc" not in kept


def test_one_browser_is_one_row_whoever_uses_it(owner: Owner, service: Service) -> None:
    reader = Reader()
    owner.switch_on(reader)
    owner.switch_on(reader)
    assert len(owner.ids()) == 1
    omar = make_person(owner.app, "Omar")
    browser = sign_in(owner.app, omar)
    keep(owner.app, omar)
    owner.switch_on(reader, browser)
    assert len(owner.ids()) == 1
    assert push(owner) is Outcome.NOTHING_TO_SEND_TO, "it is the other's now"
    assert service.got == []


def test_there_are_ten_at_most(owner: Owner) -> None:
    for number in range(browsers.BROWSERS_MOST):
        owner.switch_on(Reader(f"/push/{number}"), owner.another())
    answer = owner.switch_on(Reader("/push/more"), owner.another())
    assert answer.status == 422
    assert "10 browsers" in answer.text


def test_ending_one(owner: Owner) -> None:
    owner.switch_on(Reader())
    answer = owner.browser.submit(owner.page(), "/end")
    assert "Nothing is sent to that browser" in answer.text
    assert owner.ids() == []


def test_another_s_is_not_there(owner: Owner) -> None:
    owner.switch_on(Reader())
    (mine,) = owner.ids()
    omar = sign_in(owner.app, make_person(owner.app, "Omar"))
    for act in ("test", "end"):
        assert omar.post(f"/settings/channels/browsers/{mine}/{act}").status == 404
        assert omar.post(f"/settings/channels/browsers/{uuid4()}/{act}").status == 404
    assert owner.ids() == [mine]


def test_a_test_goes_out_beside_the_request(owner: Owner, service: Service) -> None:
    reader = Reader()
    owner.switch_on(reader)
    answer = owner.browser.submit(owner.page(), "/test")
    assert "A test is on its way" in answer.text
    assert service.got == [], "no request waits for another server"
    assert owner.send() == 1
    assert owner.send() == 0
    assert reader.read(service.got[0][2])["path"] == "/settings/channels"


def test_a_test_that_was_refused_is_not_sent_again(owner: Owner, service: Service) -> None:
    owner.switch_on(Reader())
    owner.browser.submit(owner.page(), "/test")
    service.answer((500, {}))
    assert (owner.send(), owner.send()) == (1, 0)
    assert "refused the last message" in owner.page().text


def ended_by_signing_out(owner: Owner) -> None:
    owner.browser.post("/sign-out")


def ended_by_password(owner: Owner) -> None:
    """As a new password does, of all others."""
    with owner.app.app_context():
        sessions.end_all(db.session(), owner.person.account_id, except_for=uuid4())
        db.session.commit()


def ended_by_the_account(owner: Owner) -> None:
    with owner.app.app_context():
        delete_account(db.session(), owner.person.account_id, NOW)
        db.session.commit()


def ended_by_the_sign_in(owner: Owner) -> None:
    with owner.app.app_context():
        db.session.execute(delete(AccountSession))
        db.session.commit()


@pytest.mark.parametrize("end", [ended_by_signing_out, ended_by_password, ended_by_the_account, ended_by_the_sign_in])
def test_it_ends_with_the_sign_in(owner: Owner, service: Service, end: object) -> None:
    owner.switch_on(Reader())
    end(owner)  # type: ignore[operator]
    assert owner.ids() == []
    assert push(owner) is Outcome.NOTHING_TO_SEND_TO
    assert service.got == []


def test_what_is_over_and_not_taken_away_yet_is_told_nothing(owner: Owner, service: Service) -> None:
    owner.switch_on(Reader())
    assert push(owner, NOW + timedelta(days=31)) is Outcome.NOTHING_TO_SEND_TO
    with owner.app.app_context():
        db.session.execute(update(Account).values(disabled_at=NOW))
        db.session.commit()
    assert push(owner) is Outcome.NOTHING_TO_SEND_TO
    assert service.got == []


def test_what_cannot_be_opened_any_more_has_ended(owner: Owner, service: Service) -> None:
    owner.switch_on(Reader())
    with owner.app.app_context():
        db.session.execute(update(PushSubscription).values(sealed=b"shut"))
        db.session.commit()
    assert push(owner) is Outcome.NOTHING_TO_SEND_TO
    assert owner.ids() == []
    assert service.got == []


def test_another_key_of_the_server_reaches_what_was_subscribed_under_the_former(owner: Owner, service: Service) -> None:
    reader = Reader()
    owner.switch_on(reader)
    before = owner.means.settings
    newer = before.with_(secret_key="a newer secret for tests, long enough", secret_key_fallbacks=(before.secret_key,))
    means = type(owner.means)(owner.means.engine, newer, owner.means.carrier)
    assert reach(means, call(owner), frozenset({PUSH}), NOW) == {PUSH: Outcome.SENT}
    assert means.pusher is not None
    assert owner.means.pusher is not None
    assert signed(service.got[0][1])[1] == written(owner.means.pusher.key.public) != written(means.pusher.key.public)
    without = type(means)(means.engine, newer.with_(secret_key_fallbacks=()), means.carrier)
    assert reach(without, call(owner), frozenset({PUSH}), NOW) == {PUSH: Outcome.NOTHING_TO_SEND_TO}


def test_where_the_host_has_switched_it_off(owner: Owner) -> None:
    owner.switch_on(Reader())
    (mine,) = owner.ids()
    owner.app.extensions["settings"] = owner.means.settings.with_(push=False)
    page = owner.page()
    assert "This server sends none" in page.text
    for path in ("browser", f"browsers/{mine}/test"):
        assert owner.browser.post(f"/settings/channels/{path}", Reader().handed).status == 404
    off = type(owner.means)(owner.means.engine, owner.app.extensions["settings"], owner.means.carrier)
    assert reach(off, call(owner), frozenset({PUSH, EMAIL}), NOW)[PUSH] is Outcome.NOTHING_TO_SEND_TO
    assert owner.browser.submit(owner.page(), "/end").status == 200


def test_too_many_tests(owner: Owner) -> None:
    owner.switch_on(Reader())
    answers = [owner.browser.submit(owner.page(), "/test").status for _ in range(20)]
    assert answers == [200] * 19 + [429]


def test_whoever_is_not_signed_in_is_asked_to(owner: Owner) -> None:
    stranger = Browser(owner.app)
    assert stranger.get("/settings/channels", follow=False).status == 302
    assert owner.ids() == []
    with owner.app.app_context():
        assert db.session.execute(select(Notice.id)).all() == []

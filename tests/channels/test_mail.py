"""An account's address is confirmed before anything goes there; what is told there says nothing, and never twice."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from tests.channels.conftest import ADDRESS, HERE, Owner
from tests.support.mail_server import MailServer
from tests.support.pages import Browser
from tests.support.people import make_person
from tracker.accounts.models import Account
from tracker.accounts.services import erasure
from tracker.accounts.services.activity import tell
from tracker.audit.services.events import Caller
from tracker.channels.models import MailAddress, Notice
from tracker.channels.services import addresses, sending
from tracker.channels.services.delivering import EMAIL, Call, Outcome, reach
from tracker.domain.accounts.security_log import SecurityAct
from tracker.web.extensions import db

NOW = datetime.now(UTC).replace(microsecond=0)
LINK = re.compile(rf"{HERE}(/s/(?:mail|stop)/[\w=-]+)")


def path_in(text: str) -> str:
    (path,) = LINK.findall(text)
    return str(path)


def ask(owner: Owner) -> None:
    page = owner.browser.submit(owner.page(), "/channels/address")
    assert "A link is on its way" in page.text


def confirmed(owner: Owner, mail: MailServer) -> None:
    """The address is confirmed, and the mail that did it is gone."""
    ask(owner)
    assert owner.send() == 1
    stranger, path = Browser(owner.app), path_in(mail.got.pop().get_content())
    assert "Your address is confirmed" in stranger.submit(stranger.get(path), path).text
    mail.to.clear()


def told(owner: Owner, act: SecurityAct, at: datetime = NOW) -> None:
    with owner.app.app_context():
        tell(
            db.session(),
            owner.person.account_id,
            act,
            Caller(now=at, device="Firefox on Linux", address="192.0.2.0/24"),
        )
        db.session.commit()


def remind(owner: Owner, **changes: Any) -> Outcome:
    given: dict[str, Any] = {"kind": "log", "title": "Your diary", "text": "It has a minute for you.", "path": "/"}
    return reach(owner.means, Call(owner.person.account_id, **(given | changes)), frozenset({EMAIL}), NOW)[EMAIL]


def test_nothing_goes_to_an_address_that_nobody_has_confirmed(owner: Owner, mail: MailServer) -> None:
    assert remind(owner) is Outcome.NOTHING_TO_SEND_TO
    told(owner, SecurityAct.PASSWORD_CHANGED)
    ask(owner)
    assert mail.got == [], "no request waits for a mail server"
    assert owner.send() == 1
    assert mail.to == [ADDRESS]
    assert remind(owner) is Outcome.NOTHING_TO_SEND_TO
    told(owner, SecurityAct.PASSWORD_CHANGED)
    assert owner.send() == 0


def test_opening_the_link_confirms_nothing_and_the_button_does_once(owner: Owner, mail: MailServer) -> None:
    ask(owner)
    owner.send()
    path = path_in(mail.got[0].get_content())
    scanner, stranger = Browser(owner.app), Browser(owner.app)
    for _ in range(3):
        assert "Is this address yours?" in scanner.get(path).text
    scanner.client.head(path)
    assert "is confirmed since" not in owner.page().text
    assert "Your address is confirmed" in stranger.submit(stranger.get(path), path).text
    assert "is confirmed since" in owner.page().text
    assert scanner.get(path).status == 404
    assert scanner.post(path).status == 404


def test_the_secret_is_nowhere_but_in_the_mail(owner: Owner, mail: MailServer) -> None:
    ask(owner)
    owner.send()
    secret = path_in(mail.got[0].get_content()).rpartition("/")[2]
    with owner.app.app_context():
        rows = [db.session.execute(select(table)).all() for table in (MailAddress.__table__, Notice.__table__)]
    assert secret not in repr(rows)


def test_the_link_lasts_a_day_and_a_newer_one_takes_its_place(owner: Owner, mail: MailServer) -> None:
    ask(owner)
    owner.send()
    first = path_in(mail.got[0].get_content())
    ask(owner)
    owner.send()
    second = path_in(mail.got[1].get_content())
    stranger = Browser(owner.app)
    assert (stranger.get(first).status, stranger.get(second).status) == (404, 200)
    with owner.app.app_context():
        db.session.execute(update(MailAddress).values(asked_at=NOW - addresses.LINK_LASTS - timedelta(seconds=1)))
        db.session.commit()
    assert stranger.get(second).status == 404


def test_another_address_is_not_confirmed_by_the_link_of_the_former(owner: Owner, mail: MailServer) -> None:
    ask(owner)
    owner.send()
    path = path_in(mail.got[0].get_content())
    with owner.app.app_context():
        db.session.execute(update(Account).values(email="other@example.net"))
        db.session.commit()
    assert Browser(owner.app).get(path).status == 404
    assert remind(owner) is Outcome.NOTHING_TO_SEND_TO


def test_unknown_links_are_counted(owner: Owner) -> None:
    stranger = Browser(owner.app)
    statuses = [stranger.get(f"/s/mail/{'x' * 43}").status for _ in range(21)]
    assert statuses == [404] * 20 + [429]


def test_what_an_account_is_told_is_mailed_without_saying_what(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    told(owner, SecurityAct.PASSWORD_CHANGED)
    assert owner.send() == 1
    (got,) = mail.got
    text = f"{got} {got.get_content()}".lower()
    assert f"{HERE}/settings/activity" in text
    for word in ("password was", "firefox", "192.0.2", "rosa is", "sciatica", "pain"):
        assert word not in text
    assert "List-Unsubscribe" not in got


def test_one_mail_stands_for_all_that_waits_and_guesses_send_one_an_hour(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    for act in (SecurityAct.PASSWORD_CHANGED, SecurityAct.PASSKEY_ADDED, SecurityAct.PASSKEY_ADDED):
        told(owner, act)
    assert owner.send() == 1
    for minutes in (0, 30, 59):
        told(owner, SecurityAct.SIGN_IN_THROTTLED, NOW + timedelta(minutes=minutes))
        owner.send()
    assert len(mail.got) == 2
    told(owner, SecurityAct.SIGN_IN_THROTTLED, NOW + timedelta(minutes=61))
    owner.send()
    assert len(mail.got) == 3


def test_what_is_no_news_is_not_mailed(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    for act in (SecurityAct.SIGNED_OUT, SecurityAct.EXPORTED_ALL, SecurityAct.WEBHOOK_ENDED):
        told(owner, act)
    assert owner.send() == 0


def test_a_planned_erasure_is_mailed(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    with owner.app.app_context():
        erasure.ask(db.session(), owner.person.account_id, Caller(now=NOW))
        db.session.commit()
    assert owner.send() == 1
    assert mail.to == [ADDRESS]


def test_that_the_address_was_changed_goes_to_the_one_of_before(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    owner.browser.submit(owner.browser.get("/settings"), "/settings", email="thief@example.net")
    assert owner.send() == 1
    assert mail.to == [ADDRESS]
    told(owner, SecurityAct.PASSWORD_CHANGED)
    assert owner.send() == 0, "the new one is not confirmed"


def test_what_did_not_happen_is_not_mailed(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    with owner.app.app_context():
        tell(db.session(), owner.person.account_id, SecurityAct.PASSWORD_CHANGED, Caller(now=NOW))
        db.session.rollback()
    assert owner.send() == 0


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_is_busy_is_asked_again_later_and_gets_it_once(owner: Owner, mail: MailServer, step: str) -> None:
    confirmed(owner, mail)
    told(owner, SecurityAct.PASSWORD_CHANGED)
    mail.says[step] = ["451 later", "451 later"]
    assert owner.send(NOW) == 1
    assert owner.send(NOW + timedelta(seconds=29)) == 0
    assert owner.send(NOW + timedelta(seconds=30)) == 1
    assert owner.send(NOW + timedelta(seconds=60)) == 0, "it waits longer and longer"
    assert owner.send(NOW + timedelta(minutes=3)) == 1
    assert owner.send(NOW + timedelta(hours=3)) == 0
    assert len(mail.got) == 1


def test_what_is_refused_for_good_is_given_up(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    told(owner, SecurityAct.PASSWORD_CHANGED)
    mail.says["RCPT"] = ["550 nobody here"]
    assert owner.send(NOW) == 1
    assert owner.send(NOW + timedelta(days=1)) == 0


def test_after_three_days_nothing_is_tried_any_more(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    told(owner, SecurityAct.PASSWORD_CHANGED)
    assert owner.send(NOW + timedelta(days=3, seconds=1)) == 1
    assert mail.got == []
    assert owner.send(NOW + timedelta(days=4)) == 0


def test_what_a_process_took_and_died_with_is_not_sent_by_another(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    told(owner, SecurityAct.PASSWORD_CHANGED)
    with owner.app.app_context():
        db.session.execute(update(Notice).where(Notice.state == "waiting").values(state="sending"))
        db.session.commit()
    assert owner.send() == 0
    with owner.app.app_context():
        sending.forget(db.session(), NOW + sending.LISTED_FOR + timedelta(hours=1))
        db.session.commit()
        assert db.session.execute(select(Notice.id)).all() == []


def test_a_reminder_says_where_to_go_and_how_to_stop(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    assert remind(owner, other=("Not today", "/reminders/not-today")) is Outcome.SENT
    (got,) = mail.got
    text = got.get_content()
    assert got["Subject"] == "Your diary"
    assert "It has a minute for you." in text
    assert f"{HERE}/\n" in text.replace("\r\n", "\n")
    assert f"Not today:\n{HERE}/reminders/not-today" in text.replace("\r\n", "\n")
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["List-Unsubscribe"] == f"<{HERE}{path_in(text)}>"


def test_one_click_stops_reminders_and_nothing_else(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    remind(owner)
    path = urlsplit(mail.got[0]["List-Unsubscribe"].strip("<>")).path
    stranger = Browser(owner.app)
    assert "No more reminders by mail?" in stranger.get(path).text
    assert remind(owner) is Outcome.SENT, "opening it stops nothing"
    answer = stranger.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert remind(owner) is Outcome.NOTHING_TO_SEND_TO
    told(owner, SecurityAct.PASSWORD_CHANGED)
    assert owner.send() == 1
    page = owner.page()
    assert "were stopped from a mail" in page.text
    owner.browser.submit(page, "/address/reminders")
    assert remind(owner) is Outcome.SENT


@pytest.mark.parametrize("token", ["x", "%00", "A" * 43 + "=", "=" * 44])
def test_what_stops_nothing(owner: Owner, mail: MailServer, token: str) -> None:
    confirmed(owner, mail)
    stranger = Browser(owner.app)
    assert stranger.get(f"/s/stop/{token}").status == 404
    assert stranger.client.post(f"/s/stop/{token}").status_code == 404
    assert remind(owner) is Outcome.SENT


def test_a_former_secret_of_the_server_still_stops_them(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    remind(owner)
    path = path_in(mail.got[0].get_content())
    known = owner.means.settings
    newer = known.with_(secret_key="a newer secret for tests, long enough", secret_key_fallbacks=(known.secret_key,))
    owner.app.extensions["settings"] = newer
    assert Browser(owner.app).client.post(path).status_code == 200
    assert remind(owner) is Outcome.NOTHING_TO_SEND_TO


@pytest.mark.parametrize(
    ("step", "said", "outcome"),
    [
        ("RCPT", "451 later", Outcome.FAILED),
        ("RCPT", "550 never", Outcome.REFUSED),
        ("DATA", "554 no", Outcome.REFUSED),
    ],
)
def test_what_becomes_of_a_reminder(owner: Owner, mail: MailServer, step: str, said: str, outcome: Outcome) -> None:
    confirmed(owner, mail)
    mail.says[step] = [said]
    assert remind(owner) is outcome


def test_nothing_more_is_mailed_once_its_owner_says_so(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    told(owner, SecurityAct.PASSWORD_CHANGED)
    page = owner.browser.submit(owner.page(), "/address/end")
    assert "Nothing is mailed any more" in page.text
    assert remind(owner) is Outcome.NOTHING_TO_SEND_TO
    assert "a link goes there" in page.text
    assert owner.send() == 1, "what its owner was told of before that"
    told(owner, SecurityAct.PASSWORD_CHANGED)
    assert owner.send() == 0


def test_who_got_into_an_account_cannot_keep_its_owner_from_hearing_of_it(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    owner.browser.submit(owner.page(), "/address/end")
    assert owner.send() == 1
    assert mail.to == [ADDRESS]
    assert f"{HERE}/settings/activity" in mail.got[0].get_content()
    assert "Mail to the e-mail address was switched off" in owner.browser.get("/settings/activity").text
    before = len(owner.browser.get("/settings/activity").text)
    owner.browser.post("/settings/channels/address/end")
    assert len(owner.browser.get("/settings/activity").text) == before, "there was nothing to switch off"


def test_a_page_left_open_takes_no_confirmed_address_away(owner: Owner, mail: MailServer) -> None:
    left_open = owner.page()
    confirmed(owner, mail)
    page = owner.browser.submit(left_open, "/channels/address")
    assert "is confirmed since" in page.text
    assert "A link is on its way" not in page.text
    assert owner.send() == 0
    assert remind(owner) is Outcome.SENT


def test_where_no_mail_is_sent_or_no_address_was_given(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    with owner.app.app_context():
        db.session.execute(update(Account).values(email=None))
        db.session.commit()
    assert "You have given no address" in owner.page().text
    answer = owner.browser.post("/settings/channels/address")
    assert answer.status == 422
    assert "Mail cannot be sent to this address" in answer.text
    owner.app.extensions["settings"] = owner.means.settings.with_(mail=None)
    assert "This server sends no mail" in owner.page().text
    assert owner.browser.post("/settings/channels/address").status == 404
    off = type(owner.means)(owner.means.engine, owner.app.extensions["settings"])
    call = Call(owner.person.account_id, "log", "Your diary", "A minute", "/")
    assert reach(off, call, frozenset({EMAIL}), NOW) == {EMAIL: Outcome.NOTHING_TO_SEND_TO}


def test_another_s_address_is_left_alone(owner: Owner, mail: MailServer) -> None:
    confirmed(owner, mail)
    omar = make_person(owner.app, "Omar")
    call = Call(omar.account_id, "log", "Your diary", "A minute", "/")
    assert reach(owner.means, call, frozenset({EMAIL}), NOW) == {EMAIL: Outcome.NOTHING_TO_SEND_TO}


def test_a_link_that_waits_for_an_address_that_is_gone_is_not_sent(owner: Owner, mail: MailServer) -> None:
    ask(owner)
    with owner.app.app_context():
        db.session.execute(update(MailAddress).values(address="other@example.net"))
        db.session.commit()
    assert owner.send() == 1
    assert mail.got == []

"""What waits is sent, once where all goes well, by one of several processes, and tried again where it was not taken."""

import hmac
import json
import logging
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support.people import Person, make_person, session_of
from tests.support.receivers import Receiver
from tests.webhooks.conftest import NOW, Clock, sending_with
from tracker.accounts.models import Account
from tracker.audit.models import SecurityEvent
from tracker.domain.webhooks.event_types import EventType
from tracker.domain.webhooks.outcomes import State
from tracker.domain.webhooks.retries import FEWEST_FAILURES, KEPT_FOR
from tracker.domain.webhooks.signing import read_key, written_key
from tracker.factors.services.sealing import Sealer
from tracker.web.extensions import db
from tracker.webhooks.models import Webhook, WebhookDelivery
from tracker.webhooks.services import sending
from tracker.webhooks.services.noticing import message_of
from tracker.webhooks.services.sending import AT_A_TURN, BETWEEN_TURNS, BUSY_FOR, LISTED_FOR, Sending, due, send_to

KEY = written_key(b"k" * 32)
MINUTE = timedelta(minutes=1)


class Post:
    """A webhook of somebody's, what is to be sent to it, and what became of that."""

    def __init__(self, app: Flask, receiver: Receiver) -> None:
        self.app, self.receiver, self.clock = app, receiver, Clock()
        self.person: Person = make_person(app, "Rosa")
        self.id = uuid4()
        self.sending = sending_with(app, receiver, self.clock)
        address = f"http://hook.test:{receiver.port}/hooks/secret"
        sealed = self.sending.sealer.seal(json.dumps([address, KEY]).encode(), self.id.bytes)
        with app.app_context():
            row = Webhook(
                id=self.id, patient_id=self.person.patient_id, label="Home", origin="hook.test", sealed=sealed
            )
            row.event_types, row.made_at, row.failures = ("entry.saved",), NOW, 0
            db.session.add(row)
            db.session.commit()

    def write(self, count: int = 1, at: datetime | None = None) -> None:
        with self.app.app_context():
            for number in range(count):
                moment = (at or self.clock.now) + timedelta(microseconds=number)
                db.session.add(message_of(self.id, EventType.ENTRY_SAVED, UUID(int=number), moment))
            db.session.commit()

    def send(self) -> int:
        """Send whatever is due."""
        return sum(send_to(self.sending, one) for one in due(self.sending))

    @property
    def webhook(self) -> Webhook:
        with session_of(self.app) as session:
            row: Webhook = session.execute(select(Webhook)).scalar_one()
            return row

    @property
    def messages(self) -> list[WebhookDelivery]:
        with session_of(self.app) as session:
            return list(session.execute(select(WebhookDelivery).order_by(WebhookDelivery.at)).scalars())

    def states(self) -> list[tuple[str, str | None]]:
        return [(one.state, one.outcome) for one in self.messages]


@pytest.fixture
def post(either_app: Flask, receiver: Receiver) -> Post:
    return Post(either_app, receiver)


def test_a_message_is_sent_signed_and_done(post: Post) -> None:
    post.write()
    assert post.send() == 1
    ((path, headers, body),) = post.receiver.got
    (message,) = post.messages
    assert path == "/hooks/secret"
    assert json.loads(body) == {
        "type": "entry.saved",
        "timestamp": "2026-03-03T12:00:00Z",
        "data": {"record_id": str(post.person.patient_id), "id": str(UUID(int=0))},
    }
    assert headers["webhook-id"] == str(message.id)
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = f"{message.id}.{int(NOW.timestamp())}.".encode() + body
    expected = hmac.new(b64decode(KEY.removeprefix("whsec_")), signed, sha256).digest()
    assert headers["webhook-signature"] == "v1," + b64encode(expected).decode()
    assert (message.state, message.outcome, message.status, message.tries) == ("taken", "taken", 204, 1)
    assert post.webhook.busy_until is None
    assert post.send() == 0


def test_nothing_that_is_sent_says_what_the_app_is_about(post: Post) -> None:
    post.write()
    post.send()
    said = repr(post.receiver.got).lower()
    assert not [word for word in ("sciatica", "tracker", "pain", "leg", "score", "rosa") if word in said]


def test_what_is_not_taken_is_tried_again_later_and_later_with_the_same_id(post: Post) -> None:
    post.write()
    post.receiver.answers = [(500, {})] * 4
    waits = []
    for _ in range(4):
        assert post.send() == 1
        assert post.send() == 0
        not_before = post.webhook.not_before
        assert not_before is not None
        waits.append((not_before - post.clock.now) / MINUTE)
        post.clock.now = not_before - timedelta(seconds=1)
        assert post.send() == 0
        post.clock.goes_on(timedelta(seconds=1))
    assert waits == [0.5, 2, 8, 32]
    assert post.webhook.failures == 4
    assert post.send() == 1
    assert len({headers["webhook-id"] for _path, headers, _body in post.receiver.got}) == 1
    stamps = [int(headers["webhook-timestamp"]) for _path, headers, _body in post.receiver.got]
    assert stamps == sorted(set(stamps))
    assert post.states() == [("taken", "taken")]
    assert (post.webhook.failures, post.webhook.failing_since, post.webhook.not_before) == (0, None, None)


def test_a_receiver_that_asks_for_time_is_given_it(post: Post) -> None:
    post.write()
    post.receiver.answers = [(503, {"Retry-After": "3600"})]
    post.send()
    assert post.webhook.not_before == NOW + timedelta(hours=1)


def test_while_it_fails_one_message_is_tried_and_the_others_wait(post: Post) -> None:
    post.write(5)
    post.receiver.answers = [(500, {})]
    assert post.send() == 1
    assert post.states() == [("waiting", "refused"), *[("waiting", None)] * 4]
    post.clock.goes_on(MINUTE)
    assert post.send() == 5
    ids = [json.loads(body)["data"]["id"][-1] for _path, _headers, body in post.receiver.got]
    assert ids == ["0", "0", "1", "2", "3", "4"]


def test_gone_is_gone(post: Post) -> None:
    post.write(3)
    post.receiver.answers = [(410, {})]
    assert post.send() == 1
    assert (post.webhook.stopped_by, post.webhook.stopped_at) == ("gone", NOW)
    assert post.states() == [("given_up", "gone"), ("given_up", None), ("given_up", None)]
    post.clock.goes_on(timedelta(hours=1))
    assert post.send() == 0
    with session_of(post.app) as session:
        assert session.execute(select(SecurityEvent.act)).scalars().all()[-1] == "webhook_stopped"


def test_after_three_days_without_anything_taken_it_is_paused(post: Post) -> None:
    post.receiver.answers = [(500, {})] * 99
    tries = 0
    while post.webhook.stopped_by is None:
        post.write()
        tries += post.send()
        post.clock.now = post.webhook.not_before or post.clock.now
        assert tries < 99
    assert FEWEST_FAILURES <= tries < 40
    assert post.webhook.stopped_by == "failures"
    assert post.clock.now - NOW >= KEPT_FOR
    assert State.WAITING.value not in dict(post.states())


def test_what_is_older_than_it_is_kept_is_not_sent(post: Post) -> None:
    post.write(at=NOW - KEPT_FOR - MINUTE)
    post.write()
    assert post.send() == 1
    assert post.states() == [("given_up", "late"), ("taken", "taken")]


def test_after_a_long_silence_there_is_no_flood(post: Post) -> None:
    post.write(2 * AT_A_TURN + 3)
    turns = []
    for _ in range(3):
        turns.append(post.send())
        assert post.send() == 0
        post.clock.goes_on(BETWEEN_TURNS)
    assert turns == [AT_A_TURN, AT_A_TURN, 3]


def test_a_slow_receiver_is_left_after_a_while(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TURN_SECONDS", -1.0)
    post.write(3)
    assert post.send() == 1
    assert post.webhook.not_before == NOW + BETWEEN_TURNS


def test_while_the_server_is_being_stopped_no_other_message_is_begun(post: Post) -> None:
    post.write(3)
    assert send_to(replace(post.sending, goes_on=lambda: not post.receiver.got), post.id) == 1
    assert post.webhook.busy_until is None


def test_two_senders_at_once_send_each_message_once(post: Post) -> None:
    post.write(AT_A_TURN)
    both = Barrier(2)

    def send(_number: int) -> int:
        both.wait(20)
        return send_to(post.sending, post.id)

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(send, range(2))) == AT_A_TURN
    ids = [headers["webhook-id"] for _path, headers, _body in post.receiver.got]
    assert len(ids) == len(set(ids)) == AT_A_TURN


def test_another_process_that_looks_while_one_sends_leaves_it_alone(post: Post) -> None:
    post.write(2)
    others: list[int] = []
    post.receiver.before_answer = lambda: others.append(send_to(post.sending, post.id))
    assert post.send() == 2
    assert others == [0, 0]


def test_where_a_process_died_another_goes_on(post: Post) -> None:
    post.write()
    with post.app.app_context():
        db.session.execute(update(Webhook).values(busy_until=NOW + BUSY_FOR))
        db.session.commit()
    assert post.send() == 0
    post.clock.goes_on(BUSY_FOR)
    assert post.send() == 1


class Crash(Exception):
    """As if the process ended."""


def test_a_fault_gives_the_webhook_back_and_the_message_stays(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise Crash

    post.write()
    with monkeypatch.context() as broken:
        broken.setattr(sending, "_note", crash)
        with pytest.raises(Crash):
            post.send()
    assert post.states() == [("waiting", None)]
    assert post.webhook.busy_until is None
    assert post.send() == 1
    assert len({headers["webhook-id"] for _path, headers, _body in post.receiver.got}) == 1, "at least once"


@pytest.mark.parametrize("column", ["disabled_at", "erase_at"])
def test_of_a_closed_account_nothing_is_sent(post: Post, column: str) -> None:
    post.write()
    with post.app.app_context():
        db.session.execute(update(Account).values(**{column: NOW}))
        db.session.commit()
    assert post.send() == 0
    assert post.receiver.got == []


def test_paused_or_ended_meanwhile_it_stops_after_the_message_under_way(post: Post) -> None:
    def end() -> None:
        with session_of(post.app) as session:
            session.execute(update(Webhook).values(stopped_at=NOW, stopped_by="owner"))
            session.commit()

    post.write(3)
    post.receiver.before_answer = end
    assert post.send() == 1
    assert len(post.receiver.got) == 1


def test_with_a_former_key_of_the_server_it_is_sealed_anew(post: Post) -> None:
    post.write(2)
    before, known = post.webhook.sealed, post.app.extensions["settings"].secret_key
    newer = sending_with(post.app, post.receiver, post.clock, secrets=("n" * 40, known))
    assert send_to(newer, post.id) == 2
    assert post.webhook.sealed != before
    assert newer.sealer.is_newest(post.webhook.sealed)
    post.write()
    alone = sending_with(post.app, post.receiver, post.clock, secrets=("n" * 40,))
    assert send_to(alone, post.id) == 1


def test_without_the_key_of_the_server_it_ends(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.write()
    other = sending_with(post.app, post.receiver, post.clock, secrets=("o" * 40,))
    with caplog.at_level(logging.WARNING):
        assert send_to(other, post.id) == 1
    assert post.webhook.stopped_by == "unreadable"
    assert post.states() == [("given_up", "unreadable")]
    assert f"webhook={post.id} outcome=unreadable" in caplog.text
    assert "hook.test" not in caplog.text


def test_what_was_done_long_ago_is_forgotten(post: Post) -> None:
    post.write(at=NOW - LISTED_FOR - MINUTE)
    post.write(at=NOW - LISTED_FOR + MINUTE)
    post.send()
    post.write()
    with session_of(post.app) as session:
        sending.forget(session, NOW)
        session.commit()
    assert post.states() == [("given_up", "late"), ("waiting", None)]


def test_the_chance_of_a_wait_is_within_its_limits(post: Post) -> None:
    usual = Sending(post.sending.engine, post.sending.carrier, Sealer(("s" * 40,)), post.clock)
    assert 0 <= usual.chance() < 1
    assert read_key(KEY) == b"k" * 32
    with Session(post.sending.engine) as session:
        assert session.execute(select(Webhook.failures)).scalar_one() == 0

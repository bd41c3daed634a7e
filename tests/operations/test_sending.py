"""Webhooks are sent beside the server, looked at by `tracker check`, and swept by the daily job."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from threading import Event
from uuid import uuid4

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from tests.support.people import make_person
from tracker import cli
from tracker.cli import checking
from tracker.domain.webhooks.event_types import EventType
from tracker.operations import sending
from tracker.operations.jobs import Clockwork
from tracker.operations.sending import NoticeSender, ReminderSender, WebhookSender, sending_of
from tracker.serving import start_beside, stop_beside
from tracker.web.extensions import db
from tracker.webhooks.models import Webhook, WebhookDelivery
from tracker.webhooks.services.noticing import message_of

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def waiting(app: Flask) -> Iterator[Flask]:
    """A webhook with a message that waits since yesterday; nothing can open what is sealed in it."""
    person, webhook_id = make_person(app, "Rosa"), uuid4()
    with app.app_context():
        row = Webhook(id=webhook_id, patient_id=person.patient_id, label="Home", origin="home.example.org")
        row.sealed, row.event_types, row.made_at, row.failures = b"shut", ("entry.saved",), NOW, 0
        db.session.add(row)
        db.session.flush()
        db.session.add(message_of(webhook_id, EventType.ENTRY_SAVED, uuid4(), NOW - timedelta(days=1)))
        db.session.commit()
        yield app


def sender_of(app: Flask) -> WebhookSender:
    return WebhookSender(sending_of(db.engine, app.extensions["settings"], lambda: NOW))


def test_what_is_sent_by_follows_from_the_settings(app: Flask) -> None:
    networks = (ip_network("10.0.0.0/8"),)
    settings = app.extensions["settings"].with_(webhook_networks=networks, webhook_ports=(443, 8123))
    with app.app_context():
        what = sending_of(db.engine, settings, lambda: NOW)
    assert (what.carrier.private, what.carrier.ports) == (networks, {443, 8123})
    assert what.now() == NOW


def test_what_is_due_is_sent(waiting: Flask) -> None:
    assert sender_of(waiting).send_due()
    row = db.session.get_one(Webhook, db.session.execute(db.select(Webhook.id)).scalar_one())
    assert row.stopped_by == "unreadable"


def test_a_fault_is_told_and_tried_again(
    waiting: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("a statement", None, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr("tracker.webhooks.services.sending.send_to", away)
        assert not sender_of(waiting).send_due()
    assert "webhooks.failed fault=OperationalError" in caplog.text
    assert sender_of(waiting).send_due()


def test_it_looks_again_and_again_until_it_is_stopped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, enough = [True, False, True], Event()

    def look(_sender: WebhookSender) -> bool:
        if len(looks) == 1:
            enough.set()
        return looks.pop(0) if len(looks) > 1 else True

    monkeypatch.setattr(WebhookSender, "send_due", look)
    monkeypatch.setattr(sending, "LOOK_EVERY_SECONDS", 0.001)
    monkeypatch.setattr(sending, "AFTER_A_FAULT_SECONDS", 0.001)
    with app.app_context():
        sender = sender_of(app)
    sender.stop()
    sender = WebhookSender(sender._what)
    sender.start()
    assert enough.wait(20)
    sender.stop()
    assert sender._thread is not None
    assert not sender._thread.is_alive()


@pytest.mark.parametrize("on", [True, False])
def test_it_runs_beside_the_server_where_it_is_switched_on(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, on: bool
) -> None:
    monkeypatch.setattr("tracker.serving.keep_for_good", lambda: None)
    app = make_app(webhooks=on)
    start_beside(app)
    kinds = [type(one) for one in app.extensions["beside"]]
    stop_beside(app)
    assert kinds == [Clockwork, ReminderSender, *([WebhookSender] if on else []), NoticeSender]


def look_at(app: Flask, **changes: object) -> str:
    """The line of `tracker check`."""
    settings = app.extensions["settings"].with_(**changes)
    try:
        return "ok " + checking._look_at_webhooks(settings)
    except (checking._Fault, checking._Doubt) as told:
        return f"{type(told).__name__} {told}"
    finally:
        db.session.rollback()


def test_check_says_when_messages_wait_and_when_receivers_take_nothing(waiting: Flask) -> None:
    assert look_at(waiting, webhooks=False) == "ok switched off by TRACKER_WEBHOOKS"
    assert "_Fault 1 messages wait" in look_at(waiting)
    db.session.execute(update(Webhook).values(not_before=NOW + timedelta(hours=1), failing_since=NOW))
    db.session.commit()
    assert look_at(waiting) == "ok all take what is sent"
    db.session.execute(update(Webhook).values(failing_since=NOW - timedelta(days=2)))
    db.session.commit()
    assert "_Doubt 1 have taken nothing for a day" in look_at(waiting)
    db.session.execute(update(Webhook).values(failing_since=None, stopped_at=NOW, stopped_by="failures"))
    db.session.commit()
    assert "_Doubt 1 have taken nothing" in look_at(waiting)


def test_the_daily_job_takes_away_what_was_done_long_ago(waiting: Flask) -> None:
    db.session.execute(update(WebhookDelivery).values(state="taken", at=NOW - timedelta(days=31)))
    db.session.commit()
    settings = waiting.extensions["settings"].with_(backup_days=0)
    assert Clockwork(db.engine, settings, lambda: NOW).run_due() == []
    assert db.session.execute(db.select(WebhookDelivery)).first() is None


def test_check_has_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch, fresh_instance: object) -> None:
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(fresh_instance))
    monkeypatch.setenv("TRACKER_WEBHOOKS", "yes")
    assert "webhooks:" in CliRunner().invoke(cli.main, ["check"]).output

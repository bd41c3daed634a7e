"""Reminders are sent beside the server and by a command, looked at by `tracker check`, and swept by the daily job."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from tests.support.people import Person, make_person
from tests.support.sharing import here
from tracker import cli
from tracker.channels.services.delivering import Call, Outcome
from tracker.cli import checking, frame
from tracker.domain.reminders.wishes import Kind, Wishes
from tracker.operations import sending
from tracker.operations.jobs import Clockwork
from tracker.operations.sending import ReminderSender, reminding_of
from tracker.reminders.models import ReminderCall, ReminderSettings
from tracker.reminders.services import sending as calls
from tracker.reminders.services import wanting
from tracker.web.extensions import db
from tracker.wording.reminders import said_by

NOW = datetime.now(UTC).replace(microsecond=0)


def wants_now() -> Wishes:
    """A medicine's time that was a moment ago, so that it is due at any hour of the day."""
    return Wishes(kinds=frozenset({Kind.MEDICINE}), medicine_at=time(here().hour, here().minute))


@pytest.fixture
def rosa(app: Flask) -> Iterator[Person]:
    person = make_person(app, "Rosa")
    with app.app_context():
        wanting.keep(db.session(), person.account_id, wants_now(), language="en", now=NOW - timedelta(days=1))
        db.session.commit()
        yield person


def carrying(monkeypatch: pytest.MonkeyPatch, outcome: Outcome) -> list[Call]:
    """What the channels are given, which all come to this."""
    got: list[Call] = []

    def reach(_means: Any, call: Call, channels: frozenset[str], _now: datetime) -> dict[str, Outcome]:
        got.append(call)
        return dict.fromkeys(channels, outcome)

    monkeypatch.setattr(sending, "reach", reach)
    return got


def sender_of(app: Flask) -> ReminderSender:
    return ReminderSender(reminding_of(db.engine, app.extensions["settings"], lambda: datetime.now(UTC)))


def test_what_is_due_is_given_to_the_channels_with_its_buttons(
    app: Flask, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = carrying(monkeypatch, Outcome.SENT)
    assert sender_of(app).remind()
    (call,) = got
    assert (call.account_id, call.kind, call.path) == (rosa.account_id, "diary", "/")
    assert call.other == ("Not today", "/reminders/not-today")
    assert timedelta() < call.lasts <= timedelta(hours=1)
    assert call.title == "Your diary has a minute for you"
    row = db.session.get_one(ReminderCall, (rosa.account_id, "medicine", here().date()))
    assert (row.state, row.push, row.email) == ("sent", "sent", "sent")


def test_every_outcome_of_a_channel_has_a_meaning(app: Flask, rosa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {}
    for outcome in Outcome:
        carrying(monkeypatch, outcome)
        db.session.execute(db.delete(ReminderCall))
        db.session.commit()
        (made,) = calls.run(reminding_of(db.engine, app.extensions["settings"], lambda: datetime.now(UTC)))
        told[outcome.value] = None if made.state is None else made.state.value
        assert made.account_id == rosa.account_id
    assert told == {"sent": "sent", "nothing_to_send_to": "nowhere", "failed": "failed", "refused": "failed"}


def test_an_appointment_has_no_second_button(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    got = carrying(monkeypatch, Outcome.SENT)
    person = make_person(app, "Rosa")
    with app.app_context():
        say = reminding_of(db.engine, app.extensions["settings"], lambda: NOW).reach
    said = said_by(Kind.BEFORE, rarer=False)
    assert say(person.account_id, said, frozenset({"push"}), timedelta(hours=1)) == {"push": "sent"}
    assert (got[0].kind, got[0].other) == ("appointment", None)


@pytest.mark.usefixtures("rosa")
def test_a_fault_is_logged_and_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(_what: object) -> None:
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(calls, "run", away)
    assert not sender_of(app).remind()
    assert "reminders.failed fault=OperationalError" in caplog.text


def test_it_looks_again_and_again_until_it_is_stopped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    enough, times = Event(), []
    monkeypatch.setattr(sending, "REMIND_EVERY_SECONDS", 0.001)

    def look(_sender: ReminderSender) -> bool:
        times.append(1)
        if len(times) == 3:
            enough.set()
        return True

    monkeypatch.setattr(ReminderSender, "remind", look)
    with app.app_context():
        sender = sender_of(app)
    sender.stop()
    sender = ReminderSender(sender._what)
    sender.start()
    assert enough.wait(20)
    sender.stop()
    assert sender._thread is not None
    assert not sender._thread.is_alive()


def look_at(app: Flask) -> str:
    """The line of `tracker check`."""
    try:
        return "ok " + checking._look_at_reminders(app.extensions["settings"])
    except (checking._Fault, checking._Doubt) as told:
        return f"{type(told).__name__} {told}"
    finally:
        db.session.rollback()


def test_check_says_when_nothing_could_be_sent(app: Flask, rosa: Person) -> None:
    assert look_at(app) == "ok wanted by 1; sent in a day: 0, in vain: 0"
    row = ReminderCall(account_id=rosa.account_id, kind="medicine", day=here().date(), due_at=NOW, at=NOW)
    row.tries, row.state, row.rarer = 1, "failed", False
    db.session.add(row)
    db.session.commit()
    assert "_Fault none of 1 in a day could be sent" in look_at(app)
    for state, said in (
        ("nowhere", "_Doubt 1 in a day had nothing to be sent to"),
        ("trying", "ok wanted by 1; sent in a day: 0, in vain: 0"),
        ("sent", "ok wanted by 1; sent in a day: 1, in vain: 0"),
    ):
        db.session.execute(update(ReminderCall).values(state=state))
        db.session.commit()
        assert said in look_at(app)
    db.session.execute(update(ReminderCall).values(state="failed", at=NOW - timedelta(days=2)))
    db.session.commit()
    assert look_at(app).startswith("ok ")
    db.session.execute(update(ReminderSettings).values(kinds=None))
    db.session.commit()
    assert look_at(app) == "ok nobody wants any"


def test_check_does_not_look_at_older_tables(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.checking.schema.stamp_of", lambda _engine: "0001")
    with app.app_context():
        assert look_at(app) == "ok not looked at before the tables are at the newest"


@pytest.mark.usefixtures("rosa")
def test_the_daily_job_takes_old_calls_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    carrying(monkeypatch, Outcome.SENT)
    assert sender_of(app).remind()
    db.session.execute(update(ReminderCall).values(at=NOW - timedelta(days=36)))
    db.session.commit()
    assert Clockwork(db.engine, app.extensions["settings"], lambda: NOW).run_due() == []
    assert db.session.execute(db.select(ReminderCall)).all() == []


def test_the_command_says_what_it_did(app: Flask, rosa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    got = carrying(monkeypatch, Outcome.SENT)
    monkeypatch.setattr(frame, "create_app", lambda: app)
    line = f"{rosa.account_id} medicine: "
    dry = CliRunner().invoke(cli.main, ["remind", "--dry-run"])
    assert (dry.exit_code, dry.output) == (0, f"{line}would be sent\n")
    assert got == []
    assert CliRunner().invoke(cli.main, ["remind"]).output == f"{line}sent\n"
    assert CliRunner().invoke(cli.main, ["remind"]).output == "Nothing is due.\n"
    assert len(got) == 1

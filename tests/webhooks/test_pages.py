"""The pages of one's webhooks."""

import html
import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.support.people import make_person, session_of, sign_in
from tests.support.sharing import make_practitioner
from tests.webhooks.conftest import KEY, Owner
from tracker.accounts.models import AccountSession
from tracker.audit.models import SecurityEvent, Withdrawal
from tracker.factors.services.sealing import CannotOpen, Sealer
from tracker.patients.models import Patient
from tracker.web.extensions import db
from tracker.webhooks.models import Webhook, WebhookDelivery
from tracker.webhooks.services.webhooks import WEBHOOKS_MOST

PAGE = "/settings/webhooks"


def acts(app: Flask) -> list[str]:
    with session_of(app) as session:
        return list(session.execute(select(SecurityEvent.act).order_by(SecurityEvent.number)).scalars())


def waiting(app: Flask) -> list[str]:
    query = select(WebhookDelivery.event_type).where(WebhookDelivery.state == "waiting")
    with session_of(app) as session:
        return list(session.execute(query).scalars())


def test_its_key_is_shown_once_and_kept_sealed_with_its_address(owner: Owner) -> None:
    webhook_id, key = owner.add("entry.saved", "share.ended")
    page = owner.browser.get(PAGE)
    assert "My home" in page.text
    assert f"hook.test:{owner.receiver.port}" in page.text
    assert "A day or a moment was saved" in page.text
    assert "A warning sign was noted" not in page.text
    assert key not in page.body
    assert "secret" not in html.unescape(page.body).partition("hook.test")[2].partition("Nothing was sent")[0]
    with session_of(owner.app) as session:
        row = session.execute(select(Webhook)).scalar_one()
    assert b"hook.test" not in row.sealed
    sealer = Sealer((owner.app.extensions["settings"].secret_key,))
    assert json.loads(sealer.open(row.sealed, webhook_id.bytes)) == [
        f"http://hook.test:{owner.receiver.port}/hooks/secret",
        key,
    ]
    with pytest.raises(CannotOpen):
        sealer.open(row.sealed, uuid4().bytes)
    assert acts(owner.app)[-1] == "webhook_added"
    assert "A webhook was added" in owner.browser.get("/settings/activity").text


def test_the_same_form_sent_twice_makes_one(owner: Owner) -> None:
    page = owner.browser.get(PAGE + "/new")
    first, again = (owner.submit(page, "entry.saved") for _ in range(2))
    assert KEY.search(first.body)
    assert not KEY.search(again.body)
    assert "sent before" in again.text
    with session_of(owner.app) as session:
        assert len(session.execute(select(Webhook.id)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"address": "home.example.org"}, "address", "begins with https://"),
        ({"address": "https://me:pw@home.example.org"}, "address", "leave a name and password out"),
        ({"address": "https://home.example.org:22/"}, "address", "Port 22 cannot be used here"),
        ({"address": "https://home example"}, "address", "whole address"),
        ({"address": ""}, "address", "give the address"),
        ({"label": ""}, "label", "what it is for"),
        ({"event_types": []}, "event_types", "choose at least one"),
        ({"event_types": ["test.sent"]}, "event_types", "Please choose from the answers given"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(
    owner: Owner, typed: dict[str, str], field: str, told: str
) -> None:
    page = owner.browser.get(PAGE + "/new")
    page = owner.submit(page, "entry.saved", **typed)
    assert page.status == 422
    assert told in page.error_of(field)
    held = dict(page.form("/webhooks/new").fields())
    assert {name: held[name] for name, value in typed.items() if isinstance(value, str)} == {
        name: value for name, value in typed.items() if isinstance(value, str)
    }


@pytest.mark.parametrize("number", ["192.168.1.20", "[::ffff:127.0.0.1]", "[fd00::1]"])
def test_a_number_inside_is_refused_before_anything_is_sent(owner: Owner, number: str) -> None:
    settings = owner.app.extensions["settings"]
    owner.app.extensions["settings"] = settings.with_(webhook_networks=(), webhook_ports=(443,))
    page = owner.submit(owner.browser.get(PAGE + "/new"), "entry.saved", address=f"https://{number}/x")
    assert page.status == 422
    assert "a network that your host has not opened" in page.error_of("address")


def test_there_are_five_at_the_most(owner: Owner) -> None:
    page = owner.browser.get(PAGE + "/new")
    for _ in range(WEBHOOKS_MOST):
        owner.add("entry.saved")
    assert "as many as there may be" in owner.browser.get(PAGE).text
    page = owner.submit(page, "entry.saved")
    assert page.status == 422
    assert "There are 5 webhooks already" in page.text


def test_a_test_is_written_down_to_be_sent(owner: Owner) -> None:
    webhook_id, _key = owner.add("entry.saved")
    page = owner.press(webhook_id, "test")
    assert "A test is on its way" in page.text
    assert "A test you asked for" in page.text
    assert waiting(owner.app) == ["test.sent"]


def test_adding_and_testing_have_a_limit(owner: Owner) -> None:
    webhook_id, _key = owner.add("entry.saved")
    for _ in range(19):
        assert owner.press(webhook_id, "test").status == 200
    page = owner.press(webhook_id, "test")
    assert page.status == 429
    assert "too many" in page.text.lower()
    assert "My home" in page.text
    form = owner.browser.get(PAGE + "/new")
    page = owner.submit(form, "entry.saved")
    assert page.status == 429
    assert dict(page.form("/webhooks/new").fields())["label"] == "My home"


def test_paused_it_keeps_nothing_for_later_and_then_goes_on(owner: Owner) -> None:
    webhook_id, _key = owner.add("entry.saved")
    owner.press(webhook_id, "test")
    page = owner.press(webhook_id, "pause")
    assert "Paused by you" in page.text
    assert "not sent" in page.text
    assert waiting(owner.app) == []
    assert owner.press(webhook_id, "test").status == 404
    owner.press(webhook_id, "pause")
    assert "It goes on from now" in owner.press(webhook_id, "resume").text
    owner.press(webhook_id, "resume")
    assert [one for one in acts(owner.app) if "webhook" in one] == [
        "webhook_added", "webhook_paused", "webhook_resumed",
    ]  # fmt: skip


def test_ended_it_is_gone_for_good(owner: Owner) -> None:
    webhook_id, _key = owner.add("entry.saved")
    owner.press(webhook_id, "test")
    assert "That webhook has ended" in owner.press(webhook_id, "end").text
    assert owner.press(webhook_id, "end").status == 404
    with session_of(owner.app) as session:
        assert session.execute(select(Webhook)).first() is None
        assert session.execute(select(WebhookDelivery)).first() is None
        assert session.execute(select(Withdrawal.kind, Withdrawal.id)).all() == [("webhook", webhook_id)]
    assert acts(owner.app)[-1] == "webhook_ended"


@pytest.mark.parametrize(("why", "goes_on"), [("failures", True), ("gone", False), ("unreadable", False)])
def test_what_was_given_up_says_why(owner: Owner, why: str, goes_on: bool) -> None:
    webhook_id, _key = owner.add("entry.saved")
    with owner.app.app_context():
        row = db.session.get(Webhook, webhook_id)
        assert row is not None
        row.stopped_at, row.stopped_by = row.made_at, why
        db.session.commit()
    page = owner.browser.get(PAGE)
    assert "Paused, as it took nothing" in page.text if goes_on else "Ended, as" in page.text
    assert bool(page.all("form[action$='/resume']")) == goes_on
    assert owner.press(webhook_id, "resume").status == (200 if goes_on else 404)


def test_nobody_reaches_anothers(owner: Owner) -> None:
    webhook_id, _key = owner.add("entry.saved")
    other = sign_in(owner.app, make_person(owner.app, "Omar"))
    assert "My home" not in other.get(PAGE).text
    for button in ("test", "pause", "resume", "end"):
        assert other.post(f"{PAGE}/{webhook_id}/{button}").status == 404
    assert waiting(owner.app) == []


def test_who_keeps_no_diary_has_nothing_to_tell(owner: Owner) -> None:
    practitioner = sign_in(owner.app, make_practitioner(owner.app))
    with owner.app.app_context():
        db.session.execute(delete(Patient))
        db.session.commit()
    page = practitioner.get(PAGE)
    assert "you have no diary here" in page.text
    assert practitioner.get(PAGE + "/new").status == 404
    assert "webhooks" not in practitioner.get("/settings").body


def test_the_password_is_asked_for_before_one_is_added(owner: Owner, db_session: Session) -> None:
    with owner.app.app_context():
        row = db.session.execute(select(AccountSession)).scalar_one()
        row.confirmed_at -= timedelta(hours=2)
        db.session.commit()
    assert owner.browser.get(PAGE + "/new", follow=False).status == 302
    assert owner.browser.get(PAGE).status == 200


def test_where_the_host_has_not_switched_it_on_there_is_no_such_page(make_app: Callable[..., Flask]) -> None:
    app = make_app(webhooks=False)
    patient = sign_in(app, make_person(app, "Rosa"))
    assert [patient.get(PAGE).status, patient.get(PAGE + "/new").status] == [404, 404]
    for button in ("test", "pause", "resume", "end"):
        assert patient.post(f"{PAGE}/{UUID(int=1)}/{button}").status == 404
    assert "webhooks" not in patient.get("/settings").body


def test_settings_lead_there(owner: Owner) -> None:
    assert owner.browser.get("/settings").all(f"a[href='{PAGE}']")


def test_what_is_typed_is_shown_as_text(owner: Owner) -> None:
    owner.add("entry.saved", label="<script>alert(1)</script>")
    assert "<script>alert(1)" not in owner.browser.get(PAGE).body

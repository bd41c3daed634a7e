"""Which changes are told of, to whom, in the same transaction as they are saved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.people import make_person, session_of, sign_in
from tests.support.sharing import as_practitioner, make_practitioner, share, today
from tests.webhooks.conftest import Owner
from tracker.domain.acting import Actor, By
from tracker.patients.services.history import RowChange
from tracker.sharing.services import live_shares
from tracker.web.extensions import db
from tracker.webhooks.models import WebhookDelivery
from tracker.webhooks.services.noticing import WAITING_MOST, happened, queue_events

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)
EVERY = ("entry.saved", "session.attended", "warning_sign.noted", "share.ended")


def change(table: str, before: dict[str, Any] | None, **after: Any) -> RowChange:
    row = {"id": str(UUID(int=7)), "deleted_at": None}
    return RowChange(UUID(int=1), table, None if before is None else row | before, row | after, None, AT)


SIGNS, NO_SIGNS = {"warning_signs": ["bowel_change"]}, {"warning_signs": None}
GONE = {"deleted_at": "2026-03-01T00:00:00+00:00"}
CHANGES: dict[str, tuple[RowChange, list[str]]] = {
    "a new entry": (change("entry", None, **NO_SIGNS), ["entry.saved"]),
    "a changed entry": (change("entry", NO_SIGNS, **NO_SIGNS), ["entry.saved"]),
    "an entry with a sign": (change("entry", None, **SIGNS), ["entry.saved", "warning_sign.noted"]),
    "a sign that is new": (change("entry", NO_SIGNS, **SIGNS), ["entry.saved", "warning_sign.noted"]),
    "a sign that stood there": (change("entry", SIGNS, **SIGNS), ["entry.saved"]),
    "a sign taken out": (change("entry", SIGNS, **NO_SIGNS), ["entry.saved"]),
    "a deleted entry": (change("entry", SIGNS, **SIGNS, **GONE), []),
    "a restored entry": (change("entry", SIGNS | GONE, **SIGNS), ["entry.saved", "warning_sign.noted"]),
    "an entry from a file": (change("entry", None, imported_from=str(UUID(int=3)), **SIGNS), []),
    "one from a file that is changed": (
        change("entry", NO_SIGNS, imported_from=str(UUID(int=3)), **NO_SIGNS),
        ["entry.saved"],
    ),
    "a session that was planned": (
        change("treatment_session", {"status": "planned"}, status="attended"),
        ["session.attended"],
    ),
    "a session noted as done": (change("treatment_session", None, status="attended"), ["session.attended"]),
    "a session that was done": (change("treatment_session", {"status": "attended"}, status="attended"), []),
    "a session restored": (
        change("treatment_session", {"status": "attended"} | GONE, status="attended"),
        ["session.attended"],
    ),
    "a plan": (change("treatment_session", None, status="planned"), []),
    "a missed one": (change("treatment_session", {"status": "planned"}, status="missed"), []),
    "a course": (change("course", None), []),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_change_means(what: str) -> None:
    done, told = CHANGES[what]
    assert [one.value for one in happened(done)] == told


def told(app: Flask) -> list[tuple[str, UUID | None]]:
    with session_of(app) as session:
        rows = session.execute(select(WebhookDelivery).order_by(WebhookDelivery.at, WebhookDelivery.event_type))
        return [(row.event_type, row.row_id) for row in rows.scalars()]


def save_day(owner: Owner, leg: str = "4", **typed: Any) -> None:
    answer = owner.browser.post(owner.browser.path(f"days/{today()}/details"), {"leg_pain": leg, **typed})
    assert answer.status == 200, answer.text


def test_a_saved_day_is_told_to_those_who_listen(owner: Owner) -> None:
    owner.add("entry.saved")
    owner.add("warning_sign.noted")
    owner.add("session.attended")
    save_day(owner)
    ((event_type, row_id),) = told(owner.app)
    assert event_type == "entry.saved"
    save_day(owner, warning_signs="bowel_change")
    assert [one for one, _row in told(owner.app)] == ["entry.saved", "entry.saved", "warning_sign.noted"]
    assert {row for _one, row in told(owner.app)} == {row_id}


def test_what_was_not_saved_is_not_told(owner: Owner) -> None:
    owner.add(*EVERY)
    assert owner.browser.post(owner.browser.path(f"days/{today()}/details"), {"leg_pain": "11"}).status == 422
    assert told(owner.app) == []


def test_what_others_save_in_the_record_is_told_as_well_and_other_records_are_not(owner: Owner) -> None:
    owner.add(*EVERY)
    other = make_person(owner.app, "Omar")
    sign_in(owner.app, other)
    practitioner = make_practitioner(owner.app)
    share(owner.app, owner.person, practitioner)
    share(owner.app, other, practitioner)
    for person in (owner.person, other):
        browser = as_practitioner(owner.app, practitioner, person)
        page = browser.get(browser.path("sessions/record"))
        answer = browser.submit(page, "sessions/record", follow=True)
        assert answer.status == 200, answer.text
    assert [one for one, _row in told(owner.app)] == ["session.attended"]


def end_share(app: Flask, patient_id: UUID, grant_id: UUID, now: datetime) -> None:
    with app.app_context():
        by = By(patient_id=patient_id, now=now, name="Rosa", actor=Actor.NOBODY)
        assert live_shares.end_grant(db.session(), grant_id, by)
        db.session.commit()


def test_a_share_that_ends_is_told_whoever_ends_it(owner: Owner) -> None:
    owner.add("share.ended")
    grant_id = share(owner.app, owner.person, make_practitioner(owner.app))
    answer = owner.browser.post(owner.browser.path(f"sharing/grants/{grant_id}/end"))
    assert answer.status == 200, answer.text
    by_itself = share(owner.app, owner.person, make_practitioner(owner.app, "Ana"))
    end_share(owner.app, owner.person.patient_id, by_itself, datetime.now(UTC) + timedelta(hours=1))
    assert told(owner.app) == [("share.ended", grant_id), ("share.ended", by_itself)]


def test_an_event_of_one_transaction_is_told_once(owner: Owner) -> None:
    owner.add("entry.saved")
    twice = change("entry", None, **NO_SIGNS)
    mine = RowChange(owner.person.patient_id, *(getattr(twice, name) for name in RowChange.__slots__[1:]))
    with owner.app.app_context():
        queue_events(db.session(), [mine, mine])
        db.session.commit()
    assert len(told(owner.app)) == 1


def test_a_receiver_that_is_away_has_so_many_kept_for_it_and_no_more(owner: Owner) -> None:
    owner.add("entry.saved")
    changes = [
        RowChange(owner.person.patient_id, "entry", None, {"id": str(uuid4()), "deleted_at": None}, None, AT)
        for _ in range(WAITING_MOST + 5)
    ]
    with owner.app.app_context():
        queue_events(db.session(), changes)
        db.session.commit()
    save_day(owner)
    assert len(told(owner.app)) == WAITING_MOST


def test_a_webhook_that_has_stopped_is_told_nothing(owner: Owner) -> None:
    webhook_id, _key = owner.add("entry.saved")
    owner.press(webhook_id, "pause")
    save_day(owner)
    assert told(owner.app) == []


def test_where_it_is_switched_off_nothing_is_written(owner: Owner, make_app: Callable[..., Flask]) -> None:
    owner.add("entry.saved")
    off = make_app(webhooks=False)
    save_day(Owner(off, owner.person, sign_in(off, owner.person), owner.receiver))
    assert told(owner.app) == []


def test_it_goes_with_the_account(owner: Owner, db_session: Session) -> None:
    from tracker.accounts.services.accounts import delete_account  # noqa: PLC0415

    webhook_id, _key = owner.add("entry.saved")
    owner.press(webhook_id, "test")
    with owner.app.app_context():
        delete_account(db.session(), owner.person.account_id, datetime.now(UTC))
        db.session.commit()
    assert told(owner.app) == []

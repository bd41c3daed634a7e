"""Share links made, listed and ended by their owner: the address is shown once, and only its hash is kept."""

import base64
import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.sharing.doings import everything
from tests.sharing.openers import NOON, PASSPHRASE, Opener, address_of, new_link, opened_links
from tests.support.pages import Browser
from tests.support.people import Person, sign_in
from tests.support.sharing import events_of, make_link
from tracker.domain.limits import LINK_DAYS_DEFAULT, LINK_DAYS_HIGH
from tracker.passwords.tokens import secret_hash
from tracker.sharing.models import ShareLink
from tracker.sharing.services import links

pytestmark = pytest.mark.usefixtures("noon")


def test_the_secret_has_256_bits_and_only_its_hash_is_kept(patient: Browser, db_session: Session) -> None:
    secret = address_of(new_link(patient)).rpartition("/")[2]
    assert len(base64.urlsafe_b64decode(secret + "=")) == 32
    row = db_session.execute(select(ShareLink)).scalar_one()
    assert row.secret_hash == secret_hash(secret)
    assert "Dr Meyer" in everything(db_session)
    assert secret not in everything(db_session)


@pytest.mark.sqlite
def test_the_file_holds_nothing_of_the_secret(patient: Browser, fresh_instance: Path) -> None:
    secret = address_of(new_link(patient)).rpartition("/")[2]
    assert secret.encode() not in (fresh_instance / "test.sqlite3").read_bytes()


def test_every_address_is_another(patient: Browser) -> None:
    assert len({address_of(new_link(patient)) for _ in range(3)}) == 3


def test_what_is_not_asked_for_is_not_shown(patient: Browser, db_session: Session) -> None:
    new_link(patient)
    row = db_session.execute(select(ShareLink)).scalar_one()
    assert (row.notes, row.first_day, row.passphrase_hash) == (False, None, None)
    assert row.ends_at == NOON + timedelta(days=LINK_DAYS_DEFAULT)


def test_all_of_it_is_kept(patient: Browser, db_session: Session) -> None:
    page = new_link(patient, days="90", notes="yes", first_day="2026-02-01", new_password=PASSPHRASE)
    assert "They need the passphrase too" in page.text
    row = db_session.execute(select(ShareLink)).scalar_one()
    assert (row.label, row.notes, str(row.first_day)) == ("Dr Meyer", True, "2026-02-01")
    assert row.ends_at == NOON + timedelta(days=LINK_DAYS_HIGH)
    assert row.passphrase_hash is not None
    assert row.passphrase_hash.startswith("$argon2id$")
    assert PASSPHRASE not in row.passphrase_hash


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("label", " ", "say who it is for"),
        ("label", "x" * 121, "120 characters"),
        ("days", "", "how many days"),
        ("days", "0", "from 1 to 90"),
        ("days", "91", "from 1 to 90"),
        ("first_day", "2026-03-04", "a day that has come"),
        ("new_password", "seven c", "at least 8"),
        ("new_password", "x" * 129, "to 128 characters; it has 129"),
        ("new_password", "with a \x00 in it", "hidden character"),
    ],
)
def test_what_cannot_be_taken(patient: Browser, db_session: Session, field: str, value: str, said: str) -> None:
    page = new_link(patient, **{field: value})
    assert page.status == 422
    assert said in page.error_of(field)
    assert db_session.execute(select(ShareLink)).first() is None
    assert "seven c" not in page.body


def test_the_last_day_and_today_may_be_chosen(patient: Browser) -> None:
    assert address_of(new_link(patient, days="1", first_day="2026-03-03"))


def test_the_same_form_makes_one_link(app: Flask, patient: Browser, person: Person, db_session: Session) -> None:
    form = {
        "id": str(uuid.uuid4()),
        "label": "Dr Meyer",
        "days": "30",
        "notes": "",
        "first_day": "",
        "new_password": "",
    }
    first = patient.post(patient.path("sharing/links/new"), form)
    address = address_of(first)
    second = patient.post(patient.path("sharing/links/new"), form)
    assert second.status == 200
    assert "cannot be shown again" in second.text
    assert not second.all("#address")
    assert address.rpartition("/")[2] not in second.body
    assert [event.act for event in events_of(app, person)] == ["link_made"]
    assert Opener(app).open(address).status == 303
    assert len(db_session.execute(select(ShareLink)).all()) == 1


def test_the_address_is_shown_once_and_never_again(patient: Browser) -> None:
    secret = address_of(new_link(patient)).rpartition("/")[2]
    for url in ("sharing", "sharing/log", "sharing/links/new"):
        assert secret not in patient.get(patient.path(url)).body


def test_a_link_that_nobody_else_can_end(app: Flask, person: Person, other: Browser, db_session: Session) -> None:
    link_id = make_link(app, person)
    for path in (
        f"/patients/{person.patient_id}/sharing/links/{link_id}/end",
        other.path(f"sharing/links/{link_id}/end"),
    ):
        assert other.post(path).status == 404
    assert db_session.execute(select(ShareLink.ended_at)).scalar_one() is None


def test_ended_once_is_written_once(app: Flask, patient: Browser, person: Person) -> None:
    link_id = make_link(app, person)
    for _ in range(2):
        assert patient.post(patient.path(f"sharing/links/{link_id}/end"), follow=False).status == 303
    (event,) = events_of(app, person)
    assert (event.act, event.actor, event.name, event.share_id) == ("link_ended", "patient", "Rosa", link_id)
    assert event.account_id == person.account_id


def test_making_is_written_once(app: Flask, patient: Browser, person: Person, db_session: Session) -> None:
    new_link(patient, new_password=PASSPHRASE)
    (event,) = events_of(app, person)
    link_id = db_session.execute(select(ShareLink.id)).scalar_one()
    assert (event.act, event.actor, event.name, event.share_id) == ("link_made", "patient", "Rosa", link_id)
    assert (event.page, event.detail) == (None, None)


def test_the_list_tells_when_each_was_opened(
    app: Flask, patient: Browser, noon: time_machine.Traveller, db_session: Session, person: Person
) -> None:
    address = address_of(new_link(patient))
    new_link(patient, label="Nobody yet")
    for minute in range(7):
        noon.move_to(NOON + timedelta(minutes=minute))
        Opener(app).open(address)
    never, often = sorted(links.list_links(db_session, person.patient_id, NOON), key=lambda link: link.openings)
    assert (never.link.label, never.openings, never.opened_at) == ("Nobody yet", 0, ())
    assert often.openings == 7
    assert often.opened_at == tuple(NOON + timedelta(minutes=minute) for minute in (6, 5, 4, 3, 2))
    words = patient.get(patient.path("sharing")).text
    assert "Opened 7 times: Tue 3 Mar, 13:06; Tue 3 Mar, 13:05" in words
    assert "13:02; and before." in words
    assert "Not opened yet." in words


def test_the_list_says_what_each_shows_and_folds_away_what_has_ended(
    app: Flask, patient: Browser, person: Person, noon: time_machine.Traveller
) -> None:
    new_link(patient, label="My sister", notes="yes", first_day="2026-02-01", new_password=PASSPHRASE, days="2")
    page = patient.get(patient.path("sharing"))
    shown = [node.to_text() for node in page.all(".terms li")]
    assert shown == [
        "until Thu 5 Mar, 13:00",
        "from Sun 1 Feb 2026 on",
        "with your notes",
        "without practitioners’ records of sessions",
        "with a passphrase",
    ]
    assert page.form("/end")
    noon.move_to(NOON + timedelta(days=2))
    patient = sign_in(app, person)
    page = patient.get(patient.path("sharing"))
    assert page.all(".terms li")[0].to_text() == "ended Thu 5 Mar, 13:00"
    assert not [form for form in page.all("form") if form.attrs.get("action", "").endswith("/end")]
    assert [event.act for event in events_of(app, person)] == ["link_made", "link_ended"]


def test_a_link_past_its_end_is_never_listed_as_open_again(
    app: Flask, patient: Browser, person: Person, noon: time_machine.Traveller
) -> None:
    new_link(patient, days="1")
    noon.move_to(NOON + timedelta(days=1))
    later = sign_in(app, person)
    later.get(later.path("sharing/log"))
    noon.move_to(NOON + timedelta(hours=22))
    earlier = sign_in(app, person)
    assert "ended Wed 4 Mar, 13:00" in earlier.get(earlier.path("sharing")).text
    assert opened_links(app, person) == 0


def test_the_page_says_who_will_see_what(patient: Browser) -> None:
    words = patient.get(patient.path("sharing/links/new")).text
    assert "Whoever has its address sees" in words
    assert re.search(r"Progress: .* The brief: ", words)
    assert "change nothing" in words

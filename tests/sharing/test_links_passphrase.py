"""A link with a passphrase: nothing is seen before it, and it cannot be guessed."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.sharing.openers import NOON, PASSPHRASE, Opener, address_of, new_link, opened_links
from tests.support.pages import Browser
from tests.support.people import Person
from tests.support.sharing import events_of
from tracker.sharing.models import LinkVisit
from tracker.sharing.services.live_shares import VISIT_LASTS

pytestmark = pytest.mark.usefixtures("noon")
HEADING = "A record is shared with you"


@pytest.fixture
def address(patient: Browser) -> str:
    return address_of(new_link(patient, new_password=PASSPHRASE))


@pytest.fixture
def opener(app: Flask, person: Person, address: str) -> Opener:
    """Somebody before the question for the passphrase."""
    opener = Opener(app, person.patient_id)
    assert opener.open(address).location == "/shared"
    return opener


def test_nothing_is_shown_before_it(app: Flask, opener: Opener, person: Person) -> None:
    page = opener.get("/shared")
    assert (page.status, page.heading) == (200, HEADING)
    assert "Dr Meyer" not in page.text
    assert person.user_name not in page.text
    assert opener.get(opener.path("progress")).status == 404
    assert [event.act for event in events_of(app, person)] == ["link_made", "link_opened"]


def test_the_right_one_lets_in(app: Flask, opener: Opener, person: Person, db_session: Session) -> None:
    page = opener.submit(opener.get("/shared"), "/shared", password=PASSPHRASE)
    assert (page.status, page.heading) == (200, "Progress")
    assert opener.get("/shared", follow=False).location == opener.path("progress")
    assert opened_links(app, person) == 1


def test_the_secret_of_the_cookie_is_another_once_in(opener: Opener) -> None:
    before = opener.cookie
    opener.submit(opener.get("/shared"), "/shared", password=PASSPHRASE)
    assert opener.cookie not in {None, before}
    opener.client.set_cookie("share", str(before))
    assert opener.get(opener.path("progress")).status == 404, "who planted the first cookie is not let in with them"


def test_the_same_form_sent_twice_is_let_in_twice(app: Flask, opener: Opener, person: Person) -> None:
    form, before = opener.get("/shared"), opener.cookie
    opener.submit(form, "/shared", password=PASSPHRASE)
    opener.client.set_cookie("share", str(before))
    assert opener.submit(form, "/shared", password=PASSPHRASE).heading == "Progress"
    assert opened_links(app, person) == 1


@pytest.mark.parametrize("wrong", ["", "eight or mor", "EIGHT OR MORE", "x" * 500])
def test_a_wrong_one_is_said_beside_the_field_and_never_shown_again(opener: Opener, wrong: str) -> None:
    page = opener.submit(opener.get("/shared"), "/shared", password=wrong)
    assert (page.status, page.heading) == (422, HEADING)
    assert page.error_of("password")
    assert page.one("#password").attrs.get("value") is None
    assert opener.get(opener.path("progress")).status == 404


def test_the_eleventh_wrong_try_has_to_wait(
    app: Flask, opener: Opener, address: str, noon: time_machine.Traveller
) -> None:
    form = opener.get("/shared")
    for _ in range(10):
        assert opener.submit(form, "/shared", password="not this one").status == 422
    page = opener.submit(form, "/shared", password=PASSPHRASE)
    assert (page.status, page.headers["Retry-After"]) == (429, "300")
    assert "wait 5 minutes" in page.text
    elsewhere = Opener(app, come_from="203.0.113.9")
    elsewhere.open(address)
    assert elsewhere.submit(elsewhere.get("/shared"), "/shared", password=PASSPHRASE).heading == "Progress"
    noon.shift(timedelta(minutes=5))
    assert opener.submit(form, "/shared", password=PASSPHRASE).heading == "Progress"


def test_right_ones_do_not_count(app: Flask, address: str, person: Person) -> None:
    for _ in range(12):
        opener = Opener(app, person.patient_id)
        opener.open(address)
        assert opener.submit(opener.get("/shared"), "/shared", password=PASSPHRASE).heading == "Progress"


def test_it_lasts_from_the_opening_on(opener: Opener, db_session: Session, noon: time_machine.Traveller) -> None:
    noon.move_to(NOON + VISIT_LASTS - timedelta(minutes=1))
    opener.submit(opener.get("/shared"), "/shared", password=PASSPHRASE)
    let_in = select(LinkVisit).where(LinkVisit.let_in_at.is_not(None))
    assert db_session.execute(let_in).scalar_one().opened_at == NOON
    db_session.rollback()
    noon.move_to(NOON + VISIT_LASTS)
    assert opener.get(opener.path("progress")).status == 404


def test_after_the_end_there_is_no_question(opener: Opener, noon: time_machine.Traveller, patient: Browser) -> None:
    form = opener.get("/shared")
    page = patient.get(patient.path("sharing"))
    patient.submit(page, "/end")
    assert opener.get("/shared").status == 404
    assert opener.submit(form, "/shared", password=PASSPHRASE).status == 404


def test_another_site_cannot_send_it(opener: Opener) -> None:
    assert opener.post("/shared", {"password": PASSPHRASE}, token="made up").status == 400
    assert opener.get(opener.path("progress")).status == 404

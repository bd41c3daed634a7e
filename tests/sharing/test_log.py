"""The log of looks as its owner reads it, and who else may not."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from tests.sharing.openers import NOON, Opener, address_of, new_link
from tests.support.pages import Browser, Page
from tests.support.people import Person, author_of, make_person, sign_in
from tests.support.rules import of_pages
from tests.support.sharing import as_practitioner, events_of, make_practitioner, share
from tracker.calendars.services.events import PAGE
from tracker.domain.acting import By
from tracker.domain.sharing.access import Action
from tracker.domain.sharing.access_log import Act, Actor
from tracker.gate_answers import LOGGED_AS
from tracker.sharing.services.events import log_act
from tracker.sharing.services.listings import LIST
from tracker.sharing.views.grants import PAGE_SIZE
from tracker.web.gate import policy_of
from tracker.wording.access import ANY_PAGE, BY_A_PROGRAM, PAGE_WORDS, page_words

pytestmark = pytest.mark.usefixtures("noon")
LOOKS = frozenset(
    {Action.SUMMARY, Action.READ, Action.EXPORT, Action.COMMENT, Action.RECORD, Action.ANSWER, Action.UNDO}
)
SHOWS_NOTHING = {"sharing.still_shared"}


def lines(page: Page) -> list[str]:
    """The lines of the log, newest first, each with its time."""
    return [" ".join(node.to_text().split()) for node in page.all(".access-log li")]


def log_of(owner: Browser, **query: int) -> Page:
    return owner.get(owner.path("sharing/log"), query_string=query)


def looked(db_session: Session, person: Person, name: str, *, at: datetime = NOON) -> None:
    by = By(patient_id=person.patient_id, now=at, name=name, actor=Actor.PRACTITIONER, account_id=uuid.uuid4())
    log_act(db_session, Act.LOOKED, by, page="diary.day")


def pages_for_others(app: Flask) -> set[str]:
    """Every view that somebody else may look at, or send a form to and be shown why it was not taken."""
    found = set()
    for rule in of_pages(app):
        policy = policy_of(app.view_functions[rule.endpoint])
        if policy is not None and policy.action in LOOKS:
            found.add(LOGGED_AS.get(rule.endpoint, rule.endpoint))
    return found - SHOWS_NOTHING


def test_every_page_that_others_may_open_has_words(app: Flask) -> None:
    views = pages_for_others(app)
    assert "dashboard.progress" in views
    assert views - set(PAGE_WORDS) == set(), "each view has the code under which a look at it is logged"
    assert {page for page in PAGE_WORDS if page_words(page) == ANY_PAGE} == set()


def test_no_words_are_kept_for_a_page_that_is_gone(app: Flask) -> None:
    assert set(PAGE_WORDS) - pages_for_others(app) == {LIST, PAGE, BY_A_PROGRAM}


def test_what_a_practitioner_did_is_told_in_order(
    app: Flask, person: Person, patient: Browser, noon: time_machine.Traveller
) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    visitor = as_practitioner(app, li_wen, person)
    for minutes, path in (
        (0, "progress"),
        (2, "progress"),
        (15, "progress"),
        (16, "course"),
        (20, "exports/entries.csv"),
    ):
        noon.move_to(NOON + timedelta(minutes=minutes))
        assert visitor.get(visitor.path(path)).status == 200
    assert lines(log_of(patient)) == [
        "Li Wen downloaded entries.csv 13:20",
        "Li Wen looked at Course 13:16",
        "Li Wen looked at Progress 3 times between 13:00 and 13:15",
    ]


def test_what_became_of_a_link_is_told(
    app: Flask, person: Person, patient: Browser, noon: time_machine.Traveller
) -> None:
    address = address_of(new_link(patient, label="<b>My</b> sister", days="1"))
    Opener(app).open(address, follow=True)
    patient.submit(patient.get(patient.path("sharing")), "/end")
    new_link(patient, label="Dr Meyer", days="1")
    noon.move_to(NOON + timedelta(days=1))
    page = log_of(sign_in(app, person))
    assert lines(page) == [
        "The link for Dr Meyer ended by itself when its time was over 13:00",
        "You made a link for Dr Meyer 13:00",
        "You ended the link for <b>My</b> sister 13:00",
        "Somebody with the link for <b>My</b> sister looked at Progress 13:00",
        "The link for <b>My</b> sister was opened 13:00",
        "You made a link for <b>My</b> sister 13:00",
    ]
    assert [heading.to_text().strip() for heading in page.all("h2")][:2] == ["Today", "Yesterday"]


def test_shares_are_told_with_the_name_of_the_practitioner(
    app: Flask, person: Person, patient: Browser, db_session: Session
) -> None:
    li_wen = make_practitioner(app)
    grant_id = share(app, person, li_wen)
    owner = replace(author_of(person, NOON), share_id=grant_id)
    for act in (Act.SHARE_MADE, Act.SHARE_CHANGED):
        log_act(db_session, act, owner)
    db_session.commit()
    assert lines(log_of(patient)) == ["You changed what Li Wen sees 13:00", "You shared your record with Li Wen 13:00"]


def test_times_are_those_of_the_patients_clock(app: Flask, db_session: Session) -> None:
    yuki = make_person(app, "Yuki", zone="Asia/Tokyo")
    looked(db_session, yuki, "Li Wen", at=NOON + timedelta(hours=4))
    db_session.commit()
    page = log_of(sign_in(app, yuki))
    assert lines(page) == ["Li Wen looked at a day in the diary 01:00"]
    assert page.all("h2")[0].to_text().strip() == "Wed 4 Mar"


def test_an_empty_log_says_what_will_be_there(patient: Browser) -> None:
    page = log_of(patient)
    assert "Nobody has looked yet" in page.text
    assert not lines(page)


def test_it_says_what_is_in_it_and_what_is_not(patient: Browser) -> None:
    words = log_of(patient).text
    assert "Nobody can change a line or take it away" in words
    assert "Whoever runs this server can reach its files" in words


def test_a_long_log_comes_in_pages(patient: Browser, person: Person, db_session: Session) -> None:
    for number in range(PAGE_SIZE + 3):
        looked(db_session, person, f"Visitor {number}")
    db_session.commit()
    newest, oldest = log_of(patient), log_of(patient, page=2)
    assert len(lines(newest)) == PAGE_SIZE
    assert lines(newest)[0].startswith(f"Visitor {PAGE_SIZE + 2} ")
    assert [line.split(" looked")[0] for line in lines(oldest)] == ["Visitor 2", "Visitor 1", "Visitor 0"]
    assert newest.one("a[rel=next]").attrs["href"].endswith("page=2")
    assert "Nothing earlier" in log_of(patient, page=3).text


def test_the_log_of_one_record_tells_nothing_of_another(app: Flask, patient: Browser, db_session: Session) -> None:
    looked(db_session, make_person(app, "Omar"), "Li Wen")
    db_session.commit()
    assert not lines(log_of(patient))


@pytest.mark.parametrize("who", ["practitioner", "link holder", "stranger"])
def test_only_the_owner_reads_it(app: Flask, person: Person, patient: Browser, other: Browser, who: str) -> None:
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    opener = Opener(app, person.patient_id)
    opener.open(address_of(new_link(patient)))
    visitors: dict[str, Callable[[], Browser]] = {
        "practitioner": lambda: as_practitioner(app, li_wen, person),
        "link holder": lambda: opener,
        "stranger": lambda: other,
    }
    page = visitors[who]().get(f"/patients/{person.patient_id}/sharing/log", follow=False)
    assert page.status == (302 if who == "link holder" else 404)
    assert "Li Wen" not in page.body


def test_nothing_of_what_was_seen_is_in_an_event(app: Flask, person: Person, patient: Browser) -> None:
    canary = "zebra-canary"
    form = patient.get(patient.path("days/2026-03-03"))
    assert form.status == 200
    patient.post(
        patient.path("changes/new"), {"id": uuid.uuid4(), "for_date": "2026-03-02", "kind": "work", "note": canary}
    )
    li_wen = make_practitioner(app)
    share(app, person, li_wen)
    visitor = as_practitioner(app, li_wen, person)
    seen = [visitor.get(visitor.path(path)).body for path in ("days/2026-03-02", "diary?view=list", "progress")]
    assert any(canary in body for body in seen), "the note was there to be seen"
    events = events_of(app, person)
    assert len(events) == len(seen)
    for event in events:
        values = [str(getattr(event, column.key)) for column in event.__table__.columns]
        assert not any(canary in value for value in values)
        assert event.page in PAGE_WORDS
        assert event.detail is None

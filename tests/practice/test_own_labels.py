"""What a practitioner calls a patient for themselves, and who stands beside whom on the day sheet."""

import io
import zipfile
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.support import sharing
from tests.support.counting import counted_queries
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import events_of, make_practitioner, share
from tracker.domain.limits import LABEL_LENGTH
from tracker.practice.views import beside
from tracker.sharing.models import PatientLabel

LABEL = "No. 14, comes on Tuesdays"
# Where a practitioner reads and writes about one patient: from each they go on to the next one.
PLACES = ("brief", "progress", "course", "diary", "notes", "sessions/points")
MOST_BESIDE = 3


@pytest.fixture
def li(app: Flask) -> Person:
    return make_practitioner(app)


@pytest.fixture
def rosa(app: Flask, person: Person, li: Person) -> Person:
    share(app, person, li)
    return person


def labels(db_session: Session) -> list[str]:
    found = list(db_session.execute(select(PatientLabel.text)).scalars())
    db_session.rollback()
    return found


def give(browser: Browser, text: str) -> None:
    answer = browser.submit(browser.get(browser.path("brief")), "label", follow=False, label=text)
    assert answer.status == 303
    assert answer.location == browser.path("brief")


def test_it_is_given_where_the_patient_is_and_seen_and_found_in_the_list(
    app: Flask, rosa: Person, li: Person, db_session: Session
) -> None:
    browser = sharing.as_practitioner(app, li, rosa)
    give(browser, f"  {LABEL} ")
    assert labels(db_session) == [LABEL]
    assert f"Private label: {LABEL}" in browser.get(browser.path("progress")).text
    for asked in ("", "?q=no. 14", "?q=rosa"):
        assert LABEL in browser.get(f"/patients{asked}").text
    assert "Nobody found" in browser.get("/patients?q=no. 15").text
    give(browser, "")
    assert labels(db_session) == []
    assert "Add a private label" in browser.get(browser.path("brief")).text


def test_all_of_a_page_can_be_labelled_from_the_list(app: Flask, rosa: Person, li: Person, db_session: Session) -> None:
    browser = sharing.as_practitioner(app, li, rosa)
    answer = browser.submit(browser.get("/patients?labels=1&sort=name"), "label", follow=False, label=LABEL)
    assert answer.location == "/patients?sort=name&labels=1"
    assert labels(db_session) == [LABEL]
    assert browser.get(answer.location).one("input[name='label']").attrs["value"] == LABEL


def test_one_that_is_too_long_is_refused_beside_its_field(
    app: Flask, rosa: Person, li: Person, db_session: Session
) -> None:
    browser = sharing.as_practitioner(app, li, rosa)
    typed = "x" * (LABEL_LENGTH + 1)
    answer = browser.submit(browser.get(browser.path("label")), "label", label=typed)
    assert answer.status == 422
    assert answer.one("input[name='label']").attrs["value"] == typed
    assert labels(db_session) == []


def test_nobody_else_sees_it_in_any_page_log_or_file(app: Flask, rosa: Person, li: Person) -> None:
    browser = sharing.as_practitioner(app, li, rosa)
    give(browser, LABEL)
    amy = make_practitioner(app, "Amy")
    share(app, rosa, amy)
    owner, other = sign_in(app, rosa), sharing.as_practitioner(app, amy, rosa)
    for path in ("today", "sharing", "sharing/log", "brief", "progress"):
        assert LABEL not in owner.get(owner.path(path)).body
    for path in ("/patients", other.path("brief"), other.path("label")):
        assert LABEL not in other.get(path).body
    assert owner.get(owner.path("label")).status == 404
    assert {event.act for event in events_of(app, rosa)} == {"looked"}
    for reader in (owner, browser):
        archive = zipfile.ZipFile(io.BytesIO(reader.client.get(reader.path("exports/all.zip")).data))
        assert not [name for name in archive.namelist() if LABEL.encode() in archive.read(name)]


def test_it_ends_with_the_share_and_does_not_come_back(
    app: Flask, rosa: Person, li: Person, db_session: Session
) -> None:
    browser = sharing.as_practitioner(app, li, rosa)
    give(browser, LABEL)
    browser.submit(browser.get(browser.path("brief")), "leave")
    assert labels(db_session) == []
    share(app, rosa, li)
    assert LABEL not in browser.get(browser.path("brief")).text


def links(browser: Browser, path: str) -> dict[str, str]:
    page = browser.get(browser.path(path))
    return {node.attrs["rel"]: node.attrs["href"] for node in page.all("nav[class='beside-nav'] a[rel]")}


def test_next_and_previous_follow_the_day_sheet(app: Flask, li: Person) -> None:
    people = [make_person(app, name) for name in ("Anna", "Bea", "Carl")]
    for one in people:
        share(app, one, li)
    anna, bea, carl = (one.patient_id for one in people)

    def beside(patient_id: UUID, path: str) -> dict[str, str]:
        browser = sharing.as_practitioner(app, li, people[0])
        browser.patient_id = patient_id
        return links(browser, path)

    assert beside(anna, "brief") == {"next": f"/patients/{bea}/brief"}
    assert beside(bea, "progress") == {"prev": f"/patients/{anna}/progress", "next": f"/patients/{carl}/progress"}
    assert beside(carl, "brief") == {"prev": f"/patients/{bea}/brief"}
    owner = sign_in(app, people[1])
    assert links(owner, "brief") == {}
    link = sharing.as_link_holder(app, people[1], sharing.make_link(app, people[1]))
    assert links(link, "brief") == {}


def test_the_list_has_nobody_whose_share_is_over(app: Flask, rosa: Person, li: Person) -> None:
    over = make_person(app, "Over")
    share(app, over, li, last_day=sharing.today() - timedelta(days=2))
    assert links(sharing.as_practitioner(app, li, rosa), "brief") == {}


def test_the_order_that_was_chosen_goes_along(app: Flask, rosa: Person, li: Person) -> None:
    """Who logged last comes first: on the day sheet itself it is the other way round."""
    ada, zoe = make_person(app, "Ada"), make_person(app, "Zoe")
    for one in (ada, zoe):
        share(app, one, li)
    Filler(app, zoe.patient_id).entries({"for_date": sharing.today(), "leg_pain": 3})
    browser = sharing.as_practitioner(app, li, ada)
    sheet = browser.get("/patients?sort=entry")
    assert sheet.all("a[class='patient-name']")[0].attrs["href"] == f"/patients/{zoe.patient_id}/brief?sort=entry"
    for place in PLACES:
        assert links(browser, f"{place}?sort=entry") == {
            "prev": f"/patients/{zoe.patient_id}/{place}?sort=entry",
            "next": f"/patients/{rosa.patient_id}/{place}?sort=entry",
        }
        assert "prev" not in links(browser, place)
        onward = [link.attrs["href"] for link in browser.get(browser.path(f"{place}?sort=entry")).all("a[href]")]
        assert {"/patients?sort=entry", browser.path("course?sort=entry")} <= set(onward), "along the tabs too"
    assert links(browser, "brief?sort=nonsense") == links(browser, "brief")
    from_brief = [link.attrs["href"] for link in browser.get(browser.path("brief?sort=entry")).all("a[href]")]
    assert browser.path("notes?sort=entry") in from_brief
    page = browser.get(browser.path("brief?sort=Na%20me"))
    assert not [link for link in page.all("nav a[href]") if "sort=" in link.attrs["href"]]


def test_the_order_stays_while_a_note_is_written_and_corrected(app: Flask, rosa: Person, li: Person) -> None:
    share(app, make_person(app, "Ada"), li)
    browser = sharing.as_practitioner(app, li, rosa)
    kept = browser.path("notes?sort=entry")
    written = browser.submit(browser.get(kept), "notes?sort=entry", text="Walk a little each day.")
    assert written.heading == "Notes to Rosa"
    around = links(browser, "notes?sort=entry")
    assert around
    assert {node.attrs["rel"]: node.attrs["href"] for node in written.all("nav[class='beside-nav'] a[rel]")} == around
    [to_note] = [link.attrs["href"] for link in written.all("article a[href]")]
    corrected = browser.submit(browser.get(to_note), to_note, text="Walk twice a day.")
    assert "Walk twice a day." in corrected.text
    assert {node.attrs["rel"]: node.attrs["href"] for node in corrected.all("nav[class='beside-nav'] a[rel]")} == around


@pytest.mark.parametrize("asked", ["", "view=list", "view=list&q=walk", "view=list&q=", "month=2026-01"])
def test_the_order_stays_in_the_diary(app: Flask, rosa: Person, li: Person, asked: str) -> None:
    share(app, make_person(app, "Ada"), li)
    browser = sharing.as_practitioner(app, li, rosa)
    page = browser.get(browser.path(f"diary?{asked}&sort=entry"))
    hrefs = [link.attrs["href"] for link in page.all("a[href]")]
    to_diary = [href for href in hrefs if href.startswith(browser.path("diary"))]
    assert len(to_diary) >= 3
    assert [href for href in to_diary if "sort=entry" not in href] == []
    for form in page.all("form[method='get']"):
        if form.attrs["action"] == browser.path("diary"):
            assert [node.attrs["value"] for node in form.query("input[name='sort']")] == ["entry"]


@pytest.mark.parametrize("place", PLACES)
def test_it_costs_three_statements(
    app: Flask, rosa: Person, li: Person, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ada", "Zoe"):
        share(app, make_person(app, name), li)
    browser = sharing.as_practitioner(app, li, rosa)
    browser.get(browser.path(place))  # what is written once a day is written
    with counted_queries(app) as seen:
        assert links(browser, place)
    monkeypatch.setattr(beside, "read_beside", lambda *_given: None)
    with counted_queries(app) as without:
        assert not links(browser, place)
    assert len(seen) - len(without) <= MOST_BESIDE, seen

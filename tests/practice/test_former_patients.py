"""Former patients: who they were, who ended it and when, and what the practitioner wrote, on the page and in files."""

import csv
import io
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support import hostile, sharing
from tests.support.counting import counted_queries
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.treatment.recording import FULL, Room
from tracker.accounts.models import Account
from tracker.accounts.services import hosting
from tracker.accounts.services.accounts import delete_account
from tracker.correspondence.models import FlagAnswer, ReviewRequest
from tracker.correspondence.services import archived
from tracker.sharing.models import ArchivedWriting
from tracker.sharing.services import archives
from tracker.sharing.services.archives import writers_models
from tracker.throttling.throttles import Throttle, Throttled
from tracker.web.extensions import db
from tracker.wording.formats import day_year
from tracker.wording.sharing import how_ended

NOTE, PROPOSAL = "The calf is softer.", "Twice a week does more."


@pytest.fixture
def li(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def desk(app: Flask, li: Person) -> Browser:
    return sign_in(app, li)


@pytest.fixture
def written(app: Flask, person: Person, li: Person) -> uuid.UUID:
    """A record with one of everything by Li, and words of the patient's beside it; gives the grant."""
    grant_id = sharing.share(app, person, li)
    with app.app_context():
        room = Room(app, db.engine, person, li)
    course_id, visitor = room.course(goal="zebrafish"), room.browser()
    session_id = room.hold(days_ago=3, note="zebrafish", helped="somewhat")
    assert room.write(session_id, by=visitor, **FULL).status == 303
    visitor.submit(visitor.get(visitor.path("notes")), "/notes", text=NOTE)
    propose = visitor.get(visitor.path(f"courses/{course_id}/propose"))
    visitor.submit(propose, "/propose", planned_sessions=12, reason=PROPOSAL)
    owner = sign_in(app, person)
    owner.submit(owner.get(owner.path("notes")), "/answer", answer="zebrafish")
    return grant_id


def stop(app: Flask, person: Person, grant_id: uuid.UUID) -> None:
    owner = sign_in(app, person)
    owner.post(owner.path(f"sharing/grants/{grant_id}/end"))


def archive_page(desk: Browser, name: str = "Rosa") -> Page:
    listed = desk.get("/former-patients")
    return desk.get(next(node.attrs["href"] for node in listed.all("a.patient-name") if name in node.to_text()))


def test_everything_they_wrote_and_nothing_else(app: Flask, person: Person, desk: Browser, written: uuid.UUID) -> None:
    stop(app, person, written)
    listed = desk.get("/former-patients")
    assert "Rosa ended the share," in listed.text
    assert "You wrote 3 things" in listed.text
    page = archive_page(desk)
    assert page.heading == "What you wrote about Rosa"
    day = sharing.today() - timedelta(days=3)
    for said in (
        NOTE, PROPOSAL, "12 sessions", "Record of a session: acupuncture of", str(day.year), "BL40 left",
        "Walk a little", "Pain at the side", "Bruise", "What was done: pressed it", "2.5 Hz", "Clinic", "Came late",
    ):  # fmt: skip
        assert said in page.text, said
    assert "zebrafish" not in page.body


def test_the_files_hold_the_same(app: Flask, person: Person, desk: Browser, written: uuid.UUID) -> None:
    stop(app, person, written)
    links = [node.attrs["href"] for node in archive_page(desk).all("a.button")]
    table, data = (desk.get(link) for link in links)
    assert [page.headers["Content-Disposition"] for page in (table, data)] == [
        f"attachment; filename=what-you-wrote.{suffix}" for suffix in ("csv", "json")
    ]
    rows = list(csv.DictReader(io.StringIO(table.body, newline="")))
    assert {row["what"] for row in rows} == {"Note", "Change of plan proposed", "Record of a session"}
    day = (sharing.today() - timedelta(days=3)).isoformat()
    assert {(row["what"], row["session_kind"], row["session_day"]) for row in rows if row["session_kind"]} == {
        ("Record of a session", "Acupuncture", day)
    }
    told = json.loads(data.body)
    assert told["patient"] == "Rosa"
    assert {row["patient"] for row in rows} == {"Rosa"}, "a file lies beside those about others"
    said = [line["text"] for one in told["what_you_wrote"] for line in one["said"]]
    assert said == [row["text"] for row in rows]
    assert NOTE in said
    assert "zebrafish" not in table.body + data.body


def test_the_files_say_when_something_was_corrected(app: Flask, person: Person, li: Person, desk: Browser) -> None:
    grant_id = sharing.share(app, person, li)
    visitor = sharing.as_practitioner(app, li, person)
    visitor.submit(visitor.get(visitor.path("notes")), "/notes", text="The calf is sfter.")
    first = visitor.get(visitor.path("notes"))
    edit = next(node.attrs["href"] for node in first.all("a") if "/notes/" in node.attrs["href"])
    visitor.submit(visitor.get(edit), "/notes/", text=NOTE)
    stop(app, person, grant_id)
    table, data = (desk.get(node.attrs["href"]) for node in archive_page(desk).all("a.button"))
    (row,) = csv.DictReader(io.StringIO(table.body, newline=""))
    (told,) = json.loads(data.body)["what_you_wrote"]
    assert row["corrected_at"] == told["corrected_at"] != ""
    assert (row["text"], row["written_at"]) == (NOTE, told["written_at"])


@pytest.mark.parametrize("text", list(hostile.FORMULAS.values()))
def test_no_cell_is_a_formula(app: Flask, person: Person, li: Person, desk: Browser, text: str) -> None:
    grant_id = sharing.share(app, person, li)
    visitor = sharing.as_practitioner(app, li, person)
    visitor.submit(visitor.get(visitor.path("notes")), "/notes", text=text)
    stop(app, person, grant_id)
    table = desk.get(next(node.attrs["href"] for node in archive_page(desk).all("a.button")))
    (row,) = csv.DictReader(io.StringIO(table.body, newline=""))
    assert not row["text"].startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))
    assert hostile.as_note(text) in row["text"]
    assert not hostile.foreign_markup(archive_page(desk).nodes)


def test_the_name_is_that_of_then_and_the_account_may_be_gone(
    app: Flask, person: Person, desk: Browser, written: uuid.UUID
) -> None:
    with app.app_context():
        delete_account(db.session(), person.account_id, sharing.now())
        db.session.commit()
    assert "Rosa deleted their account," in desk.get("/former-patients").text
    page = archive_page(desk)
    assert NOTE in page.text
    assert "Rosa deleted their account," in page.text
    assert desk.post(f"/patients/{person.patient_id}/notes", {"text": "Late"}).status == 410


def test_while_an_account_is_switched_off_what_was_written_can_be_read(
    app: Flask, person: Person, desk: Browser, written: uuid.UUID
) -> None:
    with app.app_context():
        hosting.disable(db.session(), "Rosa", sharing.now())
        db.session.commit()
    assert "switched off for now" in desk.get("/former-patients").text
    page = archive_page(desk)
    assert NOTE in page.text
    assert "As it stands now" in page.text
    told = desk.get(f"/patients/{person.patient_id}/brief")
    assert (told.status, told.heading) == (410, "This record is not shown now")
    with app.app_context():
        hosting.enable(db.session(), "Rosa", sharing.now())
        db.session.commit()
    assert "No former patients" in desk.get("/former-patients").text
    again = desk.get(str(page.response.request.path), follow=False)
    assert (again.status, again.location) == (303, f"/patients/{person.patient_id}/brief")


def test_who_shares_again_is_with_the_others(
    app: Flask, person: Person, li: Person, desk: Browser, written: uuid.UUID
) -> None:
    stop(app, person, written)
    assert "Former patients" in desk.get("/patients").text
    sharing.share(app, person, li)
    assert "No former patients" in desk.get("/former-patients").text
    assert "Rosa" in desk.get("/patients").text


def show(owner: Browser, since: str) -> None:
    page = owner.get(owner.path("sharing"))
    grant = next(node.attrs["href"] for node in page.all("a") if "/sharing/grants/" in (node.attrs.get("href") or ""))
    owner.submit(owner.submit(owner.get(grant), "/sharing/grants/", since=since), "/sharing/grants/")


def test_fewer_days_take_nothing_away_that_they_wrote(
    app: Flask, person: Person, desk: Browser, written: uuid.UUID
) -> None:
    owner, listed = sign_in(app, person), "/former-patients"
    assert "No former patients" in desk.get(listed).text
    show(owner, "today")
    with app.app_context():
        archives.keep_of_forgotten(db.session(), person.patient_id)
        db.session.commit()
    assert "Rosa shows you fewer days than before," in desk.get(listed).text
    page = archive_page(desk)
    assert "As it stood then. They share some days with you now." in page.text
    assert NOTE in page.text
    assert "Pain at the side" in page.text
    show(owner, "everything")
    assert "No former patients" in desk.get(listed).text
    again = desk.get(str(page.response.request.path), follow=False)
    assert (again.status, again.location) == (303, f"/patients/{person.patient_id}/brief")


def test_what_was_written_can_be_read_beside_a_new_share_of_some_days(
    app: Flask, person: Person, li: Person, desk: Browser, written: uuid.UUID
) -> None:
    stop(app, person, written)
    sharing.share(app, person, li, first_day=sharing.today())
    assert "They share some days with you now." in desk.get("/former-patients").text
    assert NOTE in archive_page(desk).text


def test_the_last_to_end_comes_first_and_older_ends_say_what_is_not_there(
    app: Flask, person: Person, li: Person, desk: Browser
) -> None:
    """A share that ended before this was kept is listed, with nothing to open: its patient was not told of it."""
    sharing.share(app, person, li, ended=True)
    sharing.share(app, person, li, ended=True)
    omar = make_person(app, "Omar")
    stop(app, omar, sharing.share(app, omar, li))
    ana = make_person(app, "Ana")
    sharing.share(app, ana, li, last_day=sharing.today() - timedelta(days=2))
    page = desk.get("/former-patients")
    names = [node.to_text().strip() for node in page.all(".patient-name")]
    assert sorted(names) == ["Ana", "Omar", "Rosa"]
    assert names[-1] == "Rosa" or set(names[:2]) & {"Ana", "Omar"}
    assert {node.to_text().strip() for node in page.all("a.patient-name")} == {"Ana", "Omar"}
    assert "The share ended by itself, after the last day that Ana had set" in page.text
    assert "before this app kept" in page.text
    assert "You wrote nothing" in archive_page(desk, "Omar").text


@pytest.mark.parametrize("suffix", ["", "/what-you-wrote.csv", "/what-you-wrote.json"])
def test_an_archive_is_its_writers_alone(
    app: Flask, person: Person, li: Person, desk: Browser, written: uuid.UUID, suffix: str
) -> None:
    stop(app, person, written)
    address = str(archive_page(desk).response.request.path)
    others: list[Callable[[], Browser]] = [
        lambda: sign_in(app, sharing.make_practitioner(app, "Amy")),
        lambda: sign_in(app, person),
        lambda: sign_in(app, make_person(app, "Omar")),
    ]
    for who in others:
        assert who().get(address + suffix).status == 404
    assert Browser(app).get(address + suffix, follow=False).status == 302
    with app.app_context():
        db.session.execute(update(Account).values(second_factor_since=None))
        db.session.commit()
    assert NOTE not in desk.get(address + suffix).body


def test_other_files_are_not_there(app: Flask, person: Person, desk: Browser, written: uuid.UUID) -> None:
    stop(app, person, written)
    assert desk.get(f"{archive_page(desk).response.request.path}/what-you-wrote.exe").status == 404


def test_many_downloads_have_to_wait(
    app: Flask, person: Person, desk: Browser, written: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop(app, person, written)
    link = next(node.attrs["href"] for node in archive_page(desk).all("a.button"))

    def refuse(*_args: object, **_more: object) -> None:
        raise Throttled(60)

    monkeypatch.setattr(Throttle, "take", refuse)
    page = desk.get(link)
    assert (page.status, page.headers["Retry-After"]) == (429, "60")


def test_a_patient_has_no_such_page(app: Flask, person: Person) -> None:
    assert sign_in(app, person).get("/former-patients").status == 404


def test_the_list_takes_as_many_queries_for_one_as_for_many(app: Flask, li: Person, desk: Browser) -> None:
    counts = []
    for name in ("Ana", "Omar", "Ben", "Eva"):
        one = make_person(app, name)
        stop(app, one, sharing.share(app, one, li))
        with counted_queries(app) as seen:
            desk.get("/former-patients")
        counts.append(len(seen))
    assert len(set(counts[1:])) == 1, counts
    assert counts[-1] <= 8


def test_every_table_that_others_write_in_can_be_read_in_an_archive() -> None:
    assert set(archived.READERS) == {model.__tablename__ for model in writers_models()}


def test_a_record_of_a_session_that_says_little(app: Flask, person: Person, li: Person, desk: Browser) -> None:
    """Nothing is said of what was not recorded; where somebody looked for side effects and saw none, that is said."""
    grant_id = sharing.share(app, person, li)
    with app.app_context():
        room = Room(app, db.engine, person, li)
    typed: dict[str, Any] = {"adverse_events-none": "yes"}
    room.write(room.hold(), **typed)
    stop(app, person, grant_id)
    with app.app_context():
        row = db.session.query(ArchivedWriting).one()
        row.content = {name: value for name, value in row.content.items() if not name.startswith("session_")}
        db.session.commit()
    page = archive_page(desk)
    assert "Looked, and saw none" in page.text
    assert page.one("article h2").to_text().strip() == "Record of a session"


def test_an_unknown_end_is_said_to_have_come_by_itself() -> None:
    assert (
        how_ended(None, "Rosa")
        == how_ended("something", "Rosa")
        == "The share ended by itself, after the last day that Rosa had set"
    )


def test_what_was_done_about_a_warning_sign_and_a_review_that_was_suggested(
    app: Flask, person: Person, li: Person, desk: Browser
) -> None:
    grant_id, day = sharing.share(app, person, li), sharing.today()
    own = {"patient_id": person.patient_id, "by_account_id": li.account_id, "by_name": "Li Wen"}
    with app.app_context():
        course_id = Room(app, db.engine, person, li).course()
        flags = [[day.isoformat(), ["leg_weakness"]]]
        answer = {"id": uuid.uuid4(), "last_on": day, "flags": flags, "text": "Called", "answered_at": sharing.now()}
        asked = {"id": uuid.uuid4(), "course_id": course_id, "made_at": sharing.now(), "state": "declined"}
        db.session.add_all([FlagAnswer(**own, **answer), ReviewRequest(**own, **asked)])
        db.session.commit()
    stop(app, person, grant_id)
    page = archive_page(desk)
    assert f"Answer to a warning sign of {day_year(day)}" in page.text
    assert "Called" in page.text
    assert "You suggested to look at the course as a whole." in page.text
    assert "Leg weakness" not in page.text, "the sign is the patient's"
    assert "declined" not in page.body

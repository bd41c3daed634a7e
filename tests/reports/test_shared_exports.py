"""What somebody else downloads holds what was shared and nothing else, though it is read when the request is over."""

import csv
import io
import uuid
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.reports.sheets import sheet_texts
from tests.support import sharing
from tests.support.canaries import ANY, LIMITED_DAYS, NOTE, OLD, Canaries, plant
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.files.contract import ACCOUNT, OWNERS_ALONE, SHARED_FILES
from tracker.reports.views import DOWNLOADS, WHOLE
from tracker.storage.base import set_notes_hidden
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db

EMAIL = "canary@mail.example"


@pytest.fixture
def practitioner(app: Flask) -> Person:
    return sharing.make_practitioner(app)


@pytest.fixture
def rosa(app: Flask, practitioner: Person) -> Canaries:
    person = make_person(app, "Rosa")
    with app.app_context():
        db.session.execute(update(Account).where(Account.id == person.account_id).values(email=EMAIL))
        db.session.commit()
    return plant(app, person, practitioner)


@pytest.fixture
def others(app: Flask, practitioner: Person) -> Canaries:
    return plant(app, make_person(app, "Omar"), practitioner)


def _limited(app: Flask, practitioner: Person, rosa: Canaries, *, notes: bool = False) -> Browser:
    first_day = sharing.today() - timedelta(days=LIMITED_DAYS)
    sharing.share(app, rosa.person, practitioner, notes=notes, first_day=first_day)
    return sharing.as_practitioner(app, practitioner, rosa.person)


def _files(browser: Browser, query: str = "") -> dict[str, str]:
    """Every file of the archive, every sheet and every single download, as text by name."""
    data = browser.get(browser.path(f"exports/all.zip{query}")).response.get_data()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {f"all.zip/{name}": archive.read(name).decode() for name in archive.namelist()}
    book = sheet_texts(browser.get(browser.path(f"exports/all.xlsx{query}")).response.get_data())
    found |= {f"all.xlsx/{name}": text for name, text in book.items()}
    found["all.fhir.json"] = browser.get(browser.path(f"exports/all.fhir.json{query}")).body
    singles = [name for name in DOWNLOADS if name not in WHOLE]
    return found | {name: browser.get(browser.path(f"exports/{name}{query}")).body for name in singles}


def _words(rosa: Canaries, others: Canaries, *kinds: str) -> list[str]:
    return [*rosa.words(*kinds), *others.words(NOTE, OLD, ANY), EMAIL]


@pytest.mark.parametrize("notes", [True, False])
@pytest.mark.parametrize("query", ["", "?from=2020-01-01", "?from=2020-01-01&to=2035-12-31"])
def test_no_file_holds_more_than_the_grant(
    app: Flask, practitioner: Person, rosa: Canaries, others: Canaries, query: str, notes: bool
) -> None:
    browser = _limited(app, practitioner, rosa, notes=notes)
    hidden = _words(rosa, others, OLD, *([] if notes else [NOTE]))
    files = _files(browser, query)
    assert {name: word for name, text in files.items() for word in hidden if word in text} == {}
    assert rosa.words(ANY)[0] in files["all.zip/courses.csv"]
    assert (rosa.words(NOTE)[0] in files["entries.csv"]) == notes
    assert files["entries.csv"] == files["all.zip/entries.csv"]


def _days(text: str) -> Iterator[str]:
    """Whatever in a file begins like a day."""
    for row in csv.DictReader(io.StringIO(text)):
        yield from (cell[:10] for cell in row.values() if cell[:2] == "20" and cell[4:5] == cell[7:8] == "-")


def test_no_day_before_the_first_shared_one(app: Flask, practitioner: Person, rosa: Canaries) -> None:
    browser = _limited(app, practitioner, rosa)
    first_day = str(sharing.today() - timedelta(days=LIMITED_DAYS))
    dated = {name: list(_days(text)) for name, text in _files(browser).items() if name.endswith(".csv")}
    early = {name: day for name, days in dated.items() for day in days if day < first_day}
    assert early == {}
    assert {"entries.csv", "sessions.csv", "courses.csv", "medication.csv"} <= {n for n, days in dated.items() if days}


def test_a_course_that_began_before_is_left_out_as_a_whole(app: Flask, practitioner: Person, rosa: Canaries) -> None:
    """It reaches into the shared days, and its numbers would rest on what is not shared."""
    now = sharing.now()
    began, course_id, session_id = now - timedelta(days=LIMITED_DAYS + 2), uuid.uuid4(), uuid.uuid4()
    whose = {"patient_id": rosa.person.patient_id, "kind": "massage"}
    word = "canarystraddling"
    with app.app_context():
        db.session.add(
            Course(
                id=course_id, phase="initial", started_on=began.date(), planned_sessions=6, goal=word,
                created_at=began, **whose,
            )
        )  # fmt: skip
        db.session.flush()
        db.session.add(
            TreatmentSession(
                id=session_id, status="attended", started_at=now, started_offset=0, local_day=now.date(),
                course_id=course_id, entered_at=now, **whose,
            )
        )  # fmt: skip
        db.session.commit()
    files = _files(_limited(app, practitioner, rosa))
    assert [name for name, text in files.items() if word in text or str(course_id) in text] == []
    assert str(session_id) in files["sessions.csv"]
    assert word in _files(sign_in(app, rosa.person))["courses.csv"]


def test_an_export_says_that_it_is_a_part(app: Flask, practitioner: Person, rosa: Canaries) -> None:
    browser = _limited(app, practitioner, rosa)
    archive = browser.get(browser.path("exports/all.zip"))
    archive.response.close()
    assert "sciatica-tracker-shared-" in archive.headers["Content-Disposition"]
    files = _files(browser)
    assert "Rosa shares everything from " in files["all.zip/README.txt"]
    assert " on, without notes or other practitioners’ records. Nothing else" in files["all.zip/README.txt"]
    told = "".join(files[f"all.zip/{name}"] for name in ("README.txt", "datapackage.json"))
    assert "read back" not in told
    assert [file.name for file in OWNERS_ALONE if file.name in told] == []
    expected = {f"all.zip/{file.name}" for file in SHARED_FILES}
    assert {name for name in files if name.endswith(".csv") and name.startswith("all.zip")} == expected
    page = browser.get(browser.path("exports"))
    assert "Rosa shares everything from" in page.text
    assert "These files are yours" not in page.text


def test_the_page_names_the_first_day_that_comes(app: Flask, practitioner: Person, rosa: Canaries) -> None:
    browser = _limited(app, practitioner, rosa)
    first_day = sharing.today() - timedelta(days=LIMITED_DAYS)
    page = browser.get(browser.path("exports?from=2020-01-01"))
    assert f"{first_day.day} " in page.text.partition("Files From")[2][:12]
    assert "From the start" not in browser.get(browser.path("exports")).text


def test_all_of_it_where_all_is_shared(app: Flask, practitioner: Person, rosa: Canaries) -> None:
    """Everything but the account and what was written to each other is what the owner's own files hold."""
    sharing.share(app, rosa.person, practitioner, notes=True, others=True)
    theirs = _files(sharing.as_practitioner(app, practitioner, rosa.person))
    own = _files(sign_in(app, rosa.person))
    described = {
        "all.zip/README.txt",
        "all.zip/datapackage.json",
        "all.xlsx/About",
        "all.xlsx/Columns",
        "all.fhir.json",
    }
    kept_back = {f"all.zip/{file.name}" for file in OWNERS_ALONE} | {f"all.xlsx/{file.stem}" for file in OWNERS_ALONE}
    assert own.keys() - theirs.keys() == kept_back
    assert {name for name in theirs if theirs[name] != own[name]} == described
    assert rosa.words(OLD)[0] in own["all.zip/courses.csv"]
    assert EMAIL in own[f"all.zip/{ACCOUNT.name}"]


def test_a_grant_that_ended_gives_no_file(app: Flask, practitioner: Person, rosa: Canaries) -> None:
    sharing.share(app, rosa.person, practitioner, ended=True)
    browser = sharing.as_practitioner(app, practitioner, rosa.person)
    assert [name for name in DOWNLOADS if browser.get(browser.path(f"exports/{name}")).status != 410] == []


def test_notes_follow_the_download_and_not_what_its_thread_did_before(
    app: Flask, practitioner: Person, rosa: Canaries
) -> None:
    """A file is read piece by piece, after another request of the same thread may have begun."""
    note = rosa.words(NOTE)[0]
    theirs, own = _limited(app, practitioner, rosa), sign_in(app, rosa.person)
    for browser, hidden, expected in ((theirs, False, False), (own, True, True)):
        response = browser.client.get(browser.path("exports/entries.csv"), buffered=False)
        set_notes_hidden(on=hidden)
        assert (note in response.get_data(as_text=True)) == expected
        response.close()
    set_notes_hidden(on=False)

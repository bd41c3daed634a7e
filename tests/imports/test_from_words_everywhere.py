"""Scores that were made from words say so wherever they leave the diary: brief, letter, PDF, workbook, FHIR."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.papers.reading import text_of
from tests.practice.brief_records import Writer
from tests.reports.bundles import read, resources
from tests.reports.sheets import sheet_rows
from tests.reports.test_letter import filled
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.diary.models import Entry
from tracker.web.extensions import db

FROM_WORDS = "from words"


@pytest.fixture
def worded(app: Flask) -> Browser:
    """The owner of a record with a course, all of whose scores were made from words of another app."""
    person: Person = make_person(app, "Rosa")
    filled(Writer(app, person.patient_id, TODAY))
    with app.app_context():
        db.session.execute(update(Entry).values(from_words=True, imported_from="bearable"))
        db.session.commit()
    return sign_in(app, person)


@pytest.mark.parametrize("page", ["brief", "letter", "progress"])
def test_pages_say_so(worded: Browser, page: str) -> None:
    found = worded.get(worded.path(page))
    assert found.status == 200
    assert FROM_WORDS in found.text


@pytest.mark.parametrize("name", ["brief", "letter", "report"])
def test_papers_say_so(worded: Browser, name: str) -> None:
    answer = worded.get(worded.path(f"{name}.pdf"))
    assert answer.status == 200
    assert FROM_WORDS in text_of(answer.response.get_data())


def test_so_does_the_workbook(worded: Browser) -> None:
    data = worded.client.get(worded.path("exports/all.xlsx")).get_data()
    assert {row.get("from_words") for row in sheet_rows(data, "entries")} == {"yes"}


def test_so_does_the_bundle(worded: Browser) -> None:
    bundle = read(worded.client.get(worded.path("exports/all.fhir.json")).get_data())
    scores = [one for one in resources(bundle, "Observation") if one["code"]["coding"][0]["code"] == "72514-3"]
    marked = [one for one in scores if any("from-words" in ext["url"] for ext in one.get("extension", ()))]
    assert scores
    assert len(marked) == len(scores)

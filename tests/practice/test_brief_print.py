"""The brief is one sheet of paper, A4 and Letter, however full the record is."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.practice.brief_records import CAPITALS, HAN, PROSE, UNBROKEN, Writer, overfull
from tests.support.live import Live, Tab
from tests.support.people import Person
from tracker.accounts.models import Account
from tracker.extensions import db
from tracker.patients.models import Patient

pytestmark = [pytest.mark.browser, pytest.mark.long]

PAPERS = ("A4", "Letter")
DEMO = ("rosa", "omar", "ines", "tom", "mina", "karl", "ada", "vera")
TEXTS = {"prose": PROSE, "capitals": CAPITALS, "han": HAN, "unbroken": UNBROKEN}
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")
NINE_POINTS = 12
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".brief *")]
  .filter((one) => one.textContent.trim() && one.checkVisibility() && !one.closest(".visually-hidden"))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
SIDEWAYS = """() => [...document.querySelectorAll(".brief *")]
  .filter((one) => !one.closest(".visually-hidden") && one.getBoundingClientRect().right > innerWidth + 1).length"""
SEEN = """() => [...document.body.querySelectorAll("nav, form, button, .top, .foot, .places")]
  .filter((one) => one.checkVisibility()).length"""


def sheets(page: Page, paper: str) -> int:
    return len(PAGE_OBJECT.findall(page.pdf(format=paper)))


def person_of(live: Live, name: str) -> Person:
    with live.app.app_context():
        ids = select(Account.id, Patient.id).join(Patient, Patient.account_id == Account.id)
        account_id, patient_id = db.session.execute(ids.where(Account.user_name == name)).one()
    return Person(account_id, patient_id, name)


def check_paper(page: Page) -> None:
    for paper in PAPERS:
        assert sheets(page, paper) == 1, paper
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 725, "height": 988})
    assert page.evaluate(SMALLEST) >= NINE_POINTS
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SEEN) == 0


@pytest.mark.parametrize("name", DEMO)
def test_everybody_of_the_demo_fits_on_one_sheet(
    open_tab: Callable[..., Tab], live: Live, rosa: Person, name: str
) -> None:
    assert rosa.user_name in DEMO
    check_paper(open_tab(person_of(live, name)).mine("brief"))


@pytest.mark.parametrize("text", TEXTS)
def test_an_overfull_record_fits_on_one_sheet(open_tab: Callable[..., Tab], live: Live, text: str) -> None:
    person = live.person(f"{uuid.uuid4().hex} {'W' * 7}")
    overfull(Writer(live.app, person.patient_id, datetime.now(UTC).date()), TEXTS[text])
    page = open_tab(person).mine("brief")
    check_paper(page)
    page.emulate_media(media="screen")
    page.goto(f"{page.url}?since={date(1990, 1, 1)}")
    check_paper(page)


def test_an_empty_record_fits_on_one_sheet(open_tab: Callable[..., Tab], live: Live) -> None:
    check_paper(open_tab(live.person(f"Empty {uuid.uuid4().hex[:8]}")).mine("brief"))


def test_the_count_of_sheets_sees_a_second_one(open_tab: Callable[..., Tab], rosa: Person) -> None:
    page = open_tab(rosa).mine("brief")
    page.evaluate("document.querySelector('.brief').append(document.querySelector('.brief-columns').cloneNode(true))")
    page.evaluate("document.querySelector('.brief').append(document.querySelector('.brief-columns').cloneNode(true))")
    assert sheets(page, "A4") > 1

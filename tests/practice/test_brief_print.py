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
from tests.support.paper import contents, sheets_of
from tests.support.people import Person
from tracker.accounts.models import Account
from tracker.patients.models import Patient
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long]

PAPERS = ("A4", "Letter")
DEMO = ("rosa", "omar", "ines", "tom", "mina", "karl", "ada", "vera")
TEXTS = {"prose": PROSE, "capitals": CAPITALS, "han": HAN, "unbroken": UNBROKEN}
SCALE = re.compile(rb"([\d.]+) 0 0 -?[\d.]+ [\d.]+ [\d.]+ cm")
TYPE = re.compile(rb"/F\d+ ([\d.]+) Tf")
LEAST_POINTS = 8.95
NINE_POINTS = 12
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".brief *")]
  .filter((one) => one.textContent.trim() && one.checkVisibility() && !one.closest(".visually-hidden"))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
SIDEWAYS = """() => [...document.querySelectorAll(".brief *")]
  .filter((one) => !one.closest(".visually-hidden") && one.getBoundingClientRect().right > innerWidth + 1).length"""
SEEN = """() => [...document.body.querySelectorAll("nav, form, button, .top, .foot, .places")]
  .filter((one) => one.checkVisibility()).length"""


def smallest_type(pdf: bytes) -> float:
    """The smallest type on the paper in points: a browser that runs out of room makes everything smaller."""
    pages = [content for content in contents(pdf) if b" Tf" in content]
    assert pages, "no page with text"
    found = []
    for page in pages:
        on_paper, on_sheet = (float(scale) for scale in SCALE.findall(page)[:2])
        found += [float(size) * on_paper * on_sheet for size in TYPE.findall(page)]
    return min(found)


def fits(page: Page, paper: str) -> bool:
    """Whether it is one sheet, in type of nine points at least."""
    pdf = page.pdf(format=paper)
    return sheets_of(pdf) == 1 and smallest_type(pdf) > LEAST_POINTS


def person_of(live: Live, name: str) -> Person:
    with live.app.app_context():
        ids = select(Account.id, Patient.id).join(Patient, Patient.account_id == Account.id)
        account_id, patient_id = db.session.execute(ids.where(Account.user_name == name)).one()
    return Person(account_id, patient_id, name)


def check_paper(page: Page) -> None:
    for paper in PAPERS:
        assert fits(page, paper), paper
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
    page.emulate_media(media="null")
    page.goto(f"{page.url}?since={date(1990, 1, 1)}")
    check_paper(page)


def test_an_empty_record_fits_on_one_sheet(open_tab: Callable[..., Tab], live: Live) -> None:
    check_paper(open_tab(live.person(f"Empty {uuid.uuid4().hex[:8]}")).mine("brief"))


@pytest.mark.parametrize("more", [1, 8])
def test_the_check_sees_what_does_not_fit(open_tab: Callable[..., Tab], rosa: Person, more: int) -> None:
    page = open_tab(rosa).mine("brief")
    page.evaluate(
        """(more) => {
          const columns = document.querySelector(".brief-columns");
          const blocks = [...columns.children];
          for (let i = 0; i < more; i++) columns.append(...blocks.map((block) => block.cloneNode(true)));
        }""",
        more,
    )
    assert not fits(page, "A4")

"""A first full acupuncture session, written by a thumb: how many taps and fields it takes, and what is saved."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tracker.treatment.models import TreatmentSession
from tracker.web import clock
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.browser]
MOST_ACTIONS: Final = 15
SIX: Final = ("BL25", "BL26", "GB30", "BL40", "BL57", "GB34")


class Counted:
    """A thumb that counts: each tap, and each field that something is typed into."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def tap(self, what: Locator) -> None:
        self.actions += 1
        what.tap()

    def pick(self, name: str, value: object) -> None:
        self.tap(self.page.locator(f"label:has(> input[name='{name}'][value='{value}'])"))

    def fill(self, name: str, text: str) -> None:
        self.actions += 1
        self.page.locator(f"[name='{name}']").fill(text)


def _in_the_picture(thumb: Counted) -> None:
    """Each point by one tap on the left of its picture; the number of needles is offered."""
    for code in SIX:
        thumb.tap(thumb.page.locator(f"[data-point='{code}'][data-at='left'] circle"))
    expect(thumb.page.locator("[data-points-chosen]")).to_have_text("6 chosen")
    thumb.tap(thumb.page.get_by_role("button", name="6 needles"))


def _in_one_line(thumb: Counted) -> None:
    thumb.fill("points-more", ", ".join(SIX))
    thumb.pick("points-all", "left")
    thumb.fill("needle_count", "6")


@pytest.mark.parametrize("write", [_in_the_picture, _in_one_line])
def test_a_full_session_takes_few_actions(
    live: Live, open_tab: Callable[..., Tab], write: Callable[[Counted], None]
) -> None:
    person = live.person(f"Lea{write.__name__}")
    tab = open_tab(person, size=PHONE)
    journey.plan_course(tab, sessions=10, started_on=clock.today(journey.BERLIN))
    page = tab.mine("today")
    thumb = Counted(page)
    thumb.tap(page.locator("a[href*='/sessions/new/acupuncture']").first)
    thumb.pick("leg_before", 6)
    thumb.pick("leg_after", 3)
    thumb.pick("helped", "yes")
    thumb.fill("minutes", "45")
    write(thumb)
    thumb.pick("side_effects", "none")
    thumb.fill("practitioner", "Li Wen")
    thumb.tap(page.get_by_role("button", name="Save", exact=True))
    expect(journey.saved(page)).to_be_visible()
    expect(page.locator("h1")).to_have_text("Acupuncture, session 1 of 10")
    with live.app.app_context():
        query = select(TreatmentSession).where(TreatmentSession.patient_id == person.patient_id)
        row = db.session.execute(query).scalar_one()
        assert row.points is not None
        assert sorted(row.points.split("; ")) == sorted(f"{code} left" for code in SIX)
        assert (row.leg_before, row.leg_after, row.helped, row.minutes) == (6, 3, "yes", 45)
        assert (row.needle_count, row.side_effects, row.practitioner) == (6, "none", "Li Wen")
    assert thumb.actions <= MOST_ACTIONS, thumb.actions

"""The day's page with scripts on: a tap loses nothing that was typed, and Undo stays in sight."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tracker.diary.models import Entry
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long]


def _entries(live: Live, tab: Tab) -> list[Any]:
    with live.app.app_context():
        columns = select(Entry.leg_pain, Entry.back_pain, Entry.note, Entry.weakness)
        return [tuple(row) for row in db.session.execute(columns.where(Entry.patient_id == tab.patient_id))]


def test_a_tap_takes_along_what_is_typed_in_the_details(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(live.person("Tilda"), size=PHONE)
    page = tab.mine("today")
    page.locator("#more > details > summary").tap()
    page.get_by_label("Note").fill("Typed before the tap")
    journey.tile(page, "leg", 0).tap()
    expect(journey.saved(page)).to_be_visible()
    assert _entries(live, tab) == [(0, None, "Typed before the tap", None)]
    journey.tile(page, "back", 10).tap()
    expect(journey.saved(page)).to_contain_text("back 10")
    assert _entries(live, tab) == [(0, 10, "Typed before the tap", None)]


def test_what_was_saved_and_undo_stay_in_sight_while_the_page_moves_on(
    live: Live, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(live.person("Tove"), size=PHONE)
    page = tab.mine("today")
    for site, score in (("leg", 6), ("back", 3)):
        journey.tile(page, site, score).tap()
        expect(journey.saved(page)).to_contain_text(f"{site} {score}")
        expect(page.get_by_role("button", name="Undo")).to_be_in_viewport(ratio=1)
        expect(journey.tile(page, site, score)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.activeElement.value") == "3", "the focus stays where the tap was"

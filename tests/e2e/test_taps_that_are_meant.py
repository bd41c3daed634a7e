"""With scripts on: the drawing knows the leg that is tapped, and a page that came back asks before it saves again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import DESK, PHONE, Live, Tab
from tracker.patients.models import Episode
from tracker.treatment.models import TreatmentSession
from tracker.web import clock
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long]


def _set_up(live: Live, tab: Tab, side: str) -> None:
    with live.app.app_context():
        row = {"id": tab.patient_id, "patient_id": tab.patient_id, "side": side, "created_at": clock.now()}
        db.session.add(Episode(**row))
        db.session.commit()


def _coloured(page: Page) -> set[tuple[str | None, str | None]]:
    shapes = page.locator("#more svg .region.chosen").all()
    return {(shape.get_attribute("data-region"), shape.get_attribute("data-leg")) for shape in shapes}


def _tap(page: Page, region: str, leg: str) -> None:
    shape = page.locator(f"#more svg [data-region={region}][data-leg={leg}]").first
    shape.evaluate("(one) => one.dispatchEvent(new MouseEvent('click', { bubbles: true }))")


@pytest.mark.parametrize("side", ["left", "right"])
def test_set_up_names_the_leg_and_a_tap_colours_that_leg_alone(
    live: Live, open_tab: Callable[..., Tab], side: str
) -> None:
    tab, other = open_tab(live.person(f"Lea {side}"), size=PHONE), {"left": "right", "right": "left"}[side]
    _set_up(live, tab, side)
    page = tab.mine("today")
    page.locator("#more > details > summary").tap()
    expect(page.locator("#more")).to_contain_text(f"{side.capitalize()} leg, as you said of your sciatica.")
    _tap(page, "calf", side)
    assert _coloured(page) == {("calf", side)}
    _tap(page, "calf", other)
    assert _coloured(page) == {("calf", "left"), ("calf", "right")}, "the other leg hurts as well"
    expect(page.locator("#more input[name=side][value=both]")).to_be_checked()
    _tap(page, "calf", other)
    assert _coloured(page) == set()


def test_without_a_leg_of_set_up_the_tap_says_which(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(live.person("Lou"), size=DESK)
    page = tab.mine("today")
    page.locator("#more > details > summary").click()
    page.locator("#more .groups summary").first.click()
    _tap(page, "thigh_back", "right")
    assert _coloured(page) == {("thigh_back", "right")}
    expect(page.locator("#more input[name=side][value=right]")).to_be_checked()


def _acts(live: Live, tab: Tab) -> int:
    with live.app.app_context():
        query = select(TreatmentSession.id).where(
            TreatmentSession.patient_id == tab.patient_id, TreatmentSession.deleted_at.is_(None)
        )
        return len(db.session.execute(query).all())


def test_heat_back_heat_asks_whether_another_one_is_meant(live: Live, open_tab: Callable[..., Tab]) -> None:
    """A page of the browser's cache holds the ids it had; here they are put back, as no cache can be relied on."""
    tab = open_tab(live.person("Hedda"), size=PHONE)
    tab.watch.allow("422")
    page = tab.mine("today")
    known = page.locator("form[action$='self-care/heat'] input[name=id]").input_value()
    page.get_by_role("button", name="Heat").tap()
    expect(journey.saved(page)).to_contain_text("heat, 15 min")
    tab.mine("more")
    page.go_back()
    field = page.locator("form[action$='self-care/heat'] input[name=id]")
    field.evaluate("(field, id) => { field.value = id; }", known)
    page.get_by_role("button", name="Heat").tap()
    expect(page.locator("h1")).to_have_text("Save another one?")
    expect(page.locator("main")).to_contain_text("heat, 15 min")
    assert _acts(live, tab) == 1
    page.get_by_role("button", name="Yes, save another one").tap()
    expect(journey.saved(page)).to_contain_text("heat, 15 min")
    assert _acts(live, tab) == 2

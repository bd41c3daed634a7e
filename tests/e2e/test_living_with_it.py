"""The rest of a day: one-tap self-care, a moment, medicine, a warning sign, and a sign-in that ends half-way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tests.support.people import Person
from tracker.diary.models import Entry
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.browser]
NOTE = "  Worse on the stairs; 3 < 5 & “better” lying down.\nSecond line"


@pytest.fixture
def person(live: Live, request: pytest.FixtureRequest) -> Person:
    return live.person(f"For {request.node.name}"[:40])


def _rows(live: Live, model: type, person: Person, *columns: str) -> list[tuple[object, ...]]:
    with live.app.app_context():
        query = select(*(getattr(model, name) for name in columns)).where(
            model.patient_id == person.patient_id,  # type: ignore[attr-defined]
            model.deleted_at.is_(None),  # type: ignore[attr-defined]
        )
        return [tuple(row) for row in db.session.execute(query)]


def test_one_tap_of_heat_and_undo(live: Live, open_tab: Callable[..., Tab], person: Person) -> None:
    page = open_tab(person, size=PHONE).mine("today")
    page.locator("form[action$='/self-care/heat'] button").tap()
    expect(journey.saved(page)).to_contain_text("heat")
    [(kind, minutes)] = _rows(live, TreatmentSession, person, "kind", "minutes")
    assert kind == "heat"
    assert minutes is not None
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert _rows(live, TreatmentSession, person, "kind") == []


def test_a_moment_stands_beside_the_day(live: Live, open_tab: Callable[..., Tab], person: Person) -> None:
    tab = open_tab(person, size=PHONE)
    page = tab.mine("today")
    page.get_by_role("link", name="Add how it is right now").tap()
    journey.pick(page, "leg_pain", 8)
    page.get_by_role("button", name="Save").tap()
    expect(journey.saved(page)).to_contain_text("moment")
    assert _rows(live, Entry, person, "kind", "leg_pain", "back_pain") == [("moment", 8, None)]
    expect(tab.mine("today").locator("#leg-scale [aria-pressed=true]")).to_have_count(0)


def test_medicine_and_took_none(live: Live, open_tab: Callable[..., Tab], person: Person) -> None:
    tab = open_tab(person, size=PHONE)
    page = tab.mine("today")
    page.get_by_role("button", name="Took no medicine today").tap()
    expect(journey.saved(page)).to_contain_text("took no medicine")
    assert _rows(live, Dose, person, "none_taken", "name") == [(True, None)]
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert _rows(live, Dose, person, "none_taken") == []
    tab.mine("today").get_by_role("link", name="Add medicine").tap()
    page.locator("[name=name]").fill("Ibuprofen")
    page.locator("[name=amount]").fill("400")
    page.locator("[name=unit]").select_option("mg")
    page.get_by_role("button", name="Save").tap()
    expect(journey.saved(page)).to_contain_text("Ibuprofen")
    assert _rows(live, Dose, person, "none_taken", "name") == [(False, "Ibuprofen")]
    expect(page.locator("#day-line")).to_contain_text("Ibuprofen 400 mg")


def test_a_warning_sign_leads_to_help_and_is_saved(live: Live, open_tab: Callable[..., Tab], person: Person) -> None:
    page = open_tab(person, size=PHONE).mine("today")
    journey.tile(page, "leg", 6).tap()
    expect(journey.saved(page)).to_be_visible()
    page.get_by_text("Anything else?").tap()
    page.locator("summary", has_text="Any new warning sign?").tap()
    sign = page.locator("[name=warning_signs]").first.get_attribute("value")
    journey.pick(page, "warning_signs", sign)
    page.get_by_role("button", name="Save the details").tap()
    expect(page.locator("h1")).to_have_text("Get help now")
    expect(page.get_by_text("What you wrote is saved.")).to_be_visible()
    expect(page.locator("a[href^='tel:']").first).to_be_in_viewport()
    assert page.locator("[data-chart], .scale, .verdict, .big, .notice-saved").count() == 0
    assert "leg 6" not in page.inner_text("body")
    assert _rows(live, Entry, person, "leg_pain", "warning_signs") == [(6, (sign,))]
    page.get_by_role("link", name="I have read this, go on").tap()
    expect(journey.tile(page, "leg", 6)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_nothing_typed_is_lost_when_a_sign_in_ends(live: Live, open_tab: Callable[..., Tab], *, scripts: bool) -> None:
    name = f"Ute {scripts}"
    person = live.account(name)
    tab = open_tab(person, size=PHONE, java_script_enabled=scripts)
    tab.watch.allow("status of 401")
    page = tab.mine("moments/new")
    journey.pick(page, "leg_pain", 0)
    page.get_by_text("Where, warning signs, note").tap()
    page.locator("[name=note]").fill(NOTE)
    live.end_sign_ins(person)
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("h1")).to_have_text("Please sign in again")
    journey.sign_in(tab, name)
    expect(page.locator("h1")).to_have_text("You are signed in")
    assert _rows(live, Entry, person, "leg_pain") == []
    page.get_by_role("button", name="Save it now").tap()
    expect(journey.saved(page)).to_be_visible()
    [(leg, note)] = _rows(live, Entry, person, "leg_pain", "note")
    assert leg == 0
    assert str(note).splitlines() == NOTE.strip().splitlines()

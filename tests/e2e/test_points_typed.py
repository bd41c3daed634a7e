"""Points typed on a phone: a code with two readings is asked about, answered by a tap, and saved as it was meant."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.support import journey
from tests.support.live import PHONE, Live, Tab
from tests.support.people import Person
from tracker.treatment.models import TreatmentSession
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.browser]


@pytest.fixture
def person(live: Live, request: pytest.FixtureRequest) -> Person:
    return live.person(f"For {request.node.name}"[-40:])


def _stored(live: Live, person: Person, column: str) -> list[str | None]:
    with live.app.app_context():
        query = select(getattr(TreatmentSession, column)).where(TreatmentSession.patient_id == person.patient_id)
        return list(db.session.execute(query).scalars())


@pytest.mark.parametrize("size", [PHONE, (1280, 900)], ids=["phone", "desktop"])
def test_all_doubts_are_answered_by_taps(
    live: Live, open_tab: Callable[..., Tab], person: Person, size: tuple[int, int]
) -> None:
    tab = open_tab(person, size=size)
    tab.watch.allow("422")
    page = tab.mine("sessions/new/acupuncture")
    page.locator("#points-more").fill("Dü3, P7; ashi; BL54 Weizhong")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#points-error")).to_contain_text("“P7”, “BL54 Weizhong”")
    expect(page.locator("#points-more")).to_have_value("Dü3, P7; ashi; BL54 Weizhong")
    assert page.locator(".doubt-answer input:checked").count() == 0
    for answer in page.locator(".doubt-answer").all():
        box = answer.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    page.locator(".doubt-answer", has_text="LU7").click()
    page.locator(".doubt-answer", has_text="BL40").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(journey.saved(page)).to_contain_text("Points: SI3; LU7; BL40; 1 more location, as typed: “ashi”.")
    assert _stored(live, person, "points") == ['SI3; LU7; "ashi"; BL40']


def test_another_treatment_is_given_a_name(live: Live, open_tab: Callable[..., Tab], person: Person) -> None:
    page = open_tab(person, size=PHONE).mine("sessions/new/other")
    page.get_by_label("Name of the treatment").fill("TENS")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(journey.saved(page)).to_contain_text("TENS")
    assert _stored(live, person, "other_name") == ["TENS"]

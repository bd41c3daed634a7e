"""A practitioner's minute before the needles: who comes, how they are, where it was needled, a note, the next one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import factors, journey, walk
from tests.support.live import DESK, Live, Tab
from tests.support.people import Person
from tests.support.sharing import make_practitioner, share
from tracker.demo.people import PASSWORD, PRACTITIONER

pytestmark = [pytest.mark.browser, pytest.mark.long]
TABLET, PHONE = (768, 1024), (360, 740)
NOTE = "Left side lying next time; keep walking a little."
# Controls, and the note just written: of two notes of one second either may stand first.
COVERED = """(text) => { const notice = document.querySelector(".saved-notice");
  const box = notice.getBoundingClientRect();
  const newest = [...document.querySelectorAll(".letter")].find((one) => one.querySelector(".said").innerText === text);
  return [...document.querySelectorAll("main :is(a[href], button, input, textarea, summary, label, .letter *)")]
    .filter((one) => one.closest(".letter") === null || one.closest(".letter") === newest || one.matches("a, button"))
    .filter((one) => !notice.contains(one) && one.checkVisibility())
    .filter((one) => { const { left, right, top, bottom, width } = one.getBoundingClientRect();
      return width > 1 && left < box.right && right > box.left && top < box.bottom && bottom > box.top; })
    .map((one) => one.outerHTML.slice(0, 120)); }"""


def _sign_in(live: Live, tab: Tab, practitioner: Person) -> Page:
    phone = factors.add_app(live.app, practitioner.account_id)
    page = tab.go("/sign-in")
    page.get_by_label("User name").fill(PRACTITIONER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("[name=code]").fill(phone.code())
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Patients")
    return page


def _first_of_today(page: Page) -> Locator:
    part = page.locator("table.patients tbody").first
    expect(part.locator(".sheet-part")).to_contain_text("Today")
    return part.locator("a.patient-name").first


def test_a_minute_before_the_needles(live: Live, open_tab: Callable[..., Tab], rosa: Person) -> None:
    assert rosa.user_name == "rosa"
    tab = open_tab(size=DESK)
    page = _sign_in(live, tab, walk.practitioner_of(live.app, rosa))
    first = _first_of_today(page)
    name = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(f"Brief: {name}")
    tab.read_patient_id()
    expect(page.locator(".brief-verdict")).to_be_visible()
    expect(page.locator(".brief-columns").first).to_contain_text("Points: ")

    page.get_by_role("link", name="Write a note").click()
    page.locator("textarea[name=text]").fill(NOTE)
    page.get_by_role("button", name="Save the note").click()
    expect(journey.saved(page)).to_be_visible()
    expect(page.locator(".letter").first).to_contain_text(NOTE)
    page.locator(".beside-next").click()
    expect(page.locator("h1")).to_contain_text("Notes to")
    expect(page.locator("h1")).not_to_contain_text(name)
    expect(page.get_by_text(NOTE)).to_have_count(0)
    page.locator("nav.places").get_by_role("link", name="Brief").click()
    expect(page.locator("h1")).to_contain_text("Brief")


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK])
def test_what_was_just_written_is_not_covered(live: Live, open_tab: Callable[..., Tab], size: tuple[int, int]) -> None:
    patient = live.person(f"Read at {size[0]}")
    practitioner = make_practitioner(live.app, f"Writes at {size[0]}")
    share(live.app, patient, practitioner)
    tab = open_tab(practitioner, size=size)
    tab.patient_id = patient.patient_id
    page = tab.mine("notes")
    page.clock.install()
    for times in range(3):
        text = " ".join([NOTE] * (times + 1))
        page.locator("textarea[name=text]").fill(text)
        page.get_by_role("button", name="Save the note").click()
        expect(page.locator(".letter")).to_have_count(times + 1)
        expect(page.locator(".saved-notice[data-state]")).to_be_visible()
        expect(page.locator(".letter", has=page.get_by_text(text, exact=True))).to_have_count(1)
        assert page.evaluate(COVERED, text) == []

"""What people do, in their own words: each step works with and without scripts, by finger or by mouse."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.support.live import Tab
from tests.support.people import PASSWORD

CODES = 8
BERLIN = ZoneInfo("Europe/Berlin")


def sign_up(tab: Tab, name: str) -> list[str]:
    """From the welcome page to the recovery codes, which are given back."""
    page = tab.go("/")
    page.locator("main a[href='/sign-up']").first.click()
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.locator("h1")).to_have_text("Keep your recovery codes")
    return page.locator("ol code").all_inner_texts()


def go_on_to_today(tab: Tab) -> None:
    """From the codes to Today."""
    page = tab.page
    page.get_by_role("link", name="I have them, continue").click()
    expect(page.locator("#leg-scale")).to_be_visible()
    tab.read_patient_id()


def sign_in(tab: Tab, name: str) -> None:
    page = tab.page
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def sign_out(tab: Tab) -> None:
    tab.mine("more").get_by_role("button", name="Sign out").click()
    expect(tab.page.get_by_text("You are signed out.")).to_be_visible()


def tile(page: Page, site: str, score: int) -> Locator:
    """One of the eleven buttons of a scale that saves at once."""
    return page.locator(f"#{site}-scale button[value='{score}']")


def saved(page: Page) -> Locator:
    """What the banner says after a save."""
    return page.locator(".notice-saved")


def log_day(tab: Tab, day: date, leg: int, back: int) -> None:
    """An earlier day, in two taps."""
    tab.mine(f"days/{day}")
    tap_both(tab, leg, back)


def tap_both(tab: Tab, leg: int, back: int) -> None:
    page = tab.page
    tile(page, "leg", leg).click()
    expect(saved(page)).to_contain_text(f"leg {leg}")
    tile(page, "back", back).click()
    expect(saved(page)).to_contain_text(f"back {back}")


def pick(page: Page, name: str, value: object) -> None:
    """A radio or a box that is dressed as a tile or a chip."""
    page.locator(f"label:has(> input[name='{name}'][value='{value}'])").click()


def plan_course(tab: Tab, *, sessions: int, started_on: date) -> None:
    page = tab.mine("courses/new")
    pick(page, "kind", "acupuncture")
    page.locator("[name=planned_sessions]").fill(str(sessions))
    page.locator("[name=per_week]").fill("2")
    page.locator("[name=started_on]").fill(started_on.isoformat())
    page.get_by_role("button", name="Save").click()
    expect(saved(page)).to_be_visible()


def log_session(tab: Tab, day: date, before: int, after: int) -> None:
    """An acupuncture session at ten in the morning; the course is the one that is offered."""
    page = tab.mine("sessions/new/acupuncture")
    pick(page, "status", "attended")
    page.locator("[name=day]").fill(day.isoformat())
    page.locator("[name=clock]").fill("10:00")
    pick(page, "leg_before", before)
    pick(page, "leg_after", after)
    page.get_by_role("button", name="Save").click()
    expect(saved(page)).to_be_visible()


def days_before(today: date, most: int) -> list[date]:
    """The days before today, the oldest first."""
    return [today - timedelta(days=back) for back in range(most, 0, -1)]

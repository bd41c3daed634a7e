"""Looking back on a course on a phone: from what is due on Today to a decision, its undoing, and a chart's own day."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support import journey
from tests.support.live import PHONE, Tab
from tests.support.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_a_review_from_today_to_its_decision_and_back(open_tab: Callable[..., Tab], rosa: Person) -> None:
    page = open_tab(rosa, size=PHONE).mine("today")
    page.get_by_role("link", name="The planned sessions are done").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review of your course")
    expect(page.locator(".verdict")).to_contain_text("points")
    journey.pick(page, "global_change", "much_better")
    journey.pick(page, "decision", "maintenance")
    page.get_by_role("button", name="Save the review").tap()
    expect(journey.saved(page)).to_contain_text("Saved")
    expect(page.locator("#reviews")).to_contain_text("Move to maintenance")
    expect(page.locator("#reviews")).to_contain_text("much better")
    expect(page.locator(".page-head")).to_contain_text("Maintenance phase")
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".page-head")).to_contain_text("Initial phase")
    expect(page.locator("#reviews")).not_to_contain_text("Move to maintenance")


def test_a_day_of_the_chart_is_told_and_leads_to_that_day(open_tab: Callable[..., Tab], rosa: Person) -> None:
    page = open_tab(rosa, size=PHONE).mine("progress")
    chart = page.locator("#pain")
    chart.get_by_role("button", name="Later").tap()
    told = chart.locator("[data-detail]")
    expect(told).to_contain_text("Leg pain")
    told.get_by_role("link").first.tap()
    expect(page.locator("#leg-scale")).to_be_visible()


def test_published_averages_come_only_when_asked_and_all_together(open_tab: Callable[..., Tab], rosa: Person) -> None:
    page = open_tab(rosa, size=PHONE).mine("progress")
    expect(page.locator("#pain")).not_to_contain_text("sham")
    page.locator("#pain .chart-menu > summary").tap()
    page.get_by_role("link", name="Show published averages").tap()
    for group in ("acupuncture", "sham", "back pain"):
        expect(page.locator("#pain .chart-key")).to_contain_text(group)
    expect(page.locator("#pain")).to_contain_text("not a prediction for you")
    page.locator("#pain .chart-menu > summary").tap()
    page.get_by_role("link", name="Hide published averages").tap()
    expect(page.locator("#pain")).not_to_contain_text("sham")

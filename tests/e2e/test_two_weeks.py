"""Two weeks of days and a course of four sessions by hand: put right, deleted and brought back, seen, taken along."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support import journey
from tests.support.live import Live, Tab
from tests.support.people import Person, sign_in
from tracker.web import clock

pytestmark = [pytest.mark.browser, pytest.mark.long]
MINUTE = re.compile(r"\b\d\d:\d\d\b")
SESSION_DAYS = (7, 5, 3, 1)
FILES = {"entries.csv", "sessions.csv", "courses.csv", "medication.csv", "README.txt", "datapackage.json"}


def _words(tab: Tab) -> str:
    """What Progress says: headings, sentences and tables, but for the minute; its drawings change hands meanwhile."""
    page = tab.mine("progress")
    parts = page.locator("main h2, main p, main td").all_text_contents()
    return MINUTE.sub("", " ".join(" ".join(parts).split()))


def _session_on(tab: Tab, day: date) -> str:
    """Where the session of a day is changed."""
    page = tab.mine("sessions")
    row = page.locator(".session-row").filter(has_text=f"{day:%a} {day.day} {day:%b}")
    return f"{row.get_by_role('link').first.get_attribute('href')}/edit"


def _read(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) >= FILES
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")}
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def test_two_weeks_and_four_sessions(live: Live, open_tab: Callable[..., Tab], tmp_path: Path) -> None:
    person = live.account("Wanda")
    tab = open_tab(size=(1280, 900))
    page = tab.go("/sign-in")
    journey.sign_in(tab, "Wanda")
    expect(page.locator("#leg-scale")).to_be_visible()
    tab.read_patient_id()
    today = clock.today(journey.BERLIN)
    assert "Nothing to show yet" in _words(tab)

    # The first one the long way round: diary, add for an earlier day.
    first, *others = journey.days_before(today, 13)
    page = tab.mine("diary")
    page.get_by_label("Day", exact=True).fill(first.isoformat())
    page.get_by_role("button", name="Open").click()
    expect(page).to_have_url(f"{live.url}/patients/{tab.patient_id}/days/{first}")
    journey.tap_both(tab, 7, 4)
    journey.log_day(tab, others[0], 7, 3)
    _log_without_scripts(live, person, others[1:], today)
    tab.mine("today")
    journey.tap_both(tab, 4, 3)
    before_course = _words(tab)

    journey.plan_course(tab, sessions=10, started_on=today - timedelta(days=7))
    for back in SESSION_DAYS:
        journey.log_session(tab, today - timedelta(days=back), 6, 4)
    with_course = _words(tab)
    assert with_course != before_course
    assert "down 3.0 points" in with_course
    assert "7.0 to 4.0" in with_course

    _correct_a_day(tab, today - timedelta(days=2))
    corrected = _words(tab)
    assert corrected != with_course
    assert "7.0 to 4.0" not in corrected

    _delete_and_bring_back_a_session(tab, today - timedelta(days=7))
    assert _words(tab) == corrected

    with page.expect_download() as download:
        tab.mine("exports").get_by_role("link", name="Download everything").click()
    download.value.save_as(tmp_path / "all.zip")
    tables = _read(tmp_path / "all.zip")
    assert [row["leg_pain"] for row in tables["entries.csv"]].count("9") == 1
    assert len(tables["entries.csv"]) == 14
    assert [row["late"] for row in tables["entries.csv"]].count("yes") == 13
    assert sorted(row["session_number"] for row in tables["sessions.csv"]) == ["1", "2", "3", "4"]
    assert {row["leg_before"] for row in tables["sessions.csv"]} == {"6"}
    assert [row["attended"] for row in tables["courses.csv"]] == ["4"]
    assert tables["courses.csv"][0]["baseline_leg"] == "7.00"

    journey.sign_out(tab)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Sign in")
    assert "leg" not in page.inner_text("body").lower()


def _log_without_scripts(live: Live, person: Person, days: list[date], today: date) -> None:
    """The other days in a browser that only fetches pages and sends their forms."""
    browser = sign_in(live.app, person)
    for day in days:
        leg = 7 if day < today - timedelta(days=7) else 4
        page = browser.get(browser.path(f"days/{day}"))
        for site, score in (("leg", leg), ("back", 3)):
            page = browser.submit(page, f"/{site}", score=score)
            assert f"{site} {score}" in page.one(".notice-saved").to_text()


def _correct_a_day(tab: Tab, day: date) -> None:
    page = tab.mine(f"days/{day}")
    page.locator("#day-line").get_by_role("link", name="Leg").first.click()
    journey.pick(page, "leg_pain", 9)
    page.get_by_role("button", name="Save").click()
    expect(journey.saved(page)).to_contain_text("changed")


def _delete_and_bring_back_a_session(tab: Tab, day: date) -> None:
    held = _words(tab)
    page = tab.go(_session_on(tab, day))
    page.get_by_text("Delete this session", exact=True).click()
    page.get_by_role("button", name="Yes, delete this session").click()
    expect(journey.saved(page)).to_contain_text("Deleted")
    undo = page.url
    assert _words(tab) != held
    page.goto(undo)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".session-row")).to_have_count(len(SESSION_DAYS))

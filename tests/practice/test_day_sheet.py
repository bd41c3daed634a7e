"""The Patients page as a day sheet: who comes today by the hour, and the next appointment of each."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.practice.sheet import Patients, find, names, of_today, planned, row
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in


@pytest.fixture
def browser(app: Flask, li_wen: Person) -> Browser:
    return sign_in(app, li_wen)


def parts(page: Page) -> list[str]:
    return [node.to_text().strip() for node in page.all("tr[class='sheet-part']")]


def test_today_comes_first_by_the_hour_whatever_became_of_it(browser: Browser, patients: Patients) -> None:
    """It is half past seven in the evening; times are those of the clock at the appointment."""
    patients.make("Bea", legs={7: 4})
    patients.make("Anna")
    patients.make("Late").sessions(of_today(20))
    patients.make("Told").sessions(of_today(8, status="attended", kind="physiotherapy"))
    patients.make("Passed", legs={7: 4}).sessions(of_today(15), planned(None, 3))
    patients.make("Heat").sessions(of_today(9, kind="heat"))
    patients.make("Before", first_day=TODAY + timedelta(days=1)).sessions(of_today(9))
    page = browser.get("/patients")
    assert names(page)[:3] == ["Told", "Passed", "Late"]
    assert parts(page) == ["Today, Tue 3 Mar", "Needs attention", "Everybody else"]
    assert "3 come today" in page.text
    assert "09:00 attended Physiotherapy" in row(page, "Told")
    assert "16:00 hour passed" in row(page, "Passed")
    assert "21:00" in row(page, "Late")
    assert "None" in row(page, "Heat")
    assert "None" in row(page, "Before")
    assert parts(find(browser, sort="attention")) == []


def test_the_next_appointment_and_the_order_by_it(browser: Browser, patients: Patients) -> None:
    patients.make("Never")
    patients.make("Soon").sessions(planned(None, 9), planned(None, 1), planned(None, -1))
    patients.make("Later").sessions(planned(None, 5), planned(None, 2) | {"status": "attended"})
    page = find(browser, sort="next")
    assert names(page) == ["Soon", "Later", "Never"]
    assert "Wed 4 Mar, 10:30" in row(page, "Soon")
    assert "Sun 8 Mar, 10:30" in row(page, "Later")
    soon, later, _never = (link.attrs["href"] for link in page.all("a[class='patient-name']"))
    beside = browser.get(str(soon)).all("nav[class='beside-nav'] a[rel]")
    assert [(link.attrs["rel"], link.attrs["href"]) for link in beside] == [("next", later)]
    assert "Nobody comes today" in page.text

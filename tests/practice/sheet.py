"""People who share with one practitioner, and what their list says of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person
from tests.support.sharing import share


class Patients:
    """Makes people who share with Li Wen."""

    def __init__(self, app: Flask, li_wen: Person) -> None:
        self.app, self.li_wen = app, li_wen

    def make(
        self, name: str, *, zone: str = "Europe/Berlin", legs: dict[int, int] | None = None, **terms: Any
    ) -> Filler:
        """Somebody with a leg score for each of these days before today."""
        person = make_person(self.app, name, zone=zone)
        share(self.app, person, self.li_wen, **terms)
        fill = Filler(self.app, person.patient_id)
        scores = {0: 3} if legs is None else legs
        if scores:
            fill.entries(*({"for_date": days(back), "leg_pain": score} for back, score in scores.items()))
        return fill

    def many(self, count: int) -> None:
        for number in range(count):
            fill = self.make(f"Patient {number:02}")
            fill.sessions(planned(fill.course(), number % 5 + 1))


def days(back: int) -> date:
    return TODAY - timedelta(days=back)


def planned(course_id: Any, ahead: int) -> dict[str, Any]:
    day = TODAY + timedelta(days=ahead)
    started_at = datetime.combine(day, time(9, 30), UTC)
    return {"local_day": day, "started_at": started_at, "status": "planned", "course_id": course_id}


def of_today(hour: int, **values: Any) -> dict[str, Any]:
    """A session of today, by the hour in UTC."""
    return {"local_day": TODAY, "started_at": datetime.combine(TODAY, time(hour), UTC), "status": "planned"} | values


def names(page: Page) -> list[str]:
    return [node.to_text().strip() for node in page.all("a[class='patient-name']")]


def row(page: Page, name: str) -> str:
    """The words of one patient's row."""
    for node in page.all("tr"):
        if name in node.to_text():
            return " ".join(node.to_text().split())
    raise AssertionError(f"{name} is not on the page")


def find(browser: Browser, **asked: Any) -> Page:
    return browser.get("/patients", query_string=asked)

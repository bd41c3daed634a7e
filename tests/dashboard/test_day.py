"""The page of a day: everything of it on one line of time, anything of it added, the days beside it one tap away."""

import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.diary.reads import read
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser, Page
from tracker.treatment.models import TreatmentSession


def tap(browser: Browser, site: str, score: int, *, page: Page | None = None) -> Page:
    return browser.submit(page or browser.get(browser.path("today")), f"/{site}", score=score)


def lines(page: Page) -> list[str]:
    return [" ".join(node.to_text().split()) for node in page.all("#day-line .timeline-row")]


def test_a_day_shows_all_that_it_holds_on_one_line_of_time(owner: Browser) -> None:
    day = owner.path("days/2026-03-01")
    tap(owner, "leg", 5, page=owner.get(day))
    owner.submit(owner.get(day), "/details", qualities=["burning"], note="Long drive")
    moment = owner.get(owner.path("moments/new?day=2026-03-01"))
    owner.submit(moment, "/moments/new", for_time="21:10", leg_pain="8")
    owner.submit(owner.get(owner.path("changes/new?day=2026-03-01")), "/changes/new", kind="work")
    page = owner.get(owner.path("sessions/new/acupuncture?day=2026-03-01"))
    scores: dict[str, Any] = {"clock": "09:30", "leg_before": "6", "leg_after": "4", "note": "Felt warm"}
    page = owner.submit(page, "/sessions/new/acupuncture", **scores)
    assert page.heading == "Sunday 1 March", "what was opened from a day leads back to it"
    page = owner.submit(owner.get(owner.path("medication/new?day=2026-03-01")), "/new", name="A", clock="07:15")
    assert page.heading == "Sunday 1 March"
    assert [line.split(" ")[0] for line in lines(page)] == ["Leg", "Work", "A", "Acupuncture,", "Leg"]
    for words in ("How it felt: burning", "Long drive", "leg 6 before, 4 after", "Felt warm", "21:10"):
        assert words in page.one("#day-line").to_text(), words
    [dose] = [node.attrs["href"] for node in page.all("#day-line .timeline a") if "/medication/" in node.attrs["href"]]
    assert owner.submit(owner.get(dose), "/medication/", name="B").heading == "Sunday 1 March"


def test_a_second_heat_is_seen_and_counted(owner: Browser) -> None:
    page = owner.get(owner.path("today"))
    assert not page.all("#day-care .count")
    for count in ("1", "2"):
        page = owner.submit(page, "/self-care/heat")
        assert [node.to_text() for node in page.all("#day-care .count")] == [count]
    assert [line.split(",")[0] for line in lines(page)] == ["Heat", "Heat"]


def test_care_of_an_earlier_day_is_one_tap(owner: Browser, db_session: Session) -> None:
    page = owner.submit(owner.get(owner.path("days/2026-03-01")), "/self-care/heat")
    assert "Saved: heat, 15 min, Sun 1 Mar" in page.text
    assert lines(page) == ["Heat, 15 min 19:30"], "at the time of now, where there is none of last time"
    [row] = read(db_session, select(TreatmentSession))
    assert (row.local_day.isoformat(), row.minutes) == ("2026-03-01", 15)
    page = owner.submit(owner.get(owner.path("sessions/new?day=2026-03-01")), "/self-care/ice")
    assert page.heading == "Sunday 1 March"
    to_come = {"id": str(uuid.uuid4()), "minutes": "15", "day": "2026-03-04"}
    assert owner.post(owner.path("self-care/heat"), to_come).status == 400
    page = owner.submit(page, "/medication/none")
    assert page.heading == "Sunday 1 March"
    assert "No medicine taken" in page.text


def test_the_days_beside_it_are_one_tap_away(owner: Browser) -> None:
    tap(owner, "leg", 7, page=owner.get(owner.path("days/2026-03-01")))
    today = owner.get(owner.path("today"))
    assert (today.one("a[rel=prev]").attrs["href"], today.all("a[rel=next]")) == (owner.path("days/2026-03-02"), [])
    strip = [node.attrs["aria-label"] for node in today.all(".day-strip li a")]
    assert strip[-3:] == ["Sun 1 Mar: leg 7, added later", "Mon 2 Mar: nothing recorded", "Tue 3 Mar: nothing recorded"]
    page = owner.get(owner.path("days/2026-02-20"))
    beside = [str(node.attrs["href"])[-10:] for node in page.all(".day-strip li a")]
    assert (beside[0], beside[-1], len(beside)) == ("2026-02-17", "2026-02-23", 7)
    assert page.one("a[rel=next]").attrs["href"].endswith("2026-02-21")
    assert not owner.get(owner.path("days/1970-01-01")).all("a[rel=prev]")


def test_how_a_day_stands_is_said_in_a_line(owner: Browser, evening: time_machine.Traveller) -> None:
    def state(rest: str) -> str:
        return " ".join(owner.get(owner.path(rest)).all("#day-state p")[0].to_text().split())

    assert state("today") == "No score yet today"
    tap(owner, "back", 2, page=tap(owner, "leg", 3))
    assert state("today") == "Leg 3, back 2, saved 19:30"
    evening.shift(timedelta(minutes=10))
    tap(owner, "leg", 4)
    assert state("today") == "Leg 4, back 2, saved 19:40"
    assert state("days/2026-03-01") == "No score for this day"
    tap(owner, "leg", 5, page=owner.get(owner.path("days/2026-03-01")))
    assert state("days/2026-03-01") == "Leg 5, saved Tue 3 Mar"


def test_today_tells_in_small_how_the_days_and_the_course_stand(owner: Browser, fill: Filler) -> None:
    assert "Your last 14 days will be drawn here." in owner.get(owner.path("today")).text
    began = TODAY - timedelta(days=14)
    fill.entries(*({"for_date": TODAY - timedelta(days=ago), "leg_pain": 6 if ago > 14 else 3} for ago in range(22)))
    page = owner.get(owner.path("today"))
    assert "Leg pain, the last 14 days" in page.text
    at = datetime.combine(began, time(9), UTC)
    course_id = fill.course(started_on=began)
    fill.sessions(
        {"local_day": began, "started_at": at, "course_id": course_id},
        {"status": "planned", "local_day": TODAY, "started_at": EVENING + timedelta(hours=1), "course_id": course_id},
    )
    page = owner.get(owner.path("today"))
    state = " ".join(page.one("#day-state").to_text().split())
    assert "Leg pain down 3.0 points: a large change for most people" in state
    assert "Leg pain, the last 14 days: 3, 3" in state
    assert "Acupuncture: Today, 20:30" in state
    assert page.one("#day-chart svg[role=img]").attrs["aria-labelledby"] == "pain-title pain-summary"

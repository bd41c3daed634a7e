"""The diary's list and its search as a practitioner reads them: the owner's, but for what is not shared."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner, share

MONDAY = date(2026, 3, 2)
FIRST = date(2026, 2, 20)
NOON = {"started_at": datetime(2026, 2, 26, 11, tzinfo=UTC), "local_day": date(2026, 2, 26)}


@pytest.fixture
def filled(owner: Browser, fill: Filler) -> Filler:
    fill.entries(
        {"for_date": MONDAY, "leg_pain": 6, "back_pain": 0, "note": "Long drive to Leeds"},
        {"for_date": FIRST, "leg_pain": 4, "warning_signs": ("fever_chills",)},
        {"for_date": FIRST - timedelta(days=1), "leg_pain": 9, "note": "Bremen"},
    )
    fill.sessions(NOON | {"note": "Dizzy", "points": "BL40 left"})
    fill.changes({"for_date": date(2026, 2, 24), "kind": "work", "note": "Half days"})
    fill.doses({"local_day": MONDAY, "name": "Ibuprofen", "amount": 400, "unit": "mg", "note": "On the train"})
    page = owner.get(owner.path("days/2026-02-28/tags"))
    owner.submit(page, "/tags", more="garden")
    return fill


def reader(
    app: Flask, somebody: Person, *, notes: bool, first_day: date | None = None, name: str = "Li Wen"
) -> Browser:
    practitioner = make_practitioner(app, name)
    share(app, somebody, practitioner, notes=notes, first_day=first_day)
    return as_practitioner(app, practitioner, somebody)


def look(browser: Browser, **asked: str) -> Page:
    return browser.get(browser.path("diary"), query_string={"view": "list", **asked})


def rows(page: Page) -> list[str]:
    return [" ".join(node.to_text().split()) for node in page.all(".day-rows > li")]


def test_a_line_for_each_day_and_what_is_not_shared_is_not_told_as_missing(
    app: Flask, somebody: Person, filled: Filler
) -> None:
    page = look(reader(app, somebody, notes=False, first_day=FIRST))
    assert rows(page) == [
        "Mon 2 Leg 6, back 0 6 0 Ibuprofen 400 mg",
        "27 Feb to 1 Mar 3 days with nothing that is shared",
        "Thu 26 Acupuncture",
        "Wed 25 Nothing that is shared",
        "Tue 24 Work",
        "21 Feb to 23 Feb 3 days with nothing that is shared",
        "Fri 20 Leg 4 4 Warning sign noted",
    ]
    assert page.all("[type=submit]")
    assert [node.attrs["value"] for node in page.all("#jump option")] == ["2026-03", "2026-02"]
    assert "garden" not in page.body


def test_every_line_leads_to_its_day_to_read(app: Flask, somebody: Person, filled: Filler) -> None:
    browser = reader(app, somebody, notes=True)
    page = look(browser)
    assert rows(page)[:3] == [
        "Mon 2 Leg 6, back 0 6 0 Ibuprofen 400 mg · Long drive to Leeds · On the train",
        "Sun 1 Nothing that is shared",
        "Sat 28 garden",
    ]
    for line in page.all("a.day-row, .gap-row a"):
        day = browser.get(str(line.attrs["href"]))
        assert day.status == 200
        assert day.all(".day-columns") == day.all(".self-care") == []


WORDS = ("leeds", "train", "dizzy", "half", "garden")


def test_nothing_that_is_not_shared_is_found(app: Flask, somebody: Person, filled: Filler) -> None:
    browser = reader(app, somebody, notes=True, first_day=FIRST)
    assert {word: len(rows(look(browser, q=word))) for word in (*WORDS, "bremen")} == dict.fromkeys(WORDS, 1) | {
        "bremen": 0
    }
    assert len(rows(look(browser, tag="garden"))) == len(rows(look(browser, kind="tag"))) == 1
    browser = reader(app, somebody, notes=False, first_day=FIRST, name="Bo")
    for asked in (*({"q": word} for word in (*WORDS, "bremen")), {"tag": "garden"}, {"kind": "tag"}):
        page = look(browser, **asked)
        assert "Nothing found" in page.text, asked
        assert [node.attrs["value"] for node in page.all("#tag option")] == (["", "garden"] if "tag" in asked else [])
    assert len(rows(look(browser, kind="entry"))) == 2


def test_days_to_come_lead_to_the_appointments(app: Flask, somebody: Person, owner: Browser, fill: Filler) -> None:
    ahead = datetime(2026, 3, 5, 9, tzinfo=UTC)
    fill.sessions({"started_at": ahead, "local_day": ahead.date(), "status": "planned", "note": "Ask about sport"})
    for browser in (owner, reader(app, somebody, notes=False)):
        for asked in ({}, {"kind": "session"}):
            [line] = look(browser, **asked).all("a.day-row")
            assert browser.get(str(line.attrs["href"])).one("h1").to_text() == "Sessions"
    assert ahead.date() > TODAY

"""Looking for words, one sort of thing and some days: what is found, how it is shown, and what nobody else finds."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.counting import counted_queries
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import as_practitioner, make_practitioner, share

MONDAY = date(2026, 3, 2)
EARLY = date(2026, 1, 10)
NOON = {"started_at": datetime(2026, 2, 20, 11, tzinfo=UTC), "local_day": date(2026, 2, 20)}


@pytest.fixture
def filled(fill: Filler) -> Filler:
    fill.entries(
        {"for_date": MONDAY, "leg_pain": 6, "note": "In the Café, 50% of a <b>long</b> day"},
        {"kind": "moment", "for_date": MONDAY, "for_time": time(7, 20), "back_pain": 8},
        {"for_date": EARLY, "leg_pain": 2, "note": "garden"},
    )
    fill.sessions(NOON | {"practitioner": "Li Wen", "points": "BL40 left", "note": "cafe before"})
    fill.sessions(NOON | {"kind": "other", "other_name": "Cupping", "status": "missed"})
    fill.doses({"local_day": TODAY, "name": "Ibuprofen", "amount": 400, "unit": "mg"})
    fill.doses({"local_day": TODAY, "none_taken": True}, {"local_day": EARLY, "none_taken": True})
    fill.changes({"for_date": date(2026, 2, 1), "kind": "work", "note": "Half days"})
    return fill


def look(browser: Browser, **asked: str) -> Page:
    return browser.get(browser.path("diary"), query_string={"view": "list", **asked})


def rows(page: Page) -> list[str]:
    return [" ".join(node.to_text().split()) for node in page.all(".day-rows > li")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "GARDÉN"}, ["Sat 10 Leg 2 2 garden"]),
        ({"q": "50%"}, ["Mon 2 Leg 6 6 In the Café, 50% of a <b>long</b> day"]),
        ({"q": "5_%"}, []),
        ({"q": "cupping"}, ["Fri 20 Cupping , missed, 45 min"]),
        ({"q": "wen acupuncture"}, ["Fri 20 Acupuncture , 45 min · Li Wen"]),
        ({"q": "bl40"}, ["Fri 20 Acupuncture, 45 min · BL40 left"]),
        ({"q": "ibuprofen"}, ["Tue 3 Ibuprofen 400 mg, 09:00"]),
        ({"q": "half", "kind": "medicine"}, []),
        ({"kind": "change"}, ["Sun 1 Work · Half days"]),
        ({"kind": "moment"}, ["Mon 2 Leg 6 6 07:20, Back 8"]),
        ({"kind": "entry", "to": "2026-02-01"}, ["Sat 10 Leg 2 2 garden"]),
        ({"kind": "other"}, ["Fri 20 Cupping, missed, 45 min"]),
        ({"kind": "medicine"}, ["Tue 3 Ibuprofen 400 mg, 09:00", "Sat 10 Leg 2 2 No medicine taken"]),
        ({"from": "2026-02-01", "to": "2026-02-01"}, ["Sun 1 Work · Half days"]),
    ],
)
def test_days_are_found_by_words_sort_and_range(
    owner: Browser, filled: Filler, asked: dict[str, str], found: list[str]
) -> None:
    page = look(owner, **asked)
    assert rows(page) == found
    assert (f"{len(found)} day" if found else "Nothing found") in page.text


def test_what_was_looked_for_is_marked_and_stays_in_the_form(owner: Browser, filled: Filler) -> None:
    page = look(owner, q="cafe", kind="")
    assert [node.to_text() for node in page.all("mark")] == ["Café", "cafe"]
    assert page.one("#q").attrs["value"] == "cafe"
    assert "2 days found" in page.text
    assert page.all("a.day-row")[0].attrs["href"].endswith("/days/2026-03-02")
    page = look(owner, q="cafe", **{"from": "2026-03-03", "to": "2026-03-02"})
    assert "Please give a first day that is not after the last one." in page.one("#days-problem").to_text()
    assert page.one("#from").attrs["value"] == "2026-03-03"
    assert "Please" in look(owner, **{"from": "soon"}).one("#days-problem").to_text()
    assert look(owner, q="\x00", kind="nonsense").status == 200


def test_pages_of_what_was_found_keep_what_was_asked_and_cost_the_same(
    app: Flask, owner: Browser, fill: Filler
) -> None:
    days = [TODAY - timedelta(days=number) for number in range(130)]
    fill.entries(*({"for_date": day, "leg_pain": 3, "note": "sat long"} for day in days))
    with counted_queries(app) as seen:
        page = look(owner, q="long", **{"from": "2020-01-01"})
    assert len(seen) <= 9
    assert "130 days found" in page.text
    sizes = [len(rows(page))]
    while older := page.all("a[rel=next]"):
        page = owner.get(str(older[0].attrs["href"]))
        assert "130 days found" in page.text
        sizes.append(len(rows(page)))
    assert sizes == [60, 60, 10]


def test_nobody_finds_by_what_is_not_shared(app: Flask, somebody: Person, filled: Filler) -> None:
    practitioner = make_practitioner(app)
    share(app, somebody, practitioner, notes=False, first_day=date(2026, 2, 1))
    reader = as_practitioner(app, practitioner, somebody)
    for words in ("cafe", "garden", "half"):
        page = look(reader, q=words)
        assert "Nothing found" in page.text, words
    assert rows(look(reader, kind="entry")) == ["Mon 2 Leg 6 6"]
    assert rows(look(reader, q="li")) == ["Fri 20 Acupuncture, 45 min · Li Wen"]

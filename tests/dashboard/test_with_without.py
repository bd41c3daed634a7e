"""The page of what goes with better and worse days: for its owner, and for who shares it."""

import re
from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.counting import counted_queries
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page

DAYS = 100
FIRST = TODAY - timedelta(days=DAYS)


@pytest.fixture
def walks(fill: Filler) -> list[bool]:
    """A hundred days, a walk on some of them; on the day after one the leg hurts three points less."""
    chance = Random(3)  # noqa: S311 - a seed makes the days the same every time
    walked = [chance.random() < 0.3 for _ in range(DAYS)]
    after = [False, *walked[:-1]]
    fill.entries(
        *(
            {"for_date": FIRST + timedelta(days=day), "leg_pain": 6 - 3 * less + chance.choice((0, 0, 1))}
            for day, less in enumerate(after)
        )
    )
    fill.sessions(
        *(
            {"local_day": FIRST + timedelta(days=day), "kind": "walking", "status": "attended"}
            for day, on in enumerate(walked)
            if on
        )
    )
    return walked


def address_of(page: Page, words: str) -> str:
    return next(link.attrs["href"] or "" for link in page.all("main a") if " ".join(link.to_text().split()) == words)


def test_a_row_says_what_was_different_and_what_chance_does(owner: Browser, walks: list[bool]) -> None:
    page = owner.get(owner.path("with-and-without?range=all"))
    assert re.search(r"On the days after a walk leg pain was (2.[89]|3.[01]) lower than", page.text)
    assert "Chance alone does this to one of the rows in about 1 of" in page.text
    assert "It may be the other way round" in page.text
    assert "This shows what happened, not why." in page.text
    assert len(page.all(".with-row")) == 1
    assert page.one("svg[role=img]").attrs["aria-label"].startswith("Leg pain of the next day")


def test_the_days_are_one_tap_away(owner: Browser, walks: list[bool]) -> None:
    page = owner.get(owner.path("with-and-without?range=all"))
    days = owner.get(address_of(page, "See the days: Walking").split("#", maxsplit=1)[0])
    shown = days.all(".with-days a")
    newest = max(day for day, on in enumerate(walks[:-1]) if on)
    assert len(shown) == sum(walks[:-1])
    assert shown[0].attrs["href"] == owner.path(f"days/{FIRST + timedelta(days=newest)}")


def test_a_row_that_is_not_there_opens_nothing(owner: Browser, walks: list[bool]) -> None:
    page = owner.get(owner.path("with-and-without?range=all&row=session:heat"))
    assert not page.all("#days")


def test_a_treatment_is_shown_and_leads_to_its_own_page(owner: Browser, fill: Filler) -> None:
    fill.entries({"for_date": TODAY, "leg_pain": 5})
    fill.sessions({"local_day": TODAY, "kind": "acupuncture", "status": "attended"})
    page = owner.get(owner.path("with-and-without"))
    assert "Not compared here" in page.text
    assert address_of(page, "Around each treatment: Acupuncture") == owner.path("around?kind=acupuncture")
    assert not page.all("svg[role=img]")


def test_an_empty_record(owner: Browser) -> None:
    page = owner.get(owner.path("with-and-without"))
    assert "Nothing to compare yet" in page.text


def test_own_dates_the_wrong_way_round_are_told(owner: Browser, walks: list[bool]) -> None:
    page = owner.get(owner.path("with-and-without?range=own&from=2026-02-01&to=2026-01-01"))
    assert "Please give a first day that is not after the last one." in page.text


def test_the_number_of_queries_does_not_grow(app: Flask, owner: Browser, fill: Filler, walks: list[bool]) -> None:
    with counted_queries(app) as few:
        owner.get(owner.path("with-and-without?range=3m"))
    fill.doses(*({"local_day": FIRST + timedelta(days=day), "name": f"Medicine {day}"} for day in range(20)))
    with counted_queries(app) as many:
        owner.get(owner.path("with-and-without?range=all"))
    assert len(many) == len(few)


def test_a_range_begins_no_earlier_than_the_diary(owner: Browser, walks: list[bool]) -> None:
    """Empty days before it would be days along which the scores are shifted, and squeeze the pictures."""
    a_year, everything = (owner.get(owner.path(f"with-and-without?range={chosen}")) for chosen in ("1y", "all"))
    assert [row.to_text() for row in a_year.all(".with-row")] == [row.to_text() for row in everything.all(".with-row")]


def test_progress_leads_to_it(owner: Browser, walks: list[bool]) -> None:
    page = owner.get(owner.path("progress"))
    address = owner.path("with-and-without")
    assert address_of(page, "Row by row, with the days") == address
    assert page.one("[data-lines]").attrs["data-lines"] == address
    assert owner.get(address).one("[data-lines-here]").to_text().strip().startswith("On the days after a walk")

"""Somebody at a fixed noon, and the calendars they make."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
import time_machine
from flask import Flask

from tests.support.pages import Browser, Page

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)  # Tuesday, 13:00 in Berlin
ADDRESS = re.compile(r"http://localhost/s/[\w-]+\.ics")


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def new_calendar(owner: Browser, **typed: str) -> Page:
    """Fill in the form for a new calendar and send it."""
    page = owner.get("/settings/calendars/new")
    return owner.submit(page, "/calendars/new", follow=True, **{"label": "My phone", **typed})


def address_of(page: Page) -> str:
    """The address that the answer to the form shows, once."""
    found = set(ADDRESS.findall(html.unescape(page.body)))
    assert len(found) == 1, page.text
    return str(found.pop()).removeprefix("http://localhost")


Fetch = Callable[..., list[Any]]


@pytest.fixture
def fetch(app: Flask) -> Fetch:
    """What a program without a cookie is given at an address."""

    def fetched(address: str, program: str = "khal/0.11") -> list[Any]:
        answer = app.test_client().get(address, headers={"User-Agent": program})
        assert answer.status_code == 200
        assert answer.content_type == "text/calendar; charset=utf-8"
        calendar = icalendar.Calendar.from_ical(answer.data)
        return [*calendar.walk("VEVENT")]

    return fetched

"""People who bring a file, and who wait for it to be read however busy the machine is."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tracker.imports.views import common

LONG = 120.0


@pytest.fixture(autouse=True)
def _waits_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "WAIT_SECONDS", LONG)


@pytest.fixture
def rosa(app: Flask) -> Iterator[Browser]:
    """The owner of a record; whatever she left waiting goes in the end."""
    browser = sign_in(app, make_person(app, "Rosa"))
    yield browser
    browser.post(browser.path("imports/file/cancel"))

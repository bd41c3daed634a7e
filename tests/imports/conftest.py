"""People who bring a file, and who wait for it to be read however busy the machine is."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tracker.imports.services import writing
from tracker.imports.services.waiting import FOLDER
from tracker.imports.views import common

LONG = 120.0


@pytest.fixture(autouse=True)
def _waits_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "WAIT_SECONDS", LONG)


@pytest.fixture(autouse=True)
def _nothing_waits(instance_home: Path) -> Iterator[None]:
    """All apps of a run share a folder: what one person left waiting is not there for the next."""
    shutil.rmtree(instance_home / FOLDER, ignore_errors=True)
    yield
    shutil.rmtree(instance_home / FOLDER, ignore_errors=True)


@pytest.fixture
def rosa(app: Flask) -> Browser:
    """The owner of a record."""
    return sign_in(app, make_person(app, "Rosa"))


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> list[Thread]:
    """Every file is long: it is stored beside the requests."""
    threads: list[Thread] = []
    begin = writing.begin

    def beginning(*given: Any) -> Thread | None:
        thread = begin(*given)
        if thread is not None:
            threads.append(thread)
        return thread

    monkeypatch.setattr(writing, "begin", beginning)
    monkeypatch.setattr(writing, "BESIDE_FROM", 0)
    return threads

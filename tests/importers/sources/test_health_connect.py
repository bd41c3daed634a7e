"""Health Connect: known, and never opened."""

import sqlite3

import pytest

from tests.importers.support import SAMPLES, brought
from tracker.importers.opening import open_file
from tracker.importers.sources import health_connect

SAMPLE = "health-connect/Health Connect.zip"


def test_it_is_said_that_there_is_nothing_to_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "connect", None)
    made, asking = brought(SAMPLE)
    assert made.records == []
    assert [(left.why.code, left.place.member, left.refused) for left in made.left_out] == [
        ("import_database", "health_connect_export.db", False)
    ]
    assert not asking.asked


def test_other_archives_are_not_its() -> None:
    assert not health_connect.recognise(open_file(SAMPLES / "fitbit/takeout.zip"))

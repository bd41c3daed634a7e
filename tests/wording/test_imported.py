"""What is said of rows from another app, of times that are not known, and of what watches count."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from tracker.domain.treatment.one_visit import in_one
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.values.deeds import Deed
from tracker.wording.changes import change_words
from tracker.wording.imported import app_name, clock_or_unknown, counted_words, origin_words, own_words, when_from

NOON = datetime.fromisoformat("2026-03-03T12:00:00+01:00")


@pytest.mark.parametrize(
    ("source", "from_words", "says"),
    [
        (None, False, ""),
        ("bearable", False, "imported from Bearable"),
        ("spreadsheet", True, "imported from a spreadsheet, from words"),
        ("of_tomorrow", False, "imported from of_tomorrow"),
        (None, True, "from words"),
    ],
)
def test_where_a_row_came_from(source: str | None, from_words: bool, says: str) -> None:
    assert origin_words(source, from_words=from_words) == says


@pytest.mark.parametrize(
    ("note", "source", "own"),
    [
        (None, "bearable", ""),
        ("Bearable: I wrote this myself", None, "Bearable: I wrote this myself"),
        ("Long drive\n\nBetter\nBearable: Sciatica (Mild), am", "bearable", "Long drive\n\nBetter"),
        ("Bearable: Sciatica (Mild), am\nBearable: Leg pain (Severe), am", "bearable", ""),
        ("A spreadsheet: Bein: 4,5", "spreadsheet", ""),
    ],
)
def test_what_the_person_wrote_is_told_from_what_the_app_did(note: str | None, source: str | None, own: str) -> None:
    assert own_words(note, source) == own


def test_a_time_that_is_not_known_is_no_hour() -> None:
    assert clock_or_unknown(time(9, 5), unknown=False) == "09:05"
    assert clock_or_unknown(NOON, unknown=True) == "time not known"
    assert when_from(NOON, True, "daylio") == "time not known, imported from Daylio"
    assert when_from(NOON, False, None) == "12:00"
    assert app_name("fitbit") == "Fitbit"


@pytest.mark.parametrize(
    ("steps", "sleep", "source", "says"),
    [
        (6412, 440, "fitbit", "6,412 steps, slept 7 h 20 min, Fitbit"),
        (1, None, None, "1 step"),
        (0, None, None, "0 steps"),
        (None, 0, "garmin", "slept 0 min, Garmin"),
    ],
)
def test_what_a_watch_counted(steps: int | None, sleep: int | None, source: str | None, says: str) -> None:
    assert counted_words(steps, sleep, source) == says


def test_a_change_of_a_dose_tells_no_hour_that_is_not_known() -> None:
    told = Deed("dose", {"name": "Ibuprofen", "at": "2026-03-03T12:00:00", "time_unknown": True})
    assert "12:00" not in change_words(told, date(2026, 3, 3))
    assert "time not known" in change_words(told, date(2026, 3, 3))


@pytest.mark.parametrize(
    ("day", "changed", "says"),
    [
        ("2026-03-03", False, "moment today, time not known"),
        ("2026-03-03", True, "moment today, time not known, changed"),
        ("2026-03-02", False, "moment Mon 2 Mar, time not known"),
        ("2026-03-02", True, "moment Mon 2 Mar, time not known, changed"),
    ],
)
def test_a_change_of_a_moment_tells_no_hour_that_is_not_known(day: str, changed: bool, says: str) -> None:
    told = Deed("moment", {"day": day, "at": "21:00:00", "time_unknown": True, "changed": changed})
    assert change_words(told, date(2026, 3, 3)).lower() == says.lower()


def test_of_two_notes_of_a_visit_the_one_that_knows_the_time_tells_it() -> None:
    known = SessionFacts(kind="acupuncture", status="attended", started_at=NOON, time_unknown=True)
    given = SessionFacts(kind="acupuncture", status="attended", started_at=NOON.replace(hour=9))
    facts, differ = in_one(known, given, now=NOON)
    assert (facts.started_at, facts.time_unknown, differ) == (given.started_at, False, ())
    other_day, _none = in_one(known, replace(given, started_at=NOON.replace(day=2)), now=NOON)
    assert (other_day.started_at, other_day.time_unknown) == (NOON, True)

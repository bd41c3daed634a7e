"""Medication: doses, the same again by one tap, and "took none", told from "not recorded"."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.support.pages import Browser, Page
from tests.treatment.conftest import Log
from tracker.wording.treatment import amount_words

Ago = Callable[..., dict[str, Any]]


def take(log: Log, name: str = "Ibuprofen", *, follow: bool = True, **typed: Any) -> Page:
    return log.browser.submit(log.form("medication/new"), "medication/new", follow=follow, name=name, **typed)


def none_of(log: Log, day: str | None = None, form_id: uuid.UUID | None = None) -> Page:
    data = {"id": str(form_id or uuid.uuid4())} | ({"day": day} if day is not None else {})
    return log.browser.post(log.browser.path("medication/none"), data)


def test_a_dose_is_saved_whole_and_listed_by_day(log: Log) -> None:
    page = take(
        log, amount="400", unit="mg", helped="somewhat", minutes_to_relief="40", note="With food", day="2026-03-03"
    )
    (row,) = log.doses()
    assert (row.name, row.amount, row.unit, row.none_taken) == ("Ibuprofen", Decimal(400), "mg", False)
    assert (row.helped, row.minutes_to_relief, row.note, row.local_day.isoformat()) == (
        "somewhat",
        40,
        "With food",
        "2026-03-03",
    )
    assert "Saved: Ibuprofen 400 mg, Tue 3 Mar" in page.text
    assert "Helped: somewhat, after 40 min" in page.text


def test_an_edit_shows_the_dose_as_it_was_and_changes_what_is_typed(log: Log) -> None:
    take(log, amount="0.5", unit="tablet", helped="no", note="x")
    (before,) = log.doses()
    page = log.form(f"medication/{before.id}")
    log.browser.submit(page, f"medication/{before.id}", amount="1")
    (after,) = log.doses()
    assert (after.amount, after.taken_at, after.helped, after.note) == (Decimal(1), before.taken_at, "no", "x")
    assert "1 tablet" in log.form("medication").text


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"name": ""}, "name", "name of the medicine"),
        ({"name": "x" * 121}, "name", "120"),
        ({"amount": "400"}, "unit", "unit"),
        ({"amount": "-1", "unit": "mg"}, "amount", "from 0"),
        ({"amount": "1.2345", "unit": "mg"}, "amount", "3 digits"),
        ({"day": "2026-02-30"}, "day", "calendar"),
        ({"day": "2199-01-01"}, "day", "still to come"),
        ({"day": "9999-12-31", "clock": "23:59"}, "day", ""),
        ({"minutes_to_relief": "0"}, "minutes_to_relief", "from 1"),
    ],
)
def test_bad_input_is_named_beside_its_field(log: Log, typed: dict[str, Any], field: str, words: str) -> None:
    page = log.browser.submit(
        log.form("medication/new"), "medication/new", **({"name": "Ibuprofen", "note": "kept"} | typed)
    )
    assert page.status == 422
    assert words in page.error_of(field)
    assert page.error_of(field)
    assert ("note", "kept") in page.form("medication/new").fields()
    assert log.doses() == []


def test_a_form_sent_twice_is_one_dose(log: Log) -> None:
    page = log.form("medication/new")
    for _ in range(2):
        log.browser.submit(page, "medication/new", name="Ibuprofen")
    assert len(log.doses()) == 1
    assert log.browser.submit(page, "medication/new", name="Paracetamol").status == 422


def test_one_tap_takes_the_latest_amount_again(log: Log, ago: Ago) -> None:
    take(log, amount="200", unit="mg", **ago(days=2))
    take(log, "ibuprofen", amount="400", unit="mg", helped="yes", **ago(days=1))
    page = take(log, "Paracetamol", amount="1", unit="g", **ago(days=3))
    chips = page.all("form[action$='/again']")
    assert len(chips) == 2
    answer = log.browser.submit(page, "/again", follow=False)
    log.browser.submit(page, "/again", follow=False)
    newest = log.doses()[-1]
    assert len(log.doses()) == 4
    assert (newest.name, newest.amount, newest.helped) == ("ibuprofen", Decimal(400), None)
    log.undo(answer)
    assert len(log.doses()) == 3


def test_one_tap_needs_a_dose_of_ones_own(log: Log, log_of_other: Log) -> None:
    take(log_of_other)
    foreign = log_of_other.doses()[0].id
    url = log.browser.path("medication/again")
    assert log.browser.post(url, {"id": str(uuid.uuid4()), "dose_id": str(foreign)}).status == 422
    assert log.browser.post(url, {"id": str(uuid.uuid4())}).status == 422
    none_of(log)
    statement = log.doses()[0].id
    assert log.browser.post(url, {"id": str(uuid.uuid4()), "dose_id": str(statement)}).status == 422
    assert log.form(f"medication/{statement}").status == 404
    assert log.form(f"medication/{foreign}").status == 404
    assert log.browser.post(log.browser.path(f"medication/{foreign}/delete")).status == 404


def test_none_taken_is_said_once_and_shown(log: Log) -> None:
    assert "Took none today" in log.form("medication").text
    assert "Saved: took no medicine on" in none_of(log).text
    none_of(log)
    assert [row.none_taken for row in log.doses()] == [True]
    assert none_of(log, "2199-01-01").status == 422
    assert none_of(log, "never").status == 422
    page = none_of(log, "2026-01-05")
    assert page.text.count("Took none Delete") == 2


def test_none_taken_is_refused_on_a_day_with_medicine(log: Log) -> None:
    take(log)
    page = none_of(log)
    assert page.status == 422
    assert "You noted medicine for this day" in page.text
    assert [row.none_taken for row in log.doses()] == [False]


def test_a_dose_takes_the_place_of_none_taken_until_it_is_undone(log: Log) -> None:
    none_of(log)
    answer = take(log, follow=False)
    assert "Took none Delete" not in log.form("medication").text
    log.undo(answer)
    assert "Took none Delete" in log.form("medication").text


def test_delete_and_undo(log: Log, other: Browser) -> None:
    take(log)
    url = log.browser.path(f"medication/{log.doses()[0].id}/delete")
    assert other.post(url).status == 404
    answer = log.browser.post(url, follow=False)
    assert log.doses() == []
    log.undo(answer)
    assert len(log.doses()) == 1


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (None, None, ""),
        (Decimal("400.000"), "mg", "400 mg"),
        (Decimal(1), "tablet", "1 tablet"),
        (Decimal("1.5"), "tablet", "1.5 tablets"),
        (Decimal(1), "mcg", "1 microgram"),
        (Decimal(2), "other", "2"),
        (Decimal(0), "mg", "0 mg"),
    ],
)
def test_amounts_in_words(amount: Decimal | None, unit: str | None, words: str) -> None:
    assert amount_words(amount, unit) == words

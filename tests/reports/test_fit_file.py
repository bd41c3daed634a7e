"""A row of fit_answers.csv is read by the rules of the form, and goes out and back without a difference."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.errors import Fault, Problems
from tracker.files.readers.records import Setting, fit_record

SETTING = Setting(now=datetime(2026, 3, 10, 12, tzinfo=UTC), zone=ZoneInfo("Europe/Berlin"))


def row(**answers: Any) -> dict[str, Any]:
    return {"fit_id": uuid.uuid4(), "for_date": date(2026, 3, 1), "entered_at": None} | answers


def test_the_answers_of_a_row() -> None:
    record = fit_record(2, row(side="left", tried=("massage",), session_cost=Decimal(60), in_brief=True), SETTING)
    assert (record.given["side"], record.given["tried"], record.given["in_brief"]) == ("left", ("massage",), True)


def test_what_does_not_say_if_it_is_on_the_brief_is_not() -> None:
    record = fit_record(2, row(side="left", in_brief=None), SETTING)
    assert "in_brief" not in record.given
    assert record.defaults["in_brief"] is False


@pytest.mark.parametrize(
    ("answers", "column", "code"),
    [
        ({}, "duration", "nothing_recorded"),
        ({"tried": ("none", "massage")}, "tried", "none_and_some"),
        ({"side": "left", "for_date": date(2026, 3, 12)}, "for_date", "still_to_come"),
    ],
)
def test_what_the_form_would_refuse_is_told_with_its_column(answers: dict[str, Any], column: str, code: str) -> None:
    with pytest.raises(Problems) as told:
        fit_record(2, row(**answers), SETTING)
    assert told.value.by_field == {column: Fault(code)}

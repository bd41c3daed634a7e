"""A row of tags.csv is read by the rules of the form."""

import uuid
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.errors import Problems
from tracker.files.readers.records import Setting, tags_record

SETTING = Setting(now=datetime(2026, 3, 10, 12, tzinfo=UTC), zone=ZoneInfo("Europe/Berlin"))


def row(tags: str) -> dict[str, Any]:
    return {"tags_id": uuid.uuid4(), "for_date": date(2026, 3, 1), "tags": tags, "entered_at": None}


def test_the_same_tags_as_the_form_takes() -> None:
    assert tags_record(2, row("garden; Garden, long drive"), SETTING).given["tags"] == "garden; long drive"


@pytest.mark.parametrize("tags", ["", " ; ", "x" * 200])
def test_none_and_too_long_ones_are_told_with_their_column(tags: str) -> None:
    with pytest.raises(Problems) as told:
        tags_record(2, row(tags), SETTING)
    assert list(told.value.by_field) == ["tags"]

"""Cursors that somebody made up: no cursor can ask for a moment or a day that cannot be reckoned with."""

import base64
import json
import time
from typing import Any, Final

import pytest

from tests.support.programs import Program

NOW: Final = int(time.time())
ROW: Final = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
LAST_SECOND: Final = 253_402_300_799
FIRST_SECOND: Final = -62_135_596_800


def packed(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize("resource", ["entries", "notes", "session-records", "courses"])
@pytest.mark.parametrize(
    "cursor",
    [
        packed(LAST_SECOND, NOW, None, None, None, ROW),
        packed(FIRST_SECOND, NOW, None, None, None, ROW),
        packed(NOW, LAST_SECOND, None, None, None, ROW),
        packed(10**18, None, None, None, None, ROW),
        packed(float("nan"), None, None, None, None, ROW),
        packed(float("inf"), None, None, None, None, ROW),
        packed(NOW, None, None, None, "9999-12-31T23:59:59-23:59", ROW),
        packed(NOW, None, None, None, "0001-01-01T00:00:00+23:59", ROW),
        packed(NOW, None, None, None, "today", ROW),
    ],
)
def test_one_that_leads_nowhere_is_refused(program: Program, resource: str, cursor: str) -> None:
    wrong = program.get(program.path(f"{resource}?cursor={cursor}"))
    assert wrong.status_code == 400, wrong.json
    assert wrong.json is not None
    assert [one["field"] for one in wrong.json["errors"]] == ["cursor"]


@pytest.mark.parametrize("moment", [LAST_SECOND, FIRST_SECOND, -1, 10**18, float("nan")])
def test_so_is_a_since_of_no_year_of_ours(program: Program, moment: float) -> None:
    assert program.get(program.path(f"entries?since={packed(moment)}")).status_code == 400

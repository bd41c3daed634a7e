"""Conditions that an operation would not keep are refused, and versions tell a token nothing that it may not see."""

from typing import Any

import pytest
from flask import Flask

from tests.support.people import Person
from tests.support.programs import Program
from tracker.domain.accounts.programs import Scope


@pytest.mark.parametrize("name", ["If-Match", "If-None-Match"])
@pytest.mark.parametrize(
    ("rest", "body"),
    [("episode", {"note": "Other"}), ("days/today/leg", {"score": 9}), ("activities", {"items": []})],
)
def test_a_condition_that_would_not_be_kept_is_refused(program: Program, rest: str, body: Any, name: str) -> None:
    wrong = program.put(program.path(rest), body, headers={name: '"0000"'})
    assert wrong.status_code == 400
    assert wrong.json is not None
    assert [one["field"] for one in wrong.json["errors"]] == [name]
    listed = program.get(program.path("entries")).json
    assert listed is not None
    assert listed["items"] == []


def test_a_tap_tells_no_version_of_all_of_the_day(app: Flask, rosa: Person) -> None:
    lock_screen = Program.of(app, rosa, Scope.LOG)
    tapped = lock_screen.put(lock_screen.path("days/today/leg"), {"score": 4})
    assert tapped.status_code == 204
    assert "ETag" not in tapped.headers
    assert "Change-Id" in tapped.headers

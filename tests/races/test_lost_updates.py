"""Programs that change the same row at once, each naming the version it has seen: nothing that was saved is lost."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from flask import Flask
from sqlalchemy import func, select

from tests.support.people import make_person
from tests.support.programs import Program
from tests.support.sharing import today
from tracker.patients.models import Revision
from tracker.web.extensions import db

WRITERS: Final = 4
TURNS: Final = 10
OK, LOST = 200, 412


def _count_up(program: Program, path: str) -> int:
    """Add one to what stands so many times, beginning again whenever another got there first; how often that was."""
    lost = done = 0
    while done < TURNS:
        seen = program.get(path)
        assert seen.json is not None
        body = seen.json | {"sitting_minutes": seen.json["sitting_minutes"] + 1}
        answer = program.put(path, body, headers={"If-Match": seen.headers["ETag"]})
        assert answer.status_code in {OK, LOST}, answer.data
        done += answer.status_code == OK
        lost += answer.status_code == LOST
    return lost


def _at_once(act: Callable[[Program], Any], programs: list[Program]) -> list[Any]:
    with ThreadPoolExecutor(len(programs)) as threads:
        return list(threads.map(act, programs))


def test_each_change_that_was_answered_stands(either_app: Flask) -> None:
    rosa = make_person(either_app, "Rosa")
    programs = [Program.of(either_app, rosa, name=f"Program {number}") for number in range(WRITERS)]
    path = programs[0].path(f"entries/{uuid.uuid4()}")
    made = {"kind": "daily", "for_date": today().isoformat(), "leg_pain": 3, "sitting_minutes": 0}
    assert programs[0].put(path, made).status_code == 201
    _at_once(lambda program: _count_up(program, path), programs)
    last = programs[0].get(path).json
    assert last is not None
    assert last["sitting_minutes"] == WRITERS * TURNS
    with either_app.app_context():
        assert db.session.execute(select(func.count()).select_from(Revision)).scalar_one() == WRITERS * TURNS + 1


def test_of_many_that_make_the_same_row_one_makes_it(either_app: Flask) -> None:
    rosa = make_person(either_app, "Rosa")
    programs = [Program.of(either_app, rosa) for _ in range(WRITERS)]
    path = programs[0].path(f"entries/{uuid.uuid4()}")
    body = {"kind": "daily", "for_date": today().isoformat(), "leg_pain": 3}
    answers = _at_once(lambda program: program.put(path, body, headers={"If-None-Match": "*"}).status_code, programs)
    assert sorted(answers) == [201] + [LOST] * (WRITERS - 1)


def test_of_many_days_entries_one_is_made(either_app: Flask) -> None:
    rosa = make_person(either_app, "Rosa")
    programs = [Program.of(either_app, rosa) for _ in range(WRITERS)]
    body = {"kind": "daily", "for_date": today().isoformat(), "leg_pain": 3}
    answers = _at_once(lambda program: program.put(program.path(f"entries/{uuid.uuid4()}"), body).status_code, programs)
    assert sorted(answers) == [201] + [409] * (WRITERS - 1)

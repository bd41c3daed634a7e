"""A form that is saved as it was opened changes nothing: nothing is remembered, and nothing offers to undo it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.treatment.conftest import NOON, Log, at
from tracker.patients.models import Revision


def remembered(log: Log) -> int:
    with Session(log.engine) as session:
        return session.scalars(select(func.count()).select_from(Revision)).one()


def a_session(log: Log) -> str:
    log.add("heat", note="after work", minutes="20", **at(-3))
    return f"sessions/{log.session().id}/edit"


def a_dose(log: Log) -> str:
    log.browser.submit(log.form("medication/new"), "medication/new", name="Ibuprofen", amount="400", unit="mg")
    return f"medication/{log.doses()[0].id}"


def a_course(log: Log) -> str:
    return f"courses/{log.course(planned_sessions='8', goal='Sleep through')}"


@pytest.mark.parametrize("kept", [a_session, a_dose, a_course])
def test_nothing_is_remembered(noon: time_machine.Traveller, log: Log, kept: Callable[[Log], str]) -> None:
    path = kept(log)
    before = remembered(log)
    answer = log.browser.submit(log.form(path), path, follow=False)
    assert (answer.status, "saved=" in answer.location) == (303, False)
    assert remembered(log) == before
    page = log.browser.get(answer.location)
    assert (page.status, page.all('form[action*="undo"]')) == (200, [])


def test_a_course_saved_unchanged_notes_no_change_of_plan(noon: time_machine.Traveller, log: Log) -> None:
    path = a_course(log)
    page = log.browser.submit(log.form(path), path)
    assert "Plan changed" not in page.text


def test_appointments_moved_to_where_they_are_stay_as_they_were(noon: time_machine.Traveller, log: Log) -> None:
    log.plan("acupuncture", NOON + timedelta(days=2))
    row = log.session()
    path = f"sessions/{row.id}/later"
    before = remembered(log)
    answer = log.browser.submit(log.form(path), path, follow=False)
    assert (answer.status, remembered(log)) == (303, before)
    assert log.session().started_at == row.started_at

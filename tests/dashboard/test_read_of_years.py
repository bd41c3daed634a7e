"""What Progress reads of years is less than all that was recorded, and comes to the same."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.support.evening import EVENING, TODAY
from tests.support.people import Person
from tracker.charts.strips_facts import CHOSEN, NUMBERS
from tracker.dashboard.services import chart_facts
from tracker.demo.factory import Row
from tracker.diary import queries
from tracker.domain.body.centralisation import ranks_by_day
from tracker.domain.scores.daily import DAILY, day_scores
from tracker.storage.base import notes_hidden
from tracker.storage.rows import rows_of
from tracker.web.extensions import db

FIRST, LAST = TODAY - timedelta(days=30), TODAY


@pytest.fixture
def read(app: Flask, somebody: Person, fill: Filler) -> Iterator[Session]:
    """Days with an entry, with moments, with both, with one moment, and with what was deleted."""
    day: Row = {"leg_pain": 4, "back_pain": None}
    moment: Row = {"kind": "moment", "leg_pain": 6, "back_pain": 3}
    rows: list[Row] = []
    for number in range(40):
        of: Row = {"for_date": TODAY - timedelta(days=number)}
        at = [of | moment | {"for_time": time(8 + turn), "leg_pain": turn, "regions": ("toes",)} for turn in range(3)]
        of_day: list[list[Row]] = [
            [of | day | {"qualities": ("burning",), "sleep_disturbed": number % 11, "note": f"Day {number}"}],
            [of | day | {"regions": ("calf", "buttock")}, *at],
            [one | {"note": "A moment", "leg_later": 1} for one in at],
            at[:1],
            [of | day | {"deleted_at": EVENING, "walking_minutes": 10}, *at],
            [of | day | {"eased_by": ("heat",), "weakness": 0, "leg_pain": None, "back_pain": 2}, *at[:1]],
            [],
        ]
        rows += of_day[number % 7]
    fill.entries(*rows)
    with app.app_context():
        yield db.session()


def test_moments_that_decide_nothing_are_not_needed_for_the_scores_of_days(read: Session, somebody: Person) -> None:
    of = somebody.patient_id, FIRST, LAST
    every, deciding = rows_of(read, *queries.entry_scores(*of)), rows_of(read, *queries.deciding_scores(*of))
    assert day_scores(every) == day_scores(deciding)
    assert len(deciding) < len(every)
    assert {row.for_date for row in deciding} == {row.for_date for row in every}


def test_answers_are_those_of_the_days(read: Session, somebody: Person) -> None:
    of = somebody.patient_id, FIRST, LAST
    daily = [row for row in rows_of(read, *queries.details_between(*of)) if row.kind == DAILY]
    answered = rows_of(read, *queries.days_in_detail(*of))
    for names in (NUMBERS, CHOSEN):
        whole, less = (chart_facts.answers_of(rows, names) for rows in (daily, answered))
        for name in names:
            assert {day: value for day, value in whole[name].items() if value != ()} == {
                day: value for day, value in less[name].items() if value != ()
            }
    assert answered
    assert [row.for_date for row in answered] == sorted(row.for_date for row in answered)


def test_places_and_notes_are_those_of_all_entries_of_a_day(read: Session, somebody: Person) -> None:
    of = somebody.patient_id, FIRST, LAST
    detailed, of_days = rows_of(read, *queries.details_between(*of)), rows_of(read, *queries.days_in_detail(*of))
    marked = {row.for_date: row.regions for row in of_days if row.regions}
    assert ranks_by_day(marked) == ranks_by_day(chart_facts.places_of(detailed))
    assert {row.for_date for row in of_days if row.note} == set(chart_facts.notes_of(detailed))
    assert len(of_days) < len(detailed)
    with notes_hidden(on=True):
        assert not [row for row in rows_of(read, *queries.days_in_detail(*of)) if row.note]

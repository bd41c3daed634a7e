"""What Progress reads of years is less than all that was recorded, and comes to the same.

The database adds the days up by week, on both engines as the rules of `domain/` do with the single days: the score of a
day is that of its own entry or the mean of two or more moments, and how scores were given is counted by site.
"""

from collections.abc import Iterator, Sequence
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.support.evening import EVENING, TODAY
from tests.support.people import Person, make_person
from tracker.charts import farthest, pain, strips_facts
from tracker.charts.facts import DaysShown
from tracker.charts.recorded import Recorded
from tracker.charts.strips_facts import CHOSEN, NUMBERS
from tracker.dashboard.services import chart_facts, progress
from tracker.dashboard.services.years import Years, read_moments, read_years
from tracker.demo import factory
from tracker.demo.factory import Row
from tracker.diary import queries
from tracker.diary.models import Entry
from tracker.domain.course.progress import first_week_start
from tracker.domain.scores.daily import DAILY, day_scores
from tracker.domain.sharing.access import Terms
from tracker.domain.vocabularies import QUALITIES, REGIONS
from tracker.patients.services.scope import Scope, look_through
from tracker.storage.base import notes_hidden
from tracker.storage.rows import rows_of
from tracker.web.extensions import db

FIRST, LAST = TODAY - timedelta(days=200), TODAY
BERLIN = ZoneInfo("Europe/Berlin")
# Weeks with many days, days apart from all others, and days that are not shown.
OFFSETS = st.one_of(st.integers(0, 20), st.integers(150, 160), st.integers(195, 215))


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...] | None]:
    return st.one_of(st.none(), st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple))


def maybe(low: int, high: int) -> st.SearchStrategy[int | None]:
    return st.one_of(st.none(), st.integers(low, high))


ENTRY = st.fixed_dictionaries(
    {
        "offset": OFFSETS,
        "kind": st.sampled_from((DAILY, DAILY, "moment")),
        "leg_pain": maybe(0, 10),
        "back_pain": maybe(0, 10),
        "leg_later": maybe(0, 4),
        "back_later": maybe(0, 4),
        "imported_from": st.sampled_from((None, None, "bearable")),
        "from_words": st.booleans(),
        "sleep_disturbed": maybe(0, 10),
        "walking_minutes": maybe(0, 600),
        "regions": some(REGIONS),
        "qualities": some(QUALITIES),
        "note": st.sampled_from((None, None, "Long drive")),
        "deleted": st.sampled_from((False, False, False, True)),
    }
)


def rows_from(found: Sequence[dict[str, Any]]) -> list[Row]:
    """Entries that the diary allows: scored, one of its own for a day, with answers of the day in that one alone."""
    rows: list[Row] = []
    own: set[int] = set()
    for number, one in enumerate(found):
        offset, kind, gone = one["offset"], one["kind"], one["deleted"]
        row = {name: value for name, value in one.items() if name not in {"offset", "deleted"}}
        if row["leg_pain"] is None and row["back_pain"] is None:
            row["leg_pain"] = number % 11
        if kind == DAILY and not gone:
            row["kind"] = "moment" if offset in own else DAILY
            own.add(offset)
        if row["kind"] != DAILY:
            row |= {"for_time": time(number % 24), "sleep_disturbed": None, "walking_minutes": None, "qualities": None}
        row["deleted_at"] = EVENING if gone else None
        rows.append(factory.entry(TODAY - timedelta(days=offset), EVENING, **row))
    return rows


@pytest.fixture
def either(either_app: Flask) -> Iterator[tuple[Session, Person]]:
    person = make_person(either_app, "Rosa")
    with either_app.app_context():
        yield db.session(), person


def put(session: Session, person: Person, rows: list[Row]) -> None:
    session.execute(delete(Entry))
    factory.add(session, Entry, rows, patient_id=person.patient_id)
    session.flush()


def by_day(session: Session, person: Person) -> Recorded:
    """The days shown, each by itself."""
    of = person.patient_id, FIRST, LAST
    detailed = rows_of(session, *queries.details_between(*of))
    answers = chart_facts.answers_of([row for row in detailed if row.kind == DAILY], (*NUMBERS, *CHOSEN))
    return Recorded(
        first_day=FIRST,
        last_day=LAST,
        days=day_scores(rows_of(session, *queries.entry_scores(*of))),
        places=chart_facts.places_of(detailed),
        notes=chart_facts.notes_of(detailed),
        numbers={name: answers[name] for name in NUMBERS},
        chosen={name: answers[name] for name in CHOSEN},
    )


def added_up(session: Session, person: Person) -> Years:
    begin = first_week_start(FIRST, FIRST)
    moments = read_moments(session, person.patient_id, None, TODAY)
    return read_years(session, person.patient_id, begin, DaysShown(first_day=FIRST, last_day=LAST), moments)


def assert_same(whole: Recorded, years: Years) -> None:
    """The facts of each chart, in the order in which they are drawn."""
    less = Recorded(first_day=FIRST, last_day=LAST, summed=years.summed)
    assert less.leg_weeks == whole.leg_weeks
    assert less.back_weeks == whole.back_weeks
    of_pain, of_years = pain.facts_of(whole), pain.facts_of(less)
    assert (of_years.scored, of_years.noted) == (of_pain.scored, of_pain.noted)
    assert years.summary == progress.summary_of_days(whole.shown_days.values())
    far, far_of_years = farthest.facts_of(whole), farthest.facts_of(less)
    assert (far_of_years.weeks, far_of_years.days_marked) == (far.weeks, far.days_marked)
    strip, strip_of_years = strips_facts.facts_of(whole), strips_facts.facts_of(less)
    assert list(strip_of_years.most.items()) == list(strip.most.items())
    assert strip_of_years.points == strip.points
    assert strip_of_years.days_detailed == strip.days_detailed
    assert strip_of_years.missing == strip.missing
    for name, counted in strip.counts.items():
        of = strip_of_years.counts[name]
        assert list(of.answered.items()) == list(counted.answered.items())
        assert {code: list(row.items()) for code, row in of.chosen.items()} == {
            code: list(row.items()) for code, row in counted.chosen.items()
        }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRY, max_size=60))
def test_weeks_added_up_are_those_of_the_single_days(
    either: tuple[Session, Person], found: list[dict[str, Any]]
) -> None:
    session, person = either
    put(session, person, rows_from(found))
    assert_same(by_day(session, person), added_up(session, person))
    moments = read_moments(session, person.patient_id, None, TODAY)
    every = day_scores(rows_of(session, *queries.entry_scores(person.patient_id, None, TODAY)))
    assert moments.first_scored == min(every, default=None)
    assert moments.scores == {day: score for day, score in every.items() if score.from_moments}


def full() -> list[Row]:
    """Days with an entry, with moments, with both, with one moment, and with what was deleted."""
    day: Row = {"leg_pain": 4, "back_pain": None}
    moment: Row = {"kind": "moment", "leg_pain": 6, "back_pain": 3}
    rows: list[Row] = []
    for number in range(220):
        of = TODAY - timedelta(days=number)
        at = [moment | {"for_time": time(8 + turn), "leg_pain": turn, "regions": ("toes",)} for turn in range(3)]
        of_day: list[list[Row]] = [
            [day | {"qualities": ("burning",), "sleep_disturbed": number % 11, "note": f"Day {number}"}],
            [day | {"regions": ("calf", "buttock"), "leg_later": 3}, *at],
            [one | {"note": "A moment", "leg_later": 1} for one in at],
            at[:1],
            [day | {"deleted_at": EVENING, "walking_minutes": 10}, *at],
            [day | {"eased_by": ("heat",), "weakness": 0, "leg_pain": None, "back_pain": 2}, *at[:1]],
            [],
        ]
        rows += [factory.entry(of, EVENING, **one) for one in of_day[(number + number // 21) % 7]]
    return rows


def test_a_full_record_comes_to_the_same(either: tuple[Session, Person]) -> None:
    session, person = either
    put(session, person, full())
    assert_same(by_day(session, person), years := added_up(session, person))
    assert years.summed.scored.late.days
    assert any(week.mean is not None for week in years.summed.leg_weeks)
    with notes_hidden(on=True):
        assert not added_up(session, person).summed.noted


def test_somebody_else_sees_the_days_that_are_shared(either: tuple[Session, Person]) -> None:
    session, person = either
    put(session, person, full())
    since = TODAY - timedelta(days=45)
    with Session(session.connection()) as visiting:
        look_through(visiting, Scope(person.patient_id, Terms(notes=True, first_day=since), BERLIN))
        shown, years = by_day(visiting, person), added_up(visiting, person)
        assert_same(shown, years)
        assert min(shown.days) >= since
        assert years.summed.scored.days == len(shown.days)


def test_moments_that_decide_nothing_are_not_needed_for_the_scores_of_days(either: tuple[Session, Person]) -> None:
    session, person = either
    put(session, person, full())
    of = person.patient_id, FIRST, LAST
    every, deciding = rows_of(session, *queries.entry_scores(*of)), rows_of(session, *queries.deciding_scores(*of))
    assert day_scores(every) == day_scores(deciding)
    assert len(deciding) < len(every)
    assert {row.for_date for row in deciding} == {row.for_date for row in every}

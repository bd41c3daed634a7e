"""Starting weeks by the pages: each way to write leaves its line, in the same commit, and most cost one query."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.support.counting import counted_queries
from tests.support.pages import Browser, Page
from tests.support.people import make_person, sign_in
from tracker.diary.models import Entry
from tracker.review.queries.starting_weeks import StartingWeekRow
from tracker.review.services.starting_weeks import history
from tracker.treatment.models import TreatmentSession
from tracker.web.extensions import db
from tracker.web.opened import with_values as opened_with

EVENING = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)  # Tuesday, 19:30 in Berlin
VISIT = date(2026, 3, 5)
LOGGED = [VISIT - timedelta(days=back) for back in (6, 5, 4, 3, 2)]


class Diary:
    """Somebody who logs at the pages."""

    def __init__(self, app: Flask, browser: Browser) -> None:
        with app.app_context():
            self.engine: Engine = db.engine
        self.app = app
        self.browser = browser
        self.course_id = uuid.UUID(int=0)

    def tap(self, day: date, score: int, site: str = "leg") -> Page:
        page = self.browser.get(self.browser.path(f"days/{day}"))
        return self.browser.submit(page, f"days/{day}/{site}", score=score, follow=False)

    def fill(self, path: str, **typed: object) -> Page:
        """Send the form of a page that posts to that page itself."""
        answer = self.browser.submit(
            self.browser.get(self.browser.path(path)), path.partition("?")[0], follow=False, **typed
        )
        assert answer.status == 303, answer.text
        return answer

    def act(self, path: str, **sent: str) -> Page:
        answer = self.browser.post(self.browser.path(path), sent, follow=False)
        assert answer.status == 303
        return answer

    def plan(self) -> None:
        page = self.browser.get(self.browser.path("courses/new"))
        self.course_id = uuid.UUID(dict(page.form("courses/new").fields())["id"])
        self.browser.submit(page, "courses/new", started_on="2026-02-20")

    def visit(self, day: date = VISIT) -> Page:
        return self.fill("sessions/new/acupuncture", day=str(day), clock="10:00", course_id=str(self.course_id))

    def undo(self, answer: Page) -> None:
        self.act(f"undo/{answer.location.split('saved=')[1].split('&')[0].split('#')[0]}")

    def restore(self) -> None:
        """Bring back the newest thing in the bin."""
        page = self.browser.get(self.browser.path("deleted"))
        self.browser.submit(page, "undo/", follow=False)

    def entry(self, day: date) -> uuid.UUID:
        query = select(Entry.id).where(Entry.for_date == day, Entry.deleted_at.is_(None))
        with Session(self.engine) as db_session:
            return db_session.execute(query).scalar_one()

    def session(self) -> uuid.UUID:
        query = select(TreatmentSession.id).where(TreatmentSession.deleted_at.is_(None))
        with Session(self.engine) as db_session:
            return db_session.execute(query.order_by(TreatmentSession.started_at)).scalars().first() or uuid.uuid4()

    def lines(self) -> list[StartingWeekRow]:
        assert self.browser.patient_id is not None
        with Session(self.engine) as db_session:
            return list(history(db_session, self.browser.patient_id, self.course_id))

    def means(self) -> list[float | None]:
        """From the first to the newest."""
        return [line.mean for line in reversed(self.lines())]


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def rosa(app: Flask, evening: time_machine.Traveller) -> Diary:
    made = Diary(app, sign_in(app, make_person(app, "Rosa", now=EVENING)))
    made.plan()
    return made


@pytest.fixture
def settled(rosa: Diary) -> Diary:
    """Five days of leg pain 6, then the first session."""
    for day in LOGGED:
        rosa.tap(day, 6)
    rosa.visit()
    return rosa


def test_nothing_is_recorded_while_the_week_is_gathered(rosa: Diary, evening: time_machine.Traveller) -> None:
    for day in LOGGED:
        rosa.tap(day, 6)
    assert rosa.lines() == []
    evening.shift(timedelta(minutes=9))
    rosa.visit()
    line = StartingWeekRow(
        EVENING + timedelta(minutes=9), "Rosa", 6.0, 5, LOGGED[0], LOGGED[-1], overlaps=False, late_days=5
    )
    assert rosa.lines() == [line]


def test_a_week_that_overlaps_treatment_is_settled_by_its_seventh_day(rosa: Diary) -> None:
    for day in LOGGED[-2:]:
        rosa.tap(day, 8)
    rosa.visit()
    for number in range(4):
        rosa.tap(VISIT + timedelta(days=number), 4)
    assert rosa.lines() == []
    rosa.tap(VISIT + timedelta(days=4), 4)
    (line,) = rosa.lines()
    assert line.mean == pytest.approx(36 / 7)
    assert (line.days, line.overlaps) == (7, True)
    rosa.tap(VISIT + timedelta(days=5), 0)
    assert len(rosa.lines()) == 1


def details(rosa: Diary) -> None:
    opened = opened_with(leg_pain=6)
    rosa.browser.post(rosa.browser.path(f"days/{LOGGED[0]}/details"), {"leg_pain": "1", "opened": opened}, follow=False)


def two_moments(rosa: Diary) -> None:
    for clock in ("09:00", "10:00"):
        rosa.fill(f"moments/new?day={VISIT - timedelta(days=1)}", leg_pain="0", for_time=clock)


def deleted_and_restored(rosa: Diary) -> None:
    rosa.act(f"entries/{rosa.entry(LOGGED[0])}/delete")
    assert rosa.lines()[0].days == 4
    rosa.restore()


def an_earlier_appointment(rosa: Diary) -> None:
    when = {"day": str(VISIT - timedelta(days=2)), "clock": "10:00", "status": "planned"}
    rosa.fill("sessions/new/acupuncture?status=planned", course_id=str(rosa.course_id), **when)
    rosa.act(f"sessions/{rosa.session()}/happened", status="attended")


WAYS: dict[str, tuple[Callable[[Diary], object], list[float | None]]] = {
    "a tapped score": (lambda rosa: rosa.tap(LOGGED[0], 1), [6, 5]),
    "a day that was missing": (lambda rosa: rosa.tap(VISIT - timedelta(days=7), 0), [6, 5]),
    "a tapped score, undone": (lambda rosa: rosa.undo(rosa.tap(LOGGED[0], 1)), [6, 5, 6]),
    "the details of a day": (details, [6, 5]),
    "moments": (two_moments, [6, 5]),
    "a corrected entry": (lambda rosa: rosa.fill(f"entries/{rosa.entry(LOGGED[0])}", leg_pain="1"), [6, 5]),
    "an entry moved to another day": (
        lambda rosa: rosa.fill(f"entries/{rosa.entry(LOGGED[0])}", for_date=str(VISIT + timedelta(days=1))),
        [6, 6],
    ),
    "a deleted entry, restored": (deleted_and_restored, [6, 6, 6]),
    "the first session moved": (lambda rosa: rosa.fill(f"sessions/{rosa.session()}/edit", day="2026-02-27"), [6, 6]),
    "an earlier appointment, attended": (an_earlier_appointment, [6, 6]),
    "the first session missed": (lambda rosa: rosa.fill(f"sessions/{rosa.session()}/edit", status="missed"), [6, None]),
    "the first session deleted, undone": (
        lambda rosa: rosa.undo(rosa.act(f"sessions/{rosa.session()}/delete")),
        [6, None, 6],
    ),
    "the first session in no course": (
        lambda rosa: rosa.fill(f"sessions/{rosa.session()}/edit", course_id=""),
        [6, None],
    ),
    "an end before the first session": (
        lambda rosa: rosa.fill(f"courses/{rosa.course_id}", phase="ended", ended_on="2026-03-01"),
        [6, None],
    ),
    "the course deleted, undone": (lambda rosa: rosa.undo(rosa.act(f"courses/{rosa.course_id}/delete")), [6]),
    "back pain alone": (lambda rosa: rosa.tap(LOGGED[0], 1, site="back"), [6]),
    "a day after the first session": (lambda rosa: rosa.tap(VISIT, 1), [6]),
    "a day long before": (lambda rosa: rosa.tap(VISIT - timedelta(days=8), 1), [6]),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_write_leaves_its_line(settled: Diary, way: str) -> None:
    write, means = WAYS[way]
    write(settled)
    assert settled.means() == means


def test_what_changed_while_the_course_was_away_is_noted_when_it_comes_back(settled: Diary) -> None:
    answer = settled.act(f"courses/{settled.course_id}/delete")
    settled.tap(LOGGED[0], 1)
    assert settled.means() == [6]
    settled.undo(answer)
    assert settled.means() == [6, 5]


def test_a_score_of_today_costs_two_more_queries_and_reads_no_diary(settled: Diary) -> None:
    hooks = settled.app.extensions["before_commit"]
    settled.tap(EVENING.date(), 3)
    with counted_queries(settled.app) as with_record:
        settled.tap(EVENING.date(), 4)
    settled.app.extensions["before_commit"] = ()
    with counted_queries(settled.app) as without:
        settled.tap(EVENING.date(), 5)
    settled.app.extensions["before_commit"] = hooks
    # The other asks whether the record is shared. PostgreSQL lets several write, so there the record is locked, too.
    locks = sum("FOR NO KEY UPDATE" in statement for statement in with_record)
    locks -= sum("FOR NO KEY UPDATE" in statement for statement in without)
    # Where a host lets programs be told of what was saved, it is asked whether one wants to be.
    told = sum("webhook" in statement for statement in with_record)
    assert len(with_record) == len(without) + 2 + locks + told
    assert told <= 1
    assert locks <= 1
    assert sum("starting_week" in statement for statement in with_record) == 1
    with counted_queries(settled.app) as back:
        settled.tap(EVENING.date(), 5, site="back")
    assert not any("starting_week" in statement for statement in back)


def test_the_record_and_the_change_are_kept_together_or_not_at_all(settled: Diary) -> None:
    def fail(db_session: Session) -> None:
        db_session.flush()
        raise RuntimeError

    settled.app.extensions["before_commit"] += (fail,)
    with pytest.raises(RuntimeError):
        settled.tap(LOGGED[0], 1)
    settled.app.extensions["before_commit"] = settled.app.extensions["before_commit"][:-1]
    assert settled.means() == [6]
    settled.tap(LOGGED[1], 1)
    assert settled.means() == [6, 5]

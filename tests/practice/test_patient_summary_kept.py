"""A standing is worked out again with each change that can touch it, and with nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask, g
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tests.dashboard.conftest import Filler
from tests.review.conftest import course_with, diary
from tests.support.evening import TODAY
from tests.support.people import Person, author_of
from tests.support.sharing import make_practitioner, share
from tracker.diary.models import Entry
from tracker.diary.services import writing as diary_services
from tracker.domain.acting import Author
from tracker.domain.course.plan import CourseFacts
from tracker.domain.course.review import ReviewFacts
from tracker.domain.scores.entry import EntryFacts
from tracker.domain.treatment.session_detail import without_detail
from tracker.domain.treatment.sessions import SessionFacts
from tracker.patients.services import history
from tracker.patients.services import record as patients
from tracker.patients.services.cautions import save_cautions
from tracker.practice.models import Summary
from tracker.practice.services.patient_summary import make_summary, refresh_summaries, work_out
from tracker.review.models import CourseReview
from tracker.review.services import reviews
from tracker.sharing.models import Grant
from tracker.treatment.models import Course, TreatmentSession
from tracker.treatment.services import courses, sessions
from tracker.treatment.services.courses import facts_of
from tracker.treatment.services.sessions import Told
from tracker.web import clock
from tracker.web.transactions import commit
from tracker.web.transactions import db_session as of_request

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def fill(app: Flask, evening: time_machine.Traveller, person: Person) -> Filler:
    return Filler(app, person.patient_id)


class Hands:
    """Changes a record as its pages do: in a request of its own, committed once."""

    def __init__(self, app: Flask, person: Person, evening: time_machine.Traveller) -> None:
        self.app, self.person, self.evening = app, person, evening

    def do(self, act: Callable[[Session, Author], Any]) -> Any:
        self.evening.shift(timedelta(minutes=1))
        with self.app.test_request_context():
            g.patient = None
            done = act(of_request(), author_of(self.person, clock.now()))
            commit()
        return done

    def leg(self, score: int, day: date = TODAY) -> None:
        self.do(lambda session, author: diary_services.set_score(session, day, "leg", score, author))

    def undo(self, revision_id: UUID) -> None:
        self.do(lambda session, author: history.undo(session, revision_id, author))

    def row(self, session: Session, model: Any) -> Any:
        return session.execute(select(model).where(model.deleted_at.is_(None)).limit(1)).scalar_one()


@pytest.fixture
def hands(app: Flask, person: Person, evening: time_machine.Traveller) -> Hands:
    return Hands(app, person, evening)


@pytest.fixture
def shared(app: Flask, person: Person, evening: time_machine.Traveller) -> UUID:
    return share(app, person, make_practitioner(app))


def kept(app: Flask, patient_id: UUID) -> dict[str, Any] | None:
    """The row as it stands; that it is what would be worked out now is checked on the way."""
    with app.app_context(), Session(app.extensions["sqlalchemy"].engine) as session:
        row = session.get(Summary, patient_id)
        if row is None:
            return None
        found = {column.key: getattr(row, column.key) for column in Summary.__table__.columns}
        fresh = work_out(session, patient_id, BERLIN, found["made_at"])
        assert found == fresh
        return found


def changed(before: dict[str, Any] | None, after: dict[str, Any] | None) -> set[str]:
    """The columns that say something else now, but for the moment the row was made."""
    assert before is not None
    assert after is not None
    assert after["made_at"] > before["made_at"]
    return {name for name in before if before[name] != after[name]} - {"made_at"}


def said(row: dict[str, Any] | None) -> dict[str, Any]:
    assert row is not None
    return {name: value for name, value in row.items() if name != "made_at"}


@pytest.fixture
def course(fill: Filler, shared: UUID, hands: Hands) -> UUID:
    """A shared record in the middle of a course, its standing made."""
    course_id = course_with(fill, sessions=5)
    hands.do(lambda session, author: make_summary(session, author.patient_id, author.now))
    return course_id


def test_each_change_of_the_diary(app: Flask, person: Person, hands: Hands, course: UUID) -> None:
    stood = kept(app, person.patient_id)
    assert stood is not None
    assert (stood["last_entry_on"], stood["last_leg"], stood["flare_on"]) == (TODAY, 3, None)
    hands.leg(9)
    after = kept(app, person.patient_id)
    assert {"last_leg", "latest_leg", "weeks"} <= changed(stood, after)
    hands.leg(9, TODAY - timedelta(days=1))
    flared = kept(app, person.patient_id)
    assert flared is not None
    assert flared["flare_on"] == TODAY
    signs = hands.do(
        lambda session, author: diary_services.save_daily(
            session,
            EntryFacts(kind="daily", for_date=TODAY, leg_pain=9, warning_signs=("fever_chills",)),
            author,
        )
    )
    warned = kept(app, person.patient_id)
    assert changed(flared, warned) == {"warned_on", "warning_signs"}
    hands.undo(signs)
    assert said(kept(app, person.patient_id)) == said(flared)


def test_deleting_an_entry_and_taking_that_back(app: Flask, person: Person, hands: Hands, course: UUID) -> None:
    hands.leg(9)
    before = kept(app, person.patient_id)

    def remove(session: Session, author: Author) -> UUID:
        entry_id = session.execute(select(Entry.id).where(Entry.for_date == TODAY)).scalar_one()
        return diary_services.delete_entry(session, entry_id, author)

    revision_id = hands.do(remove)
    after = kept(app, person.patient_id)
    assert {"last_entry_on", "last_leg"} <= changed(before, after)
    hands.undo(revision_id)
    assert said(kept(app, person.patient_id)) == said(before)


def test_each_change_of_a_session(app: Flask, person: Person, hands: Hands, course: UUID) -> None:
    before = kept(app, person.patient_id)
    facts = SessionFacts(kind="acupuncture", status="attended", started_at=clock.now(), course_id=course)
    made = hands.do(lambda session, author: sessions.create_session(session, uuid4(), Told(facts), author))
    added = kept(app, person.patient_id)
    assert added is not None
    assert added["done"] == 6
    assert changed(before, added) == {"done"}
    hands.undo(made)
    assert changed(added, kept(app, person.patient_id)) == {"done"}

    def miss(session: Session, author: Author) -> UUID | None:
        row = hands.row(session, TreatmentSession)
        facts = replace(without_detail(sessions.facts_of(row)), status="missed")
        return sessions.change_session(session, row, Told(facts), author)

    hands.do(miss)
    missed = kept(app, person.patient_id)
    assert missed is not None
    assert missed["done"] == 4
    plan = replace(facts, status="planned", started_at=clock.now() + timedelta(days=3))
    planned = uuid4()
    hands.do(lambda session, author: sessions.create_session(session, planned, Told(plan), author))
    assert said(kept(app, person.patient_id)) == said(missed), "an appointment is no session yet"
    hands.evening.shift(timedelta(days=3))
    hands.do(
        lambda session, author: sessions.mark_session(
            session, session.get_one(TreatmentSession, (author.patient_id, planned)), "attended", author
        )
    )
    attended = kept(app, person.patient_id)
    assert attended is not None
    assert attended["done"] == 5
    hands.do(
        lambda session, author: sessions.delete_session(
            session, session.execute(select(TreatmentSession).where(TreatmentSession.status == "attended",
            TreatmentSession.deleted_at.is_(None)).limit(1)).scalar_one(), author
        )
    )  # fmt: skip
    assert "done" in changed(attended, kept(app, person.patient_id))


def test_each_change_of_a_course_and_its_reviews(app: Flask, person: Person, hands: Hands, course: UUID) -> None:
    before = kept(app, person.patient_id)
    assert before is not None
    assert before["review_due"] == "first"

    def look(session: Session, author: Author) -> UUID:
        row = hands.row(session, Course)
        facts = ReviewFacts(decision="continue_as_planned")
        return reviews.hold_review(session, uuid4(), row, facts, author)

    hands.do(look)
    looked = kept(app, person.patient_id)
    assert changed(before, looked) == {"review_due"}
    hands.do(lambda session, author: reviews.delete_review(session, hands.row(session, CourseReview), author))
    again = kept(app, person.patient_id)
    assert changed(looked, again) == {"review_due"}

    def longer(session: Session, author: Author) -> UUID | None:
        row = hands.row(session, Course)
        facts = replace(facts_of(row), planned_sessions=12)
        return courses.change_course(session, row, facts, author)

    hands.do(longer)
    planned = kept(app, person.patient_id)
    assert changed(again, planned) == {"planned"}
    gone = hands.do(lambda session, author: courses.delete_course(session, hands.row(session, Course), author))
    without = kept(app, person.patient_id)
    assert {"course_id", "label", "weeks"} <= changed(planned, without)
    hands.undo(gone)
    assert said(kept(app, person.patient_id)) == said(planned)


def test_a_new_course_and_the_cautions(app: Flask, person: Person, hands: Hands, fill: Filler, shared: UUID) -> None:
    diary(fill, 6, 3)
    hands.do(lambda session, author: make_summary(session, author.patient_id, author.now))
    before = kept(app, person.patient_id)
    facts = CourseFacts(kind="physiotherapy", phase="initial", started_on=TODAY, planned_sessions=8)
    hands.do(lambda session, author: courses.start_course(session, uuid4(), facts, author))
    begun = kept(app, person.patient_id)
    assert {"course_id", "course_kind", "done", "planned"} <= changed(before, begun)
    hands.do(lambda session, author: save_cautions(session, {"pregnancy": None}, author))
    assert changed(begun, kept(app, person.patient_id)) == {"cautions"}


def test_what_cannot_touch_it_leaves_it_alone(app: Flask, person: Person, hands: Hands, course: UUID) -> None:
    before = kept(app, person.patient_id)
    hands.do(patients.confirm_cautions)
    hands.do(lambda session, author: sessions.log_self_care(session, uuid4(), "heat", 15, author))
    hands.do(
        lambda session, author: diary_services.save_daily(
            session,
            EntryFacts(kind="daily", for_date=TODAY - timedelta(days=1), leg_pain=3, note="Long drive"),
            author,
        )
    )
    assert kept(app, person.patient_id) == before


def test_a_record_that_is_not_shared_has_none(app: Flask, person: Person, hands: Hands, fill: Filler) -> None:
    course_with(fill)
    hands.leg(4)
    assert kept(app, person.patient_id) is None
    share(app, person, make_practitioner(app), ended=True)
    hands.leg(5)
    assert kept(app, person.patient_id) is None


def test_rows_written_past_the_history_are_caught_up_with(
    app: Flask, person: Person, hands: Hands, course: UUID, db_session: Session
) -> None:
    db_session.execute(update(Entry).values(leg_pain=7))
    make_summary(db_session, person.patient_id, clock.now(), if_shared=True)
    db_session.commit()
    stood = kept(app, person.patient_id)
    assert stood is not None
    assert stood["last_leg"] == 7
    db_session.execute(update(Entry).values(leg_pain=2))
    refresh_summaries(db_session, clock.now())
    db_session.commit()
    assert kept(app, person.patient_id)["last_leg"] == 2  # type: ignore[index]
    db_session.execute(delete(Grant))
    db_session.execute(delete(Summary))
    refresh_summaries(db_session, clock.now())
    make_summary(db_session, person.patient_id, clock.now(), if_shared=True)
    db_session.commit()
    assert kept(app, person.patient_id) is None

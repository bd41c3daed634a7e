"""What is kept of a record says the same as its Course page, whoever looks and on whichever later day."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.people import Person
from tracker.dashboard.services.course import CoursePage, read_course_page
from tracker.demo import factory
from tracker.demo.factory import Row
from tracker.diary.models import Entry
from tracker.domain.brief.attention import Known, Need, needs_of, within_terms
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.sharing.access import Terms
from tracker.patients.models import Caution
from tracker.patients.services.scope import Scope, look_through
from tracker.practice.services.patient_summary import work_out
from tracker.review.models import CourseReview
from tracker.review.services.measuring import open_courses, read_courses
from tracker.storage.base import Base
from tracker.storage.rows import WITHIN
from tracker.treatment.models import Course, TreatmentSession

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 3)
SIGNS = ("saddle_numbness", "fever_chills")


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


class Record:
    """A made-up record up to TODAY: one or two courses, entries with gaps, sessions, reviews and cautions."""

    def __init__(self, db_session: Session, patient_id: UUID, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up people
        self.db_session, self.patient_id = db_session, patient_id
        began = TODAY - timedelta(days=self.chance.randint(0, 150))
        for number in range(self.chance.randint(0, 2)):
            started = began if number == 0 else TODAY + timedelta(days=self.chance.randint(-12, 6))
            self.course(started, last=number == 1)
        self.entries(began)
        codes = self.chance.sample(["pregnancy", "epilepsy", "blood_thinner"], self.chance.randint(0, 2))
        self.add(Caution, [factory.caution(code, began) for code in codes])

    def add(self, model: type[Base], rows: Sequence[Row]) -> None:
        factory.add(self.db_session, model, rows, patient_id=self.patient_id)

    def entries(self, began: date) -> None:
        level = self.chance.randint(1, 6)
        rows: list[dict[str, Any]] = []
        day = began - timedelta(days=self.chance.randint(0, 14))
        while day <= TODAY - timedelta(days=self.chance.choice([0, 0, 1, 1, 2, 8])):
            level = min(10, max(0, level + self.chance.choice([-2, -1, 0, 0, 1, 2])))
            if self.chance.random() < 0.8:
                moments = self.chance.random() < 0.2
                kind, count = ("moment", 2) if moments else ("daily", 1)
                rows.extend(self.entry(day, kind, level, number) for number in range(count))
            day += timedelta(days=1)
        if self.chance.random() < 0.4:
            rows[-2:] = [row | {"leg_pain": 9} for row in rows[-2:]]
        self.add(Entry, rows)

    def entry(self, day: date, kind: str, level: int, number: int) -> dict[str, Any]:
        only_back = self.chance.random() < 0.1
        return factory.entry(
            day,
            noon(day),
            kind=kind,
            for_time=time(8 + number) if kind == "moment" else None,
            leg_pain=None if only_back else level,
            back_pain=3,
            warning_signs=(self.chance.choice(SIGNS),) if self.chance.random() < 0.03 else (),
        )

    def course(self, started: date, *, last: bool) -> None:
        course_id, ended = uuid4(), not last and self.chance.random() < 0.3
        self.add(
            Course,
            [
                factory.course(
                    started,
                    noon(started),
                    id=course_id,
                    kind=self.chance.choice(["acupuncture", "physiotherapy"]),
                    phase="ended" if ended else self.chance.choice(["initial", "initial", "maintenance"]),
                    ended_on=min(TODAY, started + timedelta(days=40)) if ended else None,
                    planned_sessions=self.chance.choice([1, 4, 10]),
                )
            ],
        )
        held = [started + timedelta(days=3 * number) for number in range(self.chance.randint(0, 11))]
        sessions = [self.session(day, course_id) for day in held if day <= TODAY]
        if self.chance.random() < 0.3:
            sessions.append(self.session(min(started, TODAY) - timedelta(days=6), course_id, "missed"))
        self.add(TreatmentSession, [*sessions, self.session(TODAY + timedelta(days=3), course_id, "planned")])
        looked = [day for day in held if day <= TODAY and self.chance.random() < 0.2]
        looked += [started + timedelta(days=95)] if self.chance.random() < 0.3 else []
        self.add(
            CourseReview,
            [
                factory.review(
                    course_id, day, noon(day), sessions_done=sum(other <= day for other in held), by_name="Rosa"
                )
                for day in looked
                if day <= TODAY
            ],
        )

    def session(self, day: date, course_id: UUID, status: str | None = None) -> dict[str, Any]:
        status = status or self.chance.choice(["attended"] * 5 + ["missed"])
        return factory.session(day, noon(day), status=status, started_at=noon(day), course_id=course_id)


def known_of(values: dict[str, Any], first_day: date | None) -> Known:
    return within_terms(Known(**{name: values[name] for name in Known._fields if name in values}, first_day=first_day))


def page_on(db_session: Session, patient_id: UUID, day: date) -> CoursePage | None:
    rows = open_courses(read_courses(db_session, patient_id), day)
    return read_course_page(db_session, patient_id, rows[0], day, BERLIN, None) if rows else None


def agrees(known: Known, values: dict[str, Any], page: CoursePage, day: date) -> None:
    """The two say the same of the course, its numbers and what it calls for."""
    found, verdict = page.measured.measure, page.measured.measure.verdict
    needs, said = needs_of(known, day), {notice.code for notice in page.notices}
    assert values["course_id"] == page.measured.row.id
    assert (values["course_kind"], values["phase"]) == (page.measured.row.kind, page.measured.row.phase)
    assert (known.done, known.planned) == (page.measured.track.done, page.measured.track.planned)
    assert known.course_first_day == found.first_day
    assert (known.label, known.confirmed) == (verdict.label, verdict.confirmed)
    assert values["baseline_leg"] == (found.baseline and found.baseline.mean)
    assert values["latest_leg"] == (verdict.latest and verdict.latest.mean)
    assert values["latest_days"] == (verdict.latest and verdict.latest.days)
    assert values["latest_low"] == (verdict.latest and verdict.latest.low)
    assert values["latest_high"] == (verdict.latest and verdict.latest.high)
    means = [None if week.mean is None else round(week.mean, 2) for week in found.leg_weeks]
    kept = values["weeks"] or []
    assert means[: max((n + 1 for n, mean in enumerate(means) if mean is not None), default=0)][-8:] == kept
    assert (Need.FLARE in needs) == ("flare" in said)
    assert (Need.REVIEW in needs) == ("review" in said)
    warned = [(known.warned_on, values["warning_signs"])] if Need.WARNING in needs else []
    assert list(page.flags.waiting[:1]) == warned


@pytest.mark.parametrize("block", range(3))
def test_the_list_says_what_the_course_page_says(app: Flask, person: Person, db_session: Session, block: int) -> None:
    for seed in range(25 * block, 25 * block + 25):
        _says_the_same(Record(db_session, person.patient_id, seed))
        db_session.rollback()


def _says_the_same(record: Record) -> None:
    db_session, patient_id = record.db_session, record.patient_id
    made = TODAY
    later = TODAY + timedelta(days=record.chance.choice([0, 1, 2, 9, 40]))
    begun = [row.started_on for row in read_courses(db_session, patient_id) if row.phase != "ended"]
    if any(made < day <= later for day in begun):  # the list then works it out again
        made = later
    values = work_out(db_session, patient_id, BERLIN, noon(made))
    page = page_on(db_session, patient_id, later)
    known = known_of(values, None)
    if page is None:
        assert (known.done, known.label, known.flare_on, known.review_due, values["weeks"]) == (None,) * 5
    else:
        agrees(known, values, page, later)
        assert set(values["cautions"]) == set(page.about.kinds)
    _look_from(record, values, later)


def _look_from(record: Record, values: dict[str, Any], later: date) -> None:
    """The same for somebody with whom a part is shared: what the list shows is what their Course page shows."""
    db_session, patient_id = record.db_session, record.patient_id
    first_day = TODAY - timedelta(days=record.chance.randint(0, 160))
    if values["course_started_on"] is not None and record.chance.random() < 0.6:
        first_day = values["course_started_on"] - timedelta(days=record.chance.randint(0, 12))
    known = known_of(values, first_day)
    look_through(db_session, Scope(patient_id, Terms(notes=False, first_day=first_day), BERLIN))
    try:
        seen = {row.id for row in read_courses(db_session, patient_id)}
        assert (known.done is not None) == (values["course_id"] in seen)
        if known.done is not None:
            row = next(row for row in read_courses(db_session, patient_id) if row.id == values["course_id"])
            agrees(known, values, read_course_page(db_session, patient_id, row, later, BERLIN, None), later)
        assert known.warned_on is None or known.warned_on >= first_day
        assert known.last_entry_on is None or known.last_entry_on >= first_day
    finally:
        db_session.info.pop(WITHIN)


def test_the_made_up_records_hold_every_reason(app: Flask, person: Person, db_session: Session) -> None:
    found: dict[Need, int] = {}
    shown = 0
    for seed in range(75):
        record = Record(db_session, person.patient_id, seed)
        values = work_out(db_session, record.patient_id, BERLIN, noon(TODAY))
        known = known_of(values, None)
        for need in needs_of(known, TODAY):
            found[need] = found.get(need, 0) + 1
        shown += known_of(values, TODAY - timedelta(days=100)).done is not None
        db_session.rollback()
    assert {need for need, count in found.items() if count > 2} == set(Need) - {Need.ENDING}
    assert shown > 10


def test_a_day_alone_changes_nothing_that_is_kept(app: Flask, person: Person, db_session: Session) -> None:
    for seed in range(12):
        record = Record(db_session, person.patient_id, seed)
        rows = read_courses(db_session, person.patient_id)
        if not any(row.phase != "ended" and row.started_on > TODAY for row in rows):
            now, then = (
                work_out(db_session, record.patient_id, BERLIN, noon(TODAY + timedelta(days=days))) for days in (0, 9)
            )
            if then["warned_on"] != now["warned_on"]:  # it is no longer recent, so nobody would show it
                assert now["warned_on"] < recent_from(TODAY + timedelta(days=9))
            for values in (now, then):
                for name in ("made_at", "warned_on", "warning_signs"):
                    values.pop(name)
            assert then == now
        db_session.rollback()


@pytest.mark.parametrize(
    ("held_on", "due_on"),
    [
        ((), {89: False, 90: True, 200: True}),
        ((80,), {89: False, 90: True}),
        ((90,), {90: False, 200: False}),
        ((80, 95), {95: False, 200: False}),
    ],
)
def test_the_review_at_ninety_days(
    app: Flask, person: Person, db_session: Session, held_on: tuple[int, ...], due_on: dict[int, bool]
) -> None:
    first = TODAY - timedelta(days=100)
    course_id = uuid4()
    course = factory.course(first, noon(first), id=course_id)
    factory.add(db_session, Course, [course], patient_id=person.patient_id)
    session = factory.session(first, noon(first), started_at=noon(first), course_id=course_id)
    factory.add(db_session, TreatmentSession, [session], patient_id=person.patient_id)
    looked = [first + timedelta(days=back) for back in held_on]
    of = {"sessions_done": 1, "decision": "stop", "by_name": "Rosa"}
    reviews = [factory.review(course_id, one, noon(one), **of) for one in looked]
    factory.add(db_session, CourseReview, reviews, patient_id=person.patient_id)
    known = known_of(work_out(db_session, person.patient_id, BERLIN, noon(TODAY)), None)
    for after, due in due_on.items():
        on = first + timedelta(days=after)
        assert (Need.REVIEW in needs_of(known, on)) is due
        page = page_on(db_session, person.patient_id, on)
        assert page is not None
        if all(one <= on for one in looked):
            assert ("review" in {notice.code for notice in page.notices}) is due

"""What lies before the first shared day is not there, by the day it was for the patient, wherever they live.

Two records that differ in nothing but what lies before that day look the same on every page and in every file. What is
planted there, and in the first hours of the day itself, is such that UTC would often say another day.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from tests.support import sharing
from tests.support.downloads import ONE_FILE, told
from tests.support.pages import Browser, without_ids
from tests.support.people import Person, make_person
from tests.support.rules import of_pages
from tracker.correspondence.models import FlagAnswer
from tracker.diary.models import DayContext, DayTags, Entry, LifeEvent
from tracker.domain.sharing.access import Action
from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.practice.services.patient_summary import make_summary
from tracker.review.models import CourseReview, FitAnswers, StartingWeek
from tracker.storage.base import Base
from tracker.treatment.models import Course, Dose, PlanChange, SessionRecord, TreatmentSession
from tracker.web.extensions import db
from tracker.web.gate import policy_of

NOW: Final = datetime(2026, 11, 28, 21, 30, tzinfo=UTC)
ZONES: Final = ("Pacific/Honolulu", "Pacific/Kiritimati", "UTC")
# Honolulu is ten hours behind UTC and Kiritimati fourteen ahead: each clock time lies on another day somewhere.
EVENING, MORNING = (time(0, 0), time(9, 30), time(14, 30), time(23, 59)), (time(0, 0), time(9, 30), time(23, 59))
FIRST: Final = date(2026, 11, 10)
STARTED: Final = FIRST + timedelta(days=8)
BEFORE, SINCE = "zwarteanemone", "gelbezypresse"
STEPS: Final = {BEFORE: 98_761, SINCE: 34_517}
SHOWN = {Action.SUMMARY, Action.READ, Action.EXPORT}
FILES = ("entries.csv", "sessions.csv", "courses.csv", "medication.csv", "weekly.csv")
NAMED = {"reports.file": FILES, **ONE_FILE}


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class Planted:
    """A record with a course in the shared days, and what can be added to it around the first of them."""

    def __init__(self, app: Flask, zone: str, practitioner: Person) -> None:
        self.app, self.zone, self.practitioner = app, ZoneInfo(zone), practitioner
        self.person = make_person(app, "Rosa", zone=zone, now=NOW)
        with app.app_context():
            started = self._at(STARTED, time(10))
            self.course_id = self._add(
                Course, kind="acupuncture", phase="initial", started_on=STARTED, planned_sessions=10, per_week=2,
                created_at=started,
            )  # fmt: skip
            self.other_course_id = self._add(
                Course, kind="physiotherapy", phase="initial", started_on=STARTED, planned_sessions=6, per_week=1,
                created_at=started,
            )  # fmt: skip
            self.activity_id = self._add(FunctionActivity, name="sitting", position=1, created_at=started)
            self._add(
                StartingWeek, course_id=self.course_id, at=started, first_session_day=STARTED, mean=6.0, days=7,
                overlaps=False,
            )  # fmt: skip
            self.session_id = self._session(started, SINCE, course_id=self.course_id)
            db.session.commit()

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)

    def _add(self, model: type[Base], **values: Any) -> uuid.UUID:
        row_id = uuid.uuid4()
        db.session.add(model(patient_id=self.person.patient_id, id=row_id, **values))
        db.session.flush()
        return row_id

    def _whose(self) -> dict[str, Any]:
        return {"by_account_id": self.practitioner.account_id, "by_name": self.practitioner.user_name}

    def _session(self, at: datetime, word: str, **more: Any) -> uuid.UUID:
        offset = at.utcoffset()
        assert offset is not None
        session_id = self._add(
            TreatmentSession, kind="acupuncture", status="attended", started_at=at, leg_before=6, leg_after=3,
            started_offset=int(offset.total_seconds() // 60), local_day=at.date(), note=word, entered_at=at, **more,
        )  # fmt: skip
        self._add(SessionRecord, session_id=session_id, entered_at=at, rationale=word, **self._whose())
        return session_id

    def around(self, day: date, clocks: tuple[time, ...], word: str) -> None:
        """On this day of the patient's, at these times of it, one of everything that has a day."""
        with self.app.app_context():
            for at in (self._at(day, clock) for clock in clocks):
                self._moment(at, word)
            entry = {"kind": "daily", "for_date": day, "entered_offset": 0, "late": False, "note": word}
            self._add(Entry, entered_at=self._at(day, clocks[-1]), leg_pain=9, warning_signs=("leg_weakness",), **entry)
            self._add(LifeEvent, kind="fall_or_strain", for_date=day, note=word, entered_at=NOW)
            self._add(DayTags, for_date=day, tags=word, entered_at=NOW)
            self._add(FitAnswers, for_date=day, session_cost=STEPS[word], in_brief=True, entered_at=NOW)
            self._add(DayContext, for_date=day, steps=STEPS[word], entered_at=NOW)
            self._add(FunctionScore, activity_id=self.activity_id, for_date=day, score=2, entered_at=NOW)
            self._add(
                CourseReview, course_id=self.course_id, held_on=day, sessions_done=1, decision="continue_as_planned",
                reason=word, label="small", confirmed=True, by_name="Rosa", entered_at=self._at(day, clocks[-1]),
            )  # fmt: skip
            self._add(
                FlagAnswer, last_on=day, flags=[[day.isoformat(), ["leg_weakness"]]], text=word, answered_at=NOW,
                **self._whose(),
            )  # fmt: skip
            db.session.commit()
            make_summary(db.session(), self.person.patient_id, NOW, if_shared=True)
            db.session.commit()

    def _moment(self, at: datetime, word: str) -> None:
        self._add(
            PlanChange, course_id=self.course_id, at=at, by_name="Rosa", changed={"per_week": [1, 2]}, reason=word
        )
        self._session(at, word)
        self._add(
            Dose, local_day=at.date(), none_taken=False, taken_at=at, taken_offset=0, name=word, note=word,
            entered_at=at,
        )  # fmt: skip
        self._add(
            Entry, kind="moment", for_date=at.date(), for_time=at.time(), entered_at=at, entered_offset=0, late=False,
            leg_pain=8, note=word,
        )  # fmt: skip

    def readers(self) -> Iterator[tuple[str, Browser]]:
        yield "practitioner", sharing.as_practitioner(self.app, self.practitioner, self.person)
        link_id = sharing.make_link(self.app, self.person, notes=True, first_day=FIRST)
        yield "link", sharing.as_link_holder(self.app, self.person, link_id)

    def seen(self) -> dict[tuple[str, str], str]:
        """Every page and file that is shared, as its reader sees it."""
        found = {}
        for who, browser in self.readers():
            for url in self._addresses():
                answer = browser.client.get(url)
                if answer.status_code == 200:
                    found[who, url] = _told(answer.mimetype, answer.get_data())
            if who == "practitioner":
                found[who, "/patients"] = _told("text/html", browser.client.get("/patients").get_data())
        return found

    def _addresses(self) -> Iterator[str]:
        days = {FIRST - timedelta(days=1), FIRST, STARTED}
        for rule in of_pages(self.app):
            policy = policy_of(self.app.view_functions[rule.endpoint])
            if "patient_id" not in rule.arguments or policy is None or policy.action not in SHOWN:
                continue
            if "GET" not in (rule.methods or ()):
                continue
            for name in NAMED.get(rule.endpoint, ("",)):
                for day in days if "day" in rule.arguments else {FIRST}:
                    known = {"name": name, "day": day, "site": "leg", "kind": "heat", "step": 1}
                    known |= {"patient_id": self.person.patient_id, "course_id": self.course_id}
                    known |= {"session_id": self.session_id}
                    values = {argument: known.get(argument, self.course_id) for argument in rule.arguments}
                    with self.app.test_request_context():
                        built = rule.build(values)
                    assert built is not None
                    both = f"?course={self.course_id}&with={self.other_course_id}"
                    yield str(built[1]) + (both if rule.endpoint == "dashboard.compare" else "")


def _told(kind: str | None, data: bytes) -> str:
    in_file = told(kind, data)
    return without_ids(data.decode()) if in_file is None else in_file


@pytest.fixture
def planted(app: Flask, clock: None, request: pytest.FixtureRequest) -> Planted:
    practitioner = sharing.make_practitioner(app)
    found = Planted(app, request.param, practitioner)
    sharing.share(app, found.person, practitioner, first_day=FIRST)
    return found


@pytest.mark.parametrize("planted", ZONES, indirect=True)
def test_two_records_that_differ_before_the_first_day_alone_look_the_same(planted: Planted) -> None:
    planted.around(FIRST, MORNING, SINCE)
    one = planted.seen()
    planted.around(FIRST - timedelta(days=1), EVENING, BEFORE)
    other = planted.seen()
    assert len(one) > 20
    assert [page for page, told in other.items() if BEFORE in told] == []
    assert [page for page in one | other if one.get(page) != other.get(page)] == []


@pytest.mark.parametrize("planted", ZONES, indirect=True)
def test_the_first_day_is_shown_from_its_first_minute(planted: Planted) -> None:
    planted.around(FIRST, MORNING, SINCE)
    told = planted.seen()
    patient = f"/patients/{planted.person.patient_id}"
    shown = told["practitioner", f"{patient}/course"]
    assert shown.count(SINCE) >= len(MORNING), "each change of the plan has its reason"
    archive = next(text for (who, url), text in told.items() if url.endswith("all.zip") and who == "practitioner")
    plan = archive.partition("== plan_changes.csv")[2].partition("\n== ")[0]
    assert plan.count(SINCE) == len(MORNING)

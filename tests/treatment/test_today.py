"""What other pages read of treatment: self-care and appointments, sessions and doses between days, the plan."""

import uuid
from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.support.counting import counted_queries
from tests.treatment.conftest import Log
from tracker.domain.treatment.sessions import SessionFacts
from tracker.storage.rows import rows_of
from tracker.treatment.queries import treatment
from tracker.treatment.services.reading import SelfCareChip, appointments, self_care
from tracker.treatment.services.sessions import as_begun
from tracker.web import clock


def test_an_empty_record_offers_self_care_with_the_usual_minutes(log: Log) -> None:
    assert log.browser.patient_id is not None
    with Session(log.engine) as session:
        offered = self_care(session, log.browser.patient_id)
        found = appointments(session, log.browser.patient_id, clock.now())
    assert offered == (
        SelfCareChip("heat", 15),
        SelfCareChip("ice", 10),
        SelfCareChip("stretching", 10),
        SelfCareChip("walking", 20),
        SelfCareChip("swimming", 20),
    )
    assert found == ((), ())


def test_self_care_and_appointments_in_a_query_each(log: Log) -> None:
    course_id = log.course(per_week="1")
    now = clock.now()
    log.add("acupuncture", course_id=str(course_id))
    log.add("walking", minutes="45")
    log.plan("massage", now + timedelta(days=3), practitioner="Li Wen")
    log.plan("acupuncture", now + timedelta(days=9))
    log.plan("acupuncture", now - timedelta(hours=2), course_id=str(course_id))
    assert log.browser.patient_id is not None
    with counted_queries(log.browser.app) as seen, Session(log.engine) as session:
        offered = self_care(session, log.browser.patient_id)
        coming, overdue = appointments(session, log.browser.patient_id, now)
    assert len(seen) == 2
    assert SelfCareChip("walking", 45) in offered
    assert [(one.kind, one.practitioner, one.course_id) for one in coming] == [
        ("massage", "Li Wen", None),
        ("acupuncture", None, course_id),
    ]
    assert [item.kind for item in overdue] == ["acupuncture"]


def test_between_days_both_are_included_and_deleted_courses_are_no_link(log: Log, engine: Engine) -> None:
    patient_id = log.browser.patient_id
    assert patient_id is not None
    course_id = log.course()
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        log.add("acupuncture", day=day, course_id=str(course_id))
        log.browser.submit(log.form("medication/new"), "medication/new", name="Ibuprofen", day=day)
    first, last = date(2026, 3, 1), date(2026, 3, 2)
    with Session(engine) as session:
        assert len(rows_of(session, *treatment.sessions_between(patient_id, first, last))) == 2
        assert len(rows_of(session, *treatment.sessions_between(patient_id, None, None))) == 3
        assert len(rows_of(session, *treatment.doses_between(patient_id, last, None))) == 2
        assert len(rows_of(session, *treatment.course_sessions(patient_id, course_id))) == 3
    log.browser.post(log.browser.path(f"courses/{course_id}/delete"))
    with Session(engine) as session:
        rows = rows_of(session, *treatment.sessions_between(patient_id, None, None))
        assert {row.course_id for row in rows} == {None}
        assert rows_of(session, *treatment.course_sessions(patient_id, course_id)) == []
        assert rows_of(session, *treatment.sessions_between(uuid.uuid4(), None, None)) == []


def test_a_first_session_of_a_kind_without_usual_minutes_has_none() -> None:
    now = clock.now()
    fresh = as_begun(None, "massage", now)
    assert fresh == SessionFacts(kind="massage", status="attended", started_at=now)

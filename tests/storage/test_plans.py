"""How each engine goes about what must not grow: by an index that is in order, and not by sorting all there is."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import text

from tests.support.counting import told_of_statements
from tests.support.people import make_person, sign_in
from tests.support.sharing import now, today
from tracker.demo import factory
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db

INDEX, DAYS, A_DAY = "ix_treatment_session_of_none", 500, 5


def _plan(app: Flask, path: str) -> str:
    """How the statement that lists the sessions of that page is run."""
    rosa = make_person(app, "Rosa")
    whose = {"patient_id": rosa.patient_id}
    course = factory.course(today() - timedelta(days=30), now(), planned_sessions=12)
    care = [
        factory.session(
            today() - timedelta(days=back),
            now(),
            kind="heat",
            started_at=datetime.combine(today() - timedelta(days=back), time(8 + number), UTC),
        )
        for back in range(1, DAYS + 1)
        for number in range(A_DAY)
    ]
    given = [factory.session(today() - timedelta(days=back), now(), course_id=course["id"]) for back in (3, 7, 10)]
    with app.app_context():
        factory.add(db.session(), Course, [course], **whose)
        factory.add(db.session(), TreatmentSession, care, **whose)
        factory.add(db.session(), TreatmentSession, given, **whose)
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ANALYZE"))
            db.session.commit()
    seen: list[tuple[str, Any]] = []
    browser = sign_in(app, rosa)
    with told_of_statements(app, lambda _one, _cursor, said, values, *_rest: seen.append((said, values))):
        assert browser.get(browser.path(path)).status == 200
    said, values = next(one for one in seen if "course_planned" in one[0])
    with app.app_context(), db.engine.connect() as connection:
        word = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        return "\n".join(str(row) for row in connection.exec_driver_sql(f"{word} {said}", values))


def test_the_sessions_of_no_course_are_not_sorted_for_the_page_of_the_newest(app: Flask) -> None:
    plan = _plan(app, "sessions")
    assert INDEX in plan, plan

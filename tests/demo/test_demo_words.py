"""What the app says of each of the demo's people, word for word, by the services that the pages use."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from syrupy.assertion import SnapshotAssertion

from tests.reports.rooms import fresh_session
from tracker.accounts.models import Account
from tracker.charts import compare, pain
from tracker.dashboard.services.progress import read_progress
from tracker.dashboard.services.ranges import Range, Span
from tracker.dashboard.views.compare import compared_course
from tracker.demo import build_demo
from tracker.demo.people import PEOPLE
from tracker.diary.services.reading import recent_warning_signs
from tracker.passwords.hashing import Hasher
from tracker.patients.models import Patient
from tracker.review.services.choosing import Choice
from tracker.review.services.measuring import days_between, read_courses
from tracker.review.services.notices import spoken
from tracker.review.services.now import read_held, stand_now
from tracker.wording.charted.values import days as written_days
from tracker.wording.formats import one_decimal
from tracker.wording.measured import measured_words
from tracker.wording.verdict import short_words, verdict_words
from tracker.wording.warning_signs import sign_words

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def demo() -> Iterator[Session]:
    with fresh_session() as db_session:
        build_demo(db_session, NOW, hasher=Hasher(cheap=True))
        db_session.commit()
        yield db_session


@pytest.mark.parametrize("name", [person.name for person in PEOPLE])
def test_what_each_of_them_reads(demo: Session, name: str, snapshot: SnapshotAssertion) -> None:
    query = select(Patient.id).join(Account, Account.id == Patient.account_id).where(Account.user_name == name)
    patient_id, today = demo.execute(query).scalar_one(), NOW.date()
    said: list[str] = [
        f"{day}: {', '.join(sign_words(codes))}" for day, codes in recent_warning_signs(demo, patient_id, today)
    ]
    for row in read_courses(demo, patient_id):
        held = read_held(demo, patient_id, [row])
        (now,) = stand_now(demo, held, days_between(demo, patient_id, held.first, today), today, ZONE)
        found = now.measured.measure
        words = verdict_words(found.verdict, found.lacks, found.sensitivity)
        said += [f"{row.kind}, {row.phase}, {now.measured.track.done} of {now.measured.track.planned}"]
        said += [words.headline, words.text, short_words(found.verdict, found.lacks)]
        said += [f"{one.title}. {one.text}" for one in spoken(now.notices)]
    assert said == snapshot


@pytest.mark.parametrize("name", [person.name for person in PEOPLE])
def test_every_part_of_a_page_means_the_same_latest_week(demo: Session, name: str) -> None:
    """The verdict, the sentence and the line of the pain chart, and the course beside another: days and number."""
    query = select(Patient.id).join(Account, Account.id == Patient.account_id).where(Account.user_name == name)
    patient_id, today = demo.execute(query).scalar_one(), NOW.date()
    courses = read_courses(demo, patient_id)
    for row in courses:
        for chosen in (Range.COURSE, Range.QUARTER, Range.YEAR, Range.ALL):
            page = read_progress(demo, patient_id, Span(chosen), Choice(courses, row), today, ZONE)
            assert page.course is not None
            measure, facts = page.course.measured.measure, pain.facts_of(page.charts)
            if measure.verdict.latest is None or measure.verdict.latest.mean is None:
                assert "latest week (" not in pain.summary(facts)
                continue
            assert measure.latest_days is not None
            (first, last), mean = measure.latest_days, measure.verdict.latest.mean
            said = measured_words(measure)
            assert (said.value, said.days) == (one_decimal(mean), written_days(first, last))
            if facts.shows(first):
                assert f"{said.value} in the latest week ({said.days})" in pain.summary(facts)
            if row.ended_on is None and facts.shows(first):
                assert (facts.leg_points[-1].first, facts.leg_points[-1].last) == (first, last)
                assert facts.leg_points[-1].mean == pytest.approx(mean)
            beside = compare.CompareFacts([compared_course(page.course.measured)])
            assert f"{said.value} in week {measure.verdict.latest.week} (" in compare.summary(beside)

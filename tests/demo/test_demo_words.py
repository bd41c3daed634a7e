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
from tracker.demo import build_demo
from tracker.demo.people import PEOPLE
from tracker.diary.services.reading import recent_warning_signs
from tracker.passwords.hashing import Hasher
from tracker.patients.models import Patient
from tracker.review.services.measuring import read_courses
from tracker.review.services.notices import spoken
from tracker.review.services.now import read_now
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
        (now,) = read_now(demo, patient_id, [row], today, ZONE)
        found = now.measured.measure
        words = verdict_words(found.verdict, found.lacks, found.sensitivity)
        said += [f"{row.kind}, {row.phase}, {now.measured.track.done} of {now.measured.track.planned}"]
        said += [words.headline, words.text, short_words(found.verdict, found.lacks)]
        said += [f"{one.title}. {one.text}" for one in spoken(now.notices)]
    assert said == snapshot

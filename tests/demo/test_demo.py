"""The people of the demo are who they are said to be, by the app's own rules."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.reports.rooms import add_patient, export_folder, exported, fresh_session, read_back, rows_of
from tracker.accounts.models import Account
from tracker.accounts.services.accounts import NewAccount, PasswordRules, add_account
from tracker.audit.services.chain import is_whole
from tracker.correspondence.models import PlanProposal, ReviewNote
from tracker.demo import DemoRefused, build_demo
from tracker.demo.people import PASSWORD, PEOPLE
from tracker.diary.models import Entry
from tracker.domain.accounts.names import name_key, user_name
from tracker.domain.errors import Problems
from tracker.passwords.hashing import Hasher, new_password
from tracker.patients.models import Patient
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import file_bytes
from tracker.reports.services.files import Source
from tracker.reports.services.reading import SessionReader
from tracker.sharing.models import AccessEvent, Grant
from tracker.storage.base import Base
from tracker.treatment.models import SessionRecord
from tracker.wording.accounts import NAME_TAKEN

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
CHEAP = Hasher(cheap=True)


@pytest.fixture(scope="module")
def demo() -> Iterator[Session]:
    with fresh_session() as db_session:
        build_demo(db_session, NOW, hasher=CHEAP)
        db_session.commit()
        yield db_session


def patient_id(db_session: Session, name: str) -> Any:
    query = select(Patient.id).join(Account, Account.id == Patient.account_id).where(Account.user_name == name)
    return db_session.execute(query).scalar_one()


def rows(db_session: Session, name: str, file: str, now: datetime = NOW) -> list[dict[str, str]]:
    source = Source(SessionReader(db_session), Wanted(patient_id(db_session, name)), now)
    return rows_of(b"".join(file_bytes(source, file)))


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("rosa", ["substantial"]),
        ("omar", ["no_clear_change", "no_clear_change"]),
        ("ines", ["worse"]),
        ("karl", ["substantial"]),
    ],
)
def test_the_course_says_what_the_story_says(demo: Session, name: str, labels: list[str]) -> None:
    courses = rows(demo, name, "courses.csv")
    assert [(row["label"], row["confirmed"]) for row in courses] == [(label, "yes") for label in labels]


def test_the_stories(demo: Session) -> None:
    assert rows(demo, "rosa", "courses.csv")[0]["attended"] == "10"
    assert [row["label"] for row in rows(demo, "tom", "courses.csv")] == ["not_enough_data"]
    assert len({row["for_date"] for row in rows(demo, "tom", "entries.csv")}) == 3
    assert rows(demo, "karl", "courses.csv")[0]["phase"] == "maintenance"
    assert any("bladder_change" in row["warning_signs"] for row in rows(demo, "ada", "entries.csv")[-3:])
    assert sum(row["status"] == "missed" for row in rows(demo, "ines", "sessions.csv")) == 1
    assert any(row["status"] == "planned" for row in rows(demo, "omar", "sessions.csv"))


def test_two_of_them_have_tags_of_their_own_and_say_where_nothing_came_after(demo: Session) -> None:
    tagged = {name: rows(demo, name, "tags.csv") for name in ("rosa", "omar", "ines")}
    assert {name: len(found) for name, found in tagged.items()} == {"rosa": 8, "omar": 5, "ines": 0}
    answers = {
        name: {row["side_effects"] for row in rows(demo, name, "sessions.csv") if row["session_number"]}
        for name in tagged
    }
    assert {name: "none" in said for name, said in answers.items()} == {"rosa": True, "omar": True, "ines": False}


def test_what_a_column_works_out_of_its_row_is_there(demo: Session) -> None:
    """The rows are written past the models, whose columns would have filled themselves."""
    worked_out = [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if column.default is not None and column.default.is_callable
    ]
    assert worked_out
    for table, column in worked_out:
        assert demo.execute(select(func.count()).select_from(table).where(column.is_(None))).scalar_one() == 0, column


def test_nobody_can_take_a_name_that_looks_like_theirs(demo: Session) -> None:
    new = NewAccount(user_name="r\u043esa", password=PASSWORD, time_zone="Europe/Berlin")
    with pytest.raises(Problems) as refused:
        add_account(demo, new, NOW, PasswordRules(hasher=CHEAP))
    assert refused.value.by_field == {"user_name": NAME_TAKEN}


def test_minas_diary_is_silent_for_two_weeks(demo: Session) -> None:
    days = sorted({date.fromisoformat(row["for_date"]) for row in rows(demo, "mina", "entries.csv")})
    assert max(b - a for a, b in pairwise(days)) >= timedelta(days=14)


def test_vera_has_three_years_and_forty_sessions(demo: Session) -> None:
    assert len(rows(demo, "vera", "entries.csv")) > 3 * 365 * 0.9
    numbered = [row for row in rows(demo, "vera", "sessions.csv") if row["session_number"]]
    assert len(numbered) == 40


@pytest.mark.parametrize("name", [person.name for person in PEOPLE])
def test_every_row_would_pass_the_import(demo: Session, name: str, tmp_path: Any) -> None:
    folder = tmp_path / name
    before = export_folder(demo, patient_id(demo, name), folder)
    taker = add_patient(demo)
    result = read_back(demo, taker, folder)
    assert result.by_file["entries.csv"].new == len(rows_of(before["entries.csv"]))
    assert exported(demo, taker, "sessions.csv") == before["sessions.csv"]
    demo.rollback()


def test_the_same_people_every_time_a_day_later() -> None:
    def scores(now: datetime) -> list[tuple[str, str]]:
        with fresh_session() as db_session:
            build_demo(db_session, now, hasher=CHEAP)
            return [(row["leg_pain"], row["back_pain"]) for row in rows(db_session, "rosa", "entries.csv", now)]

    assert scores(NOW) == scores(NOW + timedelta(days=9)) == scores(datetime(2026, 3, 30, 0, 30, tzinfo=UTC))


def test_running_again_replaces_the_people() -> None:
    with fresh_session() as db_session:
        build_demo(db_session, NOW - timedelta(days=30), hasher=CHEAP)
        made = build_demo(db_session, NOW, hasher=CHEAP)
        assert db_session.execute(select(func.count()).select_from(Account)).scalar_one() == len(made.names) == 9
        latest = db_session.execute(select(func.max(Entry.for_date))).scalar_one()
        assert latest == date(2026, 3, 19)


def test_the_password_opens_every_account_and_keeps_to_the_rules() -> None:
    with fresh_session() as db_session:
        made = build_demo(db_session, NOW, hasher=CHEAP)
        hashes = db_session.execute(select(Account.password_hash)).scalars().all()
        assert all(CHEAP.matches(known, made.password) for known in hashes[:2])
        assert all(new_password(PASSWORD, user_name=name) for name in made.names)
        assert [user_name(name) for name in made.names] == list(made.names)
        practitioners = select(Account.user_name).where(Account.is_practitioner)
        assert db_session.execute(practitioners).scalars().all() == ["Li Wen"]


def test_real_accounts_are_not_joined_unless_forced_and_never_replaced() -> None:
    with fresh_session() as db_session:
        add_patient(db_session, "Somebody")
        with pytest.raises(DemoRefused, match="real accounts"):
            build_demo(db_session, NOW, hasher=CHEAP)
        build_demo(db_session, NOW, force=True, hasher=CHEAP)
        assert db_session.execute(select(func.count()).select_from(Account)).scalar_one() == 10


def test_a_real_account_keeps_a_name_the_demo_needs() -> None:
    with fresh_session() as db_session:
        add_patient(db_session, "Rosa")
        db_session.execute(update(Account).values(name_key=name_key("Rosa")))
        with pytest.raises(DemoRefused, match="named Rosa"):
            build_demo(db_session, NOW, force=True, hasher=CHEAP)


def test_everybody_shares_with_the_acupuncturist_and_the_log_is_whole(demo: Session) -> None:
    grants = demo.execute(select(Grant)).scalars().all()
    assert len(grants) == len(PEOPLE)
    for grant in grants:
        query = select(AccessEvent).where(AccessEvent.patient_id == grant.patient_id).order_by(AccessEvent.number)
        events = demo.execute(query).scalars().all()
        assert events[0].act == "share_made"
        assert is_whole(events)
        assert all(event.at < NOW for event in events)


def test_what_was_written_back_belongs_to_sessions_and_courses_of_the_same_person(demo: Session) -> None:
    by: Any = demo.execute(select(SessionRecord.by_name, func.count()).group_by(SessionRecord.by_name)).all()
    assert dict(by) == {"Li Wen": 7, "Noor Haddad": 3}
    query: Any = select(Grant.others_records, func.count(SessionRecord.id)).where(SessionRecord.by_name != "Li Wen")
    query = query.join(SessionRecord, SessionRecord.patient_id == Grant.patient_id).group_by(Grant.others_records)
    assert dict(demo.execute(query).all()) == {True: 2, False: 1}, "the demo shows it both ways"
    assert demo.execute(select(PlanProposal.state)).scalars().all() == ["open"]
    assert sorted(demo.execute(select(ReviewNote.by_name).distinct()).scalars()) == ["Li Wen"]

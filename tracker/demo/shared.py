"""Shares the made-up records with the acupuncturist of the demo, and has the two sides write to each other."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from tracker.demo import factory
from tracker.demo.days import Frame, at
from tracker.demo.factory import Row
from tracker.demo.people import PRACTITIONER, RECORD, Letter, Shared
from tracker.domain.acting import By
from tracker.domain.course.proposal import OPEN
from tracker.domain.sharing.access_log import Act, Actor
from tracker.sharing.services.events import log_act

IDS: Final = uuid.UUID("b0a7d9e4-2f0c-4c7f-8a54-53f9d1f0f0aa")
# Somebody who stood in for the acupuncturist, and whose account is gone.
COLLEAGUE: Final[Row] = {"by_account_id": uuid.UUID("6f2f1c1e-9a53-4a0b-9a1c-6a1c0f2a7c11"), "by_name": "Noor Haddad"}


def shared_rows(frame: Frame, rows: Mapping[str, Sequence[Row]], practitioner_id: uuid.UUID) -> dict[str, list[Row]]:
    """The rows of sharing of one person's record, by table."""
    told = frame.person.shared
    by = {"by_account_id": practitioner_id, "by_name": PRACTITIONER}
    return {
        "share_grant": [_grant(frame, told, practitioner_id)],
        "review_note": [by | _letter(frame, letter) for letter in told.letters],
        "question": [factory.question(text, at(frame.day(3), 20)[0], id=_id(frame, text)) for text in told.questions],
        "plan_proposal": [by | _proposal(frame, rows, told.proposal)] if told.proposal else [],
        "session_record": _records(frame, rows, told, by),
    }


def _id(frame: Frame, what: str) -> uuid.UUID:
    return uuid.uuid5(IDS, f"{frame.person.name} {what}")


def _grant(frame: Frame, told: Shared, practitioner_id: uuid.UUID) -> Row:
    return factory.grant(
        practitioner_id,
        at(frame.day(told.since), 12)[0],
        id=_id(frame, "grant"),
        notes=told.notes,
        others_records=told.others,
        may_record=told.may_record,
        first_day=None if told.from_ago is None else frame.day(told.from_ago),
        last_day=None if told.ends_in is None else frame.day(-told.ends_in),
    )


def _letter(frame: Frame, letter: Letter) -> Row:
    read_at = None if letter.read is None else at(frame.day(letter.read), 8, 5)[0]
    return {
        "id": _id(frame, letter.text),
        "text": letter.text,
        "written_at": at(frame.day(letter.ago), 19, 30)[0],
        "read_at": read_at,
        "answer": letter.answer or None,
        "answered_at": read_at if letter.answer else None,
    }


def _proposal(frame: Frame, rows: Mapping[str, Sequence[Row]], asked: Row) -> Row:
    course_id = [row["id"] for row in rows["course"] if row["kind"] == "acupuncture"][-1]
    made_at = at(frame.day(1), 19, 40)[0]
    return {"id": _id(frame, "proposal"), "course_id": course_id, "made_at": made_at, "state": OPEN} | asked


def _records(frame: Frame, rows: Mapping[str, Sequence[Row]], told: Shared, by: Row) -> list[Row]:
    """What the acupuncturist recorded of the latest sessions of acupuncture, and a colleague of those before."""
    attended = [
        row for row in rows["treatment_session"] if row["kind"] == "acupuncture" and row["status"] == "attended"
    ]
    latest = sorted(attended, key=lambda row: row["started_at"], reverse=True)
    earlier = latest[told.records : told.records + told.records_of_another]
    own = [by | _record(frame, row) | {"adjuncts": told.also_given} for row in latest[: told.records]]
    return own + [COLLEAGUE | _record(frame, row) for row in earlier]


def _record(frame: Frame, row: Row) -> Row:
    entered = row["started_at"] + timedelta(hours=2)
    needles = {"points": row["points"], "needle_count": row["needle_count"]}
    return factory.session_record(row["id"], entered, id=_id(frame, f"record {row['id']}"), **RECORD, **needles)


def log_looks(db_session: Session, frame: Frame, owner: Row, patient_id: uuid.UUID, practitioner_id: uuid.UUID) -> None:
    """The log of looks as it would have been written: the share made, then a look before each of some days."""
    told = frame.person.shared
    share_id = _id(frame, "grant")
    made = at(frame.day(told.since), 12)[0]
    patient = By(patient_id=patient_id, now=made, name=owner["user_name"], account_id=owner["id"], share_id=share_id)
    by = replace(patient, actor=Actor.PRACTITIONER, name=PRACTITIONER, account_id=practitioner_id)
    acts: list[tuple[datetime, Act, By, str | None]] = [
        (made, Act.SHARE_MADE, patient, None),
        *((at(frame.day(letter.ago), 19, 30)[0], Act.NOTE_WRITTEN, by, None) for letter in told.letters),
    ]
    for ago in {told.since - 1, told.since // 2, 2, 1}:
        if 0 < ago < told.since:
            acts.append((at(frame.day(ago), 17, 25)[0], Act.LOOKED, by, "practice.brief"))
            acts.append((at(frame.day(ago), 17, 27)[0], Act.LOOKED, by, "dashboard.progress"))
    for moment, act, who, page in sorted(acts, key=lambda one: one[0]):
        log_act(db_session, act, replace(who, now=moment), page=page)

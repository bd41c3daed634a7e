"""Shares the made-up records with the acupuncturist of the demo, and has the two sides write to each other."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from tracker.demo import factory
from tracker.demo.days import Frame, at
from tracker.demo.factory import Row
from tracker.demo.people import PRACTITIONER
from tracker.domain.acting import By
from tracker.domain.course.proposal import OPEN
from tracker.domain.sharing.access_log import Act, Actor, Page
from tracker.sharing.services.events import log_act

IDS: Final = uuid.UUID("b0a7d9e4-2f0c-4c7f-8a54-53f9d1f0f0aa")
# Somebody who stood in for the acupuncturist, and whose account is gone.
COLLEAGUE: Final[Row] = {"by_account_id": uuid.UUID("6f2f1c1e-9a53-4a0b-9a1c-6a1c0f2a7c11"), "by_name": "Noor Haddad"}
PROFILE: Final[Row] = {
    "licence_body": "Made-up Board of Acupuncture",
    "licence_number": "DEMO-0000",
    "certification": "None: this person is made up",
    "years": 14,
    "clinic": "The practice by the river",
    "working_hours": "Mon to Thu 9 to 18, Fri 9 to 13",
    "code": "DEM0WEN5",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A review note of `ago` days ago, read and answered so many days ago where it was."""

    ago: int
    text: str
    read: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What one person lets the acupuncturist see, `since` so many days ago, and what passed between them.

    `records` of the latest sessions are the acupuncturist's, `records_of_another` of those before them a colleague's,
    which the acupuncturist sees where the patient lets them see those of `others`.
    """

    since: int
    notes: bool = False
    others: bool = False
    may_record: bool = True
    from_ago: int | None = None
    ends_in: int | None = None
    letters: tuple[Letter, ...] = ()
    proposal: Mapping[str, Any] | None = None
    questions: tuple[str, ...] = ()
    records: int = 0
    records_of_another: int = 0
    also_given: tuple[str, ...] = ("advice",)


SHARED: Final[Mapping[str, Shared]] = {
    "rosa": Shared(
        since=37,
        notes=True,
        others=True,
        letters=(
            Letter(
                17,
                "Thank you for logging so steadily. Half of the sessions are done; let us go on and look again at ten.",
                read=16,
                answer="Good. Sitting at work is easier since the new chair.",
            ),
            Letter(
                2, "That was session ten. When you have a quiet evening, please fill in the review on your Course page."
            ),
        ),
        questions=("Can I cycle to work again, or should I wait?", "How often would I come from now on?"),
        records=3,
        records_of_another=2,
    ),
    "omar": Shared(
        since=31,
        letters=(
            Letter(5, "We tried the points on the back of the leg twice now. Please keep noting how far walks go."),
        ),
        proposal={
            "per_week": 1,
            "reason": "Before the review I would like to see whether fewer sessions make a difference",
        },
        questions=("Does the blood thinner matter for the needles?",),
        records=2,
        records_of_another=1,
        also_given=("cupping", "advice"),
    ),
    "ines": Shared(
        since=26,
        notes=True,
        may_record=False,
        letters=(
            Letter(1, "I saw that the last days were hard. Please ring the practice before tomorrow's appointment."),
        ),
    ),
    "tom": Shared(since=1),
    "mina": Shared(since=40, ends_in=5),
    "karl": Shared(since=170, notes=True),
    "ada": Shared(since=14, notes=True),
    "vera": Shared(since=350, from_ago=360, records=2),
}
RECORD: Final[Row] = {
    "style": "tcm",
    "rationale": "Pain along the back of the leg, worse when sitting",
    "varied": False,
    "depth": "25 mm at the buttock, 10 to 15 mm below the knee",
    "response": "moderate",
    "twitch": False,
    "stimulation": "manual",
    "needle_minutes": 30,
    "needle_gauge_mm": Decimal("0.25"),
    "needle_length_mm": Decimal(40),
    "single_use": True,
    "adjuncts": ("advice",),
    "setting": "Quiet room, the same practitioner each time",
    "advice_given": "Get up once an hour, walk a little every day",
    "position": "face_down",
    "adverse_events": [],
}


def shared_rows(frame: Frame, rows: Mapping[str, Sequence[Row]], practitioner_id: uuid.UUID) -> dict[str, list[Row]]:
    """The rows of sharing of one person's record, by table."""
    told = SHARED[frame.person.name]
    by = {"by_account_id": practitioner_id, "by_name": PRACTITIONER}
    made = {
        "share_grant": [_grant(frame, told, practitioner_id)],
        "review_note": [by | _letter(frame, letter) for letter in told.letters],
        "question": [factory.question(text, at(frame.day(3), 20)[0], id=_id(frame, text)) for text in told.questions],
        "plan_proposal": [],
        "session_record": _records(frame, rows, told, by),
    }
    if told.proposal is not None:
        made["plan_proposal"].append(
            by
            | {
                "id": _id(frame, "proposal"),
                "course_id": [row["id"] for row in rows["course"] if row["kind"] == "acupuncture"][-1],
                "made_at": at(frame.day(1), 19, 40)[0],
                "state": OPEN,
            }
            | dict(told.proposal)
        )
    return made


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
    told = SHARED[frame.person.name]
    share_id = _id(frame, "grant")
    made = at(frame.day(told.since), 12)[0]
    patient = By(patient_id=patient_id, now=made, name=owner["user_name"], account_id=owner["id"], share_id=share_id)
    by = replace(patient, actor=Actor.PRACTITIONER, name=PRACTITIONER, account_id=practitioner_id)
    acts: list[tuple[datetime, Act, By, Page | None]] = [
        (made, Act.SHARE_MADE, patient, None),
        *((at(frame.day(letter.ago), 19, 30)[0], Act.NOTE_WRITTEN, by, None) for letter in told.letters),
    ]
    for ago in {told.since - 1, told.since // 2, 2, 1}:
        if 0 < ago < told.since:
            acts.append((at(frame.day(ago), 17, 25)[0], Act.LOOKED, by, Page.BRIEF))
            acts.append((at(frame.day(ago), 17, 27)[0], Act.LOOKED, by, Page.PROGRESS))
    for moment, act, who, page in sorted(acts, key=lambda one: one[0]):
        log_act(db_session, act, replace(who, now=moment), page=page)

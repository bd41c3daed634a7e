"""A small record with a word of its own in every text of it, so that whatever leaks can be seen and named."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from flask import Flask

from tests.support.people import Person
from tests.support.sharing import here, now, today
from tracker.correspondence.models import FlagAnswer, PlanProposal, Question, ReviewNote, ReviewRequest
from tracker.diary.models import DayContext, DayTags, Entry, LifeEvent
from tracker.experiments.models import Experiment
from tracker.imports.models import ImportReplaced, ImportRun
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Revision
from tracker.review.models import CourseReview, FitAnswers, StartingWeek
from tracker.sharing.models import Archive, ArchivedWriting, Grant, HealthLink, Invite, ShareLink
from tracker.storage.base import Base
from tracker.treatment.models import Course, Dose, PlanChange, SessionRecord, TreatmentSession
from tracker.web.extensions import db

NOTE: Final = "canarynote"
OLD: Final = "canaryold"
ANY: Final = "canaryany"
OTHERS: Final = "canaryothers"
RECORDED: Final = "canaryrecorded"
OWN: Final = "canaryown"
# The shared days of a limited grant begin this many days ago: after the old rows and before the new course.
LIMITED_DAYS: Final = 40
COURSE_DAYS: Final = 20
OLD_DAYS: Final = 60


@dataclass
class Canaries:
    """The ids of the newer rows, by the names that addresses give them, and the words of the record's owner."""

    person: Person
    ids: dict[str, uuid.UUID] = field(default_factory=dict)

    def words(self, *kinds: str) -> list[str]:
        return [f"{kind}{self.person.user_name.lower()}" for kind in kinds]


def plant(app: Flask, person: Person, practitioner: Person) -> Canaries:
    """Fill the record of the person; the practitioner wrote in it, and so did another one."""
    found = Canaries(person)
    with app.app_context():
        for days, kind in ((OLD_DAYS, OLD), (COURSE_DAYS, ANY)):
            _care(found, days, kind)
        _circumstances(found)
        _written(found, practitioner)
        _shared(found, practitioner)
        _kept(found, practitioner)
        db.session.commit()
    return found


def _add(found: Canaries, known_as: str | None, model: type[Base], /, **values: Any) -> uuid.UUID:
    row_id = uuid.uuid4()
    row = model(patient_id=found.person.patient_id, id=row_id, **values)
    db.session.add(row)
    db.session.flush()
    if known_as is not None:
        found.ids[known_as] = row_id
    return row_id


def _care(found: Canaries, days: int, kind: str) -> None:
    """A course with everything that hangs on it, and a diary around it, begun so many days ago."""
    new = kind == ANY
    word, note = found.words(kind)[0], found.words(NOTE)[0]
    at = here() - timedelta(days=days)
    course = _add(
        found, "course_id" if new else "old_course_id", Course, kind="acupuncture", phase="initial" if new else "ended",
        started_on=at.date(), ended_on=None if new else at.date() + timedelta(days=9), planned_sessions=10, per_week=2,
        goal=word, created_at=at,
    )  # fmt: skip
    _add(found, None, PlanChange, course_id=course, at=at, by_name="Rosa", changed={"per_week": [1, 2]}, reason=word)
    _add(
        found, "review_id" if new else None, CourseReview, course_id=course, held_on=at.date(), sessions_done=5,
        decision="continue_as_planned", reason=note, label="small", confirmed=True, by_name="Rosa", entered_at=at,
    )  # fmt: skip
    _add(
        found, None, StartingWeek, course_id=course, at=at, first_session_day=at.date(), mean=7.0, days=7,
        overlaps=False,
    )  # fmt: skip
    _add(
        found, "session_id" if new else "old_session_id", TreatmentSession, kind="acupuncture", status="attended",
        started_at=at, started_offset=0, local_day=at.date(), course_id=course, practitioner=word, leg_before=6,
        leg_after=4, note=note, entered_at=at, points=f'BL40 left; "{word}"',
    )  # fmt: skip
    _add(
        found, None, TreatmentSession, kind="other", status="attended", started_at=at - timedelta(hours=1),
        started_offset=0, local_day=(at - timedelta(hours=1)).date(), other_name=word, entered_at=at,
    )  # fmt: skip
    _add(
        found, "dose_id" if new else None, Dose, local_day=at.date(), none_taken=False, taken_at=at, taken_offset=0,
        name=word, note=note, entered_at=at,
    )  # fmt: skip
    _add(
        found,
        "change_id" if new else None,
        LifeEvent,
        kind="fall_or_strain",
        for_date=at.date(),
        note=note,
        entered_at=at,
    )
    _add(
        found, "experiment_id" if new else None, Experiment, arm_a_kind="heat", arm_b_kind="own", arm_a_words=note,
        arm_b_words=note, outcome="leg_pain", block_days=3, pairs_planned=4, coins="abba", started_on=at.date(),
        stopped_on=at.date(), entered_at=at,
    )  # fmt: skip
    _add(found, None, DayTags, for_date=at.date(), tags=note, entered_at=at)
    _add(found, None, FitAnswers, for_date=at.date(), side="left", in_brief=True, entered_at=at)
    _add(found, None, DayContext, for_date=at.date(), steps=6412, sleep_minutes=440, entered_at=at)
    for back in range(10):
        _entry(found, at.date() - timedelta(days=back), note, at, name="entry_id" if new and not back else None)


def _entry(found: Canaries, day: date, note: str, at: datetime, *, name: str | None) -> None:
    _add(
        found, name, Entry, kind="daily", for_date=day, entered_at=at, entered_offset=0, late=False, leg_pain=6,
        back_pain=3, regions=("low_back", "buttock"), note=note,
    )  # fmt: skip


def _circumstances(found: Canaries) -> None:
    word, note = found.words(ANY, NOTE)
    _add(found, None, Episode, side="left", note=note, created_at=now())
    day = today()
    _add(found, "caution_id", Caution, kind="blood_thinner", noted_on=day, confirmed_on=day, note=word)
    _add(found, None, Caution, kind="needle_fear", noted_on=day, confirmed_on=day, ended_on=day, note=word)
    activity = _add(found, None, FunctionActivity, name=word, position=1, created_at=now())
    _add(found, None, FunctionScore, activity_id=activity, for_date=day, score=4, entered_at=now())
    _add(found, "question_id", Question, text=word, written_at=now())
    own = found.words(OWN)[0]
    run = _add(found, "import_id", ImportRun, source="bearable", file_name=own, at=now(), by_name="Rosa", counts={})
    _add(
        found,
        None,
        ImportReplaced,
        import_id=run,
        table_name="entry",
        row_id=run,
        before={"kind": "daily", "for_date": str(day), "leg_pain": 4, "note": own, "deleted_at": None},
    )


def _written(found: Canaries, practitioner: Person) -> None:
    word, others = found.words(ANY, OTHERS)
    whose = {"by_account_id": practitioner.account_id, "by_name": practitioner.user_name}
    _add(found, "note_id", ReviewNote, text=word, written_at=now(), **whose)
    _add(found, None, ReviewNote, text=others, written_at=now(), by_account_id=uuid.uuid4(), by_name="Somebody")
    _add(
        found, "proposal_id", PlanProposal, course_id=found.ids["course_id"], made_at=now(), planned_sessions=12,
        reason=word, state="open", **whose,
    )  # fmt: skip
    _flags(found, word, whose)
    found.ids["request_id"] = _add(
        found, None, ReviewRequest, course_id=found.ids["course_id"], made_at=now(), state="open", **whose
    )
    record = _add(
        found, None, SessionRecord, session_id=found.ids["session_id"], entered_at=now(), rationale=word, **whose
    )
    _add(
        found, None, SessionRecord, session_id=found.ids["session_id"], entered_at=now(),
        rationale=found.words(RECORDED)[0], points=f'"{found.words(RECORDED)[0]}"', by_account_id=uuid.uuid4(),
        by_name="Somebody",
    )  # fmt: skip
    revision = Revision(
        patient_id=found.person.patient_id, id=uuid.uuid4(), table_name="question", row_id=found.ids["question_id"],
        number=1, at=now(), code="said", facts={"words": word}, deletes=False,
    )  # fmt: skip
    db.session.add(revision)
    found.ids |= {"record_id": record, "revision_id": revision.id, "old_revision_id": revision.id}


def _flags(found: Canaries, word: str, whose: dict[str, Any]) -> None:
    """Two warning signs of yesterday, one of them answered, and an answer of before the shared days."""
    old, day = today() - timedelta(days=OLD_DAYS), today() - timedelta(days=1)
    sign = {"kind": "moment", "entered_offset": 0, "late": False, "for_time": time(12, 0)}
    for codes in ("leg_weakness", "both_legs"):
        _add(found, None, Entry, for_date=day, entered_at=now(), warning_signs=(codes,), leg_pain=6, **sign)
    found.ids["flag_answer_id"] = _add(
        found, None, FlagAnswer, last_on=day, flags=[[day.isoformat(), ["leg_weakness"]]], text=word,
        answered_at=now(), **whose,
    )  # fmt: skip
    _add(
        found, None, FlagAnswer, last_on=old, flags=[[old.isoformat(), ["both_legs"]]], text=found.words(OLD)[0],
        answered_at=now(), **whose,
    )  # fmt: skip


def _shared(found: Canaries, practitioner: Person) -> None:
    word = found.words(ANY)[0]
    terms = {"notes": False, "made_at": now()}
    _add(
        found, "grant_id", Grant, practitioner_account_id=practitioner.account_id, may_record=False, ended_at=now(),
        ended_by="patient", **terms,
    )  # fmt: skip
    _add(
        found, "invite_id", Invite, code_hash=uuid.uuid4().bytes * 2, may_record=False,
        expires_at=now() + timedelta(days=7), **terms,
    )  # fmt: skip
    _add(
        found, "link_id", ShareLink, secret_hash=uuid.uuid4().bytes * 2, label=word,
        ends_at=now() + timedelta(days=7), **terms,
    )  # fmt: skip
    _add(
        found, "health_link_id", HealthLink, secret_hash=uuid.uuid4().bytes * 2, key_salt=uuid.uuid4().bytes * 2,
        tries_left=5, label=word, holds="both", others_records=False, ends_at=now() + timedelta(days=7), **terms,
    )  # fmt: skip


def _kept(found: Canaries, practitioner: Person) -> None:
    """What the practitioner wrote about somebody else, who no longer shares with them."""
    word, key = found.words(ANY)[0], {"practitioner_account_id": practitioner.account_id}
    archive = Archive(
        id=uuid.uuid4(), patient_id=uuid.uuid4(), patient_name=word, began_at=now(), ended_at=now(),
        ended_by="patient", **key,
    )  # fmt: skip
    db.session.add(archive)
    db.session.flush()
    texts = {"review_note": {"text": word}, "plan_proposal": {"per_week": 2, "reason": word}}
    texts["flag_answer"] = {"text": word, "last_on": today().isoformat()}
    texts["session_record"] = dict.fromkeys(("style_other", "rationale", "setting", "note", "depth"), word)
    for table_name, content in texts.items():
        row = ArchivedWriting(
            archive_id=archive.id, table_name=table_name, row_id=uuid.uuid4(), written_at=now(), content=content, **key
        )
        db.session.add(row)
    found.ids["archive_id"] = archive.id

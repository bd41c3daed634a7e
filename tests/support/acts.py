"""What can be done to one record at the same moment: each act with its page, opened on either of two devices.

The record is shared with a practitioner and holds what the acts are about: today's entry, something deleted, an
appointment that has passed, a course with its sessions, a proposal, a warning sign, an activity, cautions, doses.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from flask import Flask
from sqlalchemy import Engine

from tests.support.orders import Answer, Record
from tests.support.pages import Browser, Form, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_practitioner, here, make_practitioner, now, share
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.patients.forms import SCORED
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore
from tracker.storage.base import Base
from tracker.treatment.models import Course, Dose, TreatmentSession
from tracker.web.extensions import db

OWNER, PRACTITIONER = "owner", "practitioner"
DAYS: Final = 28
BEGAN: Final = 20
Devices = Mapping[str, tuple[Browser, Browser]]
Send = Callable[[], Answer]


@dataclass(frozen=True)
class Act:
    """A form: the page it stands on, what its address ends in, and what is typed."""

    page: str
    action: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    who: str = OWNER


ACTS: Final[Mapping[str, Act]] = {
    "tap": Act("today", "/leg", {"score": 7}),
    "tap-back": Act("today", "/back", {"score": 6}),
    "details": Act("days/{today}", "/details", {"sitting_minutes": 20}),
    "edit": Act("entries/{entry}", "/entries/{entry}", {"leg_pain": 1, "note": "after the walk"}),
    "delete": Act("entries/{entry}", "/entries/{entry}/delete"),
    "undo": Act("today?saved={tapped}", "/undo/{tapped}"),
    "undo-leg": Act("today?saved={scored}", "/undo/{scored}"),
    "restore": Act("deleted", "/undo/{deleted}"),
    "bring-back": Act("deleted", "/undo/{gone}"),
    "happened": Act("sessions", "/happened", {"status": "attended"}),
    "missed": Act("sessions", "/happened", {"status": "missed"}),
    "review": Act("courses/{course}/review", "/review", {"decision": "continue_as_planned"}),
    "moment": Act("moments/new", "/moments/new", {"leg_pain": 4}),
    "session": Act("sessions/{planned}/edit", "/sessions/{planned}/edit", {"note": "the bus was late"}),
    "delete-session": Act("sessions/{planned}/edit", "/sessions/{planned}/delete"),
    "plan": Act("courses/{course}", "/courses/{course}", {"per_week": 3}),
    "accept": Act("course", "/decide", {"decision": "accept"}),
    "decline": Act("course", "/decide", {"decision": "decline"}),
    "dose": Act("medication/new", "/medication/new", {"name": "Naproxen", "amount": 250, "unit": "mg"}),
    "dose-again": Act("medication", "/medication/again"),
    "none-taken": Act("medication", "/medication/none"),
    "self-care": Act("today", "/self-care/heat"),
    "function": Act("function", "/function", {SCORED: 8}),
    "cautions": Act("cautions", "/cautions", {"kinds": ["blood_thinner", "epilepsy"]}),
    "episode": Act("episode", "/episode", {"side": "right"}),
    "stop": Act("sharing", "/end"),
    "answer": Act("warning-signs", "/warning-signs", {"text": "Please ring your doctor."}, PRACTITIONER),
    "withdraw": Act("course", "/withdraw", who=PRACTITIONER),
    "propose": Act(
        "courses/{course}/propose", "/propose", {"planned_sessions": 14, "reason": "Still easing"}, PRACTITIONER
    ),
    "record": Act("sessions/{held}/record/edit", "/record/edit", {"needle_count": 9}, PRACTITIONER),
    "note": Act("notes", "/notes", {"text": "How long can you sit?"}, PRACTITIONER),
}
LATER: Final = frozenset({"undo-leg", "bring-back"})  # only where it was tapped last, and once today's entry is deleted
# Those that the history of one row hangs on, by which the issue of two changes at once is measured.
FIRST: Final = ("tap", "details", "edit", "delete", "undo", "restore", "happened", "review")


class Desk:
    """One record and its people at their devices, every form opened before anything is sent."""

    def __init__(self, engine: Engine, patient_id: uuid.UUID, devices: Devices, ids: dict[str, object]) -> None:
        self.record = Record(engine, patient_id)
        self.devices, self.ids = devices, ids
        self._forms: dict[tuple[str, int], tuple[Browser, str, dict[str, list[str]]]] = {}

    def open(self, name: str, device: int) -> None:
        act = ACTS[name]
        browser = self.devices[act.who][device % 2]
        page = browser.get(browser.path(act.page.format(**self.ids)))
        action = act.action.format(**self.ids)
        assert page.status == 200, (name, page.status)
        form = next(one for one in map(Form, page.all("form")) if one.action.split("?")[0].endswith(action))
        self._forms[name, device] = browser, form.action, _filled(form, act.typed)
        self.record.mark()  # a practitioner's look at the page is in the log

    def sending(self, name: str, device: int) -> Send:
        """Sends the form as it stood when it was opened."""
        if (name, device) not in self._forms:
            self.open(name, device)
        browser, path, data = self._forms[name, device]
        return lambda: Answer.of(Page(browser.client.post(path, data=data)))

    def open_all(self, names: Iterable[str]) -> None:
        """On both devices, before anything is sent."""
        for name in names:
            for device in range(2):
                self.sending(name, device)

    def do(self, name: str, known_as: str) -> None:
        """From now on this was done before each race; the change is known by this name."""
        answer = self.sending(name, 0)()
        assert answer.status == 303, answer
        self.ids[known_as] = answer.location.split("saved=")[1][:36]
        self.record.mark()

    def one_by_one(self, acts: list[tuple[str, int]], order: tuple[int, ...]) -> tuple[Any, ...]:
        """What the acts come to in this order; everything is as it was afterwards."""
        sending = [self.sending(*act) for act in acts]
        answers = {number: sending[number]() for number in order}
        return self.come_to([answers[number] for number in range(len(acts))])

    def come_to(self, answers: list[Answer]) -> tuple[Any, ...]:
        stands = self.record.read()
        outcome = self.record.outcome(stands, answers)
        self.record.put_back(stands)
        return outcome


def _filled(form: Form, typed: Mapping[str, Any]) -> dict[str, list[str]]:
    names = form.names()
    given = {
        next(one for one in names if one.startswith(name)) if name == SCORED else name: typed[name] for name in typed
    }
    assert set(given) <= names, (form.action, set(given) - names)
    data: dict[str, list[str]] = {}
    for name, value in form.fields():
        if name not in given:
            data.setdefault(name, []).append(value)
    for name, value in given.items():
        data[name] = [str(one) for one in (value if isinstance(value, list) else [value])]
    return data


def set_desk(app: Flask) -> Desk:
    """A person with a record of four weeks, shared with a practitioner, each on two devices."""
    person, practitioner = make_person(app, "Rosa"), make_practitioner(app)
    share(app, person, practitioner)
    owner = (sign_in(app, person), sign_in(app, person))
    practice = tuple(as_practitioner(app, practitioner, person) for _ in range(2))
    ids = lay_out(app, person)
    with app.app_context():
        engine = db.engine
    return begin(engine, person.patient_id, {OWNER: owner, PRACTITIONER: (practice[0], practice[1])}, ids)


def begin(engine: Engine, patient_id: uuid.UUID, devices: Devices, ids: dict[str, object]) -> Desk:
    """By the pages: what can be undone and restored, and a proposal that waits."""
    laptop, doctor = devices[OWNER][0], devices[PRACTITIONER][0]
    page = laptop.get(laptop.path("moments/new"))
    saved = laptop.submit(page, "moments/new", follow=False, leg_pain=3)
    moment = dict(page.form("moments/new").fields())["id"]
    assert saved.status == 303, saved.text
    gone = laptop.submit(laptop.get(laptop.path(f"entries/{moment}")), "/delete", follow=False)
    ids["deleted"] = _change_of(gone)
    laptop.submit(laptop.get(laptop.path("today")), "/leg", score=4)
    ids["tapped"] = _change_of(laptop.submit(laptop.get(laptop.path("today")), "/back", follow=False, score=2))
    page = doctor.get(doctor.path(f"courses/{ids['course']}/propose"))
    doctor.submit(page, "/propose", planned_sessions=12, reason="The leg is calmer")
    desk = Desk(engine, patient_id, devices, ids)
    live = (row for row in desk.record.start["entry"].values() if row["deleted_at"] is None)
    ids["entry"] = next(row["id"] for row in live if str(row["for_date"]) == ids["today"])
    return desk


def _change_of(answer: Page) -> str:
    assert answer.status == 303, answer.text
    return answer.location.split("saved=")[1][:36]


def lay_out(app: Flask, person: Person) -> dict[str, object]:
    """The rows that stand there from before."""
    yesterday = now() - timedelta(days=1)
    ids: dict[str, Any] = {name: uuid.uuid4() for name in ("course", "planned", "held", "activity", "caution")}
    today = here().date()
    days = [today - timedelta(days=number) for number in range(1, DAYS)]
    began, begun_at = today - timedelta(days=BEGAN), now() - timedelta(days=BEGAN)
    entries = [factory.entry(day, yesterday, leg_pain=6 if day < began else 4, back_pain=3) for day in days]
    entries[0]["warning_signs"] = ("leg_weakness",)
    sessions = [_session(began + timedelta(days=4 * number), ids["course"]) for number in range(4)]
    sessions[0]["id"] = ids["held"]
    sessions.append(_session(days[0], ids["course"], id=ids["planned"], status="planned"))
    rows: list[tuple[type[Base], list[factory.Row]]] = [
        (Course, [factory.course(began, begun_at, id=ids["course"])]),
        (Entry, entries),
        (TreatmentSession, sessions),
        (Dose, [factory.dose(days[0], yesterday, "Ibuprofen")]),
        (Episode, [factory.episode(now() - timedelta(days=DAYS))]),
        (Caution, [factory.caution("blood_thinner", began, id=ids["caution"])]),
        (FunctionActivity, [factory.activity("Sit through a film", begun_at, id=ids["activity"])]),
        (FunctionScore, [factory.function_score(ids["activity"], began, 4, yesterday)]),
    ]
    with app.app_context():
        for model, made in rows:
            factory.add(db.session(), model, made, patient_id=person.patient_id)
        db.session.commit()
    return ids | {"today": today.isoformat()}


def _session(day: date, course_id: uuid.UUID, **given: Any) -> factory.Row:
    moment = datetime.combine(day, time(9), UTC)
    return factory.session(day, moment, started_at=moment, course_id=course_id, **given)

"""What a page asks of the database does not grow with the record: its steps are counted with little and with much.

The days of both are alike (five entries, three taps of self-care), so that a page shows the same of either.
All of them are in one database, so the programs of both run over the same tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

import pytest
from flask import Flask

from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import make_practitioner, now, today
from tests.support.steps import Steps, counted_steps
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.sharing.models import AccessEvent, Grant
from tracker.sharing.services.listings import LIST
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db

pytestmark = pytest.mark.sqlite

MOST: Final = 1.2
MOMENTS, CARE = 5, (("heat", 7), ("stretching", 12), ("walking", 18))
ENTRY_DAYS, CARE_DAYS = 73, 100  # 365 entries and 300 sessions
PEOPLE: Final = 3


@dataclass(frozen=True)
class Record:
    """A record with its owner's browser, and that of the practitioner who sees it and some more that are as long."""

    owner: Browser
    practitioner: Browser

    def seen(self, rest: str) -> Page:
        return self.practitioner.get(self.owner.path(rest))


def fill(app: Flask, person: Person, *, entry_days: int, care_days: int) -> None:
    moment, whose = now(), {"patient_id": person.patient_id}
    course = factory.course(today() - timedelta(days=30), moment, planned_sessions=12)
    entries, sessions = [], []
    for back in range(1, entry_days + 1):
        day = today() - timedelta(days=back)
        entries.append(factory.entry(day, moment, leg_pain=back % 9, back_pain=2, side="left"))
        at = (time(hour) for hour in range(8, 8 + MOMENTS - 1))
        entries += [factory.entry(day, moment, kind="moment", for_time=when, leg_pain=4) for when in at]
    for back in range(1, care_days + 1):
        day = today() - timedelta(days=back)
        for kind, hour in CARE:
            at_hour = {"kind": kind, "minutes": 15, "started_at": datetime.combine(day, time(hour), UTC)}
            sessions.append(factory.session(day, moment, **at_hour))
    for back in (28, 21, 14, 7, -1, -3):
        status = "attended" if back > 0 else "planned"
        of_course = {"course_id": course["id"], "status": status, "leg_before": 5, "leg_after": 3}
        sessions.append(factory.session(today() - timedelta(days=back), moment, **of_course))
    with app.app_context():
        factory.add(db.session(), Entry, entries, **whose)
        factory.add(db.session(), Course, [course], **whose)
        factory.add(db.session(), TreatmentSession, sessions, **whose)
        db.session.commit()


def share(app: Flask, person: Person, practitioner: Person, looks: int) -> None:
    """Shared for years, in which the practitioner has opened their list each day."""
    of = {"patient_id": person.patient_id}
    grant = factory.grant(practitioner.account_id, now() - timedelta(days=looks), **of)
    event = {"actor": "practitioner", "account_id": practitioner.account_id, "name": "Li", "act": "looked"}
    events = [
        of
        | event
        | {"id": grant["id"].__class__(int=number), "number": number, "page": LIST, "digest": bytes(32)}
        | {"at": now() - timedelta(days=looks + 1 - number)}
        for number in range(1, looks)
    ]
    with app.app_context():
        factory.add(db.session(), Grant, [grant])
        factory.add(db.session(), AccessEvent, events)
        db.session.commit()


def record(app: Flask, name: str, *, entry_days: int, care_days: int) -> Record:
    practitioner = make_practitioner(app, f"Li {name}")
    people = [make_person(app, f"{name} {number}") for number in range(PEOPLE)]
    for number, person in enumerate(people):
        days = entry_days if number == 0 else ENTRY_DAYS
        fill(app, person, entry_days=days, care_days=care_days)
        share(app, person, practitioner, looks=care_days)
    return Record(sign_in(app, people[0]), sign_in(app, practitioner))


def _care(it: Record) -> Callable[[], Page]:
    page = it.owner.get(it.owner.path("today"))
    return lambda: it.owner.submit(page, "self-care/heat", follow=False)


def _tap(it: Record) -> Callable[[], Page]:
    page = it.owner.get(it.owner.path("today"))
    score = 3 if page.form("/leg").node.query("[aria-pressed=true][value='4']") else 4
    return lambda: it.owner.submit(page, "/leg", score=score, follow=False)


ACTS: Final[dict[str, Callable[[Record], Callable[[], Page]]]] = {
    "Today": lambda it: lambda: it.owner.get(it.owner.path("today")),
    "a day": lambda it: lambda: it.owner.get(it.owner.path(f"days/{today() - timedelta(days=2)}")),
    "diary list": lambda it: lambda: it.owner.get(it.owner.path("diary?view=list")),
    "sessions": lambda it: lambda: it.owner.get(it.owner.path("sessions")),
    "sessions of no course": lambda it: lambda: it.owner.get(it.owner.path("sessions?show=others")),
    "kinds of sessions": lambda it: lambda: it.owner.get(it.owner.path("sessions/new")),
    "course": lambda it: lambda: it.owner.get(it.owner.path("course")),
    "score": _tap,
    "self-care": _care,
    "brief": lambda it: lambda: it.seen("brief"),
    "sessions as the practitioner sees them": lambda it: lambda: it.seen("sessions"),
    "patients": lambda it: lambda: it.practitioner.get("/patients"),
}


def _steps(app: Flask, it: Record, act: Callable[[Record], Callable[[], Page]]) -> list[Steps]:
    act(it)()  # the first look is logged, and works out how a record stands
    ready = act(it)
    with counted_steps(app) as steps:
        assert ready().status in {200, 302, 303}
    return steps


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.long)])
def test_no_page_takes_more_steps_for_a_longer_record(app: Flask, times: int) -> None:
    """A hundred times as many entries: 36,500 beside 365; and up to 11,250 sessions beside 300."""
    small = record(app, "small", entry_days=ENTRY_DAYS, care_days=CARE_DAYS)
    large = record(app, "large", entry_days=ENTRY_DAYS * times, care_days=min(CARE_DAYS * times, 3750))
    found = {}
    for name, act in ACTS.items():
        few, many = _steps(app, small, act), _steps(app, large, act)
        ratio = sum(one.taken for one in many) / sum(one.taken for one in few)
        if ratio > MOST:
            found[name] = f"{ratio:.2f} times the steps:\n" + "\n".join(map(str, sorted(many, key=_most_first)[:3]))
    assert not found, "\n".join(f"{name}: {said}" for name, said in found.items())


def _most_first(one: Steps) -> int:
    return -one.taken

"""Somebody who wants reminders, a clock that is set, and what would carry them, which only takes note."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.people import ZONE, Person, make_person, session_of
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.domain.reminders.wishes import Kind, Wishes
from tracker.reminders.models import ReminderCall
from tracker.reminders.services import sending, wanting
from tracker.reminders.services.sending import Made, Reminding
from tracker.web.extensions import db
from tracker.wording.catalogues import ONLY_ENGLISH
from tracker.wording.reminders import Said

MONDAY = date(2026, 3, 2)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
LOGS = Wishes(kinds=frozenset({Kind.LOG}), log_at=time(20))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@dataclass
class Carrier:
    """Takes note of what it is to say, and answers with the next of `answers`, or else that it went by push."""

    answers: list[Mapping[str, str] | Exception] = field(default_factory=list)
    said: list[tuple[UUID, Said, frozenset[str], timedelta]] = field(default_factory=list)

    def __call__(self, account_id: UUID, said: Said, channels: frozenset[str], lasts: timedelta) -> Mapping[str, str]:
        self.said.append((account_id, said, channels, lasts))
        answer = self.answers.pop(0) if self.answers else {"push": "sent", "email": "nothing_to_send_to"}
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Desk:
    """An app, Rosa in it, and the sender with its clock."""

    app: Flask
    rosa: Person
    carrier: Carrier = field(default_factory=Carrier)
    now: datetime = LONG_AGO

    @property
    def reminding(self) -> Reminding:
        with self.app.app_context():
            return Reminding(db.engine, self.carrier, {"en": ONLY_ENGLISH}, lambda: self.now)

    def wants(self, wishes: Wishes, person: Person | None = None, *, since: datetime = LONG_AGO) -> None:
        with session_of(self.app) as session:
            wanting.keep(session, (person or self.rosa).account_id, wishes, language="en", now=since)
            session.commit()

    def run(self, now: datetime) -> list[Made]:
        self.now = now
        return sending.run(self.reminding)

    def called(self, now: datetime) -> list[str]:
        """What was called in one run, by kind."""
        return [one.kind.value for one in self.run(now)]

    def rows(self) -> list[ReminderCall]:
        with session_of(self.app) as session:
            return list(session.execute(select(ReminderCall).order_by(ReminderCall.day, ReminderCall.kind)).scalars())

    def adds(self, model: Any, *rows: dict[str, Any]) -> None:
        with session_of(self.app) as session:
            factory.add(session, model, list(rows), patient_id=self.rosa.patient_id)
            session.commit()

    def scores(self, day: date) -> None:
        self.adds(Entry, factory.entry(day, at(day, 12), leg_pain=3))

    def set(self, model: Any, **values: Any) -> None:
        with session_of(self.app) as session:
            session.execute(update(model).values(**values))
            session.commit()

    def silences(self, day: date, now: datetime) -> None:
        with session_of(self.app) as session:
            wanting.silence(session, self.rosa.account_id, day, now)
            session.commit()


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app, make_person(app, "Rosa"))

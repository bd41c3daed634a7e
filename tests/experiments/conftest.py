"""Experiments of somebody whose clock stands still on a Tuesday evening."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.support.evening import EVENING, TODAY
from tests.support.people import Person
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.experiments.models import Experiment
from tracker.treatment.models import TreatmentSession
from tracker.web.extensions import db

HALF_A_YEAR = timedelta(days=180)


class Lab:
    """Puts experiments and diaries straight into the database."""

    def __init__(self, app: Flask, person: Person) -> None:
        self.app, self.person = app, person

    def add(self, model: Any, *rows: Any) -> None:
        with self.app.app_context():
            factory.add(db.session(), model, list(rows), patient_id=self.person.patient_id)
            db.session.commit()

    def experiment(self, ago: int, coins: str = "abba", **values: Any) -> UUID:
        """One that began so many days ago; gives its id."""
        row = factory.experiment(TODAY - timedelta(days=ago), EVENING - HALF_A_YEAR, coins, **values)
        self.add(Experiment, row)
        made: UUID = row["id"]
        return made

    def scores(self, scores: dict[int, int], **values: Any) -> None:
        """Leg pain by how many days ago."""
        days = ((TODAY - timedelta(days=ago), score) for ago, score in scores.items())
        self.add(
            Entry, *(factory.entry(for_date=day, entered_at=EVENING, leg_pain=score, **values) for day, score in days)
        )

    def diary(self, ago: int, coins: str, a: int, b: int) -> None:
        """Every day of such an experiment with the same score for each arm."""
        arms = [arm for coin in coins for arm in (coin, "ab".replace(coin, ""))]
        self.scores({ago - day: a if arms[day // 3] == "a" else b for day in range(min(6 * len(coins), ago + 1))})

    def did(self, kind: str, *ago: int) -> None:
        days: list[date] = [TODAY - timedelta(days=one) for one in ago]
        self.add(
            TreatmentSession,
            *(factory.session(day, EVENING, kind=kind, status="attended", minutes=20) for day in days),
        )

    def stored(self) -> list[Experiment]:
        with self.app.app_context():
            found = db.session.query(Experiment).filter_by(patient_id=self.person.patient_id, deleted_at=None)
            return list(found.order_by(Experiment.started_on))


@pytest.fixture
def lab(app: Flask, somebody: Person) -> Lab:
    return Lab(app, somebody)

"""The table of experiments on oneself."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from tracker.domain.learning.experiment import BLOCK_DAYS, PAIRS
from tracker.domain.limits import SESSION_MINUTES
from tracker.patients.models import PatientRow, SharedByDay
from tracker.storage.base import Base, Code, Note, Whole, between


class Experiment(SharedByDay, PatientRow, Base):
    """One experiment as it was planned, which nothing changes afterwards, and the day on which it was stopped.

    `coins` are the arms that come first in each pair ("abba"). Pairs to come are in it: what is shown of them, and
    written into files, is cut by `begun`.
    """

    __tablename__ = "experiment"
    shared_by = "started_on"
    __table_args__ = (
        Index("ix_experiment_day", "patient_id", "started_on"),
        between("arm_a_minutes", *SESSION_MINUTES),
        between("arm_b_minutes", *SESSION_MINUTES),
        between("block_days", *BLOCK_DAYS),
        between("pairs_planned", *PAIRS),
        CheckConstraint("length(coins) = pairs_planned", name="tossed"),
    )

    arm_a_kind: Mapped[Code]
    arm_a_minutes: Mapped[Whole]
    arm_a_words: Mapped[Note]
    arm_b_kind: Mapped[Code]
    arm_b_minutes: Mapped[Whole]
    arm_b_words: Mapped[Note]
    outcome: Mapped[Code]
    block_days: Mapped[int]
    pairs_planned: Mapped[int]
    coins: Mapped[Code]
    started_on: Mapped[date]
    stopped_on: Mapped[date | None]
    entered_at: Mapped[datetime]

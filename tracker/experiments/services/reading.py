"""Reads experiments with what they came to: for their pages, for Today, for charts and for files.

However many there are, the statements are as many: what all of them need is read once.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tracker.diary.queries import deciding_scores
from tracker.domain.learning.experiment import (
    BLOCK_DAYS,
    GOES_ON,
    PAIRS,
    UNFINISHED,
    Arm,
    Block,
    Schedule,
    Standing,
    Status,
    begun,
    block_of,
    days_not_as_planned,
    standing,
    worth_stopping,
)
from tracker.domain.learning.experiment_plan import NOTHING, OWN, ArmFacts
from tracker.domain.learning.experiment_result import Outcome, outcome_of
from tracker.domain.safety.warning_signs import WARNING_SIGNS
from tracker.domain.scores.daily import EntryScore, back_by_day, day_scores, leg_by_day
from tracker.experiments import queries
from tracker.experiments.models import Experiment

Read = Callable[..., Sequence[Any]]
LONGEST: Final = timedelta(days=2 * BLOCK_DAYS[1] * PAIRS[1])
# So long after its end Today leads to what came out.
JUST_ENDED: Final = timedelta(days=7)
EVER: Final = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One experiment as far as it may be shown on a day: its arms, how it stands, its blocks that have begun.

    `result` is None as long as it goes on. `scores` are those of its outcome by day. `not_as_planned` are the days on
    which the other arm was done, None where the diary cannot tell the arms apart.
    """

    row: Experiment
    arms: Mapping[Arm, ArmFacts]
    schedule: Schedule
    standing: Standing
    today: date
    blocks: tuple[Block, ...]
    scores: Mapping[date, float]
    result: Outcome | None
    not_as_planned: tuple[date, ...] | None

    @property
    def goes_on(self) -> bool:
        return self.standing.status in GOES_ON

    @property
    def unfinished(self) -> bool:
        return self.standing.status in UNFINISHED

    @property
    def finished(self) -> bool:
        return self.standing.status is Status.FINISHED

    @property
    def block_today(self) -> Block | None:
        """The block of today, while it goes on."""
        return block_of(self.schedule, self.today) if self.standing.status is Status.RUNNING else None

    @property
    def arm_today(self) -> ArmFacts | None:
        return None if (block := self.block_today) is None else self.arms[block.arm]

    @property
    def stop_offered(self) -> bool:
        """Whether pain lies so far above the block before that stopping is offered."""
        return self.block_today is not None and worth_stopping(self.schedule, self.today, self.scores)

    @property
    def last_shown(self) -> date:
        """The last day that belongs to it so far."""
        return self.standing.ended_on or min(self.today, self.schedule.last)


def schedule_of(row: Experiment) -> Schedule:
    """When the experiment takes place."""
    return Schedule(row.started_on, row.block_days, tuple(map(Arm, row.coins)))


def arms_of(row: Experiment) -> dict[Arm, ArmFacts]:
    """Both arms as they were planned; own words are not there for those with whom notes are not shared."""
    return {
        Arm.A: ArmFacts(kind=row.arm_a_kind, minutes=row.arm_a_minutes, words=row.arm_a_words),
        Arm.B: ArmFacts(kind=row.arm_b_kind, minutes=row.arm_b_minutes, words=row.arm_b_words),
    }


def read_experiments(
    read: Read, patient_id: uuid.UUID, today: date, began: tuple[date | None, date | None] = EVER
) -> tuple[Told, ...]:
    """Every experiment that `began` on these days, both included, the latest first, as of `today`.

    `read` runs a query and its values; what it does not find for whoever asks is not recorded.
    """
    return told(read, patient_id, read(*queries.experiments(patient_id, *began)), today)


def read_one(read: Read, patient_id: uuid.UUID, experiment_id: uuid.UUID, today: date) -> Told | None:
    """The same of one; None where there is none."""
    return next(iter(told(read, patient_id, read(*queries.one(patient_id, experiment_id)), today)), None)


def read_current(read: Read, patient_id: uuid.UUID, today: date) -> Told | None:
    """The one that goes on, or else one that ended within a week."""
    found = read_experiments(read, patient_id, today, (today - LONGEST - JUST_ENDED, None))
    recent = (one for one in found if one.standing.ended_on is not None and one.standing.ended_on >= today - JUST_ENDED)
    return next((one for one in found if one.goes_on), next(recent, None))


def told(read: Read, patient_id: uuid.UUID, rows: Sequence[Experiment], today: date) -> tuple[Told, ...]:
    """The experiments of these rows, in their order."""
    if not rows:
        return ()
    schedules = [schedule_of(row) for row in rows]
    span = min(one.first for one in schedules), max(one.last for one in schedules)
    found = day_scores(EntryScore(*row) for row in read(*deciding_scores(patient_id, *span)))
    by_outcome: dict[str, dict[date, float]] = {"leg_pain": leg_by_day(found), "back_pain": back_by_day(found)}
    if any(row.outcome in queries.OF_THE_DAY for row in rows):
        answered = read(*queries.answers(patient_id, *span))
        by_outcome |= {name: _by_day(answered, name) for name in queries.OF_THE_DAY}
    done: dict[str, set[date]] = {}
    for one in read(*queries.done(patient_id, *span)):
        done.setdefault(one.kind, set()).add(one.local_day)
    signs = read(*queries.signs(patient_id, *span))
    signed = {one.for_date for one in signs if any(code in WARNING_SIGNS for code in one.warning_signs or ())}
    diary = _Diary(by_outcome, done, signed)
    return tuple(_told(row, schedule, today, diary) for row, schedule in zip(rows, schedules, strict=True))


@dataclass(frozen=True, slots=True)
class _Diary:
    """What is recorded of the days: scores by outcome, the days on which each kind was done, days with a sign."""

    by_outcome: Mapping[str, Mapping[date, float]]
    done: Mapping[str, set[date]]
    signed: Collection[date]


def _told(row: Experiment, schedule: Schedule, today: date, diary: _Diary) -> Told:
    stands = standing(schedule, today, row.stopped_on, diary.signed)
    blocks, arms = begun(schedule, today, stands.ended_on), arms_of(row)
    own = {day: score for day, score in diary.by_outcome[row.outcome].items() if schedule.first <= day <= schedule.last}
    kinds = {arm: facts.kind for arm, facts in arms.items()}
    can_tell = kinds[Arm.A] != kinds[Arm.B] and OWN not in kinds.values()
    on = {arm: diary.done.get(kind, set()) for arm, kind in kinds.items() if kind != NOTHING}
    return Told(
        row=row,
        arms=arms,
        schedule=schedule,
        standing=stands,
        today=today,
        blocks=blocks,
        scores=own,
        result=None if stands.ended_on is None else outcome_of(schedule, own, stands.ended_on),
        not_as_planned=days_not_as_planned(blocks, on, stands.ended_on or today) if can_tell else None,
    )


def _by_day(rows: Iterable[Any], name: str) -> dict[date, float]:
    return {row.for_date: float(value) for row in rows if (value := getattr(row, name)) is not None}

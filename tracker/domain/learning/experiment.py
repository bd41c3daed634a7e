"""An experiment on oneself: blocks of days in pairs, the order within each pair by the toss of a coin.

For what a person does alone and whose effect is gone in a day: heat beside ice, stretching beside nothing. The coin,
and not how the person felt that morning, says what comes first, so that a better week cannot choose its arm. Source:
trials on one person, AHRQ n-of-1 User's Guide, chapters 1 and 4. The numbers stand in `experiment_result.py`, who may
plan what in `experiment_plan.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean
from typing import Final, NamedTuple

from tracker.domain.values.periods import ONE_DAY, days_between

BLOCK_DAYS, BLOCK_DAYS_DEFAULT = (2, 7), 3
PAIRS, PAIRS_DEFAULT = (3, 8), 4
# What the block before did may still be felt on the first day of the next; shorter blocks have no day to spare.
CARRY_OVER_FROM: Final = 3
WORSE_BY: Final = 2
WORSE_DAYS: Final = 2


class Arm(StrEnum):
    """One of the two things that are compared."""

    A = "a"
    B = "b"

    @property
    def other(self) -> "Arm":
        return Arm.B if self is Arm.A else Arm.A


class Status(StrEnum):
    """How an experiment stands: of those that ended, which went through all of their days and which were stopped."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    WARNING_SIGN = "warning_sign"


GOES_ON: Final = frozenset({Status.PLANNED, Status.RUNNING})
UNFINISHED: Final = frozenset({Status.STOPPED, Status.WARNING_SIGN})


class Block(NamedTuple):
    """Days of one arm: the number of its pair from 1, the arm, its first and its last day, both included."""

    pair: int
    arm: Arm
    first: date
    last: date

    @property
    def counted(self) -> tuple[date, ...]:
        """The days that count: all but the first, where the block has three or more."""
        days = tuple(days_between(self.first, self.last))
        return days[1:] if len(days) >= CARRY_OVER_FROM else days

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an experiment takes place: its first day, how long its blocks are, and each pair's arm that comes first."""

    first: date
    block_days: int
    coins: tuple[Arm, ...]

    @property
    def last(self) -> date:
        """The last of its days, as planned."""
        return self.first + timedelta(days=2 * len(self.coins) * self.block_days - 1)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block in order, those to come too, which nobody is to be shown."""
        arms = [arm for coin in self.coins for arm in (coin, coin.other)]
        starts = [self.first + timedelta(days=at * self.block_days) for at in range(len(arms))]
        through = timedelta(days=self.block_days - 1)
        return tuple(
            Block(at // 2 + 1, arm, start, start + through)
            for at, (arm, start) in enumerate(zip(arms, starts, strict=True))
        )


def toss(pairs: int, heads: Callable[[], bool]) -> tuple[Arm, ...]:
    """The arm that comes first in each of so many pairs, each by a toss of its own of a fair coin."""
    return tuple(Arm.A if heads() else Arm.B for _ in range(pairs))


@dataclass(frozen=True, slots=True)
class Standing:
    """How an experiment stands on a day, and when it ended, with that day its last; None while it goes on."""

    status: Status
    ended_on: date | None


def standing(schedule: Schedule, today: date, stopped_on: date | None, sign_days: Iterable[date]) -> Standing:
    """How it stands `today`: a warning sign on one of its days ends it that day, at once and for good.

    `stopped_on` is the day on which its person stopped it; `sign_days` are days with a warning sign, any of them.
    """
    last = schedule.last if stopped_on is None else min(stopped_on, schedule.last)
    signed = min((day for day in sign_days if schedule.first <= day <= last), default=None)
    if signed is not None:
        return Standing(Status.WARNING_SIGN, signed)
    if stopped_on is not None:
        return Standing(Status.STOPPED, stopped_on)
    if today > schedule.last:
        return Standing(Status.FINISHED, schedule.last)
    return Standing(Status.PLANNED if today < schedule.first else Status.RUNNING, None)


def begun(schedule: Schedule, today: date, ended_on: date | None) -> tuple[Block, ...]:
    """The blocks that may be shown: those that have begun, and had before it ended, each whole as planned.

    A block to come is not shown, so that nobody waits for the better week.
    """
    until = today if ended_on is None else min(today, ended_on)
    return tuple(block for block in schedule.blocks if block.first <= until)


def block_of(schedule: Schedule, day: date) -> Block | None:
    """The block that a day lies in."""
    return next((block for block in schedule.blocks if block.holds(day)), None)


def scored_days(block: Block, scores: Mapping[date, float], ended_on: date | None = None) -> tuple[date, ...]:
    """The counted days of a block that have a score, up to the day on which the experiment ended."""
    return tuple(day for day in block.counted if day in scores and (ended_on is None or day <= ended_on))


def block_mean(block: Block, scores: Mapping[date, float], ended_on: date | None = None) -> float | None:
    """The mean score (0 to 10) of a whole block as planned; None where under half of its counted days have one."""
    days = scored_days(block, scores, ended_on)
    return fmean(scores[day] for day in days) if 2 * len(days) >= len(block.counted) else None


def days_not_as_planned(
    blocks: Sequence[Block], done: Mapping[Arm, Iterable[date]], ended_on: date | None = None
) -> tuple[date, ...]:
    """The days of these blocks on which the other arm was done; they count as planned, and are named.

    `done` holds the days on which each arm was done, where that can be told.
    """
    on = {arm: frozenset(days) for arm, days in done.items()}
    return tuple(
        day
        for block in blocks
        for day in days_between(block.first, block.last)
        if day in on.get(block.arm.other, ()) and (ended_on is None or day <= ended_on)
    )


def worth_stopping(schedule: Schedule, today: date, scores: Mapping[date, float]) -> bool:
    """Whether stopping is offered: two days running of the block of today lie 2 points above the block before.

    The two are the latest days, today's with a score or else yesterday's; the block before has its mean of its
    counted days, where it has enough of them. Source: our own rule, kept simple so that it can be read off a diary.
    """
    blocks = schedule.blocks
    at = next((at for at, block in enumerate(blocks) if block.holds(today)), 0)
    before = block_mean(blocks[at - 1], scores) if at else None
    latest = today if today in scores else today - ONE_DAY
    days = [latest - timedelta(days=back) for back in range(WORSE_DAYS)]
    if before is None or not all(blocks[at].holds(day) for day in days):
        return False
    return all(day in scores and scores[day] >= before + WORSE_BY for day in days)

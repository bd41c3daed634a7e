"""Makes the days of one person: scores that drift as pain does, and what people note beside them.

A day resembles the day before it (an autoregressive series with 0.4, as the rough ranges of weekly means assume). The
numbers come from a seed for each person, so they are the same each time; only the dates move.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from math import sqrt
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from tracker.demo import factory
from tracker.demo.factory import Row
from tracker.demo.people import WORDS, Person
from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.domain.scores.weekly import DAY_TO_DAY_CORRELATION as LIKE_YESTERDAY
from tracker.domain.values.tags import write_tags

HARD, MIDDLE = 6, 3
PLACES: Final = (
    ("low_back", "buttock"),
    ("buttock", "thigh_back"),
    ("buttock", "thigh_back", "knee_back"),
    ("buttock", "thigh_back", "calf"),
    ("buttock", "thigh_back", "calf", "outer_foot"),
)
ZONE: Final = ZoneInfo("Europe/Berlin")
# Ids of their own: drawing them from the person's numbers would change every number drawn after.
TAG_IDS: Final = uuid.UUID("0b8a4f0e-7a37-4f0b-8f2b-1c0f6d5f2a31")


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the makers of one person's rows share."""

    person: Person
    today: date
    random: Random

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def silent(self, ago: int) -> bool:
        """Whether this day lies in the person's gap, in which nothing was logged."""
        return self.person.gap is not None and self.person.gap[1] <= ago <= self.person.gap[0]

    def new_id(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def chance(self, share: float) -> bool:
        return self.random.random() < share


def at(day: date, hour: int, minute: int = 0) -> tuple[datetime, int]:
    """A local time of the demo's zone, as UTC and the offset in minutes."""
    local = datetime.combine(day, time(hour, minute), ZONE)
    offset = local.utcoffset() or timedelta()
    return local.astimezone(UTC), round(offset.total_seconds()) // 60


def level(person: Person, ago: int) -> tuple[float, float]:
    """Leg and back pain that the person's story has for a day, before chance."""
    (start, *before), (end, *after) = next(pair for pair in pairwise(person.turns) if pair[1][0] <= ago)
    share = (start - ago) / (start - end)
    leg, back = (a + (b - a) * share for a, b in zip(before, after, strict=True))
    return leg, back


def clip(value: float) -> int:
    return max(SCORE_LOW, min(SCORE_HIGH, round(value)))


def scores(frame: Frame) -> dict[int, tuple[int, int]]:
    """Leg and back pain by days ago, from the first day of the diary to yesterday."""
    person, made = frame.person, {}
    step = person.unrest * sqrt(1 - LIKE_YESTERDAY**2)
    leg_drift = back_drift = 0.0
    for ago in range(person.starts, 0, -1):
        leg, back = level(person, ago)
        leg_drift = LIKE_YESTERDAY * leg_drift + frame.random.gauss(0, step)
        back_drift = LIKE_YESTERDAY * back_drift + frame.random.gauss(0, step)
        made[ago] = clip(leg + leg_drift), clip(back + back_drift)
    return made


def entries(frame: Frame, by_day: dict[int, tuple[int, int]]) -> list[Row]:
    """The daily entries, a moment now and then; some days are forgotten, some entered the next morning."""
    made: list[Row] = []
    for ago, (leg, back) in by_day.items():
        forgotten = frame.chance(0.05) and frame.person.starts > 7  # noqa: PLR2004
        if forgotten or frame.silent(ago):
            continue
        made.append(_daily(frame, ago, leg, back))
        if frame.chance(0.04):
            made.append(_moment(frame, ago, clip(leg + frame.random.choice((-1, 1, 2)))))
    return made


def _daily(frame: Frame, ago: int, leg: int, back: int) -> Row:
    late = ago > 1 and frame.chance(0.04)
    day = frame.day(ago)
    entered, offset = at(frame.day(ago - 1), 8, 10) if late else at(day, 20, frame.random.randrange(60))
    row = factory.entry(
        day,
        entered,
        id=frame.new_id(),
        entered_offset=offset,
        late=late,
        leg_later=int(late),
        back_later=int(late),
        leg_pain=leg,
        back_pain=back,
    )
    if frame.chance(0.6):
        row |= _details(frame, leg)
    if frame.person.warning is not None and frame.person.warning[0] == ago:
        row |= {"warning_signs": (frame.person.warning[1],), "note": WORDS["warned"]}
    return row


def _details(frame: Frame, leg: int) -> Row:
    chosen = WORDS["hard_days" if leg >= HARD else "middle_days" if leg >= MIDDLE else "easy_days"]
    return {
        "worst_leg_pain": clip(leg + frame.random.choice((0, 1, 1, 2))),
        "side": frame.person.side,
        "regions": PLACES[min(leg // 2, len(PLACES) - 1)],
        "qualities": ("shooting", "burning") if leg >= HARD else ("aching",),
        "numbness_tingling": clip(leg * 0.5),
        "weakness": clip(leg * 0.2),
        "sleep_disturbed": clip(leg * 0.7 + frame.random.choice((-1, 0, 1))),
        "sitting_minutes": max(10, 120 - 12 * leg),
        "walking_minutes": max(10, 90 - 7 * leg),
        "aggravated_by": ("sitting", "driving") if leg >= MIDDLE else ("sitting",),
        "eased_by": ("lying", "heat") if leg >= HARD else ("walking",),
        "note": frame.random.choice(chosen) if frame.chance(0.3) else None,
    }


def _moment(frame: Frame, ago: int, leg: int) -> Row:
    day, hour = frame.day(ago), frame.random.randrange(9, 19)
    entered, offset = at(day, hour)
    when = {"kind": "moment", "for_time": time(hour), "entered_offset": offset, "leg_later": 0}
    return factory.entry(day, entered, id=frame.new_id(), **when, leg_pain=leg)


def tags(frame: Frame) -> list[Row]:
    """The days that have the person's own words on them."""
    return [
        factory.day_tags(
            frame.day(ago), write_tags(words), at(frame.day(ago), 20, 40)[0], id=_tag_id(frame.person.name, ago)
        )
        for ago, words in frame.person.tags
    ]


def _tag_id(name: str, ago: int) -> uuid.UUID:
    return uuid.uuid5(TAG_IDS, f"{name} {ago}")

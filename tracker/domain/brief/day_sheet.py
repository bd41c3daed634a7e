"""The day sheet of a practice: who comes today, in order, then who needs a look, then everybody else."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final, NamedTuple

from tracker.domain.brief.attention import Need, needs_attention, urgency

# An appointment counts as going on for so long after it was to begin; then it has passed.
LASTS: Final = timedelta(hours=1)
PLANNED: Final = "planned"


class Part(IntEnum):
    """A part of the sheet, the first of them first."""

    TODAY = 0
    LOOK = 1
    OTHERS = 2


class Visit(NamedTuple):
    """An appointment at its own local time; kind and status are codes, `passed` says its hour went by unanswered."""

    at: datetime
    kind: str
    status: str
    passed: bool


def visit_of(at: datetime, kind: str, status: str, now: datetime) -> Visit:
    """The visit as it is at `now`: one that is still planned an hour after it was to begin has passed.

    `at` and `now` carry their offsets. Raises nothing. Our own rule: most sessions last less than an hour.
    """
    return Visit(at, kind, status, status == PLANNED and at + LASTS <= now)


def part_of(today: Sequence[Visit], needs: Iterable[Need]) -> Part:
    """Where somebody with these appointments of today, and these reasons to be looked at, stands. Our own rule.

    Whoever comes today stays among those of today when the hour has passed, or the session has been told.
    """
    if today:
        return Part.TODAY
    return Part.LOOK if needs_attention(needs) else Part.OTHERS


def place_of(today: Sequence[Visit], needs: Sequence[Need]) -> tuple[int, float]:
    """What to sort by: the part, then the time of the first appointment of today, or else how pressing the needs are.

    Raises nothing. Our own rule; the caller settles ties by name.
    """
    part = part_of(today, needs)
    return part, min(visit.at.timestamp() for visit in today) if part is Part.TODAY else urgency(needs)

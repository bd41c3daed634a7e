"""What a brief looks back on: from which day, what the days since then hold, and what came before them.

Numbers beside numbers. Nothing here says better or worse: a few days between two sessions are too few for that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import fsum
from typing import Final

from tracker.domain.errors import Fault, Invalid, Message
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.scores.lateness import NONE_LATE, ON_THE_DAY, Given, Late, late_among
from tracker.domain.values import parsing
from tracker.domain.values.periods import ONE_DAY, WEEK

TO_COME: Final = Fault("that_day_to_come")


class SinceWhat(StrEnum):
    """Why a brief looks back to its day."""

    SESSION = "session"
    CHOSEN = "chosen"
    TWO_WEEKS = "two_weeks"


@dataclass(frozen=True, slots=True)
class Since:
    """The first day a brief looks at, why, and a sentence where it is not the day that was asked for."""

    day: date
    what: SinceWhat
    remark: Message | None = None


def since_of(
    asked: str | None,
    *,
    today: date,
    last_session: date | None,
    begins: date | None = None,
    shared_from: date | None = None,
) -> Since:
    """The day a brief looks back to: the one `asked` for (2026-03-01), else that of the last session, else 14 days.

    A day that does not read as one, or is still to come, gives the usual one with a remark. One from before anything
    was recorded (`begins`, the first recorded day, None for an empty record) moves up to that day, and none goes back
    beyond `shared_from`, the first day shared.

    The fourteen days are those in which a warning sign counts as recent (BMJ Best Practice 3000164).
    """
    usual = Since(recent_from(today), SinceWhat.TWO_WEEKS)
    if last_session is not None:
        usual = Since(last_session, SinceWhat.SESSION)
    found = _asked_or(usual, asked, today)
    if found.what is SinceWhat.CHOSEN and begins is not None and found.day < (first := min(begins, usual.day)):
        found = Since(first, SinceWhat.CHOSEN, Fault("record_begins", day=first))
    return found if shared_from is None or found.day >= shared_from else replace(found, day=shared_from)


def _asked_or(usual: Since, asked: str | None, today: date) -> Since:
    try:
        wanted = parsing.day(asked)
    except Invalid as problem:
        return replace(usual, remark=problem.message)
    if wanted is None:
        return usual
    return replace(usual, remark=TO_COME) if wanted > today else Since(wanted, SinceWhat.CHOSEN)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Of `days` logged days, given as `late` says: their mean, the lowest and the highest with the latest such day."""

    days: int
    mean: float
    low: float
    low_day: date
    high: float
    high_day: date
    late: Late = NONE_LATE


def stretch_of(
    scores: Mapping[date, float], first: date, last: date, given: Mapping[date, Given] = ON_THE_DAY
) -> Stretch | None:
    """The logged days from `first` to `last`, both included, in numbers; None where none is logged.

    `scores` are day scores, 0 to 10, `given` how they were given; days without a score count
    nowhere. Source: the mean of several days is a better measure than one of them (Stone 2014, doi
    10.1097/AJP.0000000000000030), and the range is told because people mind their worst days (PMC7956922).
    """
    found = [(score, when) for when, score in scores.items() if first <= when <= last]
    if not found:
        return None
    low, high = min(score for score, _ in found), max(score for score, _ in found)
    return Stretch(
        days=len(found),
        mean=fsum(score for score, _ in found) / len(found),
        low=low,
        low_day=max(when for score, when in found if score == low),
        high=high,
        high_day=max(when for score, when in found if score == high),
        late=late_among((when for _, when in found), given),
    )


def begins_unseen(first: date, shared_from: date | None) -> bool:
    """Whether days from `first` on are not shown to whoever reads: none is before `shared_from`, None for all shown."""
    return shared_from is not None and first < shared_from


def week_before(since: date) -> tuple[date, date]:
    """The first and the last of the seven days before `since`."""
    return since - WEEK, since - ONE_DAY


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest score of a sign with its day, and the one it stands beside; None where there was none before."""

    score: int
    day: date
    before: int | None
    before_day: date | None


def latest_of(scores: Mapping[date, int], since: date) -> Latest | None:
    """The latest score from `since` on, beside the last one from before that day, else the one just before it.

    `scores` holds the days on which the sign was scored, 0 to 10. None where it was not scored since then. Our own
    rule; that numbness and weakness are told beside pain: Grovle 2010 (PMC2899809).
    """
    latest = max(scores, default=None)
    if latest is None or latest < since:
        return None
    earlier = [one for one in scores if one < latest]
    before = max((one for one in earlier if one < since), default=max(earlier, default=None))
    return Latest(scores[latest], latest, None if before is None else scores[before], before)

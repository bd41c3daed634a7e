"""Scores around sessions, grouped by kind of treatment: shown raw, never ranked and never called an effect."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.vocabularies import SESSION_KINDS


@dataclass(frozen=True, slots=True)
class AroundSession:
    """The leg scores (0 to 10) around one session; None where not recorded.

    `before` and `after` are asked "right now". `that_day` and `next_day` are the scores of whole days, "on average over
    the last 24 hours": a different question, so they are never subtracted from the other two.
    """

    kind: str
    day: date
    before: float | None
    after: float | None
    that_day: float | None
    next_day: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Some numbers in brief: how many there are, the one in the middle, the lowest and the highest."""

    count: int
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class KindAround:
    """All sessions of one kind: their number and the spread of each score, None where not one was recorded.

    `change` is after minus before of the same session, so that negative is less pain, over the sessions that have both.
    """

    kind: str
    sessions: int
    before: Spread | None
    after: Spread | None
    change: Spread | None
    that_day: Spread | None
    next_day: Spread | None


def group_by_kind(rows: Iterable[AroundSession]) -> tuple[KindAround, ...]:
    """The sessions by kind, in the vocabulary's own order whatever the scores; kinds without a session are left out.

    A score that was not recorded is left out of its spread; kinds that are not known are left out.

    Source: the single-person methods that could speak of an effect randomise and repeat treatment periods (AHRQ n-of-1
    User's Guide, ch. 4), which a diary does not; so nothing is compared here. "Right now" and "on average" are told
    apart because they are answered differently (Stone 2010, PMC5935118).
    """
    by_kind: defaultdict[str, list[AroundSession]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    return tuple(
        KindAround(
            kind=kind,
            sessions=len(own),
            before=_spread(row.before for row in own),
            after=_spread(row.after for row in own),
            change=_spread(row.after - row.before for row in own if row.before is not None and row.after is not None),
            that_day=_spread(row.that_day for row in own),
            next_day=_spread(row.next_day for row in own),
        )
        for kind in SESSION_KINDS
        if (own := by_kind.get(kind))
    )


def _spread(scores: Iterable[float | None]) -> Spread | None:
    given = sorted([score for score in scores if score is not None])
    if not given:
        return None
    count = len(given)
    low, high = given[(count - 1) // 2], given[count // 2]  # one and the same where the count is odd
    return Spread(count, low if low == high else (low + high) / 2, given[0], given[-1])

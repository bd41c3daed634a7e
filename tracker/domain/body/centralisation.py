"""How far from the back the pain reached, week by week, and whether it drew back or moved outward.

Ranks are those of `body.REGION_RANK`: 0 at the low back to 7 at the toes. A line to look at, never a name for a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import Final, NamedTuple

from tracker.domain.body.locations import REGION_RANK
from tracker.domain.values.periods import in_weeks, weeks_between

DAYS_NEEDED: Final = 4
RANKS_APART: Final = 1.0
NOWHERE: Final = -1  # of a code that is no region
RANKS: Final = tuple(sorted(set(REGION_RANK.values())))


class WeekFarthest(NamedTuple):
    """One week of a course: its number from 1, its first and last day, and the median rank of its farthest points.

    `median_rank` runs from 0 (low back) to 7 (toes) in halves and is None as long as fewer than four days have places
    marked; `days` always says how many have.
    """

    week: int
    from_date: date
    to_date: date
    median_rank: float | None
    days: int


class Direction(StrEnum):
    """Where the farthest point of pain moved between two weeks."""

    TOWARD_BACK = "toward_back"
    OUTWARD = "outward"
    SAME = "same"


class _Ranks(dict[str, int]):
    """Ranks by codes, of any code: there are thousands of days."""

    def __missing__(self, code: str) -> int:
        return NOWHERE


_RANK: Final = _Ranks(REGION_RANK).__getitem__


@dataclass(frozen=True, slots=True)
class FarthestChange:
    """The direction from the `first` week with a median to the `latest`; both have one."""

    direction: Direction
    first: WeekFarthest
    latest: WeekFarthest


def ranks_by_day(regions: Mapping[date, Iterable[str]]) -> dict[date, int]:
    """The rank of the farthest point of each day, 0 (low back) to 7 (toes).

    `regions` holds the codes marked on each day, in any order. Codes that are no region do not count, and a day without
    any is left out: nothing marked is not pain in the low back alone. Source: as `body.REGION_RANK`.
    """
    found = {day: rank_of(codes) for day, codes in regions.items()}
    return {day: farthest for day, farthest in found.items() if farthest != NOWHERE}


def rank_of(codes: Iterable[str]) -> int:
    """The rank of the farthest of the places marked, as of `ranks_by_day`; `NOWHERE` where none of them is a region."""
    return max(map(_RANK, codes), default=NOWHERE)


def weekly_farthest(ranks: Mapping[date, int], first_day: date, last_day: date) -> tuple[WeekFarthest, ...]:
    """Every week from the one that begins on `first_day` to the one that holds `last_day`, in order.

    `first_day` is the local day of session 1, so week w holds its days 7(w-1)+1 to 7w, as everywhere. A week has a
    median rank once four of its days have one, the running week included; other weeks are kept with None, so that gaps
    stay gaps. Days before `first_day` or after `last_day` do not count. Empty when `last_day` is before `first_day`.

    The median rather than the mean, because ranks are an order and not a distance. Source: several days say more than
    one (Stone 2014, doi 10.1097/AJP.0000000000000030); four of seven is a common habit of trials.
    """
    by_week = in_weeks(ranks, first_day, last_day)
    of_weeks = {week: [ranks[day] for day in days] for week, days in by_week.items()}
    return farthest_of_weeks(of_weeks, first_day, last_day)


def farthest_of_weeks(ranks: Mapping[int, Sequence[int]], first_day: date, last_day: date) -> tuple[WeekFarthest, ...]:
    """The same of the ranks of each week's days in any order, by its number."""
    weeks: list[WeekFarthest] = []
    for week, start, end in weeks_between(first_day, last_day):
        found = ranks.get(week, ())
        middle = float(median(found)) if len(found) >= DAYS_NEEDED else None
        weeks.append(WeekFarthest(week, start, end, middle, len(found)))
    return tuple(weeks)


def farthest_change(weeks: Sequence[WeekFarthest]) -> FarthestChange | None:
    """How the farthest point moved from the first week with a median to the latest; None with fewer than two of them.

    A median lower by one rank or more is toward_back, higher by one or more outward, anything less the same. `weeks`
    are in order, as `weekly_farthest` gives them.

    Source: pain that draws back toward the spine is called centralising. Strictly it is a response to repeated
    movements in an examination, seen in about 40 % of people with low back pain and often a good sign; it does not tell
    which treatment suits, and examiners agree on it poorly (May 2018, doi 10.1016/j.msksp.2018.09.006). So the
    direction is told and nobody is called a "centraliser". The step of one rank is ours.
    """
    usable = [(week, week.median_rank) for week in weeks if week.median_rank is not None]
    if len(usable) < 2:  # noqa: PLR2004 - two weeks make a comparison
        return None
    (first, start), (latest, now) = usable[0], usable[-1]
    moved = Direction.TOWARD_BACK if now < start else Direction.OUTWARD
    return FarthestChange(moved if abs(now - start) >= RANKS_APART else Direction.SAME, first, latest)

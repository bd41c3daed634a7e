"""Reads what goes with better and worse days: for its page, for Progress, and for files."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.diary.queries import deciding_scores, first_entry_day
from tracker.domain.learning.rows import DAYS_MOST, Page, Recorded, compare_days
from tracker.domain.scores.daily import EntryScore, day_scores, leg_by_day
from tracker.review.queries import with_without as queries

Read = Callable[..., Sequence[Any]]


def read_with_without(read: Read, patient_id: uuid.UUID, first: date | None, last: date) -> Page:
    """Every row of the days from `first` to `last`, but none before the first entry, at most three years of them.

    Days from before there was a diary would be days without a score, along which scores are shifted.

    `read` runs a query and its values; what it does not find for whoever asks is not recorded.
    """
    earliest = last - timedelta(days=DAYS_MOST - 1)
    ((began,),) = read(*first_entry_day(patient_id))
    first = min(max(first or earliest, began or last, earliest), last)
    scores = day_scores(EntryScore(*row) for row in read(*deciding_scores(patient_id, first, last)))
    ticked = read(*queries.entries(patient_id, first, last))
    recorded = Recorded(
        legs=leg_by_day(scores),
        entered={row.for_date for row in ticked},
        sessions=_days_by((row.kind, row.local_day) for row in read(*queries.treated(patient_id, first, last))),
        medicines=_medicines(read(*queries.taken(patient_id, first, last))),
        worse=_days_by((code, row.for_date) for row in ticked for code in row.aggravated_by or ()),
        better=_days_by((code, row.for_date) for row in ticked for code in row.eased_by or ()),
        sleep={row.for_date: row.sleep_disturbed for row in ticked if row.sleep_disturbed is not None},
        sitting={row.for_date: row.sitting_minutes for row in ticked if row.sitting_minutes is not None},
        walking={row.for_date: row.walking_minutes for row in ticked if row.walking_minutes is not None},
    )
    return compare_days(recorded, first, last)


def _days_by(found: Iterable[tuple[str, date]]) -> dict[str, set[date]]:
    days: defaultdict[str, set[date]] = defaultdict(set)
    for code, day in found:
        days[code].add(day)
    return days


def _medicines(found: Iterable[queries.Taken]) -> dict[str, set[date]]:
    """The days by medicine, small and capital letters alike, under the name that was given last."""
    days, names = defaultdict(set), {}
    for day, name in found:
        if name is not None:
            days[name.casefold()].add(day)
            names[name.casefold()] = name
    return {names[key]: own for key, own in days.items()}

"""On which day the next review of a course falls due, as far as its sessions and appointments say it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.course.counting import DECISION_AFTER_DAYS, Review, review_due


@dataclass(frozen=True, slots=True)
class ReviewsHeld:
    """The reviews of a course that were held: sessions done at each, and their local days."""

    after: Sequence[int] = ()
    on: Sequence[date] = ()


def next_review(days: Iterable[date], planned_sessions: int, held: ReviewsHeld) -> tuple[date, Review] | None:
    """The day from which the next review is due, and which; None where the days lead to none.

    `days` are the local days of the sessions attended and of the appointments to come, of the course alone. A day that
    is gone says that the review has been due since then. Source: `counting.review_due`.
    """
    ordered = sorted(days)
    if not ordered:
        return None
    first = ordered[0]
    decision = first + timedelta(days=DECISION_AFTER_DAYS)
    for done, day in enumerate(ordered, start=1):
        if day >= decision:
            break
        due = _due(done, day, planned_sessions, held, first)
        if due is not None:
            return day, due
    done = sum(day <= decision for day in ordered)
    due = _due(done, decision, planned_sessions, held, first)
    if due is not None:
        return decision, due
    later = ((done, day) for done, day in enumerate(ordered, start=1) if day > decision)
    found = ((day, _due(done, day, planned_sessions, held, first)) for done, day in later)
    return next(((day, due) for day, due in found if due is not None), None)


def _due(done: int, day: date, planned_sessions: int, held: ReviewsHeld, first: date) -> Review | None:
    return review_due(done, planned_sessions, held.after, first_day=first, today=day, reviewed_on=held.on)

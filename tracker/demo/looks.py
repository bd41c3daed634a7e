"""Makes the reviews of one person's courses and the record of each starting week, measured by the app's own rules."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tracker.demo import factory
from tracker.demo.days import Frame, at
from tracker.demo.factory import Row
from tracker.demo.people import Held
from tracker.domain.course.progress import Measure, measure_days
from tracker.domain.scores.daily import DayScore, EntryScore, day_scores
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.review.services.reviews import numbers_of

Days = Mapping[date, DayScore]
# Ids of their own: drawing them from the person's numbers would change every number drawn after.
IDS: Final = uuid.UUID("6f6c1d1e-6d52-4a5e-9a46-0a7c6a2f5b10")


def back(frame: Frame, rows: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """What was concluded from each course, by table."""
    leg = day_scores(
        EntryScore(row["kind"], row["for_date"], row["leg_pain"], None, row["leg_later"]) for row in rows["entry"]
    )
    made: dict[str, list[Row]] = {"course_review": [], "starting_week": []}
    for plan, course in zip(frame.person.plans, rows["course"], strict=True):
        attended = [
            row["local_day"]
            for row in rows["treatment_session"]
            if row.get("course_id") == course["id"] and row["status"] == "attended"
        ]
        made["course_review"] += [_review(frame, held, course["id"], leg, attended) for held in plan.reviews]
        made["starting_week"] += _starting_week(frame, course["id"], leg, attended)
    by = {"by_account_id": rows["account"][0]["id"]}
    return {table: [row | by for row in added] for table, added in made.items()}


def _review(frame: Frame, held: Held, course_id: uuid.UUID, leg: Days, attended: Sequence[date]) -> Row:
    day = frame.day(held.ago)
    known = {one: score for one, score in leg.items() if one <= day}
    verdict = measure_days(known, attended, ended_on=None, today=day).verdict
    return factory.review(
        course_id,
        day,
        at(day, 20, 15)[0],
        id=uuid.uuid5(IDS, f"{course_id} {held.ago}"),
        sessions_done=sum(one <= day for one in attended),
        global_change=held.global_change,
        decision=held.decision,
        reason=held.reason or None,
        by_name=frame.person.name,
        **numbers_of(verdict),
    )


def _starting_week(frame: Frame, course_id: uuid.UUID, leg: Days, attended: Sequence[date]) -> list[Row]:
    if not attended:
        return []
    found: Measure = measure_days(leg, attended, ended_on=None, today=frame.today)
    if found.baseline is None or (found.baseline.overlaps_treatment and found.baseline.days < DAYS_IN_WEEK):
        return []  # still being gathered
    first = min(attended)
    return [
        {
            "id": uuid.uuid5(IDS, f"{course_id} starting week"),
            "course_id": course_id,
            "at": at(max(first, found.baseline.last_day), 21)[0],
            "first_session_day": first,
            "mean": found.baseline.mean,
            "days": found.baseline.days,
            "first_day": found.baseline.first_day,
            "last_day": found.baseline.last_day,
            "overlaps": found.baseline.overlaps_treatment,
            "late_days": found.baseline.late.days,
        }
    ]

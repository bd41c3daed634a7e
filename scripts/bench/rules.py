"""What each rule of the domain costs over a year of daily scores: the part of `make bench` that needs no server.

The aim holds for one rule asked once. Putting a whole year into weeks asks the weekly rule 52 times; it is shown both
ways.
"""

import statistics
import timeit
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import process_time
from typing import Any

from tests.domain.learning.plain import difference_at
from tracker.domain.body.centralisation import farthest_change, ranks_by_day, weekly_farthest
from tracker.domain.course.counting import Review, SessionMark, course_track, follow_up_due, review_due, session_numbers
from tracker.domain.course.flare import flare_of
from tracker.domain.course.maintenance import maintenance_proposed, relapse_watch
from tracker.domain.course.verdict import course_verdict, label_of
from tracker.domain.course.visits import count_visits
from tracker.domain.learning.with_without import Row, compare
from tracker.domain.scores.around import AroundSession, group_by_kind
from tracker.domain.scores.baseline import baseline_of
from tracker.domain.scores.daily import EntryScore, day_scores
from tracker.domain.scores.function import function_change
from tracker.domain.scores.summaries import summary_of
from tracker.domain.scores.weekly import sensitivity, weekly_means

AIM = 50.0
COMPARED_DAYS, COMPARED_ROWS, COMPARED_AIM_MS, PLAIN_SHIFTS = 1096, 30, 150, 12
MISSING = 0.12
DAYS, SESSIONS = 365, 40
ROUNDS, REPEATS = 5, 200
REGIONS = (("low_back",), ("low_back", "buttock"), ("buttock", "calf"), ("thigh_back", "foot_sole"))


def rules() -> dict[str, Callable[[], Any]]:
    """Each rule with a year of made-up days."""
    random = Random(7)  # noqa: S311 - made-up days
    first = date(2025, 1, 1)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    scores = {day: float(random.randint(0, 10)) for day in days}
    entries = [EntryScore("daily", day, int(score), int(score)) for day, score in scores.items()]
    session_day, today = days[7], days[-1]
    attended = days[7::9][:SESSIONS]
    marks = [SessionMark(uuid.UUID(int=n), datetime(d.year, d.month, d.day, 9, tzinfo=UTC), "attended")
             for n, d in enumerate(attended)]  # fmt: skip
    baseline, weeks = baseline_of(scores, session_day), weekly_means(scores, session_day, today)
    ranks = ranks_by_day({day: REGIONS[number % len(REGIONS)] for number, day in enumerate(days)})
    around = [AroundSession("acupuncture", day, 6, 5, 5.0, 4.0) for day in attended]
    function = {name: dict(zip(days[::7], range(10), strict=False)) for name in "abc"}
    return {
        "starting week": lambda: baseline_of(scores, session_day),
        "one weekly mean": lambda: weekly_means(scores, today - timedelta(days=6), today),
        "label": lambda: label_of(6.0, 4.0),
        "verdict of the course": lambda: course_verdict(baseline, weeks),
        "missing-day line": lambda: sensitivity(weeks[-1], scores, today),
        "flare alert": lambda: flare_of(scores, 5.0, today),
        "maintenance proposal": lambda: maintenance_proposed("initial", weeks),
        "relapse watch": lambda: relapse_watch(weeks, days[100]),
        "high and low pain": lambda: summary_of(scores.values()),
        "farthest point, direction": lambda: farthest_change(weekly_farthest(ranks, today - timedelta(days=27), today)),
        "session numbers": lambda: session_numbers(marks),
        "track": lambda: course_track(marks, SESSIONS),
        "review due": lambda: review_due(10, 12, (6,)) is Review.END,
        "follow-up due": lambda: follow_up_due(session_day, days[60], today),
        "insurer's visits": lambda: count_visits(attended, rule="cms", allowed=None, today=today, improving=True),
        "around each session": lambda: group_by_kind(around),
        "function change": lambda: function_change(function, session_day),
        "a year of day scores": lambda: day_scores(entries),
        "a year of weekly means": lambda: weekly_means(scores, session_day, today),
        "a year of farthest points": lambda: weekly_farthest(ranks, session_day, today),
    }


def compared() -> tuple[float, float]:
    """Milliseconds of processor time for "with and without" over three years and 30 rows, and for the plain way.

    The plain way, day by day, is timed at some shifts of one row, for it takes seconds.
    """
    random = Random(7)  # noqa: S311 - made-up days
    legs = [None if random.random() < MISSING else float(random.randint(0, 10)) for _ in range(COMPARED_DAYS)]
    shares = [random.uniform(0.05, 0.3) for _ in range(COMPARED_ROWS)]
    rows = [Row([leg is not None and random.random() < share for leg in legs]) for share in shares]
    began = process_time()
    compare(legs, rows)
    spent = process_time() - began
    began = process_time()
    for shift in range(PLAIN_SHIFTS):
        difference_at(legs, rows[0].facts, shift)
    plain = (process_time() - began) / PLAIN_SHIFTS * (COMPARED_DAYS - 13) * COMPARED_ROWS
    return spent * 1e3, plain * 1e3


def report() -> None:
    """Print microseconds for each rule: the least of several rounds, as the machine is shared."""
    print(f"\n{'a rule over a year of days':28}{'us':>8}{'aim':>6}")
    for name, rule in rules().items():
        rounds = timeit.repeat(rule, number=REPEATS, repeat=ROUNDS)
        spent = min(rounds) / REPEATS * 1e6
        aim = "" if name.startswith("a year") else f"{AIM:.0f}"
        print(f"{name:28}{spent:8.1f}{aim:>6}")
    empty = statistics.median(timeit.repeat(lambda: None, number=REPEATS, repeat=ROUNDS)) / REPEATS * 1e6
    print(f"{'calling nothing':28}{empty:8.1f}")
    least, plain = min(compared() for _ in range(ROUNDS))
    print(f"\nwith and without, {COMPARED_DAYS} days and {COMPARED_ROWS} rows: {least:.0f} ms (aim {COMPARED_AIM_MS})")
    print(f"the same day by day, shift by shift: {plain:.0f} ms")


if __name__ == "__main__":
    report()

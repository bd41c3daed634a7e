"""Made-up people for the charts of the farthest point, of treatments by week and of activities."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.charts.samples import COURSE, START, on
from tracker.charts.by_week import ByWeekFacts
from tracker.charts.facts import ChartSession
from tracker.charts.farthest import FarthestFacts
from tracker.charts.function import Activity, FunctionFacts
from tracker.charts.strips_facts import NUMBERS, StripsFacts
from tracker.domain.body.centralisation import weekly_farthest
from tracker.domain.scores.function import function_change
from tracker.domain.scores.weekly import weekly_means
from tracker.wording.charted.strips import CODES, MINUTES
from tracker.wording.vocabularies import SESSION_KINDS


def reaching(ranks: Sequence[int | None], **changes: Any) -> FarthestFacts:
    """Facts for a diary from START on; None is a day without places."""
    by_day = {on(i): rank for i, rank in enumerate(ranks) if rank is not None}
    last = on(max(0, len(ranks) - 1))
    given: dict[str, Any] = {
        "first_day": START,
        "last_day": last,
        "ranks": by_day,
        "weeks": weekly_farthest(by_day, START, last),
        "first_session": on(COURSE),
    }
    return FarthestFacts(**(given | changes))


def drawing_back() -> FarthestFacts:
    """45 days from the foot to the thigh, every fifth without places and a week missing."""
    ranks: list[int | None] = [None if i % 5 == 4 else max(0, 6 - i // 9 - (i % 3 == 2)) for i in range(45)]
    ranks[21:28] = [None] * 7
    return reaching(ranks)


def done(leg: Sequence[float | None], sessions: Sequence[tuple[int, str, int | None]], **changes: Any) -> ByWeekFacts:
    """Facts for as many days as `leg` has, in weeks from START; a session is its day, kind and minutes."""
    last = on(max(0, len(leg) - 1))
    by_day: dict[date, float] = {on(i): score for i, score in enumerate(leg) if score is not None}
    given: dict[str, Any] = {
        "first_day": START,
        "last_day": last,
        "leg_weeks": weekly_means(by_day, START, last),
        "sessions": [ChartSession(on(day), kind, None, "attended", kind, minutes) for day, kind, minutes in sessions],
    }
    return ByWeekFacts(**(given | changes))


def eight_weeks(**changes: Any) -> ByWeekFacts:
    """A course with heat and walks beside it, some of them without minutes, and medicine at first."""
    sessions: list[tuple[int, str, int | None]] = [(7 + 5 * i, "acupuncture", 45) for i in range(9)]
    sessions += [(day, "heat", None if day % 9 == 0 else 20) for day in range(0, 56, 3)]
    sessions += [(day, "walking", None) for day in (16, 18, 51)]
    leg: list[float | None] = [8 - i // 9 for i in range(56)]
    leg[21:28] = [None] * 7
    return done(leg, sessions, **({"medication_days": [on(day) for day in (0, 1, 2, 5, 9, 10, 17)]} | changes))


def of_every_kind(weeks: int, **changes: Any) -> ByWeekFacts:
    """Every kind of treatment, in its own rhythm, for as many weeks."""
    days = weeks * 7
    sessions = [
        (day, kind, 10 + 5 * place) for place, kind in enumerate(SESSION_KINDS) for day in range(place, days, place + 2)
    ]
    medicine = [on(day) for day in range(0, days, 2)]
    return done([5 + day % 3 for day in range(days)], sessions, **({"medication_days": medicine} | changes))


ACTIVITIES = (
    "Walking to the shops",
    "Sitting through a film",
    "Lifting the little one",
    "Sleeping on my side",
    "Driving",
)


def able(
    *scores: Sequence[int | None], names: Sequence[str] = ACTIVITIES, every: int = 7, **changes: Any
) -> FunctionFacts:
    """Activities scored every so many days from START on; None is an activity that was not scored that day."""
    activities = [
        Activity(name, {on(every * i): score for i, score in enumerate(given) if score is not None})
        for name, given in zip(names, scores, strict=False)
    ]
    last = on(every * max(0, max((len(given) for given in scores), default=1) - 1))
    change = function_change({one.words: one.scores for one in activities}, on(COURSE))
    given: dict[str, Any] = {"first_day": START, "last_day": last, "activities": activities, "change": change}
    return FunctionFacts(**(given | changes))


def coming_back() -> FunctionFacts:
    """Five activities over ten weeks, one of them named later, three weeks without an answer."""
    scores: list[list[int | None]] = [
        [2, 3, 3, 4, None, None, None, 6, 7, 7],
        [1, 1, 2, 4, None, None, None, 5, 5, 6],
        [0, 0, 1, 1, None, None, None, 2, 4, 4],
        [4, 5, 5, 5, None, None, None, 8, 9, 10],
        [None, None, 3, 3, None, None, None, 3, 4, 5],
    ]
    return able(*scores)


def every_question(days: int) -> StripsFacts:
    """Every question of a day answered on most days, and every code chosen now and then."""
    return StripsFacts(
        first_day=START,
        last_day=on(days - 1),
        anchor=START,
        numbers={
            name: {
                on(day): (day * 7 + place) % (90 if name in MINUTES else 11) for day in range(days) if day % 9 != place
            }
            for place, name in enumerate(NUMBERS)
        },
        chosen={
            name: {on(day): tuple(code for i, code in enumerate(codes) if day % (i + 2) == 0) for day in range(days)}
            for name, codes in CODES.items()
        },
    )

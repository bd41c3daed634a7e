"""A made-up person's other charts for the gallery of components: the farthest point, treatments by week, activities."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from gettext import NullTranslations
from typing import Final

from tracker.charts import by_week, farthest, function
from tracker.charts.facts import ByWeekFacts, DoneSession
from tracker.charts.farthest import FarthestFacts
from tracker.charts.function import Activity, FunctionFacts
from tracker.charts.presented import PresentedChart, presented
from tracker.domain.body.centralisation import weekly_farthest
from tracker.domain.scores.function import function_change
from tracker.domain.scores.weekly import weekly_means
from tracker.wording.language import N_, _, current

FIRST_DAY: Final = date(2026, 1, 5)
# One character a day, a dot for a day that was not recorded.
LEG: Final = "7767.6676656655.6555545.45444.......344434.3343324332323"
RANKS: Final = "6666.6656655554.5544544.44332.......322232.2221222112122"
# Kind, minutes (None: not recorded), and the days from the first on which it was done.
DONE: Final = (
    ("acupuncture", 40, (7, 10, 14, 17, 21, 24, 28, 35, 42, 49)),
    ("heat", 20, (1, 2, 4, 9, 12, 16, 23, 26, 40)),
    ("walking", None, (19, 30, 38)),
    ("walking", 35, (45, 47, 50, 52, 54)),
)
MEDICINE: Final = (0, 1, 2, 5, 6, 8, 11, 18)
# One score a week; a dot where it was left out.
ACTIVITIES: Final = (
    (N_("Sitting through a film"), "2334.566"),
    (N_("Walking to the shops"), "4455.788"),
    (N_("Lifting my grandchild"), "..11.234"),
)


def gallery() -> Sequence[PresentedChart]:
    """The same every time, so it is made once for each language."""
    return _gallery(current())


@cache
def _gallery(_language: NullTranslations) -> Sequence[PresentedChart]:
    last = _on(len(LEG) - 1)
    leg: dict[date, float] = {**_scores(LEG)}
    ranks = _scores(RANKS)
    activities = [Activity(_(words), _scores(scores, every=7)) for words, scores in ACTIVITIES]
    done = [DoneSession(_on(day), kind, minutes) for kind, minutes, days in DONE for day in days]
    by_week_facts = ByWeekFacts(
        first_day=FIRST_DAY,
        last_day=last,
        leg_weeks=weekly_means(leg, FIRST_DAY, last),
        sessions=done,
        medication_days=[_on(day) for day in MEDICINE],
        unit="minutes",
    )
    farthest_facts = FarthestFacts(
        first_day=FIRST_DAY,
        last_day=last,
        ranks=ranks,
        weeks=weekly_farthest(ranks, FIRST_DAY, last),
        first_session=_on(DONE[0][2][0]),
    )
    function_facts = FunctionFacts(
        first_day=FIRST_DAY,
        last_day=last,
        activities=activities,
        change=function_change({one.words: one.scores for one in activities}, _on(DONE[0][2][0])),
    )
    return (
        presented(farthest.CHART, farthest_facts),
        presented(by_week.CHART, by_week_facts),
        presented(function.CHART, function_facts),
    )


def _on(days: int) -> date:
    return FIRST_DAY + timedelta(days=days)


def _scores(marks: str, every: int = 1) -> dict[date, int]:
    return {_on(every * place): int(mark) for place, mark in enumerate(marks) if mark.isdigit()}

"""Made-up people, for the welcome page and the gallery of components: drawn by the same code as everyone's charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from gettext import NullTranslations
from typing import Final

from tracker.charts import by_week, farthest, function, pain
from tracker.charts.by_week import ByWeekFacts
from tracker.charts.facts import ChartSession, PainFacts
from tracker.charts.farthest import FarthestFacts
from tracker.charts.function import Activity, FunctionFacts
from tracker.charts.presented import PresentedChart, presented
from tracker.domain.body.centralisation import weekly_farthest
from tracker.domain.course.verdict import change_percent
from tracker.domain.scores.baseline import baseline_of
from tracker.domain.scores.daily import DayScore
from tracker.domain.scores.function import function_change
from tracker.domain.scores.weekly import weekly_means
from tracker.domain.values.rounding import shown_difference
from tracker.wording.charted.function import EXAMPLES
from tracker.wording.charted.values import acupuncture_session
from tracker.wording.language import _, current
from tracker.wording.vocabularies import SESSION_KINDS

FIRST_DAY: Final = date(2026, 1, 5)
FIRST_SESSION: Final = 7  # days after the first
# One character a day, a dot for a day that was not recorded.
LEG: Final = "7676767766765665765565655546565.45444..5444534443343344"
BACK: Final = "454545444543444344434343.433433.34333..4333233232322323"
ACUPUNCTURE: Final = (7, 10, 14, 17, 21, 24, 28, 35, 42, 49)
SELF_CARE: Final = (("heat", (4, 12, 26, 40)), ("walking", (19, 30, 38, 45, 52)))
# The same of the person in the gallery.
OTHER_LEG: Final = "7767.6676656655.6555545.45444.......344434.3343324332323"
RANKS: Final = "6666.6656655554.5544544.44332.......322232.2221222112122"
# Kind, minutes (None: not recorded), and the days from the first on which it was done.
DONE: Final = (
    ("acupuncture", 40, ACUPUNCTURE),
    ("heat", 20, (1, 2, 4, 9, 12, 16, 23, 26, 40)),
    ("walking", None, (19, 30, 38)),
    ("walking", 35, (45, 47, 50, 52, 54)),
)
MEDICINE: Final = (0, 1, 2, 5, 6, 8, 11, 18)
# One score a week; a dot where it was left out.
ACTIVITIES: Final = tuple(zip(EXAMPLES, ("2334.566", "4455.788", "..11.234"), strict=True))


@dataclass(frozen=True, slots=True)
class Sample:
    """The chart, with the numbers that the words beside it say."""

    chart: PresentedChart
    start: float
    latest: float
    points: float
    percent: float
    sessions: int


def _on(days: int) -> date:
    return FIRST_DAY + timedelta(days=days)


def _scores(marks: str, every: int = 1) -> dict[date, int]:
    return {_on(every * place): int(mark) for place, mark in enumerate(marks) if mark.isdigit()}


def _sessions() -> list[ChartSession]:
    visits = [
        ChartSession(_on(days), "acupuncture", number, "attended", acupuncture_session(number))
        for number, days in enumerate(ACUPUNCTURE, start=1)
    ]
    own = [ChartSession(_on(d), kind, None, "attended", SESSION_KINDS[kind]) for kind, days in SELF_CARE for d in days]
    return sorted(visits + own, key=lambda session: session.day)


def sample() -> Sample:
    """The eight weeks of the welcome page; the same every time, so they are made once for each language."""
    return _sample(current())


def gallery() -> Sequence[PresentedChart]:
    """The other charts for the gallery of components: the farthest point, treatments by week, activities."""
    return _gallery(current())


@cache
def _sample(_language: NullTranslations) -> Sample:
    leg: dict[date, float] = {**_scores(LEG)}
    back: dict[date, float] = {**_scores(BACK)}
    last, first_session = _on(len(LEG) - 1), _on(FIRST_SESSION)
    leg_weeks = weekly_means(leg, first_session, last)
    start = baseline_of(leg, first_session)
    latest = leg_weeks[-1].mean
    assert start is not None  # noqa: S101 - the days above decide both
    assert latest is not None  # noqa: S101
    facts = PainFacts(
        first_day=FIRST_DAY,
        last_day=last,
        days=[DayScore(day, score, back.get(day)) for day, score in leg.items()],
        leg_weeks=leg_weeks,
        back_weeks=weekly_means(back, first_session, last),
        baseline=start,
        sessions=_sessions(),
        planned=(first_session, _on(max(ACUPUNCTURE))),
    )
    percent = change_percent(start.mean, latest)
    return Sample(
        presented(pain.CHART, facts, "example"),
        start.mean,
        latest,
        float(-shown_difference(start.mean, latest)),
        abs(percent or 0.0),
        len(ACUPUNCTURE),
    )


@cache
def _gallery(_language: NullTranslations) -> Sequence[PresentedChart]:
    last = _on(len(OTHER_LEG) - 1)
    leg: dict[date, float] = {**_scores(OTHER_LEG)}
    ranks, began = _scores(RANKS), _on(FIRST_SESSION)
    activities = [Activity(_(words), _scores(scores, every=7)) for words, scores in ACTIVITIES]
    done = [
        ChartSession(_on(day), kind, None, "attended", SESSION_KINDS[kind], minutes)
        for kind, minutes, on_days in DONE
        for day in on_days
    ]
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
        first_session=began,
    )
    change = function_change({one.words: one.scores for one in activities}, began)
    function_facts = FunctionFacts(first_day=FIRST_DAY, last_day=last, activities=activities, change=change)
    return (
        presented(farthest.CHART, farthest_facts),
        presented(by_week.CHART, by_week_facts),
        presented(function.CHART, function_facts),
    )

"""A made-up person's eight weeks for the welcome page: drawn by the same code as everyone's own charts."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from gettext import NullTranslations
from typing import Final

from tracker.charts import pain
from tracker.charts.facts import ChartSession, PainFacts
from tracker.charts.presented import PresentedChart, presented
from tracker.domain.course.verdict import change_percent
from tracker.domain.scores.baseline import baseline_of
from tracker.domain.scores.daily import DayScore, back_by_day, leg_by_day
from tracker.domain.scores.weekly import weekly_means
from tracker.domain.values.rounding import shown_difference
from tracker.wording.language import _, current
from tracker.wording.vocabularies import SESSION_KINDS

FIRST_DAY: Final = date(2026, 1, 5)
FIRST_SESSION: Final = 7  # days after the first
# One character a day, a dot for a day that was not recorded.
LEG: Final = "7676767766765665765565655546565.45444..5444534443343344"
BACK: Final = "454545444543444344434343.433433.34333..4333233232322323"
ACUPUNCTURE: Final = (7, 10, 14, 17, 21, 24, 28, 35, 42, 49)
SELF_CARE: Final = (("heat", (4, 12, 26, 40)), ("walking", (19, 30, 38, 45, 52)))


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


def _score(mark: str) -> int | None:
    return int(mark) if mark.isdigit() else None


def _sessions() -> list[ChartSession]:
    visits = [
        ChartSession(_on(days), "acupuncture", number, "attended", _("Acupuncture, session %(number)s", number=number))
        for number, days in enumerate(ACUPUNCTURE, start=1)
    ]
    own = [ChartSession(_on(d), kind, None, "attended", SESSION_KINDS[kind]) for kind, days in SELF_CARE for d in days]
    return sorted(visits + own, key=lambda session: session.day)


def sample() -> Sample:
    """The made-up example; the same every time, so it is made once for each language."""
    return _sample(current())


@cache
def _sample(_language: NullTranslations) -> Sample:
    days = {
        _on(i): DayScore(_on(i), _score(leg), _score(back))
        for i, (leg, back) in enumerate(zip(LEG, BACK, strict=True))
        if leg.isdigit()
    }
    last, first_session = _on(len(LEG) - 1), _on(FIRST_SESSION)
    leg_weeks = weekly_means(leg_by_day(days), first_session, last)
    start = baseline_of(leg_by_day(days), first_session)
    latest = leg_weeks[-1].mean
    assert start is not None  # noqa: S101 - the days above decide both
    assert latest is not None  # noqa: S101
    facts = PainFacts(
        first_day=FIRST_DAY,
        last_day=last,
        days=list(days.values()),
        leg_weeks=leg_weeks,
        back_weeks=weekly_means(back_by_day(days), first_session, last),
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

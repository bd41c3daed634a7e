"""Chart 5, the calendar of a year: one place for each day, tinted by leg pain, empty where nothing was recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.charts import words
from tracker.domain.course.verdict import TOLERANCE
from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.domain.scores.summaries import HIGH_PAIN, LOW_PAIN, Summary, summary_of
from tracker.domain.values.periods import month_grid
from tracker.wording.formats import counting, month_names, short_weekday_names
from tracker.wording.language import _

STEPS: Final = tuple(range(SCORE_LOW, SCORE_HIGH + 1))
HALF: Final = 0.5
MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """The leg scores (0 to 10) of the logged days; days outside `year` are left out, days after `today` are to come."""

    year: int
    scores: Mapping[date, float]
    today: date


@dataclass(frozen=True, slots=True)
class YearDay:
    """One day: `score` as it is written, `step` the tint 0 to 10; both None where nothing was recorded."""

    day: date
    score: str | None
    step: int | None
    to_come: bool
    is_today: bool

    @property
    def words(self) -> str:
        """The day for those who do not see where it stands and how dark it is."""
        if self.to_come:
            return _("%(day)s: still to come", day=words.day(self.day))
        if self.score is None:
            return _("%(day)s: not recorded", day=words.day(self.day))
        return _("%(day)s: leg pain %(score)s", day=words.day(self.day), score=self.score)


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month, Monday first; None where a place belongs to another month.

    `before` says that the year's first score came later: a phone leaves such months out, and says so.
    """

    name: str
    weeks: tuple[tuple[YearDay | None, ...], ...]
    to_come: bool
    before: bool


@dataclass(frozen=True, slots=True)
class PresentedYear:
    """What the calendar macro shows; `uid` begins every id of it, `steps` are the numbers of its legend."""

    uid: str
    year: int
    title: str
    summary: str
    months: Sequence[YearMonth]
    left_out: str
    steps: Sequence[int]
    weekdays: Sequence[str]


def year_calendar(facts: YearFacts, uid: str = "year") -> PresentedYear:
    """The calendar of one year."""
    first = min((day for day in facts.scores if day.year == facts.year), default=None)
    months = [_month(facts, month, first) for month in range(1, MONTHS_IN_YEAR + 1)]
    return PresentedYear(
        uid=uid,
        year=facts.year,
        title=_("Leg pain in %(year)s, day by day", year=facts.year),
        summary=summary(facts),
        months=months,
        left_out=_left_out([month.name for month in months if month.before]),
        steps=STEPS,
        weekdays=short_weekday_names(),
    )


def summary(facts: YearFacts) -> str:
    """The days logged, the middle score, and the days of high and of low pain, in one sentence."""
    found = summary_of(score for day, score in facts.scores.items() if day.year == facts.year)
    if found is None:
        return _("No leg score from %(year)s.", year=facts.year)
    median = words.score(found.median)
    if found.days == 1:
        return _("In %(year)s leg pain was recorded on 1 day: %(score)s.", year=facts.year, score=median)
    return counting(
        "In %(year)s leg pain was recorded on %(n)s day: the middle score (median) was %(median)s, with %(high)s and "
        "%(low)s.",
        "In %(year)s leg pain was recorded on %(n)s days: the middle score (median) was %(median)s, with %(high)s and "
        "%(low)s.",
        found.days,
        year=facts.year,
        median=median,
        high=_days_high(found),
        low=_days_low(found),
    )


def _days_high(found: Summary) -> str:
    return counting(
        "%(n)s day at %(score)s or more", "%(n)s days at %(score)s or more", found.days_high, score=HIGH_PAIN
    )


def _days_low(found: Summary) -> str:
    return counting("%(n)s day at %(score)s or less", "%(n)s days at %(score)s or less", found.days_low, score=LOW_PAIN)


def _left_out(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) == 1:
        return _("No score in %(month)s.", month=names[0])
    return _("No score from %(first)s to %(last)s.", first=names[0], last=names[-1])


def _month(facts: YearFacts, month: int, first: date | None) -> YearMonth:
    weeks = tuple(
        tuple(None if day is None else _day(facts, day) for day in week) for week in month_grid(facts.year, month)
    )
    before = first is not None and month < first.month
    return YearMonth(month_names()[month - 1], weeks, date(facts.year, month, 1) > facts.today, before)


def _day(facts: YearFacts, day: date) -> YearDay:
    score = facts.scores.get(day)
    return YearDay(
        day,
        None if score is None else words.score(score),
        None if score is None else int(score + HALF + TOLERANCE),
        to_come=day > facts.today,
        is_today=day == facts.today,
    )

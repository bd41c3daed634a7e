"""Chart 5, the calendar of a year: one place for each day, tinted by leg pain, empty where nothing was recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.domain.course.verdict import TOLERANCE
from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.domain.scores.summaries import summary_of
from tracker.domain.values.periods import month_grid
from tracker.wording.charted import year as words
from tracker.wording.charted.values import score as written
from tracker.wording.formats import month_names, short_weekday_names
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
        return words.of_day(self.day, self.score, to_come=self.to_come)


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month, Monday first; None where a place belongs to another month.

    `before` says that the year's first score came later, or none until today: a phone leaves such months out, and
    says so.
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
    of_year = {day: score for day, score in facts.scores.items() if day.year == facts.year}
    first = min(of_year, default=None)
    months = [_month(facts, month, first) for month in range(1, MONTHS_IN_YEAR + 1)]
    return PresentedYear(
        uid=uid,
        year=facts.year,
        title=_(words.TITLE, year=facts.year),
        summary=words.summary(facts.year, summary_of(of_year.values())),
        months=months,
        left_out=words.left_out([month.name for month in months if month.before]),
        steps=STEPS,
        weekdays=short_weekday_names(),
    )


def _month(facts: YearFacts, month: int, first: date | None) -> YearMonth:
    weeks = tuple(
        tuple(None if day is None else _day(facts, day) for day in week) for week in month_grid(facts.year, month)
    )
    begins = facts.today if first is None else first
    before = (facts.year, month) < (begins.year, begins.month)
    return YearMonth(month_names()[month - 1], weeks, date(facts.year, month, 1) > facts.today, before)


def _day(facts: YearFacts, day: date) -> YearDay:
    score = facts.scores.get(day)
    return YearDay(
        day,
        None if score is None else written(score),
        None if score is None else int(score + HALF + TOLERANCE),
        to_come=day > facts.today,
        is_today=day == facts.today,
    )

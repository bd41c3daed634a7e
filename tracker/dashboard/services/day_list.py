"""The diary as a list of days: one line each under the name of its month, and days with nothing noted told as such."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.dashboard.queries import pages
from tracker.dashboard.services.lines import EntryLine, TimelineDay
from tracker.diary.services.reading import score_of, score_words
from tracker.domain.scores.daily import DayScore, day_scores
from tracker.domain.values.periods import ONE_DAY, month_after
from tracker.storage.rows import value_of
from tracker.wording import day_list as words
from tracker.wording import formats
from tracker.wording.vocabularies import CHANGE_KINDS

Day = date  # for what has a date of that very name


@dataclass(frozen=True, slots=True)
class Gap:
    """Days one after the other, from `first` to `last`, of which nothing was noted."""

    is_gap: ClassVar = True
    first: date
    last: date

    @property
    def date(self) -> Day:
        """The day by which it stands in the list, newest first."""
        return self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def when(self) -> str:
        return words.when_of(self.first, self.last)

    @property
    def title(self) -> str:
        return words.nothing_noted(self.days)


class ScoredDay:
    """The scores of a day as one line shows them; `is_found` where it says what was looked for."""

    __slots__ = ()
    is_gap: ClassVar = False
    is_found: ClassVar = False

    @property
    def score(self) -> DayScore | None:
        raise NotImplementedError

    @property
    def leg(self) -> str:
        return score_words(None if (score := self.score) is None else score.leg)

    @property
    def back(self) -> str:
        return score_words(None if (score := self.score) is None else score.back)

    @property
    def step(self) -> int | None:
        """The tint of the leg score: to a whole number."""
        return None if (score := self.score) is None or score.leg is None else round(score.leg)

    @property
    def warned(self) -> bool:
        """Whether a warning sign was noted."""
        return False

    @property
    def scores(self) -> str:
        """The scores for those who do not see their colours."""
        return words.scores_of(self.leg, self.back)


@dataclass(frozen=True, slots=True)
class DayRow(ScoredDay):
    """One day in one line: its scores, and in short what else it holds."""

    date: Day
    day_score: DayScore | None
    has_signs: bool
    holds: str

    @property
    def score(self) -> DayScore | None:
        return self.day_score

    @property
    def warned(self) -> bool:
        return self.has_signs


def day_row(day: TimelineDay) -> DayRow:
    """The line of a day."""
    answers = [*([] if day.entry is None else [day.entry]), *day.moments]
    return DayRow(
        date=day.date,
        day_score=day_scores(score_of(line.entry) for line in answers).get(day.date),
        has_signs=any(line.entry.facts.warning_signs for line in answers),
        holds=_holds(day, answers),
    )


def _holds(day: TimelineDay, answers: Sequence[EntryLine]) -> str:
    """What else the day holds: its tags, what was done and taken, what was answered, notes last."""
    notes = [
        *(line.entry.facts.note for line in answers),
        *(line.note for line in day.changes),
        *(line.note for line in day.doses),
    ]
    said = [
        *day.tags,
        *(line.name for line in day.sessions),
        *words.medicines_of([line.title for line in day.doses]),
        *(CHANGE_KINDS[line.kind] for line in day.changes),
        *(words.moment_of(line.title, line.when) for line in day.moments),
        *(part for line in answers for part in (line.when if line.is_daily else "", line.more)),
        *(formats.shortly(note) for note in notes if note),
        *day.origins,
        *([day.counted] if day.counted else []),
    ]
    return words.apart([part for part in said if part])


class Dated(Protocol):
    """A line of the list."""

    @property
    def date(self) -> Day: ...


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class MonthOfDays(Generic[Row]):
    """The lines of one month, newest first; days with nothing noted stand in the month in which they end."""

    first: date
    rows: tuple[Row, ...]


def in_months(days: Iterable[TimelineDay], *, newest: date | None = None) -> tuple[MonthOfDays[DayRow | Gap], ...]:
    """The days of a list, newest first, in months, with what lies between them.

    `newest` is the last day of which something might be noted: of the days up to it that are in none of the lines
    it is said that nothing is. None says it of none above the first line.
    """
    rows: list[DayRow | Gap] = []
    above = None if newest is None else newest + ONE_DAY
    for day in days:
        if above is not None and day.date < above:
            if above - day.date > ONE_DAY:
                rows.append(Gap(day.date + ONE_DAY, above - ONE_DAY))
            above = day.date
        rows.append(day_row(day))
    return by_month(rows)


def by_month(rows: Iterable[Row]) -> tuple[MonthOfDays[Row], ...]:
    """The lines of a list, newest first, under their months."""
    months = groupby(rows, key=lambda row: row.date.replace(day=1))
    return tuple(MonthOfDays(first, tuple(found)) for first, found in months)


def months_held(db_session: Session, patient_id: UUID, today: date) -> tuple[date, ...]:
    """The first days of the months from the earliest of which anything is recorded to this one, newest first."""
    first = value_of(db_session, *pages.first_recorded_day(patient_id))
    found, month = [], today.replace(day=1)
    while first is not None and month >= first.replace(day=1):
        found.append(month)
        month = date(*month_after(month.year, month.month, -1), 1)
    return tuple(found)

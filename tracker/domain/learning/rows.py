"""The rows of "with and without": one yes/no fact about each day, told from what was not recorded."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Final, NamedTuple

from tracker.domain.learning.with_without import Compared, Outcome, Row, compare
from tracker.domain.vocabularies import AGGRAVATED_BY, EASED_BY, SELF_CARE_KINDS, SESSION_KINDS

SLEPT_BADLY_FROM: Final = 4
# Three years: beyond, what was so long ago says little about now, and takes long to work out.
DAYS_MOST: Final = 1096


class About(StrEnum):
    """What the fact of a row is about."""

    SESSION = "session"
    MEDICINE = "medicine"
    WORSE = "worse"
    BETTER = "better"
    SLEPT_BADLY = "slept_badly"
    SAT_LONG = "sat_long"
    WALKED_LONG = "walked_long"


class Subject(NamedTuple):
    """One fact: `code` is the kind of treatment, the medicine's name or what was ticked; "" where there is one alone.

    `limit` is the number the day lies above, of minutes, or that it reaches, of sleep (0 to 10).
    """

    about: About
    code: str = ""
    limit: float | None = None

    @property
    def key(self) -> str:
        """The subject in files and addresses: "session:walking", "slept_badly"."""
        return f"{self.about}:{self.code}" if self.code else self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a diary holds of some days.

    `legs` are leg scores (0 to 10) by day, `entered` the days with an entry. The others hold, by code or by name, the
    days with it; `sleep` how much sleep was disturbed (0 to 10), `sitting` and `walking` minutes, by day.
    """

    legs: Mapping[date, float]
    entered: Collection[date]
    sessions: Mapping[str, Collection[date]] = field(default_factory=dict)
    medicines: Mapping[str, Collection[date]] = field(default_factory=dict)
    worse: Mapping[str, Collection[date]] = field(default_factory=dict)
    better: Mapping[str, Collection[date]] = field(default_factory=dict)
    sleep: Mapping[date, int] = field(default_factory=dict)
    sitting: Mapping[date, int] = field(default_factory=dict)
    walking: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of the page: what it is about, which day's score is compared, whether it is judged, and what it came to.

    The days of `compared` count from the `first` day of the page.
    """

    subject: Subject
    outcome: Outcome
    judged: bool
    compared: Compared


@dataclass(frozen=True, slots=True)
class Page:
    """All rows, in the order of the vocabularies, whatever they came to; `legs` are the scores of the days in order."""

    first: date
    legs: tuple[float | None, ...]
    rows: tuple[ComparedRow, ...]

    def scores_of(self, row: ComparedRow, days: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Each of a row's days that have one, with the leg score it is compared by."""
        later = 1 if row.outcome is Outcome.NEXT_DAY else 0
        for day in days:
            score = self.legs[day + later]
            if score is not None:
                yield day, score


def compare_days(recorded: Recorded, first: date, last: date) -> Page:
    """Every fact that holds on one of these days or more, compared; at most the last three years of them.

    A day is without something where it has an entry, or for sleep, sitting and walking a number; else it is not
    recorded. Longer than usual is above the median of the person's own days.
    """
    first = max(first, last - timedelta(days=DAYS_MOST - 1))
    days = [first + timedelta(days=away) for away in range((last - first).days + 1)]
    found = list(_facts(recorded, days))
    legs = tuple(recorded.legs.get(day) for day in days)
    rows = [Row(tuple(facts), _outcome(subject), _judged(subject)) for subject, facts in found]
    compared = compare(legs, rows)
    return Page(
        first,
        legs,
        tuple(
            ComparedRow(subject, row.outcome, row.judged, own)
            for (subject, _), row, own in zip(found, rows, compared, strict=True)
        ),
    )


def _outcome(subject: Subject) -> Outcome:
    return Outcome.SAME_DAY if subject.about is About.SLEPT_BADLY else Outcome.NEXT_DAY


def _judged(subject: Subject) -> bool:
    """What practitioners do is not judged, as its claimed effects carry over; nor is a treatment of another kind."""
    return subject.about is not About.SESSION or subject.code in SELF_CARE_KINDS


def _facts(recorded: Recorded, days: Collection[date]) -> Iterator[tuple[Subject, list[bool | None]]]:
    named = (
        (About.SESSION, SESSION_KINDS, recorded.sessions),
        (About.MEDICINE, sorted(recorded.medicines, key=str.casefold), recorded.medicines),
        (About.WORSE, AGGRAVATED_BY, recorded.worse),
        (About.BETTER, EASED_BY, recorded.better),
    )
    for about, codes, by_code in named:
        for code in codes:
            on = by_code.get(code, ())
            facts = [True if day in on else False if day in recorded.entered else None for day in days]
            if True in facts:
                yield Subject(about, code), facts
    slept = _above(recorded.sleep, days, SLEPT_BADLY_FROM - 1)
    yield from _where_any(Subject(About.SLEPT_BADLY, limit=SLEPT_BADLY_FROM), slept)
    for about, minutes in ((About.SAT_LONG, recorded.sitting), (About.WALKED_LONG, recorded.walking)):
        if known := [minutes[day] for day in days if day in minutes]:
            usual = median(known)
            yield from _where_any(Subject(about, limit=usual), _above(minutes, days, usual))


def _above(numbers: Mapping[date, int], days: Collection[date], limit: float) -> list[bool | None]:
    return [numbers[day] > limit if day in numbers else None for day in days]


def _where_any(subject: Subject, facts: list[bool | None]) -> Iterator[tuple[Subject, list[bool | None]]]:
    if True in facts:
        yield subject, facts

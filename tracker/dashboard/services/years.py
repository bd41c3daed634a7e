"""What Progress shows of years: the database adds the days up by week, and no day is held by itself.

What comes of it is what the rules of `domain/` make of the single days (`tests/dashboard/test_read_of_years.py`).
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from tracker.charts.facts import DaysShown
from tracker.charts.strips_facts import CHOSEN, NUMBERS
from tracker.charts.summed import Scored, Summed, SummedAnswers
from tracker.dashboard.queries import years
from tracker.dashboard.queries.years import DayOfMoments
from tracker.domain.body.centralisation import NOWHERE, farthest_of_weeks, rank_of
from tracker.domain.scores.daily import DayScore, SummedMoments, score_of_moments
from tracker.domain.scores.lateness import Given, Late, given_how, how_many
from tracker.domain.scores.steps import Counts, Step, count_step, means_of_sums
from tracker.domain.scores.summaries import Summary, summary_of
from tracker.domain.scores.weekly import means_of_weeks
from tracker.domain.values.periods import DAYS_IN_WEEK, week_of
from tracker.storage.base import codes_of
from tracker.storage.rows import rows_of

SITES = ("leg", "back")


@dataclass(frozen=True, slots=True)
class Years:
    """The days added up by week, and the scores of the leg in brief."""

    summed: Summed
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments by day, oldest first; `scores` are those of days without an entry of their own.

    `first_scored` is the earliest day of any that has a score.
    """

    rows: Sequence[DayOfMoments]
    scores: Mapping[date, DayScore]
    first_scored: date | None


def read_moments(db_session: Session, patient_id: uuid.UUID, first: date | None, last: date) -> Moments:
    own, *rows = rows_of(db_session, *years.days_of_moments(patient_id, first, last))
    found = map(score_of_moments, (_summed(row) for row in rows if not row.own))
    scores = {score.day: score for score in found if score is not None}
    return Moments(rows, scores, min((day for day in (own.day, *scores) if day is not None), default=None))


def _summed(row: DayOfMoments) -> SummedMoments:
    return SummedMoments(*(getattr(row, name) for name in SummedMoments._fields))


def read_years(db_session: Session, patient_id: uuid.UUID, begin: date, within: DaysShown, moments: Moments) -> Years:
    """The days shown, in weeks that begin as the one that begins on `begin`, the first of them.

    `moments` may be of more days than these.
    """
    first, last = within.first_day, within.last_day
    columns = _columns(db_session, years.weeks_of_days(patient_id, begin, first, last))
    scores = _Scores(begin, columns)
    for day, score in moments.scores.items():
        if first <= day <= last:
            scores.add_day(score)
    shown = [row for row in moments.rows if row.day is not None and first <= row.day <= last]
    ranks = _ranks(columns, begin, shown)
    summed = Summed(
        leg_weeks=means_of_weeks(scores.values["leg"], scores.late("leg"), begin, last),
        back_weeks=means_of_weeks(scores.values["back"], scores.late("back"), begin, last),
        scored=Scored(scores.days, how_many(scores.given_whole), bool(scores.values["leg"])),
        answers=_answers(columns, begin, first, last),
        farthest=farthest_of_weeks(ranks, begin, last),
        marked=sum(map(len, ranks.values())),
        noted=any(columns["note"]) or any(row.note for row in shown),
    )
    legs = (value for of_week in scores.values["leg"].values() for value in of_week)
    return Years(summed, summary_of(legs, how_many(scores.given("leg"))))


def _columns(db_session: Session, query: Any) -> Mapping[str, Sequence[Any]]:
    """The rows of a statement, column by column; of nothing every column is empty."""
    rows = rows_of(db_session, *query)
    if not rows:
        return defaultdict(tuple)
    return dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))


class _Scores:
    """The scores of each week by site, by its number from 1, and how those were given that were not plainly."""

    def __init__(self, begin: date, columns: Mapping[str, Sequence[Any]]) -> None:
        self.begin = begin
        self.days: int = sum(columns["days"])
        self.values: dict[str, dict[int, list[float]]] = {
            site: {
                week + 1: [*map(int, scores.split(" "))]
                for week, scores in zip(columns["week"], columns[site], strict=True)
                if scores
            }
            for site in SITES
        }
        self._given: dict[str, defaultdict[int, list[Given]]] = {site: defaultdict(list) for site in SITES}
        self.given_whole: list[Given] = []
        for week, given in zip(columns["week"], columns["given"], strict=True):
            for digits in given.split(" ") if given else ():
                self._add_given(week + 1, digits)

    def _add_given(self, week: int, digits: str) -> None:
        """A day with an entry of its own, whose scores are known: see `weeks_of_days`."""
        has_leg, has_back, leg_later, back_later, imported, from_words = map(int, digits)
        how = {"imported": bool(imported), "from_words": bool(from_words)}
        for site, has, later in (("leg", has_leg, leg_later), ("back", has_back, back_later)):
            if has:
                self._given[site][week].append(given_how(later, **how))
        self.given_whole.append(given_how(max(leg_later, back_later), **how))

    def add_day(self, score: DayScore) -> None:
        """A day without an entry of its own."""
        self.days += 1
        self.given_whole.append(score.given_whole)
        week = week_of(score.day, self.begin)
        for site, value in (("leg", score.leg), ("back", score.back)):
            if value is not None:
                self.values[site].setdefault(week, []).append(value)
                self._given[site][week].append(score.given(site))

    def given(self, site: str) -> Iterable[Given]:
        return (given for of_week in self._given[site].values() for given in of_week)

    def late(self, site: str) -> Mapping[int, Late]:
        return {week: how_many(given) for week, given in self._given[site].items()}


def _answers(columns: Mapping[str, Sequence[Any]], begin: date, first: date, last: date) -> SummedAnswers:
    weeks = columns["week"]
    numbers = [name for name in NUMBERS if any(columns[f"{name}_days"])]
    sums = {
        name: {
            week: (of_week, days)
            for week, of_week, days in zip(weeks, columns[f"{name}_sum"], columns[f"{name}_days"], strict=True)
            if days
        }
        for name in numbers
    }
    step = count_step((last - first).days + 1)
    return SummedAnswers(
        means={name: means_of_sums(of_weeks, begin, first, last) for name, of_weeks in sums.items()},
        most={name: max(most for most in columns[f"{name}_most"] if most is not None) for name in numbers},
        counts={
            name: _counts(weeks, columns[name], columns[f"{name}_days"], step)
            for name in CHOSEN
            if any(columns[f"{name}_days"])
        },
        detailed=sum(columns["detailed"]),
    )


def _counts(weeks: Sequence[int], joined: Sequence[str | None], days: Sequence[int], step: Step) -> Counts:
    """On how many days each code was chosen; a day holds a code once (`checked_codes`)."""
    answered: Counter[int] = Counter()
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for week, codes, of_week in zip(weeks, joined, days, strict=True):
        if codes:
            place = week * Step.WEEK // step
            answered[place] += of_week
            texts[place].append(codes)
    chosen: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for place, of_place in texts.items():
        for code, number in Counter(" ".join(of_place).split(" ")).items():
            chosen[code][place] = number
    return Counts(dict(answered), dict(chosen))


def _ranks(
    columns: Mapping[str, Sequence[Any]], begin: date, moments: Iterable[DayOfMoments]
) -> Mapping[int, Sequence[int]]:
    """The ranks of the farthest places of each week's days, by its number from 1."""
    by_day: dict[int, int] = {}
    for texts in columns["places"]:
        for text in texts.split(years.BETWEEN) if texts else ():
            day, _blank, codes = text.partition(" ")
            by_day[int(day)] = _rank_of_text(codes)
    for row in moments:
        if row.regions and row.day is not None:
            day_of = (row.day - begin).days
            by_day[day_of] = max(by_day.get(day_of, NOWHERE), _rank_of_text(row.regions))
    ranks: defaultdict[int, list[int]] = defaultdict(list)
    for number, rank in by_day.items():
        if rank != NOWHERE:
            ranks[number // DAYS_IN_WEEK + 1].append(rank)
    return ranks


@lru_cache(maxsize=4096)
def _rank_of_text(regions: str) -> int:
    """The farthest of the places whose codes are joined by blanks: what a record says is said on many of its days."""
    return rank_of(codes_of(regions))

"""Which days Progress and the report show: this course, three months, a year, everything, or one's own dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from tracker.domain.errors import Fault, Invalid
from tracker.domain.values import parsing
from tracker.wording import errors
from tracker.wording.diary import RANGES, WRONG_WAY_ROUND
from tracker.wording.language import _

QUARTER: Final = timedelta(days=91)
YEAR: Final = timedelta(days=364)


class Range(StrEnum):
    COURSE = "course"
    QUARTER = "3m"
    YEAR = "1y"
    ALL = "all"
    OWN = "own"


def choices(first: Range) -> dict[Range, str]:
    """The choices from `first` on: without a course there is no range of one."""
    offered = [code for code in Range if code in RANGES]
    return {code: RANGES[code] for code in offered[offered.index(first) :]}


@dataclass(frozen=True, slots=True)
class Span:
    """A choice of days; `problem` says in the user's words what was wrong with dates of their own."""

    range: Range
    first: date | None = None
    last: date | None = None
    problem: str | None = None

    def edges(self, today: date) -> tuple[date | None, date]:
        """The first and last day, where a course has no say; no first day means from the very first on."""
        if self.range is Range.OWN:
            return self.first, self.last or today
        if self.range is Range.ALL:
            return None, today
        return today - (YEAR if self.range is Range.YEAR else QUARTER), today


def own_span(first: date | None, last: date | None, today: date, shared_from: date | None = None) -> Span:
    """The days of somebody's own choice, without those to come; an end left out is open.

    `Invalid` where none of them has come, or none is shared with whoever asks, which begins on `shared_from`.
    """
    if first is not None and first > today:
        raise Invalid(Fault("first_day_to_come"))
    if last is not None and shared_from is not None and last < shared_from:
        raise Invalid(Fault("days_not_shared"))
    if first is None and last is None:
        return Span(Range.ALL)
    return Span(Range.OWN, first, min(last or today, today))


def parse_span(args: Mapping[str, str], today: date, shared_from: date | None = None) -> Span:
    """The choice in an address; whatever cannot be read falls back to the course, and says so."""
    raw = args.get("range", "")
    if raw in RANGES:
        return Span(Range(raw))
    if raw != Range.OWN:
        return Span(Range.COURSE)
    try:
        first, last = parsing.day(args.get("from")), parsing.day(args.get("to"))
        if first is None or (last is not None and first > last):
            return Span(Range.COURSE, problem=_(WRONG_WAY_ROUND))
        return own_span(first, last, today, shared_from)
    except Invalid as problem:
        return Span(Range.COURSE, problem=errors.said(problem))

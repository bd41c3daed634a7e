"""Which days the Progress page shows: this course, three months, a year, everything, or one's own dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from tracker.domain.errors import Invalid
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


def parse_span(args: Mapping[str, str], today: date) -> Span:
    """The choice in an address; whatever cannot be read falls back to the course, and says so."""
    raw = args.get("range", "")
    if raw in RANGES:
        return Span(Range(raw))
    if raw != Range.OWN:
        return Span(Range.COURSE)
    try:
        first, last = parsing.day(args.get("from")), parsing.day(args.get("to")) or today
    except Invalid as problem:
        return Span(Range.COURSE, problem=errors.said(problem))
    last = min(last, today)
    if first is None or first > last:
        return Span(Range.COURSE, problem=_(WRONG_WAY_ROUND))
    return Span(Range.OWN, first, last)

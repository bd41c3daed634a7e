"""How many of the days behind a number were entered later, and why something is not confirmed, in plain words."""

from collections.abc import Iterable, Sequence
from typing import Final

from tracker.domain.course.verdict import Doubt
from tracker.domain.scores.lateness import REMEMBERED_DAYS

FROM_MEMORY: Final = f"over {REMEMBERED_DAYS} days later, from memory"
ONE_WEEK_SHORT: Final = "Early: one week only."
MEMORY_WEEKS: Final = {
    Doubt.START_FROM_MEMORY: "the starting week",
    Doubt.LATEST_FROM_MEMORY: "the latest week",
    Doubt.BEFORE_FROM_MEMORY: "the week before it",
}


def doubt_words(doubts: Iterable[Doubt]) -> str:
    """Why something is not confirmed, in short sentences; empty without a doubt.

    Rule: see `course_verdict` and `mostly_from_memory`. Raises nothing.
    """
    found = tuple(doubts)
    early = ONE_WEEK_SHORT if Doubt.ONE_WEEK in found else ""
    return " ".join(filter(None, (early, from_memory_words(found))))


def from_memory_words(doubts: Sequence[Doubt]) -> str:
    """The sentence that names the weeks that are mostly from memory; empty where none is.

    Rule: see `mostly_from_memory`. Raises nothing.
    """
    weeks = [words for doubt, words in MEMORY_WEEKS.items() if doubt in doubts]
    listed = " and ".join(filter(None, (", ".join(weeks[:-1]), *weeks[-1:])))
    return f"Not confirmed: most days of {listed} were entered {FROM_MEMORY}." if weeks else ""


def late_words(days: int, late: int) -> str:
    """How many of the logged days behind a number were entered later: "2 entered later"; empty for none.

    Raises nothing. Source: see `days_later`.
    """
    if not late:
        return ""
    if late == days:
        return "entered later" if days == 1 else "all entered later"
    return f"{late:,} entered later"


def days_and_late(days: int, late: int) -> str:
    """The days behind a number: "7 days, 2 entered later". Raises nothing. Source: see `days_later`."""
    return ", ".join(filter(None, (f"{days:,} {'day' if days == 1 else 'days'}", late_words(days, late))))

"""How many of the days behind a number were entered later, and why something is not confirmed, in plain words."""

from collections.abc import Iterable, Sequence
from typing import Final

from tracker.domain.course.verdict import Doubt
from tracker.domain.scores.lateness import REMEMBERED_DAYS
from tracker.wording.formats import commas, listed, whole
from tracker.wording.language import N_, _, ngettext

MEMORY_WEEKS: Final = {
    Doubt.START_FROM_MEMORY: N_("the starting week"),
    Doubt.LATEST_FROM_MEMORY: N_("the latest week"),
    Doubt.BEFORE_FROM_MEMORY: N_("the week before it"),
}


def doubt_words(doubts: Iterable[Doubt]) -> str:
    """Why something is not confirmed, in short sentences; empty without a doubt.

    Rule: see `course_verdict` and `mostly_from_memory`. Raises nothing.
    """
    found = tuple(doubts)
    early = _("Early: one week only.") if Doubt.ONE_WEEK in found else ""
    return " ".join(filter(None, (early, from_memory_words(found))))


def from_memory_words(doubts: Sequence[Doubt]) -> str:
    """The sentence that names the weeks that are mostly from memory; empty where none is.

    Rule: see `mostly_from_memory`. Raises nothing.
    """
    weeks = [_(words) for doubt, words in MEMORY_WEEKS.items() if doubt in doubts]
    if not weeks:
        return ""
    return _(
        "Not confirmed: most days of %(weeks)s were entered over %(days)s days later, from memory.",
        weeks=listed(weeks),
        days=REMEMBERED_DAYS,
    )


def late_words(days: int, late: int) -> str:
    """How many of the logged days behind a number were entered later: "2 entered later"; empty for none.

    Raises nothing. Source: see `days_later`.
    """
    if not late:
        return ""
    if late == days:
        return _("entered later") if days == 1 else _("all entered later")
    return _("%(late)s entered later", late=whole(late))


def days_and_late(days: int, late: int) -> str:
    """The days behind a number: "7 days, 2 entered later". Raises nothing. Source: see `days_later`."""
    counted = ngettext("%(number)s day", "%(number)s days", days, number=whole(days))
    return commas([part for part in (counted, late_words(days, late)) if part])

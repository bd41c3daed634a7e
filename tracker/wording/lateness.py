"""How many of the days behind a number were entered later or imported, and why something is not confirmed."""

from collections.abc import Iterable, Sequence
from typing import Final

from tracker.domain.course.verdict import Doubt
from tracker.domain.scores.lateness import REMEMBERED_DAYS, Late
from tracker.wording.formats import commas, listed, whole
from tracker.wording.language import N_, _, ngettext

MEMORY_WEEKS: Final = {
    Doubt.START_FROM_MEMORY: N_("the starting week"),
    Doubt.LATEST_FROM_MEMORY: N_("the latest week"),
    Doubt.BEFORE_FROM_MEMORY: N_("the week before it"),
}
WORDED_WEEKS: Final = {
    Doubt.START_FROM_WORDS: MEMORY_WEEKS[Doubt.START_FROM_MEMORY],
    Doubt.LATEST_FROM_WORDS: MEMORY_WEEKS[Doubt.LATEST_FROM_MEMORY],
    Doubt.BEFORE_FROM_WORDS: MEMORY_WEEKS[Doubt.BEFORE_FROM_MEMORY],
}


def doubt_words(doubts: Iterable[Doubt]) -> str:
    """Why something is not confirmed, in short sentences; empty without a doubt.

    Rule: see `course_verdict` and `mostly_from_memory`. Raises nothing.
    """
    found = tuple(doubts)
    early = _("Early: one week only.") if Doubt.ONE_WEEK in found else ""
    return " ".join(filter(None, (early, unsure_words(found))))


def unsure_words(doubts: Sequence[Doubt]) -> str:
    """The sentences that name the weeks that are mostly from memory, or hold scores made from words; empty for none.

    Rule: see `course_verdict`. Raises nothing.
    """
    return " ".join(filter(None, (_from_memory(doubts), _from_words(doubts))))


def _from_words(doubts: Sequence[Doubt]) -> str:
    weeks = [_(words) for doubt, words in WORDED_WEEKS.items() if doubt in doubts]
    if not weeks:
        return ""
    return _(
        "Not confirmed: in %(weeks)s, scores were made from words such as “moderate”, which are less exact.",
        weeks=listed(weeks),
    )


def _from_memory(doubts: Sequence[Doubt]) -> str:
    weeks = [_(words) for doubt, words in MEMORY_WEEKS.items() if doubt in doubts]
    if not weeks:
        return ""
    return _(
        "Not confirmed: most days of %(weeks)s were entered over %(days)s days later, from memory.",
        weeks=listed(weeks),
        days=REMEMBERED_DAYS,
    )


def late_words(days: int, late: Late) -> str:
    """How many of the logged days behind a number were entered later or imported: "2 entered later, 3 imported".

    Those whose score was made from a word are counted once more. Empty for none. Raises nothing. Source: see
    `days_later` and `given_how`.
    """
    found = (_entered_later(days, late.days), _imported(days, late.imported), _worded(days, late.from_words))
    return commas([part for part in found if part])


def _entered_later(days: int, late: int) -> str:
    if not late:
        return ""
    if late == days:
        return _("entered later") if days == 1 else _("all entered later")
    return _("%(late)s entered later", late=whole(late))


def _imported(days: int, imported: int) -> str:
    if not imported:
        return ""
    if imported == days:
        return _("imported") if days == 1 else _("all imported")
    return _("%(number)s imported", number=whole(imported))


def _worded(days: int, from_words: int) -> str:
    if not from_words:
        return ""
    if from_words == days:
        return _("from words") if days == 1 else _("all from words")
    return _("%(number)s from words", number=whole(from_words))


def days_and_late(days: int, late: Late) -> str:
    """The days behind a number: "7 days, 2 entered later". Raises nothing. Source: see `late_words`."""
    counted = ngettext("%(number)s day", "%(number)s days", days, number=whole(days))
    return commas([part for part in (counted, late_words(days, late)) if part])

"""Why a patient needs a look, in a few neutral words: what was noted and when, never what it might mean."""

from datetime import date
from typing import Final

from tracker.domain.brief.attention import Known, Need
from tracker.domain.course.flare import FLARE_SCORE
from tracker.domain.course.verdict import Doubt
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.values.periods import ONE_DAY
from tracker.wording.formats import day_near
from tracker.wording.language import _
from tracker.wording.lateness import WORDED_WEEKS


def answered_words(known: Known, today: date) -> str:
    """That the warning signs of a recent day were answered, in a few neutral words; blank where there are none.

    Source: our own rule; what was answered stays in sight as long as the sign counts as recent.
    """
    if known.flag_answered_on is None or known.flag_answered_on < recent_from(today):
        return ""
    return _("Warning sign of %(day)s: answered", day=_day(known.flag_answered_on, today))


def need_words(need: Need, known: Known, today: date) -> str:
    """The reason `need`, one of `needs_of` for the same `known` and `today`, in a few neutral words."""
    return _WORDS[need](known, today)


def _warning(known: Known, today: date) -> str:
    return _("Warning sign noted %(day)s", day=_day(known.warned_on, today))


def _flare(known: Known, today: date) -> str:
    before = None if known.flare_on is None else known.flare_on - ONE_DAY
    return _(
        "Flare: leg pain %(score)s or more on %(first)s and %(second)s",
        score=f"{FLARE_SCORE:.0f}",
        first=_day(before, today),
        second=_day(known.flare_on, today),
    )


def _worse(known: Known, today: date) -> str:  # noqa: ARG001
    if known.confirmed:
        return _("Leg pain worse than the starting week")
    if known.doubts and Doubt.ONE_WEEK not in known.doubts:
        if set(known.doubts) <= set(WORDED_WEEKS):
            return _("Leg pain worse than the starting week: not confirmed, from words")
        return _("Leg pain worse than the starting week: not confirmed, mostly from memory")
    return _("Leg pain worse than the starting week: one week only, early")


def _review(known: Known, today: date) -> str:  # noqa: ARG001
    return _("Review due")


def _quiet(known: Known, today: date) -> str:
    if known.last_entry_on is not None:
        return _("No entry since %(day)s", day=_day(known.last_entry_on, today))
    if known.first_day is None:
        return _("No entry yet")
    return _("No entry since %(day)s", day=_day(known.first_day, today))


def _ending(known: Known, today: date) -> str:
    if known.last_day == today:
        return _("Shared until today")
    return _("Shared until %(day)s", day=_day(known.last_day, today))


def _day(value: date | None, today: date) -> str:
    assert value is not None, "a reason has its day"  # noqa: S101
    return day_near(value, today)


_WORDS: Final = {
    Need.WARNING: _warning,
    Need.FLARE: _flare,
    Need.WORSE: _worse,
    Need.REVIEW: _review,
    Need.QUIET: _quiet,
    Need.ENDING: _ending,
}

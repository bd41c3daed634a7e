"""What the days of a week that have no score could change, in sentences."""

from collections.abc import Mapping
from typing import Final

from tracker.domain.scores.weekly import Sensitivity
from tracker.wording.formats import one_decimal
from tracker.wording.language import N_, ngettext, told


def missing_days_words(sensitivity: Sensitivity) -> str:
    """How many days of a week have no leg score, and its average (0 to 10) had they been like the best or worst day.

    Raises nothing. Source: see `Sensitivity` in `domain/scores/weekly.py`. Our own wording.
    """
    return " ".join((_without_a_score(sensitivity), _had_they_been(sensitivity)))


def _had_they_been(sensitivity: Sensitivity) -> str:
    """What the average would be, had the days without a score been like the best or the worst day."""
    values = {"low": one_decimal(sensitivity.low), "high": one_decimal(sensitivity.high)}
    same, one, beyond = values["low"] == values["high"], sensitivity.missing == 1, bool(sensitivity.beyond)
    return told(*HAD_BEEN[same, "one" if one else "these" if beyond else "all"], **values)


HAD_BEEN: Final[Mapping[tuple[bool, str], tuple[str, str]]] = {
    (True, "one"): (
        N_("Had it been like your best or your worst day so far, the average would still be %(low)s."),
        N_("Had it been like the best or the worst day so far, the average would still be %(low)s."),
    ),
    (True, "all"): (
        N_("Had they all been like your best or your worst day so far, the average would still be %(low)s."),
        N_("Had they all been like the best or the worst day so far, the average would still be %(low)s."),
    ),
    (True, "these"): (
        N_("Had these been like your best or your worst day so far, the average would still be %(low)s."),
        N_("Had these been like the best or the worst day so far, the average would still be %(low)s."),
    ),
    (False, "one"): (
        N_("Had it been like your best or your worst day so far, the average would be between %(low)s and %(high)s."),
        N_("Had it been like the best or the worst day so far, the average would be between %(low)s and %(high)s."),
    ),
    (False, "all"): (
        N_(
            "Had they all been like your best or your worst day so far, the average would be between %(low)s and "
            "%(high)s."
        ),
        N_(
            "Had they all been like the best or the worst day so far, the average would be between %(low)s and "
            "%(high)s."
        ),
    ),
    (False, "these"): (
        N_(
            "Had these been like your best or your worst day so far, the average would be between %(low)s and %(high)s."
        ),
        N_("Had these been like the best or the worst day so far, the average would be between %(low)s and %(high)s."),
    ),
}


def _without_a_score(sensitivity: Sensitivity) -> str:
    """The days of that week that are not logged, all of them, so that what is said of it makes seven."""
    missing, beyond = sensitivity.missing, sensitivity.beyond
    if not beyond:
        return ngettext("One day of that week has no leg score.", "%(n)s days of that week have no leg score.", missing)
    rest = ngettext("one has no leg score", "%(n)s have no leg score", missing)
    if sensitivity.ended:
        return ngettext(
            "One day of that week came after the course ended; %(rest)s.",
            "%(n)s days of that week came after the course ended; %(rest)s.",
            beyond,
            rest=rest,
        )
    return ngettext(
        "One day of that week is still to come; %(rest)s.",
        "%(n)s days of that week are still to come; %(rest)s.",
        beyond,
        rest=rest,
    )

"""One line about a bout of sciatica: which side, since when, and the cause that a clinician named."""

from datetime import date
from typing import Final

from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.wording.formats import commas, day_year, short_month
from tracker.wording.language import N_, Words, _, ngettext
from tracker.wording.vocabularies import SIDES

NAMED_BY_DAY: Final = 8 * DAYS_IN_WEEK
DAYS_FIRST: Final = 2 * DAYS_IN_WEEK
MONTHS_IN_YEAR: Final = 12
MONTHS_MOST: Final = 2 * MONTHS_IN_YEAR
DAYS_IN_MONTH: Final = 30.44
SIDES_SAID = Words(SIDES.marked | {"switching": N_("Leg pain that switches sides")})
CAUSES_SAID = Words(
    {
        "disc_herniation": N_("told by a clinician: slipped (herniated) disc"),
        "stenosis": N_("told by a clinician: narrowed spinal canal (stenosis)"),
        "bone_spurs": N_("told by a clinician: bone spurs or arthritis"),
        "piriformis": N_("told by a clinician: piriformis muscle"),
        "pregnancy": N_("told by a clinician: related to pregnancy"),
        "injury": N_("told by a clinician: injury"),
        "other": N_("told by a clinician: something else"),
    }
)
DURATIONS_SAID = Words(
    {
        "under_6_weeks": N_("less than 6 weeks when this record began"),
        "weeks_6_to_12": N_("6 to 12 weeks when this record began"),
        "over_12_weeks": N_("more than 12 weeks when this record began"),
    }
)


def bout_words(
    *,
    side: str | None,
    began_on: date | None,
    duration_at_start: str | None,
    cause_told: str | None,
    ended_on: date | None,
    today: date,
) -> str:
    """Left leg, since Mar 2025 (about 20 months), told by a clinician: slipped (herniated) disc.

    `side`, `duration_at_start` and `cause_told` are codes of SIDES, DURATIONS and CAUSES_TOLD. What was not recorded
    is left out, and where nothing was the line is empty; a cause that is not known is none. Nobody is spoken to, so
    that it can be read by everybody. Raises nothing. Source: side, duration and the cause as told are what the intake
    of sciatica asks for (MSD Manual, lumbosacral radiculopathy); the words are ours.
    """
    said = [SIDES_SAID[side]] if side is not None and side in SIDES_SAID else []
    if began_on is not None:
        said.append(_since(began_on, ended_on, today))
    elif duration_at_start is not None and duration_at_start in DURATIONS_SAID:
        said.append(DURATIONS_SAID[duration_at_start])
    if cause_told is not None and cause_told in CAUSES_SAID:
        said.append(CAUSES_SAID[cause_told])
    line = commas(said)
    return line[:1].upper() + line[1:]


def _since(began_on: date, ended_on: date | None, today: date) -> str:
    if ended_on is not None:
        return _("from %(first)s to %(last)s", first=short_month(began_on), last=short_month(ended_on))
    days = max(0, (today - began_on).days)
    named = day_year(began_on) if days <= NAMED_BY_DAY else short_month(began_on)
    return _("since %(day)s (%(lasted)s)", day=named, lasted=lasted_words(days))


def lasted_words(days: int) -> str:
    """5 days, about 7 weeks, about 20 months, about 3 years: so many days (0 or more) as one says them.

    Days up to two weeks, weeks up to eight, months up to two years. Raises nothing. Our own rule.
    """
    if days < DAYS_FIRST:
        return ngettext("%(n)s day", "%(n)s days", days)
    if days <= NAMED_BY_DAY:
        return ngettext("about %(n)s week", "about %(n)s weeks", round(days / DAYS_IN_WEEK))
    months = round(days / DAYS_IN_MONTH)
    if months < MONTHS_MOST:
        return ngettext("about %(n)s month", "about %(n)s months", months)
    return ngettext("about %(n)s year", "about %(n)s years", round(months / MONTHS_IN_YEAR))

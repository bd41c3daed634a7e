"""What is said of the record itself: the bout, cautions, named activities, countries, what was noted and left out."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.domain.limits import SCORE_HIGH
from tracker.domain.safety.warning_signs import EMERGENCY_NUMBERS
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.wording.cautions import CAUTIONS
from tracker.wording.formats import capital, commas, day_year, listed, short_month
from tracker.wording.language import N_, Words, _, locale, ngettext
from tracker.wording.vocabularies import CAUSES_TOLD, SIDES

NAMED_BY_DAY: Final = 8 * DAYS_IN_WEEK
DAYS_FIRST: Final = 2 * DAYS_IN_WEEK
MONTHS_IN_YEAR: Final = 12
MONTHS_MOST: Final = 2 * MONTHS_IN_YEAR
DAYS_IN_MONTH: Final = 30.44
SIDES_SAID = Words(SIDES.marked | {"switching": N_("Leg pain that switches sides")})
DURATIONS_SAID = Words(
    {
        "under_6_weeks": N_("less than 6 weeks when this record began"),
        "weeks_6_to_12": N_("6 to 12 weeks when this record began"),
        "over_12_weeks": N_("more than 12 weeks when this record began"),
    }
)
UNTICKED: Final = N_("This is not ticked above. Tick it, or take these words away.")
# ISO 3166 codes of the countries whose emergency number is known here.
COUNTRY_NAMES: Final = {
    "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BG": "Bulgaria", "BR": "Brazil", "CA": "Canada",
    "CH": "Switzerland", "CN": "China", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark",
    "EE": "Estonia", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom", "GR": "Greece",
    "HK": "Hong Kong", "HR": "Croatia", "HU": "Hungary", "IE": "Ireland", "IL": "Israel", "IN": "India",
    "IS": "Iceland", "IT": "Italy", "JP": "Japan", "KR": "South Korea", "LI": "Liechtenstein", "LT": "Lithuania",
    "LU": "Luxembourg", "LV": "Latvia", "MT": "Malta", "MX": "Mexico", "MY": "Malaysia", "NL": "Netherlands",
    "NO": "Norway", "NZ": "New Zealand", "PH": "Philippines", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
    "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia", "TH": "Thailand", "TR": "Türkiye",
    "TW": "Taiwan", "UA": "Ukraine", "US": "United States", "VN": "Vietnam", "ZA": "South Africa",
}  # fmt: skip


class _Countries(Words):
    """Their names in the language of this request."""

    def __getitem__(self, code: str) -> str:
        spoken = locale()
        return self.marked[code] if spoken is None else spoken.territories.get(code, self.marked[code])


_NAMED = sorted(
    ((code, COUNTRY_NAMES.get(code, code)) for code in EMERGENCY_NUMBERS), key=lambda pair: pair[1].replace("Ü", "U")
)
COUNTRIES = _Countries(dict(_NAMED))


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
    cause = CAUSES_TOLD.within.get(cause_told or "")
    if cause and cause_told != "unknown":
        said.append(_("told by a clinician: %(cause)s", cause=cause))
    return capital(commas(said))


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


def about_caution(kind: str) -> str:
    """The label of what is written beside a caution."""
    return _("About: %(caution)s", caution=CAUTIONS.within[kind])


def about_nothing(*, noted_before: bool) -> str:
    """That words were written about no caution; `noted_before`: there are cautions they could stand beside."""
    if noted_before:
        return _("Tick above what this is about, or write it beside a caution that you noted before.")
    return _("Tick above what this is about, or take these words away.")


def no_longer_scored(scores: Sequence[str]) -> str:
    """That scores were given for activities that somebody took off the list meanwhile."""
    return _(
        "The list was changed meanwhile: what you gave %(scores)s is no longer on it. The rest is as you gave it.",
        scores=listed(scores),
    )


def too_many_activities(names: Sequence[str]) -> str:
    """That these found no room, since others were added meanwhile."""
    return _(
        "There is room for five, and some were added meanwhile. Left over: %(names)s. Take one away to make room.",
        names="; ".join(names),
    )


def activity_scale() -> str:
    return _("0: I cannot do it. %(most)s: I can do it as before.", most=SCORE_HIGH)


def noted_words(noted_on: date, confirmed_on: date) -> str:
    return _("Noted %(noted)s, confirmed %(confirmed)s.", noted=day_year(noted_on), confirmed=day_year(confirmed_on))

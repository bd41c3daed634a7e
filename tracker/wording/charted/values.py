"""What charts have in common: how days, numbers and people's own words are written, and words of every table."""

import re
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from typing import Final

from tracker.domain.scores.lateness import Late
from tracker.wording import formats
from tracker.wording.language import N_, _, current
from tracker.wording.lateness import days_and_late

day, short_day, day_year = formats.day, formats.short_day, formats.day_year
ELLIPSIS = "…"
DAY: Final = N_("Day")
LEG_PAIN: Final = N_("Leg pain")
BACK_PAIN: Final = N_("Back pain")
NOT_RECORDED: Final = N_("not recorded")
TOO_FEW_DAYS: Final = N_("too few days")
NOTHING: Final = N_("Nothing recorded in these days")
GAPS: Final = N_("A line stops where a week has too few days with a score. Nothing is filled in.")

# What XML 1.0 cannot hold, and the marks that turn the direction of everything after them.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


def days(first: date, last: date) -> str:
    """Mon 2 Mar to Sun 8 Mar; with years where they differ."""
    if first.year != last.year:
        return days_years(first, last)
    return _("%(first)s to %(last)s", first=day(first), last=day(last))


def days_years(first: date, last: date) -> str:
    """Mon 2 Mar 2026 to Sun 8 Mar 2026: for rows that stand among those of other years."""
    return _("%(first)s to %(last)s", first=day_year(first), last=day_year(last))


def average(value: float) -> str:
    """3.9: one decimal, as everywhere else in the app."""
    return formats.one_decimal(value)


def score(value: float) -> str:
    """6, or 6.3 where several moments were averaged."""
    return str(int(value)) if float(value).is_integer() else average(value)


def in_range(mean: float, low: float, high: float, days: int, late: Late) -> str:
    """3.9 (3.1 to 4.7), 5 days: the average of a week with its rough range and the days counted."""
    return _(
        "%(average)s (%(low)s to %(high)s), %(days)s",
        average=average(mean),
        low=average(low),
        high=average(high),
        days=days_and_late(days, late),
    )


def counted_days(number: int) -> str:
    """1 day; 3 days."""
    return _counted_days(number, current())


@lru_cache(maxsize=4096)  # the charts of years say a few numbers of days thousands of times
def _counted_days(number: int, _language: NullTranslations) -> str:
    return formats.counting("%(n)s day", "%(n)s days", number)


def counted_sessions(number: int) -> str:
    """1 session; 3 sessions."""
    return formats.counting("%(n)s session", "%(n)s sessions", number)


def acupuncture_session(number: int) -> str:
    return _("Acupuncture, session %(number)s", number=number)


def shortened(text: str, most: int) -> str:
    """At most `most` letters of one line, ending in an ellipsis where some are left out."""
    text = tidy(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def tidy(text: str) -> str:
    """One line without control characters."""
    return _UNPRINTABLE.sub(" ", text).strip()


def escaped(text: str) -> str:
    """People's words for Plotly, which would take `<b>` and `<a>` in any label for markup."""
    return tidy(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The words themselves, as `escaped` was given them."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

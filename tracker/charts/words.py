"""How days, numbers and people's own words are written in charts."""

import re
from datetime import date

from tracker.wording import formats
from tracker.wording.language import _

day, short_day, day_year = formats.day, formats.short_day, formats.day_year
ELLIPSIS = "…"

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


def counted_days(number: int) -> str:
    """1 day; 3 days."""
    return formats.counting("%(n)s day", "%(n)s days", number)


def counted_sessions(number: int) -> str:
    """1 session; 3 sessions."""
    return formats.counting("%(n)s session", "%(n)s sessions", number)


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

"""What is asked where a page was left open: what was saved meanwhile, and which day is meant."""

from datetime import date, datetime

from tracker.wording.formats import clock, day, day_near
from tracker.wording.language import _

ENDS = (".", "!", "?", "…")


def nothing() -> str:
    """What an empty answer is called."""
    return _("nothing")


def which_counts(saved: str, newer: str, mine: str) -> str:
    """Two answers beside each other: `saved` says when and by whom the newer one was given."""
    return _(
        "%(saved)s: %(newer)s You gave: %(mine)s Which one counts?", saved=saved, newer=_ended(newer), mine=_ended(mine)
    )


def _ended(text: str) -> str:
    return text if text.endswith(ENDS) else f"{text}."


def saved_meanwhile(moment: str = "", name: str = "") -> str:
    """When it was saved, where that is known, and by whom where by somebody else."""
    if not moment:
        return _("Saved meanwhile")
    if name:
        return _("Saved meanwhile by %(name)s on %(moment)s", name=name, moment=moment)
    return _("Saved meanwhile on %(moment)s", moment=moment)


def today_words(today: date) -> str:
    return _("Today, %(day)s", day=day(today))


def now_words(now: datetime) -> str:
    return _("Now: %(day)s, %(time)s", day=day(now.date()), time=clock(now))


def then_words(was: datetime, today: date, *, with_time: bool = False) -> str:
    """Sat 28 Nov; with its time for a moment, and with its year where that is another."""
    words = day_near(was.date(), today)
    return _("%(day)s, %(time)s", day=words, time=clock(was)) if with_time else words


def say_when(then: str) -> str:
    """The way on to a form that asks for the time on the day of the page."""
    return _("%(day)s: say when", day=then)

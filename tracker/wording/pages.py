"""What any page may say: places to go to, ends of scales, what could not be shown or saved, what is asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tracker.wording.formats import clock, day, day_near
from tracker.wording.language import N_, Words, _

PLACES: Final = Words(
    {
        "today": N_("Today"),
        "diary": N_("Diary"),
        "progress": N_("Progress"),
        "course": N_("Course"),
        "more": N_("More"),
        "patients": N_("Patients"),
        "brief": N_("Brief"),
        "own_diary": N_("My diary"),
        "account": N_("Settings"),
    }
)


@dataclass(frozen=True, slots=True)
class Ends:
    """`low` and `high` stand beside the scale; `lowest` and `highest` name its first and its last number."""

    low: str
    high: str
    lowest: str
    highest: str


_ENDS: Final[Mapping[str, Ends]] = {
    "pain": Ends(N_("No pain"), N_("Worst pain imaginable"), N_("0, no pain"), N_("10, worst pain imaginable")),
    "symptom": Ends(N_("None"), N_("As bad as it can be"), N_("0, none"), N_("10, as bad as it can be")),
    "sleep": Ends(N_("Not at all"), N_("Could not sleep"), N_("0, not at all"), N_("10, could not sleep")),
    "function": Ends(N_("Cannot do it"), N_("As well as before"), N_("0, cannot do it"), N_("10, as well as before")),
}


def scale_ends(kind: str) -> Ends:
    """The ends of the scale on which `kind` is scored: pain, symptom, sleep or function."""
    ends = _ENDS[kind]
    return Ends(_(ends.low), _(ends.high), _(ends.lowest), _(ends.highest))


STATUSES: Final[Mapping[int, tuple[str, str]]] = {
    400: (N_("This did not work"), N_("The request could not be read. Please go back and try again.")),
    403: (N_("This was not taken"), N_("It was sent from another site. Nothing was saved.")),
    404: (N_("Page not found"), N_("There is nothing here, or nothing that is shared with you.")),
    405: (N_("This did not work"), N_("This address cannot be used that way. Please go back and try again.")),
    414: (N_("This is too long"), N_("This address is too long.")),
    429: (N_("Too many tries"), N_("Please wait a little, then try again.")),
}
OTHERWISE: Final = (N_("This did not work"), N_("Please go back and try again."))
REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "busy": (N_("We cannot save just now"), N_("The database is busy or away. Please try again in a moment.")),
    "busy_for_reading": (
        N_("We cannot show this just now"),
        N_("The database is busy or away. Nothing is lost. Please try again in a moment."),
    ),
    "only_read": (
        N_("We cannot save just now"),
        N_("Nothing can be saved before the person who runs this server sees to it."),
    ),
    "many_wait": (
        N_("Please try again in a moment"),
        N_("Many passwords are being checked just now, and yours was not looked at. Please go back and send it again."),
    ),
    "not_set": (
        N_("We could not make this PDF just now"),
        N_(
            "Nothing is lost. Please try again in a moment. Until then, Progress, the brief and the letter can be "
            "printed from your browser."
        ),
    ),
    "too_big": (
        N_("This is too long"),
        N_(
            "This page cannot hold so much, and nothing was saved. Please go back, copy your text, and save less at "
            "once."
        ),
    ),
    "too_big_for_strangers": (
        N_("This is too long"),
        N_(
            "You are not signed in. Nothing was saved. Sign in in another tab first. Then go back to your text and "
            "send it."
        ),
    ),
    "once_more": (
        N_("Please send this once more"),
        N_("This page was open for a long time, or opened before you signed in. Nothing was saved yet."),
    ),
    "unexpected": (N_("Something went wrong on our side"), N_("Nothing was saved. Please try again.")),
}


def status_words(status: int) -> tuple[str, str]:
    """The heading and the text of an answer with this status."""
    title, text = STATUSES.get(status, OTHERWISE)
    return _(title), _(text)


def reason_words(reason: str) -> tuple[str, str]:
    """The same for a reason of our own."""
    title, text = REASONS[reason]
    return _(title), _(text)


def wait_title() -> str:
    """The heading of an answer to somebody who comes too soon."""
    return _("Please wait a little")


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

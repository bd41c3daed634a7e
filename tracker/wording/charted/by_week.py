"""What chart 4 says of treatments by week, without a word on what they did."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.wording.charted.values import counted_sessions, days
from tracker.wording.formats import commas, counting, whole
from tracker.wording.language import N_, _

TITLE: Final = N_("Treatments by week")
WITHOUT: Final = N_("minutes not recorded")
NO_TREATMENT: Final = N_("No treatment recorded")
NO_LEG: Final = N_("No weekly leg pain in these days")
DONE_IN_ALL: Final = N_("%(treatment)s %(said)s")
NONE: Final = N_("none")
WEEK: Final = N_("Week")
FOUR_WEEKS: Final = N_("Four weeks")
MEDICINE: Final = N_("Medicine")
CAPTION: Final = N_("Weekly average of leg pain and what was done; none means none recorded")
NOT_WHY: Final = N_(
    "The chart shows what was done and how the leg felt in the same weeks. It does not say what caused what."
)
EVERY_DAY: Final = N_("For medicine, a bar of full height means every day.")
LONG: Final = N_("This is a long time, so each bar stands for four weeks.")


def in_minutes(minutes: int, sessions: int, without: int) -> str:
    """The minutes of so many sessions, of which some may have none recorded."""
    if without == sessions:
        return commas((counted_sessions(sessions), _(WITHOUT)))
    known = _("%(minutes)s min in %(sessions)s", minutes=whole(minutes), sessions=counted_sessions(sessions - without))
    if not without:
        return known
    return commas((known, counting("%(n)s more without minutes", "%(n)s more without minutes", without)))


def medicine_in_all(number: int) -> str:
    return counting("medicine on %(n)s day", "medicine on %(n)s days", number)


def in_all(first: date, last: date, treatments: Sequence[str]) -> str:
    if not treatments:
        return _("No treatment is recorded from %(days)s.", days=days(first, last))
    return _("From %(days)s: %(treatments)s.", days=days(first, last), treatments="; ".join(treatments))


def scale(tallest: int, unit: str, *, each_week: bool) -> str:
    """What the tallest bar stands for."""
    amount = counted_sessions(tallest)
    if unit == "minutes":
        amount = counting("%(n)s minutes", "%(n)s minutes", tallest)
    if each_week:
        return _("The bars of all kinds have one scale: the tallest is %(amount)s in a week.", amount=amount)
    return _("The bars of all kinds have one scale: the tallest is %(amount)s in four weeks.", amount=amount)


def no_part(number: int) -> str:
    return counting(
        "%(n)s session has no minutes recorded and no part in the bars.",
        "%(n)s sessions have no minutes recorded and no part in the bars.",
        number,
    )


def first_cut(number: int) -> str:
    return counting("The first bars stand for %(n)s day only.", "The first bars stand for %(n)s days only.", number)


def last_cut(number: int) -> str:
    return counting("The last bars stand for %(n)s day only.", "The last bars stand for %(n)s days only.", number)

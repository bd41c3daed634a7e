"""What is said of the days on which medicine was taken, month by month, and of the usual limits."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.domain.treatment.painkillers import OTHER_DAYS, SIMPLE_DAYS, MedicineMonth
from tracker.wording import formats
from tracker.wording.formats import counting
from tracker.wording.language import N_, Words, _, told
from tracker.wording.sources import Source

SOURCE: Final = Source(
    "International Classification of Headache Disorders, 3rd edition, section 8.2",
    "https://doi.org/10.1177/0333102417738202",
)
SHORT: Final = Words(
    {
        "simple": N_("simple painkillers"),
        "opioid": N_("opioids"),
        "triptan": N_("triptans"),
        "combined": N_("combined painkillers"),
    }
)


def month_so_far(month: MedicineMonth, today: date) -> str:
    """On how many days of the running month, or of the latest with any, painkillers were noted."""
    if month.first == today.replace(day=1):
        return counting(
            "Painkillers this month: noted on %(n)s day so far.",
            "Painkillers this month: noted on %(n)s days so far.",
            month.painkillers,
        )
    return counting(
        "Painkillers in %(month)s: noted on %(n)s day.",
        "Painkillers in %(month)s: noted on %(n)s days.",
        month.painkillers,
        month=formats.month(month.first),
    )


def groups_of(month: MedicineMonth) -> str:
    """Simple painkillers 9, opioids 3."""
    said = [
        _("%(group)s %(days)s", group=SHORT[group], days=formats.whole(days)) for group, days in month.by_group.items()
    ]
    return formats.capital(formats.commas(said))


def reached(months: Sequence[MedicineMonth]) -> str:
    """Which months hold as many days as a limit; empty where none does."""
    named = [formats.month(month.first) for month in months if month.reached]
    if not named:
        return ""
    return told(
        N_(
            "The usual limit for headaches was reached in %(months)s. If you have headaches, or take painkillers this "
            "often, ask your doctor or pharmacist."
        ),
        N_("The usual limit for headaches was reached in %(months)s."),
        months=formats.listed(named),
    )


def limits() -> str:
    """Where the usual limits come from, and what they are about."""
    return _(
        "The usual limits come from the classification of headaches (ICHD-3, section 8.2). In people who have "
        "headaches it calls it overuse to take simple painkillers on %(simple)s or more days a month, or opioids, "
        "triptans or combined painkillers on %(other)s or more, for longer than three months. These numbers are the "
        "opinion of experts. They are about headaches, not about sciatica, and not about how much of a medicine is "
        "safe.",
        simple=SIMPLE_DAYS,
        other=OTHER_DAYS,
    )


def how_counted() -> str:
    """Which medicine counts as a painkiller."""
    return _(
        "A day counts once, however many doses it holds. Painkillers are told by their name from a list of common "
        "ones; any other medicine counts as medicine alone. A day with nothing noted is a day not recorded."
    )

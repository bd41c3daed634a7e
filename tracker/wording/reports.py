"""What the page of exports says."""

from collections.abc import Mapping
from typing import Final

from tracker.wording.accounts import wait_words
from tracker.wording.language import N_, _, told

# What files hold, where that is said otherwise to somebody else than the owner.
_OF_OTHERS: Final[Mapping[str, str]] = {
    "entries.csv": N_("Pain scores and everything else the patient noted by day and moment"),
    "medication.csv": N_("Medicine the patient took, and days on which the patient took none"),
}


def file_title(name: str, title: str) -> str:
    """What a file holds, by its name and what its owner reads."""
    return told(title, _OF_OTHERS.get(name, title))


def everything() -> str:
    return _("Everything")


def last_months() -> str:
    return _("Last 3 months")


def shares(name: str, shown: str) -> str:
    """What somebody else is given."""
    return _("%(name)s shares %(shown)s.", name=name, shown=shown)


def many_downloads(seconds: int) -> str:
    return _(
        "There were many downloads in the last hour. Please wait %(wait)s, then try again.", wait=wait_words(seconds)
    )


def under_way() -> str:
    return _("A download of everything is under way. Please wait until it is done.")


def several_under_way() -> str:
    return _("Several downloads are under way on this server. Please wait a moment, then try again.")

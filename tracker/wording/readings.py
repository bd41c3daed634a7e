"""What the note of an imported row says of things that have no field here, in the language of whoever brings the file.

What the file holds is put in as it stands there, also the names of its columns: those are the other app's words.
"""

from collections.abc import Mapping
from typing import Final

from tracker.wording import formats
from tracker.wording.language import N_, _, ngettext

HOUR: Final = 60
DAY: Final = 24 * HOUR
TOLD: Final[Mapping[str, str]] = {
    "also": N_("also: %(text)s"),
    "duration": N_("duration: %(text)s"),
    "impact": N_("impact: %(text)s"),
    "level": N_("level: %(text)s"),
    "limited": N_("limited: %(text)s"),
    "medication": N_("medication: %(text)s"),
    "medication_log": N_("medication log: %(text)s"),
    "quality": N_("quality: %(text)s"),
    "relief": N_("relief: %(text)s"),
    "resolved": N_("resolved: %(text)s"),
    "symptoms": N_("symptoms: %(text)s"),
    "times": N_("times: %(text)s"),
    "triggers": N_("triggers: %(text)s"),
    "until": N_("until %(text)s"),
}
# How somebody felt, from the worst on, and parts of a day, as an app has them that writes numbers or keys for them.
CONDITIONS: Final = (
    N_("condition: very bad"),
    N_("condition: bad"),
    N_("condition: medium"),
    N_("condition: good"),
    N_("condition: very good"),
)
PARTS_OF_DAY: Final[Mapping[str, str]] = {
    "morning": N_("morning"),
    "noon": N_("noon"),
    "evening": N_("evening"),
    "night": N_("night"),
}


def told(what: str, text: str) -> str:
    """What the file says about something; blank where it says nothing."""
    return _(TOLD[what], text=text) if text else ""


def one_number() -> str:
    """That one number of the file stands in two fields here."""
    return _("one number for leg and back")


def zero() -> str:
    """That a 0 that names no place stands here, as the person said of the file."""
    return _("a 0 without a place, which you said means no pain")


def made_worse() -> str:
    """That a medicine did harm."""
    return _("made worse")


def out_of(text: str, top: int) -> str:
    """A number with the top of its scale: "Back: 4 of 5"."""
    return _("%(text)s of %(top)s", text=text, top=top)


def condition(code: int) -> str:
    """How somebody felt, by the number of it."""
    return _(CONDITIONS[code])


def part_of_day(key: str) -> str:
    """Morning, noon, evening or night."""
    return _(PARTS_OF_DAY[key])


def taken(part: str, count: str) -> str:
    """How much was taken in a part of the day: "morning: 2"."""
    return _("%(part)s: %(count)s", part=part, count=count)


def minutes(count: str) -> str:
    """Minutes as the file has them."""
    return _("%(minutes)s min", minutes=count)


def lasted(length: int) -> str:
    """Of minutes, such as "lasted 1 day 3 h 5 min"; blank for none."""
    if length <= 0:
        return ""
    days, rest = divmod(length, DAY)
    if not days:
        return _("lasted %(time)s", time=formats.minutes(rest))
    counted = ngettext("%(n)s day", "%(n)s days", days)
    if not rest:
        return _("lasted %(time)s", time=counted)
    return _("lasted %(days)s %(time)s", days=counted, time=formats.minutes(rest))

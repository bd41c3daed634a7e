"""What the bar on somebody else's record says: whose it is, what of it is shown, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tracker.domain.sharing.access import Terms
from tracker.domain.values import day_words

# Zones that agree now may part in another season, and pages show times of either.
SEASONS_APART: Final = timedelta(days=182)
# Who looks through a link recorded nothing: for them every record is somebody else's.
BY_OTHERS: Final = "other practitioners’ records"
BY_ANY: Final = "practitioners’ records"
_HOW: Final = {
    (True, True): "with notes and {}",
    (True, False): "with notes, without {}",
    (False, True): "without notes, with {}",
    (False, False): "without notes or {}",
}


@dataclass(frozen=True, slots=True)
class BarWords:
    """`whose` names the record, `shared` says what is shown of it, `times` whose clock it is; empty: the reader's."""

    whose: str
    shared: str
    times: str = ""


def practitioner_bar(
    name: str, terms: Terms, *, may_record: bool, last_day: date | None, today: date, times: str = ""
) -> BarWords:
    """The bar for a practitioner with a grant.

    `last_day` is its last day in the patient's zone, None for no end; days have their year where that is not the year
    of `today`. `times` is what `clock_words` says. Raises nothing. Source: this app's own rules of sharing.
    """
    shared = f"Shared with you: {shown_words(terms, today)}"
    shared += "" if last_day is None else f", until {_day(last_day, today)}"
    records = " You can record sessions." if may_record else ""
    return BarWords(f"{owned(name)} record", f"{shared}.{records}", times)


def link_bar(name: str, terms: Terms, *, last_day: date, today: date) -> BarWords:
    """The bar for whoever holds a share link, which opens Progress and the brief until `last_day`.

    Days are in the patient's zone. Raises nothing. Source: this app's own rules of sharing.
    """
    through = f"You are looking at it through a link, until {_day(last_day, today)}."
    return BarWords(
        f"{owned(name)} record", f"{through} It shows Progress and the brief{_limits(terms, today, BY_ANY)}."
    )


def shown_words(terms: Terms, today: date) -> str:
    """What is shown, in a few words: "everything from Tue 3 Mar on, with notes ...".

    Raises nothing. Source: this app's own rules of sharing.
    """
    return f"everything{_limits(terms, today)}"


def _limits(terms: Terms, today: date, records: str = BY_OTHERS) -> str:
    since = "" if terms.first_day is None else f" from {_day(terms.first_day, today)} on"
    return f"{since}, {_HOW[terms.notes, terms.others].format(records)}"


def clock_words(name: str, zone: ZoneInfo, readers: ZoneInfo, now: datetime) -> str:
    """Whose clock the times on the page are by, with the city of the zone; empty where both clocks always agree.

    Where it is another day there just now, that day is named: it is the "today" of the page.

    Raises nothing. Source: this app's own rule that a patient's days are days in the patient's zone.
    """
    moments = (now - SEASONS_APART, now)
    if all(at.astimezone(zone).utcoffset() == at.astimezone(readers).utcoffset() for at in moments):
        return ""
    city, there = zone.key.rpartition("/")[2].replace("_", " "), now.astimezone(zone).date()
    other_day = "" if there == now.astimezone(readers).date() else f", where it is {day_words.day(there)}"
    return f"Times are {owned(name)}: {city}{other_day}."


def owned(name: str) -> str:
    """A name as the owner of something: Rosa’s. Raises nothing. Source: plain English."""
    return f"{name}’s"


def _day(value: date, today: date) -> str:
    return day_words.day(value) if value.year == today.year else day_words.day_year(value)

"""What the bar on somebody else's record says: whose it is, what of it is shown, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tracker.domain.sharing.access import Terms
from tracker.wording.formats import day, day_near
from tracker.wording.language import N_, _

# Zones that agree now may part in another season, and pages show times of either.
SEASONS_APART: Final = timedelta(days=182)
# By whether notes are shown, and what others recorded: to a practitioner, who may have records of their own.
SHOWN: Final = {
    (True, True): N_("everything, with notes and other practitioners’ records"),
    (True, False): N_("everything, with notes, without other practitioners’ records"),
    (False, True): N_("everything, without notes, with other practitioners’ records"),
    (False, False): N_("everything, without notes or other practitioners’ records"),
}
SHOWN_FROM: Final = {
    (True, True): N_("everything from %(day)s on, with notes and other practitioners’ records"),
    (True, False): N_("everything from %(day)s on, with notes, without other practitioners’ records"),
    (False, True): N_("everything from %(day)s on, without notes, with other practitioners’ records"),
    (False, False): N_("everything from %(day)s on, without notes or other practitioners’ records"),
}
# Who looks through a link recorded nothing: for them every record is somebody else's.
BY_LINK: Final = {
    (True, True): N_("It shows Progress and the brief, with notes and practitioners’ records."),
    (True, False): N_("It shows Progress and the brief, with notes, without practitioners’ records."),
    (False, True): N_("It shows Progress and the brief, without notes, with practitioners’ records."),
    (False, False): N_("It shows Progress and the brief, without notes or practitioners’ records."),
}
BY_LINK_FROM: Final = {
    (True, True): N_("It shows Progress and the brief from %(day)s on, with notes and practitioners’ records."),
    (True, False): N_("It shows Progress and the brief from %(day)s on, with notes, without practitioners’ records."),
    (False, True): N_("It shows Progress and the brief from %(day)s on, without notes, with practitioners’ records."),
    (False, False): N_("It shows Progress and the brief from %(day)s on, without notes or practitioners’ records."),
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
    shown = shown_words(terms, today)
    if last_day is None:
        shared = _("Shared with you: %(what)s.", what=shown)
    else:
        shared = _("Shared with you: %(what)s, until %(day)s.", what=shown, day=day_near(last_day, today))
    said = [shared, _("You can record sessions.")] if may_record else [shared]
    return BarWords(_("%(name)s’s record", name=name), " ".join(said), times)


def link_bar(name: str, terms: Terms, *, last_day: date, today: date) -> BarWords:
    """The bar for whoever holds a share link, which opens Progress and the brief until `last_day`.

    Days are in the patient's zone. Raises nothing. Source: this app's own rules of sharing.
    """
    through = _("You are looking at it through a link, until %(day)s.", day=day_near(last_day, today))
    shows = _by_first_day(terms, today, BY_LINK, BY_LINK_FROM)
    return BarWords(_("%(name)s’s record", name=name), f"{through} {shows}")


def shown_words(terms: Terms, today: date) -> str:
    """What is shown, in a few words: "everything from Tue 3 Mar on, with notes ...".

    Raises nothing. Source: this app's own rules of sharing.
    """
    return _by_first_day(terms, today, SHOWN, SHOWN_FROM)


def _by_first_day(
    terms: Terms, today: date, always: Mapping[tuple[bool, bool], str], later: Mapping[tuple[bool, bool], str]
) -> str:
    if terms.first_day is None:
        return _(always[terms.notes, terms.others])
    return _(later[terms.notes, terms.others], day=day_near(terms.first_day, today))


def clock_words(name: str, zone: ZoneInfo, readers: ZoneInfo, now: datetime) -> str:
    """Whose clock the times on the page are by, with the city of the zone; empty where both clocks always agree.

    Where it is another day there just now, that day is named: it is the "today" of the page.

    Raises nothing. Source: this app's own rule that a patient's days are days in the patient's zone.
    """
    moments = (now - SEASONS_APART, now)
    if all(at.astimezone(zone).utcoffset() == at.astimezone(readers).utcoffset() for at in moments):
        return ""
    city, there = zone.key.rpartition("/")[2].replace("_", " "), now.astimezone(zone).date()
    if there == now.astimezone(readers).date():
        return _("Times are %(name)s’s: %(city)s.", name=name, city=city)
    return _("Times are %(name)s’s: %(city)s, where it is %(day)s.", name=name, city=city, day=day(there))

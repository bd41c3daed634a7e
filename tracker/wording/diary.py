"""What is said of a day: the lines of the diary's list, what was noted when, and what to know before it is changed."""

from collections.abc import Iterable, Mapping
from typing import Final

from tracker.wording import within
from tracker.wording.formats import capital, commas, minutes
from tracker.wording.language import N_, _

DAY_IS_TAKEN: Final = N_("There is an entry for this day already. Change that one, or choose another day.")
HELPED: Final[Mapping[str, str]] = {
    "yes": N_("Helped: yes"),
    "somewhat": N_("Helped: somewhat"),
    "no": N_("Helped: no"),
    "unsure": N_("Helped: not sure"),
}


def late_hint(*, from_memory: bool, scored: bool) -> str:
    """What to know before scoring an earlier day, or changing its scores."""
    if from_memory:
        if scored:
            return _("Scores from memory are less exact. A score that you change now will be marked as added later.")
        return _("Scores from memory are less exact. This one will be marked as added later.")
    if scored:
        return _("This is an earlier day, so a score that you change now will be marked as added later.")
    return _("This is for an earlier day, so it will be marked as added later.")


def pain_title(leg: int | None, back: int | None) -> str:
    """Leg 6, back 3."""
    if leg is None:
        return "" if back is None else _("Back %(back)s", back=back)
    if back is None:
        return _("Leg %(leg)s", leg=leg)
    return _("Leg %(leg)s, back %(back)s", leg=leg, back=back)


def when_words(clock: str, *, late: bool) -> str:
    """17:30, added later."""
    return commas([part for part in (clock, _("added later") if late else "") if part])


def answers_line(said: list[str]) -> str:
    """The answers that are numbers or a place, in one line."""
    return capital(commas(said))


def where_line(side: str | None, regions: Iterable[str]) -> str:
    """Where: left leg, calf. The arguments are codes."""
    places = [
        *([within.SIDES[side]] if side is not None and side in within.SIDES else []),
        *(within.REGIONS[code] for code in regions),
    ]
    return _("Where: %(places)s", places=commas(places)) if places else ""


def session_title(name: str, status: str, length: int | None, before: int | None, after: int | None) -> str:
    """Acupuncture, 45 min, leg 6 before, 4 after."""
    said = [name]
    if status != "attended":
        said.append(within.SESSION_STATUSES[status])
    if length is not None:
        said.append(minutes(length))
    if before is not None and after is not None:
        said.append(_("leg %(before)s before, %(after)s after", before=before, after=after))
    return commas(said)


def none_taken() -> str:
    return _("No medicine taken")


def effect_line(helped: str | None, minutes_to_relief: int | None) -> str:
    """Helped: yes, after 30 min."""
    said = [] if helped is None else [_(HELPED[helped])]
    if minutes_to_relief is not None:
        relief = minutes(minutes_to_relief)
        said.append(_("after %(minutes)s", minutes=relief) if said else _("After %(minutes)s", minutes=relief))
    return commas(said)


def pain_of(site: str, score: str) -> str:
    """A tapped score whose day is asked about."""
    if site == "leg":
        return _("leg pain %(score)s", score=score)
    return _("back pain %(score)s", score=score)


def the_details() -> str:
    return _("the details")


def this_moment() -> str:
    return _("this moment")

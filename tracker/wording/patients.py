"""What is said of the record itself: cautions, named activities, what was noted and what was left out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tracker.domain.limits import SCORE_HIGH
from tracker.wording.formats import day_year, listed
from tracker.wording.language import N_, _

# The label of what is written beside a caution.
ABOUT_CAUTION: Final[Mapping[str, str]] = {
    "blood_thinner": N_("About: blood thinner"),
    "bleeding_disorder": N_("About: bleeding disorder"),
    "implanted_device": N_("About: pacemaker, defibrillator or implanted pump"),
    "pregnancy": N_("About: pregnancy"),
    "skin_problem": N_("About: skin infection or broken skin"),
    "numb_area": N_("About: numb area"),
    "weak_immune_system": N_("About: weak immune system"),
    "epilepsy": N_("About: epilepsy"),
    "needle_fear": N_("About: fear of needles, or fainted with needles before"),
    "metal_allergy": N_("About: metal allergy"),
    "other": N_("About: something else"),
}


def unticked() -> str:
    return _("This is not ticked above. Tick it, or take these words away.")


def about_nothing(*, noted_before: bool) -> str:
    """That words were written about no caution; `noted_before`: there are cautions they could stand beside."""
    if noted_before:
        return _("Tick above what this is about, or write it beside a caution that you noted before.")
    return _("Tick above what this is about, or take these words away.")


def no_longer_scored(scores: Sequence[str]) -> str:
    """That scores were given for activities that somebody took off the list meanwhile."""
    return _(
        "The list was changed meanwhile: what you gave %(scores)s is no longer on it. The rest is as you gave it.",
        scores=listed(scores),
    )


def too_many_activities(names: Sequence[str]) -> str:
    """That these found no room, since others were added meanwhile."""
    return _(
        "There is room for five, and some were added meanwhile. Left over: %(names)s. Take one away to make room.",
        names="; ".join(names),
    )


def activity_scale() -> str:
    return _("0: I cannot do it. %(most)s: I can do it as before.", most=SCORE_HIGH)


def noted_words(noted_on: date, confirmed_on: date) -> str:
    return _("Noted %(noted)s, confirmed %(confirmed)s.", noted=day_year(noted_on), confirmed=day_year(confirmed_on))

"""Statements of the checklist for a first session: what to ask, what to tell, what is usual."""

from collections.abc import Mapping
from typing import Final

from tracker.domain import limits
from tracker.wording import sources as read
from tracker.wording.language import N_, Sentence, _
from tracker.wording.sources import Source
from tracker.wording.statements.statement import Place, Statement

LABELS: Final = {
    "ask": N_("To ask before a first session"),
    "tell": N_("To tell before a first session"),
    "usual": N_("What is usual"),
}


def _item(code: str, text: Sentence, *sources: Source) -> Statement:
    part = code.partition(".")[0]
    return Statement(code=code, place=Place.CHECKLIST, part=part, texts=(text,), sources=sources, label=LABELS[part])


ASK: Final = (
    _item(
        "ask.licence", N_("Which licence do you have, and which body gave it? Where can I check it?"), read.STRICTA_2010
    ),
    _item("ask.training", N_("What training did you have, and how many years have you done this?"), read.STRICTA_2010),
    _item("ask.often", N_("How often do you treat sciatica?"), read.STRICTA_2010),
    _item("ask.sterile", N_("Are your needles sterile, and used once only?"), read.XU_2013),
    _item(
        "ask.plan",
        N_("How many sessions do you plan, how often, and what does each cost?"),
        read.STRICTA_2010,
    ),
    _item("ask.no_help", N_("What will we do if it does not help by session 6?"), read.CMS_NCD),
    _item(
        "ask.wrong",
        N_("What should I do, and whom do I call, if something feels wrong afterwards?"),
        read.BAEUMLER_2021,
    ),
)
# One short sentence for each caution, by its code.
CAUTIONS: Final[Mapping[str, Statement]] = {
    "blood_thinner": _item("tell.blood_thinner", N_("Blood thinners, aspirin or similar tablets"), read.BLOOD_THINNERS),
    "bleeding_disorder": _item("tell.bleeding_disorder", N_("A bleeding disorder"), read.NEEDLE_CAUTIONS),
    "pregnancy": _item("tell.pregnancy", N_("That you are pregnant, or could be"), read.CARR_2015),
    "implanted_device": _item(
        "tell.implanted_device",
        N_("A pacemaker, defibrillator or implanted pump"),
        read.NEEDLE_CAUTIONS,
    ),
    "numb_area": _item("tell.numb_area", N_("Places where you feel less"), read.CUSTOM),
    "skin_problem": _item(
        "tell.skin_problem",
        N_("Infected or broken skin"),
        read.NEEDLE_CAUTIONS,
    ),
    "weak_immune_system": _item("tell.weak_immune_system", N_("A weak immune system"), read.CUSTOM),
    "metal_allergy": _item(
        "tell.metal_allergy",
        N_("A metal allergy"),
        read.CUSTOM,
    ),
    "epilepsy": _item(
        "tell.epilepsy",
        N_("Epilepsy"),
        read.CUSTOM,
    ),
    "needle_fear": _item(
        "tell.needle_fear",
        N_("If needles frighten you, or you have fainted"),
        read.CUSTOM,
    ),
    "other": _item("tell.other", N_("Anything else that you noted here as a caution"), read.CUSTOM),
}
TELL: Final = (
    _item(
        "tell.medicines",
        N_("All medicines you take, also without prescription"),
        read.CUSTOM,
    ),
    _item("tell.signs", N_("Every warning sign you have or had: see “Get help now”"), read.CES_PRACTICE),
    _item(
        "tell.cause",
        N_("What a doctor or other clinician said about the cause, and any scan"),
        read.CUSTOM,
    ),
    _item("tell.tried", N_("What you tried so far, and what it did"), read.CUSTOM),
)
USUAL: Final = (
    _item(
        "usual.sessions",
        lambda: _(
            "Courses are often %(least)s to %(most)s sessions, one to three a week. Look at it together after about 6.",
            least=limits.PLANNED_SESSIONS_USUAL[0],
            most=limits.PLANNED_SESSIONS_USUAL[1],
        ),
        read.TU_2024,
        read.DELPHI_2021,
    ),
    _item(
        "usual.minutes",
        lambda: _(
            "Needles often stay in for %(least)s to %(most)s minutes.",
            least=limits.NEEDLE_MINUTES_USUAL[0],
            most=limits.NEEDLE_MINUTES_USUAL[1],
        ),
        read.ECAM_2015,
    ),
    _item(
        "usual.feel",
        N_("You may feel a prick, an ache, a tingle, warmth, or nothing. None of these says how it will go."),
        read.STRICTA_2010,
    ),
    _item(
        "usual.minor",
        N_("About 1 in 11 people notice a minor effect, half of them a spot of blood, pain or redness at the needle."),
        read.BAEUMLER_2021,
    ),
    _item("usual.serious", N_("Serious effects are about 1 in 10,000 people."), read.BAEUMLER_2021),
)
CHECKLIST: Final = (*ASK, *CAUTIONS.values(), *TELL, *USUAL)

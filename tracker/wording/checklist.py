"""What to ask a practitioner before the first session, what to tell them, what is usual, and when to get help."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tracker.domain.limits import NEEDLE_MINUTES_USUAL, PLANNED_SESSIONS_USUAL
from tracker.wording.cautions import CAUTIONS
from tracker.wording.language import N_, Words, _

# What reports of trials have to state about who treats, asked by a patient (STRICTA 2010, item 5, PMC2882429);
# sterile needles for one use (Xu 2013, PMC3616356); a look at the course after about six sessions (CMS 30.3.3).
ASK: Final = (
    N_("Which licence do you have, and which body gave it? Where can I check it?"),
    N_("What training did you have, and how many years have you done this?"),
    N_("How often do you treat sciatica?"),
    N_("Are your needles sterile, and used once only?"),
    N_("How many sessions do you plan, how often, and what does each cost?"),
    N_("What will we do if it does not help by session 6?"),
    N_("What should I do, and whom do I call, if something feels wrong afterwards?"),
)

# One short sentence for each caution. Sources: as for the banners in `cautions`.
TELL_OF_CAUTION = Words(
    {
        "blood_thinner": N_("Blood thinners, aspirin or similar tablets"),
        "bleeding_disorder": N_("A bleeding disorder"),
        "pregnancy": N_("That you are pregnant, or could be"),
        "implanted_device": N_("A pacemaker, defibrillator or implanted pump"),
        "numb_area": N_("Places where you feel less"),
        "skin_problem": N_("Infected or broken skin"),
        "weak_immune_system": N_("A weak immune system"),
        "metal_allergy": N_("A metal allergy"),
        "epilepsy": N_("Epilepsy"),
        "needle_fear": N_("If needles frighten you, or you have fainted"),
        "other": N_("Anything else that you noted here as a caution"),
    }
)
TELL: Final = (
    N_("All medicines you take, also without prescription"),
    N_("Every warning sign you have or had: see “Get help now”"),
    N_("What a doctor or other clinician said about the cause, and any scan"),
    N_("What you tried so far, and what it did"),
)


# Sources: sessions, Tu 2024 (doi 10.1001/jamainternmed.2024.5463) and the Delphi consensus (doi 10.2147/JPR.S280404);
# minutes, doi 10.1155/2015/425108; side effects, Baeumler 2021 (doi 10.1136/bmjopen-2020-045961).
def usual() -> tuple[str, ...]:
    """What to expect."""
    return (
        _(
            "Courses are often %(least)s to %(most)s sessions, one to three a week. Look at it together after about 6.",
            least=PLANNED_SESSIONS_USUAL[0],
            most=PLANNED_SESSIONS_USUAL[1],
        ),
        _(
            "Needles often stay in for %(least)s to %(most)s minutes.",
            least=NEEDLE_MINUTES_USUAL[0],
            most=NEEDLE_MINUTES_USUAL[1],
        ),
        _("You may feel a prick, an ache, a tingle, warmth, or nothing. None of these says how it will go."),
        _("About 1 in 11 people notice a minor effect, half of them a spot of blood, pain or redness at the needle."),
        _("Serious effects are about 1 in 10,000 people."),
    )


@dataclass(frozen=True, slots=True)
class ToTell:
    """One thing to tell; `noted` says that the reader has recorded it as a caution of their own."""

    text: str
    noted: bool


def to_tell(cautions: Collection[str]) -> tuple[ToTell, ...]:
    """What to tell a practitioner: a line for each caution, then the rest; those among `cautions` are marked.

    "Something else" is a line of its own only for those who noted it. Sources: as named beside `TELL_OF_CAUTION`.
    """
    of_cautions = [
        ToTell(text, code in cautions)
        for code, text in TELL_OF_CAUTION.items()
        if code in CAUTIONS and (code != "other" or code in cautions)
    ]
    return (*of_cautions, *(ToTell(_(text), noted=False) for text in TELL))

"""What to ask a practitioner before the first session, what to tell them, what is usual, and when to get help."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tracker.domain.limits import NEEDLE_MINUTES_USUAL, PLANNED_SESSIONS_USUAL
from tracker.domain.safety.cautions import CAUTIONS
from tracker.domain.vocabularies import Words

# What reports of trials have to state about who treats, asked by a patient (STRICTA 2010, item 5, PMC2882429);
# sterile needles for one use (Xu 2013, PMC3616356); a look at the course after about six sessions (CMS 30.3.3).
ASK: Final = (
    "Which licence do you have, and which body gave it? Where can I check it?",
    "What training did you have, and how many years have you done this?",
    "How often do you treat sciatica?",
    "Are your needles sterile, and used once only?",
    "How many sessions do you plan, how often, and what does each cost?",
    "What will we do if it does not help by session 6?",
    "What should I do, and whom do I call, if something feels wrong afterwards?",
)

# One short sentence for each caution. Sources: as for the banners in `cautions`.
TELL_OF_CAUTION: Final[Words] = {
    "blood_thinner": "Blood thinners, aspirin or similar tablets",
    "bleeding_disorder": "A bleeding disorder",
    "pregnancy": "That you are pregnant, or could be",
    "implanted_device": "A pacemaker, defibrillator or implanted pump",
    "numb_area": "Places where you feel less",
    "skin_problem": "Infected or broken skin",
    "weak_immune_system": "A weak immune system",
    "metal_allergy": "A metal allergy",
    "epilepsy": "Epilepsy",
    "needle_fear": "If needles frighten you, or you have fainted",
    "other": "Anything else that you noted here as a caution",
}
TELL: Final = (
    "All medicines you take, also without prescription",
    "Every warning sign you have or had: see “Get help now”",
    "What a doctor or other clinician said about the cause, and any scan",
    "What you tried so far, and what it did",
)

# Sources: sessions, Tu 2024 (doi 10.1001/jamainternmed.2024.5463) and the Delphi consensus (doi 10.2147/JPR.S280404);
# minutes, doi 10.1155/2015/425108; side effects, Baeumler 2021 (doi 10.1136/bmjopen-2020-045961).
USUAL: Final = (
    (
        f"Courses are often {PLANNED_SESSIONS_USUAL[0]} to {PLANNED_SESSIONS_USUAL[1]} sessions, one to three a week. "
        "Look at it together after about 6."
    ),
    f"Needles often stay in for {NEEDLE_MINUTES_USUAL[0]} to {NEEDLE_MINUTES_USUAL[1]} minutes.",
    "You may feel a prick, an ache, a tingle, warmth, or nothing. None of these says how it will go.",
    "About 1 in 11 people notice a minor effect, half of them a spot of blood, pain or redness at the needle.",
    "Serious effects are about 1 in 10,000 people.",
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
    return (*of_cautions, *(ToTell(text, noted=False) for text in TELL))

"""Cautions: what a person carries that a practitioner should know before needles go in. Shown, never a block."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from tracker.domain.points import PREGNANCY_CAUTION_POINTS
from tracker.domain.vocabularies import Words, checked_codes

CAUTIONS: Final[Words] = MappingProxyType(
    {
        "blood_thinner": "Blood thinner",
        "bleeding_disorder": "Bleeding disorder",
        "implanted_device": "Pacemaker, defibrillator or implanted pump",
        "pregnancy": "Pregnancy",
        "skin_problem": "Skin infection or broken skin",
        "numb_area": "Numb area",
        "weak_immune_system": "Weak immune system",
        "epilepsy": "Epilepsy",
        "needle_fear": "Fear of needles, or fainted with needles before",
        "metal_allergy": "Metal allergy",
        "other": "Something else",
    }
)

# Sources: blood thinner PMC4315381; bleeding disorder, device and the rest medscape.com/viewarticle/501973_6;
# pregnancy Carr 2015, doi 10.1136/acupmed-2015-010936.
CAUTION_BANNERS: Final[Words] = MappingProxyType(
    {
        "blood_thinner": (
            "Tell your practitioner about your blood thinner before each session. They can choose the place and depth "
            "with care. Small spots of blood are common."
        ),
        "bleeding_disorder": (
            "Tell your practitioner about your bleeding disorder before any needle goes in. If it is severe, ask the "
            "doctor who treats it as well."
        ),
        "implanted_device": (
            "Tell your practitioner about your device before the session. Electrical stimulation is not used over it "
            "or near it. If it may be used elsewhere is a question for the team that looks after your device."
        ),
        "pregnancy": (
            "Tell your practitioner that you are pregnant. Some points are traditionally avoided in pregnancy: "
            f"{', '.join(PREGNANCY_CAUTION_POINTS)}. A review of studies found no evidence of harm. Decide with "
            "your practitioner and midwife."
        ),
        "skin_problem": "Tell your practitioner where the skin is infected or broken, so that they can stay clear.",
        "numb_area": "Tell your practitioner where you feel less. You may not notice heat or a needle there.",
        "weak_immune_system": (
            "Tell your practitioner that your immune system is weak. Afterwards, look out for redness, pus or fever."
        ),
        "epilepsy": "Tell your practitioner about your epilepsy, and what helps you if you have a seizure.",
        "needle_fear": (
            "Tell your practitioner that needles worry you or have made you faint. It can help to lie down, and to "
            "start with few needles."
        ),
        "metal_allergy": "Tell your practitioner which metals you react to. Needles are mostly made of steel.",
        "other": "Tell your practitioner what you noted under your cautions before the session.",
    }
)


def caution_banners(codes: Iterable[str]) -> tuple[str, ...]:
    """The sentences to show beside a session for the cautions `codes`, in the order of the vocabulary, each once.

    Codes that are no caution are left out. The sentences say "tell" and leave the decision to the people who treat.
    Sources: as named beside `CAUTION_BANNERS`.
    """
    return tuple(CAUTION_BANNERS[code] for code in checked_codes(tuple(codes), CAUTIONS))

"""The app speaks to the patient. Whoever else reads the same sentence reads it as one about them."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Whole sentences and phrases first; "" leaves one out that is for the patient alone. What is left of "your" becomes
# "the", and "you" becomes "the patient".
SAID_OF_THEM: Final[Mapping[str, str]] = MappingProxyType(
    {
        " Contact your practitioner and tell them. Please read the warning signs page as well: if one of them fits, "
        "get help as it says there. Nobody is watching these scores for you, so the call is yours to make.": (
            " The patient was asked to contact their practitioner and to read the warning signs."
        ),
        "It is for you and your practitioner to decide, and nothing changes here until you do.": (
            "It is for patient and practitioner to decide, and nothing changes here until they do."
        ),
        " Keep logging, and contact your practitioner if it worries you.": "",
        "Log the days of this week, and Progress shows how you are compared with your starting week.": (
            "Once the days of this week are logged, Progress compares them with the starting week."
        ),
        "Ask your insurer: this is a count, not a promise.": "The insurer decides: this is a count, not a promise.",
        "Keep going: a few more days will do.": "A few more days will do.",
        " together with your practitioner": " together",
        "discussing with your practitioner": "discussing",
        "decide with your practitioner": "decide together",
        "You had almost no leg pain": "There was almost no leg pain",
        "Your leg pain": "Leg pain",
    }
)
YOU: Final = re.compile(r"\b[Yy]ou\b")
YOUR: Final = re.compile(r"\b[Yy]our\b")


def told_of_them(text: str) -> str:
    """A sentence of the app to the patient, as somebody else reads it: nobody is spoken to.

    What it says about the numbers stays as it is. Raises nothing. Source: this app's own sentences; every one that is
    shown to others is held against this by a test.
    """
    if "you" not in text and "You" not in text and "Keep" not in text:
        return text
    for to_the_patient, of_them in SAID_OF_THEM.items():
        text = text.replace(to_the_patient, of_them)
    text = YOUR.sub(lambda found: "The" if found[0][0] == "Y" else "the", text)
    return YOU.sub(lambda found: "The patient" if found[0][0] == "Y" else "the patient", text)

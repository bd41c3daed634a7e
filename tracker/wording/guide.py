"""The parts of the page on evidence, in their order."""

from typing import Final

from tracker.wording.language import N_, Words

EVIDENCE_PARTS: Final = Words(
    {
        "trial": N_("One well-run trial"),
        "studies": N_("Other trials and reviews"),
        "guidelines": N_("What guidelines say"),
        "by-itself": N_("What pain does by itself"),
        "side-effects": N_("Side effects"),
        "heat": N_("Heat and cold"),
        "claims": N_("What popular articles claim"),
        "counting": N_("How this app counts"),
        "cannot-tell": N_("What this app cannot tell you"),
    }
)

"""Titles of charts and files that speak to the patient, as somebody else reads them; sentences say both by `told`."""

import re
from typing import Final

YOU: Final = re.compile(r"\b[Yy]ou\b")
YOUR: Final = re.compile(r"\b[Yy]our\b")


def told_of_them(text: str) -> str:
    """A title, as somebody else reads it: nobody is spoken to. Raises nothing."""
    text = YOUR.sub(lambda found: "The" if found[0][0] == "Y" else "the", text)
    return YOU.sub(lambda found: "The patient" if found[0][0] == "Y" else "the patient", text)

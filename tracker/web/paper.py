"""What a page of a record says at the foot of each sheet of paper, and which paper is usual."""

from typing import Final

from flask import request

from tracker.web import gate
from tracker.wording.brief import foot

# Where paper is not of the sizes of ISO 216, which is where Letter is bought.
LETTER_COUNTRIES: Final = frozenset(
    {"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "PR", "SV", "VE", "DO", "NI"}
)


def buys_letter() -> bool:
    """Whether Letter is usual where the browser's language is spoken."""
    regions = {part.upper() for tag, _quality in request.accept_languages for part in tag.split("-")[1:]}
    return bool(regions & LETTER_COUNTRIES)


def foot_of(patient: gate.Patient) -> str:
    """Whose record it is, for which practitioner it was printed, and when; that it is confidential."""
    # The patient prints their own, and nobody knows the name of who holds a link.
    practitioner = "" if patient.share is None else gate.name_of(gate.viewer())
    return foot(patient.user_name, practitioner, patient.record.now.astimezone(patient.zone))

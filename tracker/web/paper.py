"""What a page of a record says at the foot of each sheet of paper."""

from tracker.web import gate
from tracker.wording.brief import foot


def foot_of(patient: gate.Patient) -> str:
    """Whose record it is, for which practitioner it was printed, and when; that it is confidential."""
    # The patient prints their own, and nobody knows the name of who holds a link.
    practitioner = "" if patient.share is None else gate.name_of(gate.viewer())
    return foot(patient.user_name, practitioner, patient.record.now.astimezone(patient.zone))

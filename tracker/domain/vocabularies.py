"""The codes that are stored and exported; the words shown for them are in `wording/vocabularies.py`.

Regions, qualities, easing and aggravating factors follow the field's usual intake questions for sciatica
(MSD Manual, lumbosacral radiculopathy).
"""

from collections.abc import Collection
from typing import Final

Codes = Collection[str]

ENTRY_KINDS: Final = ("daily", "moment")
SIDES: Final = ("left", "right", "both", "switching")
REGIONS: Final = (
    "low_back",
    "buttock",
    "hip_side",
    "thigh_back",
    "thigh_side",
    "thigh_front",
    "knee_back",
    "calf",
    "shin",
    "outer_leg",
    "ankle",
    "foot_top",
    "foot_sole",
    "heel",
    "outer_foot",
    "big_toe",
    "other_toes",
)
QUALITIES: Final = (
    "shooting",
    "burning",
    "stabbing",
    "electric",
    "aching",
    "cramping",
    "tight",
    "tingling",
    "numb",
    "other",
)
AGGRAVATED_BY: Final = (
    "sitting",
    "standing",
    "walking",
    "bending",
    "lifting",
    "lying",
    "coughing",
    "driving",
    "turning_in_bed",
    "cold",
    "other",
)
EASED_BY: Final = (
    "lying",
    "standing",
    "walking",
    "sitting",
    "changing_position",
    "heat",
    "cold",
    "medicine",
    "stretching",
    "other",
)
CAUSES_TOLD: Final = (
    "disc_herniation",
    "stenosis",
    "bone_spurs",
    "piriformis",
    "pregnancy",
    "injury",
    "unknown",
    "other",
)
DURATIONS: Final = ("under_6_weeks", "weeks_6_to_12", "over_12_weeks")
SESSION_KINDS: Final = (
    "acupuncture",
    "physiotherapy",
    "heat",
    "ice",
    "massage",
    "chiropractic",
    "stretching",
    "walking",
    "swimming",
    "other",
)
COURSE_KINDS = tuple(
    k for k in SESSION_KINDS if k in {"acupuncture", "physiotherapy", "massage", "chiropractic", "other"}
)
SELF_CARE_KINDS = tuple(k for k in SESSION_KINDS if k in {"heat", "ice", "stretching", "walking", "swimming"})
SESSION_STATUSES: Final = ("planned", "attended", "missed")
HELPED: Final = ("yes", "somewhat", "no", "unsure")
ZONES: Final = ("low_back", "sacrum", "buttock", "thigh", "knee_back", "calf", "outer_ankle", "foot", "hand", "ear")
POINT_SIDES: Final = ("left", "right", "both", "midline")
STIMULATIONS: Final = ("none", "manual", "electrical", "heat", "laser", "other")
SENSATIONS: Final = ("none", "mild", "moderate", "strong")
SIDE_EFFECTS: Final = (
    "bruise",
    "bleeding_spot",
    "needle_site_pain",
    "soreness",
    "redness",
    "stuck_needle",
    "forgotten_needle",
    "light_headed",
    "fainting",
    "tired",
    "nausea",
    "sweating",
    "headache",
    "emotional_release",
    "pain_worse",
    "new_numbness",
    "breathless",
    "infection",
    "new_weakness",
    "bleeding_not_stopping",
    "faint_with_injury",
    "broken_needle",
    "burn",
)
SERIOUS_SIDE_EFFECTS = frozenset(
    {
        "breathless",
        "infection",
        "new_weakness",
        "bleeding_not_stopping",
        "faint_with_injury",
        "broken_needle",
        "burn",
    }
)
SEVERITIES: Final = ("mild", "moderate", "severe")
LASTED: Final = ("under_1_hour", "same_day", "days_1_to_3", "longer", "ongoing")
STYLES: Final = ("tcm", "japanese", "korean", "western_medical", "five_element", "ear", "other")
POSITIONS: Final = ("face_down", "face_up", "left_side", "right_side", "sitting", "other")
ADJUNCTS: Final = ("moxa", "cupping", "herbs", "exercise", "advice", "tuina", "other")
ONSETS: Final = ("during", "within_day", "days_1_to_3", "later")
RELATED: Final = ("yes", "possibly", "no", "unsure")
DOSE_UNITS: Final = ("mg", "g", "mcg", "ml", "tablet", "capsule", "drop", "patch", "puff", "other")
PHASES: Final = ("initial", "maintenance", "ended")
GLOBAL_CHANGES: Final = (
    "very_much_better",
    "much_better",
    "a_little_better",
    "no_change",
    "a_little_worse",
    "much_worse",
    "very_much_worse",
)
REVIEW_DECISIONS: Final = ("continue_as_planned", "extend", "change_together", "maintenance", "stop")
PRACTITIONER_KINDS: Final = (
    "acupuncturist",
    "physiotherapist",
    "chiropractor",
    "osteopath",
    "massage_therapist",
    "doctor",
    "other",
)
VISITS_RULES: Final = ("cms",)
CHANGE_KINDS: Final = ("ergonomic", "new_activity", "fall_or_strain", "work", "illness", "weight", "other")


def checked_codes(values: tuple[str, ...], codes: Codes) -> tuple[str, ...]:
    """The codes of `values` in the vocabulary's own order, each once; codes it does not know are left out."""
    return tuple(code for code in codes if code in values)

"""The codes that are stored and exported, and the words that are shown for them.

Regions, qualities, easing and aggravating factors follow the field's usual intake questions for sciatica
(MSD Manual, lumbosacral radiculopathy); the words are ours.
"""

from collections.abc import Mapping
from types import MappingProxyType

Words = Mapping[str, str]


def _words(**words: str) -> Words:
    return MappingProxyType(words)


ENTRY_KINDS = _words(daily="Day", moment="Moment")
SIDES = _words(left="Left leg", right="Right leg", both="Both legs", switching="It switches")
REGIONS = _words(
    low_back="Low back",
    buttock="Buttock",
    hip_side="Side of the hip",
    thigh_back="Back of the thigh",
    thigh_side="Side of the thigh",
    thigh_front="Front of the thigh",
    knee_back="Back of the knee",
    calf="Calf",
    shin="Shin",
    outer_leg="Outer lower leg",
    ankle="Ankle",
    foot_top="Top of the foot",
    foot_sole="Sole of the foot",
    heel="Heel",
    outer_foot="Outer edge of the foot",
    big_toe="Big toe",
    other_toes="Other toes",
)
QUALITIES = _words(
    shooting="Shooting",
    burning="Burning",
    stabbing="Stabbing",
    electric="Electric",
    aching="Aching",
    cramping="Cramping",
    tight="Tight",
    tingling="Tingling",
    numb="Numb",
    other="Other",
)
AGGRAVATED_BY = _words(
    sitting="Sitting",
    standing="Standing",
    walking="Walking",
    bending="Bending",
    lifting="Lifting",
    lying="Lying down",
    coughing="Coughing, sneezing or straining",
    driving="Driving",
    turning_in_bed="Turning in bed",
    cold="Cold",
    other="Other",
)
EASED_BY = _words(
    lying="Lying down",
    standing="Standing",
    walking="Walking",
    sitting="Sitting",
    changing_position="Changing position",
    heat="Heat",
    cold="Cold",
    medicine="Medicine",
    stretching="Stretching",
    other="Other",
)
CAUSES_TOLD = _words(
    disc_herniation="Slipped (herniated) disc",
    stenosis="Narrowed spinal canal (stenosis)",
    bone_spurs="Bone spurs or arthritis",
    piriformis="Piriformis muscle",
    pregnancy="Related to pregnancy",
    injury="Injury",
    unknown="Not known",
    other="Something else",
)
DURATIONS = _words(under_6_weeks="Less than 6 weeks", weeks_6_to_12="6 to 12 weeks", over_12_weeks="More than 12 weeks")

SESSION_KINDS = _words(
    acupuncture="Acupuncture",
    physiotherapy="Physiotherapy",
    heat="Heat",
    ice="Ice",
    massage="Massage",
    chiropractic="Chiropractic",
    stretching="Stretching",
    walking="Walking",
    swimming="Swimming",
    other="Other",
)
COURSE_KINDS = tuple(
    k for k in SESSION_KINDS if k in {"acupuncture", "physiotherapy", "massage", "chiropractic", "other"}
)
SELF_CARE_KINDS = tuple(k for k in SESSION_KINDS if k in {"heat", "ice", "stretching", "walking", "swimming"})
SESSION_STATUSES = _words(planned="Planned", attended="Attended", missed="Missed")
HELPED = _words(yes="Yes", somewhat="Somewhat", no="No", unsure="Not sure")
ZONES = _words(
    low_back="Low back",
    sacrum="Sacrum",
    buttock="Buttock",
    thigh="Thigh",
    knee_back="Back of the knee",
    calf="Calf",
    outer_ankle="Outer ankle",
    foot="Foot",
    hand="Hand",
    ear="Ear",
)
POINT_SIDES = _words(left="left", right="right", both="both sides", midline="midline")
STIMULATIONS = _words(
    none="None", manual="By hand", electrical="Electrical", heat="Heat or moxa", laser="Laser", other="Other"
)
SENSATIONS = _words(none="None", mild="Mild", moderate="Moderate", strong="Strong")
SIDE_EFFECTS = _words(
    bruise="Bruise",
    bleeding_spot="Spot of bleeding",
    needle_site_pain="Pain where a needle was",
    soreness="Soreness",
    redness="Redness",
    stuck_needle="Stuck or bent needle",
    forgotten_needle="Forgotten needle",
    light_headed="Light-headed",
    fainting="Fainting",
    tired="Drowsy or tired",
    nausea="Nausea",
    sweating="Sweating",
    headache="Headache",
    emotional_release="Strong feelings",
    pain_worse="Leg or back pain worse",
    new_numbness="New numbness or tingling",
    breathless="Breathless or chest pain",
    infection="Signs of infection",
    new_weakness="New weakness",
    bleeding_not_stopping="Bleeding that does not stop",
    faint_with_injury="Fainted and got hurt",
    broken_needle="Broken needle",
    burn="Burn",
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
SEVERITIES = _words(mild="Mild", moderate="Moderate", severe="Severe")
LASTED = _words(
    under_1_hour="Under an hour",
    same_day="The same day",
    days_1_to_3="1 to 3 days",
    longer="Longer",
    ongoing="Still there",
)
STYLES = _words(
    tcm="Traditional Chinese",
    japanese="Japanese",
    korean="Korean",
    western_medical="Western medical",
    five_element="Five Element",
    ear="Ear",
    other="Other",
)
POSITIONS = _words(
    face_down="Face down",
    face_up="Face up",
    left_side="On the left side",
    right_side="On the right side",
    sitting="Sitting",
    other="Other",
)
ADJUNCTS = _words(
    moxa="Moxa",
    cupping="Cupping",
    herbs="Herbs",
    exercise="Exercise",
    advice="Advice",
    tuina="Tuina massage",
    other="Other",
)
ONSETS = _words(
    during="During the session", within_day="Within 24 hours", days_1_to_3="After 1 to 3 days", later="Later"
)
RELATED = _words(yes="Yes", possibly="Possibly", no="No", unsure="Cannot say")
DOSE_UNITS = _words(
    mg="mg",
    g="g",
    mcg="micrograms",
    ml="ml",
    tablet="tablets",
    capsule="capsules",
    drop="drops",
    patch="patches",
    puff="puffs",
    other="other",
)
PHASES = _words(initial="Initial", maintenance="Maintenance", ended="Ended")
GLOBAL_CHANGES = _words(
    very_much_better="Very much better",
    much_better="Much better",
    a_little_better="A little better",
    no_change="No change",
    a_little_worse="A little worse",
    much_worse="Much worse",
    very_much_worse="Very much worse",
)
REVIEW_DECISIONS = _words(
    continue_as_planned="Go on as planned",
    extend="Add sessions",
    change_together="Change something with your practitioner",
    maintenance="Move to maintenance",
    stop="Stop this course",
)
PRACTITIONER_KINDS = _words(
    acupuncturist="Acupuncturist",
    physiotherapist="Physiotherapist",
    chiropractor="Chiropractor",
    osteopath="Osteopath",
    massage_therapist="Massage therapist",
    doctor="Doctor",
    other="Other",
)
VISITS_RULES = _words(cms="12 visits in 90 days, 8 more if pain improves, 20 a year at most (US Medicare)")
CHANGE_KINDS = _words(
    ergonomic="Ergonomic change",
    new_activity="New activity",
    fall_or_strain="Fall or strain",
    work="Work",
    illness="Illness",
    weight="Weight",
    other="Other",
)


def checked_codes(values: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """The codes of `values` in the vocabulary's own order, each once; codes it does not know are left out."""
    return tuple(code for code in words if code in values)

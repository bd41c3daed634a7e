"""The words that are shown for the codes that are stored, in the order of `domain/vocabularies.py`."""

from collections.abc import Mapping

from tracker.domain import vocabularies
from tracker.wording.language import N_, Words

Labels = Mapping[str, str]

ENTRY_KINDS = Words({"daily": N_("Day"), "moment": N_("Moment")})
SIDES = Words(
    {"left": N_("Left leg"), "right": N_("Right leg"), "both": N_("Both legs"), "switching": N_("It switches")}
)
REGIONS = Words(
    {
        "low_back": N_("Low back"),
        "buttock": N_("Buttock"),
        "hip_side": N_("Side of the hip"),
        "thigh_back": N_("Back of the thigh"),
        "thigh_side": N_("Side of the thigh"),
        "thigh_front": N_("Front of the thigh"),
        "knee_back": N_("Back of the knee"),
        "calf": N_("Calf"),
        "shin": N_("Shin"),
        "outer_leg": N_("Outer lower leg"),
        "ankle": N_("Ankle"),
        "foot_top": N_("Top of the foot"),
        "foot_sole": N_("Sole of the foot"),
        "heel": N_("Heel"),
        "outer_foot": N_("Outer edge of the foot"),
        "big_toe": N_("Big toe"),
        "other_toes": N_("Other toes"),
    }
)
QUALITIES = Words(
    {
        "shooting": N_("Shooting"),
        "burning": N_("Burning"),
        "stabbing": N_("Stabbing"),
        "electric": N_("Electric"),
        "aching": N_("Aching"),
        "cramping": N_("Cramping"),
        "tight": N_("Tight"),
        "tingling": N_("Tingling"),
        "numb": N_("Numb"),
        "other": N_("Other"),
    }
)
AGGRAVATED_BY = Words(
    {
        "sitting": N_("Sitting"),
        "standing": N_("Standing"),
        "walking": N_("Walking"),
        "bending": N_("Bending"),
        "lifting": N_("Lifting"),
        "lying": N_("Lying down"),
        "coughing": N_("Coughing, sneezing or straining"),
        "driving": N_("Driving"),
        "turning_in_bed": N_("Turning in bed"),
        "cold": N_("Cold"),
        "other": N_("Other"),
    }
)
EASED_BY = Words(
    {
        "lying": N_("Lying down"),
        "standing": N_("Standing"),
        "walking": N_("Walking"),
        "sitting": N_("Sitting"),
        "changing_position": N_("Changing position"),
        "heat": N_("Heat"),
        "cold": N_("Cold"),
        "medicine": N_("Medicine"),
        "stretching": N_("Stretching"),
        "other": N_("Other"),
    }
)
CAUSES_TOLD = Words(
    {
        "disc_herniation": N_("Slipped (herniated) disc"),
        "stenosis": N_("Narrowed spinal canal (stenosis)"),
        "bone_spurs": N_("Bone spurs or arthritis"),
        "piriformis": N_("Piriformis muscle"),
        "pregnancy": N_("Related to pregnancy"),
        "injury": N_("Injury"),
        "unknown": N_("Not known"),
        "other": N_("Something else"),
    }
)
DURATIONS = Words(
    {
        "under_6_weeks": N_("Less than 6 weeks"),
        "weeks_6_to_12": N_("6 to 12 weeks"),
        "over_12_weeks": N_("More than 12 weeks"),
    }
)
SESSION_KINDS = Words(
    {
        "acupuncture": N_("Acupuncture"),
        "physiotherapy": N_("Physiotherapy"),
        "heat": N_("Heat"),
        "ice": N_("Ice"),
        "massage": N_("Massage"),
        "chiropractic": N_("Chiropractic"),
        "stretching": N_("Stretching"),
        "walking": N_("Walking"),
        "swimming": N_("Swimming"),
        "other": N_("Other"),
    }
)
SESSION_STATUSES = Words({"planned": N_("Planned"), "attended": N_("Attended"), "missed": N_("Missed")})
HELPED = Words({"yes": N_("Yes"), "somewhat": N_("Somewhat"), "no": N_("No"), "unsure": N_("Not sure")})
ZONES = Words(
    {
        "low_back": N_("Low back"),
        "sacrum": N_("Sacrum"),
        "buttock": N_("Buttock"),
        "thigh": N_("Thigh"),
        "knee_back": N_("Back of the knee"),
        "calf": N_("Calf"),
        "outer_ankle": N_("Outer ankle"),
        "foot": N_("Foot"),
        "hand": N_("Hand"),
        "ear": N_("Ear"),
    }
)
POINT_SIDES = Words({"left": N_("left"), "right": N_("right"), "both": N_("both sides"), "midline": N_("midline")})
STIMULATIONS = Words(
    {
        "none": N_("None"),
        "manual": N_("By hand"),
        "electrical": N_("Electrical"),
        "heat": N_("Heat or moxa"),
        "laser": N_("Laser"),
        "other": N_("Other"),
    }
)
SENSATIONS = Words({"none": N_("None"), "mild": N_("Mild"), "moderate": N_("Moderate"), "strong": N_("Strong")})
SIDE_EFFECTS = Words(
    {
        "bruise": N_("Bruise"),
        "bleeding_spot": N_("Spot of bleeding"),
        "needle_site_pain": N_("Pain where a needle was"),
        "soreness": N_("Soreness"),
        "redness": N_("Redness"),
        "stuck_needle": N_("Stuck or bent needle"),
        "forgotten_needle": N_("Forgotten needle"),
        "light_headed": N_("Light-headed"),
        "fainting": N_("Fainting"),
        "tired": N_("Drowsy or tired"),
        "nausea": N_("Nausea"),
        "sweating": N_("Sweating"),
        "headache": N_("Headache"),
        "emotional_release": N_("Strong feelings"),
        "pain_worse": N_("Leg or back pain worse"),
        "new_numbness": N_("New numbness or tingling"),
        "breathless": N_("Breathless or chest pain"),
        "infection": N_("Signs of infection"),
        "new_weakness": N_("New weakness"),
        "bleeding_not_stopping": N_("Bleeding that does not stop"),
        "faint_with_injury": N_("Fainted and got hurt"),
        "broken_needle": N_("Broken needle"),
        "burn": N_("Burn"),
    }
)
SEVERITIES = Words({"mild": N_("Mild"), "moderate": N_("Moderate"), "severe": N_("Severe")})
LASTED = Words(
    {
        "under_1_hour": N_("Under an hour"),
        "same_day": N_("The same day"),
        "days_1_to_3": N_("1 to 3 days"),
        "longer": N_("Longer"),
        "ongoing": N_("Still there"),
    }
)
STYLES = Words(
    {
        "tcm": N_("Traditional Chinese"),
        "japanese": N_("Japanese"),
        "korean": N_("Korean"),
        "western_medical": N_("Western medical"),
        "five_element": N_("Five Element"),
        "ear": N_("Ear"),
        "other": N_("Other"),
    }
)
POSITIONS = Words(
    {
        "face_down": N_("Face down"),
        "face_up": N_("Face up"),
        "left_side": N_("On the left side"),
        "right_side": N_("On the right side"),
        "sitting": N_("Sitting"),
        "other": N_("Other"),
    }
)
ADJUNCTS = Words(
    {
        "moxa": N_("Moxa"),
        "cupping": N_("Cupping"),
        "herbs": N_("Herbs"),
        "exercise": N_("Exercise"),
        "advice": N_("Advice"),
        "tuina": N_("Tuina massage"),
        "other": N_("Other"),
    }
)
ONSETS = Words(
    {
        "during": N_("During the session"),
        "within_day": N_("Within 24 hours"),
        "days_1_to_3": N_("After 1 to 3 days"),
        "later": N_("Later"),
    }
)
RELATED = Words({"yes": N_("Yes"), "possibly": N_("Possibly"), "no": N_("No"), "unsure": N_("Cannot say")})
DOSE_UNITS = Words(
    {
        "mg": N_("mg"),
        "g": N_("g"),
        "mcg": N_("micrograms"),
        "ml": N_("ml"),
        "tablet": N_("tablets"),
        "capsule": N_("capsules"),
        "drop": N_("drops"),
        "patch": N_("patches"),
        "puff": N_("puffs"),
        "other": N_("other"),
    }
)
PHASES = Words({"initial": N_("Initial"), "maintenance": N_("Maintenance"), "ended": N_("Ended")})
GLOBAL_CHANGES = Words(
    {
        "very_much_better": N_("Very much better"),
        "much_better": N_("Much better"),
        "a_little_better": N_("A little better"),
        "no_change": N_("No change"),
        "a_little_worse": N_("A little worse"),
        "much_worse": N_("Much worse"),
        "very_much_worse": N_("Very much worse"),
    }
)
REVIEW_DECISIONS = Words(
    {
        "continue_as_planned": N_("Go on as planned"),
        "extend": N_("Add sessions"),
        "change_together": N_("Change something with your practitioner"),
        "maintenance": N_("Move to maintenance"),
        "stop": N_("Stop this course"),
    }
)
PRACTITIONER_KINDS = Words(
    {
        "acupuncturist": N_("Acupuncturist"),
        "physiotherapist": N_("Physiotherapist"),
        "chiropractor": N_("Chiropractor"),
        "osteopath": N_("Osteopath"),
        "massage_therapist": N_("Massage therapist"),
        "doctor": N_("Doctor"),
        "other": N_("Other"),
    }
)
VISITS_RULES = Words({"cms": N_("12 visits in 90 days, 8 more if pain improves, 20 a year at most (US Medicare)")})
CHANGE_KINDS = Words(
    {
        "ergonomic": N_("Ergonomic change"),
        "new_activity": N_("New activity"),
        "fall_or_strain": N_("Fall or strain"),
        "work": N_("Work"),
        "illness": N_("Illness"),
        "weight": N_("Weight"),
        "other": N_("Other"),
    }
)


# The kinds of treatment that come in courses.
COURSE_KINDS = Words({code: SESSION_KINDS.marked[code] for code in vocabularies.COURSE_KINDS})
# What a session says of the treatment itself, and what else two notes of one visit may differ in.
DETAIL_WORDS = Words(
    {
        "leg_before": N_("leg pain before"),
        "leg_after": N_("leg pain after"),
        "back_before": N_("back pain before"),
        "back_after": N_("back pain after"),
        "helped": N_("whether it helped"),
        "minutes": N_("how long it took"),
        "distance_m": N_("how far"),
        "exercises": N_("exercises"),
        "regions": N_("where on the body"),
        "zones": N_("where the needles went"),
        "points": N_("points"),
        "needle_count": N_("how many needles"),
        "needle_minutes": N_("how long they were in"),
        "stimulation": N_("stimulation"),
        "sensation": N_("the ache from the needles"),
        "side_effects": N_("side effects"),
        "cost": N_("cost"),
        "insurance_covered": N_("insurance"),
        "note": N_("note"),
    }
)

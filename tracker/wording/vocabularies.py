"""The words that are shown for the codes that are stored, in the order of `domain/vocabularies.py`.

What is said within sentences, too, stands beside it, as English begins it small: see `BothWords`.
"""

from collections.abc import Mapping
from typing import Final

from tracker.domain import vocabularies
from tracker.wording.language import N_, BothWords, Words, _

Labels = Mapping[str, str]

ENTRY_KINDS = Words({"daily": N_("Day"), "moment": N_("Moment")})
SIDES = BothWords(
    {
        "left": (N_("Left leg"), N_("left leg")),
        "right": (N_("Right leg"), N_("right leg")),
        "both": (N_("Both legs"), N_("both legs")),
        "switching": (N_("It switches"), N_("it switches")),
    }
)
REGIONS = BothWords(
    {
        "low_back": (N_("Low back"), N_("low back")),
        "buttock": (N_("Buttock"), N_("buttock")),
        "hip_side": (N_("Side of the hip"), N_("side of the hip")),
        "thigh_back": (N_("Back of the thigh"), N_("back of the thigh")),
        "thigh_side": (N_("Side of the thigh"), N_("side of the thigh")),
        "thigh_front": (N_("Front of the thigh"), N_("front of the thigh")),
        "knee_back": (N_("Back of the knee"), N_("back of the knee")),
        "calf": (N_("Calf"), N_("calf")),
        "shin": (N_("Shin"), N_("shin")),
        "outer_leg": (N_("Outer lower leg"), N_("outer lower leg")),
        "ankle": (N_("Ankle"), N_("ankle")),
        "foot_top": (N_("Top of the foot"), N_("top of the foot")),
        "foot_sole": (N_("Sole of the foot"), N_("sole of the foot")),
        "heel": (N_("Heel"), N_("heel")),
        "outer_foot": (N_("Outer edge of the foot"), N_("outer edge of the foot")),
        "big_toe": (N_("Big toe"), N_("big toe")),
        "other_toes": (N_("Other toes"), N_("other toes")),
    }
)
QUALITIES = BothWords(
    {
        "shooting": (N_("Shooting"), N_("shooting")),
        "burning": (N_("Burning"), N_("burning")),
        "stabbing": (N_("Stabbing"), N_("stabbing")),
        "electric": (N_("Electric"), N_("electric")),
        "aching": (N_("Aching"), N_("aching")),
        "cramping": (N_("Cramping"), N_("cramping")),
        "tight": (N_("Tight"), N_("tight")),
        "tingling": (N_("Tingling"), N_("tingling")),
        "numb": (N_("Numb"), N_("numb")),
        "other": (N_("Other"), N_("other")),
    }
)
AGGRAVATED_BY = BothWords(
    {
        "sitting": (N_("Sitting"), N_("sitting")),
        "standing": (N_("Standing"), N_("standing")),
        "walking": (N_("Walking"), N_("walking")),
        "bending": (N_("Bending"), N_("bending")),
        "lifting": (N_("Lifting"), N_("lifting")),
        "lying": (N_("Lying down"), N_("lying down")),
        "coughing": (N_("Coughing, sneezing or straining"), N_("coughing, sneezing or straining")),
        "driving": (N_("Driving"), N_("driving")),
        "turning_in_bed": (N_("Turning in bed"), N_("turning in bed")),
        "cold": (N_("Cold"), N_("cold")),
        "other": (N_("Other"), N_("other")),
    }
)
EASED_BY = BothWords(
    {
        "lying": (N_("Lying down"), N_("lying down")),
        "standing": (N_("Standing"), N_("standing")),
        "walking": (N_("Walking"), N_("walking")),
        "sitting": (N_("Sitting"), N_("sitting")),
        "changing_position": (N_("Changing position"), N_("changing position")),
        "heat": (N_("Heat"), N_("heat")),
        "cold": (N_("Cold"), N_("cold")),
        "medicine": (N_("Medicine"), N_("medicine")),
        "stretching": (N_("Stretching"), N_("stretching")),
        "other": (N_("Other"), N_("other")),
    }
)
CAUSES_TOLD = BothWords(
    {
        "disc_herniation": (N_("Slipped (herniated) disc"), N_("slipped (herniated) disc")),
        "stenosis": (N_("Narrowed spinal canal (stenosis)"), N_("narrowed spinal canal (stenosis)")),
        "bone_spurs": (N_("Bone spurs or arthritis"), N_("bone spurs or arthritis")),
        "piriformis": (N_("Piriformis muscle"), N_("piriformis muscle")),
        "pregnancy": (N_("Related to pregnancy"), N_("related to pregnancy")),
        "injury": (N_("Injury"), N_("injury")),
        "unknown": (N_("Not known"), N_("not known")),
        "other": (N_("Something else"), N_("something else")),
    }
)
DURATIONS = Words(
    {
        "under_6_weeks": N_("Less than 6 weeks"),
        "weeks_6_to_12": N_("6 to 12 weeks"),
        "over_12_weeks": N_("More than 12 weeks"),
    }
)
SESSION_KINDS = BothWords(
    {
        "acupuncture": (N_("Acupuncture"), N_("acupuncture")),
        "physiotherapy": (N_("Physiotherapy"), N_("physiotherapy")),
        "heat": (N_("Heat"), N_("heat")),
        "ice": (N_("Ice"), N_("ice")),
        "massage": (N_("Massage"), N_("massage")),
        "chiropractic": (N_("Chiropractic"), N_("chiropractic")),
        "stretching": (N_("Stretching"), N_("stretching")),
        "walking": (N_("Walking"), N_("walking")),
        "swimming": (N_("Swimming"), N_("swimming")),
        "other": (N_("Other"), N_("other")),
    }
)
SESSION_STATUSES = BothWords(
    {
        "planned": (N_("Planned"), N_("planned")),
        "attended": (N_("Attended"), N_("attended")),
        "missed": (N_("Missed"), N_("missed")),
    }
)
HELPED = BothWords(
    {
        "yes": (N_("Yes"), N_("yes")),
        "somewhat": (N_("Somewhat"), N_("somewhat")),
        "no": (N_("No"), N_("no")),
        "unsure": (N_("Not sure"), N_("not sure")),
    }
)
ZONES = BothWords(
    {
        "low_back": (N_("Low back"), N_("low back")),
        "sacrum": (N_("Sacrum"), N_("sacrum")),
        "buttock": (N_("Buttock"), N_("buttock")),
        "thigh": (N_("Thigh"), N_("thigh")),
        "knee_back": (N_("Back of the knee"), N_("back of the knee")),
        "calf": (N_("Calf"), N_("calf")),
        "outer_ankle": (N_("Outer ankle"), N_("outer ankle")),
        "foot": (N_("Foot"), N_("foot")),
        "hand": (N_("Hand"), N_("hand")),
        "ear": (N_("Ear"), N_("ear")),
    }
)
POINT_SIDES = Words({"left": N_("left"), "right": N_("right"), "both": N_("both sides"), "midline": N_("midline")})
STIMULATIONS = BothWords(
    {
        "none": (N_("None"), N_("none")),
        "manual": (N_("By hand"), N_("by hand")),
        "electrical": (N_("Electrical"), N_("electrical")),
        "heat": (N_("Heat or moxa"), N_("heat or moxa")),
        "laser": (N_("Laser"), N_("laser")),
        "other": (N_("Other"), N_("other")),
    }
)
SENSATIONS = Words({"none": N_("None"), "mild": N_("Mild"), "moderate": N_("Moderate"), "strong": N_("Strong")})
SIDE_EFFECTS = BothWords(
    {
        "bruise": (N_("Bruise"), N_("bruise")),
        "bleeding_spot": (N_("Spot of bleeding"), N_("spot of bleeding")),
        "needle_site_pain": (N_("Pain where a needle was"), N_("pain where a needle was")),
        "soreness": (N_("Soreness"), N_("soreness")),
        "redness": (N_("Redness"), N_("redness")),
        "stuck_needle": (N_("Stuck or bent needle"), N_("stuck or bent needle")),
        "forgotten_needle": (N_("Forgotten needle"), N_("forgotten needle")),
        "light_headed": (N_("Light-headed"), N_("light-headed")),
        "fainting": (N_("Fainting"), N_("fainting")),
        "tired": (N_("Drowsy or tired"), N_("drowsy or tired")),
        "nausea": (N_("Nausea"), N_("nausea")),
        "sweating": (N_("Sweating"), N_("sweating")),
        "headache": (N_("Headache"), N_("headache")),
        "emotional_release": (N_("Strong feelings"), N_("strong feelings")),
        "pain_worse": (N_("Leg or back pain worse"), N_("leg or back pain worse")),
        "new_numbness": (N_("New numbness or tingling"), N_("new numbness or tingling")),
        "breathless": (N_("Breathless or chest pain"), N_("breathless or chest pain")),
        "infection": (N_("Signs of infection"), N_("signs of infection")),
        "new_weakness": (N_("New weakness"), N_("new weakness")),
        "bleeding_not_stopping": (N_("Bleeding that does not stop"), N_("bleeding that does not stop")),
        "faint_with_injury": (N_("Fainted and got hurt"), N_("fainted and got hurt")),
        "broken_needle": (N_("Broken needle"), N_("broken needle")),
        "burn": (N_("Burn"), N_("burn")),
    }
)
NO_EFFECTS: Final = N_("none noticed")
SEVERITIES = BothWords(
    {
        "mild": (N_("Mild"), N_("mild")),
        "moderate": (N_("Moderate"), N_("moderate")),
        "severe": (N_("Severe"), N_("severe")),
    }
)
LASTED = BothWords(
    {
        "under_1_hour": (N_("Under an hour"), N_("under an hour")),
        "same_day": (N_("The same day"), N_("the same day")),
        "days_1_to_3": (N_("1 to 3 days"), N_("1 to 3 days")),
        "longer": (N_("Longer"), N_("longer")),
        "ongoing": (N_("Still there"), N_("still there")),
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
ADJUNCTS = BothWords(
    {
        "moxa": (N_("Moxa"), N_("moxa")),
        "cupping": (N_("Cupping"), N_("cupping")),
        "herbs": (N_("Herbs"), N_("herbs")),
        "exercise": (N_("Exercise"), N_("exercise")),
        "advice": (N_("Advice"), N_("advice")),
        "tuina": (N_("Tuina massage"), N_("tuina massage")),
        "other": (N_("Other"), N_("other")),
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
GLOBAL_CHANGES = BothWords(
    {
        "very_much_better": (N_("Very much better"), N_("very much better")),
        "much_better": (N_("Much better"), N_("much better")),
        "a_little_better": (N_("A little better"), N_("a little better")),
        "no_change": (N_("No change"), N_("no change")),
        "a_little_worse": (N_("A little worse"), N_("a little worse")),
        "much_worse": (N_("Much worse"), N_("much worse")),
        "very_much_worse": (N_("Very much worse"), N_("very much worse")),
    }
)
REVIEW_DECISIONS = BothWords(
    {
        "continue_as_planned": (N_("Go on as planned"), N_("go on as planned")),
        "extend": (N_("Add sessions"), N_("add sessions")),
        "change_together": (
            N_("Change something with your practitioner"),
            N_("change something with your practitioner"),
        ),
        "maintenance": (N_("Move to maintenance"), N_("move to maintenance")),
        "stop": (N_("Stop this course"), N_("stop this course")),
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
CHANGE_KINDS = BothWords(
    {
        "ergonomic": (N_("Ergonomic change"), N_("ergonomic change")),
        "new_activity": (N_("New activity"), N_("new activity")),
        "fall_or_strain": (N_("Fall or strain"), N_("fall or strain")),
        "work": (N_("Work"), N_("work")),
        "illness": (N_("Illness"), N_("illness")),
        "weight": (N_("Weight"), N_("weight")),
        "other": (N_("Other"), N_("other")),
    }
)

# Where imported rows come from, as within a sentence: “imported from Bearable”.
IMPORT_SOURCES = Words(
    {
        "bearable": N_("Bearable"),
        "apple_health": N_("Apple Health"),
        "daylio": N_("Daylio"),
        "secuso_pain_diary": N_("SecUSo Pain Diary"),
        "crisiscore": N_("CrisisCore Pain Tracker"),
        "visible": N_("Visible"),
        "migraine_buddy": N_("Migraine Buddy"),
        "flaredown": N_("Flaredown"),
        "pocket_symptom_tracker": N_("Pocket Symptom Tracker"),
        "track_and_graph": N_("Track & Graph"),
        "loop_habits": N_("Loop Habit Tracker"),
        "nomie": N_("Nomie"),
        "medikeep": N_("MediKeep"),
        "headi": N_("Headi"),
        "cluster_headache_tracker": N_("Cluster Headache Tracker"),
        "samsung_health": N_("Samsung Health"),
        "google_fit": N_("Google Fit"),
        "fitbit": N_("Fitbit"),
        "garmin": N_("Garmin"),
        "health_connect": N_("Health Connect"),
        "oura": N_("Oura"),
        "openscale": N_("openScale"),
        "wger": N_("wger"),
        "spreadsheet": N_("a spreadsheet"),
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


def with_mark(effect: str, words: Labels, code: str | None) -> str:
    """Bruise (mild); the effect alone where no mark of it was recorded, or none that is known."""
    mark = words.get(code or "")
    return _("%(effect)s (%(mark)s)", effect=effect, mark=mark) if mark else effect

"""Words of the lists as they stand within a sentence, where English begins them small and other languages may not."""

from typing import Final

from tracker.wording.language import N_, Words

SESSION_KINDS: Final = Words(
    {
        "acupuncture": N_("acupuncture"),
        "physiotherapy": N_("physiotherapy"),
        "heat": N_("heat"),
        "ice": N_("ice"),
        "massage": N_("massage"),
        "chiropractic": N_("chiropractic"),
        "stretching": N_("stretching"),
        "walking": N_("walking"),
        "swimming": N_("swimming"),
        "other": N_("other"),
    }
)
SESSION_STATUSES: Final = Words({"planned": N_("planned"), "attended": N_("attended"), "missed": N_("missed")})
HELPED: Final = Words(
    {
        "yes": N_("yes"),
        "somewhat": N_("somewhat"),
        "no": N_("no"),
        "unsure": N_("not sure"),
    }
)
REGIONS: Final = Words(
    {
        "low_back": N_("low back"),
        "buttock": N_("buttock"),
        "hip_side": N_("side of the hip"),
        "thigh_back": N_("back of the thigh"),
        "thigh_side": N_("side of the thigh"),
        "thigh_front": N_("front of the thigh"),
        "knee_back": N_("back of the knee"),
        "calf": N_("calf"),
        "shin": N_("shin"),
        "outer_leg": N_("outer lower leg"),
        "ankle": N_("ankle"),
        "foot_top": N_("top of the foot"),
        "foot_sole": N_("sole of the foot"),
        "heel": N_("heel"),
        "outer_foot": N_("outer edge of the foot"),
        "big_toe": N_("big toe"),
        "other_toes": N_("other toes"),
    }
)
ZONES: Final = Words(
    {
        "low_back": N_("low back"),
        "sacrum": N_("sacrum"),
        "buttock": N_("buttock"),
        "thigh": N_("thigh"),
        "knee_back": N_("back of the knee"),
        "calf": N_("calf"),
        "outer_ankle": N_("outer ankle"),
        "foot": N_("foot"),
        "hand": N_("hand"),
        "ear": N_("ear"),
    }
)
REVIEW_DECISIONS: Final = Words(
    {
        "continue_as_planned": N_("go on as planned"),
        "extend": N_("add sessions"),
        "change_together": N_("change something with your practitioner"),
        "maintenance": N_("move to maintenance"),
        "stop": N_("stop this course"),
    }
)
SEVERITIES: Final = Words(
    {
        "mild": N_("mild"),
        "moderate": N_("moderate"),
        "severe": N_("severe"),
    }
)
LASTED: Final = Words(
    {
        "under_1_hour": N_("under an hour"),
        "same_day": N_("the same day"),
        "days_1_to_3": N_("1 to 3 days"),
        "longer": N_("longer"),
        "ongoing": N_("still there"),
    }
)
SIDE_EFFECTS: Final = Words(
    {
        "bruise": N_("bruise"),
        "bleeding_spot": N_("spot of bleeding"),
        "needle_site_pain": N_("pain where a needle was"),
        "soreness": N_("soreness"),
        "redness": N_("redness"),
        "stuck_needle": N_("stuck or bent needle"),
        "forgotten_needle": N_("forgotten needle"),
        "light_headed": N_("light-headed"),
        "fainting": N_("fainting"),
        "tired": N_("drowsy or tired"),
        "nausea": N_("nausea"),
        "sweating": N_("sweating"),
        "headache": N_("headache"),
        "emotional_release": N_("strong feelings"),
        "pain_worse": N_("leg or back pain worse"),
        "new_numbness": N_("new numbness or tingling"),
        "breathless": N_("breathless or chest pain"),
        "infection": N_("signs of infection"),
        "new_weakness": N_("new weakness"),
        "bleeding_not_stopping": N_("bleeding that does not stop"),
        "faint_with_injury": N_("fainted and got hurt"),
        "broken_needle": N_("broken needle"),
        "burn": N_("burn"),
    }
)
SIDES: Final = Words(
    {
        "left": N_("left leg"),
        "right": N_("right leg"),
        "both": N_("both legs"),
        "switching": N_("it switches"),
    }
)
QUALITIES: Final = Words(
    {
        "shooting": N_("shooting"),
        "burning": N_("burning"),
        "stabbing": N_("stabbing"),
        "electric": N_("electric"),
        "aching": N_("aching"),
        "cramping": N_("cramping"),
        "tight": N_("tight"),
        "tingling": N_("tingling"),
        "numb": N_("numb"),
        "other": N_("other"),
    }
)
AGGRAVATED_BY: Final = Words(
    {
        "sitting": N_("sitting"),
        "standing": N_("standing"),
        "walking": N_("walking"),
        "bending": N_("bending"),
        "lifting": N_("lifting"),
        "lying": N_("lying down"),
        "coughing": N_("coughing, sneezing or straining"),
        "driving": N_("driving"),
        "turning_in_bed": N_("turning in bed"),
        "cold": N_("cold"),
        "other": N_("other"),
    }
)
EASED_BY: Final = Words(
    {
        "lying": N_("lying down"),
        "standing": N_("standing"),
        "walking": N_("walking"),
        "sitting": N_("sitting"),
        "changing_position": N_("changing position"),
        "heat": N_("heat"),
        "cold": N_("cold"),
        "medicine": N_("medicine"),
        "stretching": N_("stretching"),
        "other": N_("other"),
    }
)
CHANGE_KINDS: Final = Words(
    {
        "ergonomic": N_("ergonomic change"),
        "new_activity": N_("new activity"),
        "fall_or_strain": N_("fall or strain"),
        "work": N_("work"),
        "illness": N_("illness"),
        "weight": N_("weight"),
        "other": N_("other"),
    }
)
STIMULATIONS: Final = Words(
    {
        "none": N_("none"),
        "manual": N_("by hand"),
        "electrical": N_("electrical"),
        "heat": N_("heat or moxa"),
        "laser": N_("laser"),
        "other": N_("other"),
    }
)
ADJUNCTS: Final = Words(
    {
        "moxa": N_("moxa"),
        "cupping": N_("cupping"),
        "herbs": N_("herbs"),
        "exercise": N_("exercise"),
        "advice": N_("advice"),
        "tuina": N_("tuina massage"),
        "other": N_("other"),
    }
)

"""The fields of a treatment session or an act of self-care, in the order of their file."""

from typing import Final

from tracker.domain.limits import (
    COST_HIGH,
    DISTANCE_HIGH,
    DISTANCE_LOW,
    NEEDLE_COUNT_HIGH,
    NEEDLE_COUNT_LOW,
    NEEDLE_MINUTES_HIGH,
    NEEDLE_MINUTES_LOW,
    SESSION_MINUTES_HIGH,
    SESSION_MINUTES_LOW,
)
from tracker.fields.field import (
    Fields,
    Kind,
    code,
    codes,
    computed,
    count,
    decimal,
    identifier,
    line,
    minutes,
    moment,
    note,
    score,
    structured,
    whole,
    yes_no,
)
from tracker.wording.language import N_
from tracker.wording.vocabularies import (
    HELPED,
    REGIONS,
    SENSATIONS,
    SESSION_KINDS,
    SESSION_STATUSES,
    STIMULATIONS,
    ZONES,
)

SESSION: Final[Fields] = (
    identifier("session_id", N_("The session's id"), "id", required=True),
    code("kind", N_("What kind of treatment or self-care"), SESSION_KINDS, required=True),
    code("status", N_("Whether it is planned, was attended or was missed"), SESSION_STATUSES, required=True),
    moment(
        "started_at",
        N_("When it began, with the offset of the place you were in then"),
        offset="started_offset",
        required=True,
    ),
    minutes("minutes", N_("How long it took, minutes"), SESSION_MINUTES_LOW, SESSION_MINUTES_HIGH),
    identifier("course_id", N_("The course it belongs to, as in courses.csv")),
    count("session_number", N_("Its number among the attended sessions of its whole course, by time; computed"), "id"),
    line("practitioner", N_("Who gave the treatment")),
    score("leg_before", N_("Leg pain just before, 0 (no pain) to 10 (worst pain imaginable)")),
    score("back_before", N_("Back pain just before, 0 (no pain) to 10 (worst pain imaginable)")),
    score("leg_after", N_("Leg pain just after, 0 (no pain) to 10 (worst pain imaginable)")),
    score("back_after", N_("Back pain just after, 0 (no pain) to 10 (worst pain imaginable)")),
    computed(
        "leg_next_day",
        Kind.DECIMAL,
        N_(
            "Leg pain of the next day: a whole number from that day's entry, or the mean of two or more moments with "
            "two decimals; computed"
        ),
        stored="local_day",
        places=None,
    ),
    code("helped", N_("Whether it helped"), HELPED),
    codes("regions", N_("Parts of the body treated"), REGIONS),
    codes("zones", N_("Acupuncture: where the needles went, in everyday words"), ZONES),
    structured(
        "points",
        Kind.POINTS,
        N_(
            "Acupuncture: WHO codes with their side, such as: BL40 left; GB30 both; GV4; any other location as it was "
            'typed, in quotes, such as: "ashi", where a quote inside is doubled. The import takes other spellings too, '
            "but never guesses: a code with more than one meaning, such as P7, is an error that names them"
        ),
    ),
    whole("needle_count", N_("Acupuncture: number of needles"), NEEDLE_COUNT_LOW, NEEDLE_COUNT_HIGH),
    minutes("needle_minutes", N_("Acupuncture: minutes with needles in"), NEEDLE_MINUTES_LOW, NEEDLE_MINUTES_HIGH),
    code("stimulation", N_("Acupuncture: how the needles were stimulated"), STIMULATIONS),
    code("sensation", N_("Acupuncture: sensation felt"), SENSATIONS),
    structured(
        "exercises",
        Kind.EXERCISES,
        N_(
            "Physiotherapy and stretching: name [sets x repetitions, hold seconds], such as: Bridge [3x10, hold - s]; "
            "a - is not recorded, a ; or \\ inside a name has a \\ before it"
        ),
    ),
    whole("distance_m", N_("Walking and swimming: metres"), DISTANCE_LOW, DISTANCE_HIGH),
    structured(
        "side_effects",
        Kind.SIDE_EFFECTS,
        N_("Side effects: item, severity, how long, such as: bruise mild same_day; tired; a - is not recorded"),
    ),
    decimal("cost", N_("What it cost, in the currency you use, two decimals"), COST_HIGH, 2),
    yes_no("insurance_covered", N_("Whether insurance pays for it")),
    note("note", N_("Your note")),
    line("other_name", N_("Other treatment: what you call it, such as: TENS")),
)

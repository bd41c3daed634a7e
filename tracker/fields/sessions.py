"""The fields of a treatment session or an act of self-care, in the order of their file."""

from typing import Final

from tracker.domain.limits import COST_HIGH, DISTANCE, NEEDLE_COUNT, NEEDLE_MINUTES, SESSION_MINUTES
from tracker.fields.field import (
    Fields,
    Kind,
    code,
    codes,
    computed,
    count,
    decimal,
    field,
    identifier,
    imported_from,
    line,
    minutes,
    moment,
    not_stored,
    note,
    score,
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
    identifier("session_id", N_("The session's id"), stored="id", required=True),
    code("kind", N_("What kind of treatment or self-care"), SESSION_KINDS, required=True),
    code("status", N_("Whether it is planned, was attended or was missed"), SESSION_STATUSES, required=True),
    moment(
        "started_at",
        N_("When it began, with the offset of the place you were in then"),
        stored=("started_at", "started_offset"),
        required=True,
    ),
    minutes("minutes", N_("How long it took, minutes"), within=SESSION_MINUTES),
    identifier("course_id", N_("The course it belongs to, as in courses.csv")),
    count(
        "session_number",
        N_("Its number among the attended sessions of its whole course, by time; computed"),
        stored="id",
    ),
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
    field(
        Kind.POINTS,
        "points",
        N_(
            "Acupuncture: WHO codes with their side, such as: BL40 left; GB30 both; GV4; any other location as it was "
            'typed, in quotes, such as: "ashi", where a quote inside is doubled. The import takes other spellings too, '
            "but never guesses: a code with more than one meaning, such as P7, is an error that names them"
        ),
    ),
    whole("needle_count", N_("Acupuncture: number of needles"), within=NEEDLE_COUNT),
    minutes("needle_minutes", N_("Acupuncture: minutes with needles in"), within=NEEDLE_MINUTES),
    code("stimulation", N_("Acupuncture: how the needles were stimulated"), STIMULATIONS),
    code("sensation", N_("Acupuncture: sensation felt"), SENSATIONS),
    field(
        Kind.EXERCISES,
        "exercises",
        N_(
            "Physiotherapy and stretching: name [sets x repetitions, hold seconds], such as: Bridge [3x10, hold - s]; "
            "a - is not recorded, a ; or \\ inside a name has a \\ before it"
        ),
    ),
    whole("distance_m", N_("Walking and swimming: metres"), within=DISTANCE),
    field(
        Kind.SIDE_EFFECTS,
        "side_effects",
        N_(
            "Side effects: item, severity, how long, such as: bruise mild same_day; tired; a - is not recorded; the "
            "word none says that there were none"
        ),
    ),
    decimal("cost", N_("What it cost, in the currency you use, two decimals"), within=(None, COST_HIGH)),
    yes_no("insurance_covered", N_("Whether insurance pays for it")),
    note("note", N_("Your note")),
    line("other_name", N_("Other treatment: what you call it, such as: TENS")),
    imported_from(),
    not_stored(
        "time_known",
        N_("yes; or no: only the day is known, and 12:00 stands for the time"),
        stored="time_unknown",
    ),
)

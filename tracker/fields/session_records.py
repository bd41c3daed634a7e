"""The fields of a practitioner's record of a session, by the items of STRICTA 2010, in the order of their file.

Only who wrote a record can write or correct it, so to the import all of them are computed.
"""

from typing import Final

from tracker.domain.limits import (
    NEEDLE_COUNT,
    NEEDLE_GAUGE_HIGH,
    NEEDLE_LENGTH_HIGH,
    NEEDLE_MINUTES,
    STIMULATION_HZ_HIGH,
)
from tracker.fields.field import Fields, Kind, computed
from tracker.wording.language import N_
from tracker.wording.vocabularies import ADJUNCTS, POSITIONS, SENSATIONS, STIMULATIONS, STYLES

SESSION_RECORD: Final[Fields] = (
    computed("record_id", Kind.IDENTIFIER, N_("The id of this record of a session"), stored="id"),
    computed("session_id", Kind.IDENTIFIER, N_("The session, as in sessions.csv")),
    computed("by", Kind.LINE, N_("Who recorded it"), stored="by_name"),
    computed("entered_at", Kind.MOMENT, N_("When it was first recorded")),
    computed("style", Kind.CODE, N_("STRICTA 1a: style of acupuncture"), STYLES),
    computed("style_other", Kind.LINE, N_("STRICTA 1a: more about the style")),
    computed("rationale", Kind.NOTE, N_("STRICTA 1b: why this treatment")),
    computed("varied", Kind.YES_NO, N_("STRICTA 1c: whether it varied from the plan")),
    computed("varied_note", Kind.NOTE, N_("STRICTA 1c: how and why")),
    computed("needle_count", Kind.WHOLE, N_("STRICTA 2a: needles put in"), within=NEEDLE_COUNT),
    computed("points", Kind.POINTS, N_("STRICTA 2b: points with their side, as in sessions.csv")),
    computed("depth", Kind.LINE, N_("STRICTA 2c: depth")),
    computed("response", Kind.CODE, N_("STRICTA 2d: de qi, the ache or tingle a needle can bring"), SENSATIONS),
    computed("twitch", Kind.YES_NO, N_("STRICTA 2d: whether a muscle twitched")),
    computed("stimulation", Kind.CODE, N_("STRICTA 2e: how the needles were stimulated"), STIMULATIONS),
    computed(
        "stimulation_hz",
        Kind.DECIMAL,
        N_("STRICTA 2e: hertz of electrical stimulation"),
        places=3,
        within=(None, STIMULATION_HZ_HIGH),
    ),
    computed("needle_minutes", Kind.MINUTES, N_("STRICTA 2f: minutes with the needles in"), within=NEEDLE_MINUTES),
    computed(
        "needle_gauge_mm",
        Kind.DECIMAL,
        N_("STRICTA 2g: thickness of the needles"),
        places=3,
        within=(None, NEEDLE_GAUGE_HIGH),
    ),
    computed(
        "needle_length_mm",
        Kind.DECIMAL,
        N_("STRICTA 2g: length of the needles"),
        places=3,
        within=(None, NEEDLE_LENGTH_HIGH),
    ),
    computed("needle_brand", Kind.LINE, N_("STRICTA 2g: maker or material")),
    computed("single_use", Kind.YES_NO, N_("STRICTA 2g: whether the needles were used once only")),
    computed("adjuncts", Kind.CODES, N_("STRICTA 4a: also given"), ADJUNCTS),
    computed("setting", Kind.NOTE, N_("STRICTA 4b: setting")),
    computed("advice_given", Kind.NOTE, N_("STRICTA 4b: what was told and advised")),
    computed("position", Kind.CODE, N_("How the patient lay or sat"), POSITIONS),
    computed("adverse_events", Kind.PLAIN_VALUES, N_("Side effects the practitioner saw, as JSON; [] is none seen")),
    computed("note", Kind.NOTE, N_("The practitioner's note")),
)

"""session_records.csv: what practitioners recorded of sessions, beside what the patient logged of them."""

import json
from typing import Any, Final

from tracker.domain.vocabularies import ADJUNCTS, POSITIONS, SENSATIONS, STIMULATIONS, STYLES
from tracker.files.cells import YES_NO, RowCells, amount, guarded, utc_moment
from tracker.files.columns import File, Type, computed

SESSION_RECORDS: Final = File(
    "session_records.csv",
    "What practitioners recorded of sessions, in their own view",
    (
        computed("record_id", Type.IDENTIFIER, "The record's id"),
        computed("session_id", Type.IDENTIFIER, "The session, as in sessions.csv"),
        computed("by", Type.TEXT, "Who recorded it"),
        computed("entered_at", Type.MOMENT, "When it was first recorded"),
        computed("style", Type.CODE, "STRICTA 1a: style of acupuncture", tuple(STYLES)),
        computed("style_other", Type.TEXT, "STRICTA 1a: more about the style"),
        computed("rationale", Type.TEXT, "STRICTA 1b: why this treatment"),
        computed("varied", Type.YES_NO, "STRICTA 1c: whether it varied from the plan"),
        computed("varied_note", Type.TEXT, "STRICTA 1c: how and why"),
        computed("needle_count", Type.WHOLE, "STRICTA 2a: needles put in"),
        computed("points", Type.TEXT, "STRICTA 2b: points with their side, as in sessions.csv"),
        computed("depth", Type.TEXT, "STRICTA 2c: depth"),
        computed("response", Type.CODE, "STRICTA 2d: de qi, the ache or tingle a needle can bring", tuple(SENSATIONS)),
        computed("twitch", Type.YES_NO, "STRICTA 2d: whether a muscle twitched"),
        computed("stimulation", Type.CODE, "STRICTA 2e: how the needles were stimulated", tuple(STIMULATIONS)),
        computed("stimulation_hz", Type.DECIMAL, "STRICTA 2e: hertz of electrical stimulation"),
        computed("needle_minutes", Type.WHOLE, "STRICTA 2f: minutes with the needles in"),
        computed("needle_gauge_mm", Type.DECIMAL, "STRICTA 2g: thickness of the needles"),
        computed("needle_length_mm", Type.DECIMAL, "STRICTA 2g: length of the needles"),
        computed("needle_brand", Type.TEXT, "STRICTA 2g: maker or material"),
        computed("single_use", Type.YES_NO, "STRICTA 2g: whether the needles were used once only"),
        computed("adjuncts", Type.CODES, "STRICTA 4a: also given", tuple(ADJUNCTS)),
        computed("setting", Type.TEXT, "STRICTA 4b: setting"),
        computed("advice_given", Type.TEXT, "STRICTA 4b: what was told and advised"),
        computed("position", Type.CODE, "How the patient lay or sat", tuple(POSITIONS)),
        computed("adverse_events", Type.TEXT, "Side effects the practitioner saw, as JSON; [] is none seen"),
        computed("note", Type.TEXT, "The practitioner's note"),
    ),
    notes=(
        "STRICTA is a checklist for reports of acupuncture; its items 3 are in courses.csv. The side effects in here "
        "are the practitioner's view; those in sessions.csv are the patient's. Not imported: only the practitioner who "
        "wrote a record can write or correct it."
    ),
)


def session_record_row(row: Any) -> RowCells:
    """One record, as `queries.session_records` gives it."""
    events = row.adverse_events
    return (
        str(row.id),
        str(row.session_id),
        guarded(row.by_name),
        utc_moment(row.entered_at),
        row.style,
        guarded(row.style_other),
        guarded(row.rationale),
        YES_NO[row.varied],
        guarded(row.varied_note),
        row.needle_count,
        row.points,
        guarded(row.depth),
        row.response,
        YES_NO[row.twitch],
        row.stimulation,
        amount(row.stimulation_hz),
        row.needle_minutes,
        amount(row.needle_gauge_mm),
        amount(row.needle_length_mm),
        guarded(row.needle_brand),
        YES_NO[row.single_use],
        "; ".join(row.adjuncts or ()),
        guarded(row.setting),
        guarded(row.advice_given),
        row.position,
        "" if events is None else json.dumps(events, sort_keys=True, ensure_ascii=False),
        guarded(row.note),
    )

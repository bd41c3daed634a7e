"""Entries of the diary: an observation for each score, leg and back apart, and one for what else was noted."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from tracker.domain.values.periods import at_local
from tracker.fields.entries import ENTRY
from tracker.fields.field import Kind
from tracker.files.contract import ENTRIES
from tracker.files.fhir.codes import extension, minutes, score
from tracker.files.fhir.ids import derived
from tracker.files.fhir.json_parts import ABSENT, Json, fixed, many, whole
from tracker.files.fhir.resources import (
    Record,
    components,
    measured,
    method,
    note,
    observation,
    pain,
    provenance,
    rows_of,
    score_of,
    site,
)
from tracker.files.rows import Piece

NOTED: Final = tuple(field for field in ENTRY if field.kind is Kind.CODES or field.name in {"side", "farthest_point"})
OTHER_SCORES: Final = ("numbness_tingling", "weakness", "sleep_disturbed")
MINUTES: Final = ("sitting_minutes", "walking_minutes")


def entries(record: Record, piece: Piece) -> Iterator[Json]:
    """The resources of each entry, and who entered it when."""
    write = piece.write
    for row in rows_of(ENTRIES, piece):
        row_id, entered = write.identifier(row["id"]), write.moment(row["entered_at"], row["entered_offset"])
        when = fixed(_when(record, piece, row, entered))
        made = dict(_scores(record, row_id, row, when))
        noted = components(NOTED, write, row, farthest_point=piece.worked_out["farthest_point"](row["regions"]))
        said = note(row["note"])
        if noted or said:
            made[row_id] = observation(record, row_id, measured("day-noted"), when, note=said, component=noted)
        yield from made.values()
        activity = "entered-later" if row["late"] else "entered"
        yield provenance(record, row_id, made, fixed(entered), activity, source=row["imported_from"])


def _when(record: Record, piece: Piece, row: Mapping[str, Any], entered: str) -> str:
    """The day; with the time of a moment where it is known, at the place where it was entered, as no other is kept.

    Where that was in the person's zone, the clocks may have been changed between the moment and its entry.
    """
    day, clock = piece.write.day(row["for_date"]), piece.write.clock(row["for_time"])
    if not clock or row["time_unknown"]:
        return day
    then = datetime.fromisoformat(entered)
    if then.astimezone(record.zone).utcoffset() != then.utcoffset():
        return f"{day}T{clock}:00{entered[19:]}"
    return at_local(date.fromisoformat(day), time.fromisoformat(clock), record.zone).isoformat()


def _scores(record: Record, row_id: str, row: Mapping[str, Any], when: Json) -> Iterator[tuple[str, Json]]:
    how = method("moment" if row["kind"] == "moment" else "daily")
    for name, where, code, later, asked in (
        ("leg_pain", site("leg", row["side"]), pain("leg"), row["leg_later"], how),
        ("back_pain", site("low-back"), pain("back"), row["back_later"], how),
        ("worst_leg_pain", site("leg", row["side"]), measured("worst-leg-pain"), None, method("worst")),
    ):
        if row[name] is not None:
            resource_id = derived(row_id, name)
            yield (
                resource_id,
                observation(
                    record,
                    resource_id,
                    code,
                    when,
                    extension=_how(later, from_words=row["from_words"]),
                    valueQuantity=score_of(row[name]),
                    bodySite=where,
                    method=asked,
                ),
            )
    for names, measure in ((OTHER_SCORES, score), (MINUTES, minutes)):
        for name in names:
            if row[name] is not None:
                resource_id, value = derived(row_id, name), measure(whole(row[name]))
                code = measured(name.replace("_", "-"))
                yield resource_id, observation(record, resource_id, code, when, valueQuantity=value)


def _how(days_later: int | None, *, from_words: Any) -> Json:
    """How late a score was given, and whether it was made from a word."""
    return many(
        (
            extension("days-later", valueInteger=whole(days_later)) if days_later else ABSENT,
            extension("from-words", valueBoolean="true") if from_words else ABSENT,
        )
    )

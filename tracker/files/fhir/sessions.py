"""Treatment sessions: a procedure each, pain just before and after, side effects, and a practitioner's record."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from tracker.domain.points.points import Location, PlacedPoint, parse_points
from tracker.domain.treatment.sessions import NONE, SideEffect, parse_exercises, parse_side_effects
from tracker.domain.values.rounding import two_decimals
from tracker.fields.field import Kind
from tracker.fields.session_records import SESSION_RECORD
from tracker.files.contract import SESSION_RECORDS, SESSIONS
from tracker.files.fhir.codes import concept, extension, in_words, minutes, of_hl7, quantity, structure
from tracker.files.fhir.ids import derived, identifier, reference
from tracker.files.fhir.json_parts import ABSENT, TRUTH, Json, fixed, many, obj, text, whole
from tracker.files.fhir.resources import (
    Record,
    codes_of,
    components,
    known_as,
    listed,
    measured,
    method,
    note,
    observation,
    pain,
    provenance,
    resource,
    rows_of,
    score_of,
    site,
    with_side,
)
from tracker.files.rows import Piece
from tracker.wording import fhir as words

STATUSES: Final = {"attended": fixed("completed"), "missed": fixed("not-done"), "planned": fixed("preparation")}
ACTUAL: Final = fixed("actual")
# What how long it lasted says of whether it is over; of what lasted longer than three days it says nothing.
OUTCOMES: Final = {"ongoing": "ongoing", **dict.fromkeys(("under_1_hour", "same_day", "days_1_to_3"), "resolved")}
RECORDED: Final = tuple(
    field
    for field in SESSION_RECORD
    if field.name not in {"by", "note", "points", "entered_at", "adverse_events"} and field.kind is not Kind.IDENTIFIER
)


def sessions(record: Record, piece: Piece) -> Iterator[Json]:
    """The resources of each session. Who entered it when stands with the details of all of them."""
    for row in rows_of(SESSIONS, piece):
        session_id = piece.write.identifier(row["id"])
        day = piece.write.day(row["local_day"])
        unknown = row["time_unknown"]
        began = day if unknown else piece.write.moment(row["started_at"], row["started_offset"])
        ended = _after(began, row["minutes"]) if row["minutes"] and not unknown else None
        number = piece.worked_out["session_number"](row["id"])
        yield _procedure(record, session_id, piece, row, (day, began, ended), number)
        yield from _pain_around(record, session_id, row, fixed(began), fixed(ended or day))
        for effect in effects_of(row["side_effects"]):
            yield _side_effect(record, session_id, effect, fixed(day))


def _after(began: str, length: int) -> str:
    return (datetime.fromisoformat(began) + timedelta(minutes=length)).isoformat()


def _procedure(
    record: Record,
    session_id: str,
    piece: Piece,
    row: Mapping[str, Any],
    when: tuple[str, str, str | None],
    number: int | None,
) -> Json:
    day, began, ended = when
    course_id = piece.write.identifier(row["course_id"])
    kind = (
        concept.__wrapped__("treatment", row["kind"], row["other_name"])  # what somebody typed stays in no memory
        if row["other_name"]
        else listed("treatment", row["kind"])
    )
    return resource(
        "Procedure",
        session_id,
        identifier=known_as(session_id),
        extension=many(_extensions(row, number)),
        basedOn=many([reference(course_id)]) if course_id else ABSENT,
        status=STATUSES[row["status"]],
        code=kind,
        subject=record.patient,
        performedDateTime=ABSENT if ended else fixed(began),
        performedPeriod=obj(start=fixed(began), end=fixed(ended)) if ended else ABSENT,
        performer=many([obj(actor=obj(display=text(row["practitioner"])))]),
        reasonReference=many([record.condition(day)]),
        bodySite=many(_sites(row)),
        outcome=listed("helped", row["helped"]),
        note=note(row["note"]),
    )


def _extensions(row: Mapping[str, Any], number: int | None) -> Iterator[Json]:
    yield extension("session-number", valueInteger=whole(number))
    if row["time_unknown"]:  # else its period says it
        yield extension("length", valueDuration=minutes(whole(row["minutes"])))
    yield extension("needle-count", valueInteger=whole(row["needle_count"]))
    yield extension("needle-time", valueDuration=minutes(whole(row["needle_minutes"])))
    yield extension("stimulation", valueCodeableConcept=listed("stimulation", row["stimulation"]))
    yield extension("sensation", valueCodeableConcept=listed("sensation", row["sensation"]))
    yield extension("distance", valueQuantity=quantity(whole(row["distance_m"]), "m"))
    cost = row["cost"]
    yield extension("cost", valueDecimal=ABSENT if cost is None else two_decimals(cost))
    yield extension("insurance-covered", valueBoolean=TRUTH[row["insurance_covered"]])
    yield extension("no-side-effects", valueBoolean="true" if row["side_effects"] == NONE else ABSENT)
    for exercise in parse_exercises(row["exercises"] or ""):
        parts = (
            obj(url=fixed("name"), valueString=text(exercise.name)),
            _counted("sets", exercise.sets),
            _counted("repetitions", exercise.repetitions),
            _counted("hold-seconds", exercise.hold_seconds),
        )
        yield obj(url=fixed(structure("exercise")), extension=many(parts))


def _counted(name: str, count: int | None) -> Json:
    return ABSENT if count is None else obj(url=fixed(name), valueInteger=whole(count))


def _sites(row: Mapping[str, Any]) -> Iterator[Json]:
    for name, codes in (("region", row["regions"]), ("zone", row["zones"])):
        for code in codes_of(codes):
            yield listed(name, code)
    yield from points(row["points"])


def points(cell: str | None) -> Iterator[Json]:
    """Points of acupuncture with their side, and other locations as they were written."""
    for one in parse_points(cell or ""):
        yield _point(one)


def _point(one: Location) -> Json:
    if not isinstance(one, PlacedPoint):
        return in_words(one.words)
    found = concept("acupoint", one.code, one.code)
    return found if one.side is None else with_side(found, listed("point-side", one.side))


def _pain_around(record: Record, session_id: str, row: Mapping[str, Any], began: Json, ended: Json) -> Iterator[Json]:
    for name in ("leg_before", "back_before", "leg_after", "back_after"):
        if row[name] is not None:
            where, _blank, when = name.partition("_")
            yield observation(
                record,
                derived(session_id, name),
                pain(where),
                began if when == "before" else ended,
                partOf=many([reference(session_id)]),
                valueQuantity=score_of(row[name]),
                bodySite=site("leg" if where == "leg" else "low-back"),
                method=method(when),
            )


def effects_of(cell: str | None) -> tuple[SideEffect, ...]:
    """The side effects that a session tells of."""
    return tuple(effect for effect in parse_side_effects(cell or "") if effect.item != NONE)


def _side_effect(record: Record, session_id: str, effect: SideEffect, day: Json) -> Json:
    ended = OUTCOMES.get(effect.lasted or "")
    return _adverse_event(
        record,
        derived(session_id, f"side_effect:{effect.item}"),
        session_id,
        effect.item,
        effect.severity,
        extension=many([extension("lasted", valueCodeableConcept=listed("lasted", effect.lasted))]),
        date=day,
        outcome=of_hl7("adverse-event-outcome", ended, words.SAID[ended]) if ended else ABSENT,
        recorder=record.patient,
    )


def _adverse_event(
    record: Record, event_id: str, session_id: str, item: str, severity: str | None, **members: Json
) -> Json:
    """Something unwanted that was noticed after a session. That the session brought it about is not said."""
    return resource(
        "AdverseEvent",
        event_id,
        identifier=identifier(event_id),
        actuality=ACTUAL,
        event=listed("side-effect", item),
        subject=record.patient,
        severity=of_hl7("adverse-event-severity", severity, words.LISTS["severity"][severity]) if severity else ABSENT,
        suspectEntity=many([obj(instance=reference(session_id))]),
        **members,
    )


def session_records(record: Record, piece: Piece) -> Iterator[Json]:
    """What a practitioner recorded of a session, by the items of STRICTA 2010, and the side effects they saw."""
    write = piece.write
    for row in rows_of(SESSION_RECORDS, piece):
        row_id, session_id = (write.identifier(row[name]) for name in ("id", "session_id"))
        entered = fixed(write.moment(row["entered_at"], 0))
        made = {
            row_id: observation(
                record,
                row_id,
                measured("session-recorded"),
                entered,
                partOf=many([reference(session_id)]),
                performer=many([obj(display=text(row["by_name"]))]),
                note=note(row["note"]),
                component=many([components(RECORDED, write, row)[1:-1], *_needled(row["points"])]),
            )
        }
        for event in row["adverse_events"] or ():
            event_id = derived(row_id, f"adverse_event:{event['item']}")
            made[event_id] = _seen(record, event_id, session_id, event, row["by_name"])
        yield from made.values()
        yield provenance(record, row_id, made, entered, "recorded-by-practitioner", by=row["by_name"])


def _needled(cell: str | None) -> Iterable[Json]:
    code = concept("field", "points", words.MEASURED["points"])
    return (obj(code=code, valueCodeableConcept=point) for point in points(cell))


def _seen(record: Record, event_id: str, session_id: str, event: Mapping[str, Any], by: str) -> Json:
    ended = {True: "resolved", False: "ongoing", None: None}[event.get("resolved")]
    return _adverse_event(
        record,
        event_id,
        session_id,
        event["item"],
        event.get("severity"),
        extension=many(
            (
                extension("onset", valueCodeableConcept=listed("onset", event.get("onset"))),
                extension("lasted", valueCodeableConcept=in_words(event.get("lasted"))),
                extension("action-taken", valueString=text(event.get("action"))),
                extension("serious", valueBoolean=TRUTH[event.get("serious")]),
                extension("related", valueCodeableConcept=listed("related", event.get("related"))),
            )
        ),
        outcome=of_hl7("adverse-event-outcome", ended, words.SAID[ended]) if ended else ABSENT,
        recorder=obj(display=text(by)),
    )

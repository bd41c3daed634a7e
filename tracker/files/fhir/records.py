"""What else is recorded: the episode, cautions, medicine, own activities, changes in daily life and words on days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.files import contract
from tracker.files.fhir.codes import ACTIVITY, UNITS, concept, extension, in_words, minutes, of_hl7, quantity
from tracker.files.fhir.ids import derived, identifier
from tracker.files.fhir.json_parts import ABSENT, Json, fixed, many, obj, text, whole
from tracker.files.fhir.resources import (
    Record,
    codes_of,
    known_as,
    last_day,
    listed,
    measured,
    note,
    observation,
    plain,
    provenance,
    resource,
    rows_of,
    site,
)
from tracker.files.rows import Piece
from tracker.wording import fhir as words

ACTIVE: Final = fixed("active")
STEPS: Final = "{steps}"
SCALE: Final = fixed(
    [
        {"url": f"http://hl7.org/fhir/StructureDefinition/{end}", "valueInteger": limit}
        for end, limit in (("minValue", SCORE_LOW), ("maxValue", SCORE_HIGH))
    ]
)


def episodes(record: Record, piece: Piece) -> Iterator[Json]:
    """Each bout of sciatica, as the person told of it. What a clinician said stands beside it, never as a diagnosis."""
    write = piece.write
    for row in rows_of(contract.EPISODE, piece):
        row_id = write.identifier(row["id"])
        begun, ended = (write.day(row[name]) if row[name] else "" for name in ("began_on", "ended_on"))
        record.episodes.append((begun, last_day(ended), row_id))
        state = "resolved" if ended else "active"
        yield resource(
            "Condition",
            row_id,
            identifier=known_as(row_id),
            extension=many(
                (
                    extension("cause-told", valueCodeableConcept=listed("cause-told", row["cause_told"])),
                    extension("duration", valueCodeableConcept=listed("duration", row["duration_at_start"])),
                    *(
                        extension("warning-sign", valueCodeableConcept=listed("warning-sign", code))
                        for code in codes_of(row["warning_signs"])
                    ),
                )
            ),
            clinicalStatus=of_hl7("condition-clinical", state, words.SAID[state]),
            category=many([of_hl7("condition-category", "problem-list-item", words.SAID["problem"])]),
            code=concept("condition", "sciatica", words.SAID["sciatica"]),
            bodySite=many([site("leg", row["side"])]),
            subject=record.patient,
            onsetDateTime=_fixed(begun),
            abatementDateTime=_fixed(ended),
            recordedDate=fixed(write.moment(row["created_at"], 0)),
            asserter=record.patient,
            note=note(row["note"]),
        )


def _fixed(value: str) -> Json:
    return fixed(value) if value else ABSENT


def cautions(record: Record, piece: Piece) -> Iterator[Json]:
    """What whoever treats must know beforehand."""
    write = piece.write
    for row in rows_of(contract.CAUTION_ROWS, piece):
        row_id = write.identifier(row["id"])
        ended = write.day(row["ended_on"]) if row["ended_on"] else ""
        yield resource(
            "Flag",
            row_id,
            identifier=known_as(row_id),
            extension=many(
                (
                    extension("confirmed-on", valueDate=fixed(write.day(row["confirmed_on"]))),
                    extension("note", valueString=text(row["note"])),
                )
            ),
            status=fixed("inactive" if ended else "active"),
            category=many([of_hl7("flag-category", "safety", words.SAID["safety"])]),
            code=listed("caution", row["kind"]),
            subject=record.patient,
            period=obj(start=fixed(write.day(row["noted_on"])), end=_fixed(ended)),
            author=record.patient,
        )


def doses(record: Record, piece: Piece) -> Iterator[Json]:
    """Each dose as the person told of it, and each day on which none was taken."""
    write = piece.write
    for row in rows_of(contract.MEDICATION, piece):
        row_id, none = write.identifier(row["id"]), row["none_taken"]
        only_day = none or row["time_unknown"]
        when = write.day(row["local_day"]) if only_day else write.moment(row["taken_at"], row["taken_offset"] or 0)
        unit = row["unit"]
        amount = plain(row["amount"])
        dose = quantity(amount, UNITS[unit], unit) if unit in UNITS else obj(value=amount)
        yield resource(
            "MedicationStatement",
            row_id,
            identifier=known_as(row_id),
            extension=many(
                (
                    extension("helped", valueCodeableConcept=listed("helped", row["helped"])),
                    extension("time-to-relief", valueDuration=minutes(whole(row["minutes_to_relief"]))),
                )
            ),
            status=fixed("not-taken" if none else "completed"),
            medicationCodeableConcept=concept("medicine", "none-taken", words.SAID["none_taken"])
            if none
            else in_words(row["name"]),
            subject=record.patient,
            effectiveDateTime=fixed(when),
            informationSource=record.patient,
            note=note(row["note"]),
            dosage=many([obj(doseAndRate=many([obj(doseQuantity=dose)]))]),
        )


@dataclass(slots=True)
class Activities:
    """Own activities with their scores, gathered until all are known: one questionnaire, and its answers day by day."""

    record: Record
    names: dict[str, str] = field(default_factory=dict)
    days: dict[str, list[tuple[str, str, int, str]]] = field(default_factory=dict)

    def add(self, piece: Piece) -> None:
        """Take the rows of a piece in."""
        write = piece.write
        for row in rows_of(contract.FUNCTION, piece):
            activity_id = write.identifier(row["activity_id"])
            self.names[activity_id] = row["activity"]
            if row["score_id"] is not None:
                answer = (activity_id, row["activity"], row["score"], write.moment(row["entered_at"], 0))
                self.days.setdefault(write.day(row["for_date"]), []).append(answer)

    def resources(self) -> Iterator[Json]:
        """The questionnaire and its answers, if there are activities."""
        if not self.names:
            return
        asked_id = derived(self.record.patient_id, "own_activities")
        yield resource(
            "Questionnaire",
            asked_id,
            identifier=known_as(asked_id),
            url=fixed(f"urn:uuid:{asked_id}"),
            title=text(words.SAID["own_activities"]),
            status=ACTIVE,
            subjectType=fixed(["Patient"]),
            item=many(
                obj(linkId=fixed(activity_id), text=text(name), type=fixed("integer"), extension=SCALE)
                for activity_id, name in self.names.items()
            ),
        )
        for day, answers in sorted(self.days.items()):
            yield from self._answered(asked_id, day, answers)

    def _answered(self, asked_id: str, day: str, answers: Iterable[tuple[str, str, int, str]]) -> Iterator[Json]:
        answered_id = derived(asked_id, day)
        yield resource(
            "QuestionnaireResponse",
            answered_id,
            identifier=identifier(answered_id),
            questionnaire=fixed(f"urn:uuid:{asked_id}"),
            status=fixed("completed"),
            subject=self.record.patient,
            authored=fixed(day),
            author=self.record.patient,
            source=self.record.patient,
            item=many(
                obj(linkId=fixed(activity_id), text=text(name), answer=many([obj(valueInteger=whole(score))]))
                for activity_id, name, score, _entered in answers
            ),
        )
        entered = max(entered for *_answer, entered in answers)
        yield provenance(self.record, answered_id, [answered_id], fixed(entered))


def life_events(record: Record, piece: Piece) -> Iterator[Json]:
    """Changes in daily life, each on its day."""
    for row in rows_of(contract.CHANGES, piece):
        yield from _on_a_day(
            record, piece, row, "life-event", valueCodeableConcept=listed("change", row["kind"]), note=note(row["note"])
        )


def tags(record: Record, piece: Piece) -> Iterator[Json]:
    """The person's own words on a day."""
    for row in rows_of(contract.TAGS, piece):
        yield from _on_a_day(record, piece, row, "day-tags", valueString=text(row["tags"]))


def day_context(record: Record, piece: Piece) -> Iterator[Json]:
    """What a watch counted of a day: an observation for the steps, and one for the sleep."""
    write = piece.write
    for row in rows_of(contract.DAY_CONTEXT, piece):
        row_id, day = write.identifier(row["id"]), fixed(write.day(row["for_date"]))
        found = {"steps": quantity(whole(row["steps"]), STEPS), "sleep-minutes": minutes(whole(row["sleep_minutes"]))}
        made = {
            resource_id: observation(record, resource_id, measured(name), day, category=ACTIVITY, valueQuantity=value)
            for name, value in found.items()
            if value and (resource_id := derived(row_id, name))
        }
        yield from made.values()
        entered = fixed(write.moment(row["entered_at"], 0))
        yield provenance(record, row_id, made, entered, source=row["imported_from"])


def _on_a_day(record: Record, piece: Piece, row: dict[str, Any], name: str, **members: Json) -> Iterator[Json]:
    row_id, day = piece.write.identifier(row["id"]), fixed(piece.write.day(row["for_date"]))
    yield observation(record, row_id, measured(name), day, **members)
    entered = fixed(piece.write.moment(row["entered_at"], 0))
    yield provenance(record, row_id, [row_id], entered, source=row.get("imported_from"))
